//! `claims`: a person's own draft.

use crate::support::*;

#[test]
fn a_draft_is_checked_against_the_record() {
    let dir = folder();
    let data = dir.path().join("data");
    sightline(&["import", &coventry(), "--data", text(&data)]).done();
    let draft = dir.path().join("draft.md");
    std::fs::write(
        &draft,
        "Re-referrals were 20.9% in 2017-18.\n\nOf 599 children, 315 of 599 (59%) lived outside the area.\n\nMorale has improved.\n",
    )
    .unwrap();
    let checked = |more: &[&str]| {
        let asked = [
            "claims",
            text(&draft),
            "--authority",
            "coventry",
            "--data",
            text(&data),
        ];
        sightline(&[&asked[..], more].concat())
    };
    let json = checked(&["--json"]);
    assert_eq!(json.code, 1, "{}", json.err);
    assert!(json.err.contains("2 of 3 sentences"), "{}", json.err);
    let told: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    let verdicts: Vec<&str> = told["claims"]
        .as_array()
        .unwrap()
        .iter()
        .map(|claim| claim["verdict"].as_str().unwrap())
        .collect();
    assert_eq!(verdicts, ["evidenced", "contradicted", "unevidenced"]);
    assert_eq!(
        told["claims"][0]["readings"][0],
        "reading/re-referral-pct/coventry/2017-04-01_2018-03-31"
    );
    assert_eq!(told["claims"][1]["line"], 3);
    assert_eq!(told["claims"][1]["findings"][0]["kind"], "arithmetic");
    // The figure came out that November.
    let then = checked(&["--as-at", "2018-07-19"]);
    assert!(then.out.contains("draft.md:1: unevidenced"), "{}", then.out);
    std::fs::write(&draft, "The Board met on 4 July 2018.\n").unwrap();
    assert!(checked(&[]).done().contains("no sentence gives a figure"));
    std::fs::write(&draft, [0xff, 0xfe, 0x20, 0x00]).unwrap();
    let refused = checked(&[]).refused(2);
    assert!(
        refused.contains("not plain text in UTF-8 (byte 0)"),
        "{refused}"
    );
}
