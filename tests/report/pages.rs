//! The web pages, from invented reports. They are left below the target folder, for a look in a browser.

use std::fs;
use std::path::PathBuf;

use skord::report::html::{self, Context, Problem};
use skord::report::{First, Language, OrganisationReport, first};
use skord::validate::{Choices, Profile, Profiles, ShapeFile};

use crate::sample;

const HOSTILE: &str = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>\u{202e}\u{1b}[31m{$count}";

fn pages(language: Language, hostile: &str) -> Vec<(&'static str, String)> {
    let (site, profile) = (sample::site(), Profile::dcat_ap_se());
    let rule = profile.rule("dataset-publisher-missing").expect("the rule exists");
    let context = |path| Context { language, site: &site, profile, path };
    let plain = |page: maud::Markup| page.into_string();
    vec![
        ("region", plain(html::region(&context("/"), &sample::region()))),
        (
            "organisation",
            plain(html::organisation(&context("/organisationer/ostervik"), &sample::organisation(hostile))),
        ),
        ("rules", plain(html::rules(&context("/regler")))),
        ("rule", plain(html::rule(&context("/regler/dataset-publisher-missing"), rule))),
        ("decision", plain(html::decision(&context("/beslut/ostervik-karta/17"), &sample::decision(hostile, true)))),
        ("decided", plain(html::decision(&context("/beslut/ostervik-karta/17"), &sample::decision(hostile, false)))),
        ("not-found", plain(html::problem(&context("/nope"), Problem::NotFound))),
        ("internal", plain(html::problem(&context("/"), Problem::Internal))),
    ]
}

#[test]
fn every_page_has_one_heading_and_a_language_and_no_gap() {
    for language in Language::ALL {
        for (name, page) in pages(language, "") {
            assert!(page.starts_with("<!DOCTYPE html>"), "{name}");
            assert!(page.contains(&format!("<html lang=\"{}\">", language.tag())), "{name}");
            assert_eq!(page.matches("<h1").count(), 1, "{name}");
            assert!(!page.contains("{$") && !page.contains("{ $"), "{name} has an argument that nobody filled in");
            assert!(!page.contains("<script") && !page.contains("style="), "{name} would need a weaker policy");
        }
    }
}

#[test]
fn a_rule_of_others_has_a_page_and_a_rule_that_is_off_is_not_listed() {
    let site = sample::site();
    let off = ["dataset-publisher-missing".to_owned()].into();
    let mut profiles = Profiles::new(Choices { off, ..Choices::default() });
    let turtle = "<urn:own/Odd> <http://www.w3.org/ns/shacl#targetClass> <urn:C> ;
        <http://www.w3.org/ns/shacl#nodeKind> <http://www.w3.org/ns/shacl#IRI> .";
    let file = ShapeFile { name: "own.ttl".into(), turtle: turtle.into() };
    profiles.add("own", &[file], &[]).expect("the shapes are well-formed");
    let profile = &profiles.all();
    for language in Language::ALL {
        let context = Context { language, site: &site, profile, path: "/regler/own:odd" };
        let page = html::rule(&context, profile.rule("own:odd").expect("the rule exists")).into_string();
        assert!(page.contains("<dd>own</dd>") && !page.contains("id=\"examples\""), "{page}");
        let page = html::rules(&context).into_string();
        assert!(page.contains("/regler/own:odd\"") && !page.contains("/regler/dataset-publisher-missing\""));
    }
}

#[test]
fn the_pages_can_be_looked_at() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("pages");
    fs::create_dir_all(folder.join("assets")).expect("the target folder is writable");
    let style = concat!(env!("CARGO_MANIFEST_DIR"), "/src/web/assets/style.css");
    fs::copy(style, folder.join("assets/style.css")).expect("the stylesheet exists");
    for language in Language::ALL {
        for (name, page) in pages(language, "") {
            let file = folder.join(format!("{name}.{}.html", language.tag()));
            fs::write(file, page.replace("href=\"/assets/", "href=\"assets/")).expect("the target folder is writable");
        }
    }
}

#[test]
fn nothing_that_a_source_writes_becomes_markup() {
    for language in Language::ALL {
        for (name, page) in pages(language, HOSTILE) {
            assert!(!page.contains("<script"), "{name}");
            assert!(!page.contains("<img"), "{name}");
            assert!(!page.contains('\u{202e}') && !page.contains('\u{1b}'), "{name}");
        }
    }
}

#[test]
fn a_page_says_what_matters_in_plain_swedish() {
    let pages = pages(Language::Sv, "");
    let page = &pages.iter().find(|(name, _)| *name == "organisation").expect("the page").1;
    for words in [
        "<title>Fel: 13 – Östervik kommun – Öppna data i Skogsbygden</title>",
        "Gör det här först",
        "12 av 87",
        "Kunde inte hämtas sedan 20 november 2026: adressen svarar med en webbsida i stället för katalogen.",
        "2 nya, 14 ändrade, 0 borttagna, 71 oförändrade",
        "219910-0021",
    ] {
        assert!(page.contains(words), "the page lacks: {words}");
    }
    assert_eq!(page.matches("<ol>").count(), 2, "the trail, and what to do first");
    let first =
        &page[page.find("id=\"first\"").expect("what to do first")..page.find("id=\"sources\"").expect("sources")];
    assert_eq!(first.matches("<h3>").count(), 3);
}

#[test]
fn a_held_removal_is_told_with_its_reason_and_the_way_to_the_decision() {
    let pages = pages(Language::Sv, "");
    let page = |wanted: &str| &pages.iter().find(|(name, _)| *name == wanted).expect("the page").1;
    let held = "9 av 12 datamängder, serier och datatjänster saknas i källan sedan 20 november 2026.";
    for name in ["organisation", "region", "decision"] {
        assert!(page(name).contains(held), "{name}");
    }
    assert!(page("organisation").contains("href=\"/beslut/ostervik-karta/17\""));
    assert!(page("decision").contains("value=\"approve\"") && page("decision").contains("value=\"reject\""));
    assert!(!page("decided").contains("<form"), "there is nothing left to decide");
}

#[test]
fn organisations_stand_in_alphabetical_order_and_english_links_stay_english() {
    let pages = pages(Language::En, "");
    let page = &pages[0].1;
    let places: Vec<_> = ["ekbacka", "asbo", "lindsjo", "ostervik"]
        .map(|id| page.find(&format!("href=\"/en/organisationer/{id}\"")).expect("a row"))
        .into();
    assert!(places[1] < places[0] && places[0] < places[2] && places[2] < places[3], "{places:?}");
    assert!(page.contains("href=\"/catalog.rdf\""));
}

#[test]
fn what_is_mended_in_the_feed_is_not_asked_for_first() {
    let mut report = sample::organisation("");
    report.sources.clear();
    let rules = |report: &OrganisationReport| -> Vec<String> {
        let things = first(report, Profile::dcat_ap_se()).into_iter();
        let rule = |thing| match thing {
            First::Findings(group) => group.rule.clone(),
            First::Source(source, _) | First::Incomplete(source, _) => source.id.clone(),
        };
        things.map(rule).collect()
    };
    let usual = ["dataset-publisher-missing", "distribution-access-url-missing", "dataset-contact-point-missing"];
    assert_eq!(rules(&report), usual);
    let violation = report.groups.iter_mut().find(|group| group.rule == usual[0]).expect("it is in the sample");
    violation.mended = violation.findings;
    let rest = ["distribution-access-url-missing", "dataset-contact-point-missing", "distribution-license-form"];
    assert_eq!(rules(&report), rest, "an error that is mended comes after a warning that is not");
    let site = sample::site();
    let context =
        Context { language: Language::Sv, site: &site, profile: Profile::dcat_ap_se(), path: "/organisationer/x" };
    let page = html::organisation(&context, &report).into_string();
    assert!(page.contains("rättat av oss") && page.contains("De finns kvar i er egen."), "{page}");
}
