//! `import` and `export`.

use std::path::Path;
use std::sync::Arc;

use record::programme::Programme;
use record::state::Moment;
use record::view::Audience;
use store::{Access, Edge, Records, Store};

use crate::support::*;

#[test]
fn an_import_makes_the_folder_and_tells_the_head() {
    let dir = folder();
    let data = dir.path().join("new/and/deep");
    let out = sightline(&["import", &coventry(), "--data", text(&data)]).done();
    let head = head(&data);
    assert!(head.seq > 2_000, "{head}");
    assert_eq!(
        out,
        format!("coventry: entries 1 to {} stored. Head {head}\n", head.seq)
    );
}

#[test]
fn a_second_import_of_the_same_is_refused_and_changes_nothing() {
    let dir = folder();
    let data = dir.path().join("data");
    sightline(&["import", &coventry(), "--data", text(&data)]).done();
    let before = exported(&data);
    let err = sightline(&["import", &coventry(), "--data", text(&data)]).refused(2);
    assert!(err.contains("00-authority.toml, line"), "{err}");
    assert!(err.contains("is already in the record"), "{err}");
    assert!(err.trim_end().ends_with("Nothing was stored."), "{err}");
    assert!(err.lines().count() <= 102, "{} lines", err.lines().count());
    assert_eq!(exported(&data), before);
}

/// Imports one file with this text; what is said, once it is seen that no
/// folder was made.
#[track_caller]
fn refused_file(name: &str, bytes: impl AsRef<[u8]>) -> String {
    let dir = folder();
    let file = dir.path().join(name);
    std::fs::write(&file, bytes).unwrap();
    let data = dir.path().join("data");
    let err = sightline(&["import", text(&file), "--data", text(&data)]).refused(2);
    assert!(!data.exists(), "the folder was made: {err}");
    err
}

#[test]
fn a_damaged_file_is_refused_with_file_line_field_and_reason() {
    let good = event("good", "Good");
    let bad_date =
        event("bad", "Bad").replace(r#""known_on":"2018-07-04""#, r#""known_on":"2018-02-31""#);
    let err = refused_file("two.jsonl", format!("{good}\n{bad_date}\n"));
    assert!(err.contains("two.jsonl, line 2: known_on: "), "{err}");
    assert!(err.contains("2018-02-31"), "{err}");

    let unknown = event("bad", "Bad").replace(
        r#""form":"governance""#,
        r#""form":"governance","colour":"red""#,
    );
    let err = refused_file("field.jsonl", format!("{good}\n\n{unknown}\n"));
    assert!(
        err.contains("field.jsonl, line 3: ") && err.contains("colour"),
        "{err}"
    );

    let err = refused_file("cut.jsonl", &good[..good.len() - 20]);
    assert!(err.contains("cut.jsonl, line 1: "), "{err}");

    let toml = "[defaults]\nauthority = \"coventry\"\n\n[[entry]]\nid = \"event/x\"\neffective_on = \"2018-13\"\n";
    let err = refused_file("bad.toml", toml);
    assert!(err.contains("bad.toml, line "), "{err}");

    let err = refused_file("bytes.csv", b"measure,area\nx,\xff\n");
    assert!(
        err.contains("bytes.csv, line 2: file: is not in UTF-8"),
        "{err}"
    );

    let err = refused_file("notes.txt", "hello");
    assert!(err.contains("must end in .toml, .csv or .jsonl"), "{err}");

    let err = refused_file(
        "dangling.jsonl",
        good.replace(r#""form""#, r#""sources":["document/none"],"form""#),
    );
    assert!(
        err.contains("document/none") && err.contains("is not in the record"),
        "{err}"
    );
}

#[test]
fn a_file_with_thousands_of_mistakes_lists_a_hundred_and_counts_the_rest() {
    let err = refused_file("many.jsonl", "{}\n".repeat(5_000));
    assert_eq!(err.lines().count(), 102, "{err:.400}");
    assert!(err.contains("… and 4900 more"), "{err:.400}");
}

fn programme(data: &Path) -> Arc<Programme> {
    let store = Store::open(data, Access::Read, Edge::system()).unwrap();
    let records = Records::new(store).unwrap();
    records.programme(&"coventry".parse().unwrap()).unwrap()
}

#[test]
fn an_export_imported_elsewhere_gives_the_same_state_at_every_date() {
    let dir = folder();
    let one = dir.path().join("one");
    sightline(&["import", &coventry(), "--data", text(&one)]).done();
    let first = exported(&one);
    let file = dir.path().join("all.jsonl");
    std::fs::write(&file, &first).unwrap();
    let other = dir.path().join("other");
    sightline(&["import", text(&file), "--data", text(&other)]).done();
    let second = exported(&other);
    assert_eq!(ids(&second), ids(&first));

    // The other's clock is its own; ours it keeps as what we claimed.
    for (ours, theirs) in first.lines().zip(second.lines()) {
        let ours: serde_json::Value = serde_json::from_str(ours).unwrap();
        let theirs: serde_json::Value = serde_json::from_str(theirs).unwrap();
        assert_eq!(theirs["claimed_recorded_at"], ours["recorded_at"]);
        assert_ne!(theirs["hash"], ours["hash"]);
        assert_eq!(theirs["body"], ours["body"]);
    }

    let (one, other) = (programme(&one), programme(&other));
    let mut dice = Dice::new(5);
    let mut compared = 0;
    for _ in 0..50 {
        let mut day = || {
            let month = dice.below(12) + 1;
            let day = dice.below(28) + 1;
            format!("{}-{month:02}-{day:02}", 2012 + dice.below(15))
                .parse()
                .unwrap()
        };
        let moment = Moment {
            known: day(),
            ..Moment::on(day())
        };
        for audience in [Audience::PublicPage, Audience::PublicPaper] {
            let held = |programme: &Programme| -> Vec<String> {
                let state = programme.view_for(audience).at(moment);
                state
                    .everything()
                    .map(|held| format!("{} {}", held.id(), held.body.to_json()))
                    .collect()
            };
            let (mine, theirs) = (held(&one), held(&other));
            compared += mine.len();
            assert_eq!(mine, theirs, "{moment:?}");
        }
    }
    println!("export and import: the same state at 50 moments, {compared} entries compared");
    assert!(compared > 10_000, "{compared}");
}
