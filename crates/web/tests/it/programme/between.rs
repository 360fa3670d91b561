//! What changed between two dates, as the record has it.

use jiff::civil::Date;
use record::changes::changes_between;
use record::kind::Kind;
use report::wording;

use super::site::{actions, cells, day, page, rows, section, state};

fn asked(from: &str, to: Date) -> String {
    format!("/changes?from={from}&as_at={to}")
}

#[test]
fn was_and_now_are_those_of_the_record() {
    let mut seen = [0; 3];
    for (from, to) in [
        ("2026-09-01", "2026-11-23"),
        ("2024-09-04", "2025-03-01"),
        ("2024-02-01", "2026-11-23"),
        ("2021-12-15", "2022-06-30"),
    ] {
        let to = day(to);
        let changes = changes_between(state(day(from)), state(to));
        let answer = page(&asked(from, to));
        let rated = rows(&answer, "ratings");
        assert_eq!(rated.len(), changes.rerated.len(), "{from} {to}");
        for (row, one) in rated.iter().zip(&changes.rerated) {
            assert!(row.contains(one.of.name()), "{row}");
            let cells = cells(row);
            for (cell, rating) in [(&cells[2], one.was), (&cells[3], one.now)] {
                let words = rating.map_or("not rated", |rated| rated.status.stands_for.in_words());
                assert!(cell.to_lowercase().contains(words), "{cell}: not {words}");
            }
        }
        let dates = rows(&answer, "dates");
        assert_eq!(dates.len(), changes.slipped.len(), "{from} {to}");
        for (row, slip) in dates.iter().zip(&changes.slipped) {
            let cells = cells(row);
            assert_eq!(cells[1], slip.change.body.from);
            assert_eq!(cells[2], slip.change.body.to);
            assert!(
                !cells[3].is_empty() && !cells[3].contains("was not"),
                "{cells:?}"
            );
        }
        for (place, list) in [
            ("opened", &changes.opened),
            ("closed", &changes.closed),
            ("reopened", &changes.reopened),
        ] {
            let shown = actions(section(&answer, place));
            let expected: Vec<&str> = list.iter().map(|action| action.id().name()).collect();
            assert_eq!(shown, expected, "{from} {to} {place}");
        }
        let words = answer.words();
        for kind in Kind::ALL {
            let of = changes
                .entries
                .iter()
                .filter(|one| one.kind() == Some(*kind));
            let count = of.count();
            let told = format!("{}: {count} ", wording::upper_first(kind.plural()));
            assert_eq!(words.contains(&told), count > 0, "{from} {to}: {told}");
        }
        seen[0] += rated.len();
        seen[1] += dates.len();
        seen[2] += changes.opened.len() + changes.closed.len();
    }
    assert!(seen.iter().all(|count| *count > 10), "{seen:?}");
}

#[test]
fn between_a_day_and_itself_nothing_changed() {
    let answer = page("/changes?from=2025-03-01&as_at=2025-03-01");
    assert!(
        answer
            .words()
            .contains("Nothing in the record changed between these dates")
    );
    assert_eq!(rows(&answer, "ratings").len(), 0);
}

#[test]
fn both_ends_are_named_as_people_say_them() {
    let same = page("/changes?from=2026-03-31&as_at=2026-11-01&known_at=2026-11-01").words();
    let said = "From what was known on 31 March 2026 to what was known on 1 November 2026.";
    assert!(same.contains(said), "{same}");
    let hindsight = page("/changes?from=2026-03-31&as_at=2026-10-01&known_at=2026-11-01").words();
    let said = "to the record as at 1 October 2026, as known on 1 November 2026.";
    assert!(hindsight.contains(said), "{hindsight}");
}
