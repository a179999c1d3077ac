//! The store: the only SQL. SQLite in write-ahead mode; one file a table, numbered migrations.
//!
//! In and out: plain rows. Everything that must survive `kill -9` stands here: what is due, who works on it, what every
//! source said last, what every run did, which snapshot is current.
//! Must not: decide, word, fetch or format anything. The SQL keeps to what PostgreSQL understands as well.

mod agent_duplicate;
mod change;
mod conflict;
mod dangling;
mod document;
mod finding;
mod hold;
mod lease;
mod line;
mod migrations;
mod outbox;
mod place;
mod remark;
mod removal;
mod resource;
mod result;
mod run;
mod score;
mod snapshot;
mod source;
mod suggestion;
mod tombstone;

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, Transaction, TransactionBehavior};

pub use agent_duplicate::AgentDuplicateRow;
pub use change::{ChangeGroup, ChangeRow};
pub use conflict::ConflictRow;
pub use dangling::DanglingRow;
pub use document::{DocumentRow, Payload, Role};
pub use finding::{Affected, FindingRow, RuleCount, ValueCount};
pub use hold::{DecisionRow, HoldRow, MissingRow, Stay, Verdict};
pub use lease::Lease;
pub use line::{LineRow, LineRows};
pub use outbox::{Event, NoticeRow, Notices};
pub use place::PlaceRow;
pub use remark::RemarkRow;
pub use removal::{Missing, Removals};
pub use resource::{ClaimRow, ClassCount, DescribedRow, ResourceRow};
pub use result::{RunEnd, StoredResult};
pub use run::{Counts, Outcome, RunRow};
pub use score::ScoreRow;
pub use snapshot::{SnapshotFile, SnapshotRow};
pub use source::SourceRow;
pub use suggestion::{SuggestionCount, SuggestionRow};
pub use tombstone::{Gone, TombstoneRow};

/// Seconds since 1970-01-01T00:00:00Z.
pub type Timestamp = i64;

/// Why the store did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The directory or file cannot be used.
    #[error("the database {path} cannot be opened: {source}")]
    Open {
        /// The database file.
        path: PathBuf,
        /// What SQLite says.
        source: rusqlite::Error,
    },
    /// A newer version of the program wrote it.
    #[error(
        "the database {path} has schema version {found}, newer than this program's {known}; install the newer program"
    )]
    Newer {
        /// The database file.
        path: PathBuf,
        /// The version in the file.
        found: u32,
        /// The version of this program.
        known: u32,
    },
    /// Another process took over the work; what this one did is not kept.
    #[error("the lease {0} went to another process; nothing of this run was kept")]
    LeaseLost(String),
    /// A decision about removals that are not held, or not any more.
    #[error("{source_id}: run {run} has no removals that wait for a decision{}", otherwise(*held))]
    NotHeld {
        /// The source.
        source_id: String,
        /// The run by which the set was named.
        run: i64,
        /// The run whose set waits now, if one does.
        held: Option<i64>,
    },
    /// SQLite failed.
    #[error("the database failed: {0}")]
    Sqlite(#[from] rusqlite::Error),
}

/// What to look at instead of a set that is not held any more.
fn otherwise(held: Option<i64>) -> String {
    held.map_or_else(String::new, |run| format!("; another set does, that of run {run}: look at it first"))
}

/// The result of a store call.
pub type Result<T> = std::result::Result<T, StoreError>;

/// An open database. Calls block; call it from threads that may.
pub struct Store {
    path: PathBuf,
    writer: Mutex<Connection>,
    /// Connections that nobody uses at the moment; there are never more than readers at one time.
    readers: Mutex<Vec<Connection>>,
    notices: Notices,
}

impl Store {
    /// Opens the database, makes it if there is none, and brings its schema up to date.
    ///
    /// # Errors
    /// [`StoreError::Open`] if the file cannot be used, [`StoreError::Newer`] if its schema is newer than the program.
    pub fn open(path: &Path) -> Result<Self> {
        let failed = |source| StoreError::Open { path: path.to_owned(), source };
        let mut writer = connect(path).map_err(failed)?;
        migrations::migrate(&mut writer, path)?;
        Ok(Store {
            path: path.to_owned(),
            writer: Mutex::new(writer),
            readers: Mutex::new(Vec::new()),
            notices: Notices::Off,
        })
    }

    /// The same store, which writes notices about its sources, or does not (as when it was opened).
    #[must_use]
    pub fn with_notices(self, notices: Notices) -> Self {
        Store { notices, ..self }
    }

    /// Runs a query on a connection of its own; it sees one state from first to last row.
    fn read<T>(&self, query: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>) -> Result<T> {
        let idle = lock(&self.readers).pop();
        let mut connection = match idle {
            Some(connection) => connection,
            None => connect(&self.path)?,
        };
        let result = connection.transaction().and_then(|transaction| query(&transaction));
        lock(&self.readers).push(connection);
        Ok(result?)
    }

    /// Runs statements in one transaction, which holds or fails as a whole.
    fn write<T>(&self, statements: impl FnOnce(&Transaction<'_>) -> Result<T>) -> Result<T> {
        let mut connection = lock(&self.writer);
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let result = statements(&transaction)?;
        transaction.commit()?;
        Ok(result)
    }
}

/// A panic while a connection was held rolled its transaction back; the connection itself is whole.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(Duration::from_secs(30))?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "cache_size", -8192)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

#[cfg(test)]
mod tests;
