//! Where a redirect leads, and whether to follow it.

use reqwest::Url;
use reqwest::header::{HeaderMap, LOCATION};

use super::FetchError;

/// The target of a redirect: http or https, and never from https to http.
pub(super) fn target(from: &Url, headers: &HeaderMap) -> Result<Url, FetchError> {
    let refused = |location: &str, why: &'static str| FetchError::Redirect {
        url: from.to_string(),
        location: location.to_owned(),
        why,
    };
    let location = headers.get(LOCATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if location.is_empty() {
        return Err(refused("", "it names no address"));
    }
    let to = from.join(location).map_err(|_| refused(location, "it is not an address"))?;
    match (from.scheme(), to.scheme()) {
        ("https", "https") | ("http", "http" | "https") => Ok(to),
        ("https", "http") => Err(refused(location, "it leads from https to http")),
        _ => Err(refused(location, "it leads to something other than http or https")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_web_is_followed_and_never_downwards() {
        let follow = |from: &str, to: &'static str| {
            let headers = HeaderMap::from_iter([(LOCATION, reqwest::header::HeaderValue::from_static(to))]);
            target(&Url::parse(from).unwrap(), &headers).ok().map(|url| url.to_string())
        };
        assert_eq!(follow("http://a.se/x/y", "../z"), Some("http://a.se/z".into()));
        assert_eq!(follow("http://a.se/", "https://b.se/"), Some("https://b.se/".into()));
        assert_eq!(follow("https://a.se/", "http://a.se/"), None);
        assert_eq!(follow("http://a.se/", "file:///etc/passwd"), None);
        assert_eq!(follow("http://a.se/", "gopher://b.se/"), None);
        assert_eq!(follow("http://a.se/", ""), None);
    }
}
