//! The log, the number on an error page, and the figures for monitoring.

use serde_json::Value;

use super::running::*;
use crate::support::*;

#[test]
fn the_number_on_the_page_is_the_number_in_the_log() {
    let dir = folder();
    let data = small(dir.path(), 3);
    for format in ["text", "json"] {
        let data_now = dir.path().join(format);
        std::fs::create_dir(&data_now).unwrap();
        let data_now = data_now.join("data");
        std::fs::create_dir(&data_now).unwrap();
        std::fs::copy(data.join("sightline.db"), data_now.join("sightline.db")).unwrap();
        let settings = format!("[log]\nformat = \"{format}\"\n");
        let server = Running::start(&data_now, &settings, &[]);
        ruin(&data_now);
        let answer = server.get("/coventry/timeline?kind=review");
        assert!(answer.starts_with("HTTP/1.1 503 "), "{answer}");
        let (_, after) = answer.split_once("Quote this if you report it: ").unwrap();
        let number: String = after
            .trim_start_matches("<strong>")
            .chars()
            .take(11)
            .collect();
        assert_eq!(header(&answer, "x-request-id"), Some(number.as_str()));
        let why = server.line(&[&number, "the store cannot be read"]);
        assert!(why.contains("ERROR"), "{why}");
        server.line(&[&number, "answered", "/{authority}/timeline", "503", "GET"]);
        assert!(server.get("/healthz").starts_with("HTTP/1.1 503 "));
        if format == "json" {
            for line in server.log().lines() {
                let line: Value = serde_json::from_str(line).unwrap();
                assert!(line["timestamp"].is_string(), "{line}");
            }
            let line: Value = serde_json::from_str(&server.line(&[&number, "answered"])).unwrap();
            assert_eq!(line["id"], number);
            assert_eq!(line["status"], 503);
            assert!(line["ms"].as_f64().unwrap() > 0.0);
        }
    }
}

#[test]
fn the_log_says_nothing_that_somebody_typed() {
    let dir = folder();
    let data = small(dir.path(), 3);
    let server = Running::start(&data, "[log]\nlevel = \"debug\"\n", &[]);
    let secret = "zqxjkv";
    for address in [
        format!("/coventry/search?q={secret}"),
        format!("/coventry/reviews/{secret}"),
        format!("/{secret}/measures"),
        format!("/coventry/{secret}"),
        format!("/coventry?as_at={secret}"),
        format!("/assets/{secret}"),
        format!("//{secret}"),
    ] {
        let answer = server.ask(
            &format!("GET {address}"),
            &format!("User-Agent: {secret}\r\nCookie: {secret}\r\nX-Forwarded-For: {secret}\r\n"),
        );
        assert!(answer.starts_with("HTTP/1.1 "), "{address}");
    }
    server.ask(&format!("{} /", secret.to_uppercase()), "");
    server.line(&["other", "405"]);
    let log = server.log().to_lowercase();
    assert_eq!(log.matches("answered").count(), 8, "{log}");
    assert!(!log.contains(secret) && !log.contains("127.0.0.1"), "{log}");
}

#[test]
fn monitoring_sees_what_happened_and_others_do_not_see_monitoring() {
    let dir = folder();
    let data = small(dir.path(), 7);
    let server = Running::start(&data, "", &[]);
    for _ in 0..3 {
        server.get("/coventry/timeline");
    }
    server.get("/coventry/reviews/nothing");
    let figures = server.get("/metrics");
    assert!(figures.contains("text/plain; version=0.0.4"), "{figures}");
    for line in [
        "sightline_requests_total{page=\"/{authority}/timeline\",status=\"200\"} 3",
        "sightline_requests_total{page=\"/{authority}/reviews/{id}\",status=\"404\"} 1",
        "sightline_request_seconds_count{page=\"/{authority}/timeline\"} 3",
        "sightline_request_seconds_bucket{page=\"/{authority}/timeline\",le=\"+Inf\"} 3",
        "sightline_entries{authority=\"coventry\"} 7",
        "sightline_store_up 1",
    ] {
        assert!(figures.lines().any(|has| has == line), "{line}: {figures}");
    }
    let memory = figures
        .lines()
        .find_map(|line| line.strip_prefix("process_resident_memory_bytes "));
    let memory: u64 = memory.unwrap().parse().unwrap();
    assert!((1_000_000..2_000_000_000).contains(&memory), "{memory}");
    // Through a proxy that nobody named, it is not there.
    let proxied = server.ask("GET /metrics", "X-Forwarded-For: 192.0.2.1\r\n");
    assert!(proxied.starts_with("HTTP/1.1 404 "), "{proxied}");
    // Monitoring does not fill the log.
    server.get("/healthz");
    server.get("/coventry/about");
    server.line(&["about"]);
    assert!(!server.log().contains("healthz") && !server.log().contains("/metrics"));
}
