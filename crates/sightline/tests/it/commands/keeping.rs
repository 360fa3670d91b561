//! `backup`, `restore` and `verify`.

use crate::support::*;

#[test]
fn a_backup_restores_to_the_same_export_and_head() {
    let dir = folder();
    let data = dir.path().join("data");
    sightline(&["import", &coventry(), "--data", text(&data)]).done();
    let backup = dir.path().join("monday.zip");
    let made = sightline(&["backup", text(&backup), "--data", text(&data)]).done();
    assert!(made.ends_with(&format!("{}\n", backup.display())), "{made}");
    assert!(made.contains(&head(&data).to_string()), "{made}");

    let again = dir.path().join("again");
    let told = sightline(&["restore", text(&backup), "--data", text(&again)]).done();
    assert!(told.contains(&head(&data).to_string()), "{told}");
    assert_eq!(exported(&again), exported(&data));
    assert_eq!(head(&again), head(&data));

    let err = sightline(&["restore", text(&backup), "--data", text(&again)]).one_line(2);
    assert!(err.contains("is not empty"), "{err}");
    let err = sightline(&["backup", text(&backup), "--data", text(&data)]).one_line(2);
    assert!(err.contains("already"), "{err}");
    let missing = dir.path().join("tuesday.zip");
    let other = dir.path().join("other");
    sightline(&["restore", text(&missing), "--data", text(&other)]).one_line(3);
    assert!(!other.exists());
}

#[test]
fn a_backup_taken_beside_a_running_server_and_an_append_is_whole() {
    let dir = folder();
    let data = small(dir.path(), 50);
    let _server = Server::start("serve", &data);
    std::thread::scope(|scope| {
        let append = scope.spawn(|| fed(&["append", "--data", text(&data)], &events("more", 300)));
        for n in 0..5 {
            let backup = dir.path().join(format!("{n}.zip"));
            sightline(&["backup", text(&backup), "--data", text(&data)]).done();
        }
        append.join().unwrap().done();
    });
    let whole = exported(&data);
    for n in 0..5 {
        let backup = dir.path().join(format!("{n}.zip"));
        let to = dir.path().join(format!("to-{n}"));
        sightline(&["restore", text(&backup), "--data", text(&to)]).done();
        assert!(whole.starts_with(&exported(&to)), "backup {n}");
    }
}

#[test]
fn verify_tells_what_it_checked_and_takes_a_head() {
    let dir = folder();
    let data = small(dir.path(), 12);
    let head = head(&data).to_string();
    let told = format!("coventry: 12 entries, all as they were stored. Head {head}\n");
    assert_eq!(sightline(&["verify", "--data", text(&data)]).done(), told);
    assert_eq!(
        sightline(&["verify", "--data", text(&data), "--head", &head]).done(),
        told
    );
    // An earlier head holds as well, another does not, and what is none is told.
    let other = format!("12:{}", "0".repeat(64));
    let err = sightline(&["verify", "--data", text(&data), "--head", &other]).one_line(1);
    assert!(err.contains(&other), "{err}");
    for nonsense in ["12", "12:xyz", ":", ""] {
        sightline(&["verify", "--data", text(&data), "--head", nonsense]).refused(2);
    }
}
