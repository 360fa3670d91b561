//! `/metrics`: what the site did, as Prometheus reads it (text format 0.0.4).

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use axum::http::StatusCode;
use record::entry::Head;
use record::id::Authority;

/// Where it is.
pub(crate) const ADDRESS: &str = "/metrics";

/// Its media type.
pub(crate) const CONTENT_TYPE: &str = "text/plain; version=0.0.4; charset=utf-8";

/// The upper ends of the classes of durations, in seconds.
const ENDS: [f64; 10] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2.5, 10.0];

/// What was answered since the start.
#[derive(Debug, Default)]
pub(crate) struct Metrics {
    answered: Mutex<Answered>,
}

#[derive(Debug, Default)]
struct Answered {
    /// How many, by page and status.
    count: BTreeMap<(&'static str, u16), u64>,
    /// How long they took, by page.
    took: BTreeMap<&'static str, Took>,
}

/// How long the answers of one page took.
#[derive(Debug, Default)]
struct Took {
    /// How many in each class, and above the last.
    classes: [u64; ENDS.len() + 1],
    seconds: f64,
}

impl Metrics {
    /// One more answer.
    pub(crate) fn answered(&self, page: &'static str, status: StatusCode, took: Duration) {
        let seconds = took.as_secs_f64();
        let class = ENDS.iter().position(|end| seconds <= *end);
        let mut answered = self.held();
        *answered.count.entry((page, status.as_u16())).or_default() += 1;
        let of_page = answered.took.entry(page).or_default();
        of_page.classes[class.unwrap_or(ENDS.len())] += 1;
        of_page.seconds += seconds;
    }

    fn held(&self) -> std::sync::MutexGuard<'_, Answered> {
        // Counts that a panic interrupted are at most one short.
        self.answered.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// All of it, with the ends of the records, if the store says them.
    pub(crate) fn text(&self, heads: Option<&[(Authority, Head)]>) -> String {
        let mut text = String::new();
        describe(&mut text, "sightline_info", "gauge", "The program.");
        line(
            &mut text,
            &format!(
                "sightline_info{{version=\"{}\"}}",
                env!("CARGO_PKG_VERSION")
            ),
            1,
        );
        let name = "sightline_store_up";
        describe(&mut text, name, "gauge", "Whether the store answers.");
        line(&mut text, name, u8::from(heads.is_some()));
        let name = "sightline_entries";
        describe(&mut text, name, "gauge", "Entries in each record.");
        for (authority, head) in heads.into_iter().flatten() {
            let series = format!("{name}{{authority=\"{authority}\"}}");
            line(&mut text, &series, head.seq);
        }
        if let Some(bytes) = resident_memory() {
            let name = "process_resident_memory_bytes";
            describe(&mut text, name, "gauge", "Memory of the process.");
            line(&mut text, name, bytes);
        }
        self.answers(&mut text);
        text
    }

    fn answers(&self, text: &mut String) {
        let answered = self.held();
        let name = "sightline_requests_total";
        describe(text, name, "counter", "Requests, by page and status.");
        for ((page, status), count) in &answered.count {
            let series = format!("{name}{{page=\"{page}\",status=\"{status}\"}}");
            line(text, &series, count);
        }
        let name = "sightline_request_seconds";
        describe(text, name, "histogram", "Time to the answer, by page.");
        for (page, took) in &answered.took {
            let mut sum = 0;
            let ends = ENDS.iter().map(ToString::to_string);
            for (end, class) in ends.chain(["+Inf".to_owned()]).zip(took.classes) {
                sum += class;
                let series = format!("{name}_bucket{{page=\"{page}\",le=\"{end}\"}}");
                line(text, &series, sum);
            }
            line(
                text,
                &format!("{name}_sum{{page=\"{page}\"}}"),
                took.seconds,
            );
            line(text, &format!("{name}_count{{page=\"{page}\"}}"), sum);
        }
    }
}

fn describe(text: &mut String, name: &str, kind: &str, help: &str) {
    // Writing to a text does not fail.
    let _ = write!(text, "# HELP {name} {help}\n# TYPE {name} {kind}\n");
}

fn line(text: &mut String, series: &str, value: impl std::fmt::Display) {
    let _ = writeln!(text, "{series} {value}");
}

/// The memory that is in use, in bytes, where Linux says it.
fn resident_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    let kilobytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_counted_in_its_class_and_all_above() {
        let metrics = Metrics::default();
        for milliseconds in [1, 2, 20_000] {
            let took = Duration::from_millis(milliseconds);
            metrics.answered("/", StatusCode::OK, took);
        }
        let text = metrics.text(None);
        for (end, count) in [("0.001", 1), ("0.0025", 2), ("10", 2), ("+Inf", 3)] {
            let line =
                format!("sightline_request_seconds_bucket{{page=\"/\",le=\"{end}\"}} {count}\n");
            assert!(text.contains(&line), "{line}{text}");
        }
        assert!(text.contains("sightline_request_seconds_sum{page=\"/\"} 20.003\n"));
        assert!(text.contains("sightline_store_up 0\n"));
    }
}
