//! Remarks: what was worth telling about the way to the documents of a run, such as an address that has moved.

use rusqlite::{Transaction, params};

use super::{Result, Store};

/// A remark. What its code means, and the words for it, are others'.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemarkRow {
    /// The kind, from a bounded list.
    pub code: String,
    /// The address that it is about.
    pub address: String,
    /// What else there is to say: another address, a number, a message.
    pub detail: String,
}

impl Store {
    /// The remarks of a run, in their order.
    ///
    /// # Errors
    /// If the database fails.
    pub fn remarks(&self, run: i64) -> Result<Vec<RemarkRow>> {
        self.read(|t| {
            t.prepare_cached("SELECT code, address, detail FROM remark WHERE run = ?1 ORDER BY position")?
                .query_map([run], |row| Ok(RemarkRow { code: row.get(0)?, address: row.get(1)?, detail: row.get(2)? }))?
                .collect()
        })
    }
}

pub(super) fn put(t: &Transaction<'_>, run: i64, remarks: &[RemarkRow]) -> Result<()> {
    let mut insert =
        t.prepare_cached("INSERT INTO remark (run, position, code, address, detail) VALUES (?1, ?2, ?3, ?4, ?5)")?;
    for (position, remark) in remarks.iter().enumerate() {
        insert.execute(params![run, position as u64, remark.code, remark.address, remark.detail])?;
    }
    Ok(())
}
