//! Leases: at most one worker on a source, whatever the number of processes.

use rusqlite::{OptionalExtension, Transaction, params};

use super::{Result, Store, StoreError, Timestamp};

/// The right to work on something, until it expires.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lease {
    /// What it is for: `source/<id>` or `publish`.
    pub name: String,
    /// Grows with every holder; writes under an older one are refused.
    pub epoch: i64,
}

impl Store {
    /// Takes a lease if nobody holds it or its holder's time is over.
    ///
    /// # Errors
    /// If the database fails.
    pub fn acquire(&self, name: &str, holder: &str, now: Timestamp, expires: Timestamp) -> Result<Option<Lease>> {
        self.write(|t| {
            let held: Option<(i64, Timestamp)> = t
                .query_row("SELECT epoch, expires FROM lease WHERE name = ?1", [name], |row| {
                    Ok((row.get(0)?, row.get(1)?))
                })
                .optional()?;
            let epoch = match held {
                Some((_, until)) if until > now => return Ok(None),
                Some((epoch, _)) => epoch + 1,
                None => 1,
            };
            t.execute(
                "INSERT INTO lease (name, holder, epoch, expires) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, epoch = excluded.epoch, expires = excluded.expires",
                params![name, holder, epoch, expires],
            )?;
            Ok(Some(Lease { name: name.to_owned(), epoch }))
        })
    }

    /// Gives a lease back; nothing happens if another holds it by now.
    ///
    /// # Errors
    /// If the database fails.
    pub fn release(&self, lease: &Lease) -> Result<()> {
        self.write(|t| {
            t.execute("UPDATE lease SET expires = 0 WHERE name = ?1 AND epoch = ?2", params![lease.name, lease.epoch])?;
            Ok(())
        })
    }

    /// Gives back every lease of holders that can no longer be at work.
    ///
    /// # Errors
    /// If the database fails.
    pub fn release_all(&self, is_gone: impl Fn(&str) -> bool) -> Result<()> {
        self.write(|t| {
            let holders: Vec<String> = t
                .prepare("SELECT DISTINCT holder FROM lease WHERE expires > 0")?
                .query_map([], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            for holder in holders.iter().filter(|holder| is_gone(holder)) {
                t.execute("UPDATE lease SET expires = 0 WHERE holder = ?1", [holder])?;
            }
            Ok(())
        })
    }
}

/// Refuses the transaction when the lease went to another.
pub(super) fn fence(t: &Transaction<'_>, lease: &Lease) -> Result<()> {
    let epoch: Option<i64> =
        t.query_row("SELECT epoch FROM lease WHERE name = ?1", [&lease.name], |row| row.get(0)).optional()?;
    match epoch == Some(lease.epoch) {
        true => Ok(()),
        false => Err(StoreError::LeaseLost(lease.name.clone())),
    }
}
