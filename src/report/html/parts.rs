//! Small parts of pages: severities, states, addresses, titles, figures.

use maud::{Markup, html};

use super::Context;
use crate::report::group::Sample;
use crate::report::language::Language;
use crate::report::names::severity_word;
use crate::report::region::RowState;
use crate::report::rows::Label;
use crate::report::visible::{encoded, shortened, visible};
use crate::validate::{Place, Severity};

/// The longest value shown on a page, in characters.
const VALUE: usize = 300;

/// A severity as a word with a shape of its own.
pub(super) fn badge(language: Language, severity: Severity) -> Markup {
    let (class, shape) = match severity {
        Severity::Violation => ("violation", "M8 1l6.5 7L8 15 1.5 8z"),
        Severity::Warning => ("warning", "M8 1.5L15 14.5H1z"),
        Severity::Info => ("info", "M8 1a7 7 0 110 14A7 7 0 018 1z"),
    };
    html! { span.badge.(class) { (icon(shape)) (severity_word(language, severity)) } }
}

/// The class of a state in the stylesheet.
pub(super) const fn state_class(state: RowState) -> &'static str {
    match state {
        RowState::Waiting => "waiting",
        RowState::Fetched => "fetched",
        RowState::Partly | RowState::Incomplete => "partly",
        RowState::Failed => "failed",
    }
}

/// The shape of a state: a ring, a tick, a triangle, a diamond.
pub(super) fn state_shape(state: RowState) -> Markup {
    icon(match state {
        RowState::Waiting => "M8 2a6 6 0 110 12A6 6 0 018 2zm0 1.6a4.4 4.4 0 100 8.8 4.4 4.4 0 000-8.8z",
        RowState::Fetched => "M6.3 13.3L1.5 8.5l1.6-1.6 3.2 3.2 6.6-6.6 1.6 1.6z",
        RowState::Partly | RowState::Incomplete => "M8 1.5L15 14.5H1z",
        RowState::Failed => "M8 1l6.5 7L8 15 1.5 8z",
    })
}

/// A shape that goes with a word, and says nothing of its own to a screen reader.
fn icon(path: &str) -> Markup {
    html! { svg.icon viewBox="0 0 16 16" aria-hidden="true" focusable="false" { path d=(path) {} } }
}

/// Whether an address may become a link: only `http` and `https` ones do.
fn is_web_address(iri: &str) -> bool {
    let scheme = iri.split(':').next().unwrap_or_default();
    scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https")
}

/// An address as a link if it can be one, else as text.
pub(super) fn address(iri: &str) -> Markup {
    let shown = visible(iri);
    let shown = shortened(&shown, VALUE);
    html! {
        @if is_web_address(iri) {
            a.address href=(encoded(iri)) rel="noopener noreferrer nofollow" { bdi { (shown) } }
        } @else {
            span.address { bdi { (shown) } }
        }
    }
}

/// A link to a thing in the data, by its title; by its address where it has no title.
pub(super) fn thing(context: &Context<'_>, iri: &str, title: Option<&Label>) -> Markup {
    let Some(label) = title else { return address(iri) };
    let text = words(context, label);
    html! {
        @if is_web_address(iri) {
            a href=(encoded(iri)) rel="noopener noreferrer nofollow" { (text) }
        } @else {
            (text)
        }
    }
}

/// Where a finding or a change is found: a link, or the title of what has no address and what that belongs to.
pub(super) fn found(context: &Context<'_>, sample: &Sample) -> Markup {
    match &sample.place {
        Place::Address(iri) => thing(context, iri, sample.title.as_ref()),
        Place::Nameless { near, title, near_title } => html! {
            @if let Some(title) = title { (words(context, title)) } @else { (context.text("finding-no-title")) }
            " "
            span.near {
                (context.text("finding-no-address"))
                @if !near.is_empty() { " " (context.text("finding-near")) " " (thing(context, near, near_title.as_ref())) }
            }
        },
    }
}

/// A thing by its title and address, as far as it has any: an address that we made is none.
pub(super) fn placed(context: &Context<'_>, iri: Option<&str>, title: Option<&Label>) -> Markup {
    match (iri, title) {
        (Some(iri), title) => thing(context, iri, title),
        (None, Some(title)) => html! { (words(context, title)) " " span.near { (context.text("finding-no-address")) } },
        (None, None) => html! { span.near { (context.text("finding-no-address")) } },
    }
}

/// A text from the data, marked with its language if that is not the page's.
fn words(context: &Context<'_>, label: &Label) -> Markup {
    let tag = label.language.as_deref().filter(|tag| {
        !tag.eq_ignore_ascii_case(context.language.tag())
            && !tag.is_empty()
            && tag.len() <= 35
            && tag.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    });
    let shown = visible(&label.text);
    html! { bdi lang=[tag] { (shortened(&shown, VALUE)) } }
}

/// A value from the data.
pub(super) fn value(text: &str) -> Markup {
    let shown = visible(text);
    html! { code.value { bdi { (shortened(&shown, VALUE)) } } }
}

/// An e-mail address as a link.
pub(super) fn mail(address: &str) -> Markup {
    html! { a href={ "mailto:" (address) } { (address) } }
}

/// A large number with what it counts, which stands in the same message: the number is set apart by its first space.
pub(super) fn figure(message: &str) -> Markup {
    let (number, unit) = message.split_once(' ').unwrap_or((message, ""));
    html! { li { strong { (number) } " " (unit) } }
}

/// The way back to the overview.
pub(super) fn trail(context: &Context<'_>, steps: &[(&str, &str)]) -> Markup {
    html! {
        nav.trail aria-label=(context.text("page-trail")) {
            ol {
                @for (path, name) in steps {
                    li { a href=(context.href(path)) { (name) } }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_become_links() {
        assert!(address("https://example.se/a b").into_string().starts_with("<a "));
        for other in
            ["javascript:alert(1)", "data:text/html,x", "JaVaScRiPt:x", " http://x", "urn:x", "file:///etc", ""]
        {
            assert!(!address(other).into_string().contains("<a "), "{other:?} became a link");
        }
    }

    #[test]
    fn markup_in_addresses_stays_text() {
        let html = address("https://example.se/\"><script>\u{202e}").into_string();
        assert!(!html.contains("<script>") && html.contains("&gt;&lt;script&gt;"), "{html}");
        assert!(html.contains("[U+202E]"), "{html}");
    }
}
