//! A person's own draft: each sentence that gives a figure or a direction, with what
//! stands behind it and how sure that is.

use record::body::Statement;
use record::id::EntryId;
use record::state::State;

use super::check::check;
use super::figures::Given;
use super::finding::{Finding, FindingKind, Verdict, Weight};
use super::sentence::Sentence;
use super::shelf::Shelf;
use super::tokens::sentences;

/// A sentence of a draft that claims something.
#[derive(Clone, Debug)]
pub struct Drafted {
    /// The line of the draft it begins on, from 1.
    pub line: usize,
    /// The sentence.
    pub sentence: String,
    /// What was found, the weightiest first.
    pub findings: Vec<Finding>,
    /// What that comes to.
    pub verdict: Verdict,
    /// The readings its figures are.
    pub readings: Vec<EntryId>,
    /// What makes the answer less than sure, a sentence each.
    pub doubts: Vec<String>,
}

/// Checks a draft, in plain text or Markdown, against a state.
#[must_use]
pub fn draft(state: &State<'_>, text: &str) -> Vec<Drafted> {
    let shelf = Shelf::of(*state);
    let said = state.all::<Statement>();
    paragraphs(text)
        .into_iter()
        .flat_map(|(line, text)| {
            let lines_before = move |at: usize, text: &str| line + text[..at].matches('\n').count();
            let flat = text.replace('\n', " ");
            let all: Vec<(usize, String)> = sentences(&flat)
                .into_iter()
                .map(|sentence| {
                    let at = sentence.as_ptr() as usize - flat.as_ptr() as usize;
                    (lines_before(at, &text), sentence.to_owned())
                })
                .collect();
            all
        })
        .filter_map(|(line, text)| {
            let sentence = Sentence::said_on(&text, state.moment().effective);
            if !sentence.claims() {
                return None;
            }
            let checked = check(&shelf, state, &sentence, &Given::default(), None, &[]);
            let mut findings = checked.findings;
            if let Some(held) = said.iter().find(|held| held.body.text.contains(&text)) {
                let words = "The record has the same sentence as somebody’s statement; that it was said is on record, whatever stands behind it.";
                findings.push(
                    Finding::new(FindingKind::Stands, Weight::Remark, words)
                        .on([held.id().clone()]),
                );
            }
            let doubts = doubts(&shelf, &sentence, &checked.readings.len());
            Some(Drafted {
                line,
                verdict: Verdict::of(&findings),
                findings,
                readings: checked.readings.iter().map(|held| held.id().clone()).collect(),
                doubts,
                sentence: text,
            })
        })
        .collect()
}

fn doubts(shelf: &Shelf<'_>, sentence: &Sentence, bound: &usize) -> Vec<String> {
    let mut doubts = Vec::new();
    let named = shelf.named(sentence);
    if named.len() > 1 && *bound > 0 {
        doubts.push(format!(
            "Its words fit {} measures; the first whose figure agrees was taken.",
            crate::wording::count(named.len())
        ));
    }
    if named.is_empty() {
        doubts.push("Its words fit the name of no measure; it may still be so.".to_owned());
    }
    if sentence.dates.is_empty() && *bound > 0 {
        doubts.push("It names no period; the latest that has the figure was taken.".to_owned());
    }
    doubts
}

/// The paragraphs of a draft without the marks of Markdown, each with its first line.
fn paragraphs(text: &str) -> Vec<(usize, String)> {
    let mut found: Vec<(usize, String)> = Vec::new();
    let mut open = false;
    let mut front = text.starts_with("+++") || text.starts_with("---");
    for (at, line) in (1..).zip(text.lines()) {
        if front {
            front = at == 1 || !(line.starts_with("+++") || line.starts_with("---"));
            continue;
        }
        let trimmed = line.trim();
        let apart = trimmed.starts_with(['#', '|', '-', '*', '>'])
            || unnumbered(trimmed).len() < trimmed.len();
        // A footnote says where a figure comes from: it is no claim of the draft.
        if trimmed.is_empty() || trimmed.starts_with("[^") {
            open = false;
            continue;
        }
        let plain = plain(trimmed);
        match found.last_mut() {
            Some((_, paragraph)) if open && !apart => {
                paragraph.push('\n');
                paragraph.push_str(&plain);
            }
            _ => found.push((at, plain)),
        }
        open = !trimmed.starts_with(['#', '|']);
    }
    found
}

/// A line without the number of its paragraph or list item.
fn unnumbered(line: &str) -> &str {
    let rest = line.trim_start_matches(|letter: char| letter.is_ascii_digit() || letter == '.');
    let rest = rest.strip_prefix(')').unwrap_or(rest);
    let numbered = rest.len() < line.len() && rest.starts_with(' ');
    let rest = rest.trim_start();
    if numbered && rest.starts_with(char::is_uppercase) {
        rest
    } else {
        line
    }
}

/// A line without the marks of Markdown: a link's words stay, notes go.
fn plain(line: &str) -> String {
    let line = unnumbered(line.trim_start_matches(['#', '-', '*', '>', ' ']));
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(open) = rest.find('[') {
        out.push_str(&rest[..open]);
        let Some(close) = rest[open..].find(']').map(|at| open + at) else {
            break;
        };
        if !rest[open + 1..].starts_with('^') {
            out.push_str(&rest[open + 1..close]);
        }
        rest = &rest[close + 1..];
        if rest.starts_with('(') {
            rest = rest.find(')').map_or("", |at| &rest[at + 1..]);
        }
    }
    out.push_str(rest);
    out.replace(['*', '_', '`', '\\'], "").replace('|', "; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_markdown_are_left_out_and_lines_kept() {
        let text = "+++\ntitle = 1\n+++\n# Head 1\n\nRe-referrals **fell**\nto [20.9%](/x)[^1]. So.\n\n[^1]: 12%\n- one\n- two";
        let found = paragraphs(text);
        assert_eq!(
            found,
            [
                (4, "Head 1".to_owned()),
                (6, "Re-referrals fell\nto 20.9%. So.".to_owned()),
                (10, "one".to_owned()),
                (11, "two".to_owned()),
            ]
        );
    }
}
