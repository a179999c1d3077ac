//! Publishing: the merged catalogue as files, proved before anyone sees them.
//!
//! In: the region's own catalogue as a graph, and the resources one after another. Out: a directory with one file a format,
//! written beside its place, read back, counted, then renamed: a [`Snapshot`].
//! Must not: decide what belongs to the catalogue, know the store, or touch a snapshot that exists.

mod catalogue;
mod dangling;
mod fitness;
mod gate;
mod strict;

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::rdf::write::{Document, Prefixes, WriteError};
use crate::rdf::{Caps, Format, Graph, parse_whole};

use dangling::References;

pub use catalogue::{Catalogue, publisher};
pub use dangling::Dangling;
pub use fitness::{Fitness, fitness};
pub use gate::GateError;

/// The formats of a feed, the portal's first.
pub const FORMATS: [Format; 4] = [Format::RdfXml, Format::Turtle, Format::NTriples, Format::JsonLd];

/// A published set of files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// Names the directory; from the content, so that the same catalogue has the same id.
    pub id: String,
    /// Datasets in it.
    pub datasets: usize,
    /// Triples in it.
    pub triples: usize,
    /// One a format, in the order of [`FORMATS`].
    pub files: Vec<SnapshotFile>,
}

/// A file of a snapshot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SnapshotFile {
    /// Its format.
    pub format: Format,
    /// Its size in bytes.
    pub bytes: u64,
    /// The SHA-256 of its bytes, as hexadecimal digits.
    pub sha256: String,
}

/// Why nothing was published.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// A file cannot be written.
    #[error("the snapshot cannot be written below {path}: {source}")]
    Io {
        /// The directory of the snapshots.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The region's own catalogue, from the config, cannot be written.
    #[error("the region's own description cannot be published: {0}")]
    Region(WriteError),
    /// What was written is not what should have been.
    #[error(transparent)]
    Gate(#[from] GateError),
}

/// Where a file of a snapshot lies.
pub fn file_path(snapshots: &Path, id: &str, extension: &str) -> PathBuf {
    snapshots.join(id).join(format!("catalog.{extension}"))
}

/// Whether all files of a snapshot are there.
pub fn is_complete(snapshots: &Path, id: &str) -> bool {
    FORMATS.iter().all(|format| file_path(snapshots, id, format.extension()).is_file())
}

/// A snapshot being written.
pub struct Draft {
    snapshots: PathBuf,
    directory: tempfile::TempDir,
    documents: Vec<Document<BufWriter<Hashing>>>,
    datasets: usize,
    triples: usize,
    resources: usize,
    references: References,
    quarantined: Vec<(String, String)>,
    left_out: Vec<(String, String)>,
}

impl Draft {
    /// Begins a snapshot below the directory, with the region's own description.
    ///
    /// # Errors
    /// If the directory cannot be written.
    pub fn begin(snapshots: &Path, region: &Graph) -> Result<Self, PublishError> {
        let io = |source| PublishError::Io { path: snapshots.to_owned(), source };
        fs::create_dir_all(snapshots).map_err(io)?;
        let directory = tempfile::Builder::new().prefix(".draft-").tempdir_in(snapshots).map_err(io)?;
        let mut documents = Vec::new();
        for format in FORMATS {
            let path = directory.path().join(format!("catalog.{}", format.extension()));
            let out = BufWriter::with_capacity(1 << 18, Hashing::create(&path).map_err(io)?);
            documents.push(Document::start(out, format, Prefixes::all()).map_err(PublishError::Region)?);
        }
        let mut draft = Draft {
            snapshots: snapshots.to_owned(),
            directory,
            documents,
            datasets: 0,
            triples: 0,
            resources: 0,
            references: References::default(),
            quarantined: Vec::new(),
            left_out: Vec::new(),
        };
        draft.own(region, "region")?;
        Ok(draft)
    }

    /// Adds a description of the region's own.
    ///
    /// # Errors
    /// If a file cannot be written.
    pub fn own(&mut self, graph: &Graph, label: &str) -> Result<(), PublishError> {
        for document in &mut self.documents {
            document.fragment(graph, label).map_err(PublishError::Region)?;
        }
        self.references.note(label, graph);
        self.triples += graph.len();
        Ok(())
    }

    /// Adds a resource from its canonical N-Triples, without the descriptions of the nodes in `left_out`.
    ///
    /// A resource that cannot be read any more, or that a syntax cannot express, is left out of all and noted.
    ///
    /// # Errors
    /// If a file cannot be written.
    pub fn resource(&mut self, iri: &str, n_triples: &str, left_out: &[String]) -> Result<(), PublishError> {
        let parsed = match parse_whole(n_triples.as_bytes(), Format::NTriples, iri, &Caps::default()) {
            Ok(parsed) => parsed,
            Err(error) => {
                self.quarantined.push((iri.to_owned(), format!("the stored description is damaged: {error}")));
                return Ok(());
            }
        };
        if !strict::is_valid(iri) {
            self.quarantined.push((iri.to_owned(), "its address is not valid".to_owned()));
            return Ok(());
        }
        let (graph, reasons) = strict::strict(catalogue::without(parsed.graph, left_out));
        self.left_out.extend(reasons.into_iter().map(|reason| (iri.to_owned(), reason)));
        let label = format!("r{}b", self.resources);
        self.resources += 1;
        // RDF/XML, the only syntax that cannot express everything, comes first: what it refuses stands in no file.
        for document in &mut self.documents {
            match document.fragment(&graph, &label) {
                Ok(()) => {}
                Err(WriteError::Io(source)) => {
                    return Err(PublishError::Io { path: self.snapshots.clone(), source });
                }
                Err(error) => {
                    self.quarantined.push((iri.to_owned(), error.to_string()));
                    return Ok(());
                }
            }
        }
        self.references.note(iri, &graph);
        self.datasets += catalogue::datasets(&graph);
        self.triples += graph.len();
        Ok(())
    }

    /// References to distributions, publishers, contact points, datasets and series that nothing in the draft describes, sorted.
    pub fn dangling(&self) -> Vec<Dangling> {
        self.references.dangling()
    }

    /// Single statements that no syntax, or not every one, can express: the resource and the reason.
    pub fn left_out(&self) -> &[(String, String)] {
        &self.left_out
    }

    /// The resources that were left out of every file, with the reason. What stands in the files may
    /// still lead there: a draft with any is not to be finished.
    pub fn quarantined(&self) -> &[(String, String)] {
        &self.quarantined
    }

    /// Ends the files, reads them back, and puts the snapshot in its place in one step.
    ///
    /// # Errors
    /// If a file cannot be written, or does not read back as what was written; then nothing is left behind.
    pub fn finish(self) -> Result<Snapshot, PublishError> {
        let io = |source| PublishError::Io { path: self.snapshots.clone(), source };
        let mut files = Vec::new();
        for (document, format) in self.documents.into_iter().zip(FORMATS) {
            let out = document.finish().map_err(|error| self_io(&self.snapshots, error))?;
            let (bytes, sha256) =
                out.into_inner().map_err(|error| error.into_error()).and_then(Hashing::finish).map_err(io)?;
            files.push(SnapshotFile { format, bytes, sha256 });
        }
        for file in &files {
            let path = self.directory.path().join(format!("catalog.{}", file.format.extension()));
            gate::check(&path, file.format, gate::Expected { datasets: self.datasets, triples: self.triples })?;
        }
        let id = name(&files);
        let place = self.snapshots.join(&id);
        File::open(self.directory.path()).and_then(|directory| directory.sync_all()).map_err(io)?;
        // A snapshot that lost a file makes room for its whole self.
        if !is_complete(&self.snapshots, &id) {
            if place.exists() {
                fs::remove_dir_all(&place).map_err(io)?;
            }
            // The draft's own deletion is switched off only when it has its name.
            fs::rename(self.directory.path(), &place).map_err(io)?;
            let _renamed = self.directory.keep();
            File::open(&self.snapshots).and_then(|directory| directory.sync_all()).map_err(io)?;
        }
        Ok(Snapshot { id, datasets: self.datasets, triples: self.triples, files })
    }
}

/// The same name means the same bytes in every file: another version of the program may lay one of them out differently.
fn name(files: &[SnapshotFile]) -> String {
    let mut hasher = Sha256::new();
    for file in files {
        hasher.update(&file.sha256);
    }
    hasher.finalize()[..8].iter().map(|byte| format!("{byte:02x}")).collect()
}

fn self_io(snapshots: &Path, error: WriteError) -> PublishError {
    match error {
        WriteError::Io(source) => PublishError::Io { path: snapshots.to_owned(), source },
        error => PublishError::Region(error),
    }
}

/// Removes drafts that a killed process left, and the snapshots of the given ids.
///
/// # Errors
/// If the directory cannot be read or something in it not removed.
pub fn tidy(snapshots: &Path, kept: &[String]) -> io::Result<()> {
    let entries = match fs::read_dir(snapshots) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries?,
    };
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if !kept.contains(&name) {
            fs::remove_dir_all(entry.path())?;
        }
    }
    Ok(())
}

/// A file that hashes what is written to it.
struct Hashing {
    file: File,
    hasher: Sha256,
    bytes: u64,
}

impl Hashing {
    fn create(path: &Path) -> io::Result<Self> {
        Ok(Hashing { file: File::create_new(path)?, hasher: Sha256::new(), bytes: 0 })
    }

    fn finish(self) -> io::Result<(u64, String)> {
        self.file.sync_all()?;
        Ok((self.bytes, self.hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()))
    }
}

impl Write for Hashing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.hasher.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}
