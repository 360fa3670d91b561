//! The hash chain: a format that never changes, and that shows every change.

use std::collections::HashMap;

use proptest::prelude::*;
use record::chain::{self, Hashed};
use record::entry::{Change, Classification, Digest, Entry, Head, Meta, Salt, Written};
use sha2::Digest as _;

use crate::support::{Book, event, name, opens};

fn meta() -> Meta {
    Meta {
        authority: "testshire".parse().unwrap(),
        seq: 7,
        batch: 6,
        command_id: Some("form-7".to_owned()),
        schema: 1,
        id: name("event/one"),
        version: 3,
        change: Change::Corrects(2),
        effective_on: "by 2018-07-04".parse().unwrap(),
        known_on: "2018-07".parse().unwrap(),
        published_on: Some("2018".parse().unwrap()),
        recorded_at: "2026-01-15T09:00:00.123456Z".parse().unwrap(),
        claimed_recorded_at: Some("2018-08-01T10:00:00Z".parse().unwrap()),
        recorded_by: "u1".to_owned(),
        classification: Classification::Exempt(3),
        reason: Some("The letter says so.".to_owned()),
    }
}

fn written() -> Written {
    Written {
        body: r#"{"title":"Siân’s visit"}"#.to_owned(),
        salt: Salt([7; 16]),
    }
}

fn head() -> Head {
    Head {
        seq: 6,
        hash: Digest([9; 32]),
    }
}

/// Worked out once from the description of the format, by another program
/// (Python’s hashlib). A record written today is checked by these for ever.
#[test]
fn a_hash_is_what_it_was_on_the_first_day() {
    let entry = chain::seal(meta(), written(), &head());
    assert_eq!(
        entry.body_digest.to_string(),
        "cbb6d5da168d98d827ff58115ee8b6a140818d996f600049ba41fdf9215f170d"
    );
    assert_eq!(
        entry.hash.to_string(),
        "a4c1c22b6ca38cb64720b9bf910705daca4a984d9fa599223614821b351a8f47"
    );
    assert_eq!(entry.prev_hash, head().hash);
}

#[test]
fn whatever_changes_changes_the_hash() {
    let mut hashes: HashMap<Digest, String> = HashMap::new();
    let mut differs = |what: &str, entry: Entry| {
        if let Some(same) = hashes.insert(entry.hash, what.to_owned()) {
            panic!("“{what}” has the hash of “{same}”");
        }
    };
    let sealed = |change: fn(&mut Meta)| {
        let mut meta = meta();
        change(&mut meta);
        chain::seal(meta, written(), &head())
    };
    differs("nothing", sealed(|_| {}));
    differs(
        "authority",
        sealed(|m| m.authority = "other".parse().unwrap()),
    );
    differs("seq", sealed(|m| m.seq = 8));
    differs("batch", sealed(|m| m.batch = 7));
    differs(
        "command_id",
        sealed(|m| m.command_id = Some("form-8".to_owned())),
    );
    differs("no command_id", sealed(|m| m.command_id = None));
    differs(
        "empty command_id",
        sealed(|m| m.command_id = Some(String::new())),
    );
    differs("schema", sealed(|m| m.schema = 2));
    differs("kind", sealed(|m| m.id = name("decision/one")));
    differs("id", sealed(|m| m.id = name("event/two")));
    differs("version", sealed(|m| m.version = 4));
    differs("change", sealed(|m| m.change = Change::Changes));
    differs(
        "version corrected",
        sealed(|m| m.change = Change::Corrects(1)),
    );
    differs(
        "effective_on",
        sealed(|m| m.effective_on = "2018-07-04".parse().unwrap()),
    );
    differs(
        "known_on",
        sealed(|m| m.known_on = "2018-07-31".parse().unwrap()),
    );
    differs(
        "published_on",
        sealed(|m| m.published_on = Some("2018-12-31".parse().unwrap())),
    );
    differs("no published_on", sealed(|m| m.published_on = None));
    differs(
        "recorded_at",
        sealed(|m| {
            m.recorded_at = "2026-01-15T09:00:00.123457Z".parse().unwrap();
        }),
    );
    differs(
        "claimed_recorded_at",
        sealed(|m| m.claimed_recorded_at = None),
    );
    differs("recorded_by", sealed(|m| m.recorded_by = "u2".to_owned()));
    differs(
        "classification",
        sealed(|m| m.classification = Classification::Exempt(4)),
    );
    differs("reason", sealed(|m| m.reason = None));
    differs(
        "body",
        chain::seal(
            meta(),
            Written {
                body: "{}".to_owned(),
                ..written()
            },
            &head(),
        ),
    );
    differs(
        "salt",
        chain::seal(
            meta(),
            Written {
                salt: Salt([8; 16]),
                ..written()
            },
            &head(),
        ),
    );
    let other = Head {
        hash: Digest([8; 32]),
        ..head()
    };
    differs("the entry before", chain::seal(meta(), written(), &other));
}

#[test]
fn an_erased_body_leaves_the_hash_as_it_was() {
    let entry = chain::seal(meta(), written(), &head());
    let erased = chain::seal_digest(meta(), None, entry.body_digest, &head());
    assert_eq!(erased.hash, entry.hash);
}

#[test]
fn each_entry_of_a_batch_follows_the_one_before() {
    let mut book = Book::new();
    let before = book.0.head();
    let entries = book.add(&[
        opens("event/two", event("Two")),
        opens("event/three", event("Three")),
    ]);
    assert_eq!(entries[0].prev_hash, before.hash);
    assert_eq!(entries[1].prev_hash, entries[0].hash);
    assert_eq!(entries[1].meta.seq, before.seq + 2);
    let head = book.0.head();
    assert_eq!((head.seq, head.hash), (before.seq + 2, entries[1].hash));
    assert_eq!(head.to_string().parse::<Head>().unwrap(), head);
}

/// The metadata of an entry as owned texts.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Texts {
    required: [String; 9],
    optional: [Option<String>; 4],
    numbers: [u64; 5],
}

impl Texts {
    fn hash(&self) -> Digest {
        Hashed {
            required: std::array::from_fn(|at| self.required[at].as_str()),
            optional: std::array::from_fn(|at| self.optional[at].as_deref()),
            numbers: self.numbers,
        }
        .hash(&Digest::ZERO, &Digest::ZERO)
    }
}

// Short texts of few letters, among them the bytes that lengths and marks are
// made of, so that texts run into each other wherever the format lets them.
fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(vec!['\0', '\u{1}', 'a']), 0..4)
        .prop_map(|letters| letters.into_iter().collect())
}

fn texts() -> impl Strategy<Value = Texts> {
    (
        prop::array::uniform9(text()),
        prop::array::uniform4(prop::option::of(text())),
        prop::array::uniform5(0u64..3),
    )
        .prop_map(|(required, optional, numbers)| Texts {
            required,
            optional,
            numbers,
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn different_metadata_never_shares_a_hash(one in texts(), from in 0usize..9, to in 0usize..9) {
        // The nearest thing to a collision: a letter moved from one text to another.
        let mut other = one.clone();
        if let Some(letter) = other.required[from].pop() {
            other.required[to].insert(0, letter);
        }
        prop_assert_eq!(one.hash() == other.hash(), one == other);
    }

    #[test]
    fn a_text_is_not_taken_for_its_neighbour(one in texts(), from in 0usize..4, to in 0usize..4) {
        let mut other = one.clone();
        other.optional.swap(from, to);
        prop_assert_eq!(one.hash() == other.hash(), one == other);
        let mut other = one.clone();
        other.numbers.swap(from, to);
        prop_assert_eq!(one.hash() == other.hash(), one == other);
        let mut other = one.clone();
        other.optional[to] = match one.optional[to] {
            Some(_) => None,
            None => Some(String::new()),
        };
        prop_assert_ne!(one.hash(), other.hash());
    }
}

// Without the lengths before the texts these two would be the same bytes.
#[test]
fn texts_do_not_run_together() {
    let texts = |id: &str, change: &str| Texts {
        required: ["a", "b", id, change, "e", "f", "g", "h", "i"].map(str::to_owned),
        optional: [None, None, None, None],
        numbers: [0; 5],
    };
    assert_ne!(texts("ab", "c").hash(), texts("a", "bc").hash());
}

#[test]
fn a_body_digest_is_of_the_salt_and_then_the_body() {
    let digest = chain::body_digest(&Salt([7; 16]), "{}");
    let expected = sha2::Sha256::digest([&[7; 16][..], b"{}"].concat());
    assert_eq!(digest.0[..], expected[..]);
}
