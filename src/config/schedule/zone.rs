//! Local time and instants, where summer time begins and ends.
//!
//! In goes a time as a clock on the wall shows it; out come the instants at which it does.
//! It reads no clock.

use chrono::{DateTime, MappedLocalTime, NaiveDateTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

/// How far from a gap the search for its end begins. No zone is further from UTC than 14 h,
/// and none has skipped more than a day.
const REACH: TimeDelta = TimeDelta::hours(48);

/// The instants at which clocks show a local time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Instants {
    /// The ordinary case.
    One(DateTime<Utc>),
    /// Clocks were turned back: the time is shown twice, first here and then here.
    Two(DateTime<Utc>, DateTime<Utc>),
    /// Clocks were turned forward past it: the first instant after the gap.
    Skipped(DateTime<Utc>),
}

/// The instants at which clocks in `zone` show `wall`.
pub(super) fn instants(zone: Tz, wall: NaiveDateTime) -> Instants {
    match zone.from_local_datetime(&wall) {
        MappedLocalTime::Single(at) => Instants::One(at.to_utc()),
        MappedLocalTime::Ambiguous(one, other) => {
            let (one, other) = (one.to_utc(), other.to_utc());
            Instants::Two(one.min(other), one.max(other))
        }
        MappedLocalTime::None => Instants::Skipped(end_of_gap(zone, wall)),
    }
}

/// What clocks in `zone` show at an instant.
pub(super) fn wall(zone: Tz, at: DateTime<Utc>) -> NaiveDateTime {
    at.with_timezone(&zone).naive_local()
}

/// The first instant at which clocks show more than `skipped`, to the second.
fn end_of_gap(zone: Tz, skipped: NaiveDateTime) -> DateTime<Utc> {
    let mut before = skipped.and_utc() - REACH;
    let mut after = skipped.and_utc() + REACH;
    while after - before > TimeDelta::seconds(1) {
        let middle = before + TimeDelta::seconds((after - before).num_seconds() / 2);
        if wall(zone, middle) > skipped {
            after = middle;
        } else {
            before = middle;
        }
    }
    after
}
