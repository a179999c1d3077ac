//! The schema and how it came about: numbered migrations, each once, all in one transaction.
//!
//! To change the schema add a file and a line; never edit one that was released.

use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use super::{Result, StoreError};

const MIGRATIONS: &[&str] = &[
    include_str!("migrations/0001_first.sql"),
    include_str!("migrations/0002_findings.sql"),
    include_str!("migrations/0003_documents.sql"),
    include_str!("migrations/0004_lines.sql"),
    include_str!("migrations/0005_removals.sql"),
    include_str!("migrations/0006_suggestions.sql"),
];

/// The schema version that this program writes.
pub(super) const VERSION: u32 = MIGRATIONS.len() as u32;

pub(super) fn migrate(connection: &mut Connection, path: &Path) -> Result<()> {
    let failed = |source| StoreError::Open { path: path.to_owned(), source };
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed)?;
    let found: u32 = transaction.query_row("PRAGMA user_version", [], |row| row.get(0)).map_err(failed)?;
    if found > VERSION {
        return Err(StoreError::Newer { path: path.to_owned(), found, known: VERSION });
    }
    for migration in &MIGRATIONS[found as usize..] {
        transaction.execute_batch(migration).map_err(failed)?;
    }
    transaction.pragma_update(None, "user_version", VERSION).map_err(failed)?;
    transaction.commit().map_err(failed)
}
