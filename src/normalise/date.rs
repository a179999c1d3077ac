//! Dates as texts.
//!
//! In: a text. Out: the XML Schema datatype whose form it has (XML Schema 1.1 part 2, section 3.3), or the date that it can only mean.
//! Must not: take a day that does not exist, or one that could be another.

use chrono::{DateTime, NaiveDate, NaiveDateTime};

use crate::rdf::vocab::xsd;

/// A lexical form and its datatype.
type Typed = (String, &'static str);

/// A text that has the form of a datatype but for white space around it and the zero before a digit.
pub(super) fn of_form(text: &str) -> Option<Typed> {
    let text = text.trim();
    if has_form(text, "0000") {
        return Some((text.to_owned(), xsd::G_YEAR));
    }
    if has_form(text, "0000-00") {
        let exists = NaiveDate::parse_from_str(&format!("{text}-01"), "%Y-%m-%d").is_ok();
        return exists.then(|| (text.to_owned(), xsd::G_YEAR_MONTH));
    }
    if is_date(text) || text.get(..10).is_some_and(|date| is_date(date) && is_zone(&text[10..])) {
        return Some((text.to_owned(), xsd::DATE));
    }
    if is_date_time(text) {
        return Some((text.to_owned(), xsd::DATE_TIME));
    }
    let (year, rest) = text.split_once('-')?;
    let (month, day) = rest.split_once('-')?;
    day_of(year, month, day).map(|date| (date, xsd::DATE))
}

/// What a text can only mean though it has the form of no datatype.
pub(super) fn readable(text: &str) -> Option<Typed> {
    let text = text.trim();
    if has_form(text, "00000000") {
        let is_recent = matches!(&text[..2], "19" | "20");
        let date = day_of(&text[..4], &text[4..6], &text[6..]).filter(|_| is_recent)?;
        return Some((date, xsd::DATE));
    }
    if let Some(time) = time_of(text) {
        return Some((time, xsd::DATE_TIME));
    }
    let parts: Vec<&str> = text.splitn(4, ['/', '.', '-']).collect();
    let [first, second, third] = parts[..] else { return None };
    let date = match (first.len(), third.len()) {
        (4, _) => day_of(first, second, third),
        (_, 4) => {
            // The day may stand before the month or behind it; both readings must not be days.
            let (day_first, month_first) = (day_of(third, second, first), day_of(third, first, second));
            if first == second { day_first } else { day_first.xor(month_first) }
        }
        _ => None,
    };
    date.map(|date| (date, xsd::DATE))
}

/// A time with a space for its `T`, without seconds, or with a zone without its colon.
fn time_of(text: &str) -> Option<String> {
    let date = text.get(..10).filter(|date| is_date(date))?;
    let clock = text[10..].strip_prefix(['T', 't', ' '])?.trim();
    let zone_at = clock.find(['Z', 'z', '+', '-']).unwrap_or(clock.len());
    let (time, zone) = (clock[..zone_at].trim(), clock[zone_at..].to_ascii_uppercase());
    let time = if has_form(time, "00:00") { format!("{time}:00") } else { time.to_owned() };
    let zone = match has_form(zone.trim_start_matches(['+', '-']), "0000") {
        true => format!("{}:{}", &zone[..3], &zone[3..]),
        false => zone,
    };
    Some(format!("{date}T{time}{zone}")).filter(|form| is_date_time(form))
}

/// The day, if there is one: a year of four digits, month and day of one or two.
fn day_of(year: &str, month: &str, day: &str) -> Option<String> {
    let short = |part: &str| has_form(part, "0") || has_form(part, "00");
    if !has_form(year, "0000") || !short(month) || !short(day) {
        return None;
    }
    let date = format!("{year}-{month:0>2}-{day:0>2}");
    is_date(&date).then_some(date)
}

fn is_date(text: &str) -> bool {
    has_form(text, "0000-00-00") && NaiveDate::parse_from_str(text, "%Y-%m-%d").is_ok()
}

fn is_zone(text: &str) -> bool {
    text == "Z" || (text.starts_with(['+', '-']) && has_form(&text[1..], "00:00") && text[1..3] <= *"14")
}

/// Date, `T` and time, with an optional fraction and an optional zone.
fn is_date_time(text: &str) -> bool {
    let Some((date, time)) = text.split_once('T') else { return false };
    if !is_date(date) || !time.get(..8).is_some_and(|clock| has_form(clock, "00:00:00")) {
        return false;
    }
    match time[8..].rfind(['Z', '+', '-']) {
        Some(zone) if !is_zone(&time[8 + zone..]) => false,
        Some(_) => DateTime::parse_from_rfc3339(text).is_ok(),
        None => NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f").is_ok(),
    }
}

/// Whether the text has a digit wherever the form has a `0`, and otherwise the form's own characters.
fn has_form(text: &str, form: &str) -> bool {
    let fits = |(b, f): (u8, u8)| if f == b'0' { b.is_ascii_digit() } else { b == f };
    text.len() == form.len() && text.bytes().zip(form.bytes()).all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exact_forms_of_real_days_have_a_datatype() {
        let cases = [
            ("2019", Some(xsd::G_YEAR)),
            ("2020-02", Some(xsd::G_YEAR_MONTH)),
            ("2020-02-29", Some(xsd::DATE)),
            ("2020-02-29Z", Some(xsd::DATE)),
            ("2020-02-29+01:00", Some(xsd::DATE)),
            ("2020-02-29T12:00:00", Some(xsd::DATE_TIME)),
            ("2020-02-29T12:00:00.123Z", Some(xsd::DATE_TIME)),
            ("2020-02-29T12:00:00+01:00", Some(xsd::DATE_TIME)),
            ("2020-13", None),
            ("2019-02-29", None),
            ("2019-02-29T12:00:00", None),
            ("2020-02-29T25:00:00", None),
            ("2020-02-29T12:00", None),
            ("2020-02-29T12:00:00.", None),
            ("2020-02-29T12:00:00+0100", None),
            ("2020-02-29 12:00:00", None),
            ("20200229", None),
            ("29/02/2020", None),
            ("åååå", None),
            ("2020-02-2å", None),
            ("2020-02-29T12:00:0å", None),
            ("R/P1D", None),
            ("", None),
        ];
        for (text, datatype) in cases {
            let expected = datatype.map(|datatype| (text.to_owned(), datatype));
            assert_eq!(of_form(text), expected, "{text}");
        }
    }

    #[test]
    fn zeros_and_spaces_are_mended() {
        for (text, form) in [("2020-1-5", "2020-01-05"), (" 2020-02-29\n", "2020-02-29"), ("2020-12-1", "2020-12-01")] {
            assert_eq!(of_form(text), Some((form.to_owned(), xsd::DATE)), "{text}");
        }
        for text in ["20-1-5", "2020-2-30", "2020-1-5-6", "2020-001-05", "2020--1"] {
            assert_eq!(of_form(text), None, "{text}");
        }
    }

    #[test]
    fn only_what_can_be_read_in_one_way_is_proposed() {
        let cases = [
            ("20190101", "2019-01-01", xsd::DATE),
            ("31/12/2019", "2019-12-31", xsd::DATE),
            ("12/31/2019", "2019-12-31", xsd::DATE),
            ("3.3.2019", "2019-03-03", xsd::DATE),
            ("2019/1/31", "2019-01-31", xsd::DATE),
            ("2019.01.31", "2019-01-31", xsd::DATE),
            ("2020-02-29 12:00:00", "2020-02-29T12:00:00", xsd::DATE_TIME),
            ("2020-02-29T12:00", "2020-02-29T12:00:00", xsd::DATE_TIME),
            ("2020-02-29T12:00:00+0100", "2020-02-29T12:00:00+01:00", xsd::DATE_TIME),
            ("2020-02-29 12:00 +01:00", "2020-02-29T12:00:00+01:00", xsd::DATE_TIME),
        ];
        for (text, form, datatype) in cases {
            assert_eq!(readable(text), Some((form.to_owned(), datatype)), "{text}");
        }
        for text in [
            "",
            "01/02/2019",
            "1.2.2019",
            "31/31/2019",
            "99991231",
            "20190230",
            "2019",
            "våren 2019",
            "1/2/19",
            "å/å/2019",
            "2020-02-29 kl 12",
            "2020-02-29T12:00:00+å",
        ] {
            assert_eq!(readable(text), None, "{text}");
        }
    }
}
