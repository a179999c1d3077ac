use super::*;
use crate::resource::Difference;

fn store() -> (tempfile::TempDir, Store) {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(&dir.path().join("skord.db")).unwrap();
    store.keep_sources(&[("a", "org-a"), ("b", "org-b")], 100).unwrap();
    (dir, store)
}

fn row(iri: &str, text: &str) -> ResourceRow {
    ResourceRow {
        iri: iri.into(),
        class: "Dataset".into(),
        title: Some("Titel".into()),
        title_language: Some("sv".into()),
        hash: [1; 32],
        identifier: None,
        given: false,
        triples: 1,
        n_triples: text.into(),
        embedded: vec!["urn:e".into()],
        typed: Vec::new(),
        links: vec!["urn:l".into()],
    }
}

fn document(hash: u8) -> DocumentRow {
    DocumentRow {
        role: Role::Main,
        asked: "http://e.org/".into(),
        url: "http://e.org/a".into(),
        headers: vec![("etag".into(), "\"1\"".into())],
        hash: [hash; 32],
        bytes: 4,
        wire_bytes: 3,
    }
}

fn payload() -> Payload {
    Payload { documents: vec![document(9)], rules: "r".into(), complete: true }
}

fn harvest(store: &Store, source: &str, difference: Difference) -> i64 {
    let gone = difference.removed.iter().map(|iri| (iri.clone(), Gone::Gone)).collect();
    settled(store, source, (1, 2), difference, &Removals { gone, ..Removals::default() })
}

/// A run that begins and ends at the given times and settles what is missing.
fn settled(
    store: &Store,
    source: &str,
    (begins, ends): (Timestamp, Timestamp),
    difference: Difference,
    removals: &Removals,
) -> i64 {
    let lease = store.acquire(&format!("source/{source}"), "me", 0, 10).unwrap().unwrap();
    let run = store.begin_run(source, &lease, begins).unwrap();
    let resources: Vec<ResourceRow> =
        difference.added.iter().chain(&difference.updated).map(|iri| row(iri, "x")).collect();
    let result = StoredResult {
        payload: &payload(),
        remarks: &[RemarkRow { code: "moved".into(), address: "http://e.org/".into(), detail: "x".into() }],
        format: "turtle",
        counts: Counts { violations: 3, ..Counts::default() },
        difference: &difference,
        missing: Missing::Settled(removals),
        resources: &resources,
        findings: &[],
        changes: &[],
        suggestions: &[],
        places: &[],
        scores: &[],
    };
    store.store_run(run, &lease, &result, [ends, 200]).unwrap();
    store.release(&lease).unwrap();
    run
}

fn added(iris: &[&str]) -> Difference {
    Difference { added: iris.iter().map(|i| i.to_string()).collect(), ..Difference::default() }
}

#[test]
fn a_newer_schema_is_refused_and_an_older_one_is_brought_up() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("skord.db");
    let first = Connection::open(&path).unwrap();
    first.execute_batch(include_str!("migrations/0001_first.sql")).unwrap();
    first.pragma_update(None, "user_version", 1).unwrap();
    let rows = "INSERT INTO source (id, organisation, next_due) VALUES ('a', 'a', 0);
        INSERT INTO finding VALUES ('a', 'dataset-title-missing', 'violation', 'urn:1', 'urn:c', 'urn:p', NULL);";
    first.execute_batch(rows).unwrap();
    drop(first);
    let store = Store::open(&path).unwrap();
    let count = &store.rule_counts("a").unwrap()[0];
    assert_eq!(
        (count.findings, count.mended),
        (1, 0),
        "what was found before stays, and nothing of it is called mended"
    );
    assert_eq!(store.affected("a", "dataset-title-missing", [0, 9]).unwrap()[0].place, None);
    drop(store);
    assert!(Store::open(&path).is_ok());
    Connection::open(&path).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let error = Store::open(&path).err().unwrap();
    assert!(matches!(error, StoreError::Newer { found: 99, .. }), "{error}");
}

#[test]
fn the_first_lines_of_values_and_resources_are_read_each_once() {
    let (_dir, store) = store();
    let at = |document, line| Some(LineRow { document, line, byte: None });
    let finding = |resource: &str, value: Option<&str>, line| FindingRow {
        rule: "r".into(),
        severity: "warning".into(),
        resource: resource.into(),
        class: "urn:c".into(),
        path: "urn:p".into(),
        value: value.map(Into::into),
        mended: false,
        line,
    };
    let mut findings: Vec<FindingRow> = (0..9).map(|n| finding("urn:1", Some("x"), at(n % 2, 10 + n))).collect();
    findings.extend([finding("urn:2", Some("x"), at(1, 11)), finding("urn:2", Some("y"), None)]);
    findings.push(FindingRow { rule: "other".into(), ..finding("urn:1", Some("x"), at(0, 1)) });
    store.write(|t| finding::replace(t, "a", None, &findings)).unwrap();
    let values = store.value_counts("a", "r", 9).unwrap();
    let lines: Vec<_> = values.into_iter().map(|row| (row.value, row.count, row.lines)).collect();
    let first = [at(0, 10), at(0, 12), at(0, 14), at(0, 16), at(0, 18)].into_iter().flatten().collect();
    assert_eq!(lines, [("x".to_owned(), 10, LineRows { first, more: 4 }), ("y".to_owned(), 1, LineRows::default())]);
    let resources = store.affected("a", "r", [1, 9]).unwrap();
    assert_eq!(resources.len(), 1);
    assert_eq!(resources[0].lines, LineRows { first: at(1, 11).into_iter().collect(), more: 0 });
}

#[test]
fn a_run_is_stored_whole_and_seen_by_readers() {
    let (_dir, store) = store();
    let run = harvest(&store, "a", added(&["urn:1", "urn:2"]));
    assert_eq!(store.known("a").unwrap().len(), 2);
    assert_eq!(store.resource("a", "urn:1").unwrap().unwrap(), row("urn:1", "x"));
    let source = store.source("a").unwrap().unwrap();
    assert_eq!((source.last_good_run, source.next_due), (Some(run), 200));
    assert_eq!(store.run(run).unwrap().unwrap().counts.added, 2);
    assert_eq!(store.run_resources(run, "added").unwrap(), ["urn:1", "urn:2"]);
    assert_eq!(store.due(150).unwrap(), ["b"]);
}

/// The only tombstone under an address.
fn stone(store: &Store, iri: &str) -> TombstoneRow {
    store.tombstones_of(iri).unwrap().remove(0)
}

/// The run that found a resource of a source first.
fn added_by(store: &Store, source: &str, iri: &str) -> Option<i64> {
    let described = store.described_in(iri).unwrap().into_iter();
    described.filter(|row| row.source == source && row.resource == iri).map(|row| row.added_by).next()
}

/// A hold that a run named, with what it holds.
fn held(run: i64, iris: &[&str]) -> Removals {
    let hold = HoldRow { run, since: 9, reason: "share".into(), known: 4, lost: 1, agreed: 0, day: 0 };
    let staying = iris.iter().map(|iri| ((*iri).to_owned(), Stay::Held)).collect();
    Removals { staying, hold: Some(hold), ..Removals::default() }
}

#[test]
fn a_decision_is_about_the_set_that_the_person_saw() {
    let (_dir, store) = store();
    let first = harvest(&store, "a", added(&["urn:1", "urn:2", "urn:3"]));
    let run = settled(&store, "a", (9, 10), Difference::default(), &held(7, &["urn:1"]));
    assert_eq!(store.known("a").unwrap().len(), 3);
    assert_eq!((store.run(run).unwrap().unwrap().counts.held, store.run_resources(run, "held").unwrap().len()), (1, 1));
    let lease = store.acquire("source/a", "me", 20, 30).unwrap().unwrap();
    let wrong = store.decide(("a", 6), (Verdict::Approved, None), &lease, 21).unwrap_err();
    assert!(matches!(wrong, StoreError::NotHeld { held: Some(7), .. }), "{wrong}");
    assert_eq!(store.decide(("a", 7), (Verdict::Approved, Some("Eva")), &lease, 21).unwrap(), ["urn:1"]);
    let again = store.decide(("a", 7), (Verdict::Approved, None), &lease, 22).unwrap_err();
    assert!(matches!(again, StoreError::NotHeld { held: None, .. }), "{again}");
    assert!(store.take_wish_to_publish().unwrap() && !store.take_wish_to_publish().unwrap());
    assert_eq!((store.known("a").unwrap().len(), store.missing("a").unwrap()), (2, vec![]));
    let stone = stone(&store, "urn:1");
    assert_eq!((stone.run, stone.removed, stone.reason, stone.added_by), (run, 21, Gone::Approved, first));
    let decision = &store.decisions("a", 9).unwrap()[0];
    assert_eq!((decision.run, decision.verdict, decision.by.as_deref()), (7, Verdict::Approved, Some("Eva")));
}

#[test]
fn a_set_that_is_held_anew_is_a_notice_and_the_same_set_is_none() {
    let (_dir, store) = store();
    let store = store.with_notices(Notices::On);
    harvest(&store, "a", added(&["urn:1", "urn:2"]));
    let next = 1 + store.runs("a", 1).unwrap()[0].id;
    settled(&store, "a", (9, 10), Difference::default(), &held(next, &["urn:1"]));
    settled(&store, "a", (19, 20), Difference::default(), &held(next, &["urn:1"]));
    let notices = store.due_notices(99, 9).unwrap();
    assert_eq!(notices.iter().map(|notice| notice.event).collect::<Vec<_>>(), [Event::RemovalsHeld]);
    assert!(notices[0].reason.as_deref().unwrap().starts_with("1 of 4"), "{notices:?}");
}

#[test]
fn what_is_rejected_stays_and_is_asked_about_no_more() {
    let (_dir, store) = store();
    harvest(&store, "a", added(&["urn:1", "urn:2"]));
    settled(&store, "a", (9, 10), Difference::default(), &held(7, &["urn:1"]));
    let lease = store.acquire("source/a", "me", 20, 30).unwrap().unwrap();
    assert_eq!(store.decide(("a", 7), (Verdict::Rejected, None), &lease, 21).unwrap(), [""; 0]);
    assert_eq!(store.missing("a").unwrap()[0].stay, Stay::Kept);
    assert_eq!((store.hold("a").unwrap(), store.known("a").unwrap().len()), (None, 2));
    assert!(!store.take_wish_to_publish().unwrap(), "nothing left the feed");
}

#[test]
fn what_waits_keeps_the_time_from_which_it_was_missing() {
    let (_dir, store) = store();
    harvest(&store, "a", added(&["urn:1", "urn:2"]));
    let waits = |iris: &[&str]| {
        let staying = iris.iter().map(|iri| ((*iri).to_owned(), Stay::Grace)).collect();
        Removals { staying, ..Removals::default() }
    };
    let first = settled(&store, "a", (10, 11), Difference::default(), &waits(&["urn:1"]));
    settled(&store, "a", (20, 21), Difference::default(), &waits(&["urn:1", "urn:2"]));
    let missing = store.missing("a").unwrap();
    assert_eq!(missing.iter().map(|row| row.since).collect::<Vec<_>>(), [11, 21]);
    settled(&store, "a", (30, 31), Difference::default(), &waits(&["urn:2"]));
    assert_eq!(store.missing("a").unwrap().len(), 1, "what is back is missing no more");
    let gone = Removals { gone: vec![("urn:2".into(), Gone::Grace)], ..Removals::default() };
    settled(&store, "a", (40, 41), Difference::default(), &gone);
    let stone = stone(&store, "urn:2");
    assert!(stone.run > first && stone.removed == 41, "{stone:?}");
    assert_eq!(store.missing("a").unwrap(), vec![]);
}

#[test]
fn what_returns_or_moves_keeps_its_history() {
    let (_dir, store) = store();
    let first = harvest(&store, "a", added(&["urn:1", "urn:2"]));
    harvest(&store, "a", Difference { removed: vec!["urn:1".into()], ..Difference::default() });
    let back = harvest(&store, "a", added(&["urn:1"]));
    let stone = stone(&store, "urn:1");
    assert_eq!((stone.returned_by, stone.added_by), (Some(back), first));
    let added_by = |iri: &str| self::added_by(&store, "a", iri);
    assert_eq!(added_by("urn:1"), Some(first));
    let moves = vec![("urn:2".to_owned(), "urn:new".to_owned())];
    let moved = Removals { moves, moved: 1, ..Removals::default() };
    let run = settled(&store, "a", (9, 10), added(&["urn:new"]), &moved);
    assert_eq!((added_by("urn:new"), added_by("urn:2")), (Some(first), None));
    let moved = &store.moves("a", run).unwrap()[0];
    assert_eq!((moved.iri.as_str(), moved.moved_to.as_deref()), ("urn:2", Some("urn:new")));
    let counts = store.run(run).unwrap().unwrap().counts;
    assert_eq!((counts.removed, counts.moved), (0, 1), "a move is no removal");
}

#[test]
fn a_source_under_another_id_keeps_all_that_is_known_of_it() {
    let (_dir, store) = store();
    let first = harvest(&store, "a", added(&["urn:1", "urn:2"]));
    settled(&store, "a", (9, 10), Difference::default(), &held(7, &["urn:1"]));
    assert_eq!(store.asked_at("a").unwrap().as_deref(), Some("http://e.org/"));
    store.rename_source("a", "b").unwrap();
    assert_eq!(store.known("b").unwrap().len(), 0, "an id that is taken is not given");
    store.rename_source("a", "c").unwrap();
    assert!(store.source("a").unwrap().is_none() && store.known("a").unwrap().is_empty());
    assert_eq!((store.known("c").unwrap().len(), added_by(&store, "c", "urn:1")), (2, Some(first)));
    assert_eq!((store.hold("c").unwrap().map(|hold| hold.run), store.missing("c").unwrap().len()), (Some(7), 1));
    assert_eq!(store.runs("c", 9).unwrap().len(), 2);
}

#[test]
fn what_a_source_had_that_left_the_config_leaves_tombstones_and_returns_with_its_history() {
    let (_dir, store) = store();
    let first = harvest(&store, "a", added(&["urn:1"]));
    store.keep_sources(&[("b", "org-b")], 300).unwrap();
    let stone = &store.tombstones_of("urn:1").unwrap()[0];
    assert_eq!((stone.reason, stone.removed, stone.run), (Gone::Config, 300, first));
    store.keep_sources(&[("a", "org-a"), ("b", "org-b")], 400).unwrap();
    harvest(&store, "a", added(&["urn:1"]));
    assert_eq!(added_by(&store, "a", "urn:1"), Some(first));
}

#[test]
fn an_unchanged_run_keeps_the_figures_of_the_last_good_one() {
    let (_dir, store) = store();
    harvest(&store, "a", added(&["urn:1", "urn:2"]));
    let lease = store.acquire("source/a", "me", 20, 30).unwrap().unwrap();
    let run = store.begin_run("a", &lease, 20).unwrap();
    store
        .end_run(run, &lease, &RunEnd::Unchanged { payload: &payload(), remarks: &[], removals: None }, [21, 300])
        .unwrap();
    let counts = store.run(run).unwrap().unwrap().counts;
    assert_eq!((counts.unchanged, counts.violations), (2, 3));
}

#[test]
fn failures_are_counted_until_one_succeeds() {
    let (_dir, store) = store();
    for started in [10, 20] {
        let lease = store.acquire("source/a", "me", started, started + 5).unwrap().unwrap();
        let run = store.begin_run("a", &lease, started).unwrap();
        let end = RunEnd::Failed { stage: "fetch", code: "status", message: "503", remarks: &[] };
        store.end_run(run, &lease, &end, [started + 1, started + 100]).unwrap();
        store.release(&lease).unwrap();
    }
    let source = store.source("a").unwrap().unwrap();
    assert_eq!((source.failures, source.failing_since, source.last_good_run), (2, Some(10), None));
    harvest(&store, "a", added(&["urn:1"]));
    let source = store.source("a").unwrap().unwrap();
    assert_eq!((source.failures, source.failing_since), (0, None));
}

#[test]
fn a_run_that_the_program_ended_is_no_failure_and_leaves_its_source_due() {
    let (_dir, store) = store();
    harvest(&store, "a", added(&["urn:1"]));
    let lease = store.acquire("source/a", "me", 20, 30).unwrap().unwrap();
    let run = store.begin_run("a", &lease, 20).unwrap();
    store.end_run(run, &lease, &RunEnd::Interrupted, [21, 300]).unwrap();
    let source = store.source("a").unwrap().unwrap();
    assert_eq!((source.failures, source.next_due), (0, 21));
    assert_eq!(store.run(run).unwrap().unwrap().outcome, Outcome::Interrupted);
}

#[test]
fn a_lease_has_one_holder_and_fences_off_the_one_before() {
    let (_dir, store) = store();
    let first = store.acquire("source/a", "one", 0, 10).unwrap().unwrap();
    assert!(store.acquire("source/a", "two", 5, 15).unwrap().is_none());
    let run = store.begin_run("a", &first, 1).unwrap();
    let second = store.acquire("source/a", "two", 11, 20).unwrap().unwrap();
    assert!(second.epoch > first.epoch);
    let late =
        store.end_run(run, &first, &RunEnd::Unchanged { payload: &payload(), remarks: &[], removals: None }, [12, 100]);
    assert!(matches!(late, Err(StoreError::LeaseLost(_))));
}

#[test]
fn a_run_that_nobody_finishes_is_taken_up_again() {
    let (_dir, store) = store();
    let lease = store.acquire("source/a", "one", 0, 10).unwrap().unwrap();
    let run = store.begin_run("a", &lease, 1).unwrap();
    store.set_next_due("a", 5000).unwrap();
    assert!(store.interrupt_runs(5).unwrap().is_empty(), "its holder may still be at work");
    assert_eq!(store.interrupt_runs(11).unwrap(), ["a"]);
    assert_eq!(store.run(run).unwrap().unwrap().outcome, Outcome::Interrupted);
    assert!(store.due(11).unwrap().contains(&"a".to_owned()));
}

#[test]
fn a_source_that_left_the_config_goes_with_all_it_said() {
    let (_dir, store) = store();
    harvest(&store, "a", added(&["urn:1"]));
    store.keep_sources(&[("b", "org-b")], 300).unwrap();
    assert!(store.claims().unwrap().is_empty());
    assert_eq!(store.sources().unwrap().len(), 1);
    assert_eq!(store.sources().unwrap()[0].next_due, 100, "what is known of the others stays");
}

#[test]
fn the_current_snapshot_is_one_row_and_old_ones_are_forgotten() {
    let (_dir, store) = store();
    let lease = store.acquire("publish", "me", 0, 10).unwrap().unwrap();
    for n in 1..=4 {
        let files = vec![SnapshotFile { format: "rdf".into(), bytes: n, sha256: "x".into() }];
        let snapshot =
            SnapshotRow { id: format!("s{n}"), state: "s".into(), created: n as i64, datasets: n, triples: n, files };
        let forgotten = store.publish(&snapshot, 2, &lease).unwrap();
        assert_eq!(forgotten, if n > 2 { vec![format!("s{}", n - 2)] } else { vec![] });
        assert_eq!(store.current_snapshot().unwrap(), Some(snapshot));
    }
    assert_eq!(store.snapshot_ids().unwrap(), ["s3", "s4"]);
}
