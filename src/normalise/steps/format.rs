//! Formats as the media types that DCAT-AP-SE wants.
//!
//! In: dcterms:format of distributions and data services, as names, file extensions, file types of the EU table or addresses of
//! IANA, or as nodes that hold such a text (rdf:value); dcat:mediaType of distributions. Out: the media type as text in dcterms:format, where the value means one and nothing more
//! (DCAT-AP-SE 3.0.1, Distribution, Vanliga mediatyper). A value in dcat:mediaType fills in for a format that is missing or
//! could mean several, and stays for those who read it there.
//! Must not: choose among several (Excel, Shape, zip), take a media type from a file name, or drop a parameter that says which version or
//! profile it is: those are proposed. A file type or an address whose media type is not in the portal's list stays, as the text would
//! only break another rule; so does a file type that says more than a media type can. `x+zip` stays whole: the facts about packaging
//! are a judgement. A format that contradicts the media type keeps its meaning.

use std::cell::OnceCell;
use std::collections::{BTreeSet, HashMap};

use crate::normalise::media_type::{Reading, is_listed, of_node, of_path, read};
use crate::normalise::record::shown;
use crate::normalise::subjects::{data_services, distributions};
use crate::normalise::{Edits, Level, Object, Settings, Step, Text};
use crate::rdf::vocab::{dcat, dcterms, xsd};
use crate::rdf::{Graph, Term, TermId, Triple};

pub(super) const STEP: Step = Step {
    id: "format",
    level: Level::Safe,
    description: Text {
        sv: "Anger format som mediatyp, till exempel text/csv i stället för CSV.",
        en: "States formats as media types, such as text/csv instead of CSV.",
    },
    apply,
};

fn apply(graph: &Graph, _: &Settings, edits: &mut Edits) {
    let distributions = distributions(graph);
    let nodes = Nodes { graph, uses: OnceCell::new() };
    for &distribution in &distributions {
        of_distribution(&nodes, distribution, edits);
    }
    for &service in data_services(graph).difference(&distributions) {
        of_values(&nodes, service, None, edits);
    }
}

/// The nodes without a name that formats may be.
struct Nodes<'g> {
    graph: &'g Graph,
    /// How many statements lead to each; counted when first needed.
    uses: OnceCell<HashMap<TermId, usize>>,
}

impl Nodes<'_> {
    /// Whether nothing else leads to a node.
    fn is_used_once(&self, node: TermId) -> bool {
        let uses = self.uses.get_or_init(|| {
            let mut uses = HashMap::new();
            let objects = self.graph.triples().iter().map(|triple| triple[2]);
            objects.filter(|&id| self.graph.terms().is_blank(id)).for_each(|id| *uses.entry(id).or_default() += 1);
            uses
        });
        uses.get(&node) == Some(&1)
    }

    /// Puts the media type that a node holds in its place. What the node said says the text.
    fn replace(&self, triple: Triple, edits: &mut Edits) {
        let [subject, _, node] = triple;
        let Some(media_type) = of_node(self.graph, node) else { return };
        if self.is_used_once(node) {
            edits.replace(triple, plain(media_type));
            self.graph.properties(node).iter().for_each(|&said| edits.remove(said));
        } else {
            edits.suggest(subject, dcterms::FORMAT, Some(node), shown(Term::string(&media_type)));
        }
    }
}

fn of_distribution(nodes: &Nodes<'_>, distribution: TermId, edits: &mut Edits) {
    let graph = nodes.graph;
    let declared = declared(graph, distribution);
    let has = |iri: &str| graph.find_iri(iri).is_some_and(|id| !graph.statements(distribution, id).is_empty());
    match declared {
        _ if has(dcterms::FORMAT) => of_values(nodes, distribution, declared.as_ref(), edits),
        Some((media_type, from)) => edits.add(distribution, dcterms::FORMAT, plain(media_type), Some(from)),
        None if !has(dcat::MEDIA_TYPE) => of_file(graph, distribution, edits),
        None => {}
    }
}

/// The one media type that dcat:mediaType gives, and where it stands.
fn declared(graph: &Graph, distribution: TermId) -> Option<(String, Triple)> {
    let property = graph.find_iri(dcat::MEDIA_TYPE)?;
    let statements = graph.statements(distribution, property).iter();
    let mut types = statements.map(|&triple| (read(graph.term(triple[2])), triple));
    let (Reading::Type(first), from) = types.next()? else { return None };
    types.all(|(reading, _)| reading == Reading::Type(first.clone())).then_some((first, from))
}

/// Each value in its own right; the declared media type decides what could mean several.
fn of_values(nodes: &Nodes<'_>, subject: TermId, declared: Option<&(String, Triple)>, edits: &mut Edits) {
    let graph = nodes.graph;
    let Some(property) = graph.find_iri(dcterms::FORMAT) else { return };
    let declared = declared.map(|(media_type, _)| media_type);
    for &triple in graph.statements(subject, property) {
        let term = graph.term(triple[2]);
        if term.is_blank() {
            nodes.replace(triple, edits);
            continue;
        }
        let proposed = match (read(term), declared) {
            (Reading::Type(media_type), _) => {
                let is_right =
                    term == Term::string(&media_type) || (term.as_iri().is_some() && !is_listed(&media_type));
                if !is_right {
                    edits.replace(triple, plain(media_type));
                }
                continue;
            }
            (Reading::Perhaps(several), Some(declared)) if several.contains(declared) => {
                edits.replace(triple, plain(declared.clone()));
                continue;
            }
            (_, Some(declared)) if term.as_literal().is_some() => vec![declared.clone()],
            (Reading::Perhaps(several), None) => several,
            _ => continue,
        };
        for media_type in proposed {
            edits.suggest(subject, dcterms::FORMAT, Some(triple[2]), shown(Term::string(&media_type)));
        }
    }
}

/// What the name of the file suggests, where the files agree.
fn of_file(graph: &Graph, distribution: TermId, edits: &mut Edits) {
    let Some(property) = graph.find_iri(dcat::DOWNLOAD_URL) else { return };
    let readings = graph.objects(distribution, property).map(|id| of_path(graph.term(id).text()));
    let types = readings.flat_map(|reading| match reading {
        Reading::Type(media_type) => vec![media_type],
        Reading::Perhaps(several) => several,
        Reading::Unknown => Vec::new(),
    });
    let types: BTreeSet<String> = types.collect();
    if let (Some(media_type), 1) = (types.first(), types.len()) {
        edits.suggest(distribution, dcterms::FORMAT, None, shown(Term::string(media_type)));
    }
}

fn plain(lexical: String) -> Object {
    Object::Typed { lexical, datatype: xsd::STRING }
}
