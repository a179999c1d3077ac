//! A session: the requests of one run, under one deadline, one guard and one trace.

use std::future::Future;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use reqwest::header::{self, HeaderMap, HeaderValue};
use reqwest::{Client, StatusCode, Url};
use tokio::time::Instant;

use super::decode::Coding;
use super::egress::Egress;
use super::hosts::Turn;
use super::names::GuardedNames;
use super::redirect::{self, Hop};
use super::trace::{Event, Phase, Trace};
use super::{Answer, FetchError, Fetched, Fetcher, Limits, Request, receive, retry};

/// What is accepted, most wanted first (RFC 9110, section 12.5.1).
const ACCEPT: &str = "application/rdf+xml, text/turtle;q=0.9, application/ld+json;q=0.9, application/n-triples;q=0.8, \
                      application/trig;q=0.7, application/n-quads;q=0.7, */*;q=0.1";
/// Hops of one request.
const REDIRECTS: usize = 5;

/// What a run's requests have in common.
#[derive(Clone, Debug, Default)]
pub struct Terms {
    /// What may be connected to.
    pub egress: Egress,
    /// The limits.
    pub limits: Limits,
    /// The value of `Authorization`, and the address whose origin gets it; no other does.
    pub authorization: Option<(String, Url)>,
    /// The time, for servers that say when to come back.
    pub now: Option<SystemTime>,
}

/// The requests of one run. Its calls block; call them from threads that may.
pub struct Session<'a> {
    fetcher: &'a Fetcher,
    client: Client,
    terms: Terms,
    trace: Trace,
    /// When everything must be over; the first turn at a host begins it.
    deadline: Option<Instant>,
}

impl<'a> Session<'a> {
    pub(super) fn new(fetcher: &'a Fetcher, terms: Terms) -> Result<Self, FetchError> {
        let trace = Trace::default();
        let client = client(fetcher, &terms, &trace)?;
        Ok(Session { fetcher, client, terms, trace, deadline: None })
    }

    /// What happened so far.
    pub fn trace(&self) -> &Trace {
        &self.trace
    }

    /// Fetches, and tries again what may pass, until the session's time is over.
    ///
    /// # Errors
    /// Whatever keeps a whole body from arriving within the limits.
    pub fn get(&mut self, request: &Request<'_>) -> Result<Answer, FetchError> {
        let runtime = self.fetcher.runtime.clone();
        runtime.block_on(self.until_stop(request))
    }

    async fn until_stop(&mut self, request: &Request<'_>) -> Result<Answer, FetchError> {
        let stop = self.fetcher.stop.clone();
        tokio::select! {
            biased;
            () = stop.cancelled() => Err(FetchError::Stopped),
            answer = self.attempts(request) => answer,
        }
    }

    async fn attempts(&mut self, request: &Request<'_>) -> Result<Answer, FetchError> {
        for attempt in 1.. {
            let error = match self.follow(request).await {
                Err(error) if attempt < self.terms.limits.attempts && retry::is_passing(&error) => error,
                done => return done,
            };
            let own = retry::pause(attempt, fastrand::f64());
            let pause = error.retry_after().map_or(own, |asked| asked.saturating_add(own / 4));
            let left = self.deadline.map_or(Duration::MAX, |deadline| deadline - Instant::now());
            // A pause that outlives the run would only delay the news.
            if pause >= left {
                return Err(error);
            }
            tracing::debug!(seconds = pause.as_secs_f64(), attempt, "trying again after a pause: {error}");
            tokio::time::sleep(pause).await;
        }
        unreachable!("the last attempt returns")
    }

    /// One attempt: the request and the redirects that it leads to.
    async fn follow(&mut self, request: &Request<'_>) -> Result<Answer, FetchError> {
        let mut url = request.url.clone();
        let mut hops = Vec::new();
        while hops.len() <= REDIRECTS {
            if let Err(blocked) = self.terms.egress.check_url(&url) {
                return Err(match hops.last() {
                    None => FetchError::blocked(&url, blocked),
                    Some(Hop { from, .. }) => FetchError::Redirect {
                        url: from.to_string(),
                        location: url.to_string(),
                        why: blocked.to_string(),
                    },
                });
            }
            let limit = self.terms.limits.timeout;
            let turn = self.turn(&url).await?;
            let deadline = *self.deadline.get_or_insert_with(|| Instant::now() + limit);
            let hop = self.within(deadline, &url, self.hop(request, &url, &hops)).await?;
            drop(turn);
            match hop {
                Step::Answer(answer) => return Ok(answer),
                Step::Redirect(status, to) => {
                    hops.push(Hop { status, from: std::mem::replace(&mut url, to.clone()), to })
                }
            }
        }
        Err(FetchError::TooManyRedirects { url: request.url.to_string(), limit: REDIRECTS })
    }

    /// Waits for a turn at a host: within the run's time, and before that has begun no longer than that.
    async fn turn(&self, url: &Url) -> Result<Turn, FetchError> {
        let limit = self.terms.limits.timeout;
        let until = self.deadline.unwrap_or_else(|| Instant::now() + limit);
        let turn = self.fetcher.hosts.turn(url.host_str().unwrap_or_default());
        let late = |_| FetchError::Timeout { url: url.to_string(), phase: Phase::Turn, limit };
        tokio::time::timeout_at(until, turn).await.map_err(late)
    }

    async fn within<T>(
        &self,
        deadline: Instant,
        url: &Url,
        work: impl Future<Output = Result<T, FetchError>>,
    ) -> Result<T, FetchError> {
        let limit = self.terms.limits.timeout;
        let over = |_| Err(FetchError::Timeout { url: url.to_string(), phase: Phase::Whole, limit });
        tokio::time::timeout_at(deadline, work).await.unwrap_or_else(over)
    }

    /// One request and its answer.
    async fn hop(&self, request: &Request<'_>, url: &Url, hops: &[Hop]) -> Result<Step, FetchError> {
        let limits = self.terms.limits;
        let asked = self.client.get(url.clone()).headers(self.headers(request, url)?);
        let response = receive::head(asked, url, limits, &self.trace).await?;
        match response.status() {
            StatusCode::OK => {
                let headers = receive::headers(response.headers());
                let (body, wire_bytes) = receive::body(response, url, limits, &self.fetcher.spool).await?;
                self.trace.add(Event::Body { wire_bytes, bytes: body.len() });
                Ok(Step::Answer(Answer::Fetched(Box::new(Fetched {
                    body,
                    url: url.to_string(),
                    headers,
                    wire_bytes,
                    hops: hops.to_vec(),
                }))))
            }
            // Whoever sets no condition has nothing that could still hold.
            StatusCode::NOT_MODIFIED if is_conditional(request, url) => {
                let headers = receive::headers(response.headers());
                Ok(Step::Answer(Answer::NotModified { hops: hops.to_vec(), headers }))
            }
            StatusCode::MOVED_PERMANENTLY
            | StatusCode::FOUND
            | StatusCode::SEE_OTHER
            | StatusCode::TEMPORARY_REDIRECT
            | StatusCode::PERMANENT_REDIRECT => {
                Ok(Step::Redirect(response.status().as_u16(), redirect::target(url, response.headers())?))
            }
            _ => Err(receive::status_error(&response, url, self.terms.now)),
        }
    }

    fn headers(&self, request: &Request<'_>, url: &Url) -> Result<HeaderMap, FetchError> {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT, HeaderValue::from_static(request.accept.unwrap_or(ACCEPT)));
        headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(Coding::ACCEPTED));
        // Validators were given by some server and come back to it as they were; one that is no header value is left out.
        let conditions = is_conditional(request, url);
        for (name, value) in [(header::IF_NONE_MATCH, request.etag), (header::IF_MODIFIED_SINCE, request.last_modified)]
        {
            if let Some(value) = value.filter(|_| conditions).and_then(|value| HeaderValue::from_str(value).ok()) {
                headers.insert(name, value);
            }
        }
        if let Some((secret, _)) = self.terms.authorization.as_ref().filter(|(_, home)| home.origin() == url.origin()) {
            let mut value = HeaderValue::from_str(secret).map_err(|_| FetchError::Authorization)?;
            value.set_sensitive(true);
            headers.insert(header::AUTHORIZATION, value);
        }
        Ok(headers)
    }
}

/// Whether an address is asked with conditions: only the one that gave them can say whether they hold.
fn is_conditional(request: &Request<'_>, url: &Url) -> bool {
    let gave = request.given_by.is_none_or(|given_by| given_by == url.as_str());
    gave && request.etag.or(request.last_modified).is_some()
}

/// What one request leads to.
enum Step {
    Answer(Answer),
    Redirect(u16, Url),
}

/// A client of its own for each run: its guard, its certificates and its connections are nobody else's.
pub(super) fn client(fetcher: &Fetcher, terms: &Terms, trace: &Trace) -> Result<Client, FetchError> {
    let failed = |error: &dyn std::error::Error| FetchError::Client(super::error::chain(error));
    let tls = fetcher.trust.client(trace).map_err(|error| failed(&error))?;
    let names = GuardedNames {
        names: Arc::clone(&fetcher.names),
        egress: terms.egress.clone(),
        trace: trace.clone(),
        proxy: fetcher.proxy.as_ref().and_then(|proxy| proxy.host_str().map(str::to_owned)),
    };
    let builder = Client::builder()
        .user_agent(&fetcher.user_agent)
        .redirect(reqwest::redirect::Policy::none())
        .referer(false)
        .retry(reqwest::retry::never())
        .tls_backend_preconfigured(tls)
        .dns_resolver(names)
        .connect_timeout(terms.limits.connect_timeout)
        .pool_max_idle_per_host(1)
        .http2_max_header_list_size(32_768)
        .no_proxy();
    let builder = match &fetcher.proxy {
        Some(proxy) => builder.proxy(reqwest::Proxy::all(proxy.clone()).map_err(|error| failed(&error))?),
        None => builder,
    };
    builder.build().map_err(|error| failed(&error))
}
