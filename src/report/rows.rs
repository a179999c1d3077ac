//! Small parts that several reports share.

/// A text with the language it is written in, as the source says.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Label {
    /// The text.
    pub text: String,
    /// Its language tag (BCP 47), if the source gave one.
    pub language: Option<String>,
}

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
