//! Standard cron, and the two nights a year when clocks are turned.

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Timelike, Utc};
use chrono_tz::Tz;
use proptest::prelude::*;

use super::{Schedule, ScheduleError};

const STOCKHOLM: Tz = Tz::Europe__Stockholm;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("tests give RFC 3339 times")
}

/// The next `count` due instants after `start`, with the offset of the zone.
fn due(expression: &str, zone: Tz, start: &str, count: usize) -> Vec<String> {
    let schedule = Schedule::new(expression, zone).expect("tests give schedules that run");
    let next = |last: &DateTime<Utc>| schedule.next_after(*last);
    std::iter::successors(next(&at(start)), next)
        .take(count)
        .map(|due| due.with_timezone(&zone).format("%F %R %:z").to_string())
        .collect()
}

#[test]
fn fixed_hours_run_once_when_clocks_are_turned_back() {
    assert_eq!(
        due("30 2 * * *", STOCKHOLM, "2026-10-24T12:00:00Z", 2),
        ["2026-10-25 02:30 +02:00", "2026-10-26 02:30 +01:00"]
    );
    assert_eq!(
        due("*/20 2 * * *", STOCKHOLM, "2026-10-25T00:10:00Z", 3),
        ["2026-10-25 02:20 +02:00", "2026-10-25 02:40 +02:00", "2026-10-26 02:00 +01:00"]
    );
    // Between the first showing and the second, and within the second.
    for start in ["2026-10-25T00:45:00Z", "2026-10-25T01:15:00Z"] {
        assert_eq!(due("30 2 * * *", STOCKHOLM, start, 1), ["2026-10-26 02:30 +01:00"]);
    }
}

#[test]
fn fixed_hours_run_after_the_gap_when_clocks_are_turned_forward() {
    assert_eq!(
        due("30 2 * * *", STOCKHOLM, "2027-03-27T12:00:00Z", 2),
        ["2027-03-28 03:00 +02:00", "2027-03-29 02:30 +02:00"]
    );
    assert_eq!(
        due("0,15,30 2,3 * * *", STOCKHOLM, "2027-03-28T00:00:00Z", 4),
        ["2027-03-28 03:00 +02:00", "2027-03-28 03:15 +02:00", "2027-03-28 03:30 +02:00", "2027-03-29 02:00 +02:00"]
    );
    assert_eq!(
        due("30 2 28 3 *", STOCKHOLM, "2027-03-01T00:00:00Z", 2),
        ["2027-03-28 03:00 +02:00", "2028-03-28 02:30 +02:00"]
    );
}

#[test]
fn every_hour_follows_real_time() {
    let quarters = |start: &str| {
        let schedule = Schedule::new("*/15 * * * *", STOCKHOLM).expect("it is a schedule");
        let mut last = at(start);
        (0..24).for_each(|_| {
            let next = schedule.next_after(last).expect("it always runs");
            assert_eq!(next - last, TimeDelta::minutes(15), "after {last}");
            last = next;
        });
    };
    quarters("2026-10-24T22:00:00Z");
    quarters("2027-03-27T22:00:00Z");
    assert_eq!(
        due("30 * * * *", STOCKHOLM, "2026-10-24T23:45:00Z", 3),
        ["2026-10-25 02:30 +02:00", "2026-10-25 02:30 +01:00", "2026-10-25 03:30 +01:00"]
    );
    assert_eq!(
        due("30 * * * *", STOCKHOLM, "2027-03-28T00:00:00Z", 2),
        ["2027-03-28 01:30 +01:00", "2027-03-28 03:30 +02:00"]
    );
}

#[test]
fn a_day_that_a_zone_skipped_runs_when_the_next_begins() {
    assert_eq!(
        due("0 12 * * *", Tz::Pacific__Apia, "2011-12-29T12:00:00Z", 3),
        ["2011-12-29 12:00 -10:00", "2011-12-31 00:00 +14:00", "2011-12-31 12:00 +14:00"]
    );
}

#[test]
fn sunday_is_both_0_and_7() {
    // 2026-11-01 is a Sunday.
    for sunday in ["0", "7", "sun", "SUN", "0,7", "7-7", "*/7"] {
        assert_eq!(
            due(&format!("0 6 * * {sunday}"), Tz::UTC, "2026-10-26T00:00:00Z", 2),
            ["2026-11-01 06:00 +00:00", "2026-11-08 06:00 +00:00"],
            "{sunday}"
        );
    }
    assert_eq!(
        due("0 6 * * 5-7", Tz::UTC, "2026-10-26T00:00:00Z", 4),
        ["2026-10-30 06:00 +00:00", "2026-10-31 06:00 +00:00", "2026-11-01 06:00 +00:00", "2026-11-06 06:00 +00:00"]
    );
    assert_eq!(due("0 6 * * mon-fri", Tz::UTC, "2026-10-30T12:00:00Z", 1), ["2026-11-02 06:00 +00:00"]);
}

#[test]
fn two_restricted_day_fields_are_joined_with_or() {
    // The 13th, and each Friday.
    assert_eq!(
        due("0 0 13 * 5", Tz::UTC, "2026-10-10T00:00:00Z", 3),
        ["2026-10-13 00:00 +00:00", "2026-10-16 00:00 +00:00", "2026-10-23 00:00 +00:00"]
    );
    // A field that begins with a star does not count as restricted: odd days that are Mondays.
    assert_eq!(
        due("0 0 */2 * 1", Tz::UTC, "2026-10-01T00:00:00Z", 2),
        ["2026-10-05 00:00 +00:00", "2026-10-19 00:00 +00:00"]
    );
}

#[test]
fn leap_days_come_every_fourth_year() {
    assert_eq!(
        due("0 0 29 2 *", Tz::UTC, "2026-01-01T00:00:00Z", 2),
        ["2028-02-29 00:00 +00:00", "2032-02-29 00:00 +00:00"]
    );
    assert_eq!(due("0 0 29 feb *", Tz::UTC, "2096-03-01T00:00:00Z", 1), [""; 0]);
}

#[test]
fn short_forms_are_what_they_stand_for() {
    for (short, long) in [
        ("@hourly", "0 * * * *"),
        ("@daily", "0 0 * * *"),
        ("@midnight", "0 0 * * *"),
        ("@weekly", "0 0 * * 0"),
        ("@monthly", "0 0 1 * *"),
        ("@yearly", "0 0 1 1 *"),
        ("@annually", "0 0 1 1 *"),
    ] {
        let start = "2026-10-23T00:00:00Z";
        assert_eq!(due(short, STOCKHOLM, start, 40), due(long, STOCKHOLM, start, 40), "{short}");
    }
}

#[test]
fn a_mistake_says_what_can_stand_there() {
    let messages: Vec<String> = [
        "",
        "0 2 * *",
        "0 0 2 * * *",
        "@reboot",
        "60 2 * * *",
        "0 24 * * *",
        "0 2 0 * *",
        "0 2 * 13 *",
        "0 2 * * 8",
        "0 2 * * mon-sun",
        "0 2 * * måndag",
        "5/15 * * * *",
        "*/0 * * * *",
        "1,,2 * * * *",
        "-1 * * * *",
        "? * * * *",
        "0 0 30 2 *",
        "0 0 31 4,6,9,11 *",
    ]
    .iter()
    .map(|text| {
        let mistake = Schedule::new(text, STOCKHOLM).expect_err(text);
        format!("{text}: {mistake}")
    })
    .collect();
    insta::assert_snapshot!(messages.join("\n"), @r#"
    : five fields (minute, hour, day of month, month, day of week), not 0, such as 0 2 * * *
    0 2 * *: five fields (minute, hour, day of month, month, day of week), not 4, such as 0 2 * * *
    0 0 2 * * *: five fields (minute, hour, day of month, month, day of week), not 6, such as 0 2 * * *
    @reboot: one of @hourly @daily @midnight @weekly @monthly @yearly @annually, not @reboot
    60 2 * * *: 0…59 in the minute field, not "60"
    0 24 * * *: 0…23 in the hour field, not "24"
    0 2 0 * *: 1…31 in the day of month field, not "0"
    0 2 * 13 *: 1…12 or jan…dec in the month field, not "13"
    0 2 * * 8: 0…7 or sun…sat in the day of week field, not "8"
    0 2 * * mon-sun: a range that does not run backwards (Sunday at its end is 7) in the day of week field, not "mon-sun"
    0 2 * * måndag: 0…7 or sun…sat in the day of week field, not "måndag"
    5/15 * * * *: a range before the step, such as 5-59/15, in the minute field, not "5/15"
    */0 * * * *: a step that is a whole number above 0 in the minute field, not "*/0"
    1,,2 * * * *: 0…59 in the minute field, not ""
    -1 * * * *: 0…59 in the minute field, not "-1"
    ? * * * *: 0…59 in the minute field, not "?"
    0 0 30 2 *: a date that exists; this one never comes
    0 0 31 4,6,9,11 *: a date that exists; this one never comes
    "#);
}

#[test]
fn a_date_that_never_comes_is_a_mistake_but_an_alternative_saves_it() {
    assert_eq!(Schedule::new("0 0 30 2 *", STOCKHOLM), Err(ScheduleError::Never));
    assert_eq!(due("0 0 30 2 1", Tz::UTC, "2027-01-31T00:00:00Z", 1), ["2027-02-01 00:00 +00:00"]);
}

#[test]
fn the_ends_of_time_are_no_panic() {
    let schedule = Schedule::new("@yearly", STOCKHOLM).expect("it is a schedule");
    assert_eq!(schedule.next_after(DateTime::<Utc>::MAX_UTC), None);
    assert_eq!(schedule.next_after(at("2101-01-01T00:00:00Z")), None);
    assert_eq!(schedule.next_after(DateTime::<Utc>::MIN_UTC), Some(at("1970-12-31T23:00:00Z")));
}

/// One field, as the text of an expression and as the rule it stands for.
#[derive(Debug, Clone)]
struct Drawn {
    text: String,
    values: Vec<u32>,
}

fn drawn(least: u32, most: u32) -> impl Strategy<Value = Drawn> {
    let range = (least..=most, least..=most, 1..=most).prop_map(|(a, b, step)| {
        let (first, last) = (a.min(b), a.max(b));
        Drawn { text: format!("{first}-{last}/{step}"), values: (first..=last).step_by(step as usize).collect() }
    });
    let star = (1..=most).prop_map(move |step| Drawn {
        text: format!("*/{step}"),
        values: (least..=most).step_by(step as usize).collect(),
    });
    let any = Just(Drawn { text: "*".to_owned(), values: (least..=most).collect() });
    let listed = proptest::collection::vec(least..=most, 1..4)
        .prop_map(|values| Drawn { text: values.iter().map(u32::to_string).collect::<Vec<_>>().join(","), values });
    prop_oneof![range, star, any, listed]
}

/// Whether a date is named by the day fields, as the manual of `crontab` says it.
fn names_day(date: NaiveDate, [days, months, weekdays]: &[Drawn; 3]) -> bool {
    let sunday_is_0 = date.weekday().num_days_from_sunday();
    let by_day = days.values.contains(&date.day());
    let by_weekday = weekdays.values.contains(&sunday_is_0) || (sunday_is_0 == 0 && weekdays.values.contains(&7));
    let starred = days.text.starts_with('*') || weekdays.text.starts_with('*');
    let day = if starred { by_day && by_weekday } else { by_day || by_weekday };
    day && months.values.contains(&date.month())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_expression_runs_as_the_manual_says(
        (minutes, hours) in (drawn(0, 59), drawn(0, 23)),
        days in (drawn(1, 31), drawn(1, 12), drawn(0, 7)).prop_map(<[Drawn; 3]>::from),
        start in 1_700_000_000_i64..2_000_000_000,
    ) {
        let [day, month, weekday] = &days;
        let text = format!(
            "{} {} {} {} {}", minutes.text, hours.text, day.text, month.text, weekday.text
        );
        let start = DateTime::from_timestamp(start, 0).expect("it is a time");
        let expected = start
            .date_naive()
            .iter_days()
            .take(3000)
            .filter(|date| names_day(*date, &days))
            .flat_map(|date| {
                let minutes = &minutes;
                (0..24).filter(|hour| hours.values.contains(hour)).flat_map(move |hour| {
                    (0..60)
                        .filter(|minute| minutes.values.contains(minute))
                        .filter_map(move |minute| date.and_hms_opt(hour, minute, 0))
                })
            })
            .map(|wall| wall.and_utc())
            .find(|due| *due > start);
        match Schedule::new(&text, Tz::UTC) {
            Ok(schedule) => {
                let next = schedule.next_after(start);
                prop_assert!(next.is_some_and(|next| next > start && next.second() == 0));
                if expected.is_some() {
                    prop_assert_eq!(next, expected, "{}", text);
                }
            }
            Err(mistake) => {
                prop_assert_eq!(mistake, ScheduleError::Never);
                prop_assert_eq!(expected, None);
            }
        }
    }

    #[test]
    fn nothing_is_due_between_an_instant_and_the_next(
        (minutes, hours) in (drawn(0, 59), drawn(0, 23)),
        // The two nights when clocks are turned, and the days around them.
        night in prop_oneof![Just(1_792_886_400_i64), Just(1_806_192_000)],
        (offset, share) in (-90_000_i64..90_000, 0.0..1.0),
    ) {
        let text = format!("{} {} * * *", minutes.text, hours.text);
        let schedule = Schedule::new(&text, STOCKHOLM).expect("every day has these times");
        let start = DateTime::from_timestamp(night + offset, 0).expect("it is a time");
        let next = schedule.next_after(start).expect("it runs every day");
        prop_assert!(next > start);
        let wait = (next - start).num_seconds();
        prop_assert!(wait <= 26 * 60 * 60, "{} waits {} s", text, wait);
        let between = start + TimeDelta::seconds((wait as f64 * share) as i64);
        prop_assert_eq!(schedule.next_after(between), Some(next), "{} from {}", text, between);
    }

    #[test]
    fn no_text_panics(text in ".{0,40}", odd in "[0-9*/,@a-z -]{0,20}") {
        let _ = Schedule::new(&text, STOCKHOLM);
        let _ = Schedule::new(&odd, STOCKHOLM);
    }
}
