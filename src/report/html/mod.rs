//! The report as web pages: one function a page, one file a page.
//!
//! In: a report model and a [`Context`]. Out: a whole page. Everything is rendered here, so the pages need no script;
//! every text that a source controls is escaped, and shown without the characters that could change what is around it.

mod agents;
mod decision;
mod error;
mod findings;
mod layout;
mod missing;
mod organisation;
mod parts;
mod region;
mod repairs;
mod rule;
mod rules;
mod sources;
mod suggestions;

pub use decision::{DecisionReport, Refusal, decision};
pub use error::{Problem, problem};
pub use organisation::organisation;
pub use region::region;
pub use rule::rule;
pub use rules::rules;

use super::language::Language;
use crate::validate::{Profile, Text};

/// Where the stylesheet is served.
pub const STYLESHEET: &str = "/assets/style.css";
/// Where the icon is served.
pub const ICON: &str = "/assets/icon.svg";

/// What all pages of a region share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// The title of the region's catalogue, which heads every page.
    pub title: Text,
    /// What the catalogue is, in a sentence or two.
    pub description: Text,
    /// Who answers questions.
    pub contact_name: Text,
    /// Their e-mail address, without `mailto:`.
    pub contact_email: String,
}

/// What a page is rendered with.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The page's language.
    pub language: Language,
    /// What all pages share.
    pub site: &'a Site,
    /// The rules, whose texts explain the findings.
    pub profile: &'a Profile,
    /// The page's address in Swedish, such as `/regler`; the English one lies below `/en`.
    pub path: &'a str,
}

impl Context<'_> {
    /// The address of a page in the page's own language.
    fn href(&self, path: &str) -> String {
        format!("{}{path}", self.language.prefix())
    }

    /// The words of a message.
    fn text(&self, key: &str) -> String {
        self.language.text(key)
    }
}
