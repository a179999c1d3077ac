//! Dates and times on the time line (XSD 1.1 Part 2, sections 3.3.7 to 3.3.14 and appendix E.3).

use std::cmp::Ordering;

/// Attoseconds in a second. Digits of a second beyond the eighteenth are not looked at.
pub(crate) const SECOND: i128 = 1_000_000_000_000_000_000;

/// Attoseconds in the fourteen hours that a time zone may be from UTC.
const FARTHEST_ZONE: i128 = 14 * 3600 * SECOND;

/// Which of the date and time datatypes; only like compares with like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    DateTime,
    DateTimeStamp,
    Date,
    Time,
    YearMonth,
    Year,
    MonthDay,
    Month,
    Day,
}

impl Kind {
    /// The kind of a datatype, by its local name.
    pub(crate) fn of(datatype: &str) -> Option<Self> {
        Some(match datatype {
            "dateTime" => Kind::DateTime,
            "dateTimeStamp" => Kind::DateTimeStamp,
            "date" => Kind::Date,
            "time" => Kind::Time,
            "gYearMonth" => Kind::YearMonth,
            "gYear" => Kind::Year,
            "gMonthDay" => Kind::MonthDay,
            "gMonth" => Kind::Month,
            "gDay" => Kind::Day,
            _ => return None,
        })
    }
}

/// The most digits of a year that can be compared with another; attoseconds since 1970 hold no more.
const YEAR_DIGITS: usize = 12;

/// A point on the time line, or where it would be at UTC.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DateTime {
    kind: Kind,
    /// Attoseconds since 1970, the zone taken off; `None` if the year is too far away to say.
    instant: Option<i128>,
    zoned: bool,
}

impl DateTime {
    /// Reads a lexical form of the kind; `None` if it is not one.
    pub(crate) fn parse(text: &str, kind: Kind) -> Option<Self> {
        let mut scan = Scan(text);
        // The fields that a kind lacks, as appendix E.3.3 fills them in.
        let (mut year, mut month, mut day) = (Year { number: 1972, is_exact: true }, 12, 31);
        match kind {
            Kind::DateTime | Kind::DateTimeStamp | Kind::Date => {
                year = scan.year()?;
                month = scan.after("-", 1, 12)?;
                day = scan.after("-", 1, 31)?;
            }
            Kind::YearMonth => {
                year = scan.year()?;
                (month, day) = (scan.after("-", 1, 12)?, 1);
            }
            Kind::Year => (year, month, day) = (scan.year()?, 1, 1),
            Kind::MonthDay => (month, day) = (scan.after("--", 1, 12)?, scan.after("-", 1, 31)?),
            Kind::Month => (month, day) = (scan.after("--", 1, 12)?, 1),
            Kind::Day => day = scan.after("---", 1, 31)?,
            Kind::Time => {}
        }
        if day > days_in(year.number, month) {
            return None;
        }
        let mut instant = (days(year.number, month) + day - 1) * 86_400 * SECOND;
        if matches!(kind, Kind::DateTime | Kind::DateTimeStamp) {
            instant += scan.time("T")?;
        } else if kind == Kind::Time {
            instant += scan.time("")? % (86_400 * SECOND);
        }
        let zone = scan.zone()?;
        if !scan.0.is_empty() || (kind == Kind::DateTimeStamp && zone.is_none()) {
            return None;
        }
        let kind = if kind == Kind::DateTimeStamp { Kind::DateTime } else { kind };
        let instant = instant - zone.unwrap_or(0) * 60 * SECOND;
        Some(DateTime { kind, instant: year.is_exact.then_some(instant), zoned: zone.is_some() })
    }

    /// Which comes first; `None` if that cannot be told.
    pub(crate) fn order(self, other: Self) -> Option<Ordering> {
        if self.kind != other.kind {
            return None;
        }
        let apart = self.instant?.checked_sub(other.instant?)?;
        // Appendix E.3.3: without a zone, a time is anywhere within fourteen hours of where it stands.
        (self.zoned == other.zoned || apart.abs() > FARTHEST_ZONE).then(|| apart.cmp(&0))
    }
}

/// A year as written, or, of one too long to count with, a nearer year with the same calendar.
#[derive(Clone, Copy)]
struct Year {
    number: i128,
    is_exact: bool,
}

/// What is left of a lexical form.
struct Scan<'a>(&'a str);

impl<'a> Scan<'a> {
    fn digits(&mut self) -> &'a str {
        let end = self.0.bytes().position(|byte| !byte.is_ascii_digit()).unwrap_or(self.0.len());
        let (digits, rest) = self.0.split_at(end);
        self.0 = rest;
        digits
    }

    fn eat(&mut self, text: &str) -> Option<()> {
        self.0 = self.0.strip_prefix(text)?;
        Some(())
    }

    /// Two digits after a mark, in a range.
    fn after(&mut self, mark: &str, least: i128, most: i128) -> Option<i128> {
        self.eat(mark)?;
        let (digits, rest) = self.0.split_at_checked(2)?;
        let number = digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())??;
        self.0 = rest;
        (least..=most).contains(&number).then_some(number)
    }

    fn year(&mut self) -> Option<Year> {
        let negative = self.eat("-").is_some();
        let digits = self.digits();
        if digits.len() < 4 || (digits.len() > 4 && digits.starts_with('0')) {
            return None;
        }
        let is_exact = digits.len() <= YEAR_DIGITS;
        // The calendar repeats every 400 years, so the last four digits tell whether there is a leap day.
        let number: i128 = if is_exact { digits } else { &digits[digits.len() - 4..] }.parse().ok()?;
        Some(Year { number: if negative { -number } else { number }, is_exact })
    }

    /// Attoseconds since midnight; 24:00:00 is the next midnight.
    fn time(&mut self, mark: &str) -> Option<i128> {
        let (hour, minute, second) = (self.after(mark, 0, 24)?, self.after(":", 0, 59)?, self.after(":", 0, 59)?);
        let fraction = match self.eat(".") {
            Some(()) => fraction(self.digits())?,
            None => 0,
        };
        if hour == 24 && (minute, second, fraction) != (0, 0, 0) {
            return None;
        }
        Some(((hour * 60 + minute) * 60 + second) * SECOND + fraction)
    }

    /// Minutes from UTC, if a zone stands here; `None` if what stands here is not a zone.
    #[expect(clippy::option_option, reason = "no zone and a bad zone are different answers")]
    fn zone(&mut self) -> Option<Option<i128>> {
        if self.0.is_empty() {
            return Some(None);
        }
        if self.eat("Z").is_some() {
            return Some(Some(0));
        }
        let sign = if self.eat("-").is_some() {
            -1
        } else {
            self.eat("+")?;
            1
        };
        let (hour, minute) = (self.after("", 0, 14)?, self.after(":", 0, 59)?);
        (hour < 14 || minute == 0).then_some(Some(sign * (hour * 60 + minute)))
    }
}

/// Digits after the point, in attoseconds; `None` if there is no digit.
pub(crate) fn fraction(digits: &str) -> Option<i128> {
    if digits.is_empty() {
        return None;
    }
    let kept = &digits[..digits.len().min(18)];
    Some(kept.parse::<i128>().ok()? * 10_i128.pow(18 - kept.len() as u32))
}

/// Days from 1970 to the first of a month in the proleptic Gregorian calendar.
pub(crate) fn days(year: i128, month: i128) -> i128 {
    // The year is taken to begin in March, so that the leap day is its last.
    let year = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

fn days_in(year: i128, month: i128) -> i128 {
    let (next_year, next_month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    days(next_year, next_month) - days(year, month)
}
