//! When removals wait, so that no dataset is lost by accident.
//!
//! In: how many datasets, series and services a source had, how many a complete run did not find, and the source's
//! [`Policy`]. Out: whether they go, wait for a person, or wait for a time. Must not: look at a clock or the store.

/// When the removals of a source wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Policy {
    /// More than this share of what was known, in per cent, and more than one, is held.
    pub percent: u8,
    /// More than this number is held, whatever the share.
    pub count: u64,
    /// What is held goes when complete runs of so many further days find the same set missing; `None` waits for a person.
    pub agree_days: Option<u32>,
    /// Nothing is held, but whatever is missing stays for so many days; `None` is the usual way.
    pub grace_days: Option<u32>,
}

/// Why a removal waits for a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// Too large a part.
    Share,
    /// Too many.
    Count,
    /// Everything.
    Empty,
}

impl Reason {
    /// Every reason.
    pub const ALL: [Reason; 3] = [Reason::Share, Reason::Count, Reason::Empty];

    /// The name, as stored.
    pub const fn name(self) -> &'static str {
        match self {
            Reason::Share => "share",
            Reason::Count => "count",
            Reason::Empty => "empty",
        }
    }

    /// The reason of a name.
    pub fn from_name(name: &str) -> Option<Reason> {
        Reason::ALL.into_iter().find(|reason| reason.name() == name)
    }
}

/// What happens to what is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Removal {
    /// It goes.
    Go,
    /// It stays until a person decides.
    Hold(Reason),
    /// It stays until its days are over.
    Wait,
}

/// The entries of a source (datasets, series, services), counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Entries {
    /// Those that were known, with those that went within the last day.
    pub known: u64,
    /// Those that are missing, and those that went within the last day: a catalogue must not bleed to death by the hour.
    pub lost: u64,
    /// Those that the run found.
    pub found: u64,
}

impl Policy {
    /// Judges what a complete run did not find.
    pub fn judge(&self, entries: Entries) -> Removal {
        let Entries { known, lost, found } = entries;
        // Floored, as the share is of whole datasets.
        let share = known.saturating_mul(u64::from(self.percent)) / 100;
        match () {
            () if lost == 0 => Removal::Go,
            () if found == 0 => Removal::Hold(Reason::Empty),
            () if self.grace_days.is_some() => Removal::Wait,
            () if lost > share.max(1) => Removal::Hold(Reason::Share),
            () if lost > self.count => Removal::Hold(Reason::Count),
            () => Removal::Go,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const POLICY: Policy = Policy { percent: 25, count: 100, agree_days: None, grace_days: None };

    #[test]
    fn large_removals_are_held_at_any_size_and_an_empty_catalogue_always() {
        for (known, lost, expected) in [
            (0, 0, Removal::Go),
            (1, 1, Removal::Hold(Reason::Empty)),
            (2, 1, Removal::Go),
            (4, 1, Removal::Go),
            (4, 2, Removal::Hold(Reason::Share)),
            (4, 3, Removal::Hold(Reason::Share)),
            (7, 2, Removal::Hold(Reason::Share)),
            (8, 2, Removal::Go),
            (100, 25, Removal::Go),
            (100, 26, Removal::Hold(Reason::Share)),
            (1_000, 100, Removal::Go),
            (1_000, 101, Removal::Hold(Reason::Count)),
            (1_000, 1_000, Removal::Hold(Reason::Empty)),
        ] {
            let entries = Entries { known, lost, found: known - lost };
            assert_eq!(POLICY.judge(entries), expected, "{lost} of {known}");
        }
    }

    #[test]
    fn a_catalogue_that_lost_all_and_has_others_is_judged_by_its_share() {
        assert_eq!(POLICY.judge(Entries { known: 5, lost: 5, found: 3 }), Removal::Hold(Reason::Share));
    }

    #[test]
    fn a_share_is_counted_in_whole_numbers() {
        let policy = Policy { percent: 29, ..POLICY };
        assert_eq!(policy.judge(Entries { known: 100, lost: 29, found: 71 }), Removal::Go);
        assert_eq!(policy.judge(Entries { known: 100, lost: 30, found: 70 }), Removal::Hold(Reason::Share));
    }

    #[test]
    fn days_of_grace_hold_nothing_but_an_empty_catalogue() {
        let policy = Policy { grace_days: Some(7), ..POLICY };
        assert_eq!(policy.judge(Entries { known: 4, lost: 3, found: 1 }), Removal::Wait);
        assert_eq!(policy.judge(Entries { known: 4, lost: 1, found: 3 }), Removal::Wait);
        assert_eq!(policy.judge(Entries { known: 4, lost: 4, found: 0 }), Removal::Hold(Reason::Empty));
    }

    #[test]
    fn a_share_of_all_leaves_the_number_and_a_share_of_nothing_leaves_one() {
        let all = Policy { percent: 100, ..POLICY };
        assert_eq!(all.judge(Entries { known: 50, lost: 49, found: 1 }), Removal::Go);
        let none = Policy { percent: 0, ..POLICY };
        assert_eq!(none.judge(Entries { known: 50, lost: 1, found: 49 }), Removal::Go);
        assert_eq!(none.judge(Entries { known: 50, lost: 2, found: 48 }), Removal::Hold(Reason::Share));
    }
}
