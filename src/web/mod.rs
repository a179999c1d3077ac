//! The web server: feeds for machines, pages for people, health and metrics for operators.
//!
//! In: requests. Out: published files and what the store says. It reads; work is asked for by a row in the store.
//! Must not: harvest, fetch or publish anything itself, or believe a string that a source wrote.

mod accept;
mod feed;
mod health;
pub mod pages;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use metrics_exporter_prometheus::PrometheusHandle;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::timeout::TimeoutLayer;

use crate::harvest::Context;
use crate::publish::FORMATS;

/// The longest that a request may take to be answered; bodies stream on after that.
const TIMEOUT: Duration = Duration::from_secs(30);

/// What the handlers see.
#[derive(Clone)]
pub struct Site {
    /// Config, store and snapshots.
    pub context: Arc<Context>,
    /// What `/metrics` prints.
    pub metrics: PrometheusHandle,
}

impl Site {
    /// Runs a call that blocks, such as one to the store, on a thread that may.
    ///
    /// # Errors
    /// [`Trouble`], for `500 Internal Server Error`; it is logged here.
    pub async fn blocking<T, E>(
        &self,
        call: impl FnOnce(&Context) -> Result<T, E> + Send + 'static,
    ) -> Result<T, Trouble>
    where
        T: Send + 'static,
        E: std::fmt::Display + Send + 'static,
    {
        let context = Arc::clone(&self.context);
        #[expect(clippy::disallowed_methods, reason = "a request's read of the store, awaited at once")]
        let result = tokio::task::spawn_blocking(move || call(&context)).await;
        match result {
            Ok(Ok(value)) => Ok(value),
            Ok(Err(error)) => {
                tracing::error!("a request could not be answered: {error}");
                Err(Trouble)
            }
            Err(error) => {
                tracing::error!("a request could not be answered: {error}");
                Err(Trouble)
            }
        }
    }
}

/// We failed; the log knows why.
#[derive(Debug)]
pub struct Trouble;

impl IntoResponse for Trouble {
    fn into_response(self) -> Response {
        (StatusCode::INTERNAL_SERVER_ERROR, "Internt fel / Internal error\n").into_response()
    }
}

/// All routes.
pub fn router(site: Site) -> Router {
    let headers = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (HeaderName::from_static("cross-origin-resource-policy"), "cross-origin"),
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        ),
    ];
    let mut router = Router::new()
        .route("/catalog", get(feed::negotiated))
        .route("/health/live", get(health::live))
        .route("/health/ready", get(health::ready))
        .route("/metrics", get(health::metrics))
        .merge(pages::router())
        .fallback(pages::not_found);
    for format in FORMATS {
        let handler = move |State(site): State<Site>, headers: HeaderMap| feed::of_format(site, format, headers);
        router = router.route(&format!("/catalog.{}", format.extension()), get(handler));
    }
    router = router
        .layer(TimeoutLayer::with_status_code(StatusCode::GATEWAY_TIMEOUT, TIMEOUT))
        .layer(CatchPanicLayer::new());
    for (name, value) in headers {
        router = router.layer(SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value)));
    }
    router.with_state(site)
}

/// Serves until `stop` is cancelled, then until the answers under way have ended, for half of the shutdown deadline at most:
/// a client that never ends its request, or never takes its answer, is cut off.
///
/// # Errors
/// If the listener fails.
pub async fn serve(listener: TcpListener, site: Site, stop: CancellationToken) -> std::io::Result<()> {
    let grace = site.context.config.harvest.shutdown_deadline / 2;
    let served = axum::serve(listener, router(site)).with_graceful_shutdown(stop.clone().cancelled_owned());
    let patience = async {
        stop.cancelled().await;
        tokio::time::sleep(grace).await;
    };
    tokio::select! {
        ended = served.into_future() => ended,
        () = patience => {
            tracing::info!("connections that are still open are cut off");
            Ok(())
        }
    }
}
