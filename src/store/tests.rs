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
        triples: 1,
        n_triples: text.into(),
        embedded: vec!["urn:e".into()],
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

fn harvest(store: &Store, source: &str, difference: Difference, hold: Hold) -> i64 {
    let lease = store.acquire(&format!("source/{source}"), "me", 0, 10).unwrap().unwrap();
    let run = store.begin_run(source, &lease, 1).unwrap();
    let resources: Vec<ResourceRow> =
        difference.added.iter().chain(&difference.updated).map(|iri| row(iri, "x")).collect();
    let result = StoredResult {
        payload: &payload(),
        remarks: &[RemarkRow { code: "moved".into(), address: "http://e.org/".into(), detail: "x".into() }],
        format: "turtle",
        counts: Counts { violations: 3, ..Counts::default() },
        difference: &difference,
        hold,
        resources: &resources,
        findings: &[],
        changes: &[],
        suggestions: &[],
        places: &[],
        scores: &[],
    };
    store.store_run(run, &lease, &result, [2, 200]).unwrap();
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
    let run = harvest(&store, "a", added(&["urn:1", "urn:2"]), Hold::Remove);
    assert_eq!(store.known("a").unwrap().len(), 2);
    assert_eq!(store.resource("a", "urn:1").unwrap().unwrap(), row("urn:1", "x"));
    let source = store.source("a").unwrap().unwrap();
    assert_eq!((source.last_good_run, source.next_due), (Some(run), 200));
    assert_eq!(store.run(run).unwrap().unwrap().counts.added, 2);
    assert_eq!(store.run_resources(run, "added").unwrap(), ["urn:1", "urn:2"]);
    assert_eq!(store.due(150).unwrap(), ["b"]);
}

#[test]
fn removals_are_carried_out_or_held() {
    let (_dir, store) = store();
    harvest(&store, "a", added(&["urn:1", "urn:2"]), Hold::Remove);
    let removal = Difference { removed: vec!["urn:1".into()], unchanged: 1, ..Difference::default() };
    let held = harvest(&store, "a", removal.clone(), Hold::Keep);
    assert_eq!(store.known("a").unwrap().len(), 2);
    assert_eq!(store.run(held).unwrap().unwrap().counts.held, 1);
    harvest(&store, "a", removal, Hold::Remove);
    assert_eq!(store.known("a").unwrap().len(), 1);
}

#[test]
fn an_unchanged_run_keeps_the_figures_of_the_last_good_one() {
    let (_dir, store) = store();
    harvest(&store, "a", added(&["urn:1", "urn:2"]), Hold::Remove);
    let lease = store.acquire("source/a", "me", 20, 30).unwrap().unwrap();
    let run = store.begin_run("a", &lease, 20).unwrap();
    store.end_run(run, &lease, &RunEnd::Unchanged { payload: &payload(), remarks: &[] }, [21, 300]).unwrap();
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
    harvest(&store, "a", added(&["urn:1"]), Hold::Remove);
    let source = store.source("a").unwrap().unwrap();
    assert_eq!((source.failures, source.failing_since), (0, None));
}

#[test]
fn a_run_that_the_program_ended_is_no_failure_and_leaves_its_source_due() {
    let (_dir, store) = store();
    harvest(&store, "a", added(&["urn:1"]), Hold::Remove);
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
    let late = store.end_run(run, &first, &RunEnd::Unchanged { payload: &payload(), remarks: &[] }, [12, 100]);
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
    harvest(&store, "a", added(&["urn:1"]), Hold::Remove);
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
