//! How sources are normalised: which steps are off, and the operator's own rows of the lookup tables.
//!
//! In go `[normalise]` and `normalise_off` of a source; out comes [`Normalise`], with the place of each step's name. Which steps there are is not
//! known here: whoever knows makes a mistake of the place.

use std::collections::BTreeMap;

use super::checks::{Written, names};
use super::form;
use super::reader::{Entry, Section};

/// What the operator says of normalising.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Normalise {
    /// Steps that are off for every source.
    pub off: Vec<Written<String>>,
    /// Names or addresses of licences, with the licence's IRI.
    pub licences: BTreeMap<String, String>,
    /// Names or IRIs of themes, with the IRI of the EU data theme.
    pub themes: BTreeMap<String, String>,
    /// IRIs of agents, with the IRI of the agent that they are; no agent leads back to itself.
    pub agents: BTreeMap<String, String>,
}

/// Reads `[normalise]`. `None` when a mistake is noted.
pub(super) fn normalise(file: &Section) -> Option<Normalise> {
    let section = file.section("normalise");
    let off = steps(&section, "off");
    let licences = rows(&section, "licences", "{ \"CC BY 4.0\" = \"http://creativecommons.org/licenses/by/4.0/\" }");
    let themes = rows(
        &section,
        "themes",
        "{ \"Trafik\" = \"http://publications.europa.eu/resource/authority/data-theme/TRAN\" }",
    );
    let agents = rows(&section, "agents", "{ \"https://example.org/old\" = \"https://example.org/new\" }");
    let agents = agents.and_then(|rows| own_ends(&rows).then_some(rows));
    let values = |rows: Vec<Row>| rows.into_iter().map(|row| (row.key, row.iri)).collect();
    Some(Normalise { off: off?, licences: values(licences?), themes: values(themes?), agents: values(agents?) })
}

/// The `normalise_off` of a source.
pub(super) fn of_source(section: &Section) -> Option<Vec<Written<String>>> {
    steps(section, "normalise_off")
}

fn steps(section: &Section, key: &str) -> Option<Vec<Written<String>>> {
    Some(names(section, key)?.into_iter().map(|(step, _)| step).collect())
}

/// A row of a table.
struct Row<'a> {
    key: String,
    iri: String,
    entry: Entry<'a>,
}

/// A table of names and IRIs; empty when absent. Names are compared without case and without white space around them.
fn rows<'a>(section: &Section<'a>, key: &str, example: &str) -> Option<Vec<Row<'a>>> {
    let Some(entry) = section.entry(key) else { return Some(Vec::new()) };
    let Some(members) = entry.members() else {
        entry.refuse(format!("a table of names with an IRI each, such as {example}"));
        return None;
    };
    let mut lines: BTreeMap<String, usize> = BTreeMap::new();
    let mut read = Vec::new();
    for (name, entry) in members {
        let name = name.trim().to_owned();
        let iri = entry.read(form::iri);
        let before = lines.insert(name.to_lowercase(), entry.line());
        if name.is_empty() {
            entry.refuse("a name that is not empty before the IRI");
        }
        if let Some(line) = before {
            entry.refuse(format!("a name of its own; but for capitals and spaces it stands on line {line} as well"));
        }
        read.push(iri.filter(|_| before.is_none() && !name.is_empty()).map(|iri| Row { key: name, iri, entry }));
    }
    read.into_iter().collect()
}

/// Whether every agent leads to an end; notes each that leads back to itself.
fn own_ends(rows: &[Row]) -> bool {
    let next: BTreeMap<String, String> =
        rows.iter().map(|row| (row.key.to_lowercase(), row.iri.trim().to_lowercase())).collect();
    let mut ended: BTreeMap<&str, bool> = BTreeMap::new();
    let mut fine = true;
    for row in rows {
        let start = row.key.to_lowercase();
        let mut way: Vec<&str> = Vec::new();
        let mut at = next.get_key_value(&start).map(|(key, _)| key.as_str());
        let ends = loop {
            match at {
                None => break true,
                Some(key) if ended.contains_key(key) => break ended[key],
                Some(key) => {
                    // Until its end is known it counts as none: who comes back to it goes in circles.
                    ended.insert(key, false);
                    way.push(key);
                    at = next.get(key).and_then(|to| next.get_key_value(to)).map(|(key, _)| key.as_str());
                }
            }
        };
        for key in way {
            ended.insert(key, ends);
        }
        if !ends {
            row.entry.refuse("an agent that does not lead back here");
            fine = false;
        }
    }
    fine
}
