//! Receiving one answer: its head, then its body within the limits.

use std::io;
use std::path::Path;
use std::time::SystemTime;

use futures_util::StreamExt;
use reqwest::header::{self, HeaderMap};
use reqwest::{RequestBuilder, Response, Url};
use tokio::time::{Instant, timeout};

use super::body::{Body, Excess, Sink};
use super::decode::{Coding, CodingError, Decoder};
use super::error::{chain, find};
use super::retry::retry_after;
use super::trace::{Event, Phase, Trace};
use super::{FetchError, Limits};

/// Sends a request and waits for the head of its answer.
pub(super) async fn head(
    request: RequestBuilder,
    url: &Url,
    limits: Limits,
    trace: &Trace,
) -> Result<Response, FetchError> {
    trace.add(Event::Request { url: url.to_string() });
    let limit = limits.connect_timeout + limits.read_timeout;
    let response = timeout(limit, request.send())
        .await
        .map_err(|_| FetchError::Timeout { url: url.to_string(), phase: Phase::Head, limit })?
        .map_err(|error| FetchError::before_body(&error, url, trace, limits.connect_timeout))?;
    trace.add(Event::Head {
        status: response.status().as_u16(),
        version: format!("{:?}", response.version()),
        headers: headers(response.headers()),
    });
    Ok(response)
}

/// The headers as text.
pub(super) fn headers(headers: &HeaderMap) -> Vec<(String, String)> {
    let text = |value: &header::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    headers.iter().map(|(name, value)| (name.as_str().to_owned(), text(value))).collect()
}

/// The error that a status is.
pub(super) fn status_error(response: &Response, url: &Url, now: Option<SystemTime>) -> FetchError {
    let text = |name| response.headers().get(name).and_then(|value: &header::HeaderValue| value.to_str().ok());
    let asked = text(header::RETRY_AFTER).and_then(|value| retry_after(value, text(header::DATE), now));
    FetchError::Status { url: url.to_string(), status: response.status().as_u16(), retry_after: asked }
}

/// A body and how many bytes it was as sent.
pub(super) async fn body(
    response: Response,
    url: &Url,
    limits: Limits,
    folder: &Path,
) -> Result<(Body, u64), FetchError> {
    let codings = response.headers().get_all(header::CONTENT_ENCODING);
    let coding = Coding::named(codings.iter().filter_map(|value| value.to_str().ok()))
        .map_err(|coding| FetchError::Coding { url: url.to_string(), coding })?;
    let expected = response.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse().ok());
    let mut receiver = Receiver {
        url,
        limits,
        expected,
        decoder: Decoder::new(coding, Sink::new(folder, limits.bytes, limits.ratio.max(1))),
        wire: 0,
    };
    receiver.check_size(expected.unwrap_or(0))?;
    receiver.read(response).await?;
    let (wire, url, limits) = (receiver.wire, receiver.url, receiver.limits);
    let body = receiver.decoder.finish().map_err(|error| decoding(error, url, limits))?;
    match body.is_empty() {
        true => Err(FetchError::Empty { url: url.to_string() }),
        false => Ok((body, wire)),
    }
}

/// A body on its way in.
struct Receiver<'a> {
    url: &'a Url,
    limits: Limits,
    expected: Option<u64>,
    decoder: Decoder,
    wire: u64,
}

impl Receiver<'_> {
    async fn read(&mut self, response: Response) -> Result<(), FetchError> {
        let mut stream = response.bytes_stream();
        let limit = self.limits.read_timeout;
        let (mut window, mut in_window) = (Instant::now(), 0_u64);
        loop {
            let next = timeout(limit, stream.next()).await;
            let stalled = |_| FetchError::Timeout { url: self.url.to_string(), phase: Phase::Body, limit };
            let Some(chunk) = next.map_err(stalled)? else { return Ok(()) };
            let chunk = chunk.map_err(|error| self.broken(&error))?;
            self.wire += chunk.len() as u64;
            self.check_size(self.wire)?;
            self.decoder.write(&chunk).map_err(|error| decoding(error, self.url, self.limits))?;
            in_window += chunk.len() as u64;
            let elapsed = window.elapsed();
            if elapsed >= Limits::SPEED_OVER {
                if (in_window as f64) < self.limits.speed as f64 * elapsed.as_secs_f64() {
                    return Err(FetchError::TooSlow { url: self.url.to_string(), limit: self.limits.speed });
                }
                (window, in_window) = (Instant::now(), 0);
            }
        }
    }

    fn check_size(&self, bytes: u64) -> Result<(), FetchError> {
        match bytes > self.limits.wire_bytes {
            true => Err(too_large(self.url, self.limits.wire_bytes, "wire_bytes")),
            false => Ok(()),
        }
    }

    fn broken(&self, error: &reqwest::Error) -> FetchError {
        let url = self.url.to_string();
        let incomplete = find::<hyper::Error>(error).is_some_and(hyper::Error::is_incomplete_message)
            || find::<io::Error>(error).is_some_and(|error| error.kind() == io::ErrorKind::UnexpectedEof);
        match self.expected {
            Some(expected) if incomplete => FetchError::Short { url, expected, got: self.wire },
            _ => FetchError::Broken { url, phase: Phase::Body, cause: chain(error) },
        }
    }
}

fn too_large(url: &Url, limit: u64, key: &'static str) -> FetchError {
    FetchError::TooLarge { url: url.to_string(), limit, key }
}

/// What an error of the decoder means: a limit, a disk, or the data.
fn decoding(error: io::Error, url: &Url, limits: Limits) -> FetchError {
    match Excess::of(&error) {
        Some(Excess::Bytes) => return too_large(url, limits.bytes, "bytes"),
        Some(Excess::Ratio) => return FetchError::Ratio { url: url.to_string(), limit: limits.ratio },
        None => {}
    }
    if let Some(coding) = error.get_ref().and_then(|inner| inner.downcast_ref::<CodingError>()) {
        return FetchError::Coding { url: url.to_string(), coding: coding.clone() };
    }
    let coding = match error.kind() {
        io::ErrorKind::UnexpectedEof => CodingError::Cut,
        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::WriteZero | io::ErrorKind::Other => {
            CodingError::Damaged
        }
        // Whatever else goes wrong is the disk's doing.
        _ => return FetchError::Spool { url: url.to_string(), cause: error },
    };
    FetchError::Coding { url: url.to_string(), coding }
}
