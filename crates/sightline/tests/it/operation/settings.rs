//! The settings file, the limits it sets, and the orderly end.
#![expect(
    clippy::disallowed_methods,
    reason = "a test measures how long something takes, or makes it old"
)]

use std::io::{Read as _, Write as _};
use std::time::{Duration, Instant};

use super::running::*;
use crate::support::*;

#[test]
fn a_wrong_settings_file_is_refused_with_line_and_nearest_name() {
    let dir = folder();
    let data = small(dir.path(), 1);
    let config = dir.path().join("s.toml");
    let refused = |says: &str, code: i32| {
        std::fs::write(&config, says).unwrap();
        let arguments = ["serve", "--config", text(&config), "--data", text(&data)];
        sightline(&arguments).one_line(code)
    };
    let err = refused("[listen]\nport = 0\ntrusted_proxys = []\n", 2);
    assert!(err.contains("s.toml, line 3"), "{err}");
    assert!(err.contains("listen.trusted_proxy"), "{err}");
    let err = refused("[listen]\naddress = \"0.0.0.0\"\nport = 0\n", 2);
    assert!(err.contains("not encrypted"), "{err}");
    let err = refused("[tls]\ncertificate = \"no\"\nkey = \"no\"\n", 3);
    assert!(err.contains("There is no file"), "{err}");
    let missing = ["serve", "--config", "no-such.toml"];
    let err = sightline(&missing).one_line(3);
    assert!(err.contains("There is no settings file"), "{err}");
    let open = [
        "serve",
        "--data",
        text(&data),
        "--address",
        "0.0.0.0",
        "--port",
        "0",
    ];
    let err = sightline(&open).one_line(2);
    assert!(err.contains("not encrypted"), "{err}");
}

#[test]
fn the_command_line_goes_before_the_file_whose_paths_start_beside_it() {
    let dir = folder();
    let data = small(dir.path(), 1);
    // A port that cannot be had, and a folder that is not there.
    let settings = "data = \"nowhere\"\n[listen]\nport = 1\naddress = \"::1\"\n";
    let server = Running::start(&data, settings, &["--address", "127.0.0.1"]);
    assert!(server.said.starts_with("Sightline is at http://127.0.0.1:"));
    assert!(server.get("/healthz").ends_with("ok\n"));
    drop(server);

    let config = dir.path().join("s.toml");
    std::fs::write(&config, "data = \"data\"\n[backup]\nfolder = \"b\"\n").unwrap();
    let said = sightline(&["doctor", "--config", text(&config), "--port", "0"]).out;
    assert!(
        said.contains(&format!("ok   data folder: {}", text(&data))),
        "{said}"
    );
}

#[test]
fn what_is_too_much_too_long_or_too_slow_is_ended() {
    let dir = folder();
    let data = small(dir.path(), 1);
    let settings =
        "[limits]\nconnections = 2\nheader_seconds = 1\nheader_bytes = 8192\nbody_bytes = 1000\n";
    let server = Running::start(&data, settings, &[]);
    let long = "x".repeat(20_000);
    // The end of the connection may overtake the answer, but not every time.
    let answers: Vec<String> = (0..10).map(|_| server.get(&format!("/{long}"))).collect();
    let refused = |answer: &String| answer.starts_with("HTTP/1.1 431 ");
    assert!(answers.iter().any(refused), "{answers:?}");
    assert!(
        answers
            .iter()
            .all(|answer| answer.is_empty() || refused(answer))
    );
    let answer = server.ask("POST /coventry", "Content-Length: 1001\r\n");
    assert!(answer.starts_with("HTTP/1.1 413 "), "{answer}");
    assert!(answer.contains("1000 bytes at most"), "{answer}");
    let answer = server.ask("POST /coventry", "Content-Length: 0\r\n");
    assert!(answer.starts_with("HTTP/1.1 405 "), "{answer}");

    // Two that say nothing hold all there is, for a second.
    let mut silent = [server.connect(), server.connect()];
    write!(silent[0], "GET / HTTP/1.1\r\nHost:").unwrap();
    let began = Instant::now();
    assert!(server.get("/healthz").contains(" 200 "));
    let waited = began.elapsed();
    assert!(waited > Duration::from_millis(500), "{waited:?}");
    assert!(waited < Duration::from_secs(10), "{waited:?}");
    for stream in &mut silent {
        let _ = stream.read_to_end(&mut Vec::new());
    }
}

#[test]
fn a_server_told_to_stop_finishes_what_it_has_begun() {
    let dir = folder();
    let data = dir.path().join("data");
    sightline(&["import", &coventry(), "--data", text(&data)]).done();
    let mut server = Running::start(&data, "", &[]);
    // One that asks nothing does not keep it.
    let idle = server.connect();
    let mut stream = server.connect();
    let path = "/coventry/papers/briefing.docx";
    write!(stream, "GET {path} HTTP/1.1\r\nHost: here\r\n\r\n").unwrap();
    std::thread::sleep(Duration::from_millis(30));
    assert!(!server.log().contains("briefing.docx"), "it was too quick");
    server.signal("TERM");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let end = answer.windows(4).position(|at| at == b"\r\n\r\n").unwrap();
    let head = String::from_utf8_lossy(&answer[..end]).into_owned();
    assert!(head.starts_with("HTTP/1.1 200 "), "{head}");
    let length: usize = header(&head, "content-length").unwrap().parse().unwrap();
    assert_eq!(answer.len() - end - 4, length);
    assert!(server.ended().success());
    drop(idle);
    assert!(!server.log().contains("stopped before"), "{}", server.log());
}
