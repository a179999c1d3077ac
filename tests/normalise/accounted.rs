//! Whether the changes account for all that went and came.
//!
//! In: a graph's statements, and what normalising made of it. Out: the first statement that nobody told of. Terms keep their ids, so that a
//! statement which nothing touched is known for certain, also one between nodes without a name. What it cannot see: which of several such
//! nodes a change is about, as a change names the thing above them.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use skord::normalise::{Change, NAME, Normalised};
use skord::rdf::{Graph, TermId};

use crate::documents::shown;

/// Subject, property and object in words.
type Key = [String; 3];

/// The statements of a graph, with their words.
pub type Statements = Vec<([TermId; 3], Key)>;

pub fn statements(graph: &Graph) -> Statements {
    graph.triples().iter().map(|&triple| (triple, triple.map(|id| shown(graph.term(id))))).collect()
}

/// What the changes say of names.
struct Names {
    /// What an IRI became.
    forms: BTreeMap<String, String>,
    /// IRIs that nodes without a name got.
    given: BTreeSet<String>,
}

impl Names {
    fn of(changes: &[Change]) -> Self {
        let of_names = || changes.iter().filter(|change| change.property == NAME);
        let forms = of_names().filter_map(|change| Some((change.before.clone()?, change.after.clone()?))).collect();
        let given = of_names().filter(|change| change.before.is_none()).filter_map(|change| change.after.clone());
        Names { forms, given: given.collect() }
    }

    /// A text as it stands at last; one that was given stands for what had none.
    fn last<'t>(&'t self, mut text: &'t str) -> &'t str {
        while let Some(next) = self.forms.get(text) {
            text = next;
        }
        if self.given.contains(text) { "[]" } else { text }
    }
}

/// The first statement that went or came unsaid, or more often than the changes say.
pub fn unaccounted(before: &Statements, normalised: &Normalised) -> Option<String> {
    let Normalised { graph, changes, names: became, .. } = normalised;
    let names = Names::of(changes);
    let now = |id: TermId| became.get(&id).copied().unwrap_or(id);
    let old: HashSet<[TermId; 3]> = before.iter().map(|(triple, _)| triple.map(now)).collect();
    let went = before.iter().filter(|(triple, _)| !graph.contains(&triple.map(now))).map(|(_, key)| key.clone());
    let came = graph.triples().iter().filter(|triple| !old.contains(*triple));
    let came = came.map(|triple| triple.map(|id| shown(graph.term(id))));
    let went = unsaid(went, changes, &names, |change| &change.before).map(|key| format!("{key} went"));
    went.or_else(|| unsaid(came, changes, &names, |change| &change.after).map(|key| format!("{key} came")))
}

/// The first statement that no change names, or of whose property and value there are more than changes.
fn unsaid(
    statements: impl Iterator<Item = Key>,
    changes: &[Change],
    names: &Names,
    value: fn(&Change) -> &Option<String>,
) -> Option<String> {
    let mut told: BTreeMap<[&str; 2], Vec<&str>> = BTreeMap::new();
    for change in changes {
        if let Some(value) = value(change) {
            let subjects = told.entry([names.last(&change.property), names.last(value)]).or_default();
            subjects.push(names.last(&change.subject));
        }
    }
    let mut counts: BTreeMap<[String; 2], usize> = BTreeMap::new();
    for key in statements {
        let [subject, property, object] = key.each_ref().map(|text| names.last(text));
        let about = told.get(&[property, object]).map_or(&[][..], Vec::as_slice);
        let count = counts.entry([property, object].map(str::to_owned)).or_insert(0);
        *count += 1;
        // Of a node without a name, the thing above it is told of.
        if *count > about.len() || (subject != "[]" && !about.contains(&subject)) {
            return Some(format!("{key:?}"));
        }
    }
    None
}
