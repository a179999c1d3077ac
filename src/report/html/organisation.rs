//! The page of one organisation.

use maud::{Markup, html};

use super::Context;
use super::agents::{agents, dangling};
use super::findings::{findings, more, title_of};
use super::layout::layout;
use super::missing::missing;
use super::parts::{address, badge, figure, thing, trail};
use super::region::tally;
use super::repairs::repairs;
use super::sources::sources;
use super::suggestions::suggestions;
use crate::rdf::vocab::dcat;
use crate::report::first::{First, first};
use crate::report::names::{class_count, owner_sentence, severity_word};
use crate::report::organisation::{Conflict, Organisation, OrganisationReport, Quality, Shown};
use crate::report::rows::LiveCounts;
use crate::report::visible::visible;
use crate::validate::Severity;

/// The page.
pub fn organisation(context: &Context<'_>, report: &OrganisationReport) -> Markup {
    let name = context.language.of(&report.organisation.name);
    let things = first(report, context.profile);
    let content = html! {
        (trail(context, &[("/", &context.text("page-overview"))]))
        div.lead {
            h1 { (name) }
            p.about { (about(context, &report.organisation)) }
            p.status { (verdict(context, report)) }
            @if report.mended() > 0 { p.about { (mended(context, report)) } }
            @if let Some(quality) = report.quality { p.about { (score(context, quality)) } }
        }
        (figures(context, report))
        (to_do(context, &things))
        (sources(context, &report.sources, &things))
        (missing(context, &report.sources))
        (findings(context, &report.groups))
        (repairs(context, &report.repairs))
        (suggestions(context, &report.suggestions))
        (conflicts(context, report))
        (agents(context, &report.agents))
        (dangling(context, &report.dangling, report.all_dangling))
    };
    layout(context, &page_title(context, report), &content)
}

/// Errors come first in the title, as screen readers read it out.
fn page_title(context: &Context<'_>, report: &OrganisationReport) -> String {
    let name = context.language.of(&report.organisation.name);
    match report.left(Severity::Violation) {
        0 => name.to_owned(),
        count => {
            let word = severity_word(context.language, Severity::Violation);
            format!("{word}: {} – {name}", context.language.number(count))
        }
    }
}

fn about(context: &Context<'_>, organisation: &Organisation) -> String {
    let kind = organisation.kind.word(context.language);
    let Some(number) = organisation.number.as_deref() else { return kind };
    let number = match number.split_at_checked(6) {
        Some((head, tail)) if number.len() == 10 => format!("{head}-{tail}"),
        _ => number.to_owned(),
    };
    context.language.text_with("organisation-about", &[("kind", (&kind).into()), ("number", (&number).into())])
}

fn verdict(context: &Context<'_>, report: &OrganisationReport) -> String {
    let (violations, warnings) = (report.left(Severity::Violation), report.left(Severity::Warning));
    match (violations, warnings) {
        _ if report.last_good().is_none() => match report.sources.iter().any(|source| source.state.is_failed()) {
            true => context.text("organisation-never-read"),
            false => context.text("organisation-nothing-yet"),
        },
        (0, 0) if report.mended() > 0 => context.text("organisation-only-mended"),
        (0, 0) => context.text("organisation-all-well"),
        (0, _) => context.language.text_with("organisation-no-errors", &[("count", warnings.into())]),
        _ => {
            let tally = tally(context, violations, warnings);
            context.language.text_with("organisation-tally", &[("tally", (&tally).into())])
        }
    }
}

/// How much of what was found is mended in the feed already.
fn mended(context: &Context<'_>, report: &OrganisationReport) -> String {
    context.language.text_with("organisation-mended", &[("count", report.mended().into())])
}

fn score(context: &Context<'_>, quality: Quality) -> String {
    let Quality { points, measured, of } = quality;
    let figures = [("points", points.into()), ("measured", measured.into()), ("of", of.into())];
    context.language.text_with("organisation-quality", &figures)
}

fn figures(context: &Context<'_>, report: &OrganisationReport) -> Markup {
    let (language, live) = (context.language, &report.live);
    if *live == LiveCounts::default() {
        return html! {};
    }
    html! {
        ul.figures aria-label=(context.text("organisation-figures")) {
            (figure(&class_count(language, dcat::DATASET, live.datasets)))
            @if live.dataset_series > 0 {
                (figure(&class_count(language, dcat::DATASET_SERIES, live.dataset_series)))
            }
            (figure(&class_count(language, dcat::DISTRIBUTION, live.distributions)))
            (figure(&class_count(language, dcat::DATA_SERVICE, live.data_services)))
        }
    }
}

fn to_do(context: &Context<'_>, things: &[First<'_>]) -> Markup {
    if things.is_empty() {
        return html! {};
    }
    html! {
        section.first aria-labelledby="first" {
            h2 #first { (context.text("organisation-first")) }
            ol {
                @for thing in things { li { (one_thing(context, *thing)) } }
            }
        }
    }
}

fn one_thing(context: &Context<'_>, thing: First<'_>) -> Markup {
    let language = context.language;
    match thing {
        First::Source(source, failure) => html! {
            h3 { (context.text("organisation-first-source")) }
            p { (source.state.sentence(language)) }
            p { strong { (context.text("finding-fix")) ": " } (failure.fix(language)) }
            @if let Some(owner) = failure.owner_sentence(language) { p.owner { (owner) } }
        },
        First::Incomplete(_, remark) => html! {
            h3 { (context.text("organisation-first-incomplete")) }
            p { bdi { (visible(&remark.sentence(language))) } }
        },
        First::Findings(group) => html! {
            h3 { a href={ "#" (group.rule) } { (title_of(context, group)) } " " (badge(language, group.severity)) }
            @if let Some(rule) = context.profile.rule(&group.rule) {
                p { (language.of(&rule.why)) }
                p { strong { (context.text("finding-fix")) ": " } (language.of(&rule.fix)) }
                @if let Some(mended) = group.mended_sentence(language) { p.mended { (mended) } }
                p.owner { (owner_sentence(language, rule.owner)) }
            }
        },
    }
}

fn conflicts(context: &Context<'_>, report: &OrganisationReport) -> Markup {
    let conflicts = &report.conflicts;
    if conflicts.is_empty() {
        return html! {};
    }
    let columns =
        ["conflict-column-thing", "conflict-column-other", "conflict-column-shown"].map(|key| context.text(key));
    html! {
        section aria-labelledby="conflicts" {
            h2 #conflicts { (context.text("conflict-title")) }
            p { (context.text("conflict-about")) }
            table.rows role="table" {
                caption { (context.text("conflict-caption")) }
                thead role="rowgroup" {
                    tr role="row" {
                        @for column in &columns { th scope="col" role="columnheader" { (column) } }
                    }
                }
                tbody role="rowgroup" {
                    @for conflict in conflicts {
                        tr role="row" {
                            th scope="row" role="rowheader" { (thing(context, &conflict.iri, conflict.title.as_ref())) }
                            td role="cell" data-label=(columns[1]) { (other(context, conflict)) }
                            td role="cell" data-label=(columns[2]) {
                                (shown(context, conflict))
                                @if let Some(iri) = &conflict.other_iri { " " (context.text("conflict-as")) " " (address(iri)) }
                            }
                        }
                    }
                }
            }
            (more(context, report.all_conflicts, conflicts.len()))
        }
    }
}

fn other(context: &Context<'_>, conflict: &Conflict) -> Markup {
    let name = context.language.of(&conflict.other_name);
    html! {
        @if let Some(id) = &conflict.other {
            a href=(context.href(&format!("/organisationer/{id}"))) { (name) }
        } @else { (name) }
    }
}

fn shown(context: &Context<'_>, conflict: &Conflict) -> String {
    match conflict.shown {
        Shown::Ours => context.text("conflict-ours"),
        Shown::Theirs => context.text("conflict-theirs"),
    }
}
