//! When removals wait: what a source says, what it inherits, and which two ways exclude each other.

use skord::config::Removals;

use super::{mistakes, with};

/// The removals of a source, after `defaults` and with `own` in it.
fn of(defaults: &str, own: &str) -> Removals {
    let text = format!(
        "[harvest.defaults.removals]\n{defaults}\n[[organisation]]\nid = \"a\"\nname = \"A\"\n\
         source = [{{ url = \"https://a.example\", removals = {{ {own} }} }}]\n"
    );
    with(&text).unwrap_or_else(|error| panic!("{error}")).organisations[0].sources[0].removals
}

#[test]
fn a_source_inherits_what_it_does_not_say() {
    let usual = Removals { percent: 25, count: 100, agree_days: 0, grace_days: 0 };
    assert_eq!(of("", ""), usual);
    assert_eq!(
        of("percent = 10\nagree_days = 3", "count = 5"),
        Removals { percent: 10, count: 5, agree_days: 3, ..usual }
    );
    assert_eq!(of("", "percent = 0"), Removals { percent: 0, ..usual });
}

#[test]
fn days_of_a_source_take_the_place_of_the_other_days_of_the_defaults() {
    let days = |defaults, own| {
        let Removals { agree_days, grace_days, .. } = of(defaults, own);
        (agree_days, grace_days)
    };
    assert_eq!(days("agree_days = 3", "grace_days = 7"), (0, 7));
    assert_eq!(days("grace_days = 7", "agree_days = 3"), (3, 0));
    assert_eq!(days("grace_days = 7", "agree_days = 0"), (0, 7));
    assert_eq!(days("agree_days = 3", "agree_days = 0"), (0, 0));
    assert_eq!(days("grace_days = 7", "agree_days = 3, grace_days = 0"), (3, 0));
}

#[test]
fn what_no_removal_can_wait_for_is_a_mistake() {
    for (line, expected) in [
        ("percent = 101", "a whole number from 0 to 100"),
        ("percent = \"25 %\"", "a whole number from 0 to 100"),
        ("count = 0", "a whole number from 1 to"),
        ("agree_days = 367", "a whole number from 0 to 366"),
        ("agree_days = 3\ngrace_days = 7", "0, as there are agree_days"),
    ] {
        let found = mistakes(with(&format!("[harvest.defaults.removals]\n{line}\n")));
        assert!(found.len() == 1 && found[0].expected.starts_with(expected), "{line}: {found:?}");
    }
}

#[test]
fn a_token_that_could_be_guessed_is_refused_and_not_shown() {
    let found = mistakes(with("[server]\noperator_token = { env = \"TOKEN\" }\n"));
    assert!(found.len() == 1 && found[0].expected.contains("16 characters"), "{found:?}");
    assert!(!format!("{found:?}").contains("abc123"));
}
