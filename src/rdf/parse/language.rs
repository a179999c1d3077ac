//! Language tags: what all syntaxes can write.

use std::borrow::Cow;

/// What is made of a language tag.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Language<'a> {
    /// A tag, in lower case, as it was written.
    Tag(Cow<'a, str>),
    /// None: an empty tag says that there is none (XML 1.0, section 2.12).
    None,
    /// A tag that is not well-formed, and the nearest that is, if there is one.
    Mended(Option<String>),
}

impl<'a> Language<'a> {
    pub(super) fn of(tag: Cow<'a, str>) -> Self {
        if tag.is_empty() {
            return Language::None;
        }
        if is_tag(&tag) {
            return Language::Tag(match tag.bytes().any(|byte| byte.is_ascii_uppercase()) {
                true => Cow::Owned(tag.to_ascii_lowercase()),
                false => tag,
            });
        }
        let mended = tag.trim().replace('_', "-").to_ascii_lowercase();
        Language::Mended(is_tag(&mended).then_some(mended))
    }
}

/// Whether every syntax can write the language tag (RDF 1.1 Turtle, production LANGTAG). What it means is not looked at.
fn is_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    parts.next().is_some_and(|first| !first.is_empty() && first.bytes().all(|byte| byte.is_ascii_alphabetic()))
        && parts.all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_taken_mended_or_left_out() {
        assert_eq!(Language::of("sv".into()), Language::Tag("sv".into()));
        assert_eq!(Language::of("sv-SE".into()), Language::Tag("sv-se".into()));
        assert_eq!(Language::of("".into()), Language::None);
        assert_eq!(Language::of("sv_SE".into()), Language::Mended(Some("sv-se".to_owned())));
        assert_eq!(Language::of("på svenska".into()), Language::Mended(None));
    }
}
