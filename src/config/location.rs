//! Where a source is: an address, or a file below the one folder that is open for them.
//!
//! In go the `url` of a source and `harvest.file_root`; out comes a [`Location`]. Nothing is
//! opened here, so links in the file system are for the reader of the file to judge.

use std::path::{Component, Path, PathBuf};

use toml::de::DeValue;
use url::Url;

use super::model::Location;

/// Reads a `url`: `http:`, `https:`, or `file:` with a path relative to the root.
pub(super) fn location(value: &DeValue, root: Option<&Path>) -> Result<Location, String> {
    let expected = "an address such as https://example.org/catalog.rdf, or file:catalog.rdf";
    let text = value.as_str().map(str::trim).unwrap_or_default();
    match Url::parse(text).ok() {
        Some(url) if url.scheme() == "file" => file(text, &url, root).map(Location::File),
        Some(url) if !matches!(url.scheme(), "http" | "https") => Err("an http, https or file address".to_owned()),
        Some(url) if !url.username().is_empty() || url.password().is_some() => {
            Err("an address without user and password; give them by authorization = { env = \"NAME\" }".to_owned())
        }
        Some(url) => Ok(Location::Http(url)),
        None => Err(expected.to_owned()),
    }
}

/// A file below the root. A URL has no relative paths of its own: `file:a` is read as `/a`, and
/// that is then taken below the root.
fn file(text: &str, url: &Url, root: Option<&Path>) -> Result<PathBuf, String> {
    let root = root.ok_or("a file address only when harvest.file_root names the folder it is in")?;
    let outside = || format!("a path below harvest.file_root ({}), without ..", root.display());
    let path = text.split_once(':').map_or("", |(_, path)| path);
    let plain = !path.contains(['?', '#', '\\']);
    // The URL standard resolves dots, also written as %2e, before anyone can see them.
    let dots = path.to_lowercase().replace("%2e", ".").split('/').any(|segment| segment == "..");
    if !plain || dots {
        return Err(outside());
    }
    let absolute = url.to_file_path().map_err(|()| outside())?;
    let path =
        if path.starts_with('/') { absolute } else { root.join(absolute.strip_prefix("/").map_err(|_| outside())?) };
    // A decoded %2f may have brought new segments, and %00 what no path can hold.
    let normal = path.strip_prefix(root).is_ok_and(|below| {
        below.components().next().is_some()
            && below.components().all(|component| matches!(component, Component::Normal(_)))
    });
    let printable = !path.as_os_str().as_encoded_bytes().contains(&0);
    if normal && printable { Ok(path) } else { Err(outside()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(url: &str) -> Result<Location, String> {
        location(&DeValue::String(url.into()), Some(Path::new("/srv/files")))
    }

    #[test]
    fn a_file_is_below_the_root() {
        for (url, path) in [
            ("file:a/b.rdf", "/srv/files/a/b.rdf"),
            ("file:med%20mellanrum/å.ttl", "/srv/files/med mellanrum/å.ttl"),
            ("file:///srv/files/a.rdf", "/srv/files/a.rdf"),
            ("file:/srv/files/a.rdf", "/srv/files/a.rdf"),
            ("file:./a.rdf", "/srv/files/a.rdf"),
        ] {
            assert_eq!(at(url), Ok(Location::File(PathBuf::from(path))), "{url}");
        }
    }

    #[test]
    fn no_spelling_leads_out_of_the_root() {
        for url in [
            "file:",
            "file:.",
            "file:..",
            "file:../x.rdf",
            "file:a/../b.rdf",
            "file:%2e%2e/x.rdf",
            "file:.%2E/x.rdf",
            "file:..%2fx.rdf",
            "file:a%2f..%2f..%2f..%2fetc%2fpasswd",
            "file:..\\x.rdf",
            "file:///etc/passwd",
            "file:/etc/passwd",
            "file:////etc/passwd",
            "file://host/srv/files/a.rdf",
            "file:///srv/files-of-others/a.rdf",
            "file:///srv/files",
            "file:///srv/files/../x.rdf",
            "file:a.rdf?x",
            "file:a.rdf#x",
            "file:a%00.rdf",
            " FILE:/etc/passwd",
        ] {
            assert!(at(url).is_err(), "{url}: {:?}", at(url));
        }
    }

    #[test]
    fn an_address_has_a_known_scheme_and_no_password() {
        assert!(matches!(at("https://example.org/a?b=c"), Ok(Location::Http(_))));
        for url in [
            "ftp://example.org/a",
            "example.org/a",
            "./a:b",
            "../a:b",
            "user:secret@example.org/a",
            "/a",
            "",
            "https://",
            "https://user:secret@example.org/a",
            "data:text/plain,x",
        ] {
            assert!(at(url).is_err(), "{url}");
        }
    }
}
