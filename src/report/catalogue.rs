//! The message catalogue: `locales/<language>/*.ftl` (Project Fluent), embedded.
//!
//! In: a key and arguments. Out: the message. Nothing is read from disk while running.

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use super::language::Language;
use super::numbers::grouped;

/// The files of both languages; a test checks that no file in `locales/` is missing here.
pub(super) const FILES: &[(Language, &str, &str)] = &[
    (Language::Sv, "common.ftl", include_str!("../../locales/sv/common.ftl")),
    (Language::Sv, "document.ftl", include_str!("../../locales/sv/document.ftl")),
    (Language::Sv, "failure.ftl", include_str!("../../locales/sv/failure.ftl")),
    (Language::Sv, "note.ftl", include_str!("../../locales/sv/note.ftl")),
    (Language::Sv, "pages.ftl", include_str!("../../locales/sv/pages.ftl")),
    (Language::Sv, "probe.ftl", include_str!("../../locales/sv/probe.ftl")),
    (Language::Sv, "remark.ftl", include_str!("../../locales/sv/remark.ftl")),
    (Language::En, "common.ftl", include_str!("../../locales/en/common.ftl")),
    (Language::En, "document.ftl", include_str!("../../locales/en/document.ftl")),
    (Language::En, "failure.ftl", include_str!("../../locales/en/failure.ftl")),
    (Language::En, "note.ftl", include_str!("../../locales/en/note.ftl")),
    (Language::En, "pages.ftl", include_str!("../../locales/en/pages.ftl")),
    (Language::En, "probe.ftl", include_str!("../../locales/en/probe.ftl")),
    (Language::En, "remark.ftl", include_str!("../../locales/en/remark.ftl")),
];

/// All messages of one language.
pub(super) struct Catalogue {
    bundle: FluentBundle<FluentResource>,
}

static SWEDISH: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::new(Language::Sv));
static ENGLISH: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::new(Language::En));

/// The messages of the language, parsed once.
pub(super) fn catalogue(language: Language) -> &'static Catalogue {
    match language {
        Language::Sv => &SWEDISH,
        Language::En => &ENGLISH,
    }
}

impl Catalogue {
    fn new(language: Language) -> Self {
        let formatter: fn(&FluentValue, &_) -> Option<String> = match language {
            Language::Sv => |value, _| number(value, Language::Sv),
            Language::En => |value, _| number(value, Language::En),
        };
        // A tag that were not one would give the root locale, which has no plurals; a test of plurals would fail.
        let locale: LanguageIdentifier = language.tag().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![locale]);
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(formatter));
        for (_, _, text) in FILES.iter().filter(|f| f.0 == language) {
            // What does not parse is left out; the tests below fail then.
            let resource = FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(resource, _)| resource);
            bundle.add_resource_overriding(resource);
        }
        Catalogue { bundle }
    }

    /// The message, or `None` where there is none with the key.
    pub(super) fn message(&self, key: &str, arguments: &FluentArgs<'_>) -> Option<String> {
        let pattern = self.bundle.get_message(key)?.value()?;
        Some(self.bundle.format_pattern(pattern, Some(arguments), &mut Vec::new()).into_owned())
    }
}

fn number(value: &FluentValue<'_>, language: Language) -> Option<String> {
    match value {
        FluentValue::Number(number) => Some(grouped(language, number.value as u64)),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
