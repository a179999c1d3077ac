//! Times of the store in local time.

use chrono::{DateTime, NaiveDateTime};
use chrono_tz::Tz;

use crate::config::{Config, Source};
use crate::store::Timestamp;

/// The time in the source's own time zone; `None` for a time that no calendar holds, such as "never".
pub(super) fn of_source(source: &Source, time: Timestamp) -> Option<NaiveDateTime> {
    in_zone(source.schedule.zone(), time)
}

/// The time in the region's time zone, which is that of its first source.
pub(super) fn of_region(config: &Config, time: Timestamp) -> Option<NaiveDateTime> {
    let first = config.organisations.iter().flat_map(|organisation| &organisation.sources).next();
    in_zone(first.map_or(chrono_tz::Europe::Stockholm, |source| source.schedule.zone()), time)
}

fn in_zone(zone: Tz, time: Timestamp) -> Option<NaiveDateTime> {
    Some(DateTime::from_timestamp(time, 0)?.with_timezone(&zone).naive_local())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn summer_and_winter_differ_and_never_is_no_time() {
        let hour = |time| in_zone(chrono_tz::Europe::Stockholm, time).map(|t| t.format("%H:%M").to_string());
        assert_eq!(hour(1_795_305_600).as_deref(), Some("01:00"), "22 November 2026, midnight UTC");
        assert_eq!(hour(1_782_086_400).as_deref(), Some("02:00"), "22 June 2026, midnight UTC");
        assert_eq!(hour(Timestamp::MAX), None);
    }
}
