//! Lexical spaces: whether a text is a lexical form of a datatype (XSD 1.1 Part 2, section 3).

use super::date_time::{DateTime, Kind};
use super::decimal::{self, Decimal};
use super::duration::Duration;
use super::local;
use crate::rdf::Literal;
use crate::rdf::vocab::rdf;

/// Whole-number datatypes with the least and the greatest value; no text: no bound.
const INTEGERS: &[(&str, &str, &str)] = &[
    ("integer", "", ""),
    ("byte", "-128", "127"),
    ("int", "-2147483648", "2147483647"),
    ("long", "-9223372036854775808", "9223372036854775807"),
    ("negativeInteger", "", "-1"),
    ("nonNegativeInteger", "0", ""),
    ("nonPositiveInteger", "", "0"),
    ("positiveInteger", "1", ""),
    ("short", "-32768", "32767"),
    ("unsignedByte", "0", "255"),
    ("unsignedInt", "0", "4294967295"),
    ("unsignedLong", "0", "18446744073709551615"),
    ("unsignedShort", "0", "65535"),
];

/// Whether the datatype is `xsd:decimal` or derived from it.
pub(crate) fn is_decimal_type(datatype: &str) -> bool {
    datatype == "decimal" || INTEGERS.iter().any(|known| known.0 == datatype)
}

/// Whether the lexical form belongs to the datatype; true for datatypes that the engine does not know.
pub(crate) fn is_well_formed(literal: Literal<'_>) -> bool {
    let text = literal.lexical;
    let Some(datatype) = local(literal.datatype) else {
        return literal.datatype != rdf::LANG_STRING || literal.language.is_some();
    };
    match datatype {
        "string" | "anyURI" => true,
        "boolean" => matches!(text, "true" | "false" | "1" | "0"),
        "decimal" => Decimal::parse(text).is_some(),
        "double" | "float" => decimal::floating::<f64>(text).is_some(),
        "duration" => Duration::parse(text).is_some(),
        "dayTimeDuration" => Duration::is_day_time(text) && Duration::parse(text).is_some(),
        "yearMonthDuration" => Duration::is_year_month(text) && Duration::parse(text).is_some(),
        "normalizedString" => is_normalized(text),
        "token" => is_token(text),
        "language" => is_language(text),
        "Name" => is_name(text),
        "NCName" => is_name(text) && !text.contains(':'),
        "NMTOKEN" => !text.is_empty() && text.chars().all(is_name_character),
        "hexBinary" => text.len().is_multiple_of(2) && text.bytes().all(|byte| byte.is_ascii_hexdigit()),
        "base64Binary" => is_base64(text),
        other => match (Kind::of(other), INTEGERS.iter().find(|known| known.0 == other)) {
            (Some(kind), _) => DateTime::parse(text, kind).is_some(),
            (None, Some((_, least, most))) => is_integer(text, least, most),
            (None, None) => true,
        },
    }
}

fn is_integer(text: &str, least: &str, most: &str) -> bool {
    let Some(value) = Decimal::parse(text).filter(|_| !text.contains('.')) else { return false };
    Decimal::parse(least).is_none_or(|least| value >= least) && Decimal::parse(most).is_none_or(|most| value <= most)
}

fn is_normalized(text: &str) -> bool {
    !text.contains(['\t', '\n', '\r'])
}

fn is_token(text: &str) -> bool {
    is_normalized(text) && !text.starts_with(' ') && !text.ends_with(' ') && !text.contains("  ")
}

fn is_language(text: &str) -> bool {
    let mut parts = text.split('-');
    let first =
        parts.next().is_some_and(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphabetic()));
    first && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
}

fn is_name(text: &str) -> bool {
    let starts = text.starts_with(|c: char| is_name_character(c) && !matches!(c, '-' | '.' | '0'..='9' | '\u{b7}'));
    starts && text.chars().all(is_name_character)
}

/// XML 1.1's `NameChar`, near enough: letters and digits of all scripts, and the marks that it names.
fn is_name_character(c: char) -> bool {
    c.is_alphanumeric()
        || matches!(c, ':' | '_' | '-' | '.' | '\u{b7}' | '\u{300}'..='\u{36f}' | '\u{203f}'..='\u{2040}')
}

fn is_base64(text: &str) -> bool {
    let mut digits = 0;
    let mut padding = 0;
    for byte in text.bytes() {
        match byte {
            b' ' => {}
            b'=' => padding += 1,
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'+' | b'/' if padding == 0 => digits += 1,
            _ => return false,
        }
    }
    padding <= 2 && (digits + padding) % 4 == 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rdf::vocab::xsd;

    #[test]
    fn lexical_forms_are_told_apart() {
        let good = [
            ("byte", "-128"),
            ("decimal", ".5"),
            ("decimal", "5."),
            ("double", "1e5"),
            ("date", "2024-02-29+02:00"),
            ("dateTime", "2024-01-01T24:00:00"),
            ("gMonthDay", "--02-29"),
            ("gYear", "12024"),
            ("duration", "P1Y2M3DT4H5M6.7S"),
            ("duration", "PT0S"),
            ("duration", "PT1700000000000S"),
            ("duration", "P99999999999999999999999999999999999999999Y"),
            ("gYear", "1234567890123"),
            ("date", "-1234567890124-02-29"),
            ("language", "sv-SE"),
            ("NCName", "räka"),
            ("base64Binary", "QUI="),
            ("hexBinary", ""),
            ("dayTimeDuration", "P1DT1M"),
            ("unknown", "whatever"),
            ("time", "00:00:00.123456789012345678901Z"),
        ];
        let bad = [
            ("byte", "128"),
            ("decimal", "."),
            ("decimal", "1e5"),
            ("double", "inf"),
            ("double", "1e"),
            ("date", "2023-02-29"),
            ("date", "2024-1-1"),
            ("dateTime", "2024-01-01"),
            ("dateTime", "2024-01-01T24:00:01"),
            ("dateTime", "2024-01-01T10:00:60"),
            ("date", "2024-01-01+14:01"),
            ("gYear", "02024"),
            ("date", "1234567890123-02-29"),
            ("duration", "P"),
            ("duration", "P1YT"),
            ("duration", "P1M1Y"),
            ("duration", "PT.5S"),
            ("duration", "PT1.S"),
            ("language", "svenskaspråket"),
            ("NCName", "1a"),
            ("base64Binary", "QUI"),
            ("hexBinary", "a"),
            ("dateTimeStamp", "2024-01-01T00:00:00"),
            ("yearMonthDuration", "P1D"),
            ("boolean", "TRUE"),
            ("integer", "1.0"),
            ("positiveInteger", "0"),
            ("token", "a  b"),
            ("integer", " 1"),
        ];
        for (expected, cases) in [(true, &good[..]), (false, &bad[..])] {
            for (datatype, text) in cases {
                let datatype = format!("{}{datatype}", xsd::NS);
                let literal = Literal { lexical: text, language: None, datatype: &datatype };
                assert_eq!(is_well_formed(literal), expected, "{text} as {datatype}");
            }
        }
    }
}
