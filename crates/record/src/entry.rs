//! One version of one entry: its metadata, its body, its place in the chain.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;

use crate::claimed_date::ClaimedDate;
use crate::id::{Authority, EntryId};

/// What a version does to its entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Change {
    /// The first version.
    Opens,
    /// True from its date; what was true before stays true before.
    Changes,
    /// The version of this number was never right.
    Corrects(u32),
    /// Not true any more from its date.
    Withdraws,
    /// The body and salt of every version are removed; only this remains.
    Erases,
}

impl Change {
    /// The change as it is stored: `opens`, `changes`, `corrects`, …
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Opens => "opens",
            Self::Changes => "changes",
            Self::Corrects(_) => "corrects",
            Self::Withdraws => "withdraws",
            Self::Erases => "erases",
        }
    }

    /// The version corrected, if it corrects one.
    #[must_use]
    pub const fn corrected(self) -> Option<u32> {
        match self {
            Self::Corrects(version) => Some(version),
            _ => None,
        }
    }

    /// The change of this name; `corrects` needs the version it corrects, and
    /// nothing else may have one.
    #[must_use]
    pub fn read(name: &str, corrects: Option<u32>) -> Option<Self> {
        match (name, corrects) {
            ("opens", None) => Some(Self::Opens),
            ("changes", None) => Some(Self::Changes),
            ("corrects", Some(version)) => Some(Self::Corrects(version)),
            ("withdraws", None) => Some(Self::Withdraws),
            ("erases", None) => Some(Self::Erases),
            _ => None,
        }
    }
}

/// Who may see an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Classification {
    /// Anyone, once it is published.
    Public,
    /// Members of the board and those who serve it.
    Board,
    /// Named roles only.
    Restricted,
    /// Exempt from publication under this paragraph, 1 to 7, of Part 1 of
    /// Schedule 12A to the Local Government Act 1972.
    Exempt(u8),
}

impl fmt::Display for Classification {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Public => f.write_str("public"),
            Self::Board => f.write_str("board"),
            Self::Restricted => f.write_str("restricted"),
            Self::Exempt(paragraph) => write!(f, "exempt {paragraph}"),
        }
    }
}

impl FromStr for Classification {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "public" => Ok(Self::Public),
            "board" => Ok(Self::Board),
            "restricted" => Ok(Self::Restricted),
            _ => text
                .strip_prefix("exempt ")
                .and_then(|paragraph| paragraph.parse().ok())
                .filter(|paragraph| (1..=7).contains(paragraph))
                .map(Self::Exempt)
                .ok_or_else(|| {
                    format!("“{text}” is not a classification: write public, board, restricted, or exempt 1 to exempt 7")
                }),
        }
    }
}

/// A SHA-256 digest, written as 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Digest(pub [u8; 32]);

impl Digest {
    /// The digest before the first entry.
    pub const ZERO: Self = Self([0; 32]);
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Digest {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        read_hexadecimal(text)
            .map(Self)
            .ok_or_else(|| "is not a digest of 64 hexadecimal digits".to_owned())
    }
}

/// `N` bytes written as twice as many hexadecimal digits.
fn read_hexadecimal<const N: usize>(text: &str) -> Option<[u8; N]> {
    if text.len() != 2 * N || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let mut bytes = [0; N];
    for (byte, digits) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
    }
    Some(bytes)
}

/// Random bytes hashed with a body, so that a short body cannot be guessed
/// from its digest once it is erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Salt(pub [u8; 16]);

impl fmt::Display for Salt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// Everything about a version but its body and its place in the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meta {
    /// Whose record it stands in.
    pub authority: Authority,
    /// Its number in that record, from 1 without gaps.
    pub seq: u64,
    /// The seq of the first entry that was appended together with it.
    pub batch: u64,
    /// The sender's name of the command that appended the batch, on its first
    /// entry only: the same command sent twice has one effect.
    pub command_id: Option<String>,
    /// Schema number of the body.
    pub schema: u16,
    /// The entry's name. Its kind is the part before the slash.
    pub id: EntryId,
    /// The version's number, from 1 without gaps.
    pub version: u32,
    /// What the version does.
    pub change: Change,
    /// True from.
    pub effective_on: ClaimedDate,
    /// The authority had it.
    pub known_on: ClaimedDate,
    /// The public could have it; absent if never.
    pub published_on: Option<ClaimedDate>,
    /// Stored here.
    pub recorded_at: Timestamp,
    /// When another system says it stored it, for what was imported from there.
    pub claimed_recorded_at: Option<Timestamp>,
    /// Who stored it: an opaque name, never a person's.
    pub recorded_by: String,
    /// Who may see it.
    pub classification: Classification,
    /// Why, for a correction, withdrawal or erasure.
    pub reason: Option<String>,
}

impl Meta {
    /// The day it was stored, in Coordinated Universal Time.
    #[must_use]
    pub fn recorded_on(&self) -> Date {
        Offset::UTC.to_datetime(self.recorded_at).date()
    }
}

impl FromStr for Salt {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        read_hexadecimal(text)
            .map(Self)
            .ok_or_else(|| "is not a salt of 32 hexadecimal digits".to_owned())
    }
}

/// The body exactly as written and the salt hashed with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// JSON text.
    pub body: String,
    /// The salt.
    pub salt: Salt,
}

/// A stored version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What is known about it.
    pub meta: Meta,
    /// Its body; absent once erased.
    pub written: Option<Written>,
    /// `SHA-256(salt ‖ body)`.
    pub body_digest: Digest,
    /// Hash of the entry before it.
    pub prev_hash: Digest,
    /// Its own hash.
    pub hash: Digest,
}

/// The end of the chain: the last entry's number and hash, written `SEQ:HASH`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Head {
    /// Number of the last entry, 0 for an empty record.
    pub seq: u64,
    /// Its hash.
    pub hash: Digest,
}

impl Head {
    /// The head of an empty record.
    pub const EMPTY: Self = Self {
        seq: 0,
        hash: Digest::ZERO,
    };
}

impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.seq, self.hash)
    }
}

impl FromStr for Head {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let bad = || {
            format!("“{text}” is not a head: write SEQ:HASH as it stands at the foot of a paper")
        };
        let (seq, hash) = text.split_once(':').ok_or_else(bad)?;
        Ok(Self {
            seq: seq.parse().map_err(|_| bad())?,
            hash: hash.parse().map_err(|_| bad())?,
        })
    }
}
