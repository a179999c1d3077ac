//! Delivering: the notices that are due go to the webhook, and the rows remember what came of it.

use std::sync::Arc;
use std::time::Duration;

use tokio::task::JoinSet;
use tokio::time::Instant;

use crate::config::Notify;
use crate::fetch::{Egress, FetchError, Limits, Post, Terms};
use crate::harvest::Context;
use crate::notify::{self, Notice, Retry, retry, signature};
use crate::store::{NoticeRow, StoreError};

/// Notices of one pass.
const PASS: u32 = 16;
/// How long a pass may hold the lease: longer than its requests can take together.
const LEASE_SECONDS: i64 = 600;
/// The time between two passes.
const REST: Duration = Duration::from_secs(2);
/// A webhook takes a small body and says yes; one that needs longer is tried again.
const TIMEOUT: Duration = Duration::from_secs(25);
/// The same, for the connection and for each wait after it.
const WAIT: Duration = Duration::from_secs(10);

/// Passes of the outbox, one at a time.
pub(super) struct Delivery {
    passes: JoinSet<()>,
    rests_until: Instant,
}

impl Delivery {
    pub(super) fn new() -> Self {
        Delivery { passes: JoinSet::new(), rests_until: Instant::now() }
    }

    pub(super) fn is_idle(&self) -> bool {
        self.passes.is_empty()
    }

    /// Begins a pass, unless there is no webhook, one is under way, or one has just been.
    pub(super) fn begin(&mut self, context: &Arc<Context>) {
        if context.config.notify.is_none() || !self.is_idle() || Instant::now() < self.rests_until {
            return;
        }
        let context = Arc::clone(context);
        self.passes.spawn_blocking(move || {
            if let Err(error) = deliver(&context) {
                tracing::error!("the outbox cannot be read or written: {error}");
            }
        });
    }

    /// Waits for the pass that is under way; at once if there is none.
    pub(super) async fn ended(&mut self) {
        if let Some(Err(error)) = self.passes.join_next().await {
            tracing::error!("a delivery stopped: {error}");
        }
        self.rests_until = Instant::now() + REST;
    }
}

/// Sends the notices that are due, some at most; one process at a time. Blocks; call it from threads that may.
///
/// # Errors
/// If the store fails. A webhook that does not answer is no error: the notice is put off, or given up after five days.
pub fn deliver(context: &Context) -> Result<(), StoreError> {
    let Some(webhook) = &context.config.notify else { return Ok(()) };
    let now = context.clock.timestamp();
    if context.store.due_notices(now, 1)?.is_empty() {
        return Ok(());
    }
    let Some(lease) = context.store.acquire("notify", context.holder.name(), now, now + LEASE_SECONDS)? else {
        return Ok(());
    };
    let sent = send_due(context, webhook);
    context.store.release(&lease)?;
    sent
}

fn send_due(context: &Context, webhook: &Notify) -> Result<(), StoreError> {
    for row in context.store.due_notices(context.clock.timestamp(), PASS)? {
        match send(context, webhook, &row) {
            Ok(()) => {
                tracing::info!(source.id = %row.source, event = row.event.name(), "the webhook was told");
                context.store.forget_notice(row.id)?;
            }
            Err(FetchError::Stopped) => return Ok(()),
            Err(error) => put_off(context, &row, &error)?,
        }
    }
    Ok(())
}

fn put_off(context: &Context, row: &NoticeRow, error: &FetchError) -> Result<(), StoreError> {
    // The address may hold a token of the receiver, so only the kind of the error goes into the log.
    let why = match error {
        FetchError::Status { status, .. } => format!("it answers with status {status}"),
        error => error.code().to_owned(),
    };
    let (source, event) = (&row.source, row.event.name());
    match retry(row.created, row.attempts, context.clock.timestamp()) {
        Retry::At(next) => {
            tracing::warn!(source.id = %source, event, next, "the webhook was not told, and will be later: {why}");
            context.store.put_notice_off(row.id, next)
        }
        Retry::GiveUp => {
            tracing::error!(source.id = %source, event, "the webhook was not told for five days, and will not be: {why}");
            context.store.forget_notice(row.id)
        }
    }
}

fn send(context: &Context, webhook: &Notify, row: &NoticeRow) -> Result<(), FetchError> {
    let report = format!("{}/organisationer/{}", context.config.region.base_url, row.organisation);
    let notice = Notice {
        event: row.event.name(),
        organisation: &row.organisation,
        source: &row.source,
        since: row.since,
        reason: row.reason.as_deref(),
        report: &report,
    };
    let body = notice.body();
    let signed = webhook.secret.as_ref().map(|secret| signature(secret.reveal(), &body));
    let mut headers = vec![("content-type", notify::MEDIA_TYPE)];
    headers.extend(signed.as_deref().map(|value| (notify::HEADER, value)));
    context.fetcher.post(Post { url: &webhook.webhook, headers: &headers, body, terms: terms(webhook) })
}

/// The webhook's own port is the operator's word; a private network is allowed where the config says so.
fn terms(webhook: &Notify) -> Terms {
    let ports = webhook.webhook.port().into_iter().collect();
    Terms {
        egress: Egress { allow_private: webhook.allow_private.clone(), ports },
        limits: Limits { connect_timeout: WAIT, read_timeout: WAIT, timeout: TIMEOUT, ..Limits::default() },
        ..Terms::default()
    }
}
