//! Decimal numbers of any size, compared digit by digit where they stand (XSD 1.1 Part 2, section 3.3.3).

use std::cmp::Ordering;
use std::str::FromStr;

/// A decimal number: its digits without the zeros that say nothing.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Decimal<'a> {
    negative: bool,
    whole: &'a str,
    fraction: &'a str,
    text: &'a str,
}

impl<'a> Decimal<'a> {
    /// Reads a sign, digits, and perhaps a point with digits; at least one digit in all.
    pub(crate) fn parse(text: &'a str) -> Option<Self> {
        let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if !all_digits(whole) || !all_digits(fraction) || (whole.is_empty() && fraction.is_empty()) {
            return None;
        }
        let (whole, fraction) = (whole.trim_start_matches('0'), fraction.trim_end_matches('0'));
        let zero = whole.is_empty() && fraction.is_empty();
        Some(Decimal { negative: text.starts_with('-') && !zero, whole, fraction, text })
    }

    /// The nearest `xsd:float` or `xsd:double`.
    pub(crate) fn nearest<F: FromStr>(self) -> Option<F> {
        self.text.parse().ok()
    }
}

impl Ord for Decimal<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        let magnitude = |a: &Self, b: &Self| {
            let (a, b) = ((a.whole.len(), a.whole, a.fraction), (b.whole.len(), b.whole, b.fraction));
            a.cmp(&b)
        };
        match (self.negative, other.negative) {
            (false, false) => magnitude(self, other),
            (true, true) => magnitude(other, self),
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
        }
    }
}

impl PartialOrd for Decimal<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Reads an `xsd:float` as an `f32`, an `xsd:double` as an `f64` (sections 3.3.4 and 3.3.5, the same lexical forms).
pub(crate) fn floating<F: FromStr + From<f32>>(text: &str) -> Option<F> {
    match text {
        "INF" | "+INF" => return Some(f32::INFINITY.into()),
        "-INF" => return Some(f32::NEG_INFINITY.into()),
        "NaN" => return Some(f32::NAN.into()),
        _ => {}
    }
    // Rust's parser also reads "inf", "nan" and their kin in any case.
    let plain = text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E'));
    plain.then(|| text.parse().ok())?
}
