//! The 23 metrics: their weights, dimensions and levels (data.europa.eu, MQA methodology; weights as in its DQV vocabulary).

/// What a metric is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dimension {
    /// Whether people and machines find the data.
    Findability,
    /// Whether the data can be reached.
    Accessibility,
    /// Whether machines can read them.
    Interoperability,
    /// Whether it is clear who may use them, and whom to ask.
    Reusability,
    /// Whether size, rights and dates are told.
    Contextuality,
}

impl Dimension {
    /// Every dimension, in the order of the methodology.
    pub const ALL: [Dimension; 5] = [
        Dimension::Findability,
        Dimension::Accessibility,
        Dimension::Interoperability,
        Dimension::Reusability,
        Dimension::Contextuality,
    ];

    /// The local name of its IRI below `https://piveau.eu/ns/voc#`.
    pub const fn id(self) -> &'static str {
        match self {
            Dimension::Findability => "findability",
            Dimension::Accessibility => "accessibility",
            Dimension::Interoperability => "interoperability",
            Dimension::Reusability => "reusability",
            Dimension::Contextuality => "contextuality",
        }
    }

    /// The most points of its metrics.
    pub fn most(self) -> u32 {
        Metric::ALL.into_iter().filter(|metric| metric.dimension() == self).map(Metric::weight).sum()
    }

    /// The most points of those of its metrics that are measured here.
    pub fn measurable(self) -> u32 {
        let of_it = Metric::ALL.into_iter().filter(|metric| metric.dimension() == self);
        of_it.filter(|metric| metric.is_measured()).map(Metric::weight).sum()
    }
}

/// What a metric looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// The dataset.
    Dataset,
    /// Each distribution.
    Distribution,
    /// The dataset, or the distribution that gives it most points; counted once.
    Either,
}

/// What it takes to measure a metric.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Needs {
    /// The graph alone.
    Graph,
    /// The status with which a server answers; not measured here.
    Server,
    /// A check against the European rules, which are not the Swedish ones; not measured here.
    Conformity,
}

macro_rules! metrics {
    ($($(#[$doc:meta])+ $variant:ident = $id:literal, $dimension:ident, $level:ident, $weight:literal, $needs:ident;)+) => {
        /// A metric.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Metric {
            $($(#[$doc])+ $variant,)+
        }

        impl Metric {
            /// Every metric, in the order of the methodology.
            pub const ALL: [Metric; 23] = [$(Metric::$variant,)+];

            /// The local name of its IRI below `https://piveau.eu/ns/voc#`.
            pub const fn id(self) -> &'static str {
                match self { $(Metric::$variant => $id,)+ }
            }

            /// Its dimension.
            pub const fn dimension(self) -> Dimension {
                match self { $(Metric::$variant => Dimension::$dimension,)+ }
            }

            /// What it looks at.
            pub const fn level(self) -> Level {
                match self { $(Metric::$variant => Level::$level,)+ }
            }

            /// The points that it gives.
            pub const fn weight(self) -> u32 {
                match self { $(Metric::$variant => $weight,)+ }
            }

            /// What it takes to measure it.
            pub const fn needs(self) -> Needs {
                match self { $(Metric::$variant => Needs::$needs,)+ }
            }
        }
    };
}

metrics! {
    /// The dataset has a keyword.
    Keyword = "keywordAvailability", Findability, Dataset, 30, Graph;
    /// The dataset has a category, of whatever vocabulary.
    Category = "categoryAvailability", Findability, Dataset, 30, Graph;
    /// The dataset has an area.
    Spatial = "spatialAvailability", Findability, Dataset, 20, Graph;
    /// The dataset has a period.
    Temporal = "temporalAvailability", Findability, Dataset, 20, Graph;
    /// The access address answers with a status from 200 to 299.
    AccessUrlStatus = "accessUrlStatusCode", Accessibility, Distribution, 50, Server;
    /// The distribution has a download address.
    DownloadUrl = "downloadUrlAvailability", Accessibility, Distribution, 20, Graph;
    /// The download address answers with a status from 200 to 299.
    DownloadUrlStatus = "downloadUrlStatusCode", Accessibility, Distribution, 30, Server;
    /// The distribution has a format.
    Format = "formatAvailability", Interoperability, Distribution, 20, Graph;
    /// The distribution has a media type.
    MediaType = "mediaTypeAvailability", Interoperability, Distribution, 10, Graph;
    /// The distribution has a format or a media type, and each is of its vocabulary.
    FormatVocabulary = "formatMediaTypeVocabularyAlignment", Interoperability, Distribution, 10, Graph;
    /// The format is in the non-proprietary list.
    NonProprietary = "formatMediaTypeNonProprietary", Interoperability, Distribution, 20, Graph;
    /// The format is in the machine-readable list.
    MachineReadable = "formatMediaTypeMachineInterpretable", Interoperability, Distribution, 20, Graph;
    /// The European rules find nothing.
    DcatApCompliance = "dcatApCompliance", Interoperability, Dataset, 30, Conformity;
    /// The distribution has a licence.
    Licence = "licenceAvailability", Reusability, Distribution, 20, Graph;
    /// The licence is in the EU licence table, or is the same as one there.
    KnownLicence = "knownLicence", Reusability, Distribution, 10, Graph;
    /// The dataset says who may have it.
    AccessRights = "accessRightsAvailability", Reusability, Dataset, 10, Graph;
    /// It says so by a concept of the EU access-right table.
    AccessRightsVocabulary = "accessRightsVocabularyAlignment", Reusability, Dataset, 5, Graph;
    /// The dataset has a contact point.
    ContactPoint = "contactPointAvailability", Reusability, Dataset, 20, Graph;
    /// The dataset has a publisher.
    Publisher = "publisherAvailability", Reusability, Dataset, 10, Graph;
    /// The distribution has a statement of rights.
    Rights = "rightsAvailability", Contextuality, Distribution, 5, Graph;
    /// The distribution has a size.
    ByteSize = "byteSizeAvailability", Contextuality, Distribution, 5, Graph;
    /// A date of publication is told.
    DateIssued = "dateIssuedAvailability", Contextuality, Either, 5, Graph;
    /// A date of the last change is told.
    DateModified = "dateModifiedAvailability", Contextuality, Either, 5, Graph;
}

impl Metric {
    /// The metric of an id.
    pub fn from_id(id: &str) -> Option<Metric> {
        Metric::ALL.into_iter().find(|metric| metric.id() == id)
    }

    /// Whether it is measured here.
    pub const fn is_measured(self) -> bool {
        matches!(self.needs(), Needs::Graph)
    }
}
