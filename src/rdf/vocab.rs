//! Vocabulary constants: the IRIs that the code names, one module a namespace, and the prefixes that writers use.

macro_rules! namespace {
    ($(#[$doc:meta])* $module:ident, $namespace:literal, { $($name:ident = $local:literal),* $(,)? }) => {
        $(#[$doc])*
        pub mod $module {
            /// The namespace IRI.
            pub const NS: &str = $namespace;
            $(#[doc = concat!("`", $namespace, $local, "`")] pub const $name: &str = concat!($namespace, $local);)*
        }
    };
}

namespace!(/// RDF syntax (RDF 1.1 Concepts).
rdf, "http://www.w3.org/1999/02/22-rdf-syntax-ns#", {
    TYPE = "type", VALUE = "value", FIRST = "first", REST = "rest", NIL = "nil", LANG_STRING = "langString",
    HTML = "HTML", XML_LITERAL = "XMLLiteral", LIST = "List", PROPERTY = "Property",
    STATEMENT = "Statement", SUBJECT = "subject", PREDICATE = "predicate", OBJECT = "object",
});
namespace!(/// RDF Schema 1.1.
rdfs, "http://www.w3.org/2000/01/rdf-schema#", {
    LABEL = "label", SUB_CLASS_OF = "subClassOf", CLASS = "Class", SEE_ALSO = "seeAlso", COMMENT = "comment",
});
namespace!(/// XML Schema datatypes.
xsd, "http://www.w3.org/2001/XMLSchema#", {
    STRING = "string", BOOLEAN = "boolean", INTEGER = "integer", DECIMAL = "decimal", DOUBLE = "double", FLOAT = "float",
    DATE = "date", DATE_TIME = "dateTime", G_YEAR = "gYear", G_YEAR_MONTH = "gYearMonth",
    NON_NEGATIVE_INTEGER = "nonNegativeInteger", DURATION = "duration", ANY_URI = "anyURI",
});
namespace!(/// OWL 2.
owl, "http://www.w3.org/2002/07/owl#", { SAME_AS = "sameAs", VERSION_INFO = "versionInfo" });
namespace!(/// DCMI Metadata Terms.
dcterms, "http://purl.org/dc/terms/", {
    TITLE = "title", DESCRIPTION = "description", PUBLISHER = "publisher", CREATOR = "creator", LICENSE = "license",
    LICENSE_DOCUMENT = "LicenseDocument", LANGUAGE = "language", ISSUED = "issued", MODIFIED = "modified",
    ACCRUAL_PERIODICITY = "accrualPeriodicity", IDENTIFIER = "identifier", HAS_PART = "hasPart", IS_PART_OF = "isPartOf",
    TYPE = "type", TEMPORAL = "temporal", PERIOD_OF_TIME = "PeriodOfTime", SPATIAL = "spatial", FORMAT = "format",
    ACCESS_RIGHTS = "accessRights", RIGHTS = "rights", CONFORMS_TO = "conformsTo", SUBJECT = "subject", RELATION = "relation",
    W3CDTF = "W3CDTF",
    HAS_VERSION = "hasVersion", IS_VERSION_OF = "isVersionOf", PROVENANCE = "provenance",
    PROVENANCE_STATEMENT = "ProvenanceStatement", LOCATION = "Location",
});
namespace!(/// Data Catalog Vocabulary 3.
dcat, "http://www.w3.org/ns/dcat#", {
    CATALOG = "Catalog", DATASET = "Dataset", DATASET_SERIES = "DatasetSeries", DISTRIBUTION = "Distribution",
    DATA_SERVICE = "DataService", CATALOG_RECORD = "CatalogRecord",
    HAS_DATASET = "dataset", HAS_SERVICE = "service", HAS_CATALOG = "catalog", HAS_DISTRIBUTION = "distribution",
    RECORD = "record", ACCESS_URL = "accessURL", DOWNLOAD_URL = "downloadURL", ENDPOINT_URL = "endpointURL",
    LANDING_PAGE = "landingPage", CONTACT_POINT = "contactPoint", KEYWORD = "keyword", THEME = "theme",
    MEDIA_TYPE = "mediaType", BYTE_SIZE = "byteSize", ACCESS_SERVICE = "accessService", SERVES_DATASET = "servesDataset",
    START_DATE = "startDate", END_DATE = "endDate", IN_SERIES = "inSeries", THEME_TAXONOMY = "themeTaxonomy",
    ENDPOINT_DESCRIPTION = "endpointDescription", DATASET_SERVICE = "DatasetService", RELATIONSHIP = "Relationship",
    VERSION = "version", HAS_VERSION = "hasVersion", IS_VERSION_OF = "isVersionOf", ROLE = "role", HAD_ROLE = "hadRole",
    IDENTIFIER = "identifier", BBOX = "bbox", CENTROID = "centroid",
});
namespace!(/// DCAT-AP's own terms.
dcatap, "http://data.europa.eu/r5r/", { APPLICABLE_LEGISLATION = "applicableLegislation", HVD_CATEGORY = "hvdCategory", AVAILABILITY = "availability" });
namespace!(/// FOAF 0.1.
foaf, "http://xmlns.com/foaf/0.1/", {
    AGENT = "Agent", ORGANIZATION = "Organization", PERSON = "Person", GROUP = "Group", NAME = "name", MBOX = "mbox",
    HOMEPAGE = "homepage", PAGE = "page", DOCUMENT = "Document",
});
namespace!(/// vCard ontology (2014).
vcard, "http://www.w3.org/2006/vcard/ns#", {
    KIND = "Kind", ORGANIZATION = "Organization", INDIVIDUAL = "Individual", GROUP = "Group", LOCATION = "Location",
    WORK = "Work", HOME = "Home", VCARD = "VCard",
    FN = "fn", HAS_EMAIL = "hasEmail", HAS_TELEPHONE = "hasTelephone", HAS_VALUE = "hasValue", HAS_URL = "hasURL",
    EMAIL = "email", VOICE = "Voice", HAS_ADDRESS = "hasAddress", ADDRESS = "Address", STREET_ADDRESS = "street-address",
    POSTAL_CODE = "postal-code", LOCALITY = "locality", COUNTRY_NAME = "country-name", REGION = "region",
});
namespace!(/// Asset Description Metadata Schema.
adms, "http://www.w3.org/ns/adms#", {
    STATUS = "status", IDENTIFIER = "identifier", VERSION = "version", VERSION_NOTES = "versionNotes",
    CONTACT_POINT = "contactPoint",
});
namespace!(/// The provenance ontology.
prov, "http://www.w3.org/ns/prov#", {
    ATTRIBUTION = "Attribution", QUALIFIED_ATTRIBUTION = "qualifiedAttribution", AGENT = "agent",
});
namespace!(/// ISA Core Location Vocabulary.
locn, "http://www.w3.org/ns/locn#", { GEOMETRY = "geometry" });
namespace!(/// The organization ontology, in the https form that DCAT-AP-SE 3.0.1 uses.
org, "https://www.w3.org/ns/org#", { CLASSIFICATION = "classification" });
namespace!(/// The organization ontology, in its own form.
org_http, "http://www.w3.org/ns/org#", { CLASSIFICATION = "classification" });
namespace!(/// schema.org (the http form, which DCAT-AP 1 used).
schema, "http://schema.org/", { START_DATE = "startDate", END_DATE = "endDate" });
namespace!(/// schema.org (the https form, seen in feeds).
schema_https, "https://schema.org/", { START_DATE = "startDate", END_DATE = "endDate" });
namespace!(/// GeoSPARQL 1.1.
gsp, "http://www.opengis.net/ont/geosparql#", { WKT_LITERAL = "wktLiteral", GEO_JSON_LITERAL = "geoJSONLiteral" });
namespace!(/// SKOS.
skos, "http://www.w3.org/2004/02/skos/core#", { NOTATION = "notation", PREF_LABEL = "prefLabel" });
namespace!(/// SPDX 2.3.
spdx, "http://spdx.org/rdf/terms#", { ALGORITHM = "algorithm" });
namespace!(/// Hydra Core.
hydra, "http://www.w3.org/ns/hydra/core#", {
    PAGED_COLLECTION = "PagedCollection", PARTIAL_COLLECTION_VIEW = "PartialCollectionView", VIEW = "view",
    NEXT = "next", NEXT_PAGE = "nextPage", TOTAL_ITEMS = "totalItems", MEMBER = "member",
});
namespace!(/// SHACL.
sh, "http://www.w3.org/ns/shacl#", {
    VIOLATION = "Violation", WARNING = "Warning", INFO = "Info", VALIDATION_REPORT = "ValidationReport",
    NODE_SHAPE = "NodeShape", PROPERTY_SHAPE = "PropertyShape", PROPERTY = "property", PATH = "path", MESSAGE = "message",
    SEVERITY = "severity", NAME = "name", TARGET_CLASS = "targetClass", DEACTIVATED = "deactivated",
});

/// Prefixes that writers use, sorted by prefix. Only those that a document needs are declared.
pub const PREFIXES: &[(&str, &str)] = &[
    ("adms", adms::NS),
    ("dcat", dcat::NS),
    ("dcatap", dcatap::NS),
    ("dcterms", dcterms::NS),
    ("foaf", foaf::NS),
    ("gsp", gsp::NS),
    ("hydra", hydra::NS),
    ("locn", locn::NS),
    ("odrs", "http://schema.theodi.org/odrs#"),
    ("org", org_http::NS),
    ("owl", owl::NS),
    ("prov", prov::NS),
    ("rdf", rdf::NS),
    ("rdfs", rdfs::NS),
    ("schema", schema::NS),
    ("sh", sh::NS),
    ("skos", skos::NS),
    ("spdx", spdx::NS),
    ("vcard", vcard::NS),
    ("xsd", xsd::NS),
];

#[cfg(test)]
mod tests {
    #[test]
    fn prefixes_are_sorted_and_bound_once() {
        assert!(super::PREFIXES.windows(2).all(|w| w[0].0 < w[1].0));
        let mut namespaces: Vec<_> = super::PREFIXES.iter().map(|p| p.1).collect();
        namespaces.sort_unstable();
        namespaces.dedup();
        assert_eq!(namespaces.len(), super::PREFIXES.len());
    }
}
