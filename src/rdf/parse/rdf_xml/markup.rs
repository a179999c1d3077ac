//! XML declarations and processing instructions, of which nothing is used: whether they are written as XML wants it.

use super::names::is_name;

/// Whether an XML declaration is well-formed (XML 1.0, production 23). `text` is all of it.
pub(super) fn is_declaration(text: &str) -> bool {
    let inside = text.strip_prefix("<?xml").and_then(|text| text.strip_suffix("?>"));
    let Some(mut rest) = inside else { return false };
    let mut is_first = true;
    for (name, test) in
        [("version", is_version as fn(&str) -> bool), ("encoding", is_encoding), ("standalone", is_choice)]
    {
        let trimmed = rest.trim_start();
        let is_apart = trimmed.len() < rest.len();
        match trimmed.strip_prefix(name).filter(|_| is_apart).and_then(value) {
            Some((value, after)) if test(value) => rest = after,
            Some(_) => return false,
            // Only the version must be there.
            None if is_first => return false,
            None => {}
        }
        is_first = false;
    }
    rest.trim().is_empty()
}

/// Whether a processing instruction is well-formed (XML 1.0, productions 16 and 17). `text` is all of it.
pub(super) fn is_instruction(text: &str) -> bool {
    let target =
        text.trim_start_matches("<?").trim_end_matches("?>").split([' ', '\t', '\r', '\n']).next().unwrap_or_default();
    is_name(target) && !target.eq_ignore_ascii_case("xml")
}

/// The value behind an equals sign, and what follows it.
fn value(rest: &str) -> Option<(&str, &str)> {
    let rest = rest.trim_start().strip_prefix('=')?.trim_start();
    let quote = rest.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    rest[1..].split_once(quote)
}

fn is_version(value: &str) -> bool {
    value.strip_prefix("1.").is_some_and(|minor| !minor.is_empty() && minor.bytes().all(|byte| byte.is_ascii_digit()))
}

fn is_encoding(value: &str) -> bool {
    value.starts_with(|first: char| first.is_ascii_alphabetic())
        && value.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-'))
}

fn is_choice(value: &str) -> bool {
    matches!(value, "yes" | "no")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declarations_and_instructions_are_told_from_what_is_none() {
        for good in [
            "<?xml version=\"1.0\"?>",
            "<?xml version = '1.1' encoding='ISO-8859-1' ?>",
            "<?xml version='1.0' encoding=\"utf-8\" standalone='yes'?>",
            "<?xml version='1.0' standalone=\"no\"?>",
        ] {
            assert!(is_declaration(good), "{good}");
        }
        for bad in [
            "<?xml?>",
            "<?xml encoding='utf-8'?>",
            "<?xml version='7.3'?>",
            "<?xml version='1.0' foo='bar'?>",
            "<?xml version='1.0' encoding=\"UTF-8\"junk?>",
            "<?xml version='1.0'encoding='utf-8'?>",
            "<?xml version='1.0' standalone='perhaps'?>",
        ] {
            assert!(!is_declaration(bad), "{bad}");
        }
        assert!(is_instruction("<?xml-stylesheet href='a'?>") && is_instruction("<?a?>"));
        assert!(!is_instruction("<??>") && !is_instruction("<? a?>") && !is_instruction("<?XML a?>"));
    }
}
