//! The quality score of what a source says, as rows: shares by metric, points by dimension, by either method.

use std::collections::HashSet;

use crate::normalise::Change;
use crate::quality::{Dimension, Method, SourceScore, score};
use crate::rdf::vocab::dcterms;
use crate::rdf::{Graph, TermId};
use crate::store::ScoreRow;

/// The namespace of the EU file-type table.
const FILE_TYPES: &str = "http://publications.europa.eu/resource/authority/file-type/";

/// Every figure of the score of a normalised graph.
///
/// The national portal wants a format as a media type and gives Europe the file type that it stands for (DCAT-AP-SE,
/// "Tidigare beskrivna avvikelser", 1). A publisher who wrote the file type has no fewer points for it: the European method sees it as it came.
pub(super) fn scores(graph: Graph, changes: &[Change]) -> Vec<ScoreRow> {
    let of_portal = rows(&score(&graph, Method::Dataportal));
    let graph = with_file_types(graph, changes);
    let mut rows = rows(&score(&graph, Method::European));
    rows.extend(of_portal);
    rows
}

/// The graph with the file types in the place of what normalising made of them.
fn with_file_types(graph: Graph, changes: &[Change]) -> Graph {
    let is_file_type = |change: &&Change| {
        let before = change.before.as_deref().unwrap_or_default();
        change.property == dcterms::FORMAT && before.starts_with(FILE_TYPES)
    };
    if !changes.iter().any(|change| is_file_type(&change)) {
        return graph;
    }
    let replaced: Vec<(&str, &str)> = changes
        .iter()
        .filter(is_file_type)
        .map(|change| (change.subject.as_str(), change.before.as_deref().unwrap_or_default()))
        .collect();
    let property = graph.find_iri(dcterms::FORMAT);
    let subjects: HashSet<TermId> = replaced.iter().filter_map(|(subject, _)| graph.find_iri(subject)).collect();
    let mut builder = graph.into_builder();
    builder.retain(|triple| Some(triple[1]) != property || !subjects.contains(&triple[0]));
    let property = builder.terms.iri(dcterms::FORMAT);
    for (subject, file_type) in replaced {
        let [subject, file_type] = [subject, file_type].map(|iri| builder.terms.iri(iri));
        builder.insert(subject, property, file_type);
    }
    builder.finish()
}

fn rows(scored: &SourceScore) -> Vec<ScoreRow> {
    let row = |metric: String, passed, measured| ScoreRow {
        method: scored.method.name().to_owned(),
        metric,
        passed,
        measured,
    };
    let mut rows: Vec<ScoreRow> =
        scored.shares.iter().map(|share| row(share.metric.id().to_owned(), share.passed, share.measured)).collect();
    let datasets = scored.datasets.len() as u64;
    let (mut points, mut measurable) = (0, 0);
    for (dimension, of_it) in Dimension::ALL.into_iter().zip(scored.points()) {
        let most = datasets * u64::from(dimension.measurable());
        rows.push(row(format!("{}Scoring", dimension.id()), of_it, most));
        points += of_it;
        measurable += most;
    }
    rows.push(row("scoring".to_owned(), points, measurable));
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalise::{Settings, normalise};
    use crate::rdf::{Caps, Format, parse};

    #[test]
    fn a_file_type_of_the_eu_counts_although_the_portal_gets_a_media_type() {
        let text = r#"
            @prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dcterms: <http://purl.org/dc/terms/> . @base <http://e.org/> .
            <d> a dcat:Dataset ; dcat:distribution <f> .
            <f> a dcat:Distribution ; dcterms:format <http://publications.europa.eu/resource/authority/file-type/CSV> .
        "#;
        let graph =
            parse(text.as_bytes(), Format::Turtle, "http://e.org/", &Caps::default()).expect("it is Turtle").graph;
        let normalised = normalise(graph, &Settings::new("http://e.org"));
        let media_type = normalised.graph.terms().ids().any(|id| normalised.graph.term(id).text() == "text/csv");
        assert!(media_type, "{:?}", normalised.changes);
        let rows = scores(normalised.graph, &normalised.changes);
        for method in Method::ALL {
            let found =
                rows.iter().find(|row| row.method == method.name() && row.metric.contains("ormatMediaTypeVocabulary"));
            let found = found.unwrap_or_else(|| panic!("{:?}", rows.iter().map(|row| &row.metric).collect::<Vec<_>>()));
            assert_eq!(found.passed, found.measured, "{found:?}");
        }
    }
}
