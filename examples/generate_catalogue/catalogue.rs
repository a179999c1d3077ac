//! The synthetic catalogue: who publishes, what the datasets hold, and where the faults are.
//!
//! In: [`Options`]. Out: the catalogue, written as it is made, and a [`Summary`] with exact counts.
//! Memory does not grow with the number of datasets. What is written about dataset `n` depends on
//! `n` alone, so a longer catalogue repeats a shorter one and adds to it.
//!
//! Benchmarks and tests take this file in with `#[path]`.

#[path = "faults.rs"]
mod faults;
#[path = "syntax.rs"]
mod syntax;
#[path = "words.rs"]
mod words;

use std::fmt;
use std::io::{self, Write};

use faults::{Fault, Faults};
pub use syntax::Format;
use syntax::{DCAT, DCATAP, DCTERMS, FOAF, SPDX, TripleWriter, VCARD};
use words::{FREQUENCIES, Numbers, PLACES, SENTENCES, SUBJECTS};

const BASE: &str = "https://data.example.org";
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
        write!(f, "{{\"datasets\":{},\"triples\":{},\"faults\":{{", self.datasets, self.triples)?;
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
        faults: Faults::new(if options.faults { Fault::ALL } else { &[] }),
    };
    catalogue.catalog(options.datasets)?;
    for index in 0..publishers(options.datasets) {
        catalogue.publisher(index)?;
    }
    for index in 0..options.datasets {
        catalogue.dataset(index)?;
    }
    Ok(Summary { datasets: options.datasets, triples: catalogue.writer.finish()?, faults: catalogue.faults.counts() })
}

fn publishers(datasets: u64) -> u64 {
    datasets.div_ceil(DATASETS_A_PUBLISHER).max(1)
}

fn place(publisher: u64) -> &'static str {
    PLACES[publisher as usize % PLACES.len()]
}

struct Catalogue<W> {
    writer: TripleWriter<W>,
    faults: Faults,
}

impl<W: Write> Catalogue<W> {
    fn catalog(&mut self, datasets: u64) -> io::Result<()> {
        let w = &mut self.writer;
        w.node(&format!("{BASE}/katalog"), (&DCAT, "Catalog"))?;
        w.text((&DCTERMS, "title"), "Öppna data, samlad katalog", "sv")?;
        w.text((&DCTERMS, "description"), "Påhittade datamängder för prov och mätning.", "sv")?;
        w.iri((&DCTERMS, "publisher"), &publisher_iri(0))?;
        w.iri((&DCTERMS, "language"), &format!("{EU}/language/SWE"))?;
        w.iri((&DCTERMS, "license"), CC0)?;
        w.typed((&DCTERMS, "issued"), "2020-01-15", "date")?;
        w.typed((&DCTERMS, "modified"), "2025-01-07", "date")?;
        w.iri((&DCTERMS, "spatial"), "http://sws.geonames.org/2661886")?;
        w.iri((&DCAT, "themeTaxonomy"), &format!("{EU}/data-theme"))?;
        w.iri((&FOAF, "homepage"), &format!("{BASE}/"))?;
        for index in 0..datasets {
            w.iri((&DCAT, "dataset"), &dataset_iri(index))?;
        }
        w.end()
    }

    fn publisher(&mut self, index: u64) -> io::Result<()> {
        let w = &mut self.writer;
        let number = organisation_number(index);
        w.node(&publisher_iri(index), (&FOAF, "Agent"))?;
        w.text((&FOAF, "name"), &format!("{} kommun {index}", place(index)), "sv")?;
        w.iri((&DCTERMS, "type"), "http://purl.org/adms/publishertype/LocalAuthority")?;
        w.plain((&DCTERMS, "identifier"), &number)?;
        w.iri((&FOAF, "homepage"), &format!("https://kommun{index}.example.org/"))?;
        w.end()?;
        w.node(&contact_iri(index), (&VCARD, "Organization"))?;
        w.text((&VCARD, "fn"), &format!("Öppna data, {} kommun", place(index)), "sv")?;
        w.iri((&VCARD, "hasEmail"), &format!("mailto:oppnadata@kommun{index}.example.org"))?;
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
        w.iri((&DCTERMS, "publisher"), &publisher_iri(publisher))?;
        w.iri((&DCAT, "contactPoint"), &contact_iri(publisher))?;
        w.plain((&DCTERMS, "identifier"), &format!("dnr-{index:07}"))?;
        for keyword in [swedish, place, "öppna data"] {
            w.text((&DCAT, "keyword"), &keyword.to_lowercase(), "sv")?;
        }
        w.text((&DCAT, "keyword"), &english.to_lowercase(), "en")?;
        w.iri((&DCAT, "theme"), &format!("{EU}/data-theme/{theme}"))?;
        w.iri((&DCTERMS, "accessRights"), &format!("{EU}/access-right/PUBLIC"))?;
        let issued = date(&mut numbers, 2012, 2024);
        w.typed((&DCTERMS, "issued"), &issued, "date")?;
        let modified = format!("{}T0{}:15:00Z", date(&mut numbers, 2024, 2025), index % 10);
        w.typed((&DCTERMS, "modified"), &modified, "dateTime")?;
        w.iri((&DCTERMS, "language"), &format!("{EU}/language/SWE"))?;
        w.iri((&DCTERMS, "spatial"), "http://sws.geonames.org/2661886")?;
        w.iri((&DCAT, "landingPage"), &format!("https://kommun{publisher}.example.org/data/{index}"))?;
        w.blank((&DCTERMS, "temporal"), (&DCTERMS, "PeriodOfTime"))?;
        let start = format!("{}-01-01", numbers.between(2010, 2018));
        w.typed((&DCAT, "startDate"), &start, "date")?;
        w.typed((&DCAT, "endDate"), "2023-12-31", "date")?;
        w.end()?;
        self.frequency(index, &mut numbers)?;
        for number in [1, 2] {
            let distribution = format!("{iri}/{number}");
            self.writer.iri((&DCAT, "distribution"), &distribution)?;
        }
        self.writer.end()?;
        self.table(index, swedish, &mut numbers)?;
        self.map(index, swedish, &mut numbers)
    }

    fn texts(&mut self, index: u64, numbers: &mut Numbers, (swedish, english): (&str, &str)) -> io::Result<()> {
        let place = place(index / DATASETS_A_PUBLISHER);
        let title_is_iri = self.faults.has(Fault::TitleIsIri, index);
        let description = sentences(numbers, 4);
        let described = !self.faults.has(Fault::NoDescription, index);
        let w = &mut self.writer;
        if title_is_iri {
            w.iri((&DCTERMS, "title"), &format!("{}#rubrik", dataset_iri(index)))?;
        } else {
            w.text((&DCTERMS, "title"), &format!("{swedish} i {place} {index}"), "sv")?;
        }
        let translated = format!("{english} in {place} {index}");
        w.text((&DCTERMS, "title"), &translated, "en")?;
        if described {
            w.text((&DCTERMS, "description"), &description, "sv")?;
        }
        Ok(())
    }

    fn frequency(&mut self, index: u64, numbers: &mut Numbers) -> io::Result<()> {
        let code = numbers.choose(&FREQUENCIES);
        let twice = self.faults.has(Fault::TwoFrequencies, index);
        let name = (&DCTERMS, "accrualPeriodicity");
        self.writer.iri(name, &format!("{EU}/frequency/{code}"))?;
        if twice {
            self.writer.iri(name, &format!("{EU}/frequency/UNKNOWN"))?;
        }
        Ok(())
    }

    /// The first distribution: a table, with its size and checksum.
    fn table(&mut self, index: u64, swedish: &str, numbers: &mut Numbers) -> io::Result<()> {
        let licence = if self.faults.has(Fault::LicencePage, index) { CC_BY_PAGE } else { CC_BY };
        let size_is_text = self.faults.has(Fault::SizeIsText, index);
        self.writer.node(&format!("{}/1", dataset_iri(index)), (&DCAT, "Distribution"))?;
        let w = &mut self.writer;
        w.iri((&DCAT, "accessURL"), &file_iri(index, "tabell"))?;
        w.iri((&DCAT, "downloadURL"), &file_iri(index, "tabell.csv"))?;
        w.plain((&DCTERMS, "format"), "text/csv")?;
        w.iri((&DCTERMS, "license"), licence)?;
        let size = numbers.between(1_000, 9_999_999);
        if size_is_text {
            let size = format!("{} kB", size / 1_000);
            w.typed((&DCAT, "byteSize"), &size, "string")?;
        } else {
            w.typed((&DCAT, "byteSize"), &size.to_string(), "nonNegativeInteger")?;
        }
        w.blank((&SPDX, "checksum"), (&SPDX, "Checksum"))?;
        w.iri((&SPDX, "algorithm"), "http://spdx.org/rdf/terms#checksumAlgorithm_sha1")?;
        let (high, middle, low) = (numbers.next(), numbers.next(), numbers.next() >> 32);
        let digest = format!("{high:016x}{middle:016x}{low:08x}");
        w.typed((&SPDX, "checksumValue"), &digest, "hexBinary")?;
        w.end()?;
        self.end_distribution(&format!("{swedish} som tabell"), numbers)
    }

    /// The second distribution: a map layer.
    fn map(&mut self, index: u64, swedish: &str, numbers: &mut Numbers) -> io::Result<()> {
        let reachable = !self.faults.has(Fault::NoAccessUrl, index);
        self.writer.node(&format!("{}/2", dataset_iri(index)), (&DCAT, "Distribution"))?;
        let w = &mut self.writer;
        if reachable {
            w.iri((&DCAT, "accessURL"), &file_iri(index, "karta"))?;
        }
        w.iri((&DCAT, "downloadURL"), &file_iri(index, "karta.geojson"))?;
        w.plain((&DCTERMS, "format"), "application/geo+json")?;
        w.iri((&DCTERMS, "license"), CC0)?;
        self.end_distribution(&format!("{swedish} som kartlager"), numbers)
    }

    fn end_distribution(&mut self, title: &str, numbers: &mut Numbers) -> io::Result<()> {
        let description = sentences(numbers, 1);
        let issued = date(numbers, 2021, 2024);
        let w = &mut self.writer;
        w.text((&DCTERMS, "title"), title, "sv")?;
        w.text((&DCTERMS, "description"), &description, "sv")?;
        w.typed((&DCTERMS, "issued"), &issued, "date")?;
        w.iri((&DCATAP, "availability"), &format!("{EU}/planned-availability/STABLE"))?;
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
    format!("http://dataportal.se/organisation/SE{}", organisation_number(index))
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
    let chosen: Vec<&str> = SENTENCES.iter().cycle().skip(first).take(count).copied().collect();
    chosen.join(" ")
}

/// A date from the start of one year to before the start of another.
fn date(numbers: &mut Numbers, from: u64, to: u64) -> String {
    let (year, month, day) = (numbers.between(from, to), numbers.between(1, 13), numbers.between(1, 29));
    format!("{year}-{month:02}-{day:02}")
}
