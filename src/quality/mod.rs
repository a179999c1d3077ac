//! The European metadata quality score (MQA of data.europa.eu): up to 405 points a dataset, for 23 metrics in five dimensions.
//!
//! In: a normalised [`Graph`] and the [`Method`] to count by. Out: a [`SourceScore`]: the points of every dataset, the
//! share of datasets or distributions that pass each metric, and the two averages that are in use.
//! Must not: ask a server, run rules, judge whether a value is sensible, or word anything.
//!
//! What needs a server's answer (two metrics, 80 points) or the European rules (one, 30 points) is *not measured*: it is
//! neither passed nor failed, its [`Share`] is of nothing, and [`Score::measurable`] says how many points were at stake.
//!
//! A dataset's score is that of its own metrics and of the one distribution that gives it most; dates count on either.
//! (The portal's own program ignores a dataset's date when the chosen distribution has none; Norway's counts both, and
//! so does this.) The work is linear in the graph's size: each dataset and each distribution is looked at once.

mod format;
mod licence;
mod measure;
mod metric;
mod score;

pub use metric::{Dimension, Level, Metric, Needs};
pub use score::{DatasetScore, Score, Share, SourceScore, roll_up};

use crate::rdf::Graph;

/// The rules that are counted by. The two differ in what a format may look like, and in the points for conformity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Method {
    /// The rules as data.europa.eu writes them: formats are IRIs of the EU file-type table. At most 405 points.
    European,
    /// The variant of Sveriges dataportal: a media type, such as `text/csv`, counts as its file type does, and
    /// conformity to DCAT-AP gives no points. At most 375 points.
    Dataportal,
}

impl Method {
    /// Both methods.
    pub const ALL: [Method; 2] = [Method::European, Method::Dataportal];

    /// The name, as stored.
    pub const fn name(self) -> &'static str {
        match self {
            Method::European => "european",
            Method::Dataportal => "dataportal",
        }
    }

    /// The most points that a dataset can have by this method.
    pub const fn of(self) -> u32 {
        match self {
            Method::European => 405,
            Method::Dataportal => 375,
        }
    }
}

/// Scores every dataset of a graph.
pub fn score(graph: &Graph, method: Method) -> SourceScore {
    score::of_graph(&measure::Measure::new(graph, method))
}

#[cfg(test)]
mod tests;
