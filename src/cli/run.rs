//! `skord run`: the daemon.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, Result, bail};
use metrics_exporter_prometheus::PrometheusBuilder;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

use super::{Exit, log, output};
use crate::config;
use crate::harvest::{Clock, Context};
use crate::schedule::watch;
use crate::web::{Site, serve};

/// Run the daemon: schedule, workers and web server, until SIGTERM or SIGINT
#[derive(clap::Args)]
#[command(after_help = "Example: skord run --config config/demo.toml")]
pub(super) struct Args {
    /// The config file
    #[arg(long, value_name = "FILE")]
    config: PathBuf,
}

pub(super) fn run(args: &Args) -> Result<Exit> {
    let config = config::load(&args.config)?;
    log::begin(&config.log)?;
    let metrics = PrometheusBuilder::new().install_recorder().context("metrics cannot begin")?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let stop = CancellationToken::new();
    let context = Context::look(config, Clock::System, runtime.handle().clone(), stop.clone())?;
    let _only = alone(&context.config.data_dir)?;
    context.adopt_sources()?;
    let context = Arc::new(context);
    let deadline = context.config.harvest.shutdown_deadline;
    let ended = runtime.block_on(work(Arc::clone(&context), metrics, stop));
    // Threads that are still at a source are left behind; their runs are taken up at the next start.
    runtime.shutdown_background();
    match ended? {
        Ended::InTime => Ok(Exit::Fine),
        Ended::Late => bail!("work was still under way after {} seconds and was left", deadline.as_secs()),
    }
}

/// Holds the data directory against a second daemon, until the file is dropped or the process ends.
fn alone(data: &Path) -> Result<File> {
    let path = data.join("daemon.lock");
    let file = File::create(&path).with_context(|| format!("{} cannot be written", path.display()))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(_) => bail!("another skord run is at work in {}; stop it first, or set data.dir", data.display()),
    }
}

enum Ended {
    InTime,
    Late,
}

/// Begins to serve and to harvest, waits for a signal, and ends both within the deadline.
async fn work(
    context: Arc<Context>,
    metrics: metrics_exporter_prometheus::PrometheusHandle,
    stop: CancellationToken,
) -> Result<Ended> {
    let listen = context.config.server.listen;
    let listener = TcpListener::bind(listen)
        .await
        .with_context(|| format!("cannot listen on {listen}; another program may be, see server.listen"))?;
    let address = listener.local_addr()?;
    output::write(None, |out| Ok(writeln!(out, "Listening on http://{address}/")?))?;
    tracing::info!(%address, "listening");

    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    let deadline = context.config.harvest.shutdown_deadline;
    let served = serve(listener, Site { context: Arc::clone(&context), metrics }, stop.clone());
    let both = async { tokio::join!(served, watch(context, stop.clone())) };
    tokio::pin!(both);
    tokio::select! {
        ended = &mut both => return done(ended),
        _ = terminate.recv() => tracing::info!("stopping on SIGTERM"),
        _ = interrupt.recv() => tracing::info!("stopping on SIGINT"),
    }
    stop.cancel();
    match tokio::time::timeout(deadline, both).await {
        Ok(ended) => done(ended),
        Err(_) => Ok(Ended::Late),
    }
}

fn done((served, watched): (std::io::Result<()>, Result<(), crate::store::StoreError>)) -> Result<Ended> {
    served.context("the web server stopped")?;
    watched?;
    tracing::info!("stopped");
    Ok(Ended::InTime)
}
