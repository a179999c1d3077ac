//! The clock: the only place that asks what time it is.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, Utc};

use crate::store::Timestamp;

/// Tells the time: the system's, or one that a test sets.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The system's clock.
    System,
    /// Seconds since 1970, moved by hand.
    Manual(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands at a time until it is moved.
    pub fn manual(now: Timestamp) -> Self {
        Clock::Manual(Arc::new(AtomicI64::new(now)))
    }

    /// The time.
    pub fn now(&self) -> DateTime<Utc> {
        match self {
            #[expect(clippy::disallowed_methods, reason = "this is the clock")]
            Clock::System => Utc::now(),
            Clock::Manual(seconds) => {
                DateTime::from_timestamp(seconds.load(Ordering::SeqCst), 0).unwrap_or(DateTime::UNIX_EPOCH)
            }
        }
    }

    /// The time as the store keeps it.
    pub fn timestamp(&self) -> Timestamp {
        self.now().timestamp()
    }

    /// The time as an `xsd:dateTime` of Swedish time: a date is to come, or is not, as it is for those who wrote it.
    pub fn date_time(&self) -> String {
        self.now().with_timezone(&chrono_tz::Europe::Stockholm).format("%Y-%m-%dT%H:%M:%S%:z").to_string()
    }

    /// Moves a manual clock; the system's cannot be moved and stays.
    pub fn advance(&self, seconds: i64) {
        if let Clock::Manual(now) = self {
            now.fetch_add(seconds, Ordering::SeqCst);
        }
    }
}
