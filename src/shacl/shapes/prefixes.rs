//! Prefix declarations for queries (SHACL, section 5.2.1).

use super::Reader;
use crate::rdf::{Term, TermId};
use crate::shacl::vocab as sh;

const OWL_IMPORTS: &str = "http://www.w3.org/2002/07/owl#imports";

/// The prefixes that a query may use: those of its `sh:prefixes` and of what these import, sorted.
pub(crate) fn read(reader: &mut Reader<'_>, query: TermId) -> Vec<(String, String)> {
    let mut sources = reader.values(query, sh::PREFIXES);
    let mut next = 0;
    let mut prefixes: Vec<(String, String)> = Vec::new();
    while let Some(&source) = sources.get(next) {
        next += 1;
        for declaration in reader.values(source, sh::DECLARE) {
            let one = |property| match reader.values(declaration, property)[..] {
                [value] => reader.graph.term(value).as_literal().map(|literal| literal.lexical.to_owned()),
                _ => None,
            };
            match (one(sh::PREFIX), one(sh::NAMESPACE)) {
                (Some(prefix), Some(namespace)) => prefixes.push((prefix, namespace)),
                _ => reader.problem(source, sh::DECLARE, "expected one sh:prefix and one sh:namespace"),
            }
        }
        for import in reader.values(source, OWL_IMPORTS) {
            if !sources.contains(&import) && matches!(reader.graph.term(import), Term::Iri(_)) {
                sources.push(import);
            }
        }
    }
    prefixes.sort();
    prefixes.dedup();
    if let Some(pair) = prefixes.windows(2).find(|pair| pair[0].0 == pair[1].0) {
        let problem = format!("prefix {} stands for both {} and {}", pair[0].0, pair[0].1, pair[1].1);
        reader.problem(query, sh::PREFIXES, problem);
    }
    prefixes
}
