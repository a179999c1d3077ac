//! Numbers, dates and names as each language writes and orders them.
//!
//! In: counts, dates in local time, names. Out: their text or their place in an alphabetical list.

use std::cmp::Ordering;

use chrono::{Datelike, NaiveDate, NaiveDateTime};

use super::language::Language;

const MONTHS_SV: [&str; 12] = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
];
const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The number with its thousands apart: `1 234` (a no-break space) in Swedish, `1,234` in English.
pub(super) fn grouped(language: Language, number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3 * 2);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(match language {
                Language::Sv => '\u{a0}',
                Language::En => ',',
            });
        }
        text.push(digit);
    }
    text
}

impl Language {
    /// A count with its thousands apart.
    pub fn number(self, number: u64) -> String {
        grouped(self, number)
    }

    /// A date in words: `2 november 2026`, `2 November 2026`.
    pub fn date(self, date: NaiveDate) -> String {
        let months = match self {
            Language::Sv => MONTHS_SV,
            Language::En => MONTHS_EN,
        };
        format!("{} {} {}", date.day(), months[date.month0() as usize], date.year())
    }

    /// A local date and time in words: `2 november 2026 kl. 03:10`, `2 November 2026 at 03:10`.
    pub fn moment(self, moment: NaiveDateTime) -> String {
        let at = match self {
            Language::Sv => "kl.",
            Language::En => "at",
        };
        format!("{} {at} {}", self.date(moment.date()), moment.format("%H:%M"))
    }
}

/// The alphabetical order of two names in a language: letter case does not matter, and in Swedish å, ä and ö come last.
pub fn by_name(language: Language, a: &str, b: &str) -> Ordering {
    let letters =
        |text: &str| text.chars().flat_map(char::to_lowercase).map(|c| place(language, c)).collect::<Vec<_>>();
    letters(a).cmp(&letters(b)).then_with(|| a.cmp(b))
}

fn place(language: Language, letter: char) -> u32 {
    let plain = match (letter, language) {
        ('å', Language::Sv) => return 0x10_0000,
        ('ä' | 'æ', Language::Sv) => return 0x10_0001,
        ('ö' | 'ø', Language::Sv) => return 0x10_0002,
        ('á' | 'à' | 'â' | 'å' | 'ä', _) => 'a',
        ('é' | 'è' | 'ê' | 'ë', _) => 'e',
        ('ó' | 'ò' | 'ô' | 'ö', _) => 'o',
        ('ü' | 'ú' | 'ù', _) => 'u',
        (other, _) => other,
    };
    u32::from(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_written_out() {
        let moment = NaiveDate::from_ymd_opt(2026, 11, 2).and_then(|d| d.and_hms_opt(3, 10, 59)).expect("a real date");
        assert_eq!(Language::Sv.moment(moment), "2 november 2026 kl. 03:10");
        assert_eq!(Language::En.moment(moment), "2 November 2026 at 03:10");
    }

    #[test]
    fn thousands_stand_apart() {
        assert_eq!(grouped(Language::Sv, 999), "999");
        assert_eq!(grouped(Language::Sv, 1_000), "1\u{a0}000");
        assert_eq!(grouped(Language::En, u64::MAX), "18,446,744,073,709,551,615");
    }

    #[test]
    fn swedish_letters_come_last_in_swedish_only() {
        let mut names = ["Östervik", "Zinkgruvan", "åsbo", "Älvdal", "Ekbacka", "Éden"];
        names.sort_by(|a, b| by_name(Language::Sv, a, b));
        assert_eq!(names, ["Éden", "Ekbacka", "Zinkgruvan", "åsbo", "Älvdal", "Östervik"]);
        names.sort_by(|a, b| by_name(Language::En, a, b));
        assert_eq!(names, ["Älvdal", "åsbo", "Éden", "Ekbacka", "Östervik", "Zinkgruvan"]);
    }
}
