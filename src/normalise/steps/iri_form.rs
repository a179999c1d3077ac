//! Addresses with something before or behind them that is plainly no part of them.
//!
//! In: values of properties that take IRIs. Out: a link without a full stop behind it, where the name of a file ends before it or the same
//! address stands elsewhere without it. A missing scheme (`www.…`) and a misspelt one (`ttps://`) are proposed. (Angle brackets are taken
//! away by `iri-characters` and `iri-valued`.) Must not: take a full stop that may belong there, guess a scheme, or make two things one.

use std::collections::BTreeSet;

use crate::normalise::iri::{after_http, scheme};
use crate::normalise::lookup::Rows;
use crate::normalise::media_type::{Reading, of_path};
use crate::normalise::{Edits, Level, Lookup, Object, Settings, Step, Text};
use crate::rdf::vocab::dcterms;
use crate::rdf::{Graph, Term, Triple};

use super::iri_valued;

pub(super) const STEP: Step = Step {
    id: "iri-form",
    level: Level::Safe,
    description: Text {
        sv: "Tar bort punkter som har följt med när en webbadress kopierades.",
        en: "Removes full stops that came along when a web address was copied.",
    },
    apply,
};

fn apply(graph: &Graph, settings: &Settings, edits: &mut Edits) {
    let Lookup { licences, themes, agents } = &settings.lookup;
    let rows = Rows::of(licences);
    // What the operator's rows bring in later stands there too.
    let coming: BTreeSet<&str> =
        licences.values().chain(themes.values()).chain(agents.values()).map(|iri| iri.trim()).collect();
    let stands = |form: &str| graph.find_iri(form).is_some() || coming.contains(form);
    for property in iri_valued::PROPERTIES.iter().filter_map(|iri| graph.find_iri(iri)) {
        let is_licence = graph.term(property).text() == dcterms::LICENSE;
        for (object, subject) in graph.by_predicate(property) {
            let triple = [subject, property, object];
            let form = match graph.term(object) {
                Term::Iri(iri) => {
                    if let Some(form) = without_stop(iri) {
                        if graph.properties(object).is_empty() && (is_file(form) || stands(form)) {
                            edits.replace(triple, Object::Iri(form.to_owned()));
                        }
                        continue;
                    }
                    with_scheme(iri).or_else(|| resolved(iri))
                }
                Term::Literal(literal) => with_scheme(literal.lexical.trim()),
                Term::Blank(_) => None,
            };
            // A licence that the operator's rows name becomes what they say.
            if let Some(form) = form.filter(|_| !is_licence || rows.last(graph.term(object).text()).is_none()) {
                suggest(graph, triple, form, edits);
            }
        }
    }
}

/// The web address before a single full stop.
fn without_stop(iri: &str) -> Option<&str> {
    iri.strip_suffix('.').filter(|form| after_http(iri).is_some() && !form.ends_with(['.', '/']))
}

/// Whether an address ends in the name of a file.
fn is_file(iri: &str) -> bool {
    !iri.contains(['?', '#']) && of_path(iri) != Reading::Unknown
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
