//! Sources of several documents: pages and sub-catalogues, what is asked of them, and what a gap among them may not do.

use super::support::feed;
use super::support::region::Region;
use super::support::rounds::Rounds;
use super::support::site::{Page, Site};
use skord::config::Config;
use skord::harvest::replay;
use skord::rdf::vocab::dcat;
use skord::report::{Language, Remark, RemarkCode};
use skord::store::{Outcome, RunRow};

/// An organisation whose source lies on this machine.
fn local(id: &str, url: &str) -> String {
    format!(
        "[[organisation]]\nid = \"{id}\"\nname = \"{id}\"\n[[organisation.source]]\nurl = \"{url}\"\n\
         allow_private = [\"127.0.0.1/32\"]\nlimits = {{ attempts = 1 }}\n"
    )
}

fn region(sources: &str) -> Region {
    let region = Region::new("");
    region.configure("Öppna data", &format!("host_pause = \"0s\"\n{sources}"));
    region
}

const PREFIXES: &str = "@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dcterms: <http://purl.org/dc/terms/> .
    @prefix hydra: <http://www.w3.org/ns/hydra/core#> . @base <https://kommun.example.se/> .\n";

/// A page of a catalogue with the datasets, the address of the next one if there is one, and the announced total.
fn page(datasets: &[&str], next: Option<&str>, total: Option<u64>) -> Page {
    let mut text = format!("{PREFIXES}<katalog> a dcat:Catalog ; dcterms:title \"Katalog\"@sv .\n");
    for name in datasets {
        text.push_str(&format!(
            "<katalog> dcat:dataset <{name}> . <{name}> a dcat:Dataset ; dcterms:title \"{name}\"@sv .\n"
        ));
    }
    if let Some(next) = next {
        text.push_str(&format!("[] a hydra:PagedCollection ; hydra:nextPage \"{next}\" .\n"));
    }
    if let Some(total) = total {
        text.push_str(&format!("[] a hydra:PagedCollection ; hydra:totalItems {total} .\n"));
    }
    Page::turtle(text)
}

fn datasets(rounds: &Rounds) -> Vec<String> {
    let published = feed::current(&rounds.context.store, &rounds.context.config.data_dir);
    let names = feed::instances(&published, dcat::DATASET).into_iter();
    names.map(|iri| iri.rsplit('/').next().unwrap_or_default().to_owned()).collect()
}

fn remarks(rounds: &Rounds, run: &RunRow) -> Vec<(RemarkCode, String)> {
    let rows = rounds.context.store.remarks(run.id).expect("the store can be read");
    let code = |code: &str| RemarkCode::from_code(code).expect("every code is known");
    rows.into_iter()
        .map(|row| {
            let remark = Remark { code: code(&row.code), address: row.address, detail: row.detail };
            (remark.code, remark.sentence(Language::Sv))
        })
        .collect()
}

/// Harvests the only source once.
fn harvest(rounds: &Rounds) -> RunRow {
    let mut round = rounds.round();
    assert!(round.lost.is_empty(), "{:?}", round.lost);
    round.runs.remove(0)
}

#[test]
fn all_pages_are_one_catalogue_and_cost_one_question_each_when_nothing_changed() {
    let site = Site::start();
    site.put("/dcat", page(&["a", "b"], Some("/dcat?page=2"), Some(5)));
    // As CKAN behind a proxy names it: absolute, as a text, on a host that only it knows.
    site.put("/dcat?page=2", page(&["c", "d"], Some("http://ckan.internal:5000/dcat?page=3"), Some(5)));
    site.put("/dcat?page=3", page(&["e"], None, Some(5)));
    let region = region(&local("kommun", &site.url("/dcat")));
    let rounds = Rounds::of(&region.config());
    let first = harvest(&rounds);
    assert_eq!((first.outcome, first.complete), (Outcome::Changed, true), "{:?}", remarks(&rounds, &first));
    assert_eq!(datasets(&rounds), ["a", "b", "c", "d", "e"]);
    assert_eq!(site.asked(), ["/dcat", "/dcat?page=2", "/dcat?page=3", "/dcat if changed"], "and the first once more");
    let told = remarks(&rounds, &first);
    assert!(matches!(&told[..], [(RemarkCode::PagesHost, text)] if text.contains("ckan.internal")), "{told:?}");

    assert_eq!(harvest(&rounds).outcome, Outcome::Unchanged);
    assert_eq!(site.asked(), ["/dcat if changed", "/dcat?page=2 if changed", "/dcat?page=3 if changed"]);

    site.put("/dcat?page=3", page(&[], None, Some(4)));
    site.put("/dcat?page=2", page(&["c", "d"], Some("/dcat?page=3"), Some(4)));
    site.put("/dcat", page(&["a", "b"], Some("/dcat?page=2"), Some(4)));
    let third = harvest(&rounds);
    assert_eq!((third.outcome, third.complete), (Outcome::Changed, true), "{:?}", remarks(&rounds, &third));
    assert_eq!(datasets(&rounds), ["a", "b", "c", "d"], "a whole walk may remove");
}

/// A walk with something wrong: the pages as they are then, and the remark that it leaves.
fn incomplete(pages: &[(&str, Page)], expected: RemarkCode) {
    let site = Site::start();
    site.put("/dcat", page(&["a", "b"], Some("/dcat?page=2"), None));
    site.put("/dcat?page=2", page(&["c"], Some("/dcat?page=3"), None));
    site.put("/dcat?page=3", page(&["d"], None, None));
    let region = region(&local("kommun", &site.url("/dcat")));
    let rounds = Rounds::of(&region.config());
    assert!(harvest(&rounds).complete);
    assert_eq!(datasets(&rounds), ["a", "b", "c", "d"]);

    for (path, page) in pages {
        site.put(path, page.clone());
    }
    let run = harvest(&rounds);
    assert_eq!((run.outcome, run.complete, run.counts.held), (Outcome::Changed, false, 0), "{expected:?}");
    let told = remarks(&rounds, &run);
    assert_eq!(told.iter().map(|(code, _)| *code).collect::<Vec<_>>(), [expected], "{told:?}");
    assert_eq!(datasets(&rounds), ["a", "b", "c", "d", "new"], "{expected:?}: what is new is in, nothing is gone");

    // The same gap again is nothing new, and costs no reading.
    let again = harvest(&rounds);
    assert_eq!(again.outcome, Outcome::Unchanged, "{expected:?}");
    assert_eq!(remarks(&rounds, &again).len(), 1, "{expected:?}: it is told as long as it is so");
}

#[test]
fn a_page_that_fails_adds_and_updates_but_removes_nothing() {
    let next = |page_number: u8| format!("/dcat?page={page_number}");
    let first = page(&["a", "new"], Some(&next(2)), None);
    incomplete(&[("/dcat", first.clone()), ("/dcat?page=2", Page::status(500))], RemarkCode::PagesFailed);
    let html = Page { body: "<!DOCTYPE html><html><body>Logga in</body></html>".into(), ..Page::status(200) };
    incomplete(&[("/dcat", first.clone()), ("/dcat?page=2", html)], RemarkCode::PagesFailed);
    incomplete(
        &[("/dcat", first), ("/dcat?page=2", Page::redirect(302, "file:///etc/passwd"))],
        RemarkCode::PagesFailed,
    );
}

#[test]
fn pages_in_a_circle_end() {
    let second = page(&["c"], Some("/dcat?page=3"), None);
    let third = page(&["new"], Some("/dcat?page=2"), None);
    incomplete(&[("/dcat?page=2", second), ("/dcat?page=3", third)], RemarkCode::PagesRepeats);
    // The address grows and the page is the same.
    let same = page(&["c"], Some("/dcat?page=2&again"), None);
    let first = page(&["a", "new"], Some("/dcat?page=2"), None);
    incomplete(
        &[("/dcat", first), ("/dcat?page=2", same.clone()), ("/dcat?page=2&again", same)],
        RemarkCode::PagesRepeats,
    );
}

#[test]
fn pages_that_do_not_add_up_remove_nothing() {
    let first = page(&["a", "new"], None, Some(99));
    incomplete(&[("/dcat", first)], RemarkCode::PagesCount);
    let empty = page(&[], Some("/dcat?page=3"), None);
    incomplete(
        &[("/dcat", page(&["new"], Some("/dcat?page=2"), None)), ("/dcat?page=2", empty)],
        RemarkCode::PagesEmpty,
    );
    let text = format!(
        "{PREFIXES}<katalog> a dcat:Catalog ; dcat:dataset <new> . <new> a dcat:Dataset . <x> hydra:next </2> . <y> hydra:next </3> ."
    );
    incomplete(&[("/dcat", Page::turtle(text))], RemarkCode::PagesAmbiguous);
}

#[test]
fn a_catalogue_that_changes_during_the_walk_is_walked_again() {
    let site = Site::start();
    site.put("/dcat", page(&["a", "b"], Some("/dcat?page=2"), None));
    site.put("/dcat?page=2", page(&["c"], None, None));
    let region = region(&local("kommun", &site.url("/dcat")));
    let rounds = Rounds::of(&region.config());
    harvest(&rounds);

    // While the second page is asked for, c moves to the first: neither page that is read holds it.
    site.put("/dcat", page(&["a", "x"], Some("/dcat?page=2"), None));
    let moved = [
        ("/dcat".to_owned(), page(&["a", "c"], Some("/dcat?page=2"), None)),
        ("/dcat?page=2".to_owned(), page(&["b"], None, None)),
    ];
    site.edit_when("/dcat?page=2", moved);
    let run = harvest(&rounds);
    assert!(run.complete, "{:?}", remarks(&rounds, &run));
    assert_eq!(datasets(&rounds), ["a", "b", "c"]);
}

#[test]
fn more_pages_than_the_limit_are_not_asked_for() {
    let site = Site::start();
    for number in 1..20 {
        let path = if number == 1 { "/dcat".to_owned() } else { format!("/dcat?page={number}") };
        site.put(&path, page(&[&format!("d{number}")], Some(&format!("/dcat?page={}", number + 1)), None));
    }
    let region = region(&local("kommun", &site.url("/dcat")).replace("attempts = 1", "attempts = 1, pages = 5"));
    let rounds = Rounds::of(&region.config());
    let run = harvest(&rounds);
    assert!(!run.complete);
    assert_eq!(site.asked().len(), 5);
    assert!(matches!(remarks(&rounds, &run)[..], [(RemarkCode::PagesLimit, _)]));
}

/// A page as many systems write it: at each answer with labels of its own.
fn restless(datasets: &[&str], next: Option<&str>) -> Page {
    let page = page(datasets, next, None);
    let body = format!("{}<katalog> dcterms:publisher [ dcterms:title \"Kommunen\"@sv ] .\n# {{n}}\n", page.body);
    Page { headers: vec![("Content-Type", "text/turtle".to_owned())], body, ..page }
}

#[test]
fn pages_whose_bytes_differ_at_each_answer_are_whole_all_the_same() {
    let site = Site::start();
    site.put("/dcat", restless(&["a", "b"], Some("/dcat?page=2")));
    site.put("/dcat?page=2", restless(&["c"], None));
    let region = region(&local("kommun", &site.url("/dcat")));
    let rounds = Rounds::of(&region.config());
    let run = harvest(&rounds);
    assert!(run.complete, "{:?}", remarks(&rounds, &run));
    assert_eq!(site.asked(), ["/dcat", "/dcat?page=2", "/dcat"]);
    let published = feed::current(&rounds.context.store, &rounds.context.config.data_dir);
    let publishers =
        feed::objects(&published, "https://kommun.example.se/katalog", "http://purl.org/dc/terms/publisher");
    assert!(publishers.len() <= 1, "both pages describe the one publisher: {publishers:?}");

    site.put("/dcat?page=2", restless(&[], None));
    assert!(harvest(&rounds).complete);
    assert_eq!(datasets(&rounds), ["a", "b"], "so that what is gone goes");
}

#[test]
fn a_next_page_that_cannot_be_asked_is_a_gap_and_no_end() {
    let broken = page(&["a", "new"], Some("http://[broken/dcat?page=2"), None);
    incomplete(&[("/dcat", broken)], RemarkCode::PagesAddress);
    let mut linked = page(&["a", "new"], None, None);
    linked.headers.push(("Link", "<ftp://elsewhere.example/2>; rel=\"next\"".to_owned()));
    incomplete(&[("/dcat", linked)], RemarkCode::PagesAddress);
}

#[test]
fn a_link_header_leads_on_and_a_new_one_is_seen_though_the_page_is_the_same() {
    let site = Site::start();
    let plain = page(&["a"], None, None);
    let mut linked = plain.clone();
    linked.headers.push(("Link", "<https://elsewhere.example/dcat?page=2>; rel=\"next\"".to_owned()));
    site.put("/dcat", plain);
    site.put("/dcat?page=2", page(&["b"], None, None));
    let region = region(&local("kommun", &site.url("/dcat")));
    let rounds = Rounds::of(&region.config());
    harvest(&rounds);
    assert_eq!(datasets(&rounds), ["a"]);
    site.put("/dcat", linked);
    let run = harvest(&rounds);
    assert!(run.complete && matches!(remarks(&rounds, &run)[..], [(RemarkCode::PagesHost, _)]));
    assert_eq!(datasets(&rounds), ["a", "b"]);
}

#[test]
fn what_stood_on_a_page_that_fails_is_not_lost_nor_is_what_was_said_of_it() {
    let site = Site::start();
    let more = |page: Page, text: &str| Page::turtle(format!("{}{text}", page.body));
    site.put("/dcat", page(&["a", "b"], Some("/dcat?page=2"), None));
    site.put("/dcat?page=2", more(page(&["c"], None, None), "<a> dcterms:description \"Om a\"@sv ."));
    let region = region(&local("kommun", &site.url("/dcat")));
    let rounds = Rounds::of(&region.config());
    let whole = harvest(&rounds);
    site.put("/dcat?page=2", Page::status(500));
    site.asked();
    let run = harvest(&rounds);
    assert_eq!(site.asked(), ["/dcat if changed", "/dcat?page=2 if changed"], "a page that failed is asked once");
    assert!(!run.complete);
    let published = feed::current(&rounds.context.store, &rounds.context.config.data_dir);
    let description = published.find_iri("http://purl.org/dc/terms/description").expect("it is in use");
    let a = published.find_iri("https://kommun.example.se/a").expect("a is published");
    assert_eq!(published.objects(a, description).len(), 1, "a page that is missing takes no statement away");
    assert_eq!(run.counts.violations, whole.counts.violations, "nor a finding");
}

#[test]
fn sub_catalogues_count_against_the_limit_and_one_document_is_asked_once() {
    let site = Site::start();
    let parts: Vec<String> = (0..20).map(|n| site.url(&format!("/part{n}"))).collect();
    let list = |parts: &[String]| {
        let stubs: String =
            parts.iter().map(|iri| format!("<katalog> dcterms:hasPart <{iri}> . <{iri}> a dcat:Catalog .\n")).collect();
        Page::turtle(format!(
            "{PREFIXES}<katalog> a dcat:Catalog ; dcterms:title \"K\"@sv ; dcat:dataset <a> . <a> a dcat:Dataset .\n{stubs}"
        ))
    };
    site.put("/dcat", list(&parts));
    for (n, iri) in parts.iter().enumerate() {
        site.put(&format!("/part{n}"), part(iri, &[&format!("p{n}")]));
    }
    let region = region(&local("kommun", &site.url("/dcat")).replace("attempts = 1", "attempts = 1, pages = 5"));
    let rounds = Rounds::of(&region.config());
    let run = harvest(&rounds);
    assert!(!run.complete && matches!(remarks(&rounds, &run)[..], [(RemarkCode::PagesLimit, _)]));
    assert_eq!(site.asked().len(), 5);

    let both = [site.url("/all#north"), site.url("/all#south")];
    site.put("/dcat", list(&both));
    let body: String = both.iter().map(|iri| part(iri, &["n"]).body).collect();
    site.put("/all", Page::turtle(body));
    let run = harvest(&rounds);
    assert!(run.complete, "{:?}", remarks(&rounds, &run));
    assert_eq!(site.asked().iter().filter(|path| path.starts_with("/all")).count(), 1);
}

#[test]
fn an_answer_that_nothing_changed_counts_only_from_where_it_was_read() {
    let site = Site::start();
    let tagged = |body: &str| Page { headers: vec![("ETag", "\"same\"".to_owned())], ..Page::turtle(body) };
    let body = page(&["a"], None, None).body;
    site.put("/dcat", tagged(&body));
    // Under maintenance the address leads to a page whose server says of everything that nothing changed.
    site.put("/maintenance", tagged("<html><body>Underhåll</body></html>"));
    let region = region(&local("kommun", &site.url("/dcat")));
    let rounds = Rounds::of(&region.config());
    harvest(&rounds);
    site.put("/dcat", Page::redirect(302, "/maintenance"));
    let run = harvest(&rounds);
    assert_eq!((run.outcome, run.code.as_deref()), (Outcome::Failed, Some("html")), "{run:?}");
}

fn part(host: &str, datasets: &[&str]) -> Page {
    let mut text = format!("{PREFIXES}<{host}> a dcat:Catalog ; dcterms:title \"Del\"@sv .\n");
    for name in datasets {
        text.push_str(&format!(
            "<{host}> dcat:dataset <{name}> . <{name}> a dcat:Dataset ; dcterms:title \"{name}\"@sv .\n"
        ));
    }
    Page::turtle(text)
}

#[test]
fn a_sub_catalogue_that_lies_elsewhere_is_fetched_and_missing_it_keeps_everything() {
    let site = Site::start();
    let (north, south) = (site.url("/north"), site.url("/south"));
    let main = |extra: &str| {
        Page::turtle(format!(
            "{PREFIXES}<katalog> a dcat:Catalog ; dcterms:title \"K\"@sv ; dcterms:hasPart <{north}>, <{south}> ; dcat:dataset <a> .
             <{north}> a dcat:Catalog . <{south}> a dcat:Catalog . <a> a dcat:Dataset ; dcterms:title \"a{extra}\"@sv ."
        ))
    };
    site.put("/dcat", main(""));
    site.put("/north", part(&north, &["n1", "n2"]));
    site.put("/south", part(&south, &["s1"]));
    let region = region(&local("kommun", &site.url("/dcat")));
    let rounds = Rounds::of(&region.config());
    let first = harvest(&rounds);
    assert_eq!((first.outcome, first.complete), (Outcome::Changed, true), "{:?}", first.message);
    assert_eq!(datasets(&rounds), ["a", "n1", "n2", "s1"]);
    assert_eq!(harvest(&rounds).outcome, Outcome::Unchanged);

    site.put("/dcat", main(" ny"));
    for broken in [Page::status(404), Page::turtle(format!("{PREFIXES}<x> a dcat:Catalog ; dcterms:title \"X\" ."))] {
        site.put("/south", broken);
        let run = harvest(&rounds);
        assert_eq!((run.outcome, run.code.as_deref()), (Outcome::Failed, Some("sub-catalogue")));
        let told = remarks(&rounds, &run);
        assert!(matches!(&told[..], [(RemarkCode::SubCatalogue, text)] if text.contains(&south)), "{told:?}");
        assert_eq!(datasets(&rounds), ["a", "n1", "n2", "s1"]);
    }
    site.put("/south", part(&south, &[]));
    assert_eq!(harvest(&rounds).outcome, Outcome::Changed);
    assert_eq!(datasets(&rounds), ["a", "n1", "n2"], "a part that is there may shrink");
}

#[test]
fn an_address_that_has_moved_is_told_every_time() {
    let site = Site::start();
    site.put("/old", Page::redirect(301, "/new"));
    site.put("/new", page(&["a"], None, None));
    let region = region(&local("kommun", &site.url("/old")));
    let rounds = Rounds::of(&region.config());
    for outcome in [Outcome::Changed, Outcome::Unchanged] {
        let run = harvest(&rounds);
        assert_eq!(run.outcome, outcome);
        let told = remarks(&rounds, &run);
        assert!(matches!(&told[..], [(RemarkCode::Moved, text)] if text.contains(&site.url("/new"))), "{told:?}");
    }
    site.put("/old", Page::redirect(302, "/new"));
    let run = harvest(&rounds);
    assert!(matches!(remarks(&rounds, &run)[..], [(RemarkCode::Redirected, _)]));
}

#[test]
fn an_old_run_is_read_again_and_nothing_is_changed() {
    let site = Site::start();
    site.put("/dcat", page(&["a", "b"], Some("/dcat?page=2"), None));
    site.put("/dcat?page=2", page(&["c"], None, None));
    let region = region(&local("kommun", &site.url("/dcat")));
    let rounds = Rounds::of(&region.config());
    let first = harvest(&rounds);
    site.put("/dcat?page=2", page(&["d"], None, None));
    let second = harvest(&rounds);
    harvest(&rounds);

    let context = &rounds.context;
    let config: &Config = &context.config;
    let source = &config.organisations[0].sources[0];
    let last = replay(context, source, None).expect("the payload is kept");
    assert_eq!((last.run.id, last.is_last, last.documents.len()), (second.id, true, 2));
    assert!(last.difference.is_empty() && last.rules.iter().all(|rule| rule.before == Some(rule.now)), "{last:?}");
    let old = replay(context, source, Some(first.id)).expect("the payload is kept");
    assert_eq!(old.difference.added, ["https://kommun.example.se/c"]);
    assert_eq!(old.difference.removed, ["https://kommun.example.se/d"]);
    assert_eq!(old.counts.violations, first.counts.violations);
    assert_eq!(datasets(&rounds), ["a", "b", "d"], "nothing was changed");
    assert!(replay(context, source, Some(999)).is_err());
}
