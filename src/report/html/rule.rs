//! The page of one rule.

use maud::{Markup, html};

use super::Context;
use super::findings::help;
use super::layout::layout;
use super::parts::{address, badge, trail};
use crate::validate::Rule;

/// The page.
pub fn rule(context: &Context<'_>, rule: &Rule) -> Markup {
    let language = context.language;
    let name = language.of(&rule.name);
    let content = html! {
        (trail(context, &[("/", &context.text("page-overview")), ("/regler", &context.text("page-rules"))]))
        div.lead {
            p.above { (language.of(&rule.class)) " · " (language.of(&rule.property)) }
            h1 { (name) }
            p { (badge(language, rule.severity)) }
        }
        section aria-label=(context.text("rule-help")) { (help(context, rule)) }
        (examples(context, rule))
        (specification(context, rule))
        (technical(context, rule))
    };
    layout(context, &format!("{}: {name}", language.of(&rule.class)), &content)
}

/// What is right and what is wrong; a rule of others may come without.
fn examples(context: &Context<'_>, rule: &Rule) -> Markup {
    if rule.example.is_empty() || rule.counter_example.is_empty() {
        return html! {};
    }
    html! {
        section aria-labelledby="examples" {
            h2 #examples { (context.text("rule-examples")) }
            p { (context.text("rule-examples-about")) }
            div.examples {
                figure.good { figcaption { (context.text("rule-example")) } pre { code { (rule.example.trim()) } } }
                figure.bad { figcaption { (context.text("rule-counter-example")) } pre { code { (rule.counter_example.trim()) } } }
            }
        }
    }
}

fn specification(context: &Context<'_>, rule: &Rule) -> Markup {
    if rule.spec.is_empty() {
        return html! {};
    }
    html! {
        section aria-labelledby="specification" {
            h2 #specification { (context.text("rule-specification")) }
            ul { @for link in &rule.spec { li { (address(link)) } } }
        }
    }
}

fn technical(context: &Context<'_>, rule: &Rule) -> Markup {
    html! {
        details.technical {
            summary { (context.text("page-technical")) }
            dl.facts {
                div { dt { (context.text("rule-id")) } dd { code { (rule.id) } } }
                div { dt { (context.text("rule-class")) } dd { code { (rule.class_iri) } } }
                div { dt { (context.text("rule-property")) } dd { code { (rule.path) } } }
                div { dt { (context.text("rule-profile")) } dd { (context.profile.profile_of(&rule.id)) } }
            }
        }
    }
}
