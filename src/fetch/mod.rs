//! Fetching over HTTP: one conditional GET, with limits. Bytes in, bytes out. Notices go out by one POST.
//!
//! In: a [`Request`] or a [`Post`]. Out: an [`Answer`], or a typed [`FetchError`]. Redirects are followed by hand, so that each hop is checked.
//! Must not: know RDF or sources, judge what the bytes mean, or read more of them than it was allowed to.

mod error;
mod post;
mod redirect;

use std::future::Future;
use std::time::Duration;

use futures_util::StreamExt;
use reqwest::header::{self, HeaderMap, HeaderValue};
use reqwest::{Client, RequestBuilder, Response, StatusCode, Url};
use tokio::runtime::Handle;
use tokio_util::sync::CancellationToken;

pub use error::FetchError;
pub use post::Post;

/// What is accepted, most wanted first (RFC 9110, section 12.5.1).
const ACCEPT: &str = "application/rdf+xml, text/turtle;q=0.9, application/ld+json;q=0.9, application/n-triples;q=0.8, \
                      application/trig;q=0.7, application/n-quads;q=0.7, */*;q=0.1";
/// Hops of one request.
const REDIRECTS: usize = 5;

/// A GET request.
pub struct Request<'a> {
    /// The address.
    pub url: &'a Url,
    /// The value of `Authorization`; sent to the first origin only.
    pub authorization: Option<&'a str>,
    /// The last answer's `ETag`.
    pub etag: Option<&'a str>,
    /// The last answer's `Last-Modified`.
    pub last_modified: Option<&'a str>,
    /// The limits.
    pub limits: Limits,
}

/// The limits of a request.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytes of the body, after decompression.
    pub bytes: u64,
    /// Time until there is a connection.
    pub connect_timeout: Duration,
    /// Time between two reads.
    pub read_timeout: Duration,
    /// Time for everything.
    pub timeout: Duration,
}

/// An answer with status 200 or 304.
#[derive(Debug)]
pub enum Answer {
    /// 304: what was fetched last time still holds.
    NotModified,
    /// 200.
    Fetched(Fetched),
}

/// A fetched body.
#[derive(Debug)]
pub struct Fetched {
    /// The body, decompressed.
    pub bytes: Vec<u8>,
    /// The address that answered.
    pub url: String,
    /// The `Content-Type`.
    pub media_type: Option<String>,
    /// The `ETag`.
    pub etag: Option<String>,
    /// The `Last-Modified`.
    pub last_modified: Option<String>,
}

/// An HTTP client. Its calls block; call them from threads that may.
pub struct Fetcher {
    client: Client,
    runtime: Handle,
    stop: CancellationToken,
}

impl Fetcher {
    /// A client that works on the runtime and gives up when `stop` is cancelled.
    ///
    /// # Errors
    /// If the platform's certificate store cannot be used.
    pub fn new(user_agent: &str, runtime: Handle, stop: CancellationToken) -> Result<Self, FetchError> {
        // Only the first call in a process does anything; a later one finds the same provider there.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder()
            .user_agent(user_agent)
            .redirect(reqwest::redirect::Policy::none())
            .pool_max_idle_per_host(1)
            .no_proxy()
            .build()
            .map_err(|error| FetchError::Client(error::chain(&error)))?;
        Ok(Fetcher { client, runtime, stop })
    }

    /// Fetches.
    ///
    /// # Errors
    /// Whatever keeps a whole body from arriving within the limits.
    pub fn get(&self, request: &Request<'_>) -> Result<Answer, FetchError> {
        self.within(request.url, request.limits, self.follow(request))
    }

    /// Blocks until the work is done, its time is over, or the program stops.
    fn within<T>(
        &self,
        url: &Url,
        limits: Limits,
        work: impl Future<Output = Result<T, FetchError>>,
    ) -> Result<T, FetchError> {
        let limit = limits.timeout;
        self.runtime.block_on(async {
            tokio::select! {
                biased;
                () = self.stop.cancelled() => Err(FetchError::Stopped),
                done = tokio::time::timeout(limit, work) => {
                    done.unwrap_or(Err(FetchError::Timeout { url: url.to_string(), limit }))
                }
            }
        })
    }

    async fn follow(&self, request: &Request<'_>) -> Result<Answer, FetchError> {
        let mut url = request.url.clone();
        for _ in 0..=REDIRECTS {
            let headers = headers(request, url.origin() == request.url.origin())?;
            let response = head(self.client.get(url.clone()).headers(headers), &url, request.limits).await?;
            match response.status() {
                StatusCode::OK => return body(response, &url, request.limits).await.map(Answer::Fetched),
                StatusCode::NOT_MODIFIED => return Ok(Answer::NotModified),
                StatusCode::MOVED_PERMANENTLY
                | StatusCode::FOUND
                | StatusCode::SEE_OTHER
                | StatusCode::TEMPORARY_REDIRECT
                | StatusCode::PERMANENT_REDIRECT => url = redirect::target(&url, response.headers())?,
                status => return Err(FetchError::Status { url: url.to_string(), status: status.as_u16() }),
            }
        }
        Err(FetchError::TooManyRedirects { url: request.url.to_string(), limit: REDIRECTS })
    }
}

/// Sends a request and waits for the head of its answer.
async fn head(request: RequestBuilder, url: &Url, limits: Limits) -> Result<Response, FetchError> {
    let limit = limits.connect_timeout + limits.read_timeout;
    tokio::time::timeout(limit, request.send())
        .await
        .map_err(|_| FetchError::Stalled { url: url.to_string(), limit })?
        .map_err(|error| FetchError::from_reqwest(&error, url))
}

fn headers(request: &Request<'_>, same_origin: bool) -> Result<HeaderMap, FetchError> {
    let mut headers = HeaderMap::new();
    headers.insert(header::ACCEPT, HeaderValue::from_static(ACCEPT));
    // Validators were given by some server and come back to it as they were; one that is no header value is left out.
    for (name, value) in [(header::IF_NONE_MATCH, request.etag), (header::IF_MODIFIED_SINCE, request.last_modified)] {
        if let Some(value) = value.and_then(|value| HeaderValue::from_str(value).ok()) {
            headers.insert(name, value);
        }
    }
    if let Some(secret) = request.authorization.filter(|_| same_origin) {
        let mut value = HeaderValue::from_str(secret).map_err(|_| FetchError::Authorization)?;
        value.set_sensitive(true);
        headers.insert(header::AUTHORIZATION, value);
    }
    Ok(headers)
}

async fn body(response: Response, url: &Url, limits: Limits) -> Result<Fetched, FetchError> {
    let text = |name| response.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let (media_type, etag, last_modified) =
        (text(header::CONTENT_TYPE), text(header::ETAG), text(header::LAST_MODIFIED));
    let expected = response.content_length();
    let too_large = || FetchError::TooLarge { url: url.to_string(), limit: limits.bytes };
    if expected.is_some_and(|length| length > limits.bytes) {
        return Err(too_large());
    }
    let mut bytes = Vec::new();
    let mut stream = response.bytes_stream();
    loop {
        let next = tokio::time::timeout(limits.read_timeout, stream.next());
        let chunk = next.await.map_err(|_| FetchError::Stalled { url: url.to_string(), limit: limits.read_timeout })?;
        let Some(chunk) = chunk else { break };
        let chunk = chunk.map_err(|error| FetchError::from_reqwest(&error, url))?;
        if (bytes.len() + chunk.len()) as u64 > limits.bytes {
            return Err(too_large());
        }
        bytes.extend_from_slice(&chunk);
    }
    if bytes.is_empty() {
        return Err(FetchError::Empty { url: url.to_string() });
    }
    Ok(Fetched { bytes, url: url.to_string(), media_type, etag, last_modified })
}
