//! The written forms of entries: what they say, and how a damaged line is
//! refused: file, line, field, reason.

mod csv;
mod json_lines;
mod toml;

use proptest::prelude::*;
use record::draft::{Draft, Problem};
use record::exchange::{read_csv, read_json_lines, read_toml};

use crate::support::Book;

pub(super) type Reader = fn(&str, &str) -> Result<Vec<Draft>, Vec<Problem>>;

/// What is said about a damaged text, one line a problem.
pub(super) fn refusal(read: Reader, text: &str) -> String {
    let problems = read("file", text).expect_err("damaged text was read");
    let lines: Vec<String> = problems.iter().map(Problem::to_string).collect();
    lines.join("\n")
}

/// What is said about a damaged text whose fault shows when it is appended.
pub(super) fn refusal_on_append(read: Reader, text: &str) -> String {
    let drafts = read("file", text).unwrap_or_else(|problems| panic!("{problems:?}"));
    let problems = Book::new().append(&drafts).expect_err("accepted");
    let lines: Vec<String> = problems.iter().map(Problem::to_string).collect();
    lines.join("\n")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_makes_a_reader_panic(text in any::<String>(), cut in 0usize..2_000) {
        let _ = read_toml("file", &text);
        let _ = read_csv("file", &text);
        let _ = read_csv("file", &format!("{}\n{text}", csv::HEADER));
        let _ = read_json_lines("file", &text);
        let head: String = toml::GOOD.chars().take(cut).collect();
        let _ = read_toml("file", &format!("{head}{text}"));
        let head: String = json_lines::LINE.chars().take(cut).collect();
        let _ = read_json_lines("file", &format!("{head}{text}"));
    }
}
