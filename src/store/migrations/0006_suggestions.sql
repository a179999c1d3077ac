-- What the normaliser proposes for the last checked payload of every source; nothing of it was changed.
CREATE TABLE suggestion (
    source   TEXT NOT NULL REFERENCES source (id) ON DELETE CASCADE,
    step     TEXT NOT NULL,
    subject  TEXT NOT NULL,
    property TEXT NOT NULL,
    -- What stands there; NULL where it is missing.
    value    TEXT,
    proposed TEXT NOT NULL
) STRICT;
CREATE INDEX suggestion_of_step ON suggestion (source, step);
