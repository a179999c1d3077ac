//! The terms with which `shapes/` documents a rule, beside those of SHACL.

/// The namespace of rule ids: `rule:dataset-title-missing`.
pub const RULE: &str = "https://w3id.org/skord/rule/";

macro_rules! help {
    ($($(#[$doc:meta])* $name:ident = $local:literal),* $(,)?) => {
        $($(#[$doc])* pub const $name: &str = concat!("https://w3id.org/skord/help#", $local);)*
    };
}

help! {
    /// On a node shape: the class that its rules are about, where it targets more than one.
    DESCRIBES = "describes",
    /// On a node shape that is a rule by itself: the property that it is about, as the publisher knows it, or `address`
    /// of this namespace for the resource's own address.
    PATH = "path",
    /// Stands for a resource's own address where a property is named.
    ADDRESS = "address",
    /// On a thing in the data: how its document wrote its address, which RDF does not say.
    WRITTEN = "written",
    /// As a relative reference (RFC 3986, section 4.2).
    RELATIVE = "relative",
    /// On a thing in the data: an address that its document wrote as a relative reference, whatever the property.
    LINK = "link",
    /// On such an address: the reference.
    REFERENCE = "reference",
    /// What the class is called.
    CLASS = "class",
    /// What the property is called.
    PROPERTY = "property",
    /// Reads after the number one.
    ONE = "one",
    /// Reads after any other number.
    MANY = "many",
    /// What the reader of a portal loses.
    WHY = "why",
    /// How to mend it.
    FIX = "fix",
    /// Who mends it: one of the four below.
    OWNER = "owner",
    /// The organisation.
    PUBLISHER = "Publisher",
    /// The supplier of its catalogue system.
    SUPPLIER = "Supplier",
    /// Whoever runs its web site.
    WEB_HOST = "WebHost",
    /// Whoever runs the harvester.
    US = "Us",
    /// Turtle that follows the rule.
    EXAMPLE = "example",
    /// Turtle that breaks the rule.
    COUNTER_EXAMPLE = "counterExample",
}
