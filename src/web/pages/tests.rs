//! The pages of the demo region after one harvest, and after a source broke.

use std::fs;
use std::path::Path;

use tempfile::TempDir;
use tokio::runtime::Handle;
use tokio_util::sync::CancellationToken;

use super::{Page, fresh};
use crate::config;
use crate::harvest::{Clock, Context, harvest, publish_region};
use crate::report::Language;

/// 22 November 2026, 01:00 UTC, which is 02:00 in Stockholm.
const START: i64 = 1_795_309_200;
const DAY: i64 = 24 * 60 * 60;

struct Demo {
    context: Context,
    folder: TempDir,
}

impl Demo {
    /// The demo region over a copy of its files, not yet harvested.
    fn open() -> Demo {
        Demo::with(|config| config)
    }

    /// The same with a changed config.
    fn with(change: impl FnOnce(String) -> String) -> Demo {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let folder = TempDir::new().expect("a temporary folder");
        fs::create_dir(folder.path().join("config")).expect("a folder");
        let files = folder.path().join("fixtures/demo");
        fs::create_dir_all(&files).expect("a folder");
        for entry in fs::read_dir(root.join("fixtures/demo")).expect("the demo's files").flatten() {
            if entry.path().is_file() {
                fs::copy(entry.path(), files.join(entry.file_name())).expect("a copy");
            }
        }
        let text = change(fs::read_to_string(root.join("config/demo.toml")).expect("the demo's config"));
        let path = folder.path().join("config/demo.toml");
        let config = config::parse(&text, &path, &|_| None).expect("a config without mistakes");
        let stop = CancellationToken::new();
        let context = Context::open(config, Clock::manual(START), Handle::current(), stop).expect("a data folder");
        Demo { context, folder }
    }

    fn round(&self) {
        for source in self.context.config.organisations.iter().flat_map(|o| &o.sources) {
            harvest(&self.context, source).expect("the store works");
        }
        publish_region(&self.context).expect("a feed");
    }

    fn page(&self, language: Language, page: Page) -> String {
        page.render(&self.context, language).expect("the store works").expect("a page")
    }
}

fn organisation(id: &str) -> Page {
    Page::Organisation(id.to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn before_the_first_harvest_the_pages_say_so() {
    let demo = Demo::open();
    let region = demo.page(Language::Sv, Page::Region);
    assert!(region.contains("Den gemensamma katalogen är inte publicerad än."));
    assert!(!region.contains("/catalog.rdf"));
    assert!(demo.page(Language::Sv, organisation("ekbacka")).contains("Väntar på sin första hämtning."));
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_harvest_the_pages_tell_what_the_store_knows() {
    let demo = Demo::open();
    demo.round();
    let region = demo.page(Language::Sv, Page::Region);
    assert!(region.contains("publicerades senast 22 november 2026 kl. 02:00"), "local time");
    for path in ["/catalog.rdf", "/catalog.ttl", "/catalog.nt", "/catalog.jsonld", "/organisationer/sjoberga"] {
        assert!(region.contains(&format!("href=\"{path}\"")), "{path}");
    }
    let good = demo.page(Language::Sv, organisation("ekbacka"));
    assert!(good.contains("Hämtades 22 november 2026 kl. 02:00.") && good.contains("Beskrivs också av andra"));
    let sloppy = demo.page(Language::En, organisation("sjoberga"));
    assert!(sloppy.contains("Do this first") && sloppy.contains("What we corrected for you"));
    assert!(sloppy.contains("3 of 15"), "counts stand against how many there are");
    let broken = demo.page(Language::Sv, organisation("tallmo"));
    assert!(broken.contains("adressen svarar med en inloggningssida i stället för katalogen"));
    assert!(broken.contains("file:page.html") && !broken.contains(&*demo.folder.path().to_string_lossy()), "{broken}");
    assert!(organisation("nobody").render(&demo.context, Language::Sv).expect("the store works").is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn findings_are_told_with_the_line_on_which_they_stand_and_with_the_file_if_there_are_several() {
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/demo/sjoberga.rdf");
    let text = fs::read_to_string(fixture).expect("the demo's file");
    let line = 1 + text.lines().position(|line| line.contains(">GeoJSON<")).expect("a format in words");
    let demo = Demo::open();
    demo.round();
    let page = demo.page(Language::Sv, organisation("sjoberga"));
    assert!(page.contains(&format!("<td>rad {line}</td>")), "{page}");
    assert!(page.contains(&format!("<span class=\"line\">, rad {line}</span>")), "{page}");
    assert!(demo.page(Language::En, organisation("sjoberga")).contains(&format!("<td>line {line}</td>")));

    let more = "id = \"sjoberga\"\nurl = \"file:sjoberga.rdf\"\n[[organisation.source]]\nid = \"more\"\nurl = \"file:havtorp.rdf\"";
    let demo = Demo::with(|config| config.replace("url = \"file:sjoberga.rdf\"", more));
    fs::write(demo.folder.path().join("fixtures/demo/havtorp.rdf"), format!("\n{text}")).expect("the folder is ours");
    demo.round();
    let page = demo.page(Language::Sv, organisation("sjoberga"));
    let both = format!("<td>rad {line} i file:sjoberga.rdf; rad {} i file:havtorp.rdf</td>", line + 1);
    assert!(page.contains(&both) && !page.contains(&*demo.folder.path().to_string_lossy()), "{page}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_has_no_address_is_told_by_title_and_what_is_mended_is_said_to_be() {
    let demo = Demo::open();
    demo.round();
    for (language, nameless, mended, given) in [
        (Language::Sv, "(har ingen egen adress) hör till", "men även de felen finns kvar hos er", "(en fast adress)"),
        (
            Language::En,
            "(has no address of its own) belongs to",
            "but those faults too remain with you",
            "(a lasting address)",
        ),
    ] {
        assert!(!demo.page(language, organisation("sjoberga")).contains("genid"));
        let page = demo.page(language, organisation("ekbacka-energi"));
        let repairs = page.find("id=\"repairs\"").expect("what was repaired");
        assert!(!page.contains("genid"), "{page}");
        assert!(page.contains("<bdi>Kundservice</bdi>") || page.contains(">Kundservice</bdi>"), "{page}");
        assert!(page.contains(nameless) && page.contains(mended), "{page}");
        // A repaired thing is told in the same way, and the address that it was given in words.
        assert!(page[repairs..].contains(given), "{page}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_corrected_is_said_to_be_left_at_home_and_what_is_proposed_to_have_changed_nothing() {
    let demo = Demo::open();
    let file = demo.folder.path().join("fixtures/demo/ekbacka-energi.ttl");
    let more = "<https://energi.example.org/d> a <http://www.w3.org/ns/dcat#Dataset> ;
        <http://www.w3.org/ns/dcat#keyword> \"elnät, som vi bygger ut i hela kommunen\"@sv .";
    let text = fs::read_to_string(&file).expect("the demo's file");
    fs::write(&file, format!("{text}\n{more}\n")).expect("the file is ours");
    demo.round();
    for (language, left, about, proposed) in [
        (Language::Sv, "Rättat här, kvar att rätta hos er", "Inget är ändrat, varken hos er", "Förslag"),
        (
            Language::En,
            "Corrected here, still to correct with you",
            "Nothing is changed, neither with you",
            "Suggestion",
        ),
    ] {
        let page = demo.page(language, organisation("ekbacka-energi"));
        let repairs = page.find("id=\"repairs\"").expect("what was repaired");
        let suggestions = page.find("id=\"suggestions\"").expect("what is proposed");
        assert!(page[repairs..suggestions].contains(left), "{page}");
        let section = &page[suggestions..];
        assert!(section.contains(about) && section.contains(&format!("data-label=\"{proposed}\"")), "{section}");
        assert!(section.contains("&quot;som vi bygger ut i hela kommunen&quot;@sv"), "{section}");
        assert!(section.contains("dcat:keyword"), "{section}");
    }
    assert!(!demo.page(Language::Sv, organisation("granvik")).contains("id=\"suggestions\""));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_source_that_breaks_keeps_its_data_and_shows_their_age() {
    let demo = Demo::open();
    demo.round();
    demo.context.clock.advance(DAY);
    demo.round();
    let unchanged = demo.page(Language::Sv, organisation("ekbacka"));
    assert!(unchanged.contains("Kontrollerades 23 november 2026 kl. 02:00. Inget har ändrats sedan 22 november 2026."));
    fs::write(demo.folder.path().join("fixtures/demo/ekbacka.rdf"), "").expect("the file is ours");
    demo.context.clock.advance(2 * DAY);
    demo.round();
    let page = demo.page(Language::Sv, organisation("ekbacka"));
    assert!(page.contains("Kunde inte hämtas sedan 25 november 2026: svaret är tomt."), "{page}");
    assert!(page.contains("Det är 2 dagar gammalt."), "{page}");
    assert!(page.contains("<strong>12</strong> datamängder"), "{page}");
    assert!(demo.page(Language::Sv, Page::Region).contains("2 organisationer kunde inte hämtas"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_reader_noted_is_told_for_as_long_as_the_file_is_so() {
    let demo = Demo::open();
    let file = demo.folder.path().join("fixtures/demo/ekbacka.rdf");
    let text = fs::read_to_string(&file).expect("the demo's file");
    fs::write(&file, text.replacen("xml:lang=\"sv\"", "xml:lang=\"sv_SE\"", 2)).expect("the file is ours");
    let line = text.lines().position(|line| line.contains("xml:lang=\"sv\"")).expect("a Swedish text") + 1;
    let told = format!("(2 ställen, det första på rad {line}).");
    for _ in 0..2 {
        demo.round();
        demo.context.clock.advance(DAY);
        let page = demo.page(Language::Sv, organisation("ekbacka"));
        assert!(page.contains("Språkkoder är felskrivna") && page.contains(&told), "{told}\n{page}");
        assert!(!page.contains(&*demo.folder.path().to_string_lossy()), "{page}");
    }
    fs::write(&file, &text).expect("the file is ours");
    demo.round();
    assert!(!demo.page(Language::Sv, organisation("ekbacka")).contains("Språkkoder"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_breaks_off_is_the_first_thing_to_do_and_is_told_once() {
    let demo = Demo::open();
    demo.round();
    let page = demo.page(Language::Sv, organisation("havtorp"));
    let first = page.find("Gör hela katalogen möjlig att läsa").expect("what to do first");
    let told = page.find("tar slut på rad 124").expect("where it breaks off");
    let findings = page.find("</h3><p>Läsaren kan inte se").expect("findings come after it");
    assert!(first < told && told < findings, "{first} {told} {findings}");
    assert_eq!(page.matches("tar slut på rad 124").count(), 1);
    assert!(page.contains("Allt kunde inte läsas."));
    assert!(demo.page(Language::Sv, Page::Region).contains("Delvis läst"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_state_gives_the_same_page() {
    let demo = Demo::open();
    demo.round();
    let first = demo.page(Language::Sv, organisation("sjoberga"));
    demo.context.clock.advance(3_600);
    assert_eq!(first, demo.page(Language::Sv, organisation("sjoberga")));
}

#[test]
fn a_page_that_the_browser_has_is_not_sent_again() {
    use axum::http::{HeaderMap, StatusCode, header};
    let first = fresh(&HeaderMap::new(), super::HTML, "text");
    assert_eq!(first.status(), StatusCode::OK);
    let tag = first.headers()[header::ETAG].clone();
    let mut request = HeaderMap::new();
    request.insert(header::IF_NONE_MATCH, tag);
    assert_eq!(fresh(&request, super::HTML, "text").status(), StatusCode::NOT_MODIFIED);
    assert_eq!(fresh(&request, super::HTML, "other").status(), StatusCode::OK);
}
