//! Durations and their partial order (XSD 1.1 Part 2, section 3.3.6).

use std::cmp::Ordering;

use super::date_time::{SECOND, days, fraction};

/// The points in time whose ends decide the order of two durations (section 3.3.6.1).
const REFERENCES: [(i128, i128); 4] = [(1696, 9), (1697, 2), (1903, 3), (1903, 7)];

/// Months and attoseconds, of the same sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Duration {
    months: i128,
    seconds: i128,
}

impl Duration {
    /// Reads `PnYnMnDTnHnMnS`; `None` if it is not that, or a number has more than twelve digits.
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
            None if rest.is_empty() => (0, 0),
            None => return None,
        };
        let sign = if unsigned.len() < text.len() { -1 } else { 1 };
        let seconds = (((days * 24 + hours) * 60 + minutes) * 60 + whole) * SECOND + attos;
        Some(Duration { months: sign * (years * 12 + months), seconds: sign * seconds })
    }

    /// Whether there are no days, hours, minutes or seconds in the lexical form.
    pub(crate) fn is_year_month(text: &str) -> bool {
        !text.contains(['D', 'T'])
    }

    /// Whether there are no years or months in the lexical form.
    pub(crate) fn is_day_time(text: &str) -> bool {
        !text.contains('Y') && !text.split('T').next().is_some_and(|date| date.contains('M'))
    }

    /// Attoseconds from a reference to the end of the duration.
    fn from(self, (year, month): (i128, i128)) -> i128 {
        let end = year * 12 + (month - 1) + self.months;
        let end = days(end.div_euclid(12), end.rem_euclid(12) + 1);
        (end - days(year, month)) * 86_400 * SECOND + self.seconds
    }
}

impl PartialOrd for Duration {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        let mut orders = REFERENCES.iter().map(|at| self.from(*at).cmp(&other.from(*at)));
        let first = orders.next()?;
        orders.all(|order| order == first).then_some(first)
    }
}

/// The number before a letter, if that comes next; 0 if not; `None` if digits are amiss.
fn part(rest: &mut &str, letter: char) -> Option<i128> {
    let Some((number, after)) = rest.split_once(letter) else { return Some(0) };
    // With the letters in order, an M of minutes cannot be taken for one of months: these stand in different halves.
    let number = digits(number)?;
    *rest = after;
    Some(number)
}

fn digits(text: &str) -> Option<i128> {
    (digits_only(text) && text.len() <= 12).then(|| text.parse().ok())?
}

fn digits_only(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
