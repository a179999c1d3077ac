//! When a source is due: its schedule, moved by its jitter and its blackout windows, and thinned out while it fails.
//!
//! In: the source, and what is known of it. Out: an instant. It reads no clock.

use std::time::Duration;

use chrono::{DateTime, Days, NaiveDate, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use sha2::{Digest, Sha256};

use crate::config::Source;

/// A source that fails for long is asked less often: after so many days of failing, at most once in so many days.
///
/// Three nights are an outage that somebody is at; after two weeks nobody is, and after a month it takes a person to mend
/// it. Each question that fails costs the publisher an entry in a log, and us the news of the others.
const RESTS: [(i64, u64); 3] = [(3, 1), (14, 3), (30, 7)];

// The report says that it is so, and why.
const _: () = assert!(RESTS[0].0 == crate::report::RARELY_AFTER_DAYS);

/// A server's wish is followed as far as this; a longer one is taken for a mistake.
const LONGEST_WISH: TimeDelta = TimeDelta::days(7);

/// Times of a schedule that are looked at: more than there are in the longest window of a schedule for every minute.
const LOOKED_AT: usize = 20_000;

/// What is known of a source.
#[derive(Clone, Copy, Debug)]
pub struct Known {
    /// The time.
    pub now: DateTime<Utc>,
    /// When it was last asked; what the schedule names until then is done.
    pub asked: DateTime<Utc>,
    /// When the first of its failed runs in a row began, if the last one failed and the fault is not ours.
    pub failing_since: Option<DateTime<Utc>>,
    /// How long its server asks to be left alone from now.
    pub retry_after: Option<Duration>,
}

impl Known {
    /// A source that has just been asked, and nothing is wrong.
    pub const fn just_asked(now: DateTime<Utc>) -> Self {
        Known { now, asked: now, failing_since: None, retry_after: None }
    }
}

/// When a source is due after now; `None` if its schedule has no more times.
pub fn next_due(source: &Source, jitter: Duration, known: &Known) -> Option<DateTime<Utc>> {
    let Known { now, asked, .. } = *known;
    let wait = wait(&source.id, jitter);
    // A time within a window is still to come when the window ends, and one within the jitter when that is over.
    let shifted = now - wait;
    let windows = [now, shifted].into_iter().filter_map(|at| Some(source.blackout.before(at)? - wait));
    let earliest = windows.fold(shifted, DateTime::min).max(asked - wait);
    let rested = known.failing_since.and_then(|since| rested(since, asked, source.schedule.zone()));
    let earliest = rested.map_or(earliest, |rested| earliest.max(rested - TimeDelta::seconds(1)));

    let mut slot = earliest;
    let mut due = None;
    for _ in 0..LOOKED_AT {
        slot = source.schedule.next_after(slot)?;
        due = Some(moved(source, slot, wait));
        if due > Some(now) {
            break;
        }
    }
    let asked_for = TimeDelta::from_std(known.retry_after.unwrap_or_default()).unwrap_or(LONGEST_WISH);
    match now + asked_for.min(LONGEST_WISH) {
        // The source comes when it may again, not a whole turn of its schedule later.
        wished if Some(wished) > due => Some(source.blackout.end(wished).unwrap_or(wished)),
        _ => due,
    }
}

/// A time of the schedule as it is done: after the window that it lies in, and after the source's own wait.
fn moved(source: &Source, slot: DateTime<Utc>, wait: TimeDelta) -> DateTime<Utc> {
    let due = source.blackout.end(slot).unwrap_or(slot) + wait;
    // Those whose wait ends in a window wait again after it, so that they do not all come at its end.
    let due = source.blackout.end(due).map_or(due, |end| end + wait);
    source.blackout.end(due).unwrap_or(due)
}

/// How long a source waits after its time on the schedule: always the same, and another for each source.
fn wait(id: &str, jitter: Duration) -> TimeDelta {
    let hash = Sha256::digest(id.as_bytes());
    let number = hash.iter().take(7).fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    TimeDelta::seconds(number.checked_rem(jitter.as_secs()).unwrap_or(0) as i64)
}

/// The beginning of the day on which a source that fails is asked again.
fn rested(since: DateTime<Utc>, asked: DateTime<Utc>, zone: Tz) -> Option<DateTime<Utc>> {
    let failing = (asked - since).num_days();
    let (_, days) = RESTS.iter().rev().find(|(after, _)| failing >= *after)?;
    // Days of the calendar: a daily schedule stays daily, whatever its runs and its jitter take.
    beginning(asked.with_timezone(&zone).date_naive() + Days::new(*days), zone)
}

/// The first instant of a day. Where clocks skip midnight it is an hour later or two.
fn beginning(day: NaiveDate, zone: Tz) -> Option<DateTime<Utc>> {
    let hours = (0..4).filter_map(|hour| zone.from_local_datetime(&day.and_hms_opt(hour, 0, 0)?).earliest());
    hours.map(|time| time.to_utc()).next()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::config;

    /// A source on a schedule in Stockholm, with blackout windows as the config writes them.
    fn source(schedule: &str, blackout: &str) -> Source {
        let text = format!(
            r#"
            [region]
            name = "R"
            title = "R"
            description = "R"
            base_url = "https://r.example"
            publisher = {{ iri = "https://r.example/p", name = "R", agent_type = "LocalAuthority" }}
            contact = {{ name = "R", email = "r@r.example" }}
            [[organisation]]
            id = "kommun"
            name = "K"
            source = [{{ url = "https://k.example", schedule = "{schedule}", blackout = [{blackout}] }}]
            "#
        );
        let config = config::parse(&text, Path::new("skord.toml"), &|_| None).expect("it has no mistakes");
        config.organisations[0].sources[0].clone()
    }

    fn at(text: &str) -> DateTime<Utc> {
        DateTime::parse_from_rfc3339(text).expect("a time").to_utc()
    }

    fn shown(due: Option<DateTime<Utc>>) -> String {
        due.map_or_else(String::new, |due| {
            due.with_timezone(&Tz::Europe__Stockholm).format("%m-%d %H:%M:%S").to_string()
        })
    }

    fn asked(now: &str, asked: &str) -> Known {
        Known { now: at(now), asked: at(asked), failing_since: None, retry_after: None }
    }

    const NONE: Duration = Duration::ZERO;
    const HOUR: Duration = Duration::from_secs(3600);

    #[test]
    fn each_source_has_its_own_wait_within_the_jitter() {
        assert_eq!(wait("kommun", NONE), TimeDelta::zero());
        let waits: Vec<i64> = ["ekbacka", "granvik", "lindaker"].map(|id| wait(id, HOUR).num_seconds()).to_vec();
        assert!(waits.iter().all(|wait| (0..3600).contains(wait)) && waits[0] != waits[1] && waits[1] != waits[2]);
        assert_eq!(waits, ["ekbacka", "granvik", "lindaker"].map(|id| wait(id, HOUR).num_seconds()));
    }

    #[test]
    fn a_restart_between_the_slot_and_its_wait_does_not_skip_the_slot() {
        let source = source("0 2 * * *", "");
        let wait = wait(&source.id, HOUR);
        let tonight = at("2026-11-25T02:00:00+01:00") + wait;
        assert!(wait > TimeDelta::minutes(1), "the id was chosen so");
        let due = |known: Known| next_due(&source, HOUR, &known);
        let last_night = "2026-11-24T02:59:00+01:00";
        assert_eq!(due(asked("2026-11-24T12:00:00+01:00", last_night)), Some(tonight));
        assert_eq!(due(asked("2026-11-25T02:00:30+01:00", last_night)), Some(tonight));
        // Once it was asked, the next is tomorrow's.
        let tomorrow = Some(tonight + TimeDelta::days(1));
        assert_eq!(due(Known { now: tonight, asked: tonight, ..asked(last_night, last_night) }), tomorrow);
    }

    #[test]
    fn a_wait_that_is_longer_than_the_schedule_s_turns_loses_none() {
        let source = source("*/5 * * * *", "");
        let mut now = at("2026-11-25T12:00:00+01:00") + wait(&source.id, HOUR);
        for _ in 0..20 {
            let due = next_due(
                &source,
                HOUR,
                &Known { now, asked: now, ..asked("2026-11-25T12:00:00Z", "2026-11-25T12:00:00Z") },
            );
            assert_eq!(due, Some(now + TimeDelta::minutes(5)));
            now += TimeDelta::minutes(5);
        }
    }

    #[test]
    fn a_slot_in_a_window_moves_to_its_end() {
        for (schedule, windows, now, was_asked, expected) in [
            ("0 2 * * *", "'01:00-03:30'", "11-25T00:30", "11-24T03:30", "11-25 03:30:00"),
            // Restarted within the window, and after a person asked within it.
            ("0 2 * * *", "'01:00-03:30'", "11-25T03:00", "11-24T03:30", "11-25 03:30:00"),
            ("0 2 * * *", "'01:00-03:30'", "11-25T03:00", "11-25T03:00", "11-26 03:30:00"),
            ("0 2 * * *", "'01:00-03:30'", "11-25T03:30", "11-25T03:30", "11-26 03:30:00"),
            // Over midnight, on working days only.
            ("0 0 * * *", "'mon-fri 22:00-06:00'", "11-25T12:00", "11-25T12:00", "11-26 06:00:00"),
            ("0 0 * * *", "'mon-fri 22:00-06:00'", "11-28T12:00", "11-28T12:00", "11-29 00:00:00"),
            // All slots of a window become one.
            ("*/10 * * * *", "'07:00-17:00'", "11-25T06:55", "11-25T06:55", "11-25 17:00:00"),
            ("*/10 * * * *", "'07:00-17:00'", "11-25T17:00", "11-25T17:00", "11-25 17:10:00"),
        ] {
            let source = source(schedule, &windows.replace('\'', "\""));
            let known = asked(&format!("2026-{now}:00+01:00"), &format!("2026-{was_asked}:00+01:00"));
            assert_eq!(shown(next_due(&source, NONE, &known)), expected, "{schedule} {windows} {now} {was_asked}");
        }
        // The wait comes after the window, and again after another that it leads into.
        let source = source("0 2 * * *", "\"01:00-03:30\"");
        let known = asked("2026-11-25T00:30:00+01:00", "2026-11-24T12:00:00+01:00");
        let due = next_due(&source, HOUR, &known);
        assert_eq!(due, Some(at("2026-11-25T03:30:00+01:00") + wait("kommun", HOUR)));
        let two = self::source("0 2 * * *", "\"01:00-03:30\", \"03:31-05:00\"");
        let due = next_due(&two, HOUR, &known);
        assert_eq!(due, Some(at("2026-11-25T05:00:00+01:00") + wait("kommun", HOUR)));
    }

    #[test]
    fn windows_and_slots_meet_where_clocks_are_turned() {
        let early = source("30 2 * * *", "\"02:00-04:00\"");
        let due = |now: &str| shown(next_due(&early, NONE, &asked(now, now)));
        assert_eq!(due("2027-03-27T12:00:00+01:00"), "03-28 04:00:00");
        assert_eq!(due("2026-10-24T12:00:00+02:00"), "10-25 04:00:00");
    }

    #[test]
    fn a_source_that_fails_for_days_is_asked_less_often() {
        let hourly = source("0 * * * *", "");
        let nightly = source("0 2 * * *", "");
        let weekly = source("0 2 * * mon", "");
        // It is Wednesday the 25th, and the run of two o'clock has just failed.
        let now = "2026-11-25T02:05:00+01:00";
        for (since, of_hourly, of_nightly, of_weekly) in [
            ("11-25T02:00", "11-25 03:00:00", "11-26 02:00:00", "11-30 02:00:00"),
            ("11-22T02:06", "11-25 03:00:00", "11-26 02:00:00", "11-30 02:00:00"),
            ("11-22T02:00", "11-26 00:00:00", "11-26 02:00:00", "11-30 02:00:00"),
            ("11-11T02:00", "11-28 00:00:00", "11-28 02:00:00", "11-30 02:00:00"),
            ("10-26T02:00", "12-02 00:00:00", "12-02 02:00:00", "12-07 02:00:00"),
            ("01-01T02:00", "12-02 00:00:00", "12-02 02:00:00", "12-07 02:00:00"),
        ] {
            let known = Known { failing_since: Some(at(&format!("2026-{since}:00+01:00"))), ..asked(now, now) };
            let due = [&hourly, &nightly, &weekly].map(|source| shown(next_due(source, NONE, &known)));
            assert_eq!(due, [of_hourly, of_nightly, of_weekly], "failing since {since}");
        }
    }

    #[test]
    fn a_server_is_left_alone_for_as_long_as_it_asks() {
        let hourly = source("0 * * * *", "\"05:00-06:00\"");
        let now = "2026-11-25T02:05:00+01:00";
        for (seconds, expected) in [
            (0, "11-25 03:00:00"),
            (60, "11-25 03:00:00"),
            (4_000, "11-25 03:11:40"),
            (3 * 3600, "11-25 06:00:00"),
            (86_400, "11-26 02:05:00"),
            // Nobody means years.
            (u64::MAX, "12-02 02:05:00"),
        ] {
            let known = Known { retry_after: Some(Duration::from_secs(seconds)), ..asked(now, now) };
            assert_eq!(shown(next_due(&hourly, NONE, &known)), expected, "{seconds}");
        }
    }
}
