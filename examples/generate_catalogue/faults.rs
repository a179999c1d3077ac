//! The known faults: which datasets have them, and how many were written.
//!
//! In: a fault and the number of a dataset. Out: whether the dataset has it. The same datasets
//! have the same faults in every catalogue.

/// A known fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The dataset has no description.
    NoDescription,
    /// The dataset has two update frequencies.
    TwoFrequencies,
    /// The Swedish title of the dataset is an IRI.
    TitleIsIri,
    /// The second distribution has no access URL.
    NoAccessUrl,
    /// The size of the first distribution is text: `xsd:string`, with a unit.
    SizeIsText,
    /// The licence of the first distribution is the page for people, not the licence.
    LicencePage,
}

impl Fault {
    /// Every fault, in the order of their names.
    pub const ALL: &'static [Self] = &[
        Self::NoDescription,
        Self::TwoFrequencies,
        Self::TitleIsIri,
        Self::NoAccessUrl,
        Self::SizeIsText,
        Self::LicencePage,
    ];

    /// The name of the rule that is broken.
    const fn rule(self) -> &'static str {
        match self {
            Self::NoDescription => "dataset-description-missing",
            Self::TwoFrequencies => "dataset-accrual-periodicity-many",
            Self::TitleIsIri => "dataset-title-not-text",
            Self::NoAccessUrl => "distribution-access-url-missing",
            Self::SizeIsText => "distribution-byte-size-not-number",
            Self::LicencePage => "licence",
        }
    }

    /// Every so many datasets have it: those that leave the second number when divided.
    const fn interval(self) -> (u64, u64) {
        match self {
            Self::NoDescription => (10, 3),
            Self::TwoFrequencies => (25, 5),
            Self::TitleIsIri => (50, 7),
            Self::NoAccessUrl => (20, 11),
            Self::SizeIsText => (40, 9),
            Self::LicencePage => (30, 18),
        }
    }
}

/// Deals out the faults and counts them.
pub struct Faults {
    wanted: &'static [Fault],
    counts: [u64; Fault::ALL.len()],
}

impl Faults {
    /// Starts the counts at zero; faults that are not wanted are never dealt out.
    pub const fn new(wanted: &'static [Fault]) -> Self {
        Self { wanted, counts: [0; Fault::ALL.len()] }
    }

    /// Whether this dataset has this fault; each yes is counted.
    pub fn has(&mut self, fault: Fault, dataset: u64) -> bool {
        let (every, rest) = fault.interval();
        let found = self.wanted.contains(&fault) && dataset % every == rest;
        self.counts[fault as usize] += u64::from(found);
        found
    }

    /// The counts by the name of the broken rule, in the order of the names.
    pub fn counts(&self) -> Vec<(&'static str, u64)> {
        Fault::ALL.iter().map(|fault| fault.rule()).zip(self.counts).collect()
    }
}
