//! `append`, and what a running server shows of it.

use crate::support::*;

#[test]
fn each_line_gets_the_next_number_and_is_stored() {
    let dir = folder();
    let data = small(dir.path(), 2);
    let out = fed(&["append", "--data", text(&data)], &events("new", 3)).done();
    assert_eq!(out, "3\n4\n5\n");
    assert_eq!(
        ids(&exported(&data))[2..],
        ["event/new1", "event/new2", "event/new3"]
    );
}

#[test]
fn a_command_sent_twice_has_one_effect_and_the_same_number() {
    let dir = folder();
    let data = small(dir.path(), 1);
    let line = event("once", "Once").replacen('{', r#"{"command_id":"form-17","#, 1);
    let twice = format!("{line}\n{line}\n");
    let append = ["append", "--data", text(&data)];
    assert_eq!(fed(&append, &twice).done(), "2\n2\n");
    assert_eq!(fed(&append, &line).done(), "2\n");
    assert_eq!(ids(&exported(&data)), ["event/e1", "event/once"]);

    let other = line.replace("Once", "Something else");
    let err = fed(&append, &other).refused(2);
    assert!(err.contains("form-17") && err.contains("entry 2"), "{err}");
    assert_eq!(ids(&exported(&data)).len(), 2);
}

#[test]
fn a_damaged_line_stops_it_and_what_came_before_is_kept() {
    let dir = folder();
    let data = small(dir.path(), 1);
    let lines = format!(
        "{}\n{}\n{}\n",
        event("first", "First"),
        event("second", "Second").replace("2018-07-04", "2018-07-32"),
        event("third", "Third")
    );
    let answer = fed(&["append", "--data", text(&data)], &lines);
    assert_eq!((answer.code, &*answer.out), (2, "2\n"));
    assert!(
        answer.err.contains("standard input, line 2: "),
        "{answer:?}"
    );
    assert!(answer.err.contains("2018-07-32"), "{answer:?}");
    assert_eq!(ids(&exported(&data)), ["event/e1", "event/first"]);

    // A rule that is broken is told with its line as well.
    let again = fed(&["append", "--data", text(&data)], &event("first", "Again"));
    assert!(again.refused(2).contains("standard input, line 1: "));
}

#[test]
fn a_running_server_shows_what_is_appended_at_once() {
    let dir = folder();
    let data = dir.path().join("data");
    sightline(&["import", &coventry(), "--data", text(&data)]).done();
    let server = Server::start("serve", &data);
    let page = "/coventry/entry/event/lights-on-2018";
    let before = server.get(page);
    assert!(before.starts_with("HTTP/1.1 404"), "{before:.300}");
    let line = event("lights-on-2018", "A title nobody else has");
    fed(&["append", "--data", text(&data)], &line).done();
    let after = server.get(page);
    assert!(after.starts_with("HTTP/1.1 200"), "{after:.300}");
    assert!(after.contains("A title nobody else has"));
}

#[test]
fn the_export_of_a_record_with_an_erasure_can_be_appended_line_by_line() {
    let dir = folder();
    let data = small(dir.path(), 2);
    let erasure = r#"{"authority":"coventry","id":"event/e1","change":"erases","effective_on":"2018-08-01","known_on":"2018-08-01","classification":"board","reason":"asked for","recorded_by":"post-7","body":{"requested_by":"post-1","approved_by":"post-2"}}"#;
    let more = format!("{erasure}\n{}", event("after", "After it"));
    assert_eq!(
        fed(&["append", "--data", text(&data)], &more).done(),
        "3\n4\n"
    );

    let lines = exported(&data);
    let begun = |name: &str| {
        let file = dir.path().join(format!("{name}.jsonl"));
        std::fs::write(&file, event("begun", "The first of another folder")).unwrap();
        let data = dir.path().join(name);
        sightline(&["import", text(&file), "--data", text(&data)]).done();
        data
    };
    let other = begun("other");
    let out = fed(&["append", "--data", text(&other)], &lines).done();
    assert_eq!(out, "2\n3\n4\n5\n");
    assert_eq!(ids(&exported(&other))[1..], ids(&lines));
    sightline(&["verify", "--data", text(&other)]).done();

    // Without the line that erases it, a version may not stand without its body.
    let cut: String = lines
        .lines()
        .filter(|line| !line.contains("erases"))
        .map(|line| format!("{line}\n"))
        .collect();
    let third = begun("third");
    let refused = fed(&["append", "--data", text(&third)], &cut).refused(2);
    assert!(
        refused.contains("line 1") && refused.contains("event/e1"),
        "{refused}"
    );
}
