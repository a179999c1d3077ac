//! The feeds: `/catalog` by negotiation and `/catalog.rdf`, `.ttl`, `.nt`, `.jsonld` by name.
//!
//! An answer is a file of one snapshot from its first byte to its last: the file stays open while a new snapshot is put in place.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use tokio::fs::File;
use tokio_util::io::ReaderStream;

use super::{Site, Trouble, accept};
use crate::publish::{FORMATS, file_path};
use crate::rdf::Format;
use crate::store::{SnapshotFile, SnapshotRow, Timestamp};

/// How long a cache may keep a feed without asking again, in seconds.
const MAX_AGE: u32 = 300;
/// When to ask again while there is no feed yet, in seconds.
const RETRY: &str = "30";

/// `/catalog`.
pub(super) async fn negotiated(State(site): State<Site>, headers: HeaderMap) -> Result<Response, Trouble> {
    let accepted: Vec<&str> = headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok()).collect();
    let format = accept::choose(Some(&accepted.join(",")));
    let mut response = answer(&site, format, &headers).await?;
    let location = format!("/catalog.{}", format.extension());
    if let Ok(location) = HeaderValue::from_str(&location) {
        response.headers_mut().insert(header::CONTENT_LOCATION, location);
    }
    response.headers_mut().insert(header::VARY, HeaderValue::from_static("Accept"));
    Ok(response)
}

/// `/catalog.<ending>`.
pub(super) async fn of_format(site: Site, format: Format, headers: HeaderMap) -> Result<Response, Trouble> {
    answer(&site, format, &headers).await
}

async fn answer(site: &Site, format: Format, request: &HeaderMap) -> Result<Response, Trouble> {
    // A snapshot may be let go between its row and its file; then there is a newer one.
    for _ in 0..3 {
        let Some(snapshot) = site.blocking(|context| context.store.current_snapshot()).await? else { break };
        let Some(file) = snapshot.file(format.extension()) else { break };
        let headers = headers(&snapshot, file, format);
        if is_not_modified(request, file, snapshot.created) {
            return Ok((StatusCode::NOT_MODIFIED, headers).into_response());
        }
        let path = file_path(&site.context.snapshots(), &snapshot.id, format.extension());
        if let Ok(open) = File::open(&path).await {
            let body = Body::from_stream(ReaderStream::with_capacity(open, 1 << 16));
            return Ok((headers, [(header::CONTENT_LENGTH, file.bytes.to_string())], body).into_response());
        }
    }
    let headers = [(header::RETRY_AFTER, RETRY), (header::CONTENT_TYPE, "text/plain; charset=utf-8")];
    let text = "Katalogen är inte publicerad än. Försök igen om en stund.\nThe catalogue is not published yet. Try again shortly.\n";
    Ok((StatusCode::SERVICE_UNAVAILABLE, headers, text).into_response())
}

fn headers(snapshot: &SnapshotRow, file: &SnapshotFile, format: Format) -> HeaderMap {
    let charset = if format == Format::Turtle { "; charset=utf-8" } else { "" };
    let texts = [
        (header::CONTENT_TYPE, format!("{}{charset}", format.media_type())),
        (header::ETAG, etag(file)),
        (header::LAST_MODIFIED, httpdate::fmt_http_date(time(snapshot.created))),
        (header::CACHE_CONTROL, format!("public, max-age={MAX_AGE}")),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*".to_owned()),
        (header::ACCESS_CONTROL_EXPOSE_HEADERS, "ETag, Last-Modified, Link".to_owned()),
        (header::LINK, alternates(format)),
    ];
    texts.into_iter().filter_map(|(name, text)| Some((name, HeaderValue::from_str(&text).ok()?))).collect()
}

/// The other syntaxes (RFC 8288).
fn alternates(format: Format) -> String {
    let others = FORMATS.into_iter().filter(|other| *other != format);
    let links = others.map(|f| format!("</catalog.{}>; rel=\"alternate\"; type=\"{}\"", f.extension(), f.media_type()));
    links.collect::<Vec<_>>().join(", ")
}

fn etag(file: &SnapshotFile) -> String {
    format!("\"{}\"", file.sha256)
}

fn time(timestamp: Timestamp) -> std::time::SystemTime {
    std::time::UNIX_EPOCH + std::time::Duration::from_secs(timestamp.try_into().unwrap_or(0))
}

/// RFC 9110, section 13.2.2: `If-Modified-Since` counts only without `If-None-Match`.
fn is_not_modified(request: &HeaderMap, file: &SnapshotFile, created: Timestamp) -> bool {
    let text = |name| request.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    if request.contains_key(header::IF_NONE_MATCH) {
        let etag = etag(file);
        let tags = request.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
        return tags
            .flat_map(|list| list.split(','))
            .map(str::trim)
            .any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == etag);
    }
    let since = text(header::IF_MODIFIED_SINCE).and_then(|since| httpdate::parse_http_date(since).ok());
    since.is_some_and(|since| time(created) <= since)
}
