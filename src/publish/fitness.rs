//! Whether a resource can be published, before it takes the place of the version that is.
//!
//! In: a resource's canonical N-Triples. Out: whether every syntax can express it, whole or in part. Must not: write anything.

use std::io::sink;

use super::{FORMATS, strict};
use crate::rdf::write::{Document, Prefixes};
use crate::rdf::{Caps, Format, parse_whole};

/// How much of a resource can be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fitness {
    /// All of it.
    Whole,
    /// All but some statements; a reason for each.
    Partly(Vec<String>),
    /// Nothing; the reason.
    Unfit(String),
}

/// Tries a resource in every syntax.
pub fn fitness(iri: &str, n_triples: &str) -> Fitness {
    if !strict::is_valid(iri) {
        return Fitness::Unfit("its address is not valid".to_owned());
    }
    let parsed = match parse_whole(n_triples.as_bytes(), Format::NTriples, iri, &Caps::default()) {
        Ok(parsed) => parsed,
        Err(error) => return Fitness::Unfit(error.to_string()),
    };
    let (graph, left_out) = strict::strict(parsed.graph);
    for format in FORMATS {
        let written =
            Document::start(sink(), format, Prefixes::all()).and_then(|mut document| document.fragment(&graph, "r"));
        if let Err(error) = written {
            return Fitness::Unfit(error.to_string());
        }
    }
    match left_out.is_empty() {
        true => Fitness::Whole,
        false => Fitness::Partly(left_out),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_syntax_can_express_is_told_before_it_goes_out() {
        let title = "<http://purl.org/dc/terms/title>";
        let fit = format!("<http://e.org/d> {title} \"a\"@sv .\n");
        assert_eq!(fitness("http://e.org/d", &fit), Fitness::Whole);
        let partly = format!("{fit}<http://e.org/d> <http://e.org/2020> \"x\" .\n");
        assert!(matches!(fitness("http://e.org/d", &partly), Fitness::Partly(reasons) if reasons.len() == 1));
        let control = format!("<http://e.org/d> {title} \"a\\u0001b\" .\n");
        assert!(matches!(fitness("http://e.org/d", &control), Fitness::Unfit(_)));
        assert!(matches!(fitness("http://e org/d", &fit), Fitness::Unfit(_)));
    }
}
