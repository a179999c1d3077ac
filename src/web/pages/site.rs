//! What all pages share, out of the config.

use crate::config::{self, Config};
use crate::report::html::Site;
use crate::validate::Text;

/// The region as the pages name it.
pub(super) fn of(config: &Config) -> Site {
    let region = &config.region;
    Site {
        title: text(&region.title),
        description: text(&region.description),
        contact_name: text(&region.contact.name),
        contact_email: region.contact.email.clone(),
    }
}

/// A text of the config.
pub(super) fn text(text: &config::Text) -> Text {
    Text { sv: text.sv.clone(), en: text.en.clone() }
}
