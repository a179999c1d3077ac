//! Agents that seem to be one, and references that lead nowhere.

use maud::{Markup, html};

use super::Context;
use super::findings::more;
use super::parts::{address, placed, value};
use crate::rdf::vocab::{dcat, dcterms};
use crate::report::agents::{AgentGroup, AlikeBy, DanglingReference};

/// The section about agents with several addresses; nothing if there is none.
pub(super) fn agents(context: &Context<'_>, groups: &[AgentGroup]) -> Markup {
    if groups.is_empty() {
        return html! {};
    }
    html! {
        section aria-labelledby="agents" {
            h2 #agents { (context.text("agents-title")) }
            p { (context.text("agents-about")) }
            @for group in groups { (one(context, group)) }
        }
    }
}

fn one(context: &Context<'_>, group: &AgentGroup) -> Markup {
    let key = match group.by {
        AlikeBy::Number => "agents-number",
        AlikeBy::Name => "agents-name",
    };
    html! {
        p { (context.text(key)) " " (value(&group.key)) }
        ul.things {
            @for member in &group.members {
                li {
                    (placed(context, member.iri.as_deref(), None))
                    @if member.count > 1 { " " (context.language.text_with("agents-several", &[("count", member.count.into())])) }
                    @if let Some(name) = &member.name { " – " (value(name)) }
                    ", " a href=(context.href(&format!("/organisationer/{}", member.organisation))) {
                        (context.language.of(&member.organisation_name))
                    }
                }
            }
        }
        (more(context, group.all, group.members.len()))
    }
}

/// The word for a property whose value readers look up.
fn property_key(property: &str) -> &'static str {
    match property {
        dcat::HAS_DISTRIBUTION => "dangling-distribution",
        dcterms::PUBLISHER => "dangling-publisher",
        dcat::SERVES_DATASET => "dangling-dataset",
        dcat::IN_SERIES => "dangling-series",
        _ => "dangling-contact",
    }
}

/// The section about references that lead nowhere; nothing if all lead somewhere.
pub(super) fn dangling(context: &Context<'_>, references: &[DanglingReference], all: u64) -> Markup {
    if references.is_empty() {
        return html! {};
    }
    let columns =
        ["dangling-column-thing", "dangling-column-property", "dangling-column-target"].map(|key| context.text(key));
    html! {
        section aria-labelledby="dangling" {
            h2 #dangling { (context.text("dangling-title")) }
            p { (context.text("dangling-about")) }
            table.rows role="table" {
                caption { (context.text("dangling-caption")) }
                thead role="rowgroup" {
                    tr role="row" { @for column in &columns { th scope="col" role="columnheader" { (column) } } }
                }
                tbody role="rowgroup" {
                    @for one in references {
                        tr role="row" {
                            th scope="row" role="rowheader" { (address(&one.iri)) }
                            td role="cell" data-label=(columns[1]) { (context.text(property_key(&one.property))) }
                            td role="cell" data-label=(columns[2]) { (address(&one.target)) }
                        }
                    }
                }
            }
            (more(context, all, references.len()))
        }
    }
}
