//! `export --audience`: what an audience may see, to hand on.

use serde_json::{Value, json};

use crate::support::*;

/// A record of one measure with a small part, and of what is closed.
fn record() -> String {
    let line = |id: &str, classification: &str, body: Value| {
        json!({
            "authority": "made-up", "id": id, "effective_on": "2026-01-05",
            "known_on": "2026-01-05", "published_on": "2026-01-05",
            "classification": classification, "recorded_by": "account-99",
            "reason": "Told on Monday.", "body": body,
        })
        .to_string()
    };
    let part = |code: &str| json!({"code": code, "name": code});
    let reading = |part: Option<&str>, value: u64| {
        let tail = part.map_or_else(String::new, |part| format!("/{part}"));
        let body = json!({
            "measure": "measure/made", "period": "2025-11", "breakdown": part, "value": value,
            "status": "local", "note": "Counted twice.",
            "sources": ["document/open#table 1", "document/closed#table 2"],
        });
        line(
            &format!("reading/made/made-up/2025-11{tail}"),
            "public",
            body,
        )
    };
    let document = |name: &str, seen: &str| {
        let body = json!({"title": format!("The {name} letter"), "form": "letter", "publication": "published"});
        line(&format!("document/{name}"), seen, body)
    };
    let event = |name: &str, seen: &str| {
        let body =
            json!({"title": format!("What {name} said"), "form": "governance", "on": "2026-01-05"});
        line(&format!("event/{name}"), seen, body)
    };
    [
        line(
            "authority/made-up",
            "public",
            json!({"name": "Made-up Council", "place": "Nowhere", "notice": "Made up."}),
        ),
        document("open", "public"),
        document("closed", "board"),
        event("everybody", "public"),
        event("the-board", "board"),
        event("few", "restricted"),
        line(
            "measure/made",
            "public",
            json!({
                "name": "Made-up children", "short_name": "Made up", "topic": "front door",
                "unit": "count", "polarity": "context", "basis": "month", "decimals": 0,
                "breakdowns": [part("a"), part("b"), part("d")],
            }),
        ),
        reading(None, 80),
        reading(Some("a"), 4),
        reading(Some("b"), 30),
        reading(Some("d"), 46),
    ]
    .join("\n")
}

/// What a shared line may say.
const FIELDS: [&str; 13] = [
    "authority",
    "id",
    "version",
    "schema",
    "change",
    "corrects",
    "effective_on",
    "known_on",
    "published_on",
    "classification",
    "reason",
    "body",
    "recorded_at",
];

#[test]
fn an_export_to_an_audience_says_what_its_pages_may() {
    let dir = folder();
    let file = dir.path().join("record.jsonl");
    std::fs::write(&file, record()).unwrap();
    let data = dir.path().join("data");
    sightline(&["import", text(&file), "--data", text(&data)]).done();
    let shared =
        |audience| sightline(&["export", "--audience", audience, "--data", text(&data)]).done();
    let lines = |export: &str| -> Vec<Value> {
        let lines = export.lines();
        lines
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    };
    let public = shared("public");
    for closed in ["closed", "the-board", "few", "account-99"] {
        assert!(!public.contains(closed), "{closed}: {public}");
    }
    let (mut shown, mut hidden) = (0, 0);
    for line in lines(&public) {
        let fields = line.as_object().unwrap();
        let odd = fields.keys().find(|field| !FIELDS.contains(&&***field));
        assert_eq!(odd, None, "{line}");
        if line["id"].as_str().unwrap().starts_with("reading/") {
            let open = json!(["document/open#table 1"]);
            assert_eq!(line["body"]["sources"], open);
            assert_ne!(line["body"]["value"], json!(4.0));
            if line["body"]["value"] == json!("c") {
                hidden += 1;
                assert_eq!(line.get("reason"), None, "it may tell the number");
                assert_eq!(line["body"]["note"], Value::Null, "so may this");
            } else {
                shown += 1;
            }
        }
    }
    assert_eq!((shown, hidden), (2, 2), "{public}");
    let board = shared("board");
    assert!(board.contains("What the-board said") && board.contains("document/closed#table 2"));
    assert!(!board.contains("few") && !board.contains("salt") && !board.contains("hash"));
    let four = |line: &Value| line["body"]["value"] == json!(4.0);
    assert!(lines(&board).iter().any(four), "the Board sees its figures");
    // Those who keep the record get all of it, as before.
    let whole = exported(&data);
    assert!(whole.contains("What few said") && whole.contains("\"salt\""));
    assert_eq!(whole.lines().count(), record().lines().count());
}
