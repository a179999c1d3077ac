-- The documents that a run read: one, or the pages and sub-catalogues of a source in the order in which they were asked for.
CREATE TABLE document (
    run        INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    position   INTEGER NOT NULL,
    -- main, page or catalogue.
    role       TEXT    NOT NULL,
    asked      TEXT    NOT NULL,
    url        TEXT    NOT NULL,
    -- A JSON array of [name, value].
    headers    TEXT    NOT NULL,
    -- The SHA-256 of the decoded bytes, by which they are kept.
    hash       BLOB    NOT NULL,
    bytes      INTEGER NOT NULL,
    wire_bytes INTEGER NOT NULL,
    PRIMARY KEY (run, position)
) STRICT;

-- What was worth telling about the way to the documents of a run.
CREATE TABLE remark (
    run      INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    code     TEXT    NOT NULL,
    address  TEXT    NOT NULL,
    detail   TEXT    NOT NULL,
    PRIMARY KEY (run, position)
) STRICT;

-- 0 when the run read less than the source has, so that it says nothing about what is missing.
ALTER TABLE run ADD COLUMN complete INTEGER NOT NULL DEFAULT 1;
-- The run whose documents are the last that were read.
ALTER TABLE source ADD COLUMN read_run INTEGER;

INSERT INTO document (run, position, role, asked, url, headers, hash, bytes, wire_bytes)
    SELECT run.id, 0, 'main', source.url, source.url, '[]', source.payload, run.bytes, run.bytes
      FROM source JOIN run ON run.id =
        (SELECT MAX(id) FROM run AS newest WHERE newest.source = source.id AND newest.payload = source.payload)
     WHERE source.payload IS NOT NULL AND source.url IS NOT NULL;
UPDATE source SET read_run = (SELECT MAX(run.id) FROM run JOIN document ON document.run = run.id WHERE run.source = source.id);

ALTER TABLE source DROP COLUMN url;
ALTER TABLE source DROP COLUMN etag;
ALTER TABLE source DROP COLUMN last_modified;
ALTER TABLE source DROP COLUMN payload;
ALTER TABLE run DROP COLUMN payload;
