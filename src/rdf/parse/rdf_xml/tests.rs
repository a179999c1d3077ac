use crate::rdf::parse::{Caps, End, Mode, NoteKind, Parsed, parse, parse_strict};
use crate::rdf::{Format, ParseError, Term};

const BASE: &str = "http://example.org/feed";

fn around(inside: &str) -> String {
    format!(
        "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns:e=\"http://e.org/\">\n{inside}\n</rdf:RDF>"
    )
}

fn read_all(text: &str) -> Result<Parsed, ParseError> {
    parse(text.as_bytes(), Format::RdfXml, BASE, &Caps::default())
}

/// What is read inside rdf:RDF, each triple in short, sorted, and the kinds of note.
fn read(inside: &str) -> (Vec<String>, Vec<NoteKind>) {
    let Parsed { graph, notes, end, .. } = read_all(&around(inside)).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(end, End::Whole);
    let show = |term: Term<'_>| match term {
        Term::Iri(iri) => {
            iri.replace("http://e.org/", "e:").replace("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdf:")
        }
        Term::Blank(_) => "_".to_owned(),
        Term::Literal(literal) => match literal.language {
            Some(language) => format!("{:?}@{language}", literal.lexical),
            None => format!("{:?}", literal.lexical),
        },
    };
    let mut triples: Vec<String> =
        graph.triples().iter().map(|triple| triple.map(|id| show(graph.term(id))).join(" ")).collect();
    triples.sort();
    (triples, notes.iter().map(|note| note.kind).collect())
}

#[track_caller]
fn assert_read(inside: &str, triples: &[&str], notes: &[NoteKind]) {
    let (found, told) = read(inside);
    assert_eq!(found, triples, "{inside}");
    assert_eq!(told, notes, "{inside}");
    let strictly = parse_strict(around(inside).as_bytes(), Format::RdfXml, BASE, &Caps::default());
    assert_eq!(strictly.is_ok(), notes.is_empty(), "{inside}");
}

#[test]
fn what_breaks_the_syntax_costs_its_own_triple_at_most() {
    use NoteKind as Kind;
    let node = |attributes: &str, inside: &str| format!("<rdf:Description {attributes}>{inside}</rdf:Description>");
    let about = |inside: &str| node("rdf:about=\"http://e.org/s\"", inside);
    let whole = "<e:p>v</e:p>";
    let kept = "e:s e:p \"v\"";
    let cases: &[(&str, &[&str], &[Kind])] = &[
        ("<x:q>w</x:q>", &[kept], &[Kind::ElementName]),
        ("<q>w</q>", &[kept], &[Kind::ElementName]),
        ("<e:1>w</e:1>", &[kept], &[Kind::ElementName]),
        ("<rdf:Description>w</rdf:Description>", &[kept], &[Kind::ElementName]),
        ("<x:q><e:C rdf:about=\"http://e.org/o\"/></x:q>", &["e:o rdf:type e:C", kept], &[Kind::ElementName]),
        ("<e:q zzz=\"1\">w</e:q>", &[kept, "e:s e:q \"w\""], &[Kind::Attribute]),
        ("<e:q xml:lang=\"på\">w</e:q>", &[kept, "e:s e:q \"w\""], &[Kind::Language]),
        ("<e:q xml:lang=\"\">w</e:q>", &[kept, "e:s e:q \"w\""], &[]),
        ("<e:q rdf:datatype=\"http://e.org/a b\">w</e:q>", &[kept, "e:s e:q \"w\""], &[Kind::Datatype]),
        ("<e:q rdf:resource=\" http://e.org/o \"/>", &[kept, "e:s e:q e:o"], &[Kind::IriSpace]),
        ("<e:q rdf:resource=http://e.org/o />", &[kept, "e:s e:q e:o"], &[Kind::AttributeSyntax]),
        (
            "<e:q rdf:resource=\"http://e.org/o\"rdf:ID=\"i\" zz/>",
            &[
                kept,
                "e:s e:q e:o",
                "http://example.org/feed#i rdf:object e:o",
                "http://example.org/feed#i rdf:predicate e:q",
                "http://example.org/feed#i rdf:subject e:s",
                "http://example.org/feed#i rdf:type rdf:Statement",
            ],
            &[Kind::AttributeSyntax, Kind::AttributeSyntax],
        ),
        (
            "<e:q rdf:resource=\"http://e.org/o\" rdf:resource=\"http://e.org/n\"/>",
            &[kept, "e:s e:q e:o"],
            &[Kind::AttributeSyntax],
        ),
        ("<e:q nodeID=\"n\"/>", &[kept, "e:s e:q _"], &[Kind::Unprefixed]),
        ("stray", &[kept], &[Kind::StrayText]),
        (
            "<e:q>w<e:C rdf:about=\"http://e.org/o\"/></e:q>",
            &["e:o rdf:type e:C", kept, "e:s e:q e:o"],
            &[Kind::StrayText],
        ),
        ("<e:q>a &nbsp; b &zzz; c & d &#1;</e:q>", &[kept, "e:s e:q \"a \\u{a0} b &zzz; c & d \""], &[Kind::Entity; 4]),
        ("<e:q>a\u{1}b</e:q>", &[kept, "e:s e:q \"ab\""], &[Kind::Character]),
    ];
    for (inside, triples, notes) in cases {
        assert_read(&about(&format!("{inside}{whole}")), triples, notes);
    }
    assert_read(&node("rdf:about=\"http://e.org/s\" rdf:nodeID=\"a\"", whole), &[kept], &[Kind::Subject]);
}

#[test]
fn what_older_and_other_documents_write_is_read() {
    assert_read(
        "<e:C about=\"http://e.org/s\"><e:p resource=\"http://e.org/o\"/></e:C>",
        &["e:s e:p e:o", "e:s rdf:type e:C"],
        &[],
    );
    let literal =
        "<rdf:Description about=\"http://e.org/s\"><e:p parseType=\"Literal\">a<b>c</b></e:p></rdf:Description>";
    assert_read(literal, &["e:s e:p \"a<b>c</b>\""], &[]);
    let alone = "<e:C xmlns:e=\"http://e.org/\" e:p=\"v\"/>";
    assert_eq!(read_all(alone).unwrap().graph.len(), 2);
}

#[test]
fn a_prefix_that_is_not_declared_stands_for_what_it_usually_does() {
    let text = "<rdf:RDF><dcat:Dataset rdf:about=\"http://e.org/s\"><dct:title>A</dct:title></dcat:Dataset></rdf:RDF>";
    let parsed = read_all(text).unwrap();
    assert!(parsed.graph.find_iri("http://purl.org/dc/terms/title").is_some());
    assert_eq!(parsed.graph.instances("http://www.w3.org/ns/dcat#Dataset").count(), 1);
    assert_eq!(parsed.notes.iter().map(|note| note.was.as_str()).collect::<Vec<_>>(), ["rdf", "dcat", "dct"]);
}

#[test]
fn xml_literals_are_canonical() {
    let inside = "<rdf:Description rdf:about=\"http://e.org/s\"><e:p rdf:parseType=\"Literal\"><e:a \
                  z='1' e:y=\"&lt;&quot;\" b='&#10;' xmlns:unused='http://u.org/'><![CDATA[<&]]><c/><e:a/><!--d--></e:a></e:p></rdf:Description>";
    let literal = "<e:a xmlns:e=\"http://e.org/\" b=\"&#xA;\" z=\"1\" e:y=\"&lt;&quot;\">&lt;&amp;<c></c><e:a></e:a><!--d--></e:a>";
    assert_read(inside, &[&format!("e:s e:p {literal:?}")], &[]);
}

#[test]
fn triples_know_the_byte_at_which_they_stand() {
    let text = around("<e:C rdf:about=\"http://e.org/s\">\n<e:p>v</e:p><e:p rdf:resource=\"http://e.org/o\"/></e:C>");
    let graph = read_all(&text).unwrap().graph;
    let mut offsets: Vec<_> =
        graph.triples().iter().map(|triple| graph.place(triple).unwrap().offset as usize).collect();
    offsets.sort_unstable();
    let expected = ["<e:C", "<e:p>", "<e:p rdf"].map(|begin| text.find(begin).unwrap());
    assert_eq!(offsets, expected);
}

#[test]
fn nothing_inside_a_resource_that_is_cut_is_half_read() {
    let text = around(
        "<e:C rdf:about=\"http://e.org/whole\"><e:p><e:D e:q=\"1\"/></e:p></e:C><e:D e:q=\"alone\"/>\n<e:C rdf:about=\"http://e.org/cut\">\
         <e:p><e:D e:q=\"2\"/></e:p><e:p><e:D rdf:about=\"http://e.org/inner\" e:q=\"3\"/></e:p><e:r>",
    );
    let cut = text.find("<e:r>").unwrap() + 5;
    let parsed = read_all(&text[..cut]).unwrap();
    assert!(!parsed.end.is_whole());
    // Three of the whole one and its part, one of the nameless one with its class, two of the named part.
    assert_eq!(parsed.graph.len(), 4 + 2 + 2);
    let cut = parsed.graph.find_iri("http://e.org/cut").unwrap();
    assert!(parsed.graph.properties(cut).is_empty());
}

#[test]
fn every_guard_refuses_by_name_in_both_modes() {
    use crate::rdf::parse::ParseErrorKind as Kind;
    let caps =
        Caps { triples: 12, nesting: 10, attributes: 4, blank_nodes: 6, literal: 50, iri: 50, ..Caps::default() };
    let property =
        |inside: &str| around(&format!("<rdf:Description rdf:about=\"http://e.org/s\">{inside}</rdf:Description>"));
    let long = "x".repeat(60);
    let cases = [
        (property(&"<e:p>a</e:p>".repeat(13)), Kind::TooManyTriples(12)),
        (around(&format!("{}{}", "<e:a>".repeat(20), "</e:a>".repeat(20))), Kind::TooDeep(10)),
        (
            property(&format!("<e:p rdf:parseType=\"Literal\">{}{}</e:p>", "<a>".repeat(20), "</a>".repeat(20))),
            Kind::TooDeep(10),
        ),
        (property("<e:p e:a=\"\" e:b=\"\" e:c=\"\" e:d=\"\" e:e=\"\"/>"), Kind::TooManyAttributes(4)),
        (
            property("<e:p xmlns:a=\"a:a\" xmlns:b=\"b:b\" xmlns:c=\"c:c\" xmlns:d=\"d:d\">a</e:p>"),
            Kind::TooManyAttributes(4),
        ),
        (property(&"<e:p rdf:parseType=\"Resource\"/>".repeat(7)), Kind::TooManyBlankNodes(6)),
        (property(&format!("<e:p>{long}</e:p>")), Kind::TooLong(50)),
        (property(&format!("<e:p e:q=\"{long}\"/>")), Kind::TooLong(50)),
        (property(&format!("<e:p rdf:parseType=\"Literal\">{long}</e:p>")), Kind::TooLong(50)),
        (property(&format!("<e:p rdf:resource=\"http://e.org/{}\"/>", &long[..50])), Kind::TooLong(50)),
        (format!("<!DOCTYPE a [<!ENTITY b \"&c;&c;\">]>{}", property("")), Kind::Doctype),
    ];
    for (text, kind) in cases {
        for mode in [Mode::Tolerant, Mode::Strict] {
            let read = if mode == Mode::Strict { parse_strict } else { parse };
            let error = read(text.as_bytes(), Format::RdfXml, BASE, &caps).map(drop).expect_err(&text);
            assert_eq!(error.kind, kind, "{text}");
            assert!(error.place.is_some(), "{text}");
        }
    }
}

#[test]
fn short_names_for_namespaces_are_expanded_and_not_without_end() {
    let text = |value: &str| format!("<!DOCTYPE rdf:RDF [<!ENTITY e \"http://e.org/\">]>{}", around(value));
    let parsed =
        read_all(&text("<rdf:Description rdf:about=\"&e;s\"><e:p rdf:resource=\"&e;o\"/></rdf:Description>")).unwrap();
    assert_eq!((parsed.graph.len(), parsed.notes.len()), (1, 0));
    assert!(parsed.graph.find_iri("http://e.org/o").is_some());
}

#[test]
fn a_namespace_that_is_misspelt_is_put_right_unless_it_is_another() {
    let read = |namespace: &str| {
        let text = format!("<dcat:Dataset xmlns:dcat=\"{namespace}\"/>");
        let parsed = read_all(&text).unwrap();
        let is_dataset = parsed.graph.instances("http://www.w3.org/ns/dcat#Dataset").count() == 1;
        (is_dataset, parsed.notes.iter().map(|note| note.kind).collect::<Vec<_>>())
    };
    assert_eq!(read("http://www.w3.org/ns/dcat#"), (true, vec![]));
    for misspelt in [
        "http://www.w3.org/ns/dcat",
        "http://www.w3.org/ns/dcat/",
        "http://www.w3.org/ns/dca#",
        "htt p://www.w3.org/ns/dcat#",
    ] {
        assert_eq!(read(misspelt), (true, vec![NoteKind::Namespace]), "{misspelt}");
    }
    for other in ["https://www.w3.org/ns/dcat#", "http://www.w3.org/ns/dcat-ap#"] {
        assert_eq!(read(other), (false, vec![]), "{other}");
    }
}

#[test]
fn an_outermost_rdf_in_a_misspelt_namespace_is_told_and_costs_nothing() {
    let text = "<r:RDF xmlns:r=\"http://www.w3.org/19x-ns#\" xmlns:e=\"http://e.org/\">\n\
                <e:T r:about=\"http://e.org/s\"><e:p r:resource=\"http://e.org/o\"/></e:T></r:RDF>";
    let parsed = parse(text.as_bytes(), Format::RdfXml, "http://e.org/", &Caps::default()).unwrap();
    assert_eq!(parsed.graph.len(), 2);
    let [note] = &parsed.notes[..] else { panic!("{:?}", parsed.notes) };
    assert_eq!((note.kind, note.was.as_str()), (NoteKind::Namespace, "http://www.w3.org/19x-ns#"));
}

#[test]
fn values_with_control_characters_begin_with_any_letter() {
    for value in ["ø\u{b}ø &amp; å", "\u{b}", "&#xf8;\u{b}&ø\n", "å\n&;å"] {
        let text = around(&format!("<e:T rdf:about=\"http://e.org/s\" e:p=\"{value}\"/>"));
        assert_eq!(read_all(&text).unwrap().graph.len(), 2, "{value:?}");
    }
}

#[test]
fn what_is_no_well_formed_xml_is_noted_and_refused_strictly() {
    let node = |inside: &str| around(&format!("<e:T rdf:about=\"http://e.org/s\">{inside}</e:T>"));
    for text in [
        node("<e:p>a ]]> b</e:p>"),
        node("<??><e:p>a b</e:p>"),
        node("<?xml version='1.0'?><e:p>a b</e:p>"),
        format!("\n<?xml version='1.0'?>{}", node("<e:p>a b</e:p>")),
        format!("<?xml version='7.3'?>{}", node("<e:p>a b</e:p>")),
        node("<e:p rdf:parseType='Literal'><1a/></e:p>"),
        around("<e:T rdf:about='http://e.org/s' xmlns:f='http://e.org/' e:p='a' f:p='b'/>"),
        around("<e:T rdf:about='http://e.org/s' xmlns:xml='http://e.org/x' e:p='a'/>"),
        around("<e:T rdf:about='http://e.org/s' xml?lang='sv' e:p='a'/>"),
    ] {
        let parsed = read_all(&text).unwrap();
        assert!(parsed.graph.len() >= 2, "{text}");
        assert_eq!(parsed.notes.len(), 1, "{text}: {:?}", parsed.notes);
        assert!(parse_strict(text.as_bytes(), Format::RdfXml, BASE, &Caps::default()).is_err(), "{text}");
    }
}
