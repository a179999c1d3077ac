//! What bounds the work of reading: linear in the bytes as it is, these bound its time and memory.

/// The most that a document may ask for.
#[derive(Clone, Copy, Debug)]
pub struct Caps {
    /// Triples, duplicates counted.
    pub triples: usize,
    /// Elements, brackets or braces inside one another.
    pub nesting: usize,
    /// Attributes of one element, and namespaces declared around it.
    pub attributes: usize,
    /// Blank nodes.
    pub blank_nodes: usize,
    /// Bytes of a literal.
    pub literal: usize,
    /// Bytes of an IRI.
    pub iri: usize,
    /// Bytes of the document.
    pub document: u64,
    /// Bytes of a JSON-LD document, which its parser holds in memory.
    pub json_ld: u64,
}

impl Default for Caps {
    fn default() -> Self {
        Caps {
            triples: 10_000_000,
            nesting: 100,
            attributes: 256,
            blank_nodes: 250_000,
            literal: 16 << 20,
            iri: 64 << 10,
            document: 1 << 30,
            json_ld: 128 << 20,
        }
    }
}
