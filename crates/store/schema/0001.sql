-- Every version of every entry, in the order it was stored. Dates and times
-- are the texts that are hashed. Rows are only ever added; erasure alone sets
-- body and salt to NULL.
CREATE TABLE entry (
    authority TEXT NOT NULL,
    seq INTEGER NOT NULL,
    batch INTEGER NOT NULL,
    command_id TEXT,
    kind TEXT NOT NULL,
    schema INTEGER NOT NULL,
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    change_kind TEXT NOT NULL,
    corrects INTEGER,
    effective_on TEXT NOT NULL,
    known_on TEXT NOT NULL,
    published_on TEXT,
    recorded_at TEXT NOT NULL,
    claimed_recorded_at TEXT,
    recorded_by TEXT NOT NULL,
    classification TEXT NOT NULL,
    reason TEXT,
    body TEXT,
    salt BLOB,
    body_digest BLOB NOT NULL,
    prev_hash BLOB NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (authority, seq)
) STRICT;

-- The optimistic lock: two people cannot both write the next version.
CREATE UNIQUE INDEX entry_version ON entry (authority, id, version);

-- A form sent twice has one effect.
CREATE UNIQUE INDEX entry_command ON entry (authority, command_id)
    WHERE command_id IS NOT NULL;

CREATE INDEX entry_erased ON entry (authority, id) WHERE change_kind = 'erases';

-- The end of each authority's chain.
CREATE TABLE head (
    authority TEXT NOT NULL PRIMARY KEY,
    seq INTEGER NOT NULL,
    hash BLOB NOT NULL
) STRICT;
