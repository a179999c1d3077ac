//! The pages: handlers that load what the store says and have [`crate::report::html`] render it.
//!
//! In: requests for `/`, `/organisationer/{id}`, `/beslut/{source}/{run}`, `/regler` and `/regler/{id}`, the same below `/en`, and for the
//! stylesheet. Out: HTML that a browser may keep as long as its entity tag holds.
//! Must not: word anything, or load findings one by one.

mod agents;
mod assets;
mod conflicts;
mod findings;
mod live;
mod local;
mod missing;
mod operator;
mod organisation;
mod own;
mod place;
mod public;
mod region;
mod repairs;
mod site;
mod source;
mod suggestions;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use sha2::{Digest, Sha256};

use super::Site;
use crate::harvest::Context as Harvest;
use crate::report::Language;
use crate::report::html::{self, Context, Problem};
use crate::store::StoreError;

/// The routes of the pages.
pub fn router() -> Router<Site> {
    let router = Router::new()
        .route(html::STYLESHEET, get(assets::style))
        .route(html::ICON, get(assets::icon))
        .route("/en", get(|| async { Redirect::permanent("/en/") }));
    Language::ALL.into_iter().fold(router, in_language)
}

fn in_language(router: Router<Site>, language: Language) -> Router<Site> {
    let path = |path: &str| format!("{}{path}", language.prefix());
    router
        .route(
            &path("/"),
            get(move |State(site): State<Site>, headers: HeaderMap| answer(site, language, headers, Page::Region)),
        )
        .route(
            &path("/organisationer/{id}"),
            get(move |State(site): State<Site>, Path(id): Path<String>, headers: HeaderMap| {
                answer(site, language, headers, Page::Organisation(id))
            }),
        )
        .route(
            &path("/beslut/{source}/{run}"),
            get(move |State(site): State<Site>, set| operator::page(site, language, set)).post(
                move |State(site): State<Site>, set, headers: HeaderMap, body: Bytes| {
                    operator::decided(site, language, set, headers, body)
                },
            ),
        )
        .route(
            &path("/regler"),
            get(move |State(site): State<Site>, headers: HeaderMap| answer(site, language, headers, Page::Rules)),
        )
        .route(
            &path("/regler/{id}"),
            get(move |State(site): State<Site>, Path(id): Path<String>, headers: HeaderMap| {
                answer(site, language, headers, Page::Rule(id))
            }),
        )
}

/// The answer for an address that leads nowhere.
pub async fn not_found(State(site): State<Site>, uri: Uri) -> Response {
    let language = if uri.path().starts_with("/en/") { Language::En } else { Language::Sv };
    let config = &site.context;
    let body = problem(config, language, Problem::NotFound);
    (StatusCode::NOT_FOUND, [(header::CONTENT_TYPE, HTML)], body).into_response()
}

const HTML: &str = "text/html; charset=utf-8";

/// A page that can be asked for.
enum Page {
    Region,
    Organisation(String),
    Rules,
    Rule(String),
}

impl Page {
    /// Its address in Swedish.
    fn path(&self) -> String {
        match self {
            Page::Region => "/".to_owned(),
            Page::Organisation(id) => format!("/organisationer/{id}"),
            Page::Rules => "/regler".to_owned(),
            Page::Rule(id) => format!("/regler/{id}"),
        }
    }

    /// The page, or `None` where there is no such organisation or rule.
    fn render(&self, harvest: &Harvest, language: Language) -> Result<Option<String>, StoreError> {
        let (site, path) = (site::of(&harvest.config), self.path());
        let context = Context { language, site: &site, profile: &harvest.profile, path: &path };
        Ok(match self {
            Page::Region => Some(html::region(&context, &region::load(harvest)?)),
            Page::Organisation(id) => {
                organisation::load(harvest, id)?.map(|report| html::organisation(&context, &report))
            }
            Page::Rules => Some(html::rules(&context)),
            Page::Rule(id) => harvest.profile.rule(id).map(|rule| html::rule(&context, rule)),
        }
        .map(maud::Markup::into_string))
    }
}

async fn answer(site: Site, language: Language, request: HeaderMap, page: Page) -> Response {
    let rendered = site.blocking(move |harvest| page.render(harvest, language)).await;
    let problem = |what| problem(&site.context, language, what);
    let kind = [(header::CONTENT_TYPE, HTML)];
    match rendered {
        Ok(Some(body)) => fresh(&request, HTML, body),
        Ok(None) => (StatusCode::NOT_FOUND, kind, problem(Problem::NotFound)).into_response(),
        Err(_) => (StatusCode::INTERNAL_SERVER_ERROR, kind, problem(Problem::Internal)).into_response(),
    }
}

fn problem(harvest: &Harvest, language: Language, what: Problem) -> String {
    let site = site::of(&harvest.config);
    // Its other language leads to the overview: there is no page here in either.
    let context = Context { language, site: &site, profile: &harvest.profile, path: "/" };
    html::problem(&context, what).into_string()
}

/// The body with an entity tag made of it, or 304 where the client has it already (RFC 9110, section 13.1.2).
fn fresh(request: &HeaderMap, media_type: &'static str, body: impl Into<String>) -> Response {
    let body = body.into();
    let digest = Sha256::digest(body.as_bytes());
    let tag = format!("\"{}\"", digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect::<String>());
    let known = request.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    let is_known = known.flat_map(|list| list.split(',')).any(|known| known.trim().trim_start_matches("W/") == tag);
    let headers = [(header::ETAG, tag), (header::CACHE_CONTROL, "no-cache".to_owned())];
    if is_known {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    (headers, [(header::CONTENT_TYPE, media_type)], body).into_response()
}

#[cfg(test)]
mod tests;
