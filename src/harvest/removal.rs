//! What becomes of what a source no longer has.
//!
//! In: what the store knows of a source, and what a complete run found. Out: what goes, what stays and why, and the set that a
//! person decides on. Must not: remove anything itself.

use std::collections::{HashMap, HashSet};

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
        percent: source.removals.percent,
        count: source.removals.count,
        agree_days: days(source.removals.agree_days),
        grace_days: days(source.removals.grace_days),
    }
}

/// What a run is asked about.
struct Question<'a> {
    source: &'a Source,
    policy: Policy,
    run: i64,
    now: Timestamp,
    /// What was missing before this run, by IRI.
    before: Vec<MissingRow>,
    hold: Option<HoldRow>,
}

impl<'a> Question<'a> {
    fn new(context: &Context, source: &'a Source, run: i64) -> Result<Self, StoreError> {
        let (before, hold) = (context.store.missing(&source.id)?, context.store.hold(&source.id)?);
        Ok(Question { source, policy: policy(source), run, now: context.clock.timestamp(), before, hold })
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

    /// The entries that wait for a person, by IRI.
    fn held(&self) -> Vec<&str> {
        let held = self.before.iter().filter(|row| row.stay == Stay::Held && is_entry(row));
        held.map(|row| row.iri.as_str()).collect()
    }

    /// Whether the hold that there is was of an empty catalogue: days let nothing of it go, whatever has come since.
    fn was_empty(&self) -> bool {
        self.hold.as_ref().is_some_and(|hold| hold.reason == Reason::Empty.name())
    }

    /// Whether the days of grace of something that is missing are over. They begin when it is given them.
    fn is_over(&self, iri: &str, days: u32) -> bool {
        let since = self.row(iri).filter(|row| row.stay == Stay::Grace).map_or(self.now, |row| row.since);
        self.now - since >= i64::from(days) * DAY
    }

    /// The hold of a set of entries: the one that there is, perhaps with one more day that agrees, or a new one. Days count only
    /// where they may decide.
    fn hold_on(&self, reason: Reason, entries: Entries, is_same: bool) -> HoldRow {
        let day = self.day();
        match &self.hold {
            Some(hold) if is_same => {
                let agreed = match self.policy.agree_days {
                    Some(_) => hold.agreed + u32::from(day > hold.day),
                    None => 0,
                };
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

    /// Whether days of agreement let a hold go. An empty catalogue is let go by a person alone.
    fn is_agreed(&self, hold: &HoldRow) -> bool {
        hold.reason != Reason::Empty.name() && self.policy.agree_days.is_some_and(|days| hold.agreed >= days)
    }

    /// What becomes of the entries that are missing and that nobody keeps. Those that wait for a person do so until one decides, days
    /// agree, or they are back: a catalogue that grows meanwhile decides nothing.
    fn judge(&self, missing: &[String], counts: Entries, recent: u64) -> Judged {
        let before = self.held();
        let (waiting, fresh): (Vec<&String>, Vec<&String>) =
            missing.iter().partition(|iri| before.binary_search(&iri.as_str()).is_ok());
        let Entries { known, found, .. } = counts;
        let lost = match fresh.len() as u64 {
            0 => 0,
            lost => lost + recent,
        };
        let removal = match found {
            0 if !missing.is_empty() => Removal::Hold(Reason::Empty),
            _ => self.policy.judge(Entries { known: known - waiting.len() as u64 + recent, lost, found }),
        };
        let old_reason = self.hold.as_ref().and_then(|hold| Reason::from_name(&hold.reason)).unwrap_or(Reason::Share);
        let (held, reason): (Vec<&String>, Reason) = match removal {
            Removal::Hold(reason) => (missing.iter().collect(), reason),
            // Days of grace take the place of a decision, but for what was everything.
            Removal::Wait if !self.was_empty() => (Vec::new(), old_reason),
            Removal::Wait | Removal::Go => (waiting.clone(), old_reason),
        };
        let reason = if self.was_empty() && !waiting.is_empty() { Reason::Empty } else { reason };
        let is_same = held.iter().map(|iri| iri.as_str()).eq(before.iter().copied());
        let mut judged = Judged::default();
        if !held.is_empty() {
            let hold = self.hold_on(reason, Entries { lost: held.len() as u64, ..counts }, is_same);
            match self.is_agreed(&hold) {
                true => judged.agreed = true,
                false => judged.hold = Some(hold),
            }
        }
        let days = self.policy.grace_days.filter(|_| removal == Removal::Wait);
        for iri in missing {
            let is_held = held.binary_search(&iri).is_ok();
            match (is_held, days) {
                (true, _) if judged.hold.is_some() => judged.staying.push((iri.clone(), Stay::Held)),
                (true, _) => judged.gone.push((iri.clone(), Gone::Agreed)),
                (false, Some(days)) if !self.is_over(iri, days) => judged.staying.push((iri.clone(), Stay::Grace)),
                (false, Some(_)) => judged.gone.push((iri.clone(), Gone::Grace)),
                (false, None) => judged.gone.push((iri.clone(), Gone::Gone)),
            }
        }
        let is_left = missing.iter().any(|iri| before.binary_search(&iri.as_str()).is_ok());
        judged.verdict = match before.is_empty() {
            true => None,
            false if judged.agreed => Some(Verdict::Agreed),
            false if !is_left => Some(Verdict::Returned),
            false => (!is_same || judged.hold.is_none()).then_some(Verdict::Changed),
        };
        judged
    }
}

/// What becomes of missing entries.
#[derive(Default)]
struct Judged {
    gone: Vec<(String, Gone)>,
    staying: Vec<(String, Stay)>,
    hold: Option<HoldRow>,
    agreed: bool,
    verdict: Option<Verdict>,
}

/// The days from the year 1 to 1970-01-01, as chrono counts them.
const EPOCH: i64 = 719_163;

/// What a complete run that read something new settles: `now` is what it found, `moves` what has another address.
/// What stays is taken out of the difference.
pub(super) fn settle(
    (context, source, run): (&Context, &Source, i64),
    now: &[Resource],
    difference: &mut Difference,
    mut moves: Vec<Move>,
) -> Result<Removals, Failure> {
    let question = Question::new(context, source, run)?;
    let (known, lost) = lost_entries(context, source, now)?;
    // What cannot be published is neither known nor added.
    let is_added = |resource: &&Resource| difference.added.binary_search(&resource.iri).is_ok();
    let added = now.iter().filter(|resource| resource.class.is_entry()).filter(is_added).count();
    let found = (known - lost.len() + added) as u64;
    let moved: HashSet<&str> = moves.iter().map(|one| one.from.as_str()).collect();
    let lost = lost.into_iter().map(|(iri, _)| iri).filter(|iri| !moved.contains(iri.as_str()));
    let (kept, missing): (Vec<String>, Vec<String>) = lost.partition(|iri| question.was(iri, Stay::Kept));
    let recent = context.store.gone_since(&source.id, question.now - DAY)?;
    // What a person keeps is no part of what the source may be expected to have.
    let counts = Entries { known: (known - kept.len()) as u64, lost: missing.len() as u64, found };
    let judged = question.judge(&missing, counts, recent);

    let mut staying: Vec<(String, Stay)> = kept.into_iter().map(|iri| (iri, Stay::Kept)).collect();
    staying.extend(judged.staying);
    let belongings = belongings(context, source, &staying, &difference.removed)?;
    staying.extend(belongings);
    staying.sort_unstable();
    let iris: Vec<String> = staying.iter().map(|(iri, _)| iri.clone()).collect();
    difference.keep(&iris);
    // What stays with something has not moved, whatever stands under another address besides.
    moves.retain(|one| iris.binary_search(&one.from).is_err());
    let moved: HashSet<&str> = moves.iter().map(|one| one.from.as_str()).collect();
    let reasons: HashMap<String, Gone> = judged.gone.into_iter().collect();
    let of_set = if judged.agreed { Gone::Agreed } else { Gone::Gone };
    let gone = difference.removed.iter().filter(|iri| !moved.contains(iri.as_str()));
    Ok(Removals {
        gone: gone.map(|iri| (iri.clone(), reasons.get(iri).copied().unwrap_or(of_set))).collect(),
        staying,
        hold: judged.hold,
        verdict: judged.verdict,
        moved: moves.iter().filter(|one| one.class.is_entry()).count() as u64,
        moves: moves.into_iter().map(|Move { from, to, .. }| (from, to)).collect(),
    })
}

/// What a complete run settles that found what was there before: days may be over, or have agreed; and what had days of grace that are no
/// longer given is judged like the rest.
pub(super) fn settle_unchanged(context: &Context, source: &Source, run: i64) -> Result<Removals, StoreError> {
    let question = Question::new(context, source, run)?;
    let waits = |row: &&MissingRow| is_entry(row) && matches!(row.stay, Stay::Held | Stay::Grace);
    let missing: Vec<String> = question.before.iter().filter(waits).map(|row| row.iri.clone()).collect();
    let mut known = 0;
    for class in Class::ALL.into_iter().filter(|class| class.is_entry()) {
        known += context.store.known_of_class(&source.id, class.name())?.len() as u64;
    }
    let kept = question.before.iter().filter(|row| is_entry(row) && row.stay == Stay::Kept).count() as u64;
    let lost = missing.len() as u64;
    let counts = Entries { known: known - kept, lost, found: known - kept - lost };
    let judged = question.judge(&missing, counts, 0);
    let kept = question.before.iter().filter(|row| is_entry(row) && row.stay == Stay::Kept);
    let mut staying: Vec<(String, Stay)> = kept.map(|row| (row.iri.clone(), Stay::Kept)).collect();
    staying.extend(judged.staying);
    let all: Vec<String> = question.before.iter().map(|row| row.iri.clone()).collect();
    let belongings = belongings(context, source, &staying, &all)?;
    staying.extend(belongings);
    staying.sort_unstable();
    let stays = |iri: &String| staying.binary_search_by(|(staying, _)| staying.cmp(iri)).is_ok();
    // What belongs to something goes when that does, and for the same reason.
    let reason = judged.gone.first().map_or(Gone::Gone, |(_, reason)| *reason);
    let gone = all.iter().filter(|iri| !stays(iri)).map(|iri| (iri.clone(), reason)).collect();
    Ok(Removals { gone, staying, verdict: judged.verdict, hold: judged.hold, ..Removals::default() })
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

/// What only those have that stay, and that is missing too (sorted): it stays with the first of them that leads to it.
fn belongings(
    context: &Context,
    source: &Source,
    staying: &[(String, Stay)],
    missing: &[String],
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
                if missing.binary_search(&link).is_ok() && taken.insert(link.clone()) {
                    next.push((link, *stay));
                }
            }
        }
        found.extend(next.iter().cloned());
        level = next;
    }
    Ok(found)
}
