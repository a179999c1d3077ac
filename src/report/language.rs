//! The two languages of every report.
//!
//! In: a message key with its arguments, or a number, date or pair of texts. Out: the words in one language.

use fluent_bundle::{FluentArgs, FluentValue};

use super::catalogue::catalogue;
use crate::validate::Text;

/// A language that reports are written in; Swedish unless asked otherwise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// Swedish.
    #[default]
    Sv,
    /// English.
    En,
}

/// Something that a message tells about.
#[derive(Clone, Copy, Debug)]
pub enum Argument<'a> {
    /// A count; chooses the plural form and is written with thousands separated.
    Count(u64),
    /// Words, set in as they are.
    Text(&'a str),
}

impl From<u64> for Argument<'_> {
    fn from(count: u64) -> Self {
        Argument::Count(count)
    }
}

impl<'a> From<&'a str> for Argument<'a> {
    fn from(text: &'a str) -> Self {
        Argument::Text(text)
    }
}

impl<'a> From<&'a String> for Argument<'a> {
    fn from(text: &'a String) -> Self {
        Argument::Text(text)
    }
}

impl Language {
    /// Both languages, Swedish first.
    pub const ALL: [Language; 2] = [Language::Sv, Language::En];

    /// The language tag (BCP 47).
    pub const fn tag(self) -> &'static str {
        match self {
            Language::Sv => "sv",
            Language::En => "en",
        }
    }

    /// The language with the tag; regions are ignored, so `en-GB` is English. `None` for every other language.
    pub fn from_tag(tag: &str) -> Option<Language> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        Language::ALL.into_iter().find(|l| primary.eq_ignore_ascii_case(l.tag()))
    }

    /// The other language.
    pub const fn other(self) -> Language {
        match self {
            Language::Sv => Language::En,
            Language::En => Language::Sv,
        }
    }

    /// Where its pages begin: nothing for Swedish, `/en` for English.
    pub const fn prefix(self) -> &'static str {
        match self {
            Language::Sv => "",
            Language::En => "/en",
        }
    }

    /// The half of the text in this language.
    pub fn of(self, text: &Text) -> &str {
        match self {
            Language::Sv => &text.sv,
            Language::En => &text.en,
        }
    }

    /// The message with the key. The key itself, if there is no such message (a test sees to it that there is).
    pub fn text(self, key: &str) -> String {
        self.text_with(key, &[])
    }

    /// The message with the key, with its arguments filled in.
    pub fn text_with(self, key: &str, arguments: &[(&str, Argument<'_>)]) -> String {
        let mut fluent = FluentArgs::with_capacity(arguments.len());
        for (name, argument) in arguments {
            let value = match *argument {
                Argument::Count(count) => FluentValue::from(count),
                Argument::Text(text) => FluentValue::from(text),
            };
            fluent.set(*name, value);
        }
        catalogue(self).message(key, &fluent).unwrap_or_else(|| key.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals_are_right_in_both_languages() {
        let say = |language: Language, n: u64| language.text_with("count-datasets", &[("count", n.into())]);
        assert_eq!(say(Language::Sv, 0), "0 datamängder");
        assert_eq!(say(Language::Sv, 1), "1 datamängd");
        assert_eq!(say(Language::Sv, 1234), "1\u{a0}234 datamängder");
        assert_eq!(say(Language::En, 1), "1 dataset");
        assert_eq!(say(Language::En, 12_345_678), "12,345,678 datasets");
    }

    #[test]
    fn tags_of_regions_are_understood() {
        assert_eq!(Language::from_tag("sv-SE"), Some(Language::Sv));
        assert_eq!(Language::from_tag("EN_gb"), Some(Language::En));
        assert_eq!(Language::from_tag("fi"), None);
        assert_eq!(Language::from_tag(""), None);
    }
}
