//! String-based constraint components (SHACL, section 4.4).

use std::ops::RangeInclusive;

use foldhash::HashMap;

use super::super::values::Values;
use super::super::walk::{Place, Stop, Walk};
use crate::rdf::{Literal, Term};
use crate::shacl::error::EngineError;
use crate::shacl::pattern::Pattern;

impl Walk<'_, '_> {
    /// `sh:minLength` and `sh:maxLength`, in characters; a blank node has no length.
    pub(super) fn length(
        &mut self,
        place: Place,
        values: &Values<'_>,
        allowed: RangeInclusive<u64>,
    ) -> Result<(), Stop> {
        let run = self.run;
        self.each(place, values, |node| match run.term(node) {
            Term::Blank(_) => false,
            term => allowed.contains(&(term.text().chars().count() as u64)),
        })
    }

    /// `sh:pattern`
    pub(super) fn pattern(&mut self, place: Place, values: &Values<'_>, pattern: &Pattern) -> Result<(), Stop> {
        for value in values.iter() {
            let text = match self.run.term(value) {
                Term::Blank(_) => None,
                term => Some(term.text()),
            };
            match text.map(|text| pattern.is_match(text)) {
                Some(Ok(true)) => {}
                Some(Ok(false)) | None => self.fail(place, Some(value))?,
                Some(Err(_)) => {
                    let plan = self.run.plan;
                    return self.give_up(EngineError::PatternTooCostly {
                        shape: plan.name(plan.shapes.shapes[place.shape].id),
                        pattern: pattern.source.to_string(),
                        length: text.map_or(0, str::len),
                    });
                }
            }
        }
        Ok(())
    }

    /// `sh:languageIn`
    pub(super) fn language_in(&mut self, place: Place, values: &Values<'_>, ranges: &[Box<str>]) -> Result<(), Stop> {
        let run = self.run;
        self.each(place, values, |node| match run.term(node) {
            Term::Literal(Literal { language: Some(tag), .. }) => ranges.iter().any(|range| lang_matches(tag, range)),
            _ => false,
        })
    }

    /// `sh:uniqueLang`: one result for each language that two values or more have.
    pub(super) fn unique_lang(&mut self, place: Place, values: &Values<'_>) -> Result<(), Stop> {
        if values.count() < 2 {
            return Ok(());
        }
        let mut seen: HashMap<&str, u64> = HashMap::default();
        for value in values.iter() {
            if let Some(language) = self.run.literal(value).and_then(|literal| literal.language) {
                let count = seen.entry(language).or_default();
                *count += 1;
                if *count == 2 {
                    self.fail(place, None)?;
                }
            }
        }
        Ok(())
    }
}

/// Basic filtering (RFC 4647, section 3.3.1), as SPARQL's `langMatches` does it.
fn lang_matches(tag: &str, range: &str) -> bool {
    let (tag, range) = (tag.as_bytes(), range.as_bytes());
    range == b"*"
        || (tag.len() >= range.len()
            && tag[..range.len()].eq_ignore_ascii_case(range)
            && (tag.len() == range.len() || tag[range.len()] == b'-'))
}
