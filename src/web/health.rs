//! Health and metrics, for whoever runs the service.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;

use super::{Site, Trouble};

/// `/health/live`: the process answers.
pub(super) async fn live() -> &'static str {
    "ok\n"
}

/// `/health/ready`: the store can be read and there is a feed.
pub(super) async fn ready(State(site): State<Site>) -> impl IntoResponse {
    match site.blocking(|context| context.store.current_snapshot()).await {
        Ok(Some(_)) => (StatusCode::OK, "ok\n"),
        Ok(None) => (StatusCode::SERVICE_UNAVAILABLE, "no snapshot is published yet\n"),
        Err(Trouble) => (StatusCode::SERVICE_UNAVAILABLE, "the store cannot be read\n"),
    }
}

/// `/metrics`: the Prometheus text format. What the store knows is read when it is asked for.
pub(super) async fn metrics(State(site): State<Site>) -> Result<impl IntoResponse, Trouble> {
    site.blocking(|context| {
        let now = context.clock.timestamp();
        for source in context.store.sources()? {
            let last_good = source.last_good_run.map(|run| context.store.run(run)).transpose()?.flatten();
            let labels = [("source", source.id)];
            if let Some(finished) = last_good.and_then(|run| run.finished) {
                metrics::gauge!("skord_last_good_age_seconds", &labels).set((now - finished) as f64);
            }
            metrics::gauge!("skord_failures_in_a_row", &labels).set(f64::from(source.failures));
        }
        if let Some(snapshot) = context.store.current_snapshot()? {
            metrics::gauge!("skord_snapshot_datasets").set(snapshot.datasets as f64);
            metrics::gauge!("skord_snapshot_triples").set(snapshot.triples as f64);
            metrics::gauge!("skord_snapshot_created_timestamp_seconds").set(snapshot.created as f64);
        }
        Ok::<(), crate::store::StoreError>(())
    })
    .await?;
    Ok(([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], site.metrics.render()))
}
