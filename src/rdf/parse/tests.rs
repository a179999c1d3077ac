use super::*;

const BASE: &str = "http://example.org/feed";

fn read(text: &str, format: Format) -> Result<Parsed, ParseError> {
    parse(text.as_bytes(), format, BASE, &Caps::default())
}

fn kind(text: &str, format: Format) -> ParseErrorKind {
    read(text, format).map(|parsed| parsed.graph.len()).expect_err("is refused").kind
}

const XML: &str = r#"<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:d="http://purl.org/dc/terms/">
<rdf:Description rdf:about="a b"><d:title xml:lang="sv_SE">Å</d:title></rdf:Description>
<rdf:Description rdf:about="c"><d:title>B</d:title></rdf:Description>
</rdf:RDF>"#;

#[test]
fn a_bad_iri_and_a_bad_language_tag_cost_nothing() {
    let Parsed { graph, notes, .. } = read(XML, Format::RdfXml).unwrap();
    assert_eq!(graph.len(), 2);
    assert!(graph.find_iri("http://example.org/a b").is_some());
    assert!(graph.terms().find_term(crate::rdf::Term::tagged("Å", "sv-se")).is_some());
    let told: Vec<_> = notes.iter().map(|note| (note.kind, note.place.unwrap().line, note.was.as_str())).collect();
    assert_eq!(told, [(NoteKind::Iri, 2, "a b"), (NoteKind::Language, 2, "sv_SE")]);
    assert_eq!(notes[1].became.as_deref(), Some("sv-se"));
    let error = parse_strict(XML.as_bytes(), Format::RdfXml, BASE, &Caps::default()).map(drop).expect_err("is refused");
    assert_eq!(error.place.unwrap().line, 2);
}

#[test]
fn a_document_cut_anywhere_is_never_whole() {
    for end in (1..XML.len()).filter(|&end| XML.is_char_boundary(end)) {
        match read(&XML[..end], Format::RdfXml) {
            Ok(parsed) => assert!(!parsed.end.is_whole() && !parsed.graph.is_empty(), "cut at {end}"),
            Err(error) => assert!(error.place.is_some(), "cut at {end}: {error}"),
        }
    }
    assert!(matches!(kind("{\"@id\": \"a\", \"http://e.org/p\": [1", Format::JsonLd), ParseErrorKind::Truncated(_)));
}

#[test]
fn of_a_cut_document_the_resources_are_read_that_were_complete() {
    let cut = XML.find("</d:title></rdf:Description>\n</rdf:RDF>").unwrap();
    let parsed = read(&XML[..cut], Format::RdfXml).unwrap();
    assert_eq!(parsed.graph.len(), 1);
    assert!(parsed.graph.find_iri("http://example.org/a b").is_some());
    let End::Broken(error) = parsed.end else { panic!("it is cut") };
    assert!(matches!(error.kind, ParseErrorKind::Truncated(_)));
    assert_eq!(error.place.unwrap().offset, cut as u64);
    assert_eq!(parsed.notes.last().map(|note| note.kind), Some(NoteKind::Incomplete));
}

#[test]
fn a_doctype_is_refused_with_its_place() {
    let text = "<?xml version=\"1.0\"?>\n<!DOCTYPE a [<!ENTITY b \"c\">]>\n<a/>";
    let error = read(text, Format::RdfXml).map(|_| ()).expect_err("is refused");
    assert_eq!(error.kind, ParseErrorKind::Doctype);
    assert_eq!(error.place, Some(Place { document: 0, line: 2, column: 1, offset: 22 }));
}

#[test]
fn nesting_beyond_the_cap_is_refused_in_every_syntax() {
    let deep = 1000;
    let xml = format!("{}{}", "<a>".repeat(deep), "</a>".repeat(deep));
    assert_eq!(kind(&xml, Format::RdfXml), ParseErrorKind::TooDeep(100));
    let json = format!("{}1{}", "{\"http://e.org/p\":".repeat(deep), "}".repeat(deep));
    assert_eq!(kind(&json, Format::JsonLd), ParseErrorKind::TooDeep(100));
    let turtle = format!("<a> <b> {}{} .", "[<b> ".repeat(deep), "]".repeat(deep));
    assert_eq!(kind(&turtle, Format::Turtle), ParseErrorKind::TooDeep(100));
}

#[test]
fn brackets_in_strings_comments_and_iris_are_not_nesting() {
    let inside = "[({".repeat(200);
    let turtle = format!("# {inside}\n<a{inside}> <b> \"{inside}\\\"{inside}\", '''{inside}'\n{inside}''' .");
    assert_eq!(read(&turtle, Format::Turtle).unwrap().graph.len(), 2);
}

#[test]
fn an_unknown_context_is_named_and_a_bundled_one_is_used() {
    let unknown = r#"{"@context": "https://example.org/c.jsonld", "@id": "a", "title": "x"}"#;
    assert_eq!(kind(unknown, Format::JsonLd), ParseErrorKind::UnknownContext("https://example.org/c.jsonld".into()));
    let known =
        r#"{"@context": "https://project-open-data.cio.gov/v1.1/schema/catalog.jsonld", "@id": "a", "title": "x"}"#;
    assert_eq!(read(known, Format::JsonLd).unwrap().graph.len(), 1);
}

#[test]
fn named_graphs_are_read_into_one_and_told() {
    let parsed = read("<urn:g> { <urn:a> <urn:b> <urn:c> } <urn:a> <urn:b> <urn:d> .", Format::TriG).unwrap();
    assert_eq!(parsed.graph.len(), 2);
    assert_eq!(parsed.notes.len(), 1);
}

#[test]
fn blank_node_numbers_do_not_depend_on_the_parser() {
    let text = "<urn:a> <urn:p> [ <urn:q> [ <urn:r> 1 ] ], _:x .";
    let blanks = |graph: &Graph| -> Vec<String> {
        graph.terms().ids().map(|id| format!("{:?}", graph.term(id))).filter(|t| t.starts_with("Blank")).collect()
    };
    let first = read(text, Format::Turtle).unwrap().graph;
    assert_eq!(blanks(&first), ["Blank(0)", "Blank(1)", "Blank(2)"]);
}

#[test]
fn an_encoding_that_is_another_and_letters_encoded_twice_are_told() {
    let latin_1 = b"<urn:a> <urn:b> \"Tr\xe4d\" .";
    let parsed = parse(latin_1, Format::Turtle, BASE, &Caps::default()).unwrap();
    assert!(parsed.graph.terms().find_term(crate::rdf::Term::string("Träd")).is_some());
    let told = |parsed: &Parsed| parsed.notes.iter().map(|n| (n.kind, n.place.unwrap().column)).collect::<Vec<_>>();
    assert_eq!(told(&parsed), [(NoteKind::Charset, 20)]);
    let strict = parse_strict(latin_1, Format::Turtle, BASE, &Caps::default()).map(drop).expect_err("is refused");
    assert_eq!(strict.kind, ParseErrorKind::NotUtf8);
    let twice = read("<urn:a> <urn:b> \"TrÃ¤d pÃ¥ Ã–land, SÃO\" .", Format::Turtle).unwrap();
    assert_eq!(told(&twice).len(), 3);
    assert!(told(&twice).iter().all(|(kind, _)| *kind == NoteKind::DoubleEncoded));
}

#[test]
fn a_statement_that_cannot_be_read_costs_no_other_and_the_document_is_not_whole() {
    let text = "@prefix e: <http://e.org/> .\n<urn:a> e:p 1.5 ; e:q [ e:r e:a.b ] .\n<urn:b> e:p \"x\" , oops ; e:q 2 .\n\
                <urn:c> e:p [ e:q 1 .\n<urn:d> e:p \"broken .\n<urn:e> e:p 'x. y' . # ends.\n<urn:f> e:p <urn:g>.";
    let Parsed { graph, notes, end, .. } = read(text, Format::Turtle).unwrap();
    let has = |name: &str| graph.find_iri(name).is_some_and(|id| !graph.properties(id).is_empty());
    assert_eq!(["urn:a", "urn:b", "urn:c", "urn:d", "urn:e", "urn:f"].map(has), [true, true, false, false, true, true]);
    assert_eq!(graph.len(), 6);
    let End::Broken(error) = end else { panic!("a resource is lost") };
    assert_eq!(error.place.unwrap().line, 3);
    let told = notes.iter().filter(|note| note.kind == NoteKind::Statement).map(|note| note.place.unwrap().line);
    assert_eq!(told.collect::<Vec<_>>(), [3, 4, 5]);
    let f = graph.properties(graph.find_iri("urn:f").unwrap())[0];
    assert_eq!(graph.place(&f).unwrap().offset, text.find("<urn:f>").unwrap() as u64);
    assert!(parse_strict(text.as_bytes(), Format::Turtle, BASE, &Caps::default()).is_err());
}

#[test]
fn a_line_that_cannot_be_read_costs_its_triple() {
    let text = "<urn:a> <urn:p> <urn:b> .\n<urn:c> <urn:p> oops .\n# a comment\n\n<urn:d> <urn:p> \"x\"@sv .\n";
    for format in [Format::NTriples, Format::NQuads] {
        let Parsed { graph, notes, end, .. } = read(text, format).unwrap();
        assert_eq!((graph.len(), end.is_whole()), (2, false), "it may be the type of a dataset");
        let told: Vec<_> = notes.iter().map(|note| (note.kind, note.place.unwrap().line)).collect();
        assert_eq!(told, [(NoteKind::Incomplete, 2), (NoteKind::Statement, 2)]);
        let cut = read(&text[..text.len() - 4], format).unwrap();
        assert_eq!(cut.graph.len(), 1);
        assert!(matches!(cut.end, End::Broken(ParseError { kind: ParseErrorKind::Truncated(_), .. })));
    }
}

#[test]
fn a_turtle_or_trig_document_that_ends_inside_a_statement_is_not_whole() {
    let text = "<urn:g> { <urn:a> <urn:p> 1 , 2 . <urn:b> <urn:q> 'x' }\n<urn:c> <urn:p> 3 .";
    assert_eq!(read(text, Format::TriG).unwrap().graph.len(), 4);
    let text = "<urn:a> <urn:p> 1 , 2 .\n<urn:b> <urn:q> '''x . ''' ; <urn:r> 3 .\n";
    let first = text.find('\n').unwrap();
    for end in first + 2..text.trim_end().len() {
        let parsed = read(&text[..end], Format::Turtle).unwrap();
        assert_eq!(parsed.graph.len(), 2, "cut at {end}");
        let is_truncated = matches!(parsed.end, End::Broken(ParseError { kind: ParseErrorKind::Truncated(_), .. }));
        assert!(is_truncated, "cut at {end}: {:?}", parsed.end);
    }
}

#[test]
fn caps_hold_in_every_syntax() {
    let caps = Caps { triples: 4, blank_nodes: 2, literal: 20, ..Caps::default() };
    let refused = |text: &str, format| {
        let error = parse(text.as_bytes(), format, BASE, &caps).map(|parsed| parsed.graph.len()).expect_err(text);
        error.kind
    };
    let lines = |count: usize, line: &dyn Fn(usize) -> String| (0..count).map(line).collect::<String>();
    let triples = lines(5, &|number| format!("<urn:a> <urn:p> <urn:{number}> .\n"));
    let blanks = lines(3, &|number| format!("_:b{number} <urn:p> <urn:a> .\n"));
    let long = format!("<urn:a> <urn:p> \"{}\" .\n", "x".repeat(21));
    for format in [Format::NTriples, Format::NQuads, Format::Turtle, Format::TriG] {
        assert_eq!(refused(&triples, format), ParseErrorKind::TooManyTriples(4));
        assert_eq!(refused(&blanks, format), ParseErrorKind::TooManyBlankNodes(2));
        assert_eq!(refused(&long, format), ParseErrorKind::TooLong(20));
    }
    let nested = r#"{"http://e.org/p": [{"http://e.org/q": 1}, {"http://e.org/q": 2}]}"#;
    assert_eq!(refused(nested, Format::JsonLd), ParseErrorKind::TooManyBlankNodes(2));
}

/// What a document gives when it is read so many bytes at a time.
fn in_blocks(text: &str, format: Format, bytes: usize) -> Result<Parsed, String> {
    let reader = crate::rdf::TextReader::new(text.as_bytes(), None).in_blocks(bytes);
    parse_text(reader, format, BASE, &Caps::default(), Mode::Tolerant).map_err(|error| error.to_string())
}

#[test]
fn a_document_says_the_same_however_it_comes() {
    let xml = format!(
        "<?xml version='1.0'?><!-- {} --><!DOCTYPE rdf:RDF [<!ENTITY e 'http://e.org/'>]>{}",
        "å".repeat(20),
        XML.replace("B<", "B &amp; <![CDATA[<C>]]> &e;\u{feff}&nbsp; Ã¥ & \u{b} \r\n<").replace(
            "</rdf:RDF>",
            "<rdf:Description xmlns:e='&e;' e:f='g'><e:x rdf:parseType='Literal'>a <b c='d'>\u{feff}e</b> &amp;<!-- f --></e:x>\
             <e:l rdf:parseType='Collection'><e:T/><e:T rdf:nodeID='n'/></e:l></rdf:Description></rdf:RDF>"
        )
    );
    let turtle = "@prefix a: <urn:a#> .\n# å . [\na:b a:c \"\"\"x . \\\"\ny\"\"\" , 1.5, [ a:d ( 1 2 ) ] .\n\
                  a:b a:c \"open .\na:e a:f 'g . h' .\na:i a:j <k\u{e5}> ; a:l 1.0.\na:m a:n a:o.";
    let lines = "<urn:a> <urn:b> \"c\" .\n<urn:a> oj .\n<urn:a> <urn:b> \"Ã¥\"@sv . # d\n\n<urn:a> <urn:b> _:c .";
    for (text, format) in [(&*xml, Format::RdfXml), (turtle, Format::Turtle), (lines, Format::NTriples)] {
        for text in [text, &text[..text.len() - 12]] {
            let whole = read(text, format).unwrap_or_else(|error| panic!("{error}"));
            for bytes in (1..80).chain([200, 1000]) {
                let pieces = in_blocks(text, format, bytes).unwrap();
                assert_eq!(pieces.notes, whole.notes, "{format} by {bytes}");
                assert_eq!(pieces.end, whole.end, "{format} by {bytes}");
                assert_eq!(pieces.graph.triples(), whole.graph.triples(), "{format} by {bytes}");
                let places = |parsed: &Parsed| -> Vec<_> {
                    parsed.graph.triples().iter().map(|triple| parsed.graph.place(triple)).collect()
                };
                assert_eq!(places(&pieces), places(&whole), "{format} by {bytes}");
                let terms = |parsed: &Parsed| {
                    let terms = parsed.graph.terms().ids().map(|id| format!("{:?}", parsed.graph.term(id)));
                    terms.collect::<Vec<_>>()
                };
                assert_eq!(terms(&pieces), terms(&whole), "{format} by {bytes}");
            }
        }
    }
}

#[test]
fn what_stands_behind_a_break_is_not_told() {
    let text = XML.replace("</rdf:RDF>", "</d:x>Ã¥") + "\u{e5}";
    let latin_1: Vec<u8> = text.bytes().chain(*b" \xe5").collect();
    let parsed = parse(&latin_1, Format::RdfXml, BASE, &Caps::default()).unwrap();
    let told: Vec<_> = parsed.notes.iter().map(|note| note.kind).collect();
    assert_eq!(told, [NoteKind::Iri, NoteKind::Language, NoteKind::Incomplete]);
}

#[test]
fn a_source_that_fails_is_no_fault_of_the_document() {
    struct Failing<'a>(&'a [u8]);
    impl std::io::Read for Failing<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            match self.0.read(buffer)? {
                0 => Err(std::io::Error::other("the disk is gone")),
                count => Ok(count),
            }
        }
    }
    let reader = crate::rdf::TextReader::new(Failing(XML.as_bytes()), None);
    let error = parse_text(reader, Format::RdfXml, BASE, &Caps::default(), Mode::Tolerant).map(|_| ()).unwrap_err();
    assert!(matches!(&error, ReadError::Source(error) if error.to_string() == "the disk is gone"), "{error}");
}

#[test]
fn a_document_has_no_more_bytes_than_it_may() {
    let caps = Caps { document: XML.len() as u64, ..Caps::default() };
    assert!(parse(XML.as_bytes(), Format::RdfXml, BASE, &caps).is_ok());
    let caps = Caps { document: XML.len() as u64 - 1, ..Caps::default() };
    let error = parse(XML.as_bytes(), Format::RdfXml, BASE, &caps).map(|_| ()).unwrap_err();
    assert_eq!(error.kind, ParseErrorKind::TooLargeDocument(caps.document));
}

/// What is left of a Turtle statement with something wrong: the triples as lines, and the notes.
fn repaired(text: &str) -> (Vec<String>, Vec<(NoteKind, String)>, bool) {
    let parsed = read(text, Format::Turtle).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let lines = crate::rdf::canonical::canonical(&parsed.graph, parsed.graph.triples()).n_triples;
    let lines = lines.lines().map(|line| line.replace("http://e.org/", ":").replace(['<', '>'], "")).collect();
    (lines, parsed.notes.into_iter().map(|note| (note.kind, note.was)).collect(), parsed.end.is_whole())
}

#[test]
fn what_is_wrong_in_a_turtle_statement_costs_no_more_than_its_property() {
    use NoteKind::{Language, Prefix, Statement};
    let cases = [
        (":p \"x\"@sv_SE ; :q 2", vec![":s :p \"x\"@sv-se .", ":s :q 2"], vec![(Language, "sv_SE")]),
        (
            ":p \"x\"^^xsd:date ; :q 2",
            vec![":s :p \"x\"^^http://www.w3.org/2001/XMLSchema#date .", ":s :q 2"],
            vec![(Prefix, "xsd")],
        ),
        (":p fel:x ; :q 2", vec![":s :q 2"], vec![(Statement, ":p fel:x ;")]),
        (":q 2 ; :p 2024-01-01", vec![":s :q 2"], vec![(Statement, ":p 2024-01-01")]),
        (":q 2 ; :p \"a\\q\" , 3 ; :r 4", vec![":s :q 2", ":s :r 4"], vec![(Statement, ":p \"a\\q\" , 3")]),
        (
            ":p [ :q 1 ; :r b ; :t 3 ] ; :u 4",
            vec![":s :p _:c14n0 .", ":s :u 4", "_:c14n0 :q 1", "_:c14n0 :t 3"],
            vec![(Statement, ":r b")],
        ),
        (":p ( 1 b ) ; :u 4", vec![":s :u 4"], vec![(Statement, ":p ( 1 b ) ;")]),
        (":q 2\n :r 4", vec![":s :q 2", ":s :r 4"], vec![(NoteKind::Punctuation, "")]),
        (":q 2 .\n:x :p \"y\" .\n:s :r 4", vec![":s :q 2", ":s :r 4", ":x :p \"y\" ."], vec![]),
        (
            ":q 2\n:x :p \"y\"^^ :z ; :p [ :q 1 ] .\n:s :r 4",
            vec![":s :q 2", ":s :r 4", ":x :p \"y\"^^:z .", ":x :p _:c14n0 .", "_:c14n0 :q 1"],
            vec![(NoteKind::Punctuation, "")],
        ),
        (
            ":q [ :t 3\n :u 4 ]",
            vec![":s :q _:c14n0 .", "_:c14n0 :t 3", "_:c14n0 :u 4"],
            vec![(NoteKind::Punctuation, "")],
        ),
        (":q 2 ;\n :p \"open ;\n :r 4", vec![":s :q 2", ":s :r 4"], vec![(Statement, ":p"), (Statement, "\"open")]),
        (
            "b :p ; :q fel:x ; :r \"z\"@sv_SE",
            vec![":s :r \"z\"@sv-se ."],
            vec![(Statement, "b :p ;"), (Statement, ":q fel:x ;"), (Language, "sv_SE")],
        ),
    ];
    for (inside, left, told) in cases {
        let text = format!("@prefix : <http://e.org/> .\n:a :b :c . :s {inside} .\n:d :e :f .");
        let (lines, notes, is_whole) = repaired(&text);
        let lines: Vec<String> = lines
            .iter()
            .map(|line| {
                line.split("^^http://www.w3.org/2001/XMLSchema#integer")
                    .next()
                    .unwrap_or_default()
                    .replace("\"1\"", "1")
                    .replace("\"2\"", "2")
                    .replace("\"3\"", "3")
                    .replace("\"4\"", "4")
            })
            .collect();
        let mut all = vec![":a :b :c .", ":d :e :f ."];
        all.extend(left);
        all.sort_unstable();
        assert_eq!(lines, all, "{inside}");
        assert_eq!(is_whole, told.iter().all(|(kind, _)| *kind != Statement), "{inside}");
        let mut told: Vec<_> = told.into_iter().map(|(kind, was)| (kind, was.to_owned())).collect();
        let mut notes: Vec<_> = notes.into_iter().filter(|(kind, _)| *kind != NoteKind::Incomplete).collect();
        told.sort();
        notes.sort();
        assert_eq!(notes, told, "{inside}");
    }
    // Where the subject itself is wrong, all of it is.
    let (lines, notes, is_whole) = repaired("@prefix : <http://e.org/> .\n:a :b :c . fel:s :p 1 ; :q 2 .\n:d :e :f .");
    assert_eq!((lines.len(), notes.len(), is_whole), (2, 2, false), "{notes:?}");
}

#[test]
fn triples_of_turtle_know_where_in_their_statement_they_stand() {
    let text = "@prefix : <http://e.org/> .\n:s a :T ; # x ; y\n  :p1 \"a ; .\"@sv , \"\"\"b\n, c\"\"\" ^^ :d ,\n  1.5 ;\n  :p2 [ ] , [\n    \
                :p3 :o ;\n    :p4 ( :m1\n [ :p5 2 ] ( ) ) ;\n :p5 'x' ] ;\n  :p6 <http://e.org/x;y> , ( \"a\"\n \"b\" ) .\n[ :p7\n 3 ] :p8 true ; .\n";
    let parsed = read(text, Format::Turtle).unwrap();
    assert_eq!(parsed.notes, []);
    let graph = parsed.graph;
    let mut places: Vec<(String, u64)> = graph
        .triples()
        .iter()
        .map(|triple| {
            let name = graph.term(triple[1]).text().rsplit(['/', '#']).next().unwrap_or_default().to_owned();
            (name, graph.place(triple).unwrap().line)
        })
        .collect();
    places.sort();
    let expected: &[(&str, &[u64])] = &[
        ("first", &[8, 9, 9, 11, 12]),
        ("p1", &[3, 3, 5]),
        ("p2", &[6, 6]),
        ("p3", &[7]),
        ("p4", &[8]),
        ("p5", &[9, 10]),
        ("p6", &[11, 11]),
        ("p7", &[13]),
        ("p8", &[14]),
        ("rest", &[9, 9, 9, 12, 12]),
        ("type", &[2]),
    ];
    let expected: Vec<(String, u64)> =
        expected.iter().flat_map(|(name, lines)| lines.iter().map(|line| (name.to_string(), *line))).collect();
    assert_eq!(places, expected);
}

#[test]
fn a_line_that_is_not_complete_costs_no_other_and_is_told_itself() {
    for bad in [
        "<urn:a> <urn:p> <urn:x .",
        "<urn:a> <urn:p> \"x .",
        "<urn:a> <urn:p> <urn:x>",
        "<urn:a> <urn:p>",
        "<urn:a",
        "<urn:a> <urn:p> <http://e.org/x#y",
    ] {
        let text = format!("{bad}\n<urn:b> <urn:p> <urn:c> .\n<urn:d> <urn:p> <urn:e> .\n");
        let parsed = read(&text, Format::NTriples).unwrap();
        assert_eq!(parsed.graph.len(), 2, "{bad}");
        assert!(!parsed.end.is_whole());
        assert!(parsed.notes.iter().all(|note| note.place.unwrap().line == 1), "{bad}: {:?}", parsed.notes);
    }
    let whole = "<urn:a> <urn:p> <urn:b#c> .\n<urn:d> <http://e.org/#p> <http://e.org/#o> .";
    assert!(read(whole, Format::NTriples).unwrap().end.is_whole());
    for end in whole.find('\n').unwrap() + 2..whole.len() {
        assert!(!read(&whole[..end], Format::NTriples).unwrap().end.is_whole(), "{}", &whole[..end]);
    }
}

#[test]
fn a_full_stop_too_many_and_an_address_that_is_not_closed_cost_no_other_statement() {
    let text = "@prefix : <http://e.org/> .\n:a :p 1 .\n.\n:b :p 2. .\n:c :p 3 ; .\n; .\n:d :p <http://e.org/x .\n\
                :e a :T ; :p <http://e.org/y> .\n:f :p <http://e.org/\"x\" ;\n :q 4 .\n";
    let parsed = read(text, Format::Turtle).unwrap();
    let has = |name: &str| {
        let id = parsed.graph.find_iri(&format!("http://e.org/{name}"));
        id.map_or(0, |id| parsed.graph.properties(id).len())
    };
    assert_eq!(["a", "b", "c", "d", "e", "f"].map(has), [1, 1, 1, 0, 2, 1]);
    assert!(!parsed.end.is_whole());
    for line in [3, 4, 6, 7, 9] {
        assert!(parsed.notes.iter().any(|note| note.place.unwrap().line == line), "{line}: {:?}", parsed.notes);
    }
}

#[test]
fn what_is_no_iri_is_noted_in_every_syntax_and_no_host_of_ours_is_shown() {
    let turtle = "<http://e.org/a b> <http://e.org/p> \"1\"^^<dt> , \"2\"^^<http://e.org/d|t> .";
    let parsed = read(turtle, Format::Turtle).unwrap();
    assert_eq!(parsed.notes.iter().map(|note| note.kind).collect::<Vec<_>>(), [NoteKind::Iri; 2]);
    assert!(parsed.graph.find_iri("http://example.org/dt").is_some());
    let lines = read("<http://e.org/a b> <http://e.org/p> \"1\"^^<no iri> .", Format::NTriples).unwrap();
    assert_eq!(lines.notes.iter().map(|note| note.kind).collect::<Vec<_>>(), [NoteKind::Iri; 2]);
    let error = kind(r#"{"@context": "ctx.jsonld", "@id": "a"}"#, Format::JsonLd);
    assert_eq!(error, ParseErrorKind::UnknownContext("http://example.org/ctx.jsonld".to_owned()));
    for (text, format) in [(turtle, Format::Turtle), (XML, Format::RdfXml)] {
        let parsed = read(text, format).unwrap();
        assert!(parsed.graph.terms().ids().all(|id| !parsed.graph.term(id).text().contains(".invalid")));
    }
}

#[test]
fn short_documents_do_not_become_long_iris() {
    let long = "x".repeat(70_000);
    let namespace =
        format!("<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:e='http://e.org/{long}'/>");
    let base = format!("<a xml:base='http://e.org/{long}'/>");
    let turtle = format!("@prefix e: <http://e.org/{long}> . e:a e:b e:c .");
    let lines = format!("<http://e.org/{long}> <urn:p> <urn:o> .");
    for (text, format) in
        [(namespace, Format::RdfXml), (base, Format::RdfXml), (turtle, Format::Turtle), (lines, Format::NTriples)]
    {
        assert_eq!(kind(&text, format), ParseErrorKind::TooLong(64 << 10), "{format}");
    }
}

#[test]
fn seventy_underscores_in_one_statement_cost_nothing() {
    let values: Vec<String> = (0..70).map(|n| format!("\"{n}\"@sv_SE")).collect();
    let parsed = read(&format!("<urn:a> <urn:p> {} .", values.join(", ")), Format::Turtle).unwrap();
    assert_eq!((parsed.graph.len(), parsed.notes.len(), parsed.end.is_whole()), (70, 70, true));
}

#[test]
fn a_graph_with_a_statement_that_is_lost_keeps_the_others() {
    let text = "@prefix : <http://e.org/> .\n:g {\n :a :b oops .\n :c :d :e .\n :f :h :i\n}\n:g { :j :k oops ; :l :m . }\n:n :o :p .";
    let parsed = read(text, Format::TriG).unwrap();
    let lost: Vec<_> = parsed.notes.iter().filter(|note| note.kind == NoteKind::Statement).collect();
    assert_eq!(parsed.graph.len(), 3, "{:?}", parsed.notes);
    assert_eq!(lost.iter().map(|note| note.place.unwrap().line).collect::<Vec<_>>(), [3, 7]);
    assert!(!parsed.end.is_whole());
}

#[test]
fn a_text_over_a_line_end_is_read_and_told() {
    let parsed = read("<urn:a> <urn:b> \"x\ny\" , \"\"\"x\nz\"\"\" .", Format::Turtle).unwrap();
    assert!(parsed.graph.terms().find_term(crate::rdf::Term::string("x\ny")).is_some());
    let [note] = &parsed.notes[..] else { panic!("{:?}", parsed.notes) };
    assert_eq!((note.kind, note.was.as_str(), parsed.end.is_whole()), (NoteKind::LineBreak, "\"x\ny\"", true));
}
