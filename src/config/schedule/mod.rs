//! When a source is due: a standard cron expression in a time zone.
//!
//! In goes an expression of five fields (minute, hour, day of month, month, day of week; POSIX
//! `crontab`, with the names, steps and `@daily` forms of Vixie cron) and an IANA time zone;
//! out comes the next due instant after a given one. It reads no clock and starts nothing.
//!
//! The `cron` crate walks the calendar. It speaks the Quartz dialect (seconds first, Sunday is
//! 1, both day fields must match), so each field is read here and handed over as plain lists.
//! It walks local time as if it were UTC, because where summer time begins and ends the rules
//! are ours:
//!
//! - A schedule with fixed hours runs once for each local time it names. A time that clocks
//!   skip runs at the first instant after the gap; a time that they show twice runs the first
//!   time.
//! - A schedule for every hour follows real time: a skipped time does not run, and a repeated
//!   one runs twice, so that `*/15 * * * *` runs every real quarter of an hour.

mod blackout;
mod field;
#[cfg(test)]
mod tests;
mod zone;

use std::fmt;

use chrono::{DateTime, Datelike, NaiveDateTime, TimeDelta, Utc};
use chrono_tz::Tz;

pub use blackout::{Blackout, Window};
use field::{DAY_OF_MONTH, DAY_OF_WEEK, Field, HOUR, MINUTE, MONTH, Unit};
use zone::Instants;

/// The years that the calendar of the `cron` crate knows.
const YEARS: std::ops::RangeInclusive<i32> = 1970..=2100;

/// How much local time can be repeated when clocks are turned back, with room to spare.
const REPEATED: TimeDelta = TimeDelta::hours(4);

/// Why a text is no schedule. Each message is what was expected, to stand after that word.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ScheduleError {
    /// The expression has another number of fields than five.
    #[error("five fields (minute, hour, day of month, month, day of week), not {count}, such as 0 2 * * *")]
    Fields {
        /// How many there are.
        count: usize,
    },
    /// A short form that does not exist.
    #[error("one of @hourly @daily @midnight @weekly @monthly @yearly @annually, not {given}")]
    ShortForm {
        /// The form as given.
        given: String,
    },
    /// One item of a field cannot be read.
    #[error("{expected} in the {field} field, not {given:?}")]
    Field {
        /// The name of the field.
        field: &'static str,
        /// The item as given.
        given: String,
        /// What can stand there.
        expected: String,
    },
    /// The expression names only dates that no calendar has, such as 30 February.
    #[error("a date that exists; this one never comes")]
    Never,
    /// The calendar refused an expression that was read without a mistake.
    #[error("an expression that the calendar accepts: {message}")]
    Calendar {
        /// What the calendar says.
        message: String,
    },
}

/// A cron expression and the time zone it is meant in.
#[derive(Clone)]
pub struct Schedule {
    expression: String,
    zone: Tz,
    /// One calendar, or two when either day field may match.
    calendars: Vec<cron::Schedule>,
    every_hour: bool,
}

impl Schedule {
    /// Reads a cron expression of five fields, or one of the `@` forms.
    ///
    /// # Errors
    ///
    /// [`ScheduleError`] says what was expected when the expression cannot be read or never runs.
    pub fn new(expression: &str, zone: Tz) -> Result<Self, ScheduleError> {
        let expression = expression.trim();
        let fields: Vec<&str> = long_form(expression)?.split_whitespace().collect();
        let [minute, hour, day_of_month, month, day_of_week] = fields[..] else {
            return Err(ScheduleError::Fields { count: fields.len() });
        };
        let minutes = list(Field::parse(minute, &MINUTE)?, &MINUTE);
        let hour = Field::parse(hour, &HOUR)?;
        let hours = list(hour, &HOUR);
        let day_of_month = Field::parse(day_of_month, &DAY_OF_MONTH)?;
        let days = list(day_of_month, &DAY_OF_MONTH);
        let months = list(Field::parse(month, &MONTH)?, &MONTH);
        let day_of_week = Field::parse(day_of_week, &DAY_OF_WEEK)?;
        let weekdays = weekday_list(day_of_week);

        let either_day = !day_of_month.starred && !day_of_week.starred;
        let calendars = if either_day {
            vec![
                calendar(&format!("0 {minutes} {hours} {days} {months} *"))?,
                calendar(&format!("0 {minutes} {hours} * {months} {weekdays}"))?,
            ]
        } else {
            vec![calendar(&format!("0 {minutes} {hours} {days} {months} {weekdays}"))?]
        };
        let schedule = Self {
            expression: expression.to_owned(),
            zone,
            calendars,
            every_hour: (HOUR.least..=HOUR.most).all(|value| hour.contains(value)),
        };
        match schedule.next_wall(DateTime::UNIX_EPOCH.naive_utc()) {
            Some(_) => Ok(schedule),
            None => Err(ScheduleError::Never),
        }
    }

    /// The first due instant after `t`, or none when the calendar ends (after the year 2100).
    pub fn next_after(&self, t: DateTime<Utc>) -> Option<DateTime<Utc>> {
        if t.year() > *YEARS.end() {
            return None;
        }
        let t = t.max(DateTime::UNIX_EPOCH);
        let mut wall = zone::wall(self.zone, t) - REPEATED;
        let mut second_showing: Option<DateTime<Utc>> = None;
        while let Some(next) = self.next_wall(wall) {
            wall = next;
            let due = match zone::instants(self.zone, wall) {
                Instants::One(at) => at,
                Instants::Two(first, second) => {
                    if self.every_hour && second > t {
                        second_showing.get_or_insert(second);
                    }
                    first
                }
                Instants::Skipped(_) if self.every_hour => continue,
                Instants::Skipped(after_gap) => after_gap,
            };
            if due > t {
                return Some(second_showing.map_or(due, |second| second.min(due)));
            }
        }
        second_showing
    }

    /// The expression as it was written.
    pub fn expression(&self) -> &str {
        &self.expression
    }

    /// The time zone that the expression is meant in.
    pub fn zone(&self) -> Tz {
        self.zone
    }

    /// The first local time after `wall` that the expression names.
    fn next_wall(&self, wall: NaiveDateTime) -> Option<NaiveDateTime> {
        self.calendars
            .iter()
            .filter_map(|calendar| calendar.after(&wall.and_utc()).next())
            .min()
            .map(|at| at.naive_utc())
    }
}

impl fmt::Debug for Schedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Schedule({:?}, {})", self.expression, self.zone)
    }
}

impl PartialEq for Schedule {
    fn eq(&self, other: &Self) -> bool {
        self.expression == other.expression && self.zone == other.zone
    }
}

impl Eq for Schedule {}

/// The five fields that a short form stands for; anything else is already long.
fn long_form(expression: &str) -> Result<&str, ScheduleError> {
    match expression {
        "@hourly" => Ok("0 * * * *"),
        "@daily" | "@midnight" => Ok("0 0 * * *"),
        "@weekly" => Ok("0 0 * * 0"),
        "@monthly" => Ok("0 0 1 * *"),
        "@yearly" | "@annually" => Ok("0 0 1 1 *"),
        short if short.starts_with('@') => Err(ScheduleError::ShortForm { given: short.to_owned() }),
        long => Ok(long),
    }
}

/// The values of a field as a list that the `cron` crate reads.
fn list(field: Field, unit: &Unit) -> String {
    joined((unit.least..=unit.most).filter(|value| field.contains(*value)))
}

/// The days of a week, renumbered from Sunday is 0 or 7 to Sunday is 1.
fn weekday_list(field: Field) -> String {
    joined((0..7).filter(|day| field.contains(*day) || (*day == 0 && field.contains(7))).map(|day| day + 1))
}

fn joined(values: impl Iterator<Item = u32>) -> String {
    values.map(|value| value.to_string()).collect::<Vec<_>>().join(",")
}

fn calendar(expression: &str) -> Result<cron::Schedule, ScheduleError> {
    cron::Schedule::try_from(expression).map_err(|error| ScheduleError::Calendar { message: error.to_string() })
}
