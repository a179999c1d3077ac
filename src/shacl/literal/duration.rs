//! Durations and their partial order (XSD 1.1 Part 2, section 3.3.6).

use std::cmp::Ordering;

use super::date_time::{SECOND, days, fraction};

/// The points in time whose ends decide the order of two durations (section 3.3.6.1).
const REFERENCES: [(i128, i128); 4] = [(1696, 9), (1697, 2), (1903, 3), (1903, 7)];

/// The most months that are compared: a million million years.
const MONTHS: i128 = 12_000_000_000_000;

/// The most attoseconds that are compared; with the months' they stay within the type.
const ATTOSECONDS: i128 = i128::MAX / 2;

/// A duration.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Duration {
    /// `None` if it is too long to count with.
    value: Option<Value>,
}

/// Months and attoseconds, of the same sign.
#[derive(Clone, Copy, Debug)]
struct Value {
    months: i128,
    seconds: i128,
}

impl Duration {
    /// Reads `PnYnMnDTnHnMnS`; `None` if it is not that.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let unsigned = text.strip_prefix('-').unwrap_or(text);
        let body = unsigned.strip_prefix('P')?;
        let (date, time) = match body.split_once('T') {
            Some((_, "")) => return None,
            Some((date, time)) => (date, time),
            None => (body, ""),
        };
        if body.is_empty() {
            return None;
        }
        let mut rest = date;
        let years = part(&mut rest, 'Y')?;
        let months = part(&mut rest, 'M')?;
        let days = part(&mut rest, 'D')?;
        if !rest.is_empty() {
            return None;
        }
        rest = time;
        let hours = part(&mut rest, 'H')?;
        let minutes = part(&mut rest, 'M')?;
        let (whole, attos) = match rest.strip_suffix('S') {
            Some(number) => {
                let (whole, after) = number.split_once('.').map_or((number, None), |(w, f)| (w, Some(f)));
                (digits(whole)?, after.map_or(Some(0), |f| digits_only(f).then(|| fraction(f))?)?)
            }
            None if rest.is_empty() => ("0", 0),
            None => return None,
        };
        let sign = if unsigned.len() < text.len() { -1 } else { 1 };
        let value = value([years, months], [days, hours, minutes, whole], attos);
        Some(Duration {
            value: value.map(|value| Value { months: sign * value.months, seconds: sign * value.seconds }),
        })
    }

    /// Whether there are no days, hours, minutes or seconds in the lexical form.
    pub(crate) fn is_year_month(text: &str) -> bool {
        !text.contains(['D', 'T'])
    }

    /// Whether there are no years or months in the lexical form.
    pub(crate) fn is_day_time(text: &str) -> bool {
        !text.contains('Y') && !text.split('T').next().is_some_and(|date| date.contains('M'))
    }

    /// Which is shorter; `None` if that depends on the months that they cover, or cannot be told.
    pub(crate) fn order(self, other: Self) -> Option<Ordering> {
        let (a, b) = (self.value?, other.value?);
        let mut orders = REFERENCES.iter().map(|at| a.from(*at).cmp(&b.from(*at)));
        let first = orders.next()?;
        orders.all(|order| order == first).then_some(first)
    }
}

impl Value {
    /// Attoseconds from a reference to the end of the duration.
    fn from(self, (year, month): (i128, i128)) -> i128 {
        let end = year * 12 + (month - 1) + self.months;
        let end = days(end.div_euclid(12), end.rem_euclid(12) + 1);
        (end - days(year, month)) * 86_400 * SECOND + self.seconds
    }
}

/// The value of the numbers, years and months, then days to seconds; `None` if it is too great.
fn value(months: [&str; 2], seconds: [&str; 4], attos: i128) -> Option<Value> {
    let sum = |numbers: &[&str], scales: &[i128]| {
        numbers
            .iter()
            .zip(scales)
            .try_fold(0_i128, |sum, (number, scale)| sum.checked_add(number.parse::<i128>().ok()?.checked_mul(*scale)?))
    };
    let months = sum(&months, &[12, 1])?;
    let seconds = sum(&seconds, &[86_400, 3_600, 60, 1])?.checked_mul(SECOND)?.checked_add(attos)?;
    (months <= MONTHS && seconds <= ATTOSECONDS).then_some(Value { months, seconds })
}

/// The number before a letter, if that comes next; 0 if not; `None` if digits are amiss.
fn part<'a>(rest: &mut &'a str, letter: char) -> Option<&'a str> {
    let Some((number, after)) = rest.split_once(letter) else { return Some("0") };
    // With the letters in order, an M of minutes cannot be taken for one of months: these stand in different halves.
    *rest = after;
    digits(number)
}

fn digits(text: &str) -> Option<&str> {
    digits_only(text).then_some(text)
}

fn digits_only(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
