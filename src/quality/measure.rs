//! Measuring: which metrics a dataset and a distribution pass, by what the graph says of them.

use super::format::{self, Property};
use super::{Method, Metric, licence};
use crate::rdf::vocab::{dcat, dcterms};
use crate::rdf::{Graph, TermId};

/// The metrics of a dataset that ask only whether a property has a value.
const OF_DATASET: [(Metric, &str); 9] = [
    (Metric::Keyword, dcat::KEYWORD),
    (Metric::Category, dcat::THEME),
    (Metric::Spatial, dcterms::SPATIAL),
    (Metric::Temporal, dcterms::TEMPORAL),
    (Metric::AccessRights, dcterms::ACCESS_RIGHTS),
    (Metric::ContactPoint, dcat::CONTACT_POINT),
    (Metric::Publisher, dcterms::PUBLISHER),
    (Metric::DateIssued, dcterms::ISSUED),
    (Metric::DateModified, dcterms::MODIFIED),
];

/// The metrics of a distribution that ask only whether a property has a value.
const OF_DISTRIBUTION: [(Metric, &str); 8] = [
    (Metric::DownloadUrl, dcat::DOWNLOAD_URL),
    (Metric::Format, dcterms::FORMAT),
    (Metric::MediaType, dcat::MEDIA_TYPE),
    (Metric::Licence, dcterms::LICENSE),
    (Metric::Rights, dcterms::RIGHTS),
    (Metric::ByteSize, dcat::BYTE_SIZE),
    (Metric::DateIssued, dcterms::ISSUED),
    (Metric::DateModified, dcterms::MODIFIED),
];

/// A set of metrics that are passed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Passed(u32);

impl Passed {
    fn insert(&mut self, metric: Metric) {
        self.0 |= 1 << metric as u32;
    }

    /// Whether a metric is passed.
    pub(super) fn has(self, metric: Metric) -> bool {
        self.0 & 1 << metric as u32 != 0
    }

    /// What either passes.
    pub(super) fn or(self, other: Passed) -> Passed {
        Passed(self.0 | other.0)
    }

    /// The metrics, in order.
    pub(super) fn metrics(self) -> impl Iterator<Item = Metric> {
        Metric::ALL.into_iter().filter(move |metric| self.has(*metric))
    }

    /// The points.
    pub(super) fn points(self) -> u32 {
        self.metrics().map(Metric::weight).sum()
    }
}

/// A graph with the names of its properties looked up.
pub(super) struct Measure<'a> {
    /// The graph.
    pub graph: &'a Graph,
    /// The rules that are counted by.
    pub method: Method,
    of_dataset: Vec<(Metric, TermId)>,
    of_distribution: Vec<(Metric, TermId)>,
}

impl<'a> Measure<'a> {
    /// Looks up what a graph has of the properties that count.
    pub(super) fn new(graph: &'a Graph, method: Method) -> Self {
        let named = |properties: &[(Metric, &str)]| {
            let known = properties.iter().map(|(metric, iri)| (*metric, graph.find_iri(iri)));
            known.filter_map(|(metric, name)| Some((metric, name?))).collect()
        };
        Measure { graph, method, of_dataset: named(&OF_DATASET), of_distribution: named(&OF_DISTRIBUTION) }
    }

    /// What a dataset passes by itself.
    pub(super) fn dataset(&self, dataset: TermId) -> Passed {
        let mut passed = self.present(dataset, &self.of_dataset);
        if self.any_iri(dataset, dcterms::ACCESS_RIGHTS, licence::is_access_right) {
            passed.insert(Metric::AccessRightsVocabulary);
        }
        passed
    }

    /// What a distribution passes.
    pub(super) fn distribution(&self, distribution: TermId) -> Passed {
        let mut passed = self.present(distribution, &self.of_distribution);
        if self.any_iri(distribution, dcterms::LICENSE, licence::is_known) {
            passed.insert(Metric::KnownLicence);
        }
        let mut readings = 0;
        let mut aligned = 0;
        for (property, iri) in [(Property::Format, dcterms::FORMAT), (Property::MediaType, dcat::MEDIA_TYPE)] {
            for value in self.values(distribution, iri) {
                let reading = format::read(self.graph.term(value), property, self.method);
                readings += 1;
                aligned += usize::from(reading.aligned);
                if reading.lists.machine_readable {
                    passed.insert(Metric::MachineReadable);
                }
                if reading.lists.non_proprietary {
                    passed.insert(Metric::NonProprietary);
                }
            }
        }
        if readings > 0 && readings == aligned {
            passed.insert(Metric::FormatVocabulary);
        }
        passed
    }

    /// The values of a property.
    pub(super) fn values(&self, subject: TermId, property: &str) -> impl Iterator<Item = TermId> + '_ {
        let property = self.graph.find_iri(property);
        property.into_iter().flat_map(move |property| self.graph.objects(subject, property))
    }

    fn present(&self, subject: TermId, properties: &[(Metric, TermId)]) -> Passed {
        let mut passed = Passed::default();
        for (metric, property) in properties {
            if self.graph.object(subject, *property).is_some() {
                passed.insert(*metric);
            }
        }
        passed
    }

    fn any_iri(&self, subject: TermId, property: &str, test: fn(&str) -> bool) -> bool {
        self.values(subject, property).any(|value| self.graph.term(value).as_iri().is_some_and(test))
    }
}
