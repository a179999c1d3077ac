-- A source of the config, and what is known of it. Times are seconds since 1970.
CREATE TABLE source (
    id               TEXT    NOT NULL PRIMARY KEY,
    organisation     TEXT    NOT NULL,
    next_due         INTEGER NOT NULL,
    -- The last answer that was read, for conditional requests and for seeing that nothing changed.
    url              TEXT,
    etag             TEXT,
    last_modified    TEXT,
    payload          BLOB,
    rules            TEXT,
    last_run         INTEGER,
    last_good_run    INTEGER,
    failures         INTEGER NOT NULL DEFAULT 0,
    failing_since    INTEGER,
    -- 1 from a notice that it fails until it does not any more.
    told_failing     INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE run (
    id         INTEGER NOT NULL PRIMARY KEY,
    source     TEXT    NOT NULL,
    started    INTEGER NOT NULL,
    finished   INTEGER,
    outcome    TEXT    NOT NULL,
    stage      TEXT,
    code       TEXT,
    message    TEXT,
    format     TEXT,
    bytes      INTEGER NOT NULL DEFAULT 0,
    triples    INTEGER NOT NULL DEFAULT 0,
    added      INTEGER NOT NULL DEFAULT 0,
    updated    INTEGER NOT NULL DEFAULT 0,
    removed    INTEGER NOT NULL DEFAULT 0,
    unchanged  INTEGER NOT NULL DEFAULT 0,
    held       INTEGER NOT NULL DEFAULT 0,
    violations INTEGER NOT NULL DEFAULT 0,
    warnings   INTEGER NOT NULL DEFAULT 0,
    infos      INTEGER NOT NULL DEFAULT 0,
    -- The SHA-256 of the bytes it came from, if they were new.
    payload    BLOB
) STRICT;
CREATE INDEX run_of_source ON run (source, id);

-- Which resources a run added, updated, removed, or would have removed (held).
CREATE TABLE run_resource (
    run    INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    iri    TEXT    NOT NULL,
    change TEXT    NOT NULL,
    PRIMARY KEY (run, iri)
) STRICT;

-- The last good resources of every source.
CREATE TABLE resource (
    source         TEXT    NOT NULL REFERENCES source (id) ON DELETE CASCADE,
    iri            TEXT    NOT NULL,
    class          TEXT    NOT NULL,
    title          TEXT,
    title_language TEXT,
    hash           BLOB    NOT NULL,
    triples        INTEGER NOT NULL,
    -- Canonical N-Triples, zstd.
    content        BLOB    NOT NULL,
    -- JSON arrays of IRIs.
    embedded       TEXT    NOT NULL,
    links          TEXT    NOT NULL,
    added_by       INTEGER NOT NULL,
    updated_by     INTEGER NOT NULL,
    PRIMARY KEY (source, iri)
) STRICT;
CREATE INDEX resource_of_class ON resource (source, class);

-- The findings of the last checked payload of every source.
CREATE TABLE finding (
    source   TEXT NOT NULL REFERENCES source (id) ON DELETE CASCADE,
    rule     TEXT NOT NULL,
    severity TEXT NOT NULL,
    resource TEXT NOT NULL,
    class    TEXT NOT NULL,
    path     TEXT NOT NULL,
    value    TEXT
) STRICT;
CREATE INDEX finding_of_rule ON finding (source, rule, resource);

-- What the normaliser changed in the last checked payload of every source.
CREATE TABLE change (
    source       TEXT NOT NULL REFERENCES source (id) ON DELETE CASCADE,
    step         TEXT NOT NULL,
    subject      TEXT NOT NULL,
    property     TEXT NOT NULL,
    before_value TEXT,
    after_value  TEXT
) STRICT;
CREATE INDEX change_of_step ON change (source, step);

-- The quality score of the last checked payload of every source: how many passed each metric, of how many.
CREATE TABLE score (
    source   TEXT    NOT NULL REFERENCES source (id) ON DELETE CASCADE,
    method   TEXT    NOT NULL,
    metric   TEXT    NOT NULL,
    passed   INTEGER NOT NULL,
    measured INTEGER NOT NULL,
    PRIMARY KEY (source, method, metric)
) STRICT;

-- Notices about sources that wait to be delivered, in the order in which they came about.
CREATE TABLE outbox (
    id           INTEGER NOT NULL PRIMARY KEY,
    event        TEXT    NOT NULL,
    organisation TEXT    NOT NULL,
    source       TEXT    NOT NULL REFERENCES source (id) ON DELETE CASCADE,
    since        INTEGER NOT NULL,
    reason       TEXT,
    created      INTEGER NOT NULL,
    attempts     INTEGER NOT NULL DEFAULT 0,
    next_attempt INTEGER NOT NULL
) STRICT;
CREATE INDEX outbox_of_source ON outbox (source, id);

-- IRIs that two sources describe, as of the last merge. An empty owner is the region itself.
CREATE TABLE conflict (
    iri   TEXT NOT NULL,
    owner TEXT NOT NULL,
    loser TEXT NOT NULL,
    PRIMARY KEY (iri, loser)
) STRICT;

-- Published snapshots; their files lie in a directory named by the id.
CREATE TABLE snapshot (
    id       TEXT    NOT NULL PRIMARY KEY,
    state    TEXT    NOT NULL,
    created  INTEGER NOT NULL,
    datasets INTEGER NOT NULL,
    triples  INTEGER NOT NULL
) STRICT;

CREATE TABLE snapshot_file (
    snapshot TEXT    NOT NULL REFERENCES snapshot (id) ON DELETE CASCADE,
    format   TEXT    NOT NULL,
    bytes    INTEGER NOT NULL,
    sha256   TEXT    NOT NULL,
    PRIMARY KEY (snapshot, format)
) STRICT;

-- The snapshot that is served: one row.
CREATE TABLE current_snapshot (
    one      INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    snapshot TEXT    NOT NULL REFERENCES snapshot (id)
) STRICT;

-- Who works on what: a source or the publishing. A higher epoch fences off everyone before.
CREATE TABLE lease (
    name    TEXT    NOT NULL PRIMARY KEY,
    holder  TEXT    NOT NULL,
    epoch   INTEGER NOT NULL,
    expires INTEGER NOT NULL
) STRICT;
