-- 1: gone from what is published, because the normaliser mended it; still to be put right where it came from.
ALTER TABLE finding ADD COLUMN mended INTEGER NOT NULL DEFAULT 0;

-- Where people find those things that are not to be told by the address that they have in the feed.
CREATE TABLE place (
    source         TEXT NOT NULL REFERENCES source (id) ON DELETE CASCADE,
    -- The address in the feed.
    iri            TEXT NOT NULL,
    -- The address as it came; NULL for what came without one and is told by the rest.
    address        TEXT,
    title          TEXT,
    title_language TEXT,
    -- The nearest thing above it that came with an address; empty if there is none.
    near           TEXT NOT NULL,
    PRIMARY KEY (source, iri)
) STRICT;
