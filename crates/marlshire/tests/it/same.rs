//! The same every time: the digest of everything told.

use sha2::{Digest, Sha256};

/// The edition and the digest of all its drafts, in order. Whoever changes the
/// story on purpose changes both.
const EDITION: (&str, &str) = (
    "marlshire 10",
    "b88fb658eadf177663a5ef8f2fd51211fbfc81a279a3fd5f2fc849f7fc51be8e",
);

fn digest(drafts: &[record::draft::Draft]) -> String {
    let mut all = Sha256::new();
    for draft in drafts {
        let line = format!(
            "{} {:?} {} {:?} {:?} {} {:?} {}\n",
            draft.id,
            draft.change,
            draft.effective_on,
            draft.known_on,
            draft.published_on,
            draft.classification,
            draft.reason,
            draft.body.as_deref().unwrap_or(""),
        );
        all.update(line.as_bytes());
    }
    all.finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[test]
fn the_story_is_the_same_every_time() {
    let drafts = marlshire::drafts(marlshire::ENDS).unwrap();
    assert_eq!(
        (marlshire::EDITION, &*digest(&drafts)),
        EDITION,
        "the story has changed: if it was meant to, name a new edition and its digest"
    );
}

#[test]
fn a_day_after_the_last_adds_nothing() {
    let later = marlshire::ENDS.tomorrow().unwrap();
    assert_eq!(
        marlshire::drafts(later).unwrap().len(),
        marlshire::drafts(marlshire::ENDS).unwrap().len()
    );
}
