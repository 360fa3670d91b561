//! Which way a sentence says that something went, and with whom it compares.

use std::ops::Range;

use record::body::{ComparatorForm, SaidDirection};

use super::tokens::Token;

/// A word that says which way something went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Its place in the sentence, in bytes.
    pub at: Range<usize>,
    /// As it stands there.
    pub word: String,
    /// Which way.
    pub way: SaidDirection,
    /// Whether the sentence says that it did not go that way.
    pub denied: bool,
}

/// Whom a sentence compares with, and where it says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// Its place in the sentence, in bytes.
    pub at: Range<usize>,
    /// The sort of comparator.
    pub with: ComparatorForm,
}

/// What an improvement is an improvement *of*, where the words are a name: a plan,
/// a board, a notice.
const NAMES: [&str; 28] = [
    "plan",
    "plans",
    "board",
    "boards",
    "notice",
    "notices",
    "journey",
    "programme",
    "partner",
    "partners",
    "lead",
    "adviser",
    "advisor",
    "team",
    "teams",
    "strategy",
    "strategies",
    "director",
    "record",
    "group",
    "executive",
    "priorities",
    "priority",
    "agenda",
    "consultant",
    "work",
    "activity",
    "actions",
];

/// Words before a verb that make it an intention.
const INTENDED: [&str; 14] = [
    "to", "will", "should", "must", "would", "can", "could", "may", "might", "shall", "cannot",
    "further", "not-yet", "help",
];

const DENIALS: [&str; 12] = [
    "not", "no", "never", "without", "neither", "nor", "hardly", "isn't", "hasn't", "wasn't",
    "didn't", "nothing",
];

fn way(word: &str) -> Option<SaidDirection> {
    Some(match word {
        "improve" | "improved" | "improves" | "improving" | "improvement" | "improvements"
        | "better" | "quicker" | "faster" | "timelier" | "stronger" => SaidDirection::Better,
        "worse" | "worsen" | "worsened" | "worsens" | "worsening" | "deteriorate"
        | "deteriorated" | "deteriorates" | "deteriorating" | "deterioration" | "slower"
        | "poorer" | "weaker" => SaidDirection::Worse,
        "rise" | "rises" | "rose" | "risen" | "rising" | "increase" | "increases" | "increased"
        | "increasing" | "grew" | "grown" | "growing" | "climbed" | "climbing" | "higher"
        | "doubled" | "trebled" | "tripled" => SaidDirection::Up,
        "fall" | "falls" | "fell" | "fallen" | "falling" | "reduce" | "reduces" | "reduced"
        | "reducing" | "reduction" | "reductions" | "decrease" | "decreases" | "decreased"
        | "decreasing" | "decline" | "declined" | "declining" | "dropped" | "dropping"
        | "lower" | "lowered" | "halved" | "fewer" => SaidDirection::Down,
        "unchanged" => SaidDirection::Unchanged,
        _ => return None,
    })
}

/// Every direction a sentence claims, in order.
pub(super) fn directions(tokens: &[Token]) -> Vec<Said> {
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let Some(way) = way(&token.word).or_else(|| small_word(tokens, at)) else {
            continue;
        };
        if is_no_claim(tokens, at) {
            continue;
        }
        let before = &tokens[at.saturating_sub(3)..at];
        found.push(Said {
            at: token.at.clone(),
            word: token.word.clone(),
            way,
            denied: before.iter().any(|word| word.is(&DENIALS)),
        });
    }
    found
}

/// "up", "down" and "more" say a direction only among other words.
fn small_word(tokens: &[Token], at: usize) -> Option<SaidDirection> {
    let word = |place: Option<usize>| {
        place
            .and_then(|place| tokens.get(place))
            .map_or("", |token| token.word.as_str())
    };
    let before = word(at.checked_sub(1));
    let after = word(Some(at + 1));
    let gone = matches!(
        before,
        "went" | "gone" | "going" | "goes" | "is" | "are" | "was" | "were" | "come" | "came" | "%"
    ) && matches!(
        after,
        "" | "from" | "by" | "on" | "again" | "since" | "and" | "this" | "in"
    ) || matches!(after, "from" | "by")
        && !matches!(before, "set" | "made" | "taken" | "picked")
        || matches!(before, "went" | "gone" | "going");
    match word(Some(at)) {
        "up" if gone => Some(SaidDirection::Up),
        "down" if gone => Some(SaidDirection::Down),
        "more" => {
            let than = tokens.get(at + 1..(at + 6).min(tokens.len()))?;
            let compared = than.windows(2).any(|pair| {
                pair[0].word == "than" && pair[1].is(&["last", "before", "in", "a", "at", "the"])
            });
            let counted = before == "%";
            (compared && after != "than" || counted).then_some(SaidDirection::Up)
        }
        _ => None,
    }
}

/// Whether a word stands in a name, a grade, an intention or a comparison with a
/// limit, and so claims no change.
fn is_no_claim(tokens: &[Token], at: usize) -> bool {
    let word = |place: Option<usize>| {
        place
            .and_then(|place| tokens.get(place))
            .map_or("", |token| token.word.as_str())
    };
    let (before, after) = (word(at.checked_sub(1)), word(Some(at + 1)));
    let two_before = word(at.checked_sub(2));
    // What will be, or may be, or is asked, did not happen yet.
    let open = &tokens[at.saturating_sub(8)..at];
    let near = &tokens[at.saturating_sub(3)..at];
    if open.iter().any(|word| word.is(&["whether", "if"]))
        || near
            .iter()
            .any(|word| word.is(&["will", "would", "should", "might", "could"]))
    {
        return true;
    }
    let hoped = word(Some(at + 2));
    if after == "than" && matches!(hoped, "hoped" | "expected" | "planned" | "we" | "agreed") {
        return true;
    }
    match word(Some(at)) {
        "improvement" | "improvements" => {
            // In a post's or a body's name.
            tokens[at].capital && at > 0
                || NAMES.contains(&after)
                || matches!(
                    before,
                    "require"
                        | "requires"
                        | "required"
                        | "requiring"
                        | "continuous"
                        | "securing"
                        | "for"
                        | "drive"
                )
                || matches!(after, "requires" | "is" | "to") && before == "continuous"
                || after == "journey"
                || matches!(before, "of" | "the") && two_before == "areas"
        }
        "improving" if matches!(before, "on" | "of" | "for" | "at") => true,
        "better" | "poorer" | "higher" | "lower" | "fewer" => {
            after == "than" && before != "is" && before != "are" && before != "was"
                || before == "or"
                || matches!(
                    after,
                    "education" | "limit" | "quality" | "band" | "grade" | "level"
                )
                || before == "is" && after.is_empty()
                || INTENDED.contains(&before)
        }
        "up" => after == "and" && hoped == "down",
        "down" => before == "and" && two_before == "up",
        "more" => false,
        "reduced" if matches!(after, "timetable" | "timetables" | "hours") => true,
        "fall" | "falls" if matches!(after, "due" | "within" | "to" | "under") => true,
        "rise" | "rises" if before == "give" || before == "gives" => true,
        "falling" if matches!(after, "within" | "due") => true,
        "improve" | "reduce" | "increase" | "rise" | "fall" | "worsen" | "decrease" | "decline"
        | "deteriorate" => {
            INTENDED.contains(&before)
                || matches!(before, "say" | "says" | "said")
                || is_order(tokens, at)
        }
        _ => false,
    }
}

/// "Reduce the backlog", "so that visits improve": an order or an aim.
fn is_order(tokens: &[Token], at: usize) -> bool {
    at == 0
        || tokens[..at]
            .windows(2)
            .any(|pair| pair[0].word == "so" && pair[1].word == "that")
        || tokens[at - 1].is(&["and"]) && tokens[..at].iter().any(|word| word.is(&["to", "will"]))
}

/// Whom a sentence compares with.
pub(super) fn comparisons(tokens: &[Token]) -> Vec<Compared> {
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let after = tokens.get(at + 1).map_or("", |next| next.word.as_str());
        let before = at
            .checked_sub(1)
            .map_or("", |place| tokens[place].word.as_str());
        let rate = matches!(after, "average" | "rate" | "figure" | "median" | "mean");
        let with = match token.word.as_str() {
            "england" | "england's" | "nationally" => ComparatorForm::England,
            "national" if rate => ComparatorForm::England,
            "regional" if rate => ComparatorForm::Region,
            "midlands" if before == "west" => ComparatorForm::Region,
            "neighbours" | "neighbours'" | "neighbors" => ComparatorForm::Neighbours,
            "authorities" | "councils" if matches!(before, "similar" | "comparable") => {
                ComparatorForm::Neighbours
            }
            _ => continue,
        };
        found.push(Compared {
            at: token.at.clone(),
            with,
        });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::tokens::tokens;
    use super::*;
    use SaidDirection::{Better, Down, Up, Worse};

    fn said(text: &str) -> Vec<(SaidDirection, bool)> {
        directions(&tokens(text))
            .into_iter()
            .map(|one| (one.way, one.denied))
            .collect()
    }

    #[test]
    fn a_direction_is_what_is_said_to_have_happened() {
        assert_eq!(
            said("Visits improved and waits fell."),
            [(Better, false), (Down, false)]
        );
        assert_eq!(said("Interviews are no quicker."), [(Better, true)]);
        assert_eq!(said("It went up from 12 to 14."), [(Up, false)]);
        assert_eq!(said("Practice has not deteriorated."), [(Worse, true)]);
        assert_eq!(said("There were fewer re-referrals."), [(Down, false)]);
        assert_eq!(
            said("Agency use doubled, 12% more than last year."),
            [(Up, false), (Up, false)]
        );
    }

    #[test]
    fn names_grades_aims_and_limits_are_no_direction() {
        for text in [
            "The Improvement Board saw the improvement plan and the improvement notice.",
            "Services require improvement to be good.",
            "Good or better.",
            "We will improve visits and reduce waits.",
            "Reduce the backlog.",
            "It is to improve the quality of social work education.",
            "Up to 12 children; more than 40 households; no more than six.",
            "Eight higher education establishments took part.",
            "It was set up by the council.",
        ] {
            assert_eq!(said(text), [], "{text}");
        }
    }

    #[test]
    fn comparators_are_found_by_name() {
        let with: Vec<ComparatorForm> = comparisons(&tokens(
            "England’s 22.4%, the West Midlands, similar authorities and the regional average; the regional plan",
        ))
        .into_iter()
        .map(|one| one.with)
        .collect();
        use ComparatorForm::{England, Neighbours, Region};
        assert_eq!(with, [England, Region, Neighbours, Region]);
    }
}
