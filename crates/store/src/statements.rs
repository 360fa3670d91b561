//! Every statement the store makes, in one place.
//!
//! Parameters are written `$1`, `$2`, … and first appear in that order, which
//! SQLite and PostgreSQL both read in the same way.

/// The columns of `entry`, in the order in which [`crate::entry_row`] reads and
/// writes them.
macro_rules! entry_columns {
    () => {
        "authority, seq, batch, command_id, kind, schema, id, version, change_kind, corrects, \
         effective_on, known_on, published_on, recorded_at, claimed_recorded_at, recorded_by, \
         classification, reason, body, salt, body_digest, prev_hash, hash"
    };
}

/// Ends of all chains.
pub(crate) const HEADS: &str = "SELECT authority, seq, hash FROM head ORDER BY authority";

/// The end of one chain.
pub(crate) const HEAD: &str = "SELECT seq, hash FROM head WHERE authority = $1";

/// Moves the end of a chain.
pub(crate) const MOVE_HEAD: &str = "INSERT INTO head (authority, seq, hash) VALUES ($1, $2, $3) \
     ON CONFLICT (authority) DO UPDATE SET seq = excluded.seq, hash = excluded.hash";

/// Locks the end of a chain, which is made if there is none yet, until the
/// transaction ends.
pub(crate) const LOCK_HEAD: &str = "INSERT INTO head (authority, seq, hash) VALUES ($1, 0, $2) \
     ON CONFLICT (authority) DO UPDATE SET seq = head.seq";

/// Entries of one authority from one number to another, in order.
pub(crate) const ENTRIES_BETWEEN: &str = concat!(
    "SELECT ",
    entry_columns!(),
    " FROM entry WHERE authority = $1 AND seq >= $2 AND seq <= $3 ORDER BY seq"
);

/// The first entry of the batch a command appended.
pub(crate) const COMMAND: &str = "SELECT seq FROM entry WHERE authority = $1 AND command_id = $2";

/// Whether there is an entry of this name.
pub(crate) const HAS: &str = "SELECT count(*) FROM entry WHERE authority = $1 AND id = $2";

/// Adds an entry.
pub(crate) const INSERT_ENTRY: &str = concat!(
    "INSERT INTO entry (",
    entry_columns!(),
    ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, \
     $19, $20, $21, $22, $23)"
);

/// Removes what all versions of an entry before a number said.
pub(crate) const ERASE: &str = "UPDATE entry SET body = NULL, salt = NULL \
     WHERE authority = $1 AND id = $2 AND seq < $3";

/// Every erasure.
pub(crate) const ERASURES: &str = "SELECT authority, seq, id, reason, body FROM entry \
     WHERE change_kind = 'erases' ORDER BY authority, seq";

/// The number of an entry's erasure after a number, or NULL.
pub(crate) const ERASED_BY: &str = "SELECT min(seq) FROM entry \
     WHERE authority = $1 AND id = $2 AND seq > $3 AND change_kind = 'erases'";

/// The first version of an entry before a number that still says something,
/// or NULL.
pub(crate) const NOT_ERASED: &str = "SELECT min(seq) FROM entry \
     WHERE authority = $1 AND id = $2 AND seq < $3 AND seq > 0 AND (body IS NOT NULL OR salt IS NOT NULL)";

/// How many entries each authority has, and their first and last number.
pub(crate) const COUNTS: &str = "SELECT authority, count(*), min(seq), max(seq) FROM entry GROUP BY authority ORDER BY authority";

/// Migrations that were applied.
pub(crate) const MIGRATIONS: &str = "SELECT version, checksum FROM migration ORDER BY version";

/// Notes that a migration was applied.
pub(crate) const ADD_MIGRATION: &str =
    "INSERT INTO migration (version, checksum, applied_at) VALUES ($1, $2, $3)";

/// The first versions of what each authority says of itself, and all later
/// ones.
pub(crate) const PROFILES: &str = concat!(
    "SELECT ",
    entry_columns!(),
    " FROM entry WHERE authority IN (SELECT authority FROM head) \
     AND id >= 'authority/' AND id < 'authority0' ORDER BY authority, seq"
);

/// The version and the encoding of a PostgreSQL server.
pub(crate) const SERVER: &str =
    "SELECT current_setting('server_version_num')::bigint, current_setting('server_encoding')";

/// How many tables a PostgreSQL schema has, and whether ours that lists the
/// migrations is among them.
pub(crate) const TABLES: &str = "SELECT count(*), count(*) FILTER (WHERE tablename = 'migration') \
     FROM pg_catalog.pg_tables WHERE schemaname::text = $1::text";

/// Keeps others from migrating a PostgreSQL database at the same time.
pub(crate) const MIGRATING: &str = "SELECT pg_advisory_xact_lock(7525164)::text";

/// 1 if nobody else restores into this PostgreSQL database, and from now on
/// nobody can while the connection lasts.
pub(crate) const ALONE: &str = "SELECT pg_try_advisory_lock(7525165)::integer::bigint";

/// What only PostgreSQL is asked.
#[cfg(test)]
pub(crate) const OF_POSTGRES: &[&str] = &[SERVER, TABLES, MIGRATING, ALONE];

/// What both engines are asked.
#[cfg(test)]
pub(crate) const ALL: &[&str] = &[
    HEADS,
    HEAD,
    MOVE_HEAD,
    LOCK_HEAD,
    ENTRIES_BETWEEN,
    COMMAND,
    HAS,
    INSERT_ENTRY,
    ERASE,
    ERASURES,
    ERASED_BY,
    NOT_ERASED,
    COUNTS,
    MIGRATIONS,
    ADD_MIGRATION,
    PROFILES,
];

#[cfg(test)]
mod tests {
    use super::{ALL, OF_POSTGRES};

    #[test]
    fn every_statement_is_listed() {
        let marker = concat!("pub(crate) ", "const");
        let written = include_str!("statements.rs").matches(marker).count();
        let listed = ALL.len() + OF_POSTGRES.len();
        assert_eq!(listed, written - 2, "list the new statement");
    }
}
