//! Plain sentences for shapes that bring no words of their own.
//!
//! In: what a constraint component tests and what the property is called. Out: texts in both languages. Knows no shape.

use super::text::Text;
use crate::shacl::ConstraintComponent as C;

/// What is wrong, in one sentence; may hold `{value}`.
pub(super) fn message(component: &C, property: Option<&Text>) -> Text {
    let Some(property) = property else {
        return both(
            "Beskrivningen ”{value}” följer inte regeln.",
            "The description “{value}” does not follow the rule.",
        );
    };
    let (sv, en) = match component {
        C::MinCount | C::QualifiedMinCount => {
            ("Uppgiften ”{p}” saknas eller finns för få gånger.", "“{p}” is missing or stands there too few times.")
        }
        C::MaxCount | C::QualifiedMaxCount => {
            ("Uppgiften ”{p}” finns för många gånger.", "“{p}” stands there too many times.")
        }
        C::Datatype => (
            "Värdet ”{value}” i uppgiften ”{p}” har fel form, till exempel text där ett datum väntas.",
            "The value “{value}” of “{p}” has the wrong form, such as a text where a date is expected.",
        ),
        C::NodeKind => (
            "Värdet ”{value}” i uppgiften ”{p}” har fel form, till exempel text där en webbadress väntas.",
            "The value “{value}” of “{p}” has the wrong form, such as a text where a web address is expected.",
        ),
        C::Class => (
            "Värdet ”{value}” i uppgiften ”{p}” är inte beskrivet som det slag av sak som väntas.",
            "The value “{value}” of “{p}” is not described as the kind of thing that is expected.",
        ),
        C::In | C::HasValue => (
            "Värdet ”{value}” i uppgiften ”{p}” finns inte bland dem som kan väljas.",
            "The value “{value}” of “{p}” is not among those to choose from.",
        ),
        C::MinLength => {
            ("Värdet ”{value}” i uppgiften ”{p}” är för kort.", "The value “{value}” of “{p}” is too short.")
        }
        C::MaxLength => {
            ("Värdet ”{value}” i uppgiften ”{p}” är för långt.", "The value “{value}” of “{p}” is too long.")
        }
        C::Pattern => (
            "Värdet ”{value}” i uppgiften ”{p}” är inte skrivet på det sätt som väntas.",
            "The value “{value}” of “{p}” is not written in the way that is expected.",
        ),
        C::MinExclusive | C::MinInclusive => (
            "Värdet ”{value}” i uppgiften ”{p}” är för lågt eller för tidigt.",
            "The value “{value}” of “{p}” is too low or too early.",
        ),
        C::MaxExclusive | C::MaxInclusive => (
            "Värdet ”{value}” i uppgiften ”{p}” är för högt eller för sent.",
            "The value “{value}” of “{p}” is too high or too late.",
        ),
        C::UniqueLang => {
            ("Uppgiften ”{p}” finns flera gånger på samma språk.", "“{p}” stands there several times in one language.")
        }
        C::LanguageIn => (
            "Värdet ”{value}” i uppgiften ”{p}” är på ett annat språk än de som väntas, eller saknar språk.",
            "The value “{value}” of “{p}” is in another language than those expected, or names none.",
        ),
        _ => (
            "Värdet ”{value}” i uppgiften ”{p}” följer inte regeln.",
            "The value “{value}” of “{p}” does not follow the rule.",
        ),
    };
    Text { sv: sv.replace("{p}", &property.sv), en: en.replace("{p}", &property.en) }
}

/// Reads after the number one, and after any other: what breaks a rule with this name.
pub(super) fn counted(name: &Text) -> (Text, Text) {
    let name = Text { sv: name.sv.trim_end_matches('.').to_owned(), en: name.en.trim_end_matches('.').to_owned() };
    let with = |sv: &str, en: &str| Text { sv: format!("{sv}: {}", name.sv), en: format!("{en}: {}", name.en) };
    (with("beskrivning", "description"), with("beskrivningar", "descriptions"))
}

/// Why a rule exists, where nobody says.
pub(super) fn why(origin: &str) -> Text {
    Text {
        sv: format!("Regeln kommer från {origin}, där det inte står varför den finns; fråga den som driver tjänsten."),
        en: format!("The rule comes from {origin}, which does not say why it exists; ask whoever runs the service."),
    }
}

/// How to follow a rule, where nobody says.
pub(super) fn fix(origin: &str) -> Text {
    Text {
        sv: format!(
            "Jämför uppgiften med det som regeln kräver. Regeln kommer från {origin}; fråga den som driver tjänsten om något är oklart."
        ),
        en: format!(
            "Compare what you state with what the rule asks for. The rule comes from {origin}; ask whoever runs the service if anything is unclear."
        ),
    }
}

/// What stands for a property where a rule is about more than one.
pub(super) fn whole() -> Text {
    both("Hela beskrivningen", "The whole description")
}

/// A text that is the same in both languages.
pub(super) fn same(text: &str) -> Text {
    both(text, text)
}

fn both(sv: &str, en: &str) -> Text {
    Text { sv: sv.to_owned(), en: en.to_owned() }
}
