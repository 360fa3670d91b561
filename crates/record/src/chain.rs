//! The hash chain: each entry's hash covers its metadata, the digest of its
//! body and the hash before it, so that an edit, a deletion or a swap shows.

use sha2::{Digest as _, Sha256};

use crate::entry::{Digest, Entry, Head, Meta, Salt, Written};

/// `SHA-256(salt ‖ body)`.
#[must_use]
pub fn body_digest(salt: &Salt, body: &str) -> Digest {
    let mut sha = Sha256::new();
    sha.update(salt.0);
    sha.update(body.as_bytes());
    Digest(sha.finalize().into())
}

/// The parts of an entry's metadata in the form that is hashed: each as the
/// text that is stored, in this order.
///
/// The store hashes its columns without decoding them, so the order and the
/// texts are part of the format and never change.
#[derive(Clone, Copy, Debug)]
pub struct Hashed<'a> {
    /// `authority`, `kind`, `id`, `change_kind`, `effective_on`, `known_on`,
    /// `recorded_at`, `recorded_by`, `classification`.
    pub required: [&'a str; 9],
    /// `command_id`, `published_on`, `claimed_recorded_at`, `reason`.
    pub optional: [Option<&'a str>; 4],
    /// `seq`, `batch`, `schema`, `version`, `corrects` (0 for none).
    pub numbers: [u64; 5],
}

impl Hashed<'_> {
    /// The hash of an entry with this metadata. Every text is preceded by its
    /// length, so that no two different entries give the same bytes.
    #[must_use]
    pub fn hash(&self, body_digest: &Digest, prev: &Digest) -> Digest {
        let mut bytes = Vec::with_capacity(512);
        bytes.extend_from_slice(&prev.0);
        bytes.extend_from_slice(&body_digest.0);
        for number in self.numbers {
            bytes.extend_from_slice(&number.to_be_bytes());
        }
        for text in self.required {
            push(&mut bytes, text);
        }
        for text in self.optional {
            match text {
                Some(text) => {
                    bytes.push(1);
                    push(&mut bytes, text);
                }
                None => bytes.push(0),
            }
        }
        Digest(Sha256::digest(&bytes).into())
    }
}

fn push(bytes: &mut Vec<u8>, text: &str) {
    bytes.extend_from_slice(&(text.len() as u64).to_be_bytes());
    bytes.extend_from_slice(text.as_bytes());
}

/// The hash of an entry.
#[must_use]
pub fn hash(meta: &Meta, body_digest: &Digest, prev: &Digest) -> Digest {
    let texts = [
        meta.effective_on.to_string(),
        meta.known_on.to_string(),
        meta.recorded_at.to_string(),
        meta.classification.to_string(),
    ];
    let published = meta.published_on.map(|date| date.to_string());
    let claimed = meta.claimed_recorded_at.map(|time| time.to_string());
    Hashed {
        required: [
            meta.authority.as_str(),
            meta.id.kind().name(),
            meta.id.as_str(),
            meta.change.name(),
            &texts[0],
            &texts[1],
            &texts[2],
            &meta.recorded_by,
            &texts[3],
        ],
        optional: [
            meta.command_id.as_deref(),
            published.as_deref(),
            claimed.as_deref(),
            meta.reason.as_deref(),
        ],
        numbers: [
            meta.seq,
            meta.batch,
            u64::from(meta.schema),
            u64::from(meta.version),
            meta.change.corrected().map_or(0, u64::from),
        ],
    }
    .hash(body_digest, prev)
}

/// Seals a version behind `head`: digests its body and hashes it.
#[must_use]
pub fn seal(meta: Meta, written: Written, head: &Head) -> Entry {
    let body_digest = body_digest(&written.salt, &written.body);
    seal_digest(meta, Some(written), body_digest, head)
}

/// Seals a version whose body is already erased and known by its digest only.
#[must_use]
pub fn seal_digest(
    meta: Meta,
    written: Option<Written>,
    body_digest: Digest,
    head: &Head,
) -> Entry {
    let hash = hash(&meta, &body_digest, &head.hash);
    Entry {
        meta,
        written,
        body_digest,
        prev_hash: head.hash,
        hash,
    }
}
