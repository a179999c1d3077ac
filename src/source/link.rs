//! The `Link` header (RFC 8288), as far as paging needs it.
//!
//! In: the header's values as a server sent them. Out: the target of the first link with a relation. Never an error: a
//! header that cannot be read says nothing.

/// The target, as written, of the first link whose `rel` holds the relation.
pub fn link<'a>(values: impl IntoIterator<Item = &'a str>, relation: &str) -> Option<&'a str> {
    values.into_iter().find_map(|value| first(value, relation))
}

fn first<'a>(mut rest: &'a str, relation: &str) -> Option<&'a str> {
    loop {
        let start = rest.find('<')?;
        let (target, after) = rest[start + 1..].split_once('>')?;
        let (parameters, next) = until_comma(after);
        let mut parameters = split(parameters, ';').into_iter().map(str::trim);
        if parameters.any(|parameter| is_relation(parameter, relation)) {
            return Some(target.trim());
        }
        rest = next;
    }
}

fn is_relation(parameter: &str, relation: &str) -> bool {
    let Some((name, value)) = parameter.split_once('=') else { return false };
    let relations = value.trim().trim_matches('"');
    name.trim().eq_ignore_ascii_case("rel")
        && relations.split_ascii_whitespace().any(|found| found.eq_ignore_ascii_case(relation))
}

/// The text up to the first comma outside quotation marks, and what follows it.
fn until_comma(text: &str) -> (&str, &str) {
    let head = split(text, ',').first().copied().unwrap_or_default();
    (head, text.get(head.len() + 1..).unwrap_or_default())
}

/// Splits at a character that does not stand in quotation marks.
fn split(text: &str, at: char) -> Vec<&str> {
    let mut quoted = false;
    let mut escaped = false;
    text.split(|c: char| {
        let splits = c == at && !quoted;
        quoted ^= c == '"' && !escaped;
        escaped = quoted && c == '\\' && !escaped;
        splits
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_link_with_the_relation_is_found() {
        for (value, target) in [
            ("</c?page=2>; rel=\"next\"", Some("/c?page=2")),
            ("</c?page=2>; rel=next", Some("/c?page=2")),
            ("</a>; rel=prev, </b>;title=\"x, y; rel=next\";REL=\"last NEXT\"", Some("/b")),
            ("<http://www.w3.org/ns/ldp#Page>; rel=\"type\" , <?p=3> ; rel = \"next\"", Some("?p=3")),
            ("</a>; rel=nextish", None),
            ("</a>; title=\"<\\\" rel=next\"", None),
            ("</a", None),
            ("", None),
        ] {
            assert_eq!(link([value], "next"), target, "{value}");
        }
    }
}
