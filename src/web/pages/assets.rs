//! The stylesheet and the icon, which are part of the program.

use axum::http::HeaderMap;
use axum::response::Response;

use super::fresh;

/// The stylesheet.
pub(super) async fn style(request: HeaderMap) -> Response {
    fresh(&request, "text/css; charset=utf-8", include_str!("../assets/style.css"))
}

/// The icon.
pub(super) async fn icon(request: HeaderMap) -> Response {
    fresh(&request, "image/svg+xml", include_str!("../assets/icon.svg"))
}
