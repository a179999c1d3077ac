//! What the service may reach and how: networks, ports, a proxy, issuers of certificates.
//!
//! In go the keys of `[harvest]`, of a source and of `[notify]` that are about the network; out come their resolved forms.
//! Which addresses are public is not known here: whoever knows makes a [`Mistake`](super::Mistake) of the place of a `url`.

use std::fs::File;
use std::io::{self, Read};
use std::net::IpAddr;
use std::path::{Path, PathBuf};

use ipnet::IpNet;
use toml::de::DeValue;

use super::form;
use super::model::Proxy;
use super::quantity;
use super::reader::Section;
use super::secret::secret;

/// The most that a file of certificates may have, in bytes.
const LARGEST: u64 = 10_000_000;

/// Reads `allow_private`: networks or single IP addresses; the inner `None` when it is absent.
pub(super) fn allow_private(section: &Section) -> Option<Option<Vec<IpNet>>> {
    section.list("allow_private", "[\"10.1.0.0/16\"]", |value| {
        let text = value.as_str().map(str::trim).unwrap_or_default();
        let network = text.parse().or_else(|_| text.parse::<IpAddr>().map(IpNet::from));
        let network = network.map_err(|_| "a network such as \"10.1.0.0/16\", or an IP address".to_owned())?;
        match network.prefix_len() {
            // Whoever means this means to have no guard.
            0 => Err("a network that is smaller than all of the Internet".to_owned()),
            _ => Ok(network.trunc()),
        }
    })
}

/// Reads `ports`; the inner `None` when it is absent.
pub(super) fn ports(section: &Section) -> Option<Option<Vec<u16>>> {
    section.list("ports", "[8080]", |value| {
        let port = quantity::count(value, u16::MAX.into())?;
        u16::try_from(port).map_err(|error| error.to_string())
    })
}

/// Reads `proxy`, with the user and password of `proxy_credentials` in it; the inner `None` when there is none.
pub(super) fn proxy(section: &Section) -> Option<Option<Proxy>> {
    let proxy = section.optional("proxy", |value| {
        let expected = "an http or https address of a host and perhaps a port, such as http://proxy.example.org:3128; \
                        give user and password by proxy_credentials = { env = \"NAME\" }";
        let url = form::web_address(value).map_err(|_| expected.to_owned())?;
        match url.path() == "/" && url.query().is_none() && url.fragment().is_none() {
            true => Ok(url),
            false => Err(expected.to_owned()),
        }
    });
    let credentials = secret(section, "proxy_credentials");
    if let (Some(entry), Some(None)) = (section.entry("proxy_credentials"), &proxy) {
        entry.refuse_shown("credentials for no proxy".to_owned(), "some only beside a proxy");
        return None;
    }
    let (proxy, credentials) = (proxy?, credentials?);
    let Some(mut proxy) = proxy else { return Some(None) };
    let Some(credentials) = credentials else { return Some(Some(Proxy(proxy))) };
    let named = credentials.reveal().split_once(':').and_then(|(user, password)| {
        proxy.set_username(user).ok()?;
        proxy.set_password(Some(password)).ok()
    });
    if named.is_none() {
        let entry = section.entry("proxy_credentials")?;
        entry.refuse_shown("a secret that is not shown".to_owned(), "one that holds a user, a colon and a password");
        return None;
    }
    Some(Some(Proxy(proxy)))
}

/// Reads `trusted_certificates`, absolute; the inner `None` when it is absent.
pub(super) fn trusted_certificates(section: &Section) -> Option<Option<PathBuf>> {
    let Some(given) = section.optional("trusted_certificates", form::text)? else { return Some(None) };
    let path = section.reader.directory.join(given);
    match holds_certificate(&path) {
        Ok(true) => Some(Some(path)),
        found => {
            let why = found.err().map_or_else(|| "there is none in it".to_owned(), |error| error.to_string());
            section.entry("trusted_certificates")?.refuse(format!("a file with certificates in PEM form ({why})"));
            None
        }
    }
}

/// Whether a file looks like certificates in PEM form (RFC 7468); what they are is for the TLS library to say.
fn holds_certificate(path: &Path) -> io::Result<bool> {
    // A pipe or a device could keep the reader waiting for ever.
    if !std::fs::metadata(path)?.is_file() {
        return Err(io::Error::other("it is no regular file"));
    }
    let mut pem = Vec::new();
    File::open(path)?.take(LARGEST).read_to_end(&mut pem)?;
    let begin = b"-----BEGIN CERTIFICATE-----";
    Ok(pem.windows(begin.len()).any(|window| window == begin))
}

/// A number of requests at once to one host.
pub(super) fn host_requests(value: &DeValue) -> Result<u64, String> {
    quantity::count(value, 64)
}
