//! Posting: one request with a body, whose answer is only its status.

use reqwest::Url;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};

use super::{FetchError, Fetcher, Limits};

/// A POST request.
pub struct Post<'a> {
    /// The address.
    pub url: &'a Url,
    /// The headers, with names in lower case.
    pub headers: &'a [(&'static str, &'a str)],
    /// The body.
    pub body: Vec<u8>,
    /// The limits. Of the answer no byte beyond its head is read.
    pub limits: Limits,
}

impl Fetcher {
    /// Posts. Redirects are not followed: what a body says is meant for its address alone.
    ///
    /// # Errors
    /// Whatever keeps an answer with a status from 200 to 299 from arriving within the limits; a redirect is a status.
    pub fn post(&self, post: Post<'_>) -> Result<(), FetchError> {
        let (url, limits) = (post.url, post.limits);
        self.within(url, limits, self.send(post))
    }

    async fn send(&self, post: Post<'_>) -> Result<(), FetchError> {
        let mut headers = HeaderMap::new();
        for (name, value) in post.headers {
            let value = HeaderValue::from_str(value).map_err(|_| FetchError::Authorization)?;
            headers.insert(HeaderName::from_static(name), value);
        }
        let request = self.client.post(post.url.clone()).headers(headers).body(post.body);
        let response = super::head(request, post.url, post.limits).await?;
        match response.status() {
            status if status.is_success() => Ok(()),
            status => Err(FetchError::Status { url: post.url.to_string(), status: status.as_u16() }),
        }
    }
}
