//! The page of all rules.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::Context;
use super::layout::layout;
use super::parts::{badge, trail};
use crate::validate::Rule;

/// The page.
pub fn rules(context: &Context<'_>) -> Markup {
    let title = context.text("page-rules");
    let content = html! {
        (trail(context, &[("/", &context.text("page-overview"))]))
        div.lead {
            h1 { (title) }
            p { (context.language.text_with("rules-about", &[("count", (context.profile.active().count() as u64).into())])) }
        }
        @for (name, rules) in by_class(context) { (class(context, name, &rules)) }
    };
    layout(context, &title, &content)
}

fn by_class<'a>(context: &Context<'a>) -> BTreeMap<&'a str, Vec<&'a Rule>> {
    let mut classes: BTreeMap<&str, Vec<&Rule>> = BTreeMap::new();
    for rule in context.profile.active() {
        classes.entry(context.language.of(&rule.class)).or_default().push(rule);
    }
    for rules in classes.values_mut() {
        rules.sort_by(|a, b| a.severity.cmp(&b.severity).then_with(|| a.id.cmp(&b.id)));
    }
    classes
}

fn class(context: &Context<'_>, name: &str, rules: &[&Rule]) -> Markup {
    let language = context.language;
    let columns =
        ["rules-column-problem", "rules-column-severity", "rules-column-property"].map(|key| context.text(key));
    html! {
        section {
            h2 { (name) }
            table.rows.rules role="table" aria-label=(name) {
                caption { (language.text_with("rules-caption", &[("count", (rules.len() as u64).into())])) }
                thead role="rowgroup" {
                    tr role="row" { @for column in &columns { th scope="col" role="columnheader" { (column) } } }
                }
                tbody role="rowgroup" {
                    @for rule in rules {
                        tr role="row" {
                            th scope="row" role="rowheader" {
                                a href=(context.href(&format!("/regler/{}", rule.id))) { (language.of(&rule.name)) }
                            }
                            td role="cell" data-label=(columns[1]) { (badge(language, rule.severity)) }
                            td role="cell" data-label=(columns[2]) { (language.of(&rule.property)) }
                        }
                    }
                }
            }
        }
    }
}
