//! Decisions of an operator: the page about a held set, and the form that decides.
//!
//! In: requests for `/beslut/{source}/{run}`. Out: the page, or the decision carried out and the way back to the organisation.
//! Anybody may read the page, which says no more than the organisation's own. Deciding takes `server.operator_token`, as
//! `Authorization: Bearer` or as the password of HTTP Basic authentication (RFC 7617); a browser asks for it.
//! Must not: publish; the decision leaves a row that asks for it.

use std::sync::Mutex;
use std::sync::PoisonError;
use std::time::{Duration, Instant};

use axum::body::Bytes;
use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use url::form_urlencoded;

use super::site::text;
use super::{HTML, missing, problem, site};
use crate::config::{Organisation, Source};
use crate::harvest::{Context as Harvest, Decision, DecisionError, decide};
use crate::report::Language;
use crate::report::html::{self, Context, DecisionReport, Problem, Refusal};
use crate::store::{StoreError, Verdict};
use crate::web::{Site, Trouble};

/// The most of a held set that the page lists.
const LISTED: usize = 1_000;
/// Wrong tokens within a [`WINDOW`] after which who brings another is told to wait.
const MOST_WRONG: u32 = 10;
const WINDOW: Duration = Duration::from_secs(60);

/// Wrong tokens of late, over all clients.
static WRONG: Mutex<Option<(Instant, u32)>> = Mutex::new(None);

/// The page about a held set.
pub(super) async fn page(
    site: Site,
    language: Language,
    Path((source, run)): Path<(String, i64)>,
) -> Result<Response, Trouble> {
    show(&site, language, (source, run), None, StatusCode::OK).await
}

/// A decision about a held set.
pub(super) async fn decided(
    site: Site,
    language: Language,
    Path((source, run)): Path<(String, i64)>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Trouble> {
    if let Some(refused) = refused(&site, &headers) {
        return Ok(refused);
    }
    let fields: Vec<(String, String)> = form_urlencoded::parse(&body).into_owned().collect();
    let field = |name: &str| fields.iter().find(|(key, _)| key == name).map(|(_, value)| value.trim());
    let decision = match field("decision") {
        Some("approve") => Decision::Approve,
        Some("reject") => Decision::Reject,
        _ => return show(&site, language, (source, run), Some(Refusal::Unclear), StatusCode::BAD_REQUEST).await,
    };
    let by: String = field("by").unwrap_or_default().chars().filter(|c| !c.is_control()).take(100).collect();
    let (asked, who) = (source.clone(), (!by.is_empty()).then_some(by));
    let result = site
        .blocking(move |harvest| match decide(harvest, (&asked, run), decision, who.as_deref()) {
            Err(DecisionError::Store(error @ StoreError::NotHeld { .. })) => Ok(Err(DecisionError::Store(error))),
            Err(DecisionError::Store(error)) => Err(error),
            other => Ok(other),
        })
        .await?;
    match result {
        Ok(_) => {
            let organisation = owner(&site.context, &source).map_or_else(String::new, |(owner, _)| owner.id.clone());
            let path = format!("{}/organisationer/{organisation}#missing", language.prefix());
            Ok(Redirect::to(&path).into_response())
        }
        Err(DecisionError::Unknown(_)) => Ok(not_found(&site, language)),
        Err(DecisionError::Busy(_)) => {
            show(&site, language, (source, run), Some(Refusal::Busy), StatusCode::CONFLICT).await
        }
        Err(DecisionError::Store(_)) => {
            show(&site, language, (source, run), Some(Refusal::Gone), StatusCode::CONFLICT).await
        }
    }
}

async fn show(
    site: &Site,
    language: Language,
    (source, run): (String, i64),
    refusal: Option<Refusal>,
    status: StatusCode,
) -> Result<Response, Trouble> {
    let rendered = site.blocking(move |harvest| rendered(harvest, language, (&source, run), refusal)).await?;
    let headers = [(header::CONTENT_TYPE, HTML), (header::CACHE_CONTROL, "no-store")];
    Ok(match rendered {
        Some(body) => (status, headers, body).into_response(),
        None => not_found(site, language),
    })
}

fn rendered(
    harvest: &Harvest,
    language: Language,
    (source, run): (&str, i64),
    refusal: Option<Refusal>,
) -> Result<Option<String>, StoreError> {
    let Some((organisation, source)) = owner(harvest, source) else { return Ok(None) };
    let held = missing::held(&harvest.config, &harvest.store, source, LISTED)?.filter(|held| held.run == run);
    if held.is_none() {
        // An address that was never that of a held set leads nowhere.
        let decisions = harvest.store.decisions(&source.id, u32::MAX)?;
        if refusal.is_none() && !decisions.iter().any(|row| row.run == run && row.verdict != Verdict::Returned) {
            return Ok(None);
        }
    }
    let (shared, path) = (site::of(&harvest.config), format!("/beslut/{}/{run}", source.id));
    let context = Context { language, site: &shared, profile: &harvest.profile, path: &path };
    let report = DecisionReport {
        organisation: organisation.id.clone(),
        name: text(&organisation.name),
        held,
        is_open: harvest.config.server.operator_token.is_some(),
        refusal,
    };
    Ok(Some(html::decision(&context, &report).into_string()))
}

fn not_found(site: &Site, language: Language) -> Response {
    let body = problem(&site.context, language, Problem::NotFound);
    (StatusCode::NOT_FOUND, [(header::CONTENT_TYPE, HTML)], body).into_response()
}

fn owner<'h>(harvest: &'h Harvest, source: &str) -> Option<(&'h Organisation, &'h Source)> {
    let organisations = harvest.config.organisations.iter();
    organisations.flat_map(|owner| owner.sources.iter().map(move |own| (owner, own))).find(|(_, own)| own.id == source)
}

/// Why somebody may not decide; `None` if it is an operator who asks from this site.
fn refused(site: &Site, headers: &HeaderMap) -> Option<Response> {
    let plain = [(header::CONTENT_TYPE, "text/plain; charset=utf-8")];
    let answer = |status: StatusCode, text: &'static str| (status, plain.clone(), text).into_response();
    let Some(token) = &site.context.config.server.operator_token else {
        return Some(answer(
            StatusCode::FORBIDDEN,
            "Beslut fattas med skord approve och skord reject.\nDecisions are made with skord approve and skord reject.\n",
        ));
    };
    if !is_same_origin(headers) {
        return Some(answer(
            StatusCode::FORBIDDEN,
            "Formuläret kom från en annan webbplats.\nThe form came from another site.\n",
        ));
    }
    let given = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).and_then(given);
    if given.as_deref().is_some_and(|given| is_same(given, token.reveal())) {
        return None;
    }
    // The right token is let in whatever others try.
    if is_shut(Instant::now()) {
        return Some(answer(
            StatusCode::TOO_MANY_REQUESTS,
            "För många fel lösenord. Vänta en minut.\nToo many wrong passwords. Wait a minute.\n",
        ));
    }
    if given.is_some() {
        note_wrong(Instant::now());
    }
    let challenge = (header::WWW_AUTHENTICATE, "Basic realm=\"Skord\", charset=\"UTF-8\"");
    let text =
        "Lösenordet är det som står för server.operator_token.\nThe password is that of server.operator_token.\n";
    Some((StatusCode::UNAUTHORIZED, [challenge, plain[0].clone()], text).into_response())
}

/// Whether a browser says that the form is ours. Other clients say nothing of the kind and bring a token of their own accord.
fn is_same_origin(headers: &HeaderMap) -> bool {
    let value = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = value("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    match (value("origin"), value("host")) {
        (Some(origin), Some(host)) => origin.split_once("://").is_some_and(|(_, authority)| authority == host),
        (Some(_), None) => false,
        (None, _) => true,
    }
}

/// The token of an `Authorization` header.
fn given(authorization: &str) -> Option<String> {
    let (scheme, credentials) = authorization.split_once(' ')?;
    match scheme.to_ascii_lowercase().as_str() {
        "bearer" => Some(credentials.trim().to_owned()),
        "basic" => {
            let decoded = String::from_utf8(STANDARD.decode(credentials.trim()).ok()?).ok()?;
            decoded.split_once(':').map(|(_, password)| password.to_owned())
        }
        _ => None,
    }
}

/// Whether two tokens are the same; compared by their hashes, so that the time it takes says nothing about the token.
fn is_same(given: &str, token: &str) -> bool {
    Sha256::digest(given) == Sha256::digest(token)
}

fn is_shut(now: Instant) -> bool {
    let wrong = WRONG.lock().unwrap_or_else(PoisonError::into_inner);
    wrong.is_some_and(|(since, count)| count >= MOST_WRONG && now.duration_since(since) < WINDOW)
}

fn note_wrong(now: Instant) {
    let mut wrong = WRONG.lock().unwrap_or_else(PoisonError::into_inner);
    *wrong = match *wrong {
        Some((since, count)) if now.duration_since(since) < WINDOW => Some((since, count.saturating_add(1))),
        _ => Some((now, 1)),
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_come_as_bearer_or_as_any_user_s_password() {
        assert_eq!(given("Bearer abc").as_deref(), Some("abc"));
        assert_eq!(given(&format!("basic {}", STANDARD.encode("eva:a:c"))).as_deref(), Some("a:c"));
        for none in ["abc", "Basic !", "Digest x", "Basic YQ=="] {
            assert_eq!(given(none), None, "{none}");
        }
        assert!(is_same("abc", "abc") && !is_same("abc", "abd"));
    }

    #[test]
    fn forms_of_other_sites_are_refused() {
        let headers = |pairs: &[(&'static str, &'static str)]| {
            pairs.iter().map(|(name, value)| (name.parse().expect("a name"), value.parse().expect("a value"))).collect()
        };
        let host = ("host", "data.example.se");
        for ours in [
            vec![host],
            vec![host, ("sec-fetch-site", "same-origin")],
            vec![host, ("origin", "https://data.example.se")],
        ] {
            assert!(is_same_origin(&headers(&ours)), "{ours:?}");
        }
        for foreign in [
            vec![host, ("sec-fetch-site", "cross-site")],
            vec![host, ("sec-fetch-site", "same-site"), ("origin", "https://data.example.se")],
            vec![host, ("origin", "https://evil.example")],
            vec![host, ("origin", "null")],
            vec![("origin", "https://data.example.se")],
        ] {
            assert!(!is_same_origin(&headers(&foreign)), "{foreign:?}");
        }
    }
}
