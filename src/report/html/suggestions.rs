//! What is proposed to an organisation: what only it can decide.

use maud::{Markup, html};

use super::Context;
use super::parts::found;
use super::repairs::{description, side};
use crate::report::property::property;
use crate::report::suggestion::{SuggestionExample, SuggestionGroup};

/// The section about proposals.
pub(super) fn suggestions(context: &Context<'_>, groups: &[SuggestionGroup]) -> Markup {
    if groups.is_empty() {
        return html! {};
    }
    html! {
        section aria-labelledby="suggestions" {
            h2 #suggestions { (context.text("suggestion-title")) }
            p { (context.text("suggestion-about")) }
            @for group in groups { (one(context, group)) }
        }
    }
}

fn one(context: &Context<'_>, group: &SuggestionGroup) -> Markup {
    let times = context.language.text_with("suggestion-count", &[("count", group.count.into())]);
    html! {
        details.repair {
            summary {
                h3 { (description(context.language, &group.step)) }
                span.share { (times) }
            }
            div.body {
                (examples(context, &group.examples))
                details.technical {
                    summary { (context.text("page-technical")) }
                    dl.facts { div { dt { (context.text("repair-step")) } dd { code { (group.step) } } } }
                }
            }
        }
    }
}

fn examples(context: &Context<'_>, examples: &[SuggestionExample]) -> Markup {
    let columns =
        ["repair-column-where", "repair-column-property", "suggestion-column-value", "suggestion-column-proposed"]
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
                        td role="cell" data-label=(columns[2]) { (side(context, example.value.as_ref(), "suggestion-nothing")) }
                        td role="cell" data-label=(columns[3]) { (side(context, Some(&example.proposed), "suggestion-nothing")) }
                    }
                }
            }
        }
    }
}
