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
        sv: format!(
            "{origin} kräver det, och den som läser katalogen enligt {origin} räknar med det. Mer står inte i reglerna därifrån."
        ),
        en: format!(
            "{origin} demands it, and whoever reads the catalogue by {origin} counts on it. Its rules say no more."
        ),
    }
}

/// How to follow a rule, where nobody says: what the constraint component asks for.
pub(super) fn fix(component: &C, property: Option<&Text>, origin: &str) -> Text {
    let Some(property) = property else {
        return Text {
            sv: format!(
                "Jämför beskrivningen med vad {origin} kräver, och be leverantören om hjälp med det som inte går att fylla i."
            ),
            en: format!(
                "Compare the description with what {origin} demands, and ask the supplier for help with what cannot be filled in."
            ),
        };
    };
    let (sv, en) = match component {
        C::MinCount | C::QualifiedMinCount => (
            "Fyll i uppgiften ”{p}”. Finns fältet inte i systemet: be leverantören lägga till det.",
            "Fill in “{p}”. If the system has no such field: ask the supplier to add it.",
        ),
        C::MaxCount | C::QualifiedMaxCount => (
            "Behåll det värde i uppgiften ”{p}” som stämmer bäst och ta bort de andra.",
            "Keep the value of “{p}” that fits best and remove the others.",
        ),
        C::Datatype | C::MinLength | C::MaxLength | C::Pattern => (
            "Skriv uppgiften ”{p}” i den form som väntas. Bildar systemet värdet: be leverantören rätta exporten.",
            "Write “{p}” in the form that is expected. If the system makes the value: ask the supplier to correct the export.",
        ),
        C::NodeKind => (
            "Välj värdet för ”{p}” ur en lista om det finns en, så att det blir en webbadress. Annars: be leverantören rätta exporten.",
            "Choose the value of “{p}” from a list if there is one, so that it becomes a web address. Otherwise: ask the supplier to correct the export.",
        ),
        C::Class => (
            "Välj värdet för ”{p}” ur den lista som specifikationen hänvisar till. Finns ingen lista: be leverantören ta med beskrivningen av det som värdet pekar på.",
            "Choose the value of “{p}” from the list that the specification refers to. If there is none: ask the supplier to include the description of what the value points to.",
        ),
        C::In | C::HasValue => (
            "Välj ett värde för ”{p}” ur den lista som specifikationen hänvisar till.",
            "Choose a value of “{p}” from the list that the specification refers to.",
        ),
        C::UniqueLang => {
            ("Behåll en text i uppgiften ”{p}” för varje språk.", "Keep one text of “{p}” in each language.")
        }
        C::LanguageIn => (
            "Ange språket på texten i uppgiften ”{p}”, och skriv den på ett av de språk som väntas.",
            "State the language of the text of “{p}”, and write it in one of the languages that are expected.",
        ),
        _ => (
            "Jämför uppgiften ”{p}” med det som {o} kräver, och be leverantören om hjälp om något är oklart.",
            "Compare “{p}” with what {o} demands, and ask the supplier for help if anything is unclear.",
        ),
    };
    let filled = |text: &str, property: &str| text.replace("{p}", property).replace("{o}", origin);
    Text { sv: filled(sv, &property.sv), en: filled(en, &property.en) }
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
