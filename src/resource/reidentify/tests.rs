use super::*;

/// An entry in words: `address = title, publisher, URL URL`.
fn entry(text: &str) -> Entry {
    let (iri, rest) = text.split_once(" = ").expect("an address");
    let mut fields = rest.split(',').map(str::trim);
    let mut next = || fields.next().unwrap_or_default();
    let (title, publisher, urls) = (next(), next(), next());
    let publisher = (!publisher.is_empty()).then(|| Key::of([publisher]));
    let urls = urls.split_whitespace().map(|url| Key::of([url])).collect();
    let key = Key::of_entry(title, publisher, urls);
    Entry { iri: iri.to_owned(), class: Class::Dataset, key, parts: Vec::new() }
}

fn entries(lines: &[&str]) -> Vec<Entry> {
    lines.iter().map(|line| entry(line)).collect()
}

fn pairs_of(moves: &[Move]) -> Vec<String> {
    moves.iter().map(|Move { from, to, .. }| format!("{from} {to}")).collect()
}

fn paired(vanished: &[&str], appeared: &[&str]) -> Vec<String> {
    pairs_of(&moved(&entries(vanished), &entries(appeared), 100))
}

const A: &str = "a = Badplatser, Kommunen, https://e/bad";
const B: &str = "b = Träd, Kommunen, https://e/trad";

#[test]
fn what_has_title_publisher_and_urls_in_common_moved() {
    let found = paired(
        &[A, B, "c = Vägar, Kommunen, https://e/vag"],
        &[
            "y =  TRÄD , Kommunen, https://e/trad",
            "x = Badplatser, Kommunen, https://e/bad",
            "z = Ny, Kommunen, https://e/ny",
        ],
    );
    assert_eq!(found, ["a x", "b y"]);
}

#[test]
fn another_title_publisher_or_url_is_another_dataset() {
    let others = [
        "x = Badplatsen, Kommunen, https://e/bad",
        "x = Badplatser, Regionen, https://e/bad",
        "x = Badplatser, Kommunen, https://e/bad2",
        "x = Badplatser, Kommunen, https://e/bad https://e/bad2",
        "x = Badplatser, Kommunen",
        "x = Badplatser, , https://e/bad",
    ];
    for other in others {
        // The others make it a move.
        let found = paired(&[A, B, "c = C, K, u"], &[other, "y = Träd, Kommunen, https://e/trad", "z = C, K, u"]);
        assert_eq!(found, ["b y", "c z"], "{other}");
    }
}

#[test]
fn neither_the_order_of_entries_nor_that_of_urls_counts() {
    let one = paired(&[A, "b = T, K, u1 u2"], &["x = Badplatser, Kommunen, https://e/bad", "y = T, K, u2 u1"]);
    let other = paired(&["b = T, K, u2 u1", A], &["y = T, K, u1 u2", "x = Badplatser, Kommunen, https://e/bad"]);
    assert_eq!(one, ["a x", "b y"]);
    assert_eq!(one, other);
}

#[test]
fn what_could_be_paired_in_two_ways_is_not() {
    let (c, d) = ("c = Sjöar, K, u", "d = Myrar, K, v");
    let (x, y) = ("x = Sjöar, K, u", "y = Myrar, K, v");
    let twin = "a = Badplatser, Kommunen, https://e/bad";
    let new = ["p = Badplatser, Kommunen, https://e/bad", "q = Badplatser, Kommunen, https://e/bad"];
    // One old and two new, two and one, two and two, three and three.
    assert_eq!(paired(&[A, c, d], &[new[0], new[1], x, y]), ["c x", "d y"]);
    assert_eq!(paired(&[A, twin, c, d], &[new[0], x, y]), ["c x", "d y"]);
    assert_eq!(paired(&[A, twin, c, d], &[new[0], new[1], x, y]), ["c x", "d y"]);
    assert_eq!(paired(&[A, twin, twin, c, d], &[new[0], new[1], new[0], x, y]), ["c x", "d y"]);
}

#[test]
fn those_whose_addresses_swapped_did_not_vanish_and_those_whose_titles_swapped_are_paired_by_title() {
    assert_eq!(paired(&[], &[A, B]), [""; 0]);
    let found = paired(&[A, B], &["b2 = Badplatser, Kommunen, https://e/bad", "a2 = Träd, Kommunen, https://e/trad"]);
    assert_eq!(found, ["a b2", "b a2"]);
}

#[test]
fn what_says_too_little_is_never_paired() {
    for empty in [" = , Kommunen, https://e/bad", " = Badplatser", " = ,"] {
        let (old, new) = (format!("a{empty}"), format!("x{empty}"));
        let found = paired(&[&old, B, "c = C, K, u"], &[&new, "y = Träd, Kommunen, https://e/trad", "z = C, K, u"]);
        assert_eq!(found, ["b y", "c z"], "{empty}");
    }
    // A series has no access URLs.
    assert_eq!(
        paired(&["a = Serien, Kommunen", B], &["x = Serien, Kommunen", "y = Träd, Kommunen, https://e/trad"]).len(),
        2
    );
}

#[test]
fn one_alone_moved_only_if_it_is_all_there_was() {
    let (old, new) = (entries(&[A]), entries(&["x = Badplatser, Kommunen, https://e/bad"]));
    assert_eq!(moved(&old, &new, 1).len(), 1);
    assert_eq!(moved(&old, &new, 2), []);
    assert_eq!(moved(&[], &[], 0), []);
}

#[test]
fn another_class_is_another_thing() {
    let old = entries(&[A, B]);
    let mut new = entries(&["x = Badplatser, Kommunen, https://e/bad", "y = Träd, Kommunen, https://e/trad"]);
    new[0].class = Class::DatasetSeries;
    assert_eq!(pairs_of(&moved(&old, &new, 2)), [""; 0]);
}

fn part(class: Class, iri: &str, key: &str, detail: &str) -> Part {
    Part { iri: iri.to_owned(), class, key: (!key.is_empty()).then(|| Key::of([key])), detail: Key::of([detail]) }
}

#[test]
fn distributions_follow_by_address_and_else_by_format() {
    let (mut old, mut new) = (entries(&[A]), entries(&["x = Badplatser, Kommunen, https://e/bad"]));
    let distribution = |iri: &str, url: &str, format: &str| part(Class::Distribution, iri, url, format);
    old[0].parts = vec![
        distribution("a/1", "u", "csv"),
        distribution("a/2", "u", "json"),
        distribution("a/3", "v", "csv"),
        distribution("a/4", "w", "csv"),
        distribution("a/5", "w", "csv"),
        distribution("a/6", "", "csv"),
    ];
    new[0].parts = vec![
        distribution("x/1", "u", "json"),
        distribution("x/2", "u", "csv"),
        // Another format alone is no other distribution where the address is its own.
        distribution("x/3", "v", "xlsx"),
        distribution("x/4", "w", "csv"),
        distribution("x/5", "w", "csv"),
        distribution("x/6", "", "csv"),
    ];
    assert_eq!(pairs_of(&moved(&old, &new, 1)), ["a x", "a/1 x/2", "a/2 x/1", "a/3 x/3"]);
}

#[test]
fn what_several_share_follows_only_if_all_agree() {
    let (mut old, mut new) =
        (entries(&[A, B]), entries(&["x = Badplatser, Kommunen, https://e/bad", "y = Träd, Kommunen, https://e/trad"]));
    let agent = |iri: &str| part(Class::Agent, iri, "kommunen", "");
    let contact = |iri: &str| part(Class::Kind, iri, "data", "");
    for (number, (old, new)) in old.iter_mut().zip(&mut new).enumerate() {
        old.parts = vec![agent("p"), contact("k")];
        new.parts = vec![agent("q"), contact(&format!("k{number}"))];
    }
    assert_eq!(pairs_of(&moved(&old, &new, 2)), ["a x", "b y", "p q"]);
    // Neither do two that become one.
    assert_eq!(pairs_of(&moved(&new, &old, 2)), ["x a", "y b", "q p"]);
}

#[test]
fn many_that_are_alike_cost_no_more_than_others() {
    let many: Vec<Entry> = (0..200_000).map(|number| entry(&format!("{number} = Data, K, u"))).collect();
    let begun = std::time::Instant::now();
    assert_eq!(moved(&many, &many, many.len()), []);
    assert!(begun.elapsed().as_secs() < 10);
}
