//! The pages that say that there is no page.

use maud::{Markup, html};

use super::Context;
use super::layout::layout;
use super::parts::mail;

/// Why there is no page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// There is nothing at the address (404).
    NotFound,
    /// The server could not do it (500).
    Internal,
}

/// The page.
pub fn problem(context: &Context<'_>, problem: Problem) -> Markup {
    let (title, words) = match problem {
        Problem::NotFound => (context.text("problem-not-found"), context.text("problem-not-found-about")),
        Problem::Internal => (context.text("problem-internal"), context.text("problem-internal-about")),
    };
    let content = html! {
        div.lead {
            h1 { (title) }
            p { (words) }
            p { (context.text("page-questions")) " " (mail(&context.site.contact_email)) "." }
            p { a href=(context.href("/")) { (context.text("problem-home")) } }
        }
    };
    layout(context, &title, &content)
}
