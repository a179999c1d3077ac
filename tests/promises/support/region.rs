//! A region in a temporary folder: a config, the files that its sources lead to, and a data directory.

use std::fs;
use std::path::{Path, PathBuf};

/// The folder; it goes when the value goes.
pub struct Region {
    folder: tempfile::TempDir,
}

impl Region {
    /// A region whose config ends in `rest`: settings, then organisations.
    pub fn new(rest: &str) -> Self {
        let region = Region { folder: tempfile::tempdir().expect("a folder can be made") };
        fs::create_dir(region.files()).expect("the folder is new");
        region.configure("Öppna data i provregionen", rest);
        region
    }

    /// Writes the config anew, with another title of the region's catalogue.
    pub fn configure(&self, title: &str, rest: &str) {
        let text = format!(
            r#"
            [region]
            name = "Provregionen"
            title = {{ sv = "{title}", en = "Open data" }}
            description = {{ sv = "Data från provet.", en = "Data of the test." }}
            base_url = "https://data.example.se"
            publisher = {{ iri = "https://data.example.se/id/provregionen", name = "Provregionen", agent_type = "RegionalAuthority" }}
            contact = {{ name = "Öppna data", email = "data@example.se" }}
            [server]
            listen = "127.0.0.1:0"
            [harvest]
            file_root = "files"
            {rest}
            "#
        );
        fs::write(self.config(), text).expect("the folder can be written");
    }

    /// The config file.
    pub fn config(&self) -> PathBuf {
        self.folder.path().join("skord.toml")
    }

    /// The folder of the sources' files.
    pub fn files(&self) -> PathBuf {
        self.folder.path().join("files")
    }

    /// The data directory.
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Writes a source's file.
    pub fn put(&self, name: &str, content: impl AsRef<[u8]>) {
        fs::write(self.files().join(name), content).expect("the folder can be written");
    }
}

/// An organisation with one source of the same id, which may lie on this machine.
pub fn organisation(id: &str, url: &str) -> String {
    format!(
        "[[organisation]]\nid = \"{id}\"\nname = \"{id}\"\n\
         source = [{{ url = \"{url}\", allow_private = [\"127.0.0.0/8\"] }}]\n"
    )
}

/// A folder of the project.
pub fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}
