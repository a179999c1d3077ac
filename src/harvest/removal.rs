//! What becomes of what a source no longer has.
//!
//! In: what the store knows of a source, and what a complete run found. Out: what goes, what stays and why, and the set that a
//! person decides on. Must not: remove anything itself.

use std::collections::{BTreeSet, HashSet};

use chrono::{DateTime, Datelike};

use super::{Context, Failure};
use crate::config::Source;
use crate::resource::{Class, Difference, Entries, Move, Policy, Reason, Removal, Resource};
use crate::store::{Gone, HoldRow, MissingRow, Removals, Stay, StoreError, Timestamp, Verdict};

const DAY: i64 = 86_400;

/// When the removals of a source wait.
fn policy(source: &Source) -> Policy {
    let days = |days: u32| (days > 0).then_some(days);
    Policy {
        share: f64::from(source.removals.percent) / 100.0,
        count: source.removals.count,
        agree_days: days(source.removals.agree_days),
        grace_days: days(source.removals.grace_days),
    }
}

/// What a run is asked about.
struct Question<'a> {
    source: &'a Source,
    run: i64,
    now: Timestamp,
    /// What was missing before this run, by IRI.
    before: Vec<MissingRow>,
    hold: Option<HoldRow>,
}

impl<'a> Question<'a> {
    fn new(context: &Context, source: &'a Source, run: i64) -> Result<Self, StoreError> {
        let (before, hold) = (context.store.missing(&source.id)?, context.store.hold(&source.id)?);
        Ok(Question { source, run, now: context.clock.timestamp(), before, hold })
    }

    /// The day in the time zone of the source's schedule, in days since 1970.
    fn day(&self) -> i64 {
        let local = DateTime::from_timestamp(self.now, 0).map(|time| time.with_timezone(&self.source.schedule.zone()));
        local.map_or(0, |time| i64::from(time.date_naive().num_days_from_ce()) - EPOCH)
    }

    fn row(&self, iri: &str) -> Option<&MissingRow> {
        self.before.binary_search_by(|row| row.iri.as_str().cmp(iri)).ok().map(|place| &self.before[place])
    }

    fn was(&self, iri: &str, stay: Stay) -> bool {
        self.row(iri).is_some_and(|row| row.stay == stay)
    }

    /// Whether the days of grace of something that is missing are over. They begin when it is given them.
    fn is_over(&self, iri: &str, days: u32) -> bool {
        let since = self.row(iri).filter(|row| row.stay == Stay::Grace).map_or(self.now, |row| row.since);
        self.now - since >= i64::from(days) * DAY
    }

    /// The hold of a set of entries: the one that there is, perhaps with one more day that agrees, or a new one. Days on which the
    /// catalogue was empty agree on nothing.
    fn hold_on(&self, reason: Reason, entries: Entries, is_same: bool) -> HoldRow {
        let day = self.day();
        let was_empty = |hold: &HoldRow| hold.reason == Reason::Empty.name() && reason != Reason::Empty;
        match &self.hold {
            Some(hold) if is_same && !was_empty(hold) => {
                let agreed = hold.agreed + u32::from(day > hold.day);
                HoldRow { reason: reason.name().to_owned(), agreed, day: day.max(hold.day), ..hold.clone() }
            }
            _ => HoldRow {
                run: self.run,
                since: self.now,
                reason: reason.name().to_owned(),
                known: entries.known,
                lost: entries.lost,
                agreed: 0,
                day,
            },
        }
    }
}

/// The days from the year 1 to 1970-01-01, as chrono counts them.
const EPOCH: i64 = 719_163;

/// Whether days of agreement let a hold go. An empty catalogue is let go by a person alone.
fn is_agreed(hold: &HoldRow, policy: &Policy) -> bool {
    hold.reason != Reason::Empty.name() && policy.agree_days.is_some_and(|days| hold.agreed >= days)
}

/// What a complete run that read something new settles: `now` is what it found, `moves` what has another address.
/// What stays is taken out of the difference.
pub(super) fn settle(
    (context, source, run): (&Context, &Source, i64),
    now: &[Resource],
    difference: &mut Difference,
    moves: Vec<Move>,
) -> Result<Removals, Failure> {
    let question = Question::new(context, source, run)?;
    let policy = policy(source);
    let (known, lost) = lost_entries(context, source, now)?;
    let moved: HashSet<&str> = moves.iter().map(|one| one.from.as_str()).collect();
    let mut lost: Vec<String> = lost.into_iter().map(|(iri, _)| iri).collect();
    lost.retain(|iri| !moved.contains(iri.as_str()));
    let (kept, fresh): (Vec<String>, Vec<String>) = lost.into_iter().partition(|iri| question.was(iri, Stay::Kept));
    let recent = context.store.gone_since(&source.id, question.now - DAY)?;
    let found = now.iter().filter(|resource| resource.class.is_entry()).count() as u64;
    // What a person keeps is no part of what the source may be expected to have.
    let known = (known - kept.len()) as u64;
    let entries = match fresh.len() as u64 {
        0 => Entries { known, lost: 0, found },
        lost => Entries { known: known + recent, lost: lost + recent, found },
    };
    let held_before: BTreeSet<&str> = question
        .before
        .iter()
        .filter(|row| row.stay == Stay::Held && is_entry(row))
        .map(|row| row.iri.as_str())
        .collect();
    let is_same = held_before.iter().copied().eq(fresh.iter().map(String::as_str));

    let mut removals = Removals::default();
    let mut staying: Vec<(String, Stay)> = kept.into_iter().map(|iri| (iri, Stay::Kept)).collect();
    let mut why = Gone::Gone;
    match policy.judge(entries) {
        Removal::Go => {}
        Removal::Wait => {
            let days = policy.grace_days.unwrap_or(0);
            why = Gone::Grace;
            staying
                .extend(fresh.iter().filter(|iri| !question.is_over(iri, days)).map(|iri| (iri.clone(), Stay::Grace)));
        }
        Removal::Hold(reason) => {
            let of_this_run = Entries { known, lost: fresh.len() as u64, found };
            let hold = question.hold_on(reason, of_this_run, is_same);
            if is_agreed(&hold, &policy) {
                why = Gone::Agreed;
                removals.verdict = Some(Verdict::Agreed);
            } else {
                staying.extend(fresh.iter().map(|iri| (iri.clone(), Stay::Held)));
                removals.hold = Some(hold);
            }
        }
    }
    removals.verdict = removals.verdict.or(match (held_before.is_empty(), fresh.is_empty()) {
        (true, _) => None,
        (false, true) => Some(Verdict::Returned),
        (false, false) => (!is_same || removals.hold.is_none()).then_some(Verdict::Changed),
    });

    let belongings = belongings(context, source, &staying, difference)?;
    staying.extend(belongings);
    staying.sort_unstable();
    let iris: Vec<String> = staying.iter().map(|(iri, _)| iri.clone()).collect();
    difference.keep(&iris);
    let entries: HashSet<&str> = fresh.iter().map(String::as_str).collect();
    let reason = |iri: &str| if entries.contains(iri) || why == Gone::Agreed { why } else { Gone::Gone };
    let gone = difference.removed.iter().filter(|iri| !moved.contains(iri.as_str()));
    removals.gone = gone.map(|iri| (iri.clone(), reason(iri))).collect();
    removals.staying = staying;
    removals.moved = moves.iter().filter(|one| one.class.is_entry()).count() as u64;
    removals.moves = moves.into_iter().map(|Move { from, to, .. }| (from, to)).collect();
    Ok(removals)
}

/// What a complete run settles that found what was there before: days may be over, or have agreed.
pub(super) fn settle_unchanged(context: &Context, source: &Source, run: i64) -> Result<Removals, StoreError> {
    let question = Question::new(context, source, run)?;
    let policy = policy(source);
    let hold = question.hold.as_ref().map(|hold| {
        let reason = Reason::from_name(&hold.reason).unwrap_or(Reason::Share);
        question.hold_on(reason, Entries::default(), true)
    });
    let agreed = hold.as_ref().is_some_and(|hold| is_agreed(hold, &policy));
    let goes = |row: &&MissingRow| match row.stay {
        Stay::Held => agreed,
        // Where days of grace are no longer given, what waits for them waits for no longer.
        Stay::Grace => question.is_over(&row.iri, policy.grace_days.unwrap_or(0)),
        Stay::Kept | Stay::Unseen => false,
    };
    let reason = if agreed { Gone::Agreed } else { Gone::Grace };
    let gone = question.before.iter().filter(goes).map(|row| (row.iri.clone(), reason)).collect();
    let stays = question.before.iter().filter(|row| !goes(row));
    Ok(Removals {
        gone,
        staying: stays.map(|row| (row.iri.clone(), row.stay)).collect(),
        verdict: agreed.then_some(Verdict::Agreed),
        hold: hold.filter(|_| !agreed),
        ..Removals::default()
    })
}

/// What a run settles that did not read everything: what it found of what was missing is missing no more, and a set of which
/// anything is back is another set. Days do not pass: nothing is known of the rest.
pub(super) fn settle_incomplete(
    context: &Context,
    source: &Source,
    run: i64,
    unseen: &[String],
) -> Result<Removals, StoreError> {
    let question = Question::new(context, source, run)?;
    let is_missing = |row: &&MissingRow| unseen.binary_search(&row.iri).is_ok();
    let held = |rows: &[&MissingRow]| rows.iter().filter(|row| row.stay == Stay::Held && is_entry(row)).count() as u64;
    let stays: Vec<&MissingRow> = question.before.iter().filter(is_missing).collect();
    let (before, left) = (held(&question.before.iter().collect::<Vec<_>>()), held(&stays));
    let hold = question.hold.as_ref().filter(|_| left > 0).map(|hold| match left == before {
        true => hold.clone(),
        false => {
            let (run, since, day) = (question.run, question.now, question.day());
            HoldRow { run, since, lost: left, agreed: 0, day, ..hold.clone() }
        }
    });
    let verdict = match (before, left) {
        (0, _) => None,
        (_, 0) => Some(Verdict::Returned),
        _ => (left < before).then_some(Verdict::Changed),
    };
    let staying = stays.into_iter().map(|row| (row.iri.clone(), row.stay)).collect();
    Ok(Removals { staying, hold, verdict, ..Removals::default() })
}

fn is_entry(row: &MissingRow) -> bool {
    Class::from_name(&row.class).is_some_and(Class::is_entry)
}

/// How many entries of the catalogue are known, and which of them are gone or are no entries any more: what a reader of the
/// catalogue would miss. Sorted.
pub(super) fn lost_entries(
    context: &Context,
    source: &Source,
    now: &[Resource],
) -> Result<(usize, Vec<(String, Class)>), StoreError> {
    let (mut known, mut lost) = (0, Vec::new());
    for class in Class::ALL.into_iter().filter(|class| class.is_entry()) {
        let iris = context.store.known_of_class(&source.id, class.name())?;
        known += iris.len();
        let gone = iris.into_iter().filter(|iri| {
            let place = now.binary_search_by(|resource| resource.iri.as_str().cmp(iri));
            place.map_or(true, |place| !now[place].class.is_entry())
        });
        lost.extend(gone.map(|iri| (iri, class)));
    }
    lost.sort_unstable();
    Ok((known, lost))
}

/// What only those have that stay, and that the run did not find either: it stays with the first of them that leads to it.
fn belongings(
    context: &Context,
    source: &Source,
    staying: &[(String, Stay)],
    difference: &Difference,
) -> Result<Vec<(String, Stay)>, StoreError> {
    let mut taken: HashSet<String> = staying.iter().map(|(iri, _)| iri.clone()).collect();
    let mut found = Vec::new();
    let mut level: Vec<(String, Stay)> = staying.to_vec();
    while !level.is_empty() {
        let iris: Vec<String> = level.iter().map(|(iri, _)| iri.clone()).collect();
        let links = context.store.links_of(&source.id, &iris)?;
        let mut next = Vec::new();
        for ((_, stay), links) in level.iter().zip(links) {
            for link in links {
                if difference.removed.binary_search(&link).is_ok() && taken.insert(link.clone()) {
                    next.push((link, *stay));
                }
            }
        }
        found.extend(next.iter().cloned());
        level = next;
    }
    Ok(found)
}
