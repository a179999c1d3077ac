//! When the removals of a source wait, so that no dataset is lost by accident.
//!
//! In goes the `removals` table of a source or of the defaults; out comes [`Removals`]. `None` always means that a mistake is noted.

use super::model::Removals;
use super::quantity;
use super::reader::Section;

/// The most days that something waits: a year.
const MOST_DAYS: u64 = 366;

/// What holds where the file says nothing.
pub(super) const USUAL: Removals = Removals { percent: 25, count: 100, agree_days: 0, grace_days: 0 };

/// Reads the `removals` of a source or of the defaults; what is not given is inherited.
///
/// Days of agreement and days of grace exclude each other: who gives one of them does without the other.
pub(super) fn removals(section: &Section, inherited: Option<Removals>) -> Option<Removals> {
    let section = section.section("removals");
    let days = |name: &str| section.optional(name, |value| quantity::number(value, MOST_DAYS));
    let percent = section.optional("percent", |value| quantity::number(value, 100));
    let count = section.optional("count", |value| quantity::count(value, u64::from(u32::MAX)));
    let (agree_days, grace_days) = (days("agree_days"), days("grace_days"));
    let inherited = inherited?;
    let (agree_days, grace_days) = match (agree_days?, grace_days?) {
        (Some(1..), Some(1..)) => {
            if let Some(entry) = section.entry("grace_days") {
                entry.refuse("0, as there are agree_days; a removal waits for the one or the other");
            }
            return None;
        }
        (None, None) => (inherited.agree_days, inherited.grace_days),
        (Some(agree), None) => (days_of(agree), if agree > 0 { 0 } else { inherited.grace_days }),
        (None, Some(grace)) => (if grace > 0 { 0 } else { inherited.agree_days }, days_of(grace)),
        (Some(agree), Some(grace)) => (days_of(agree), days_of(grace)),
    };
    Some(Removals {
        percent: percent?.and_then(|percent| u8::try_from(percent).ok()).unwrap_or(inherited.percent),
        count: count?.unwrap_or(inherited.count),
        agree_days,
        grace_days,
    })
}

/// At most [`MOST_DAYS`].
fn days_of(days: u64) -> u32 {
    u32::try_from(days).unwrap_or(u32::MAX)
}
