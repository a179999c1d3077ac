//! Swedish organisation numbers.
//!
//! In: a text. Out: its ten digits, if it is one. Must not: correct a number.

/// The ten digits of an organisation number, if the text is one: spaces and hyphens do not count, the check digit is right (Luhn;
/// ISO/IEC 7812-1, annex B), and the third digit is two or more, which tells it from the number of a person.
pub fn organisation_number(text: &str) -> Option<String> {
    let digits = digits(text)?;
    (digits.as_bytes()[2] >= b'2' && is_checked(&digits)).then_some(digits)
}

/// The ten digits of a text that has just those, but for spaces and hyphens.
pub fn digits(text: &str) -> Option<String> {
    let is_between = |c: &char| matches!(c, ' ' | '-' | '\u{a0}' | '\u{2011}' | '\u{2013}');
    let digits: String = text.chars().filter(|c| !is_between(c)).take(11).collect();
    (digits.len() == 10 && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(digits)
}

/// Whether the last of ten digits is right.
pub fn is_checked(digits: &str) -> bool {
    let weighted = |(place, byte): (usize, u8)| {
        let digit = u32::from(byte - b'0') * if place % 2 == 0 { 1 } else { 2 };
        digit / 10 + digit % 10
    };
    digits.bytes().rev().enumerate().map(weighted).sum::<u32>().is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::organisation_number;

    #[test]
    fn ten_digits_with_a_right_check_digit_that_are_no_persons() {
        for text in ["2120009994", "212000-9994", " 212000 9994 ", "212000\u{2013}9994"] {
            assert_eq!(organisation_number(text).as_deref(), Some("2120009994"), "{text}");
        }
        // The last digit, the number of digits, a letter for a digit, a person.
        for text in ["212000-9993", "212000-999", "16212000-9994", "21200O-9994", "811218-9876", ""] {
            assert_eq!(organisation_number(text), None, "{text}");
        }
    }
}
