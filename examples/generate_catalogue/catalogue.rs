//! The synthetic catalogue: who publishes, what the datasets hold, and where the faults are.
//!
//! In: [`Options`]. Out: the catalogue, written as it is made, and a [`Summary`] with exact counts.
//! Memory does not grow with the number of datasets. What is written about dataset `n` depends on
//! `n` alone, so a longer catalogue repeats a shorter one and adds to it.
//!
//! Benchmarks and tests take this file in with `#[path]`.

#[path = "syntax.rs"]
mod syntax;
#[path = "words.rs"]
mod words;

use std::fmt;
use std::io::{self, Write};

pub use syntax::Format;
use syntax::{DCAT, DCATAP, DCTERMS, FOAF, Object, SPDX, TripleWriter, VCARD, XSD};
use words::{FREQUENCIES, Numbers, PLACES, SENTENCES, SUBJECTS};

const BASE: &str = "https://data.example.se";
const EU: &str = "http://publications.europa.eu/resource/authority";
const CC0: &str = "http://creativecommons.org/publicdomain/zero/1.0/";
const CC_BY: &str = "http://creativecommons.org/licenses/by/4.0/";
const CC_BY_PAGE: &str = "https://creativecommons.org/licenses/by/4.0/deed.sv";

/// How many datasets one publisher has.
const DATASETS_A_PUBLISHER: u64 = 100;

/// What to write.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// The number of datasets; each has two distributions.
    pub datasets: u64,
    /// The syntax.
    pub format: Format,
    /// Whether to put in the known faults.
    pub faults: bool,
}

/// A known fault, in every dataset whose number leaves `rest` when divided by `every`.
struct Fault {
    rule: &'static str,
    every: u64,
    rest: u64,
}

const FAULTS: [Fault; 6] = [
    Fault {
        rule: "dataset-description-missing",
        every: 10,
        rest: 3,
    },
    Fault {
        rule: "dataset-frequency-repeated",
        every: 25,
        rest: 5,
    },
    Fault {
        rule: "dataset-title-not-text",
        every: 50,
        rest: 7,
    },
    Fault {
        rule: "distribution-access-url-missing",
        every: 20,
        rest: 11,
    },
    Fault {
        rule: "distribution-byte-size-not-a-number",
        every: 40,
        rest: 9,
    },
    Fault {
        rule: "distribution-licence-page",
        every: 30,
        rest: 18,
    },
];
const NO_DESCRIPTION: usize = 0;
const TWO_FREQUENCIES: usize = 1;
const TITLE_IS_IRI: usize = 2;
const NO_ACCESS_URL: usize = 3;
const SIZE_IS_TEXT: usize = 4;
const LICENCE_PAGE: usize = 5;

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// The number of datasets.
    pub datasets: u64,
    /// The number of triples, all of them different.
    pub triples: u64,
    /// How many of each fault there are, in the order of their names.
    pub faults: Vec<(&'static str, u64)>,
}

/// One line of JSON.
impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{{\"datasets\":{},\"triples\":{},\"faults\":{{",
            self.datasets, self.triples
        )?;
        for (position, (rule, count)) in self.faults.iter().enumerate() {
            let comma = if position == 0 { "" } else { "," };
            write!(f, "{comma}\"{rule}\":{count}")?;
        }
        write!(f, "}}}}")
    }
}

/// Writes the catalogue, one node after the other.
pub fn write_catalogue(options: &Options, out: &mut impl Write) -> io::Result<Summary> {
    let mut catalogue = Catalogue {
        writer: TripleWriter::start(options.format, out)?,
        faults: options.faults,
        counts: [0; FAULTS.len()],
    };
    catalogue.catalog(options.datasets)?;
    for index in 0..publishers(options.datasets) {
        catalogue.publisher(index)?;
    }
    for index in 0..options.datasets {
        catalogue.dataset(index)?;
    }
    Ok(Summary {
        datasets: options.datasets,
        triples: catalogue.writer.finish()?,
        faults: FAULTS
            .iter()
            .zip(catalogue.counts)
            .map(|(f, count)| (f.rule, count))
            .collect(),
    })
}

fn publishers(datasets: u64) -> u64 {
    datasets.div_ceil(DATASETS_A_PUBLISHER).max(1)
}

fn place(publisher: u64) -> &'static str {
    PLACES[publisher as usize % PLACES.len()]
}

struct Catalogue<W> {
    writer: TripleWriter<W>,
    faults: bool,
    counts: [u64; FAULTS.len()],
}

impl<W: Write> Catalogue<W> {
    /// Whether this dataset has this fault; each time it has, the fault is counted.
    fn has(&mut self, fault: usize, dataset: u64) -> bool {
        let found = self.faults && dataset % FAULTS[fault].every == FAULTS[fault].rest;
        self.counts[fault] += u64::from(found);
        found
    }

    fn catalog(&mut self, datasets: u64) -> io::Result<()> {
        let w = &mut self.writer;
        w.node(&format!("{BASE}/katalog"), (&DCAT, "Catalog"))?;
        w.property(
            (&DCTERMS, "title"),
            Object::Tagged("Öppna data, samlad katalog", "sv"),
        )?;
        w.property(
            (&DCTERMS, "description"),
            Object::Tagged("Påhittade datamängder för prov och mätning.", "sv"),
        )?;
        w.property((&DCTERMS, "publisher"), Object::Iri(&publisher_iri(0)))?;
        w.property(
            (&DCTERMS, "language"),
            Object::Iri(&format!("{EU}/language/SWE")),
        )?;
        w.property((&DCTERMS, "license"), Object::Iri(CC0))?;
        w.property(
            (&DCTERMS, "issued"),
            Object::Typed("2020-01-15", (&XSD, "date")),
        )?;
        w.property(
            (&DCTERMS, "modified"),
            Object::Typed("2025-11-03", (&XSD, "date")),
        )?;
        w.property(
            (&DCTERMS, "spatial"),
            Object::Iri("http://sws.geonames.org/2661886"),
        )?;
        w.property(
            (&DCAT, "themeTaxonomy"),
            Object::Iri(&format!("{EU}/data-theme")),
        )?;
        w.property((&FOAF, "homepage"), Object::Iri(&format!("{BASE}/")))?;
        for index in 0..datasets {
            w.property((&DCAT, "dataset"), Object::Iri(&dataset_iri(index)))?;
        }
        w.end()
    }

    fn publisher(&mut self, index: u64) -> io::Result<()> {
        let w = &mut self.writer;
        let number = organisation_number(index);
        w.node(&publisher_iri(index), (&FOAF, "Agent"))?;
        w.property(
            (&FOAF, "name"),
            Object::Tagged(&format!("{} kommun {index}", place(index)), "sv"),
        )?;
        w.property(
            (&DCTERMS, "type"),
            Object::Iri("http://purl.org/adms/publishertype/LocalAuthority"),
        )?;
        w.property((&DCTERMS, "identifier"), Object::Plain(&number))?;
        w.property(
            (&FOAF, "homepage"),
            Object::Iri(&format!("https://kommun{index}.example.se/")),
        )?;
        w.end()?;
        w.node(&contact_iri(index), (&VCARD, "Organization"))?;
        w.property(
            (&VCARD, "fn"),
            Object::Tagged(&format!("Öppna data, {} kommun", place(index)), "sv"),
        )?;
        w.property(
            (&VCARD, "hasEmail"),
            Object::Iri(&format!("mailto:oppnadata@kommun{index}.example.se")),
        )?;
        w.end()
    }

    fn dataset(&mut self, index: u64) -> io::Result<()> {
        // Seeds far apart, so that neighbours do not share numbers.
        let mut numbers = Numbers::new(index.wrapping_mul(0xd134_2543_de82_ef95));
        let (swedish, english, theme) = numbers.choose(&SUBJECTS);
        let iri = dataset_iri(index);
        let publisher = index / DATASETS_A_PUBLISHER;
        let place = place(publisher);
        self.writer.node(&iri, (&DCAT, "Dataset"))?;
        self.texts(index, &mut numbers, (swedish, english))?;
        let w = &mut self.writer;
        w.property(
            (&DCTERMS, "publisher"),
            Object::Iri(&publisher_iri(publisher)),
        )?;
        w.property(
            (&DCAT, "contactPoint"),
            Object::Iri(&contact_iri(publisher)),
        )?;
        w.property(
            (&DCTERMS, "identifier"),
            Object::Plain(&format!("dnr-{index:07}")),
        )?;
        for keyword in [swedish, place, "öppna data"] {
            w.property(
                (&DCAT, "keyword"),
                Object::Tagged(&keyword.to_lowercase(), "sv"),
            )?;
        }
        w.property(
            (&DCAT, "keyword"),
            Object::Tagged(&english.to_lowercase(), "en"),
        )?;
        w.property(
            (&DCAT, "theme"),
            Object::Iri(&format!("{EU}/data-theme/{theme}")),
        )?;
        w.property(
            (&DCTERMS, "accessRights"),
            Object::Iri(&format!("{EU}/access-right/PUBLIC")),
        )?;
        let issued = date(&mut numbers, 2012, 2024);
        w.property((&DCTERMS, "issued"), Object::Typed(&issued, (&XSD, "date")))?;
        let modified = format!("{}T0{}:15:00Z", date(&mut numbers, 2025, 2026), index % 10);
        w.property(
            (&DCTERMS, "modified"),
            Object::Typed(&modified, (&XSD, "dateTime")),
        )?;
        w.property(
            (&DCTERMS, "language"),
            Object::Iri(&format!("{EU}/language/SWE")),
        )?;
        w.property(
            (&DCTERMS, "spatial"),
            Object::Iri("http://sws.geonames.org/2661886"),
        )?;
        w.property(
            (&DCAT, "landingPage"),
            Object::Iri(&format!(
                "https://kommun{publisher}.example.se/data/{index}"
            )),
        )?;
        w.blank((&DCTERMS, "temporal"), (&DCTERMS, "PeriodOfTime"))?;
        let start = format!("{}-01-01", numbers.between(2010, 2018));
        w.property((&DCAT, "startDate"), Object::Typed(&start, (&XSD, "date")))?;
        w.property(
            (&DCAT, "endDate"),
            Object::Typed("2024-12-31", (&XSD, "date")),
        )?;
        w.end()?;
        self.frequency(index, &mut numbers)?;
        for number in [1, 2] {
            let distribution = format!("{iri}/{number}");
            self.writer
                .property((&DCAT, "distribution"), Object::Iri(&distribution))?;
        }
        self.writer.end()?;
        self.table(index, swedish, &mut numbers)?;
        self.map(index, swedish, &mut numbers)
    }

    fn texts(
        &mut self,
        index: u64,
        numbers: &mut Numbers,
        (swedish, english): (&str, &str),
    ) -> io::Result<()> {
        let place = place(index / DATASETS_A_PUBLISHER);
        let iri = format!("{}#rubrik", dataset_iri(index));
        let title = format!("{swedish} i {place} {index}");
        let title = if self.has(TITLE_IS_IRI, index) {
            Object::Iri(&iri)
        } else {
            Object::Tagged(&title, "sv")
        };
        let description = sentences(numbers, 4);
        let described = !self.has(NO_DESCRIPTION, index);
        let w = &mut self.writer;
        w.property((&DCTERMS, "title"), title)?;
        let translated = format!("{english} in {place} {index}");
        w.property((&DCTERMS, "title"), Object::Tagged(&translated, "en"))?;
        if described {
            w.property(
                (&DCTERMS, "description"),
                Object::Tagged(&description, "sv"),
            )?;
        }
        Ok(())
    }

    fn frequency(&mut self, index: u64, numbers: &mut Numbers) -> io::Result<()> {
        let code = numbers.choose(&FREQUENCIES);
        let twice = self.has(TWO_FREQUENCIES, index);
        let name = (&DCTERMS, "accrualPeriodicity");
        self.writer
            .property(name, Object::Iri(&format!("{EU}/frequency/{code}")))?;
        if twice {
            self.writer
                .property(name, Object::Iri(&format!("{EU}/frequency/UNKNOWN")))?;
        }
        Ok(())
    }

    /// The first distribution: a table, with its size and checksum.
    fn table(&mut self, index: u64, swedish: &str, numbers: &mut Numbers) -> io::Result<()> {
        let licence = if self.has(LICENCE_PAGE, index) {
            CC_BY_PAGE
        } else {
            CC_BY
        };
        let size_is_text = self.has(SIZE_IS_TEXT, index);
        self.writer.node(
            &format!("{}/1", dataset_iri(index)),
            (&DCAT, "Distribution"),
        )?;
        let w = &mut self.writer;
        w.property(
            (&DCAT, "accessURL"),
            Object::Iri(&file_iri(index, "tabell")),
        )?;
        w.property(
            (&DCAT, "downloadURL"),
            Object::Iri(&file_iri(index, "tabell.csv")),
        )?;
        w.property((&DCTERMS, "format"), Object::Plain("text/csv"))?;
        w.property((&DCTERMS, "license"), Object::Iri(licence))?;
        let size = numbers.between(1_000, 9_999_999);
        if size_is_text {
            let size = format!("{} kB", size / 1_000);
            w.property((&DCAT, "byteSize"), Object::Typed(&size, (&XSD, "string")))?;
        } else {
            let datatype = (&XSD, "nonNegativeInteger");
            w.property(
                (&DCAT, "byteSize"),
                Object::Typed(&size.to_string(), datatype),
            )?;
        }
        w.blank((&SPDX, "checksum"), (&SPDX, "Checksum"))?;
        w.property(
            (&SPDX, "algorithm"),
            Object::Iri("http://spdx.org/rdf/terms#checksumAlgorithm_sha1"),
        )?;
        let (high, middle, low) = (numbers.next(), numbers.next(), numbers.next() >> 32);
        let digest = format!("{high:016x}{middle:016x}{low:08x}");
        w.property(
            (&SPDX, "checksumValue"),
            Object::Typed(&digest, (&XSD, "hexBinary")),
        )?;
        w.end()?;
        self.end_distribution(&format!("{swedish} som tabell"), numbers)
    }

    /// The second distribution: a map layer.
    fn map(&mut self, index: u64, swedish: &str, numbers: &mut Numbers) -> io::Result<()> {
        let reachable = !self.has(NO_ACCESS_URL, index);
        self.writer.node(
            &format!("{}/2", dataset_iri(index)),
            (&DCAT, "Distribution"),
        )?;
        let w = &mut self.writer;
        if reachable {
            w.property((&DCAT, "accessURL"), Object::Iri(&file_iri(index, "karta")))?;
        }
        w.property(
            (&DCAT, "downloadURL"),
            Object::Iri(&file_iri(index, "karta.geojson")),
        )?;
        w.property((&DCTERMS, "format"), Object::Plain("application/geo+json"))?;
        w.property((&DCTERMS, "license"), Object::Iri(CC0))?;
        self.end_distribution(&format!("{swedish} som kartlager"), numbers)
    }

    fn end_distribution(&mut self, title: &str, numbers: &mut Numbers) -> io::Result<()> {
        let description = sentences(numbers, 1);
        let issued = date(numbers, 2021, 2024);
        let w = &mut self.writer;
        w.property((&DCTERMS, "title"), Object::Tagged(title, "sv"))?;
        w.property(
            (&DCTERMS, "description"),
            Object::Tagged(&description, "sv"),
        )?;
        w.property((&DCTERMS, "issued"), Object::Typed(&issued, (&XSD, "date")))?;
        w.property(
            (&DCATAP, "availability"),
            Object::Iri(&format!("{EU}/planned-availability/STABLE")),
        )?;
        w.end()
    }
}

fn dataset_iri(index: u64) -> String {
    format!("{BASE}/datamangd/{index}")
}

fn file_iri(index: u64, name: &str) -> String {
    format!("{BASE}/fil/{index}/{name}")
}

fn publisher_iri(index: u64) -> String {
    format!(
        "http://dataportal.se/organisation/SE{}",
        organisation_number(index)
    )
}

fn contact_iri(index: u64) -> String {
    format!("{BASE}/kontakt/{index}")
}

/// Ten digits in a series that is not in use, with a right check digit (the Luhn algorithm).
/// After 100 000 publishers the numbers begin again.
fn organisation_number(index: u64) -> String {
    let digits = format!("2199{:05}", index % 100_000);
    let sum: u32 = digits
        .bytes()
        .enumerate()
        .map(|(position, byte)| {
            let digit = u32::from(byte - b'0');
            let doubled = if position % 2 == 0 { digit * 2 } else { digit };
            doubled / 10 + doubled % 10
        })
        .sum();
    format!("{digits}{}", (10 - sum % 10) % 10)
}

/// A number of different sentences that follow each other.
fn sentences(numbers: &mut Numbers, count: usize) -> String {
    let first = numbers.next() as usize % SENTENCES.len();
    let chosen: Vec<&str> = SENTENCES
        .iter()
        .cycle()
        .skip(first)
        .take(count)
        .copied()
        .collect();
    chosen.join(" ")
}

/// A date from the start of one year to before the start of another.
fn date(numbers: &mut Numbers, from: u64, to: u64) -> String {
    let (year, month, day) = (
        numbers.between(from, to),
        numbers.between(1, 13),
        numbers.between(1, 29),
    );
    format!("{year}-{month:02}-{day:02}")
}
