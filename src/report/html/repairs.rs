//! What was repaired for an organisation, so that it can repair it at home.

use maud::{Markup, html};

use super::Context;
use super::parts::{found, value};
use crate::normalise::STEPS;
use crate::report::change::ChangeValue;
use crate::report::language::Language;
use crate::report::names::level_sentence;
use crate::report::organisation::{ChangeExample, RepairGroup};
use crate::report::property::property;

/// The section about repairs.
pub(super) fn repairs(context: &Context<'_>, groups: &[RepairGroup]) -> Markup {
    if groups.is_empty() {
        return html! {};
    }
    html! {
        section aria-labelledby="repairs" {
            h2 #repairs { (context.text("repair-title")) }
            p { (context.text("repair-about")) }
            @for group in groups { (one(context, group)) }
        }
    }
}

fn one(context: &Context<'_>, group: &RepairGroup) -> Markup {
    let times = context.language.text_with("repair-count", &[("count", group.count.into())]);
    html! {
        details.repair {
            summary {
                h3 { (description(context.language, &group.step)) }
                span.share { (times) }
            }
            div.body {
                @if let Some(step) = STEPS.iter().find(|step| step.id == group.step) {
                    p { (level_sentence(context.language, step.level)) }
                }
                (examples(context, &group.examples))
                details.technical {
                    summary { (context.text("page-technical")) }
                    dl.facts { div { dt { (context.text("repair-step")) } dd { code { (group.step) } } } }
                }
            }
        }
    }
}

/// What a step does; for a step that is no more, its id.
pub(super) fn description(language: Language, step: &str) -> &str {
    let Some(known) = STEPS.iter().find(|s| s.id == step) else { return step };
    match language {
        Language::Sv => known.description.sv,
        Language::En => known.description.en,
    }
}

fn examples(context: &Context<'_>, examples: &[ChangeExample]) -> Markup {
    let columns = ["repair-column-where", "repair-column-property", "repair-column-before", "repair-column-after"]
        .map(|key| context.text(key));
    html! {
        table.rows role="table" {
            caption { (context.text("repair-examples")) }
            thead role="rowgroup" {
                tr role="row" { @for column in &columns { th scope="col" role="columnheader" { (column) } } }
            }
            tbody role="rowgroup" {
                @for example in examples {
                    tr role="row" {
                        th scope="row" role="rowheader" { (found(context, &example.thing)) }
                        td.property role="cell" data-label=(columns[1]) { (property(&example.property, context.language)) }
                        td role="cell" data-label=(columns[2]) { (side(context, example.before.as_ref(), "repair-nothing")) }
                        td role="cell" data-label=(columns[3]) { (side(context, example.after.as_ref(), "repair-removed")) }
                    }
                }
            }
        }
    }
}

pub(super) fn side(context: &Context<'_>, side: Option<&ChangeValue>, absent: &str) -> Markup {
    match side {
        Some(ChangeValue::Written(written)) => value(written),
        Some(given) => html! { (given.text(context.language)) },
        None => html! { (context.text(absent)) },
    }
}
