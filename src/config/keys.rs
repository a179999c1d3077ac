//! Every key of the configuration file, as one table.
//!
//! The reader refuses what does not stand here, and the test of `config/skord.example.toml`
//! takes its list from here. It says which keys exist, not what their values may be.

/// One key of a table.
#[derive(Debug)]
pub struct Key {
    /// The key as it is written.
    pub name: &'static str,
    /// What stands under it.
    pub shape: Shape,
}

/// What stands under a key.
#[derive(Debug)]
pub enum Shape {
    /// A plain value.
    Value,
    /// A table with keys of its own.
    Table(&'static [Key]),
    /// A table with one of these keys and no other.
    OneOf(&'static [Key]),
    /// A list of tables, written `[[key]]`.
    Tables(&'static [Key]),
    /// A table whose keys are names that others give.
    Names,
}

const fn value(name: &'static str) -> Key {
    Key { name, shape: Shape::Value }
}

const fn table(name: &'static str, keys: &'static [Key]) -> Key {
    Key { name, shape: Shape::Table(keys) }
}

const fn one_of(name: &'static str, keys: &'static [Key]) -> Key {
    Key { name, shape: Shape::OneOf(keys) }
}

const fn tables(name: &'static str, keys: &'static [Key]) -> Key {
    Key { name, shape: Shape::Tables(keys) }
}

const fn names(name: &'static str) -> Key {
    Key { name, shape: Shape::Names }
}

/// The keys of the whole file.
pub static FILE: &[Key] = &[
    table("region", REGION),
    table("data", &[value("dir"), value("payloads"), value("payload_days")]),
    table("server", &[value("listen"), one_of("operator_token", SECRET)]),
    table("harvest", HARVEST),
    table("publish", &[value("sub_catalogues"), value("keep_snapshots")]),
    table("notify", &[value("webhook"), one_of("webhook_secret", SECRET), value("allow_private")]),
    table("log", &[value("format"), value("level")]),
    table("rules", &[value("off"), value("on"), names("severity")]),
    table("normalise", &[value("off"), names("licences"), names("themes"), names("agents")]),
    table("shapes", &[value("extra")]),
    tables("profile", &[value("id"), value("shapes"), value("background")]),
    tables("organisation", ORGANISATION),
];

/// A text in two languages; a plain string may stand in its place.
static TEXT: &[Key] = &[value("sv"), value("en")];

static REGION: &[Key] = &[
    table("name", TEXT),
    table("title", TEXT),
    table("description", TEXT),
    value("base_url"),
    value("language"),
    table("publisher", PUBLISHER),
    table("contact", CONTACT),
];

static PUBLISHER: &[Key] = &[value("iri"), table("name", TEXT), value("agent_type")];

static CONTACT: &[Key] = &[table("name", TEXT), value("email"), value("iri")];

static HARVEST: &[Key] = &[
    value("workers"),
    value("user_agent"),
    value("file_root"),
    value("shutdown_deadline"),
    value("host_requests"),
    value("host_pause"),
    value("start_jitter"),
    value("blackout"),
    value("proxy"),
    one_of("proxy_credentials", SECRET),
    value("trusted_certificates"),
    table("defaults", DEFAULTS),
];

static DEFAULTS: &[Key] = &[
    value("schedule"),
    value("time_zone"),
    value("blackout"),
    value("language"),
    value("allow_private"),
    value("ports"),
    table("limits", LIMITS),
    table("removals", REMOVALS),
];

/// When what is missing waits.
static REMOVALS: &[Key] = &[value("percent"), value("count"), value("agree_days"), value("grace_days")];

static LIMITS: &[Key] = &[
    value("bytes"),
    value("wire_bytes"),
    value("ratio"),
    value("speed"),
    value("triples"),
    value("connect_timeout"),
    value("read_timeout"),
    value("timeout"),
    value("attempts"),
    value("pages"),
];

static ORGANISATION: &[Key] = &[
    value("id"),
    table("name", TEXT),
    value("organisation_number"),
    value("kind"),
    value("sector"),
    value("priority"),
    table("contact", CONTACT),
    tables("source", SOURCE),
];

static SOURCE: &[Key] = &[
    value("id"),
    value("kind"),
    value("url"),
    value("format"),
    value("schedule"),
    value("time_zone"),
    value("blackout"),
    value("language"),
    value("profiles"),
    value("normalise_off"),
    value("allow_private"),
    value("ports"),
    one_of("authorization", SECRET),
    value("priority"),
    value("aggregates"),
    table("limits", LIMITS),
    table("removals", REMOVALS),
];

/// Where a secret is found.
static SECRET: &[Key] = &[value("env"), value("file")];
