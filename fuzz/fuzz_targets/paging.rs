//! Paging: whatever a page or a `Link` header says, the next address stays on the origin of the page, and nothing panics.

#![no_main]

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use skord::rdf::vocab::hydra;
use skord::rdf::GraphBuilder;
use skord::source::{link, next_address, paging, sub_catalogues};
use url::Url;

#[derive(Arbitrary, Debug)]
struct Input {
    header: String,
    relation: String,
    statements: Vec<(u8, u8, String)>,
}

const AT: &str = "https://data.example.se/dcat/catalog.ttl?page=2";
const HOME: &str = "https://www.example.se/dcat";

fuzz_target!(|input: Input| {
    let at = Url::parse(AT).expect("it is one");
    let home = Url::parse(HOME).expect("it is one");
    let stays = |next: &Url| {
        assert!(next.origin() == at.origin() || next.origin() == home.origin(), "{next}");
        assert!(next.username().is_empty() && next.password().is_none() && next.fragment().is_none(), "{next}");
    };
    if let Some(target) = link([input.header.as_str()], &input.relation) {
        assert!(input.header.contains(target));
        if let Ok((next, _)) = next_address(target, &at, &home) {
            stays(&next);
        }
    }
    let mut builder = GraphBuilder::new();
    for (subject, predicate, object) in &input.statements {
        let subject = match subject % 3 {
            0 => builder.terms.iri(AT),
            1 => builder.terms.iri(object),
            _ => builder.terms.fresh_blank(),
        };
        let name = [hydra::NEXT, hydra::NEXT_PAGE, hydra::TOTAL_ITEMS, hydra::VIEW][usize::from(predicate % 4)];
        let name = builder.terms.iri(name);
        let value = if predicate & 128 == 0 { builder.terms.string(object) } else { builder.terms.iri(object) };
        builder.insert(subject, name, value);
    }
    let graph = builder.finish();
    if let Ok(paging) = paging(&graph, &at, &home)
        && let Some(next) = paging.next
    {
        stays(&next);
    }
    let _ = sub_catalogues(&graph);
});
