//! What an organisation no longer has in its source: what is held, what waits, what moved.

use maud::{Markup, html};

use super::Context;
use super::findings::more;
use super::parts::placed;
use crate::report::missing::{Held, Listed, Missing, Moved};
use crate::report::organisation::SourceStatus;
use crate::report::visible::visible;

/// The section about what is missing; nothing if nothing is.
pub(super) fn missing(context: &Context<'_>, sources: &[SourceStatus]) -> Markup {
    if sources.iter().all(|source| source.missing.is_empty()) {
        return html! {};
    }
    html! {
        section aria-labelledby="missing" {
            h2 #missing { (context.text("absent-title")) }
            @for source in sources.iter().filter(|source| !source.missing.is_empty()) {
                @if sources.len() > 1 { h3 { (source.id) } }
                (one(context, &source.missing))
            }
        }
    }
}

fn one(context: &Context<'_>, missing: &Missing) -> Markup {
    let language = context.language;
    html! {
        @if let Some(held) = &missing.held { (held_set(context, held)) }
        @if let Some((listed, first)) = &missing.grace {
            p {
                (language.text_with("absent-grace", &[("count", listed.all.into()), ("day", (&language.date(*first)).into())]))
            }
            (list(context, listed))
        }
        @if let Some(listed) = &missing.kept {
            p { (language.text_with("absent-kept", &[("count", listed.all.into())])) }
            (list(context, listed))
        }
        (moved(context, &missing.moved))
        @for decided in &missing.decided { p.about { bdi { (visible(&decided.sentence(language))) } } }
    }
}

/// A held set, with the way to where it is decided on.
fn held_set(context: &Context<'_>, held: &Held) -> Markup {
    let path = format!("/beslut/{}/{}", held.source, held.run);
    html! {
        p.status { (held.sentence(context.language)) }
        p { (context.text("held-advice")) }
        (list(context, &held.things))
        p { a href=(context.href(&path)) { (context.text("held-decide")) } }
    }
}

/// Things by their titles.
pub(super) fn list(context: &Context<'_>, listed: &Listed) -> Markup {
    html! {
        ul.things { @for one in &listed.things { li { (placed(context, one.iri.as_deref(), one.title.as_ref())) } } }
        (more(context, listed.all, listed.things.len()))
    }
}

fn moved(context: &Context<'_>, (things, all): &(Vec<Moved>, u64)) -> Markup {
    if things.is_empty() {
        return html! {};
    }
    let columns = ["moved-column-thing", "moved-column-old", "moved-column-new"].map(|key| context.text(key));
    html! {
        p { (context.language.text_with("moved-about", &[("count", (*all).into())])) }
        table.rows role="table" {
            caption { (context.text("moved-caption")) }
            thead role="rowgroup" {
                tr role="row" { @for column in &columns { th scope="col" role="columnheader" { (column) } } }
            }
            tbody role="rowgroup" {
                @for one in things {
                    tr role="row" {
                        th scope="row" role="rowheader" { (placed(context, one.new.as_deref(), one.title.as_ref())) }
                        td role="cell" data-label=(columns[1]) { (placed(context, one.old.as_deref(), None)) }
                        td role="cell" data-label=(columns[2]) { (placed(context, one.new.as_deref(), None)) }
                    }
                }
            }
        }
        (more(context, *all, things.len()))
    }
}
