//! What a DOCTYPE may declare: short names for namespaces, and nothing that could grow.

use std::collections::HashMap;

/// How many may be declared, and how long each may be.
const COUNT: usize = 64;
const LENGTH: usize = 1024;
/// How much they may become all together, in bytes.
const EXPANDED: usize = 64 << 20;

/// The short names of a document.
#[derive(Default)]
pub(super) struct Entities {
    values: HashMap<String, String>,
    expanded: usize,
}

impl Entities {
    /// Reads a DOCTYPE with its brackets. `None` if there is anything in it but entities that are IRIs.
    pub(super) fn declare(&mut self, doctype: &str) -> Option<()> {
        let inside = doctype.strip_prefix("<!")?.get("DOCTYPE".len()..)?.strip_suffix('>')?.trim();
        let Some((name, subset)) = inside.split_once('[') else {
            // A name alone says nothing; SYSTEM and PUBLIC lead elsewhere.
            return (!inside.contains(char::is_whitespace)).then_some(());
        };
        if name.trim().contains(char::is_whitespace) {
            return None;
        }
        let mut rest = subset.trim_end().strip_suffix(']')?.trim_start();
        while !rest.is_empty() {
            if let Some(comment) = rest.strip_prefix("<!--") {
                rest = comment.split_once("-->")?.1.trim_start();
                continue;
            }
            let declaration = rest.strip_prefix("<!ENTITY")?;
            let (name, after) = declaration.trim_start().split_once(char::is_whitespace)?;
            let after = after.trim_start();
            let quote = after.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
            let (value, after) = after[1..].split_once(quote)?;
            let is_shorthand =
                super::names::is_name(name) && oxiri::Iri::parse(value).is_ok() && !value.contains(['&', '%']);
            if !is_shorthand || value.len() > LENGTH || self.values.len() >= COUNT {
                return None;
            }
            // The first declaration binds (XML 1.0, section 4.2).
            self.values.entry(name.to_owned()).or_insert_with(|| value.to_owned());
            rest = after.trim_start().strip_prefix('>')?.trim_start();
        }
        Some(())
    }

    /// What a name stands for.
    ///
    /// # Errors
    /// If that makes too much of all together.
    pub(super) fn expand(&mut self, name: &str) -> Result<Option<&str>, usize> {
        let Some(value) = self.values.get(name) else { return Ok(None) };
        self.expanded += value.len();
        match self.expanded > EXPANDED {
            true => Err(EXPANDED),
            false => Ok(Some(value)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_short_names_for_namespaces_are_taken() {
        let is_taken = |text: &str| Entities::default().declare(text).is_some();
        assert!(is_taken("<!DOCTYPE rdf:RDF>"));
        assert!(is_taken("<!DOCTYPE rdf:RDF [ <!ENTITY xsd \"http://www.w3.org/2001/XMLSchema#\" > <!-- x --> ]>"));
        for refused in [
            "<!DOCTYPE a SYSTEM \"a.dtd\">",
            "<!DOCTYPE a PUBLIC \"b\" \"a.dtd\" [<!ENTITY c \"http://a.b/\">]>",
            "<!DOCTYPE a [<!ENTITY b \"c\">]>",
            "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]>",
            "<!DOCTYPE a [<!ENTITY b \"http://a.b/&c;\">]>",
            "<!DOCTYPE a [<!ENTITY % b \"http://a.b/\"> %b;]>",
            "<!DOCTYPE a [<!ELEMENT b ANY>]>",
        ] {
            assert!(!is_taken(refused), "{refused}");
        }
    }
}
