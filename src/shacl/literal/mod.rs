//! Literals by their values (XML Schema 1.1 Part 2): which is less, and whether a lexical form is one at all.
//!
//! In: literals. Out: an order, or that there is none; whether the lexical form belongs to the datatype.
//! Must not: allocate. Values borrow their digits from the lexical form.

mod date_time;
mod decimal;
mod duration;
mod lexical;

use std::cmp::Ordering;

use crate::rdf::Literal;
use crate::rdf::vocab::xsd;
use date_time::{DateTime, Kind};
use decimal::Decimal;
use duration::Duration;
pub(crate) use lexical::is_well_formed;

/// The local name of a datatype of XML Schema.
fn local(datatype: &str) -> Option<&str> {
    datatype.strip_prefix(xsd::NS)
}

/// The value of a literal whose datatype has an order.
#[derive(Clone, Copy)]
enum Value<'a> {
    Decimal(Decimal<'a>),
    Float(f32),
    Double(f64),
    Boolean(bool),
    String(&'a str),
    DateTime(DateTime),
    Duration(Duration),
}

/// The order of two literals by value (SPARQL 1.1, section 17.3, with the dates, times and durations of XML Schema);
/// `None` if they cannot be compared.
pub(crate) fn compare(a: Literal<'_>, b: Literal<'_>) -> Option<Ordering> {
    match (value(a)?, value(b)?) {
        (Value::Decimal(a), Value::Decimal(b)) => Some(a.cmp(&b)),
        (Value::Float(a), Value::Float(b)) => a.partial_cmp(&b),
        (Value::Double(a), Value::Double(b)) => a.partial_cmp(&b),
        // Of two numbers of different types, the narrower is promoted (XPath 2.0, appendix B.1).
        (Value::Decimal(a), Value::Float(b)) => a.nearest::<f32>()?.partial_cmp(&b),
        (Value::Float(a), Value::Decimal(b)) => a.partial_cmp(&b.nearest()?),
        (Value::Decimal(a), Value::Double(b)) => a.nearest::<f64>()?.partial_cmp(&b),
        (Value::Double(a), Value::Decimal(b)) => a.partial_cmp(&b.nearest()?),
        (Value::Float(a), Value::Double(b)) => f64::from(a).partial_cmp(&b),
        (Value::Double(a), Value::Float(b)) => a.partial_cmp(&f64::from(b)),
        (Value::Boolean(a), Value::Boolean(b)) => Some(a.cmp(&b)),
        (Value::String(a), Value::String(b)) => Some(a.cmp(b)),
        (Value::DateTime(a), Value::DateTime(b)) => a.order(b),
        (Value::Duration(a), Value::Duration(b)) => a.order(b),
        _ => None,
    }
}

/// The value; `None` for ill-typed literals and datatypes without an order.
fn value(literal: Literal<'_>) -> Option<Value<'_>> {
    if literal.language.is_some() || !is_well_formed(literal) {
        return None;
    }
    let text = literal.lexical;
    Some(match local(literal.datatype)? {
        "string" | "normalizedString" | "token" => Value::String(text),
        "boolean" => Value::Boolean(matches!(text, "true" | "1")),
        "double" => Value::Double(decimal::floating(text)?),
        "float" => Value::Float(decimal::floating(text)?),
        "duration" | "dayTimeDuration" | "yearMonthDuration" => Value::Duration(Duration::parse(text)?),
        other => match Kind::of(other) {
            Some(kind) => Value::DateTime(DateTime::parse(text, kind)?),
            None => Value::Decimal(lexical::is_decimal_type(other).then(|| Decimal::parse(text))??),
        },
    })
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering::{self, Equal, Greater, Less};

    use super::*;

    fn order(a: (&str, &str), b: (&str, &str)) -> Option<Ordering> {
        let datatypes = [a.1, b.1].map(|local| format!("{}{local}", xsd::NS));
        compare(
            Literal { lexical: a.0, language: None, datatype: &datatypes[0] },
            Literal { lexical: b.0, language: None, datatype: &datatypes[1] },
        )
    }

    #[test]
    fn numbers_compare_across_datatypes_and_at_any_size() {
        assert_eq!(order(("1", "integer"), ("1.0", "decimal")), Some(Equal));
        assert_eq!(order(("-0", "int"), ("+0.00", "decimal")), Some(Equal));
        assert_eq!(
            order(
                ("100000000000000000000000000000000000000000001", "integer"),
                ("100000000000000000000000000000000000000000000.5", "decimal")
            ),
            Some(Greater)
        );
        assert_eq!(order(("-2", "integer"), ("-1.5", "decimal")), Some(Less));
        assert_eq!(order(("0.1", "decimal"), ("1E-1", "double")), Some(Equal));
        assert_eq!(order(("0.1", "float"), ("0.1", "decimal")), Some(Equal));
        assert_eq!(order(("16777217", "integer"), ("16777216", "float")), Some(Equal));
        assert_eq!(order(("16777217", "integer"), ("16777216", "double")), Some(Greater));
        assert_eq!(order(("0.1", "float"), ("0.1", "double")), Some(Greater));
        assert_eq!(order(("NaN", "double"), ("NaN", "double")), None);
        assert_eq!(order(("-INF", "float"), ("-1e300", "double")), Some(Less));
        assert_eq!(order(("1", "integer"), ("1", "string")), None);
        assert_eq!(order(("one", "integer"), ("1", "integer")), None);
    }

    #[test]
    fn times_without_a_zone_are_ordered_only_when_every_zone_agrees() {
        assert_eq!(order(("2020-01-01T00:00:00", "dateTime"), ("2020-01-03T00:00:00Z", "dateTime")), Some(Less));
        assert_eq!(order(("2020-01-01T12:00:00", "dateTime"), ("2020-01-01T12:00:00Z", "dateTime")), None);
        assert_eq!(
            order(("2020-01-01T12:00:00+02:00", "dateTime"), ("2020-01-01T10:00:00.000Z", "dateTimeStamp")),
            Some(Equal)
        );
        assert_eq!(order(("2019-12-31T24:00:00", "dateTime"), ("2020-01-01T00:00:00", "dateTime")), Some(Equal));
        assert_eq!(order(("2020-02-29", "date"), ("2020-03-01", "date")), Some(Less));
        assert_eq!(order(("2020-02-29", "date"), ("2020-03-01T00:00:00", "dateTime")), None);
        assert_eq!(order(("-0001", "gYear"), ("0001", "gYear")), Some(Less));
        assert_eq!(order(("23:00:00-03:00", "time"), ("01:00:00Z", "time")), Some(Greater));
    }

    #[test]
    fn durations_are_ordered_only_when_every_month_length_agrees() {
        assert_eq!(order(("P1M", "duration"), ("P27D", "duration")), Some(Greater));
        assert_eq!(order(("P1M", "duration"), ("P30D", "duration")), None);
        assert_eq!(order(("P1Y", "yearMonthDuration"), ("P12M", "duration")), Some(Equal));
        assert_eq!(order(("-PT36H", "dayTimeDuration"), ("-P1D", "duration")), Some(Less));
        assert_eq!(order(("PT1.5S", "duration"), ("PT1.50S", "duration")), Some(Equal));
    }

    #[test]
    fn what_is_too_great_to_count_with_has_no_order() {
        let nines = "9".repeat(200);
        let seconds = format!("PT{nines}S");
        assert_eq!(order(("PT1700000000000S", "duration"), ("PT1S", "duration")), Some(Greater));
        assert_eq!(order(("-P1000000000000Y", "duration"), ("-PT85000000000000000000S", "duration")), Some(Greater));
        for far in ["P999999999999999999999Y", "P99999999999999999999D", &seconds] {
            assert_eq!(order((far, "duration"), ("PT1S", "duration")), None);
        }
        assert_eq!(order(("999999999999", "gYear"), ("-999999999999", "gYear")), Some(Greater));
        assert_eq!(order(("1234567890123", "gYear"), ("2020", "gYear")), None);
    }
}
