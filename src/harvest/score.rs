//! The quality score of what a source says, as rows: shares by metric, points by dimension, by either method.

use crate::quality::{Dimension, Method, SourceScore, score};
use crate::rdf::Graph;
use crate::store::ScoreRow;

/// Every figure of a graph's score.
pub(super) fn scores(graph: &Graph) -> Vec<ScoreRow> {
    Method::ALL.into_iter().flat_map(|method| rows(&score(graph, method))).collect()
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
