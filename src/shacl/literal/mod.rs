//! Literals by their values (XML Schema 1.1 Part 2): lexical forms checked.
//!
//! In: a lexical form and a datatype. Out: whether it is well-formed.

use crate::rdf::Literal;
use crate::rdf::vocab::xsd;

/// Whether the lexical form belongs to the datatype; true for datatypes that the engine does not know.
pub fn is_well_formed(literal: Literal<'_>) -> bool {
    let text = literal.lexical;
    match literal.datatype {
        xsd::BOOLEAN => matches!(text, "true" | "false" | "1" | "0"),
        xsd::INTEGER | xsd::NON_NEGATIVE_INTEGER => {
            let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
            !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
        }
        _ => true,
    }
}
