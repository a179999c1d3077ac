//! The first page: the region at a glance.

use maud::{Markup, html};

use super::Context;
use super::agents::agents;
use super::layout::layout;
use super::parts::{figure, state_class, state_shape};
use crate::rdf::Format;
use crate::rdf::vocab::dcat;
use crate::report::names::{class_count, severity_count};
use crate::report::region::{Feed, OrganisationRow, RegionDecision, RegionReport, Snapshot};
use crate::validate::Severity;

/// The page.
pub fn region(context: &Context<'_>, report: &RegionReport) -> Markup {
    let language = context.language;
    let content = html! {
        div.lead {
            h1 { (language.of(&context.site.title)) }
            p { (language.of(&context.site.description)) }
            (published(context, report))
        }
        (figures(context, report))
        (decisions(context, report))
        section aria-labelledby="organisations" {
            h2 #organisations { (context.text("region-organisations")) }
            p { (context.text("region-organisations-about")) }
            (table(context, report))
        }
        (agents(context, &report.agents))
        @if let Some(snapshot) = &report.snapshot {
            (feeds(context, snapshot))
        }
    };
    layout(context, "", &content)
}

fn published(context: &Context<'_>, report: &RegionReport) -> Markup {
    let Some(snapshot) = &report.snapshot else { return html! { p.status { (context.text("region-not-published")) } } };
    let (language, at) = (context.language, context.language.moment(snapshot.at));
    html! {
        p.status { (language.text_with("region-published", &[("at", (&at).into())])) }
        @if report.failing() > 0 {
            p.status { (language.text_with("region-failing", &[("count", report.failing().into())])) }
            ul.failing {
                @for row in report.alphabetical(language).into_iter().filter(|row| row.is_failing()) {
                    li { a href=(context.href(&format!("/organisationer/{}", row.id))) { (language.of(&row.name)) } }
                }
            }
        }
    }
}

/// What waits for somebody, if anything does.
fn decisions(context: &Context<'_>, report: &RegionReport) -> Markup {
    if report.decisions.is_empty() && report.conflicts == 0 {
        return html! {};
    }
    let language = context.language;
    html! {
        section aria-labelledby="decisions" {
            h2 #decisions { (context.text("region-decisions")) }
            ul {
                @for RegionDecision { organisation, name, held } in &report.decisions {
                    li {
                        a href=(context.href(&format!("/organisationer/{organisation}#missing"))) { (language.of(name)) }
                        ": " (held.sentence(language)) " "
                        a href=(context.href(&format!("/beslut/{}/{}", held.source, held.run))) { (context.text("held-decide")) }
                    }
                }
                @if report.conflicts > 0 {
                    li { (language.text_with("region-conflicts", &[("count", report.conflicts.into())])) }
                }
            }
        }
    }
}

fn figures(context: &Context<'_>, report: &RegionReport) -> Markup {
    let (language, live) = (context.language, &report.live);
    let organisations = [("count", (report.rows.len() as u64).into())];
    html! {
        ul.figures aria-label=(context.text("region-figures")) {
            (figure(&language.text_with("count-organisations", &organisations)))
            (figure(&class_count(language, dcat::DATASET, live.datasets)))
            @if live.dataset_series > 0 {
                (figure(&class_count(language, dcat::DATASET_SERIES, live.dataset_series)))
            }
            (figure(&class_count(language, dcat::DISTRIBUTION, live.distributions)))
            (figure(&class_count(language, dcat::DATA_SERVICE, live.data_services)))
        }
    }
}

fn table(context: &Context<'_>, report: &RegionReport) -> Markup {
    let columns = [
        "region-column-organisation",
        "region-column-state",
        "region-column-last-good",
        "region-column-datasets",
        "region-column-violations",
        "region-column-warnings",
        "region-column-next",
    ]
    .map(|key| context.text(key));
    html! {
        table.rows role="table" {
            caption { (context.text("region-caption")) }
            thead role="rowgroup" {
                tr role="row" {
                    @for (place, column) in columns.iter().enumerate() {
                        th.number[(3..6).contains(&place)] scope="col" role="columnheader" { (column) }
                    }
                }
            }
            tbody role="rowgroup" {
                @for row in report.alphabetical(context.language) {
                    (organisation(context, row, &columns))
                }
            }
        }
    }
}

fn organisation(context: &Context<'_>, row: &OrganisationRow, columns: &[String; 7]) -> Markup {
    let language = context.language;
    let unknown = || context.text("region-unknown");
    let counts = [row.datasets, row.violations, row.warnings];
    html! {
        tr role="row" {
            th scope="row" role="rowheader" {
                a href=(context.href(&format!("/organisationer/{}", row.id))) { (language.of(&row.name)) }
                span.kind { (row.kind.word(language)) }
            }
            td role="cell" data-label=(columns[1]) { span.state.(state_class(row.state)) { (state_shape(row.state)) (row.state.word(language)) } }
            td role="cell" data-label=(columns[2]) {
                (row.last_good.map_or_else(unknown, |at| language.date(at.date())))
            }
            @for (count, column) in counts.iter().zip(&columns[3..6]) {
                td.number.none[*count == 0] role="cell" data-label=(column) {
                    // Nothing was checked, which is not the same as nothing being wrong.
                    (row.last_good.map_or_else(unknown, |_| language.number(*count)))
                }
            }
            td role="cell" data-label=(columns[6]) {
                (row.next_run.map_or_else(unknown, |at| language.moment(at)))
            }
        }
    }
}

fn feeds(context: &Context<'_>, snapshot: &Snapshot) -> Markup {
    html! {
        section aria-labelledby="feeds" {
            h2 #feeds { (context.text("region-feeds")) }
            p { (context.text("region-feeds-about")) }
            ul.feeds {
                @for feed in &snapshot.feeds {
                    li {
                        a href=(feed.path) { (feed.format.title()) }
                        span.size { (size(context, feed)) }
                        span.purpose { (purpose(context, feed.format)) }
                    }
                }
            }
        }
    }
}

fn purpose(context: &Context<'_>, format: Format) -> String {
    match format {
        Format::RdfXml => context.text("region-feed-rdf"),
        Format::Turtle => context.text("region-feed-turtle"),
        Format::JsonLd => context.text("region-feed-json"),
        Format::NTriples | Format::NQuads | Format::TriG => context.text("region-feed-lines"),
    }
}

/// The size in kilobytes, at least one: `45 678 kB`.
fn size(context: &Context<'_>, feed: &Feed) -> String {
    context.language.text_with("region-feed-size", &[("kilobytes", feed.bytes.div_ceil(1000).max(1).into())])
}

/// So many errors and warnings, as words.
pub(super) fn tally(context: &Context<'_>, violations: u64, warnings: u64) -> String {
    let language = context.language;
    let errors = severity_count(language, Severity::Violation, violations);
    let warnings = severity_count(language, Severity::Warning, warnings);
    language.text_with("page-two", &[("first", (&errors).into()), ("second", (&warnings).into())])
}
