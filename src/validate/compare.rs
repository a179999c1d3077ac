//! From results to findings: what the rules say of a document as it came, beside what they say of it when normalised.
//!
//! In: the [`RuleResult`]s of both graphs, and which terms became which. Out: [`Finding`]s about the document as it came,
//! each with whether normalising mended it, and what shows only in the normalised graph. A repair never hides what it
//! repairs, no fault counts twice because its value has another form now, and nobody is blamed for what we made.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::anchor::Anchors;
use super::finding::{Finding, Place};
use super::rule::Rule;
use super::{Position, terms};
use crate::rdf::{Graph, TermId};

/// A validation result (SHACL, section 3.6.2) with the rule that it breaks.
pub struct RuleResult<'p> {
    pub(super) rule: &'p Rule,
    /// The focus node, in the graph that was validated.
    pub(super) focus: Option<TermId>,
    /// The nearest IRI above a focus node that has none, in the same graph.
    pub(super) near: Option<TermId>,
    /// The value, unless it is a blank node.
    pub(super) value: Option<String>,
    /// The value's name in the graph, if that holds it.
    pub(super) value_id: Option<TermId>,
    /// Where it stands in the document.
    pub(super) position: Option<Position>,
}

/// What normalising made of a document.
pub struct After<'a> {
    /// The normalised graph.
    pub graph: &'a Graph,
    /// Each term that has another name in it, with the IRI that it is now.
    pub names: &'a HashMap<TermId, TermId>,
    /// Each term that is of our making, with the one that it is a part of if it is.
    pub made: &'a HashMap<TermId, Option<TermId>>,
}

impl After<'_> {
    /// Where the publisher finds those of some resources of the normalised graph that have an address of our making only.
    pub fn places<'i>(&self, iris: impl Iterator<Item = &'i str>) -> BTreeMap<String, Place> {
        let anchors = Anchors::new(self);
        let iris: BTreeSet<&'i str> = iris.collect();
        let given = |iri: &'i str| Some((iri, self.graph.find_iri(iri).filter(|&id| anchors.is_given(id))?));
        iris.into_iter().filter_map(given).map(|(iri, id)| (iri.to_owned(), anchors.place(id))).collect()
    }
}

/// The findings of a document, sorted and each once: `came` are the results of its graph as it came, `left` those of the
/// normalised graph.
pub fn compare(mut came: Vec<RuleResult<'_>>, left: Vec<RuleResult<'_>>, after: &After<'_>) -> Vec<Finding> {
    let anchors = Anchors::new(after);
    let placed = |result: &RuleResult<'_>| {
        let found = result.focus.and_then(|node| anchors.resource(node));
        // Normalising may have taken away what led to a node, or the node.
        found.or_else(|| result.near.and_then(|node| anchors.resource(node)))
    };
    tell_once(&mut came, after.graph);
    let mut all: Vec<(&str, Option<TermId>, bool, RuleResult<'_>)> = Vec::with_capacity(came.len() + left.len());
    all.extend(came.into_iter().map(|result| (result.rule.id.as_str(), placed(&result), false, result)));
    all.extend(left.into_iter().map(|result| (result.rule.id.as_str(), placed(&result), true, result)));
    all.sort_by(|a, b| (a.0, a.1, a.2, &a.3.value).cmp(&(b.0, b.1, b.2, &b.3.value)));
    let (mut findings, mut new) = (Vec::new(), Vec::new());
    for group in all.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        let (came, left) = group.split_at(group.partition_point(|(_, _, is_left, _)| !is_left));
        of_one(&anchors, after, [came, left], [&mut findings, &mut new]);
    }
    add(new, &mut findings, after.graph);
    findings.sort_unstable();
    findings
}

/// Adds what only the normalised graph has. Where normalising took the wrong values away, so that now there is none, that is no
/// second fault: those as they came are not mended.
fn add(new: Vec<Finding>, findings: &mut Vec<Finding>, graph: &Graph) {
    let mut mended: HashMap<(String, String), Vec<usize>> = HashMap::new();
    if !new.is_empty() {
        for (place, finding) in findings.iter().enumerate().filter(|(_, finding)| finding.mended) {
            mended.entry((finding.resource.clone(), finding.path.clone())).or_default().push(place);
        }
    }
    let has_value = |finding: &Finding| {
        let statement = graph.find_iri(&finding.resource).zip(graph.find_iri(&finding.path));
        statement.is_some_and(|(subject, property)| !graph.statements(subject, property).is_empty())
    };
    for finding in new {
        let before = mended.get(&(finding.resource.clone(), finding.path.clone()));
        match before.filter(|_| finding.value.is_none() && !has_value(&finding)) {
            Some(places) => places.iter().for_each(|&place| findings[place].mended = false),
            None => findings.push(finding),
        }
    }
}

/// Whether a result is about a relative reference that hangs on where a file lies, so that nothing makes it right.
fn is_local_reference(result: &RuleResult<'_>, graph: &Graph) -> bool {
    let is_web = |id| ["http:", "https:"].iter().any(|scheme| graph.term(id).text().starts_with(scheme));
    result.rule.path == terms::LINK && result.value_id.is_some_and(|id| !is_web(id))
}

/// Takes away what is said of local references of which another rule says that they are no web addresses.
fn tell_once(came: &mut Vec<RuleResult<'_>>, graph: &Graph) {
    let local: Vec<_> = came.iter().filter(|result| is_local_reference(result, graph)).collect();
    let local: BTreeSet<_> = local.iter().map(|result| (result.focus, result.value_id)).collect();
    if !local.is_empty() {
        let others = came.iter().filter(|result| result.rule.path != terms::LINK);
        let others = others.map(|result| (result.focus, result.value_id)).filter(|place| local.contains(place));
        let others: BTreeSet<_> = others.collect();
        came.retain(|result| result.rule.path != terms::LINK || !others.contains(&(result.focus, result.value_id)));
    }
}

type Placed<'p> = (&'p str, Option<TermId>, bool, RuleResult<'p>);

/// The findings of one rule about one resource, and those that only the normalised graph has.
fn of_one(
    anchors: &Anchors<'_>,
    after: &After<'_>,
    [came, left]: [&[Placed<'_>]; 2],
    [findings, added]: [&mut Vec<Finding>; 2],
) {
    let value = |placed: &Placed<'_>| placed.3.value.clone();
    let values = |placed: &[Placed<'_>]| placed.iter().map(value).collect::<BTreeSet<Option<String>>>();
    let (before, now) = (values(came), values(left));
    // As many are mended as are fewer; those whose value stands there no more, of which there are at least as many.
    let gone: BTreeSet<&Option<String>> =
        before.difference(&now).take(before.len().saturating_sub(now.len())).collect();
    for same in came.chunk_by(|a, b| a.3.value == b.3.value) {
        let is_mended = gone.contains(&same[0].3.value) && !is_local_reference(&same[0].3, after.graph);
        findings.push(finding(anchors, after, same, is_mended));
    }
    let new = left.chunk_by(|a, b| a.3.value == b.3.value);
    let new = new.filter(|same| !before.contains(&same[0].3.value) && !is_our_doing(anchors, &same[0]));
    added.extend(new.take(now.len().saturating_sub(before.len())).map(|same| finding(anchors, after, same, false)));
}

/// Whether a result of the normalised graph is only about an address or a thing that we made.
fn is_our_doing(anchors: &Anchors<'_>, placed: &Placed<'_>) -> bool {
    let (_, resource, _, result) = placed;
    let given = |id: &Option<TermId>| id.is_some_and(|id| anchors.is_given(id));
    given(&result.value_id)
        || resource.is_some_and(|id| anchors.is_made(id))
        || (result.rule.path == terms::ADDRESS && given(resource))
}

/// The finding of results that say the same of the same; it stands where the first of them does.
fn finding(anchors: &Anchors<'_>, after: &After<'_>, same: &[Placed<'_>], mended: bool) -> Finding {
    let (_, resource, _, result) = &same[0];
    let rule = result.rule;
    let own = result.focus.filter(|&node| after.graph.terms().is_iri(node) && !anchors.is_given(node));
    Finding {
        mended,
        severity: rule.severity,
        rule: rule.id.clone(),
        resource: resource.map(|id| after.graph.term(id).text().to_owned()).unwrap_or_default(),
        value: result.value.clone(),
        class: rule.class_iri.clone(),
        path: rule.path.clone(),
        place: match (own, resource) {
            // An IRI of the document that has another form now is shown as it came.
            (Some(node), _) if after.names.contains_key(&node) => {
                Place::Address(after.graph.term(node).text().to_owned())
            }
            (_, Some(resource)) => anchors.place(*resource),
            _ => Place::Nameless { near: String::new(), title: None, near_title: None },
        },
        position: same.iter().filter_map(|placed| placed.3.position).min(),
    }
}
