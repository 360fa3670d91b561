-- The tables of 0001.sql as PostgreSQL keeps them. Every key begins with the
-- authority, so that an authority can be given a partition of its own; until
-- then all stand in entry_rest. Names are compared byte by byte, as in SQLite.
CREATE TABLE entry (
    authority TEXT COLLATE "C" NOT NULL,
    seq BIGINT NOT NULL,
    batch BIGINT NOT NULL,
    command_id TEXT COLLATE "C",
    kind TEXT NOT NULL,
    schema BIGINT NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    change_kind TEXT NOT NULL,
    corrects BIGINT,
    effective_on TEXT NOT NULL,
    known_on TEXT NOT NULL,
    published_on TEXT,
    recorded_at TEXT NOT NULL,
    claimed_recorded_at TEXT,
    recorded_by TEXT NOT NULL,
    classification TEXT NOT NULL,
    reason TEXT,
    body TEXT,
    salt BYTEA,
    body_digest BYTEA NOT NULL,
    prev_hash BYTEA NOT NULL,
    hash BYTEA NOT NULL,
    PRIMARY KEY (authority, seq)
) PARTITION BY LIST (authority);

CREATE TABLE entry_rest PARTITION OF entry DEFAULT;

CREATE UNIQUE INDEX entry_version ON entry (authority, id, version);

CREATE UNIQUE INDEX entry_command ON entry (authority, command_id)
    WHERE command_id IS NOT NULL;

CREATE INDEX entry_erased ON entry (authority, id) WHERE change_kind = 'erases';

CREATE TABLE head (
    authority TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL,
    hash BYTEA NOT NULL
);
