//! Where a redirect leads, and whether to follow it.

use reqwest::Url;
use reqwest::header::{HeaderMap, LOCATION};

use super::FetchError;
use super::error::shortened;

/// One redirect that was followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hop {
    /// Its status.
    pub status: u16,
    /// The address that was asked.
    pub from: Url,
    /// The address that it named.
    pub to: Url,
}

impl Hop {
    /// Whether the address has moved for good (RFC 9110, sections 15.4.2 and 15.4.9).
    pub const fn is_permanent(&self) -> bool {
        matches!(self.status, 301 | 308)
    }
}

/// The new address of what was asked for, if it has moved for good: as far as permanent redirects lead without another
/// kind between.
pub fn moved_to(hops: &[Hop]) -> Option<&Url> {
    hops.iter().take_while(|hop| hop.is_permanent()).last().map(|hop| &hop.to)
}

/// Longer addresses are not followed, in bytes; nothing understands them (RFC 9110, section 4.1, asks for 8,000).
const LONGEST: usize = 8_000;

/// The target of a redirect: http or https, and never from https to http.
pub(super) fn target(from: &Url, headers: &HeaderMap) -> Result<Url, FetchError> {
    let refused = |location: &str, why: &str| FetchError::Redirect {
        url: from.to_string(),
        location: location.to_owned(),
        why: why.to_owned(),
    };
    let location = headers.get(LOCATION).map(|value| String::from_utf8_lossy(value.as_bytes())).unwrap_or_default();
    if location.len() > LONGEST {
        return Err(refused(&shortened(&location, 200), "it is too long"));
    }
    if location.is_empty() {
        return Err(refused("", "it names no address"));
    }
    let mut to = from.join(&location).map_err(|_| refused(&location, "it is not an address"))?;
    // What stands before an @ would be a secret that the server chose.
    if !to.username().is_empty() || to.password().is_some() {
        return Err(refused(&location, "it holds a user or a password"));
    }
    to.set_fragment(None);
    match (from.scheme(), to.scheme()) {
        ("https", "https") | ("http", "http" | "https") => Ok(to),
        ("https", "http") => Err(refused(&location, "it leads from https to http")),
        _ => Err(refused(&location, "it leads to something other than http or https")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_web_is_followed_and_never_downwards() {
        let follow = |from: &str, to: &'static str| {
            let headers =
                HeaderMap::from_iter([(LOCATION, reqwest::header::HeaderValue::from_bytes(to.as_bytes()).unwrap())]);
            target(&Url::parse(from).unwrap(), &headers).ok().map(|url| url.to_string())
        };
        assert_eq!(follow("http://a.se/x/y", "../z#del"), Some("http://a.se/z".into()));
        assert_eq!(follow("http://a.se/", "https://b.se/"), Some("https://b.se/".into()));
        assert_eq!(follow("http://a.se/", "//b.se/å"), Some("http://b.se/%C3%A5".into()));
        assert_eq!(follow("https://a.se/", "http://a.se/"), None);
        assert_eq!(follow("http://a.se/", "file:///etc/passwd"), None);
        assert_eq!(follow("http://a.se/", "gopher://b.se/"), None);
        assert_eq!(follow("http://a.se/", "http://user:pass@b.se/"), None);
        assert_eq!(follow("http://a.se/", "http://"), None);
        assert_eq!(follow("http://a.se/", ""), None);
        assert!(follow("http://a.se/", "x".repeat(8_000).leak()).is_some());
        assert_eq!(follow("http://a.se/", "x".repeat(8_001).leak()), None);
    }

    #[test]
    fn an_address_has_moved_as_far_as_permanent_redirects_lead() {
        let url = |path: &str| Url::parse("https://a.se/").unwrap().join(path).unwrap();
        let hop = |status, from, to| Hop { status, from: url(from), to: url(to) };
        assert_eq!(moved_to(&[]), None);
        assert_eq!(moved_to(&[hop(302, "1", "2")]), None);
        assert_eq!(moved_to(&[hop(301, "1", "2"), hop(308, "2", "3"), hop(302, "3", "4")]), Some(&url("3")));
        assert_eq!(moved_to(&[hop(302, "1", "2"), hop(301, "2", "3")]), None);
    }
}
