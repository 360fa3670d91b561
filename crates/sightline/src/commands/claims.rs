//! `sightline claims`: a person's own draft, each sentence that gives a figure or a
//! direction held against the record.

use std::io::Write as _;
use std::path::Path;

use record::id::EntryId;
use record::state::Moment;
use record::view::SharedView;
use report::claims::{Drafted, Verdict, draft};
use serde::Serialize;
use store::{Access, Edge, Records, Store};

use super::report::known_authority;
use crate::arguments::Claims;
use crate::clock;
use crate::failure::Failure;

/// A sentence as the JSON has it.
#[derive(Serialize)]
struct Line<'a> {
    line: usize,
    sentence: &'a str,
    verdict: &'static str,
    readings: Vec<&'a str>,
    findings: Vec<Found<'a>>,
    doubts: &'a [String],
}

#[derive(Serialize)]
struct Found<'a> {
    kind: &'static str,
    words: &'a str,
    rests_on: Vec<&'a str>,
}

/// Checks a draft.
pub(crate) fn claims(asked: &Claims) -> Result<(), Failure> {
    let text = read(&asked.file)?;
    let moment = moment(asked)?;
    let store = Store::open(asked.at.home(), Access::Read, Edge::system())?;
    let records = Records::new(store)?;
    known_authority(&records, &asked.authority, &asked.at)?;
    let programme = records.programme(&asked.authority)?;
    let view = SharedView::new(programme, asked.audience.into());
    report::disclosed::audited(view.programme());
    let found = draft(&view.view().at(moment), &text);
    if asked.json {
        let lines: Vec<Line<'_>> = found.iter().map(line).collect();
        let json = serde_json::to_string_pretty(&serde_json::json!({ "claims": lines }))
            .map_err(|error| Failure::Input(error.to_string()))?;
        print(&format!("{json}\n"))?;
    } else {
        print(&in_words(&asked.file, &found))?;
    }
    let open = found
        .iter()
        .filter(|one| matches!(one.verdict, Verdict::Contradicted | Verdict::Unevidenced))
        .count();
    if open > 0 {
        return Err(Failure::Check(format!(
            "{open} of {} sentences that give a figure or a direction need a look.",
            found.len()
        )));
    }
    Ok(())
}

fn print(text: &str) -> Result<(), Failure> {
    std::io::stdout()
        .write_all(text.as_bytes())
        .map_err(|error| Failure::Unwritable(format!("The answer cannot be written: {error}.")))
}

fn read(file: &Path) -> Result<String, Failure> {
    let bytes = std::fs::read(file).map_err(|error| {
        Failure::Missing(format!(
            "The draft {} cannot be read: {error}.",
            file.display()
        ))
    })?;
    String::from_utf8(bytes).map_err(|error| {
        Failure::Input(format!(
            "The draft {} is not plain text in UTF-8 (byte {}): save it as plain text or Markdown.",
            file.display(),
            error.utf8_error().valid_up_to()
        ))
    })
}

fn moment(asked: &Claims) -> Result<Moment, Failure> {
    let today = clock::today();
    let effective = asked.as_at.unwrap_or(today);
    let known = asked.known_at.unwrap_or(effective);
    for (name, date) in [("--as-at", effective), ("--known-at", known)] {
        if date > today {
            return Err(Failure::Input(format!(
                "{name} {date} has not come yet: today is {today}."
            )));
        }
    }
    Ok(Moment {
        effective,
        known,
        recorded: None,
    })
}

fn line(one: &Drafted) -> Line<'_> {
    Line {
        line: one.line,
        sentence: &one.sentence,
        verdict: one.verdict.name(),
        readings: one.readings.iter().map(EntryId::as_str).collect(),
        findings: one
            .findings
            .iter()
            .map(|finding| Found {
                kind: finding.kind.in_words(),
                words: &finding.words,
                rests_on: finding.rests_on.iter().map(EntryId::as_str).collect(),
            })
            .collect(),
        doubts: &one.doubts,
    }
}

/// For reading: a block a sentence, then how many came to what.
fn in_words(file: &Path, found: &[Drafted]) -> String {
    if found.is_empty() {
        return format!(
            "{}: no sentence gives a figure or says which way something went.\n",
            file.display()
        );
    }
    let mut told = String::new();
    for one in found {
        told.push_str(&format!(
            "{}:{}: {}\n  {}\n",
            file.display(),
            one.line,
            one.verdict.in_words(),
            one.sentence
        ));
        for finding in &one.findings {
            told.push_str(&format!(
                "  - {} ({})\n",
                finding.words,
                finding.kind.in_words()
            ));
        }
        for doubt in &one.doubts {
            told.push_str(&format!("  ? {doubt}\n"));
        }
        told.push('\n');
    }
    let counts: Vec<String> = Verdict::ALL
        .into_iter()
        .filter_map(|verdict| {
            let count = found.iter().filter(|one| one.verdict == verdict).count();
            (count > 0).then(|| format!("{count} {}", verdict.in_words()))
        })
        .collect();
    told.push_str(&format!("{}.\n", counts.join("; ")));
    told
}
