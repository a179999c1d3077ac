//! A text in the two languages of the reports. Neither is ever missing.

/// The longest value, in characters, that a message quotes; the rest becomes an ellipsis.
const LONGEST_VALUE: usize = 200;

/// A text in Swedish and English.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// Swedish.
    pub sv: String,
    /// English.
    pub en: String,
}

impl Text {
    /// Whether it has a place for a value.
    pub(super) fn has_value(&self) -> bool {
        self.sv.contains("{value}")
    }

    /// The text with each `{value}` replaced by the value, cut after 200 characters.
    ///
    /// Without a value the placeholder goes, with the quotation marks around it and the space before it.
    pub fn with_value(&self, value: &str) -> Text {
        let value = shortened(value);
        let fill = |text: &str, quoted: &str| match value.is_empty() {
            // Shapes of others may have it without quotation marks.
            true => text.replace(quoted, "").replace("{value}", "…"),
            false => text.replace("{value}", &value),
        };
        Text { sv: fill(&self.sv, " ”{value}”"), en: fill(&self.en, " “{value}”") }
    }
}

/// The value on one line, cut with an ellipsis if it is longer than a message should be.
fn shortened(value: &str) -> String {
    let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
    match value.char_indices().nth(LONGEST_VALUE) {
        Some((end, _)) => format!("{}…", &value[..end]),
        None => value,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoting() -> Text {
        Text { sv: "Värdet ”{value}” är okänt.".into(), en: "The value “{value}” is unknown.".into() }
    }

    #[test]
    fn the_value_stands_in_both_languages() {
        let text = quoting().with_value("ibland");
        assert_eq!(text.sv, "Värdet ”ibland” är okänt.");
        assert_eq!(text.en, "The value “ibland” is unknown.");
    }

    #[test]
    fn a_long_value_is_cut_between_characters() {
        let cut = quoting().with_value(&"å".repeat(201));
        assert_eq!(cut.sv, format!("Värdet ”{}…” är okänt.", "å".repeat(200)));
        let whole = quoting().with_value(&"å".repeat(200));
        assert!(!whole.sv.contains('…'));
    }

    #[test]
    fn without_a_value_the_message_still_reads() {
        assert_eq!(quoting().with_value("").sv, "Värdet är okänt.");
        assert_eq!(quoting().with_value("").en, "The value is unknown.");
    }

    #[test]
    fn line_breaks_in_a_value_do_not_break_the_message() {
        assert_eq!(quoting().with_value("två\n  rader").sv, "Värdet ”två rader” är okänt.");
    }
}
