//! Small parts that several reports share.

pub use crate::validate::Label;

/// How many resources are live in the feed, by kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LiveCounts {
    /// `dcat:Dataset`.
    pub datasets: u64,
    /// `dcat:DatasetSeries`.
    pub dataset_series: u64,
    /// `dcat:Distribution`.
    pub distributions: u64,
    /// `dcat:DataService`.
    pub data_services: u64,
}
