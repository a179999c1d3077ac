use oxrdf::{NamedOrBlankNode, Term};
use skord::rdf::{Caps, Format, GraphBuilder, TermId, parse};
use std::collections::HashMap;
use std::time::Instant;
fn rss() -> String {
    std::fs::read_to_string("/proc/self/status").unwrap().lines().filter(|l| l.starts_with("VmHWM")).collect()
}
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let bytes = std::fs::read(&args[1]).unwrap();
    println!("{} bytes, {}", bytes.len(), rss());
    let begin = Instant::now();
    if args[2] == "ours" {
        match parse(&bytes, Format::JsonLd, "http://e.org/", &Caps::default()) {
            Ok(p) => println!("{} triples, {:?}, {} notes {:?}", p.graph.len(), p.end, p.notes.len(), p.notes.first()),
            Err(e) => println!("{e}"),
        }
    } else {
        let mut blanks: HashMap<String, TermId> = HashMap::new();
        let mut b = GraphBuilder::new();
        for quad in oxjsonld::JsonLdParser::new().lenient().with_base_iri("http://e.org/").unwrap().for_slice(&bytes) {
            let quad = match quad {
                Ok(q) => q,
                Err(e) => {
                    println!("{e}");
                    break;
                }
            };
            let s = match &quad.subject {
                NamedOrBlankNode::NamedNode(n) => b.terms.iri(n.as_str()),
                NamedOrBlankNode::BlankNode(n) => {
                    *blanks.entry(n.as_str().to_owned()).or_insert_with(|| b.terms.fresh_blank())
                }
            };
            let p = b.terms.iri(quad.predicate.as_str());
            let o = match &quad.object {
                Term::NamedNode(n) => b.terms.iri(n.as_str()),
                Term::BlankNode(n) => *blanks.entry(n.as_str().to_owned()).or_insert_with(|| b.terms.fresh_blank()),
                Term::Literal(l) => match l.language() {
                    Some(t) => b.terms.tagged(l.value(), t),
                    None => {
                        let d = b.terms.iri(l.datatype().as_str());
                        b.terms.typed(l.value(), d)
                    }
                },
                _ => continue,
            };
            b.insert(s, p, o);
        }
        println!("{} triples", b.finish().len());
    }
    println!("{:?}, {}", begin.elapsed(), rss());
}
