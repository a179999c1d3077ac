//! Addresses with something before or behind them that is plainly no part of them.
//!
//! In: IRIs, and texts of properties that take IRIs. Out: the same without angle brackets around it; a link without a full stop behind it, where the
//! name of a file ends before it or the same address stands elsewhere without it. A missing scheme (`www.…`) and a misspelt one (`ttps://`) are
//! proposed. Must not: take a full stop that may belong there, guess a scheme, or make two things one.

use crate::normalise::iri::{after_http, scheme};
use crate::normalise::media_type::{Reading, of_path};
use crate::normalise::{Edits, Level, Object, Settings, Step, Text};
use crate::rdf::{Graph, Literal, Term, TermId, Triple};

use super::iri_valued;

pub(super) const STEP: Step = Step {
    id: "iri-form",
    level: Level::Safe,
    description: Text {
        sv: "Tar bort vinkelparenteser och punkter som har följt med när en webbadress kopierades.",
        en: "Removes angle brackets and full stops that came along when a web address was copied.",
    },
    apply,
};

fn apply(graph: &Graph, _: &Settings, edits: &mut Edits) {
    let is_described = |id: TermId| !graph.properties(id).is_empty();
    for id in graph.terms().ids() {
        if let Term::Iri(iri) = graph.term(id)
            && let Some(form) = unbracketed(iri)
            && !(is_described(id) && graph.find_iri(form).is_some_and(is_described))
        {
            edits.rename(id, form.to_owned());
        }
    }
    for property in iri_valued::PROPERTIES.iter().filter_map(|iri| graph.find_iri(iri)) {
        for (object, subject) in graph.by_predicate(property) {
            let triple = [subject, property, object];
            match graph.term(object) {
                Term::Iri(iri) if unbracketed(iri).is_none() => link(graph, triple, iri, edits),
                Term::Literal(literal) => text(graph, triple, literal, edits),
                _ => {}
            }
        }
    }
}

/// The address between angle brackets, or before a closing one.
fn unbracketed(iri: &str) -> Option<&str> {
    let trimmed = iri.trim();
    // More that is encoded may be markup, to which the bracket belongs.
    let encoded = || trimmed.strip_suffix("%3E").filter(|inner| !inner.contains(['?', '%']));
    let inner = trimmed.strip_suffix('>').or_else(encoded)?;
    let inner = inner.strip_prefix('<').unwrap_or(inner);
    (after_http(inner).is_some() && !inner.contains(['<', '>', '"', ' '])).then_some(inner)
}

fn link(graph: &Graph, triple: Triple, iri: &str, edits: &mut Edits) {
    if let Some(form) = iri.strip_suffix('.').filter(|form| after_http(iri).is_some() && !form.ends_with(['.', '/'])) {
        let is_file = !form.contains(['?', '#']) && of_path(form) != Reading::Unknown;
        if graph.properties(triple[2]).is_empty() && (is_file || graph.find_iri(form).is_some()) {
            edits.replace(triple, Object::Iri(form.to_owned()));
        }
    } else if let Some(form) = with_scheme(iri).or_else(|| resolved(iri)) {
        suggest(graph, triple, form, edits);
    }
}

fn text(graph: &Graph, triple: Triple, literal: Literal<'_>, edits: &mut Edits) {
    let Literal { lexical, language, datatype } = literal;
    if let Some(form) = unbracketed(lexical) {
        let lexical = form.to_owned();
        let object = match language {
            Some(language) => Object::Tagged { lexical, language: language.to_owned() },
            None => Object::Literal { lexical, datatype: datatype.to_owned() },
        };
        edits.replace(triple, object);
    } else if let Some(form) = with_scheme(lexical.trim()) {
        suggest(graph, triple, form, edits);
    }
}

fn suggest(graph: &Graph, [subject, property, object]: Triple, form: String, edits: &mut Edits) {
    edits.suggest(subject, graph.term(property).text(), Some(object), form);
}

/// What people write for `http` and `https`.
const MISSPELT: &[(&str, &str)] = &[
    ("ttp", "http"),
    ("htp", "http"),
    ("htpp", "http"),
    ("htttp", "http"),
    ("hhttp", "http"),
    ("ttps", "https"),
    ("htps", "https"),
    ("htpps", "https"),
    ("htttps", "https"),
    ("hhttps", "https"),
    ("httpss", "https"),
    ("httsp", "https"),
];

/// The address with a scheme, where it has none and begins with `www.`, or has one that nobody knows, or lacks a slash or the colon.
fn with_scheme(text: &str) -> Option<String> {
    if text.contains([' ', '\t', '\n', '<', '>', '"']) {
        return None;
    }
    let is_host = |rest: &str| {
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        host.contains('.') && !host.starts_with('.') && !host.contains(['@', ','])
    };
    if text.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("www.")) {
        return (is_host(text) && text.len() > 8).then(|| format!("https://{text}"));
    }
    if let Some((scheme, rest)) = text.split_once("//").filter(|(scheme, _)| matches!(*scheme, "http" | "https")) {
        return is_host(rest).then(|| format!("{scheme}://{rest}"));
    }
    let (before, rest) = (scheme(text)?, text.split_once(':')?.1);
    let rest = match before.to_ascii_lowercase().as_str() {
        "http" | "https" if !rest.starts_with("//") => rest.trim_start_matches('/'),
        known @ ("http" | "https") => {
            // A second scheme behind the first, or slashes too many.
            let doubled = rest.trim_start_matches('/');
            let second = after_http(doubled)
                .or_else(|| doubled.strip_prefix("http//"))
                .or_else(|| doubled.strip_prefix("https//"));
            let many = rest.strip_prefix("///").map(|rest| rest.trim_start_matches('/'));
            return second.or(many).filter(|rest| is_host(rest)).map(|rest| format!("{known}://{rest}"));
        }
        other => {
            let (_, right) = MISSPELT.iter().find(|(wrong, _)| *wrong == other)?;
            let rest = rest.trim_start_matches('/');
            return is_host(rest).then(|| format!("{right}://{rest}"));
        }
    };
    is_host(rest).then(|| format!("{}://{rest}", before.to_ascii_lowercase()))
}

/// The address at the end of a web address that begins with `www.`: without a scheme it is a relative IRI, which the parser
/// resolved against the document's own address.
fn resolved(iri: &str) -> Option<String> {
    let (host, path) = after_http(iri)?.split_once('/')?;
    // Archives have whole addresses in theirs.
    let at = if path.starts_with("www.") { 0 } else { path.find("/www.")? + 1 };
    let before = &path[..at];
    (!host.contains("archive") && !before.contains(['?', '#']) && before.matches('/').count() <= 2)
        .then(|| with_scheme(&path[at..]))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_go_where_an_address_stands_between() {
        for iri in ["<https://a.se/x>", "https://a.se/x>", " https://a.se/x%3E"] {
            assert_eq!(unbracketed(iri), Some("https://a.se/x"), "{iri}");
        }
        for iri in [
            "https://a.se/x",
            "a>",
            "<https://a.se>/<x>",
            "https://a.se/a b>",
            "https://a.se/?q=%3Cb%3E",
            "<b>x</b>",
            ">",
        ] {
            assert_eq!(unbracketed(iri), None, "{iri}");
        }
    }

    #[test]
    fn schemes_are_proposed_where_one_is_missing_or_misspelt() {
        let cases = [
            ("www.kommun.se/data", "https://www.kommun.se/data"),
            ("ttps://kommun.se/data", "https://kommun.se/data"),
            ("htp://kommun.se", "http://kommun.se"),
            ("https//kommun.se/x", "https://kommun.se/x"),
            ("http:/kommun.se/x", "http://kommun.se/x"),
            ("https:kommun.se/x", "https://kommun.se/x"),
            ("https://https://kommun.se/x", "https://kommun.se/x"),
            ("http://https//kommun.se/x", "http://kommun.se/x"),
            ("https:///kommun.se/x", "https://kommun.se/x"),
        ];
        for (text, form) in cases {
            assert_eq!(with_scheme(text).as_deref(), Some(form), "{text}");
        }
        for text in [
            "",
            "www.",
            "www.a",
            "https://kommun.se/x",
            "kommun.se/data",
            "www.a.se, www.b.se",
            "ftp://a.se",
            "urn:x:y",
            "mailto:a@b.se",
            "se www.a.se",
        ] {
            assert_eq!(with_scheme(text), None, "{text}");
        }
    }

    #[test]
    fn addresses_behind_addresses_are_seen() {
        let form = Some("https://www.a.se/x".to_owned());
        assert_eq!(resolved("https://kommun.se/www.a.se/x"), form);
        assert_eq!(resolved("https://kommun.se/dcat/www.a.se/x"), form);
        for iri in [
            "https://www.a.se/x",
            "https://web.archive.org/web/www.a.se/x",
            "https://b.se/?u=/www.a.se/x",
            "https://b.se/wwww.a.se",
        ] {
            assert_eq!(resolved(iri), None, "{iri}");
        }
    }
}
