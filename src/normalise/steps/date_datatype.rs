//! Dates with the datatype that their form has.
//!
//! In: values of issued, modified, startDate and endDate without a datatype, with that of another form, or of W3CDTF. Out: xsd:date,
//! xsd:dateTime, xsd:gYear or xsd:gYearMonth (XML Schema 1.1 part 2, section 3.3), when the text is one of them and the day exists; a month or
//! day of one digit gets its zero. What can be read in one way only but is no such form is proposed.
//! Must not: complete a date, reorder one that could be read in two ways, or correct one. Of the facts one would make the first of a month
//! out of the month; here it stays a month.

use crate::normalise::date::{of_form, readable};
use crate::normalise::record::shown;
use crate::normalise::{Edits, Level, Object, Settings, Step, Text};
use crate::rdf::vocab::{dcat, dcterms, xsd};
use crate::rdf::{Graph, Literal, Term};

pub(super) const STEP: Step = Step {
    id: "date-datatype",
    level: Level::Safe,
    description: Text {
        sv: "Märker datum som är skrivna som text, eller märkta som något annat, som det de är.",
        en: "Marks dates written as text, or marked as something else, as what they are.",
    },
    apply,
};

/// The datatypes that values of these properties are found with.
const DATATYPES: &[&str] = &[xsd::STRING, xsd::DATE, xsd::DATE_TIME, xsd::G_YEAR, xsd::G_YEAR_MONTH, dcterms::W3CDTF];

fn apply(graph: &Graph, _: &Settings, edits: &mut Edits) {
    let properties = [dcterms::ISSUED, dcterms::MODIFIED, dcat::START_DATE, dcat::END_DATE];
    for (iri, property) in properties.iter().filter_map(|&iri| Some((iri, graph.find_iri(iri)?))) {
        for (object, subject) in graph.by_predicate(property) {
            let Some(Literal { lexical, language: None, datatype }) = graph.term(object).as_literal() else { continue };
            if !DATATYPES.contains(&datatype) {
                continue;
            }
            if let Some((form, of_its_form)) = of_form(lexical) {
                if form != lexical || of_its_form != datatype {
                    edits.replace([subject, property, object], Object::Typed { lexical: form, datatype: of_its_form });
                }
            } else if let Some((form, of_its_form)) = readable(lexical) {
                edits.suggest(subject, iri, Some(object), shown(Term::typed(&form, of_its_form)));
            }
        }
    }
}
