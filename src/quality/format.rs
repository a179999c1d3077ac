//! What a format or media type says: whether it is of its vocabulary, and which lists its file type is in.
//!
//! The table is `tables/file_type.tsv`: the EU file-type table with the two lists of data.europa.eu.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::Method;
use crate::rdf::Term;

/// The namespace of the EU file-type table.
const FILE_TYPE: &str = "http://publications.europa.eu/resource/authority/file-type/";

/// The namespace of IANA media types; DCAT-AP 3.0.1 takes both schemes.
const MEDIA_TYPE: [&str; 2] =
    ["https://www.iana.org/assignments/media-types/", "http://www.iana.org/assignments/media-types/"];

/// The top-level media types that IANA has registered.
const TOP_LEVEL: [&str; 11] =
    ["application", "audio", "example", "font", "haptics", "image", "message", "model", "multipart", "text", "video"];

/// The property that a value stands under.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Property {
    /// `dcterms:format`.
    Format,
    /// `dcat:mediaType`.
    MediaType,
}

/// The lists that a file type is in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Lists {
    /// It is in the machine-readable list.
    pub machine_readable: bool,
    /// It is in the non-proprietary list.
    pub non_proprietary: bool,
}

/// What a value says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    /// The value is of the vocabulary of its property.
    pub aligned: bool,
    /// The lists that it is in.
    pub lists: Lists,
}

/// Reads one value of a property.
pub(super) fn read(value: Term<'_>, property: Property, method: Method) -> Reading {
    let file_type = value.as_iri().and_then(|iri| iri.strip_prefix(FILE_TYPE)).and_then(|code| TABLE.codes.get(code));
    let media_type = match (value, method) {
        (Term::Iri(iri), _) => {
            MEDIA_TYPE.into_iter().find_map(|namespace| iri.strip_prefix(namespace)).and_then(media_type)
        }
        (Term::Literal(literal), Method::Dataportal) => media_type(literal.lexical),
        _ => None,
    };
    // The written rules know lists of file types only; the portal of Sweden has media types in them too.
    let stands_for = match (method, &media_type) {
        (Method::Dataportal, Some(name)) => TABLE.media_types.get(name.as_str()),
        _ => None,
    };
    let aligned = match (property, method) {
        (Property::Format, Method::European) => file_type.is_some(),
        (Property::Format, Method::Dataportal) => file_type.is_some() || media_type.is_some(),
        (Property::MediaType, _) => media_type.is_some(),
    };
    Reading { aligned, lists: file_type.or(stands_for).copied().unwrap_or_default() }
}

/// A media type (RFC 6838, section 4.2) in lower case and without parameters, if the text is one.
fn media_type(text: &str) -> Option<String> {
    let name = text.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let (top_level, subtype) = name.split_once('/')?;
    let restricted = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&byte);
    let well_formed = TOP_LEVEL.contains(&top_level)
        && (1..=127).contains(&subtype.len())
        && subtype.starts_with(|first: char| first.is_ascii_alphanumeric())
        && subtype.bytes().all(restricted);
    well_formed.then_some(name)
}

/// The table, by code and by media type.
struct Table {
    codes: HashMap<&'static str, Lists>,
    media_types: HashMap<&'static str, Lists>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table { codes: HashMap::new(), media_types: HashMap::new() };
    for row in rows() {
        table.codes.insert(row.code, row.lists);
        table.media_types.extend(row.media_types.map(|name| (name, row.lists)));
    }
    table
});

/// A line of the table.
struct Row<M> {
    code: &'static str,
    lists: Lists,
    media_types: M,
}

fn rows() -> impl Iterator<Item = Row<impl Iterator<Item = &'static str>>> {
    let lines = include_str!("tables/file_type.tsv").lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| {
        let mut columns = line.split('\t');
        let code = columns.next().unwrap_or_default();
        let flags = columns.next().unwrap_or_default();
        let lists = Lists { machine_readable: flags.contains('m'), non_proprietary: flags.contains('n') };
        Row { code, lists, media_types: columns.next().into_iter().flat_map(|names| names.split('|')) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_a_code_and_its_media_types_are_well_formed_and_lead_to_one_row() {
        let mut seen = std::collections::BTreeSet::new();
        for row in rows() {
            assert!(!row.code.is_empty() && seen.insert(row.code), "{}", row.code);
            for name in row.media_types {
                assert_eq!(media_type(name).as_deref(), Some(name));
                assert!(seen.insert(name), "{name} stands twice");
            }
        }
        let count = |is_in: fn(&Lists) -> bool| rows().filter(|row| is_in(&row.lists)).count();
        assert_eq!(count(|lists| lists.machine_readable), 20);
        assert_eq!(count(|lists| lists.non_proprietary), 29);
    }

    #[test]
    fn a_media_type_has_a_registered_top_level_and_no_spaces() {
        assert_eq!(media_type(" Text/CSV; charset=utf-8").as_deref(), Some("text/csv"));
        for wrong in ["csv", "text", "text/", "/csv", "xls/csv", "text/a b", "text/csv/x", ""] {
            assert_eq!(media_type(wrong), None, "{wrong}");
        }
    }
}
