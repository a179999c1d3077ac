//! Regular expressions of `sh:pattern` (SHACL, section 4.4.3): the dialect of SPARQL's `REGEX`, which is that of
//! XPath 3.1 (Functions and Operators, section 5.6), but for the names of Unicode blocks (`\p{IsBasicLatin}`), which are refused.
//!
//! In: an expression with flags. Out: a [`Pattern`] compiled once.
//! What the linear-time engine cannot do (look-around, back-references) is done by one that gives up after a number
//! of steps.

use fancy_regex::{Regex as Backtracking, RegexBuilder as BacktrackingBuilder};
use regex::{Regex, RegexBuilder};

/// The most steps back that one search may take.
const BACKTRACK_LIMIT: usize = 1_000_000;

/// The most bytes that a compiled expression may take.
const SIZE_LIMIT: usize = 4 << 20;

/// A compiled expression.
#[derive(Debug)]
pub(crate) struct Pattern {
    /// The expression as written.
    pub(crate) source: Box<str>,
    engine: Engine,
}

#[derive(Debug)]
enum Engine {
    Linear(Regex),
    Backtracking(Box<Backtracking>),
}

/// The search was given up.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct GaveUp;

impl Pattern {
    /// Compiles an expression; the error is a sentence for the author of the shape.
    pub(crate) fn new(source: &str, flags: &str) -> Result<Self, String> {
        if let Some(flag) = flags.chars().find(|flag| !"imsxq".contains(*flag)) {
            return Err(format!("{flag:?} is not a flag; expected i, m, s, x or q"));
        }
        let has = |flag| flags.contains(flag);
        let translated = if has('q') { regex::escape(source) } else { translate(source, flags) };
        let linear = RegexBuilder::new(&translated)
            .case_insensitive(has('i'))
            .multi_line(has('m'))
            .dot_matches_new_line(has('s'))
            .size_limit(SIZE_LIMIT)
            .build();
        let engine = match linear {
            Ok(regex) => Engine::Linear(regex),
            Err(linear) => {
                let inline: String = flags.chars().filter(|flag| "ims".contains(*flag)).collect();
                let inlined = if inline.is_empty() { translated } else { format!("(?{inline}){translated}") };
                let backtracking = BacktrackingBuilder::new(&inlined)
                    .backtrack_limit(BACKTRACK_LIMIT)
                    .delegate_size_limit(SIZE_LIMIT)
                    .build()
                    .map_err(|_| format!("not a regular expression: {linear}"))?;
                Engine::Backtracking(Box::new(backtracking))
            }
        };
        Ok(Pattern { source: source.into(), engine })
    }

    /// Whether the expression matches anywhere in the text.
    pub(crate) fn is_match(&self, text: &str) -> Result<bool, GaveUp> {
        match &self.engine {
            Engine::Linear(regex) => Ok(regex.is_match(text)),
            Engine::Backtracking(regex) => regex.is_match(text).map_err(|_| GaveUp),
        }
    }
}

/// XPath's dialect in the crates' dialect: name, word and space characters, the dot, class subtraction, and signs that only one of them reads
/// as special inside a class.
fn translate(source: &str, flags: &str) -> String {
    let (ignore_space, dot_matches_all) = (flags.contains('x'), flags.contains('s'));
    let mut out = String::with_capacity(source.len() + 8);
    let mut characters = source.chars().peekable();
    let mut depth = 0_usize;
    let mut previous = '\0';
    while let Some(c) = characters.next() {
        match c {
            '\\' => match characters.next() {
                Some('i') => out.push_str(r"[_:\p{L}\p{Nl}]"),
                Some('I') => out.push_str(r"[^_:\p{L}\p{Nl}]"),
                Some('c') => out.push_str(r"[-._:\p{L}\p{N}\p{M}]"),
                Some('C') => out.push_str(r"[^-._:\p{L}\p{N}\p{M}]"),
                Some('s') => out.push_str(r"[ \t\n\r]"),
                Some('S') => out.push_str(r"[^ \t\n\r]"),
                Some('w') => out.push_str(r"[^\p{P}\p{Z}\p{C}]"),
                Some('W') => out.push_str(r"[\p{P}\p{Z}\p{C}]"),
                Some(other) => out.extend(['\\', other]),
                None => out.push('\\'),
            },
            '[' if depth == 0 => {
                depth = 1;
                out.push('[');
                // `[]` and `[^]` are empty classes to no one; the bracket is left to the compiler to judge.
            }
            '[' if previous == '-' => {
                depth += 1;
                out.push_str("-[");
            }
            '[' => out.push_str(r"\["),
            ']' if depth > 0 => {
                depth -= 1;
                out.push(']');
            }
            '.' if depth == 0 && !dot_matches_all => out.push_str(r"[^\n\r]"),
            // A range up to the hyphen, which the crates would read as a difference.
            '-' if depth > 0 && characters.peek() == Some(&'-') => {
                characters.next();
                out.push_str(r"-\-");
            }
            '&' | '~' if depth > 0 && characters.peek() == Some(&c) => out.extend(['\\', c]),
            c if ignore_space && depth == 0 && matches!(c, ' ' | '\t' | '\n' | '\r') => {}
            c => out.push(c),
        }
        previous = c;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(source: &str, flags: &str, text: &str) -> bool {
        Pattern::new(source, flags).unwrap().is_match(text).unwrap()
    }

    #[test]
    fn flags_and_dialect_are_those_of_xpath() {
        assert!(matches("^JOE", "i", "joe smith"));
        assert!(matches("a.b", "s", "a\nb") && !matches("a.b", "", "a\nb"));
        assert!(matches("^b$", "m", "a\nb") && !matches("^b$", "", "a\nb"));
        assert!(matches("a b # c", "x", "ab#c"));
        assert!(matches("a.b", "q", "xa.by") && !matches("a.b", "q", "acb"));
        assert!(matches("^[a-z-[aeiou]]+$", "", "xyz") && !matches("^[a-z-[aeiou]]+$", "", "xaz"));
        assert!(matches(r"^\i\c*$", "", "_räka-1") && !matches(r"^\i\c*$", "", "1a"));
        assert!(matches("^[a&&b]+$", "", "a&b"));
        assert!(matches("^[+--]+$", "", "+,-") && !matches("^[+--]+$", "", "."));
        assert!(!matches("a.b", "", "a\rb") && matches("a[.]b", "", "a.b") && !matches("a[.]b", "", "axb"));
        assert!(matches(r"^\w+$", "", "a+1å") && !matches(r"\w", "", "-_ ") && matches(r"^[\W]$", "", "-"));
        assert!(
            matches(r"^a\sb$", "", "a\tb") && !matches(r"^a\sb$", "", "a\u{a0}b") && matches(r"^[^\s]$", "", "\u{a0}")
        );
    }

    #[test]
    fn look_ahead_is_served_and_catastrophe_given_up() {
        let duration = r"^-?P(?=\d|T\d)(\d+Y)?(\d+M)?(\d+D)?(T(\d+H)?(\d+M)?(\d+S)?)?$";
        assert!(matches(duration, "", "P1Y") && !matches(duration, "", "P"));
        assert!(matches("(?=A)a", "i", "xA"));
        let catastrophe = Pattern::new(r"^(?=a)(a|aa)+\1$", "").unwrap();
        assert_eq!(catastrophe.is_match(&format!("{}b", "a".repeat(60))), Err(GaveUp));
    }

    #[test]
    fn what_no_engine_reads_is_refused() {
        assert!(Pattern::new("(", "").is_err());
        assert!(Pattern::new("a", "g").unwrap_err().contains("'g'"));
        assert!(Pattern::new(r"((((a{999}){999}){999}){999})", "").is_err());
    }
}
