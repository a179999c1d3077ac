//! The page on which an operator decides about a held set.

use maud::{Markup, html};

use super::Context;
use super::layout::layout;
use super::missing::list;
use super::parts::trail;
use crate::report::missing::Held;
use crate::validate::Text;

/// What came of an attempt to decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// A run is under way.
    Busy,
    /// The set is not held any more.
    Gone,
    /// The form said neither yes nor no.
    Unclear,
}

/// A held set and whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecisionReport {
    /// The organisation's id.
    pub organisation: String,
    /// The organisation's name.
    pub name: Text,
    /// The set; `None` when it is not held any more.
    pub held: Option<Held>,
    /// Whether decisions can be made here.
    pub is_open: bool,
    /// What is in the way of the decision that was just tried.
    pub refusal: Option<Refusal>,
}

/// The page.
pub fn decision(context: &Context<'_>, report: &DecisionReport) -> Markup {
    let name = context.language.of(&report.name);
    let path = format!("/organisationer/{}", report.organisation);
    let content = html! {
        (trail(context, &[("/", &context.text("page-overview")), (&path, name)]))
        div.lead {
            h1 { (context.text("decision-title")) }
            p.about { (name) }
        }
        @if let Some(refusal) = report.refusal { p.status role="alert" { (context.text(sentence(refusal))) } }
        @match &report.held {
            Some(held) => { (set(context, report, held)) }
            None => { p { (context.text("decision-none")) } }
        }
    };
    layout(context, &context.text("decision-title"), &content)
}

const fn sentence(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::Busy => "decision-busy",
        Refusal::Gone => "decision-gone",
        Refusal::Unclear => "decision-unclear",
    }
}

fn set(context: &Context<'_>, report: &DecisionReport, held: &Held) -> Markup {
    html! {
        p.status { (held.sentence(context.language)) }
        (list(context, &held.things))
        section aria-labelledby="decide" {
            h2 #decide { (context.text("decision-decide")) }
            p { (context.text("decision-about")) }
            @if report.is_open {
                form method="post" {
                    p {
                        label for="by" { (context.text("decision-by")) } " "
                        input #by name="by" maxlength="100" autocomplete="name";
                    }
                    p.choices {
                        button name="decision" value="approve" { (context.text("decision-approve")) }
                        " "
                        button name="decision" value="reject" { (context.text("decision-reject")) }
                    }
                }
                p.about { (context.text("decision-token")) }
            } @else {
                p { (context.text("decision-closed")) }
                p { code { "skord approve " (held.source) " " (held.run) } }
                p { code { "skord reject " (held.source) " " (held.run) } }
            }
        }
    }
}
