//! The classes that stand on their own (DCAT-AP 3.0.1, main classes; DCAT-AP Feeds, standalone entities).

use crate::rdf::vocab::{dcat, dcterms, foaf, vcard};

/// What a resource is. The order is the order in the feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// `dcat:Catalog`.
    Catalog,
    /// `dcat:DatasetSeries`.
    DatasetSeries,
    /// `dcat:Dataset`.
    Dataset,
    /// `dcat:DataService`.
    DataService,
    /// `dcat:Distribution`.
    Distribution,
    /// `dcterms:LicenseDocument`.
    LicenseDocument,
    /// `foaf:Agent` and its subclasses.
    Agent,
    /// `vcard:Kind` and its subclasses.
    Kind,
    /// A named node that several resources refer to, or none.
    Other,
}

impl Class {
    /// Every class, in order.
    pub const ALL: [Class; 9] = [
        Class::Catalog,
        Class::DatasetSeries,
        Class::Dataset,
        Class::DataService,
        Class::Distribution,
        Class::LicenseDocument,
        Class::Agent,
        Class::Kind,
        Class::Other,
    ];

    /// The class IRIs that make a node one of these; the first is the class itself.
    pub const fn iris(self) -> &'static [&'static str] {
        match self {
            Class::Catalog => &[dcat::CATALOG],
            Class::DatasetSeries => &[dcat::DATASET_SERIES],
            Class::Dataset => &[dcat::DATASET],
            Class::DataService => &[dcat::DATA_SERVICE],
            Class::Distribution => &[dcat::DISTRIBUTION],
            Class::LicenseDocument => &[dcterms::LICENSE_DOCUMENT],
            Class::Agent => &[foaf::AGENT, foaf::ORGANIZATION, foaf::PERSON, foaf::GROUP],
            Class::Kind => &[
                vcard::KIND,
                vcard::ORGANIZATION,
                vcard::INDIVIDUAL,
                vcard::GROUP,
                vcard::LOCATION,
                vcard::WORK,
                vcard::HOME,
                vcard::VCARD,
            ],
            Class::Other => &[],
        }
    }

    /// The name, as stored and as in the vocabulary.
    pub const fn name(self) -> &'static str {
        match self {
            Class::Catalog => "Catalog",
            Class::DatasetSeries => "DatasetSeries",
            Class::Dataset => "Dataset",
            Class::DataService => "DataService",
            Class::Distribution => "Distribution",
            Class::LicenseDocument => "LicenseDocument",
            Class::Agent => "Agent",
            Class::Kind => "Kind",
            Class::Other => "Other",
        }
    }

    /// The class of a name.
    pub fn from_name(name: &str) -> Option<Class> {
        Class::ALL.into_iter().find(|class| class.name() == name)
    }

    /// Whether the feed lists it for its own sake, and not because another refers to it.
    pub const fn is_entry(self) -> bool {
        matches!(self, Class::Dataset | Class::DatasetSeries | Class::DataService)
    }
}
