//! `skord harvest`: one round now, then publish.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Result, bail};
use indicatif::{MultiProgress, ProgressBar, ProgressStyle};
use tokio_util::sync::CancellationToken;

use super::held::of_source;
use super::table::table;
use super::{Exit, log, output};
use crate::config;
use crate::harvest::{Clock, Context, Published};
use crate::report::{Language, Remark, RemarkCode};
use crate::schedule::{Progress, Round, round};
use crate::store::{Outcome, RunRow};

/// Harvest all sources, or the named ones, once; then publish
#[derive(clap::Args)]
#[command(after_help = "Exit code 1 if a source failed or has findings that are more than tips.\n\
    Removals that are held are listed by skord held and carried out by skord approve.\n\
    Examples:\n  skord harvest --config skord.toml\n  skord harvest --config skord.toml sala-dcat")]
pub(super) struct Args {
    /// The config file
    #[arg(long, value_name = "FILE")]
    config: PathBuf,
    /// The sources to harvest [default: all]
    sources: Vec<String>,
}

pub(super) fn run(args: &Args) -> Result<Exit> {
    let config = config::load(&args.config)?;
    log::begin(&config::Log { level: quiet(&config.log.level), ..config.log.clone() })?;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    let stop = CancellationToken::new();
    let context = Context::open(config, Clock::System, runtime.handle().clone(), stop.clone())?;
    let mut sources: Vec<String> = match args.sources.is_empty() {
        true => context.config.organisations.iter().flat_map(|o| &o.sources).map(|source| source.id.clone()).collect(),
        false => args.sources.clone(),
    };
    let mut named = BTreeSet::new();
    sources.retain(|id| named.insert(id.clone()));
    if let Some(unknown) = sources.iter().find(|id| context.source(id).is_none()) {
        bail!("there is no source {unknown} in {}", args.config.display());
    }
    for source in sources.iter().filter_map(|id| context.source(id)) {
        if let Some(until) = context.blackout(source) {
            tracing::warn!(source.id = %source.id, %until, "asked all the same: it is in a blackout window");
        }
    }
    context.store.interrupt_runs(context.clock.timestamp())?;
    let context = Arc::new(context);
    let progress: Arc<dyn Progress> = match output::is_terminal() {
        true => Arc::new(Bars::new(sources.len())),
        false => Arc::new(Lines),
    };
    let round = runtime.block_on(async {
        let round = round(&context, sources, &progress, &stop);
        tokio::pin!(round);
        tokio::select! {
            round = &mut round => round,
            _ = tokio::signal::ctrl_c() => {
                stop.cancel();
                round.await
            }
        }
    });
    drop(progress);
    let text = summary(&context, &round)?;
    output::write(None, |out| Ok(out.write_all(text.as_bytes())?))?;
    match round.published {
        Some(Err(error)) => Err(error.into()),
        None => bail!("interrupted; nothing was published"),
        Some(Ok(Published::Busy)) => bail!("another process is publishing"),
        Some(Ok(Published::Nothing)) => Ok(Exit::Findings),
        Some(Ok(_)) if !round.lost.is_empty() => bail!("{} runs could not be stored", round.lost.len()),
        Some(Ok(_)) => {
            let all_well = round.busy.is_empty()
                && round.runs.iter().all(|run| {
                    let counts = &run.counts;
                    run.outcome != Outcome::Failed && counts.violations + counts.warnings == 0
                });
            Ok(if all_well { Exit::Fine } else { Exit::Findings })
        }
    }
}

/// The table tells what happened; the log only what goes wrong, unless the config asks for more than usual, and what this
/// command does against the config.
fn quiet(level: &str) -> String {
    if level == "info" { format!("error,{}=warn", module_path!()) } else { level.to_owned() }
}

fn summary(context: &Context, round: &Round) -> Result<String> {
    let heading =
        ["SOURCE", "OUTCOME", "DATASETS", "ADDED", "UPDATED", "REMOVED", "HELD", "VIOLATIONS", "WARNINGS", "MESSAGE"];
    let mut rows = vec![heading.map(str::to_owned).to_vec()];
    let mut runs: Vec<_> = round.runs.iter().collect();
    runs.sort_by(|a, b| a.source.cmp(&b.source));
    for run in runs {
        let datasets = context.store.class_counts(&run.source)?.into_iter().find(|count| count.class == "Dataset");
        let counts = &run.counts;
        let mut row = vec![run.source.clone(), run.outcome.name().to_owned()];
        let figures = [
            datasets.map_or(0, |count| count.count),
            counts.added,
            counts.updated,
            counts.removed,
            counts.held,
            counts.violations,
            counts.warnings,
        ];
        row.extend(figures.map(|figure| figure.to_string()));
        row.push(message(context, run)?);
        rows.push(row);
    }
    for source in &round.busy {
        rows.push(vec![source.clone(), "busy".to_owned()]);
    }
    let mut text = table(&rows);
    for run in round.runs.iter().filter(|run| run.counts.held > 0) {
        text.push_str(&of_source(&context.store, &run.source)?);
    }
    match &round.published {
        Some(Ok(Published::Snapshot(row))) => text.push_str(&format!(
            "Published snapshot {}: {} datasets, {} triples, in {}\n",
            row.id,
            row.datasets,
            row.triples,
            context.snapshots().join(&row.id).display()
        )),
        Some(Ok(Published::Unchanged(row))) => {
            text.push_str(&format!("Nothing changed; snapshot {} with {} datasets stays\n", row.id, row.datasets));
        }
        Some(Ok(Published::Nothing)) => text.push_str("No source has given anything yet; nothing was published\n"),
        _ => {}
    }
    Ok(text)
}

/// Why a run failed, or else what is worth telling about it.
pub(super) fn message(context: &Context, run: &RunRow) -> Result<String> {
    if let Some(message) = &run.message {
        return Ok(message.clone());
    }
    let remarks = context.store.remarks(run.id)?;
    let sentences = remarks.into_iter().filter_map(|row| {
        let code = RemarkCode::from_code(&row.code)?;
        Some(Remark { code, address: row.address, detail: row.detail }.sentence(Language::En))
    });
    Ok(sentences.collect::<Vec<_>>().join(" "))
}

/// A line for each source that is done.
struct Lines;

impl Progress for Lines {
    fn started(&self, _: &str) {}

    fn ended(&self, source: &str, outcome: &str) {
        // Without anybody to read it the harvest goes on all the same.
        let _ = writeln!(std::io::stderr(), "{source}: {outcome}");
    }
}

/// A bar for the round and a spinner for each source at work.
struct Bars {
    bars: MultiProgress,
    all: ProgressBar,
    working: Mutex<BTreeMap<String, ProgressBar>>,
}

impl Bars {
    fn new(sources: usize) -> Self {
        let bars = MultiProgress::new();
        let all = bars.add(ProgressBar::new(sources as u64));
        if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len} sources, {elapsed}") {
            all.set_style(style);
        }
        all.enable_steady_tick(Duration::from_millis(200));
        Bars { bars, all, working: Mutex::new(BTreeMap::new()) }
    }
}

impl Progress for Bars {
    fn started(&self, source: &str) {
        let spinner = self.bars.add(ProgressBar::new_spinner());
        spinner.set_message(source.to_owned());
        spinner.enable_steady_tick(Duration::from_millis(200));
        self.working.lock().unwrap_or_else(PoisonError::into_inner).insert(source.to_owned(), spinner);
    }

    fn ended(&self, source: &str, outcome: &str) {
        if let Some(spinner) = self.working.lock().unwrap_or_else(PoisonError::into_inner).remove(source) {
            spinner.finish_and_clear();
        }
        self.all.inc(1);
        // A line that cannot be drawn is no reason to end a harvest.
        let _ = self.bars.println(format!("{source}: {outcome}"));
    }
}

impl Drop for Bars {
    fn drop(&mut self) {
        self.all.finish_and_clear();
    }
}
