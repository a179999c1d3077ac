//! The findings of an organisation, one folded part a rule.

use maud::{Markup, html};

use super::Context;
use super::parts::{badge, found, value};
use crate::report::group::FindingGroup;
use crate::report::names::owner_sentence;
use crate::validate::Rule;

/// The section about what can be better.
pub(super) fn findings(context: &Context<'_>, groups: &[FindingGroup]) -> Markup {
    if groups.is_empty() {
        return html! {};
    }
    html! {
        section aria-labelledby="findings" {
            h2 #findings { (context.text("finding-title")) }
            p { (context.text("finding-about")) }
            @for group in groups { (one(context, group)) }
        }
    }
}

/// What a group is about: `12 datamängder saknar titel`; for a rule that is not in the profile any more, its id.
pub(super) fn title_of(context: &Context<'_>, group: &FindingGroup) -> String {
    context.profile.rule(&group.rule).map_or_else(|| group.rule.clone(), |rule| group.title(rule, context.language))
}

fn one(context: &Context<'_>, group: &FindingGroup) -> Markup {
    let rule = context.profile.rule(&group.rule);
    html! {
        details.finding {
            summary {
                (badge(context.language, group.severity))
                h3 { (title_of(context, group)) }
                @if let Some(population) = group.population.filter(|p| *p >= group.affected) {
                    span.share { (share(context, group.affected, population)) }
                }
                @if group.is_mended() { span.share { (context.text("finding-mended")) } }
            }
            // The address of a part inside opens the folded whole.
            div.body #(group.rule) {
                @if let Some(mended) = group.mended_sentence(context.language) { p.mended { (mended) } }
                @if let Some(rule) = rule {
                    (help(context, rule))
                    p { a href=(context.href(&format!("/regler/{}", rule.id))) { (context.text("finding-rule")) } }
                }
                (values(context, group))
                (samples(context, group))
                (technical(context, group, rule))
            }
        }
    }
}

fn share(context: &Context<'_>, affected: u64, population: u64) -> String {
    context.language.text_with("finding-share", &[("count", affected.into()), ("all", population.into())])
}

/// Why a rule is there, how to follow it, and who does that.
pub(super) fn help(context: &Context<'_>, rule: &Rule) -> Markup {
    let language = context.language;
    html! {
        dl.help {
            div { dt { (context.text("finding-why")) } dd { (language.of(&rule.why)) } }
            div { dt { (context.text("finding-fix")) } dd { (language.of(&rule.fix)) } }
            div { dt { (context.text("finding-who")) } dd { (owner_sentence(language, rule.owner)) } }
        }
    }
}

fn values(context: &Context<'_>, group: &FindingGroup) -> Markup {
    if group.values.is_empty() {
        return html! {};
    }
    let columns = ["finding-column-value", "finding-column-line", "finding-column-count"].map(|key| context.text(key));
    let lines = group.values.iter().any(|row| !row.lines.is_empty());
    html! {
        table.values {
            caption { (context.text("finding-values")) }
            thead {
                tr {
                    th scope="col" { (columns[0]) }
                    @if lines { th scope="col" { (columns[1]) } }
                    th.number scope="col" { (columns[2]) }
                }
            }
            tbody {
                @for row in &group.values {
                    tr {
                        th scope="row" {
                            (value(&row.value))
                            @if row.is_mended() { " " span.share { (context.text("finding-mended")) } }
                        }
                        @if lines { td { (row.lines.text(context.language)) } }
                        td.number { (context.language.number(row.count)) }
                    }
                }
            }
        }
        (more(context, group.distinct_values, group.values.len()))
    }
}

fn samples(context: &Context<'_>, group: &FindingGroup) -> Markup {
    html! {
        h4 { (context.text("finding-samples")) }
        ul.samples {
            @for sample in &group.samples { li {
                (found(context, sample))
                @if !sample.lines.is_empty() { span.line { ", " (sample.lines.text(context.language)) } }
            } }
        }
        (more(context, group.affected, group.samples.len()))
    }
}

/// That more is not listed.
pub(super) fn more(context: &Context<'_>, all: u64, shown: usize) -> Markup {
    let left = all.saturating_sub(shown as u64);
    html! {
        @if left > 0 { p.more { (context.language.text_with("finding-more", &[("count", left.into())])) } }
    }
}

fn technical(context: &Context<'_>, group: &FindingGroup, rule: Option<&Rule>) -> Markup {
    html! {
        details.technical {
            summary { (context.text("page-technical")) }
            dl.facts {
                div {
                    dt { (context.text("rule-id")) }
                    dd {
                        @if rule.is_some() {
                            a href=(context.href(&format!("/regler/{}", group.rule))) { (group.rule) }
                        } @else { (group.rule) }
                    }
                }
                @if let Some(rule) = rule {
                    div { dt { (context.text("rule-class")) } dd { code { (rule.class_iri) } } }
                    div { dt { (context.text("rule-property")) } dd { code { (rule.path) } } }
                }
                div { dt { (context.text("finding-findings")) } dd { (context.language.number(group.findings)) } }
            }
        }
    }
}
