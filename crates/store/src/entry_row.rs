//! The one border between rows of `entry` and [`record::entry::Entry`].

use std::str::FromStr;

use record::chain::Hashed;
use record::entry::{Change, Digest, Entry, Meta, Salt, Written};
use record::kind::Kind;

use crate::db::{BadColumn, Db, Row, Value};
use crate::error::StoreError;
use crate::statements;

/// A row of `entry` as it stands there.
#[derive(Debug)]
pub(crate) struct EntryRow<'a> {
    pub(crate) authority: &'a str,
    pub(crate) seq: u64,
    pub(crate) batch: u64,
    pub(crate) command_id: Option<&'a str>,
    pub(crate) kind: &'a str,
    pub(crate) schema: u64,
    pub(crate) id: &'a str,
    pub(crate) version: u64,
    pub(crate) change_kind: &'a str,
    pub(crate) corrects: Option<u64>,
    pub(crate) effective_on: &'a str,
    pub(crate) known_on: &'a str,
    pub(crate) published_on: Option<&'a str>,
    pub(crate) recorded_at: &'a str,
    pub(crate) claimed_recorded_at: Option<&'a str>,
    pub(crate) recorded_by: &'a str,
    pub(crate) classification: &'a str,
    pub(crate) reason: Option<&'a str>,
    pub(crate) body: Option<&'a str>,
    pub(crate) salt: Option<Salt>,
    pub(crate) body_digest: Digest,
    pub(crate) prev_hash: Digest,
    pub(crate) hash: Digest,
}

impl<'a> EntryRow<'a> {
    /// Reads a row selected with `entry_columns!()`.
    pub(crate) fn read(row: &Row<'a>) -> Result<Self, BadColumn> {
        Ok(Self {
            authority: row.text(0)?,
            seq: row.number(1)?,
            batch: row.number(2)?,
            command_id: row.optional_text(3)?,
            kind: row.text(4)?,
            schema: row.number(5)?,
            id: row.text(6)?,
            version: row.number(7)?,
            change_kind: row.text(8)?,
            corrects: row.optional_number(9)?,
            effective_on: row.text(10)?,
            known_on: row.text(11)?,
            published_on: row.optional_text(12)?,
            recorded_at: row.text(13)?,
            claimed_recorded_at: row.optional_text(14)?,
            recorded_by: row.text(15)?,
            classification: row.text(16)?,
            reason: row.optional_text(17)?,
            body: row.optional_text(18)?,
            salt: row.optional_bytes(19)?.map(Salt),
            body_digest: Digest(row.bytes(20)?),
            prev_hash: Digest(row.bytes(21)?),
            hash: Digest(row.bytes(22)?),
        })
    }

    /// What its hash covers, taken as it stands, without decoding.
    pub(crate) fn hashed(&self) -> Hashed<'a> {
        Hashed {
            required: [
                self.authority,
                self.kind,
                self.id,
                self.change_kind,
                self.effective_on,
                self.known_on,
                self.recorded_at,
                self.recorded_by,
                self.classification,
            ],
            optional: [
                self.command_id,
                self.published_on,
                self.claimed_recorded_at,
                self.reason,
            ],
            numbers: [
                self.seq,
                self.batch,
                self.schema,
                self.version,
                self.corrects.unwrap_or(0),
            ],
        }
    }

    /// The entry it holds.
    pub(crate) fn entry(&self) -> Result<Entry, BadColumn> {
        let corrects = self
            .corrects
            .map(|number| small(number, "corrects"))
            .transpose()?;
        let change = Change::read(self.change_kind, corrects)
            .ok_or_else(|| bad("change_kind", "is not a change"))?;
        let id: record::id::EntryId = parse(self.id, "id")?;
        if Some(id.kind()) != Kind::named(self.kind) {
            return Err(bad("kind", "is not the kind its id begins with"));
        }
        let written = match (self.body, self.salt) {
            (Some(body), Some(salt)) => Some(Written {
                body: body.to_owned(),
                salt,
            }),
            (None, None) => None,
            _ => return Err(bad("salt", "and body are not both there or both erased")),
        };
        let date = |text: Option<&str>, column| text.map(|text| parse(text, column)).transpose();
        Ok(Entry {
            meta: Meta {
                authority: parse(self.authority, "authority")?,
                seq: self.seq,
                batch: self.batch,
                command_id: self.command_id.map(str::to_owned),
                schema: small(self.schema, "schema")?,
                id,
                version: small(self.version, "version")?,
                change,
                effective_on: parse(self.effective_on, "effective_on")?,
                known_on: parse(self.known_on, "known_on")?,
                published_on: date(self.published_on, "published_on")?,
                recorded_at: parse(self.recorded_at, "recorded_at")?,
                claimed_recorded_at: self
                    .claimed_recorded_at
                    .map(|text| parse(text, "claimed_recorded_at"))
                    .transpose()?,
                recorded_by: self.recorded_by.to_owned(),
                classification: parse(self.classification, "classification")?,
                reason: self.reason.map(str::to_owned),
            },
            written,
            body_digest: self.body_digest,
            prev_hash: self.prev_hash,
            hash: self.hash,
        })
    }
}

fn bad(column: &str, reason: impl Into<String>) -> BadColumn {
    BadColumn {
        column: column.to_owned(),
        reason: reason.into(),
    }
}

fn parse<T: FromStr<Err: std::fmt::Display>>(text: &str, column: &str) -> Result<T, BadColumn> {
    text.parse()
        .map_err(|error: T::Err| bad(column, error.to_string()))
}

fn small<T: TryFrom<u64>>(number: u64, column: &str) -> Result<T, BadColumn> {
    T::try_from(number).map_err(|_| bad(column, format!("{number} is too large")))
}

/// Hands each entry of an authority with a number between these, in order, to
/// `each`.
pub(crate) fn each_entry<E: From<StoreError>>(
    db: &Db,
    authority: &str,
    from: u64,
    to: u64,
    mut each: impl FnMut(Entry) -> Result<(), E>,
) -> Result<(), E> {
    let mut next = from;
    let range = [
        Value::Text(authority),
        Value::Number(signed(from)),
        Value::Number(signed(to)),
    ];
    db.query(statements::ENTRIES_BETWEEN, &range, |row| {
        let entry = EntryRow::read(row)
            .and_then(|row| row.entry())
            .map_err(|bad| bad.of("entry", key(authority, next)))?;
        next = entry.meta.seq + 1;
        each(entry)
    })
}

/// How a row of `entry` is named in messages.
pub(crate) fn key(authority: &str, seq: u64) -> String {
    format!("entry {seq} of {authority}")
}

/// A number as the database keeps it; larger ones do not occur.
pub(crate) fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// Adds an entry. The head is not moved.
pub(crate) fn insert(db: &Db, entry: &Entry) -> Result<(), StoreError> {
    let meta = &entry.meta;
    let effective_on = meta.effective_on.to_string();
    let known_on = meta.known_on.to_string();
    let published_on = meta.published_on.map(|date| date.to_string());
    let recorded_at = meta.recorded_at.to_string();
    let claimed = meta.claimed_recorded_at.map(|time| time.to_string());
    let classification = meta.classification.to_string();
    let corrects = meta.change.corrected();
    let written = entry.written.as_ref();
    db.execute(
        statements::INSERT_ENTRY,
        &[
            Value::Text(meta.authority.as_str()),
            Value::Number(signed(meta.seq)),
            Value::Number(signed(meta.batch)),
            meta.command_id.as_deref().into(),
            Value::Text(meta.id.kind().name()),
            Value::Number(meta.schema.into()),
            Value::Text(meta.id.as_str()),
            Value::Number(meta.version.into()),
            Value::Text(meta.change.name()),
            corrects.map_or(Value::Null, |version| Value::Number(version.into())),
            Value::Text(&effective_on),
            Value::Text(&known_on),
            published_on.as_deref().into(),
            Value::Text(&recorded_at),
            claimed.as_deref().into(),
            Value::Text(&meta.recorded_by),
            Value::Text(&classification),
            meta.reason.as_deref().into(),
            written.map(|written| &*written.body).into(),
            written.map_or(Value::Null, |written| Value::Bytes(&written.salt.0)),
            Value::Bytes(&entry.body_digest.0),
            Value::Bytes(&entry.prev_hash.0),
            Value::Bytes(&entry.hash.0),
        ],
    )
}
