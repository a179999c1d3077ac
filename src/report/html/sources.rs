//! How it stands with the sources of an organisation.

use maud::{Markup, html};

use super::Context;
use super::parts::{address, state_class, state_shape, value};
use crate::report::first::First;
use crate::report::missing::Held;
use crate::report::organisation::{RunCounts, SourceState, SourceStatus};
use crate::report::region::RowState;
use crate::report::visible::visible;

/// The section about an organisation's sources.
///
/// `first` are the things that stand further up.
pub(super) fn sources(context: &Context<'_>, sources: &[SourceStatus], first: &[First<'_>]) -> Markup {
    let is_told = |source: &SourceStatus| {
        first.iter().any(|thing| match thing {
            First::Source(told, _) | First::Incomplete(told, _) => std::ptr::eq(*told, source),
            First::Findings(_) => false,
        })
    };
    html! {
        section aria-labelledby="sources" {
            h2 #sources { (context.text("source-title")) }
            @if sources.is_empty() { p { (context.text("source-none")) } }
            @for source in sources { (one(context, source, is_told(source))) }
        }
    }
}

/// One source; `told` if what to do about it stands further up.
fn one(context: &Context<'_>, source: &SourceStatus, told: bool) -> Markup {
    let language = context.language;
    let next_run = source.next_run.filter(|_| !source.state.is_failed());
    let state = RowState::of(std::slice::from_ref(source));
    html! {
        article.source {
            p.sentence {
                span.state.(state_class(state)) { (state_shape(state)) }
                (source.state.sentence(language))
                @if state == RowState::Incomplete { " " (context.text("source-incomplete")) }
            }
            @if let SourceState::Failed { failure, .. } = &source.state && !told {
                p { strong { (context.text("finding-fix")) ": " } (failure.fix(language)) }
            }
            @if let Some(next) = source.next_sentence(language) { p { (next) } }
            @if let Some(age) = source.state.age_sentence(language) { p { (age) } }
            @for remark in source.remarks.iter().filter(|remark| !(told && remark.code.is_incomplete())) { p.remark { bdi { (visible(&remark.sentence(language))) } } }
            dl.facts {
                div { dt { (context.text("source-address")) } dd { (address(&source.address)) } }
                @if let Some(counts) = &source.last_run {
                    div { dt { (context.text("source-last-run")) } dd { (run(context, counts)) } }
                    @if let Some(held) = &source.missing.held {
                        div { dt { (context.text("source-held")) } dd { a href="#missing" { (held_count(context, held)) } } }
                    }
                }
                @if let Some(next) = next_run {
                    div { dt { (context.text("source-next-run")) } dd { (language.moment(next)) } }
                }
            }
            (technical(context, source))
        }
    }
}

fn run(context: &Context<'_>, counts: &RunCounts) -> String {
    let arguments = [
        ("added", counts.added.into()),
        ("updated", counts.updated.into()),
        ("removed", counts.removed.into()),
        ("unchanged", counts.unchanged.into()),
    ];
    context.language.text_with("source-run-counts", &arguments)
}

fn held_count(context: &Context<'_>, held: &Held) -> String {
    context.language.text_with("source-held-count", &[("count", held.things.all.into())])
}

fn technical(context: &Context<'_>, source: &SourceStatus) -> Markup {
    let SourceState::Failed { failure, at, .. } = &source.state else { return html! {} };
    html! {
        details.technical {
            summary { (context.text("page-technical")) }
            dl.facts {
                div { dt { (context.text("source-last-try")) } dd { (context.language.moment(*at)) } }
                div { dt { (context.text("source-id")) } dd { (source.id) } }
                div { dt { (context.text("source-code")) } dd { code { (failure.code.code()) } } }
                @if !failure.detail.is_empty() {
                    div { dt { (context.text("source-detail")) } dd lang="en" { (value(&failure.detail)) } }
                }
            }
        }
    }
}
