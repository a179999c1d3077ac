//! Posting: one request with a body, whose answer is only its status.

use reqwest::Url;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};

use super::trace::{Phase, Trace};
use super::{FetchError, Fetcher, Terms, receive, session};

/// A POST request.
pub struct Post<'a> {
    /// The address.
    pub url: &'a Url,
    /// The headers, with names in lower case.
    pub headers: &'a [(&'static str, &'a str)],
    /// The body.
    pub body: Vec<u8>,
    /// The guard and the limits. Of the answer no byte beyond its head is read.
    pub terms: Terms,
}

impl Fetcher {
    /// Posts. Redirects are not followed: what a body says is meant for its address alone. It is tried once.
    ///
    /// # Errors
    /// Whatever keeps an answer with a status from 200 to 299 from arriving within the limits; a redirect is a status.
    pub fn post(&self, post: Post<'_>) -> Result<(), FetchError> {
        let limit = post.terms.limits.timeout;
        let url = post.url.to_string();
        self.runtime.block_on(async {
            tokio::select! {
                biased;
                () = self.stop.cancelled() => Err(FetchError::Stopped),
                done = tokio::time::timeout(limit, self.send(post)) => {
                    done.unwrap_or(Err(FetchError::Timeout { url, phase: Phase::Whole, limit }))
                }
            }
        })
    }

    async fn send(&self, post: Post<'_>) -> Result<(), FetchError> {
        let url = post.url;
        post.terms.egress.check_url(url).map_err(|blocked| FetchError::blocked(url, blocked))?;
        let mut headers = HeaderMap::new();
        for (name, value) in post.headers {
            let value = HeaderValue::from_str(value).map_err(|_| FetchError::Authorization)?;
            headers.insert(HeaderName::from_static(name), value);
        }
        let trace = Trace::default();
        let request = session::client(self, &post.terms, &trace)?.post(url.clone()).headers(headers).body(post.body);
        let response = receive::head(request, url, post.terms.limits, &trace).await?;
        match response.status() {
            status if status.is_success() => Ok(()),
            status => Err(FetchError::Status { url: url.to_string(), status: status.as_u16(), retry_after: None }),
        }
    }
}
