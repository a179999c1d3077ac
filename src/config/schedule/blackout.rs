//! Blackout windows: times of the week at which a source is left alone.
//!
//! In go windows such as `07:00-08:30` or `mon-fri 22:00-06:00` and a time zone; out comes when the window that an instant
//! lies in ends. A window over midnight belongs to the day on which it begins. Clocks on the wall decide: a window is an
//! hour shorter or longer where clocks are turned within it. It reads no clock.

use std::fmt;

use chrono::{DateTime, Datelike, NaiveDateTime, TimeDelta, Timelike, Utc};
use chrono_tz::Tz;

use super::REPEATED;
use super::field::{DAY_OF_WEEK, Field};
use super::zone::{self, Instants};

const DAY: u32 = 24 * 60;
const WEEK: u32 = 7 * DAY;

/// One window, as it recurs every week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    /// From and to, in minutes of a week that begins on Monday; the end may lie in the next week.
    ranges: Vec<(u32, u32)>,
}

impl Window {
    /// Reads `HH:MM-HH:MM`, perhaps with days of the week before it, as cron writes them: `mon-fri`, `sat,sun`, `1-5`.
    ///
    /// # Errors
    /// What was expected instead.
    pub fn new(text: &str) -> Result<Self, String> {
        let expected = || "a window such as 07:00-08:30 or mon-fri 22:00-06:00".to_owned();
        let parts: Vec<&str> = text.split_whitespace().collect();
        let (days, times) = match parts[..] {
            [times] => ("*", times),
            [days, times] => (days, times),
            _ => return Err(expected()),
        };
        let days = Field::parse(days, &DAY_OF_WEEK).map_err(|error| error.to_string())?;
        let (from, to) = times.split_once('-').ok_or_else(expected)?;
        let (from, to) = (minute(from).ok_or_else(expected)?, minute(to).ok_or_else(expected)?);
        if from == to || from == DAY {
            return Err("a window that begins and ends at different times; a whole day is 00:00-24:00".to_owned());
        }
        let to = if to < from { to + DAY } else { to };
        let named = |day: &u32| days.contains((day + 1) % 7) || (*day == 6 && days.contains(7));
        let ranges = (0..7).filter(named).map(|day| (day * DAY + from, day * DAY + to)).collect();
        Ok(Window { ranges })
    }
}

/// A minute of the day: `HH:MM`, at most 24:00.
fn minute(text: &str) -> Option<u32> {
    let (hours, minutes) = text.split_once(':')?;
    let number = |text: &str| (text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok());
    let (hours, minutes): (u32, u32) = (number(hours)??, number(minutes)??);
    let minute = hours * 60 + minutes;
    (minutes < 60 && minute <= DAY).then_some(minute)
}

/// All windows of a source, in its time zone.
#[derive(Clone, PartialEq, Eq)]
pub struct Blackout {
    zone: Tz,
    /// Minutes of a week that begins on Monday: sorted, apart from each other, none over the end of the week.
    ranges: Vec<(u32, u32)>,
}

impl Blackout {
    /// The windows together.
    ///
    /// # Errors
    /// If they leave no minute of the week; it says what was expected.
    pub fn new<'a>(windows: impl IntoIterator<Item = &'a Window>, zone: Tz) -> Result<Self, String> {
        let mut all: Vec<(u32, u32)> = Vec::new();
        for &(from, to) in windows.into_iter().flat_map(|window| &window.ranges) {
            all.push((from, to.min(WEEK)));
            if to > WEEK {
                all.push((0, to - WEEK));
            }
        }
        all.sort_unstable();
        let mut ranges: Vec<(u32, u32)> = Vec::new();
        for (from, to) in all {
            match ranges.last_mut() {
                Some(last) if from <= last.1 => last.1 = last.1.max(to),
                _ => ranges.push((from, to)),
            }
        }
        match ranges == [(0, WEEK)] {
            true => Err("windows that leave some time of the week; these leave none".to_owned()),
            false => Ok(Blackout { zone, ranges }),
        }
    }

    /// When the window that an instant lies in ends; `None` outside of all windows.
    pub fn end(&self, at: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let mut end = None;
        let mut now = at;
        // After the end of a window clocks may be turned back into it, or forward into another, a few times at most.
        for _ in 0..16 {
            let wall = zone::wall(self.zone, now);
            let Some(minutes) = self.minutes_left(minute_of_week(wall)) else { break };
            let until = wall.date().and_hms_opt(wall.hour(), wall.minute(), 0)? + TimeDelta::minutes(minutes.into());
            now = match zone::instants(self.zone, until) {
                Instants::One(instant) | Instants::Skipped(instant) => instant,
                Instants::Two(first, second) => {
                    if first > now {
                        first
                    } else {
                        second
                    }
                }
            };
            end = Some(now);
        }
        end
    }

    /// For an instant in a window: one that is not after the window's beginning.
    pub fn before(&self, at: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let minute = minute_of_week(zone::wall(self.zone, at));
        let (from, _) = self.range(minute)?;
        let mut back = minute - from;
        if from == 0
            && let Some((from, WEEK)) = self.ranges.last()
        {
            back += WEEK - from;
        }
        Some(at - TimeDelta::minutes(i64::from(back) + 1) - REPEATED)
    }

    /// How long it is from a minute to the end of its window.
    fn minutes_left(&self, minute: u32) -> Option<u32> {
        let (_, to) = self.range(minute)?;
        let next = if to == WEEK { self.range(0).map_or(0, |(_, to)| to) } else { 0 };
        Some(to - minute + next)
    }

    fn range(&self, minute: u32) -> Option<(u32, u32)> {
        self.ranges.iter().copied().find(|&(from, to)| (from..to).contains(&minute))
    }
}

impl fmt::Debug for Blackout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Blackout({:?}, {})", self.ranges, self.zone)
    }
}

fn minute_of_week(wall: NaiveDateTime) -> u32 {
    wall.weekday().num_days_from_monday() * DAY + wall.hour() * 60 + wall.minute()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blackout(windows: &[&str]) -> Blackout {
        let windows: Vec<Window> = windows.iter().map(|text| Window::new(text).unwrap()).collect();
        Blackout::new(&windows, Tz::Europe__Stockholm).unwrap()
    }

    /// The end, by the clocks of Stockholm with their offset.
    fn end(blackout: &Blackout, at: &str) -> Option<String> {
        let at = DateTime::parse_from_rfc3339(at).unwrap().to_utc();
        let end = blackout.end(at)?;
        assert_eq!(blackout.end(end), None, "the end lies outside");
        Some(end.with_timezone(&Tz::Europe__Stockholm).format("%m-%d %H:%M %Z").to_string())
    }

    #[test]
    fn a_window_ends_on_its_day_or_the_next() {
        let night = blackout(&["mon-fri 22:00-06:00", "sat 12:00-13:30"]);
        for (at, expected) in [
            ("2026-11-23T22:00:00+01:00", Some("11-24 06:00 CET")), // Monday
            ("2026-11-24T05:59:59+01:00", Some("11-24 06:00 CET")),
            ("2026-11-24T06:00:00+01:00", None),
            ("2026-11-23T21:59:59+01:00", None),
            ("2026-11-23T03:00:00+01:00", None), // the night after Sunday
            ("2026-11-28T03:00:00+01:00", Some("11-28 06:00 CET")), // the night after Friday
            ("2026-11-28T13:00:30+01:00", Some("11-28 13:30 CET")),
            ("2026-11-29T13:00:00+01:00", None),
        ] {
            assert_eq!(end(&night, at).as_deref(), expected, "{at}");
        }
        let over_the_week = blackout(&["sun 23:00-24:00", "mon 00:00-01:00", "01:00-02:00"]);
        assert_eq!(end(&over_the_week, "2026-11-22T23:30:00+01:00").as_deref(), Some("11-23 02:00 CET"));
        assert_eq!(end(&blackout(&[]), "2026-11-22T23:30:00+01:00"), None);
    }

    #[test]
    fn windows_end_where_clocks_are_turned() {
        // In spring 02:00 becomes 03:00, in autumn 03:00 becomes 02:00.
        let early = blackout(&["01:00-02:30"]);
        assert_eq!(end(&early, "2027-03-28T01:30:00+01:00").as_deref(), Some("03-28 03:00 CEST"));
        assert_eq!(end(&early, "2026-10-25T01:30:00+02:00").as_deref(), Some("10-25 02:30 CEST"));
        assert_eq!(end(&early, "2026-10-25T02:10:00+01:00").as_deref(), Some("10-25 02:30 CET"));
        let long = blackout(&["22:00-06:00"]);
        assert_eq!(end(&long, "2027-03-27T23:00:00+01:00").as_deref(), Some("03-28 06:00 CEST"));
        assert_eq!(end(&long, "2026-10-24T23:00:00+02:00").as_deref(), Some("10-25 06:00 CET"));
        // Its end is shown twice, and the hour between them lies in the window again.
        let until_three = blackout(&["02:00-03:00"]);
        assert_eq!(end(&until_three, "2026-10-25T02:59:00+02:00").as_deref(), Some("10-25 03:00 CET"));
    }

    #[test]
    fn what_was_before_a_window_is_before_its_beginning() {
        let night = blackout(&["sun 22:00-24:00", "mon 00:00-06:00"]);
        let at = |text| DateTime::parse_from_rfc3339(text).unwrap().to_utc();
        let before = night.before(at("2026-11-23T05:00:00+01:00")).unwrap();
        assert!(before < at("2026-11-22T22:00:00+01:00") && before > at("2026-11-22T12:00:00+01:00"), "{before}");
        assert_eq!(night.before(at("2026-11-23T06:00:00+01:00")), None);
    }

    #[test]
    fn what_is_no_window_is_refused() {
        for wrong in [
            "",
            "07:00",
            "7:00-8:00",
            "07:00-08:60",
            "07:00-24:01",
            "24:00-06:00",
            "07:00-07:00",
            "mon",
            "fri-mon 07:00-08:00",
            "måndag 07:00-08:00",
            "mon fri 07:00-08:00",
            "07:00 - 08:00",
            "07.00-08.00",
            "+7:00-08:00",
        ] {
            assert!(Window::new(wrong).is_err(), "{wrong}");
        }
        let whole = [Window::new("00:00-12:00").unwrap(), Window::new("12:00-24:00").unwrap()];
        assert!(Blackout::new(&whole, Tz::UTC).is_err());
    }
}
