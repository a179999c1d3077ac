//! Agents that seem to be one, for those who describe them.
//!
//! In: groups of addresses. Out: the model of the section. Nobody is joined by it.

use crate::validate::Text;

/// What the members of a group have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AlikeBy {
    /// The organisation number.
    Number,
    /// The name.
    Name,
}

/// An address of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgentAddress {
    /// The address; `None` for one that we made.
    pub iri: Option<String>,
    /// How many there are: those without an address of their own stand as one.
    pub count: u64,
    /// Its name there.
    pub name: Option<String>,
    /// The id of the organisation that describes it.
    pub organisation: String,
    /// The name of that organisation.
    pub organisation_name: Text,
}

/// Addresses that seem to be one organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgentGroup {
    /// What they have in common.
    pub by: AlikeBy,
    /// The number, or the name without case and punctuation.
    pub key: String,
    /// The first of the addresses.
    pub members: Vec<AgentAddress>,
    /// How many there are.
    pub all: u64,
}

/// A reference of the feed that leads nowhere in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DanglingReference {
    /// The resource that it stands in.
    pub iri: String,
    /// The property's IRI.
    pub property: String,
    /// What it refers to.
    pub target: String,
}
