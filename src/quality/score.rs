//! Scores: of a dataset, and of a source in the two ways that are in use.
//!
//! The mean of the datasets' scores can be explained dataset by dataset. What data.europa.eu shows for a catalogue is
//! something else: weights times the share of datasets or distributions that pass. Neither is shown without its name.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::measure::{Measure, Passed};
use super::{Dimension, Level, Method, Metric};
use crate::rdf::TermId;
use crate::rdf::vocab::dcat;

/// The points of a dataset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Score {
    /// The points that it has.
    pub points: u32,
    /// The points that could be measured; what is between them and `of` is unknown, not lost.
    pub measurable: u32,
    /// The most points of the method.
    pub of: u32,
    /// The points by dimension, in the order of [`Dimension::ALL`].
    pub dimensions: [u32; 5],
}

/// A dataset and its score.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatasetScore {
    /// Its IRI; empty for a blank node.
    pub dataset: String,
    /// Its score.
    pub score: Score,
}

/// How many pass a metric.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// The metric.
    pub metric: Metric,
    /// The datasets or distributions that pass.
    pub passed: u64,
    /// Those that were measured; zero if the metric is not measured.
    pub measured: u64,
}

/// The score of everything that a source says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceScore {
    /// The rules that were counted by.
    pub method: Method,
    /// The datasets, by IRI.
    pub datasets: Vec<DatasetScore>,
    /// The shares, in the order of [`Metric::ALL`]. A distribution counts once for every dataset that has it; a date that
    /// may stand on either counts once for the dataset.
    pub shares: Vec<Share>,
}

impl SourceScore {
    /// The points of all datasets together, by dimension.
    pub fn points(&self) -> [u64; 5] {
        let mut sums = [0; 5];
        for dataset in &self.datasets {
            for (sum, points) in sums.iter_mut().zip(dataset.score.dimensions) {
                *sum += u64::from(points);
            }
        }
        sums
    }

    /// The mean of the datasets' scores; `None` if there are none.
    pub fn mean(&self) -> Option<f64> {
        let points: u64 = self.points().into_iter().sum();
        (!self.datasets.is_empty()).then(|| points as f64 / self.datasets.len() as f64)
    }
}

/// The points of a source as data.europa.eu counts them for a catalogue, by dimension: weights times whole percentages,
/// rounded in each dimension. The total is the sum. Metrics that are not measured give nothing.
pub fn roll_up(shares: &[Share]) -> [u32; 5] {
    Dimension::ALL.map(|dimension| {
        let of_it = shares.iter().filter(|share| share.metric.dimension() == dimension && share.measured > 0);
        let hundredths: u64 = of_it.map(|share| u64::from(share.metric.weight()) * percent(share)).sum();
        // At most 110 points.
        u32::try_from((hundredths + 50) / 100).unwrap_or(u32::MAX)
    })
}

/// A share in whole percent, halves upwards.
fn percent(share: &Share) -> u64 {
    (200 * share.passed + share.measured) / (2 * share.measured)
}

/// Scores every `dcat:Dataset` of a graph.
pub(super) fn of_graph(measure: &Measure<'_>) -> SourceScore {
    let mut shares = Metric::ALL.map(|metric| Share { metric, passed: 0, measured: 0 }).to_vec();
    let mut measured: HashMap<TermId, Passed> = HashMap::new();
    let mut datasets: Vec<TermId> = measure.graph.instances(dcat::DATASET).collect();
    datasets.sort_by_key(|dataset| measure.graph.term(*dataset));
    let datasets = datasets.into_iter().map(|dataset| {
        let own = measure.dataset(dataset);
        let distributions =
            measure.values(dataset, dcat::HAS_DISTRIBUTION).filter(|value| !measure.graph.terms().is_literal(*value));
        let mut best = None;
        for distribution in distributions {
            let passed = *measured.entry(distribution).or_insert_with(|| measure.distribution(distribution));
            count(&mut shares, passed, &[Level::Distribution]);
            // Of equals the first by name, so that the same graph always gives the same dimensions.
            let rank = (passed.or(own).points(), Reverse(measure.graph.term(distribution)));
            if best.as_ref().is_none_or(|(most, _)| rank > *most) {
                best = Some((rank, passed));
            }
        }
        let together = best.map_or(own, |(_, passed)| passed.or(own));
        count(&mut shares, together, &[Level::Dataset, Level::Either]);
        DatasetScore { dataset: measure.graph.term(dataset).text().to_owned(), score: score(together, measure.method) }
    });
    let datasets = datasets.collect();
    SourceScore { method: measure.method, datasets, shares }
}

/// Counts what something passes into the shares of the metrics of its levels.
fn count(shares: &mut [Share], passed: Passed, levels: &[Level]) {
    let of_level = |share: &&mut Share| share.metric.is_measured() && levels.contains(&share.metric.level());
    for share in shares.iter_mut().filter(of_level) {
        share.measured += 1;
        share.passed += u64::from(passed.has(share.metric));
    }
}

fn score(passed: Passed, method: Method) -> Score {
    let of = |dimension| passed.metrics().filter(|metric| metric.dimension() == dimension).map(Metric::weight).sum();
    Score {
        points: passed.points(),
        measurable: Dimension::ALL.into_iter().map(Dimension::measurable).sum(),
        of: method.of(),
        dimensions: Dimension::ALL.map(of),
    }
}
