//! One field of a standard cron expression, as POSIX `crontab` and Vixie cron write it.
//!
//! In goes the text of a field and the unit it counts in; out comes the set of values it
//! names. It does not know what the other fields say, nor what time it is.

use super::ScheduleError;

/// What a field counts: its name in messages, its range, and the names that stand for values.
pub(super) struct Unit {
    /// The name of the field in messages.
    pub name: &'static str,
    /// The least value.
    pub least: u32,
    /// The greatest value.
    pub most: u32,
    /// Three-letter names; the first one stands for `least`.
    pub names: &'static [&'static str],
}

/// Minutes of an hour.
pub(super) const MINUTE: Unit = Unit { name: "minute", least: 0, most: 59, names: &[] };

/// Hours of a day.
pub(super) const HOUR: Unit = Unit { name: "hour", least: 0, most: 23, names: &[] };

/// Days of a month.
pub(super) const DAY_OF_MONTH: Unit = Unit { name: "day of month", least: 1, most: 31, names: &[] };

/// Months of a year.
pub(super) const MONTH: Unit = Unit {
    name: "month",
    least: 1,
    most: 12,
    names: &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
};

/// Days of a week; both 0 and 7 are Sunday.
pub(super) const DAY_OF_WEEK: Unit =
    Unit { name: "day of week", least: 0, most: 7, names: &["sun", "mon", "tue", "wed", "thu", "fri", "sat"] };

/// The values that a field names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Field {
    /// Bit *n* is set when the field names the value *n*.
    values: u64,
    /// Whether the field begins with `*`. Cron joins the two day fields with OR only when
    /// neither does.
    pub starred: bool,
}

impl Field {
    /// Reads the text of one field.
    pub(super) fn parse(text: &str, unit: &Unit) -> Result<Self, ScheduleError> {
        let mut values = 0;
        for item in text.split(',') {
            values |= item_values(item, unit).map_err(|expected| ScheduleError::Field {
                field: unit.name,
                given: item.to_owned(),
                expected,
            })?;
        }
        Ok(Self { values, starred: text.starts_with('*') })
    }

    /// Whether the field names this value.
    pub(super) fn contains(self, value: u32) -> bool {
        value < u64::BITS && self.values & (1 << value) != 0
    }
}

/// The values of one item of a list: `*`, `5`, `1-5`, `*/15` or `1-5/2`.
fn item_values(item: &str, unit: &Unit) -> Result<u64, String> {
    let (range, step) = match item.split_once('/') {
        Some((range, step)) => (range, Some(step)),
        None => (item, None),
    };
    let (first, last) = match range.split_once('-') {
        _ if range == "*" => (unit.least, unit.most),
        Some((first, last)) => (value(first, unit)?, value(last, unit)?),
        None => {
            let only = value(range, unit)?;
            if let Some(step) = step {
                let most = unit.most;
                return Err(format!("a range before the step, such as {only}-{most}/{step},"));
            }
            (only, only)
        }
    };
    if first > last {
        let hint = match (unit.most, last) {
            (7, 0) => " (Sunday at its end is 7)",
            _ => "",
        };
        return Err(format!("a range that does not run backwards{hint}"));
    }
    let step = match step {
        None => 1,
        Some(text) => {
            number(text).filter(|step| *step > 0).ok_or_else(|| "a step that is a whole number above 0".to_owned())?
        }
    };
    Ok((first..=last).step_by(step as usize).fold(0, |values, value| values | (1 << value)))
}

/// One value: a number within the range of the unit, or one of its names.
fn value(text: &str, unit: &Unit) -> Result<u32, String> {
    let named = unit
        .names
        .iter()
        .position(|name| name.eq_ignore_ascii_case(text))
        .and_then(|index| u32::try_from(index).ok())
        .map(|index| unit.least + index);
    named.or_else(|| number(text)).filter(|value| (unit.least..=unit.most).contains(value)).ok_or_else(|| {
        let names = match (unit.names.first(), unit.names.last()) {
            (Some(first), Some(last)) => format!(" or {first}…{last}"),
            _ => String::new(),
        };
        format!("{}…{}{names}", unit.least, unit.most)
    })
}

/// A whole number of at most four digits, without a sign.
fn number(text: &str) -> Option<u32> {
    let digits = (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}
