-- What tells who or what a resource is, beside its address: the UUID of a dataset or service, the organisation number of an agent.
ALTER TABLE resource ADD COLUMN identifier TEXT;
-- 1: its address is of our making, for this source.
ALTER TABLE resource ADD COLUMN given INTEGER NOT NULL DEFAULT 0;
-- Those of embedded that have a type, as it.
ALTER TABLE resource ADD COLUMN typed TEXT NOT NULL DEFAULT '[]';

-- The resources of a source that its last complete run did not find and that stay in the feed all the same.
CREATE TABLE missing (
    source    TEXT    NOT NULL REFERENCES source (id) ON DELETE CASCADE,
    iri       TEXT    NOT NULL,
    -- held (a person decides), grace (they go when their days are over) or kept (a person said that they stay).
    state     TEXT    NOT NULL,
    -- The first of the complete runs in a row that did not find it, and since when it has been in this state.
    since_run INTEGER NOT NULL,
    since     INTEGER NOT NULL,
    PRIMARY KEY (source, iri)
) STRICT;

-- The removal of everything held of a source, which a person decides on as one. Another set is another hold.
CREATE TABLE hold (
    source TEXT    NOT NULL PRIMARY KEY REFERENCES source (id) ON DELETE CASCADE,
    -- The run that found this set first.
    run    INTEGER NOT NULL,
    since  INTEGER NOT NULL,
    -- share, count or empty.
    reason TEXT    NOT NULL,
    -- Datasets, series and services: how many there were, and how many of them are held.
    known  INTEGER NOT NULL,
    lost   INTEGER NOT NULL,
    -- How many further days complete runs found the same set, and the last of them, in days since 1970.
    agreed INTEGER NOT NULL,
    day    INTEGER NOT NULL
) STRICT;

-- What became of holds.
CREATE TABLE decision (
    id      INTEGER NOT NULL PRIMARY KEY,
    source  TEXT    NOT NULL,
    run     INTEGER NOT NULL,
    decided INTEGER NOT NULL,
    -- approved, rejected, agreed, changed or returned.
    verdict TEXT    NOT NULL,
    -- Who decided, if a person did.
    by_whom TEXT,
    lost    INTEGER NOT NULL
) STRICT;
CREATE INDEX decision_of_source ON decision (source, id);

-- Resources that are gone. Kept when the source itself is gone, so that what returns is known again.
CREATE TABLE tombstone (
    source         TEXT    NOT NULL,
    iri            TEXT    NOT NULL,
    class          TEXT    NOT NULL,
    title          TEXT,
    title_language TEXT,
    hash           BLOB    NOT NULL,
    added_by       INTEGER NOT NULL,
    removed        INTEGER NOT NULL,
    -- The run that did not find it any more.
    run            INTEGER NOT NULL,
    -- gone, approved, agreed, grace, moved or config.
    reason         TEXT    NOT NULL,
    -- The address that it has now, when it moved.
    moved_to       TEXT,
    -- The run in which it came back.
    returned_by    INTEGER,
    PRIMARY KEY (source, iri)
) STRICT;
CREATE INDEX tombstone_by_time ON tombstone (source, removed);

-- Datasets, series and services that have another address now.
ALTER TABLE run ADD COLUMN moved INTEGER NOT NULL DEFAULT 0;

-- Work that somebody asked for and nobody has begun yet: publish.
CREATE TABLE wanted (
    name TEXT NOT NULL PRIMARY KEY
) STRICT;

-- Agents that seem to be one and have several addresses, as of the last merge.
CREATE TABLE agent_duplicate (
    -- number or name.
    what   TEXT NOT NULL,
    -- The organisation number or the folded name that they share.
    key    TEXT NOT NULL,
    iri    TEXT NOT NULL,
    source TEXT NOT NULL,
    name   TEXT,
    PRIMARY KEY (what, key, iri)
) STRICT;

-- What the feed refers to and does not describe, as of the last snapshot.
CREATE TABLE dangling (
    source   TEXT NOT NULL,
    iri      TEXT NOT NULL,
    property TEXT NOT NULL,
    target   TEXT NOT NULL,
    PRIMARY KEY (iri, property, target)
) STRICT;
CREATE INDEX dangling_of_source ON dangling (source);

-- The same dataset under two addresses: what the loser calls it, where that is another address.
ALTER TABLE conflict ADD COLUMN owner_iri TEXT;

-- What did not change is read once more, and counts as changed once, so that identifiers become known.
UPDATE resource SET hash = zeroblob(32);
UPDATE source SET rules = '' WHERE rules IS NOT NULL;
