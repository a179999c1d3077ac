//! The pages.

use axum::Router;
use axum::http::{StatusCode, Uri};
use axum::response::IntoResponse;

use super::Site;

/// The routes of the pages.
pub fn router() -> Router<Site> {
    Router::new()
}

/// The answer for an address that leads nowhere.
pub async fn not_found(uri: Uri) -> impl IntoResponse {
    (StatusCode::NOT_FOUND, format!("{} finns inte / does not exist\n", uri.path()))
}
