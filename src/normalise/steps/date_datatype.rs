//! Dates without a datatype.
//!
//! In: untyped values of issued, modified, startDate and endDate. Out: xsd:date, xsd:dateTime or xsd:gYear
//! (XML Schema 1.1 part 2, section 3.3), when the text is exactly one of them and the day exists.
//! Must not: complete, reorder or correct a date.

use chrono::{DateTime, NaiveDate, NaiveDateTime};

use crate::normalise::{Edits, Level, Object, Settings, Step, Text};
use crate::rdf::Graph;
use crate::rdf::vocab::{dcat, dcterms, xsd};

pub(super) const STEP: Step = Step {
    id: "date-datatype",
    level: Level::Safe,
    description: Text {
        sv: "Märker datum som är skrivna som text som datum.",
        en: "Marks dates written as text as dates.",
    },
    apply,
};

fn apply(graph: &Graph, _: &Settings, edits: &mut Edits) {
    let properties = [dcterms::ISSUED, dcterms::MODIFIED, dcat::START_DATE, dcat::END_DATE];
    for property in properties.iter().filter_map(|iri| graph.find_iri(iri)) {
        for (object, subject) in graph.by_predicate(property) {
            if let Some(literal) = graph.term(object).as_literal()
                && literal.is_plain()
                && let Some(datatype) = datatype(literal.lexical)
            {
                let lexical = literal.lexical.to_owned();
                edits.replace([subject, property, object], Object::Typed { lexical, datatype });
            }
        }
    }
}

/// The datatype whose form the text has.
fn datatype(text: &str) -> Option<&'static str> {
    match text.len() {
        4 => has_form(text, "0000").then_some(xsd::G_YEAR),
        10 => is_date(text).then_some(xsd::DATE),
        _ => is_date_time(text).then_some(xsd::DATE_TIME),
    }
}

fn is_date(text: &str) -> bool {
    has_form(text, "0000-00-00") && NaiveDate::parse_from_str(text, "%Y-%m-%d").is_ok()
}

/// Date, `T` and time, with an optional fraction and an optional zone.
fn is_date_time(text: &str) -> bool {
    let Some((date, time)) = text.split_once('T') else { return false };
    if !is_date(date) || !time.get(..8).is_some_and(|clock| has_form(clock, "00:00:00")) {
        return false;
    }
    match time[8..].rfind(['Z', '+', '-']) {
        Some(zone) if !matches!(&time[8 + zone..], "Z") && !has_form(&time[9 + zone..], "00:00") => false,
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
    fn takes_exact_forms_of_real_days() {
        let cases = [
            ("2019", Some(xsd::G_YEAR)),
            ("2020-02-29", Some(xsd::DATE)),
            ("2020-02-29T12:00:00", Some(xsd::DATE_TIME)),
            ("2020-02-29T12:00:00.123Z", Some(xsd::DATE_TIME)),
            ("2020-02-29T12:00:00+01:00", Some(xsd::DATE_TIME)),
            ("2019-02-29", None),
            ("2019-02-29T12:00:00", None),
            ("2020-02-29T25:00:00", None),
            ("2020-02-29T12:00", None),
            ("2020-02-29T12:00:00.", None),
            ("2020-02-29T12:00:00+0100", None),
            ("2020-02-29 12:00:00", None),
            ("2020-02", None),
            ("20200229", None),
            ("29/02/2020", None),
            (" 2020-02-29", None),
            ("åååå", None),
            ("2020-02-29T12:00:0å", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(datatype(text), expected, "{text}");
        }
    }
}
