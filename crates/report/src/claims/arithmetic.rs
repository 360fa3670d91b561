//! The sums of a sentence: so many of so many against its per cent, from one figure
//! to another against its change. A sum that does not come out is told apart from one
//! that was rounded otherwise.

use record::body::{ConflictForm, SaidDirection};

use super::amounts::{Amount, Counts, Role};
use super::finding::{Finding, FindingKind, Weight};
use super::sentence::Sentence;
use crate::wording;

/// How a stated number stands to the one worked out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Agreement {
    /// The same, rounded to the places it is stated with.
    Same,
    /// Less than one of its last place away: cut off, or rounded the other way.
    Rounded,
    /// Another number.
    Different,
}

/// Compares a stated number, of so many decimal places, with an exact one.
#[must_use]
pub fn agreement(stated: f64, decimals: u8, exact: f64) -> Agreement {
    let place = 10_f64.powi(-i32::from(decimals));
    let off = (stated - exact).abs();
    if off <= place / 2.0 + 1e-9 {
        Agreement::Same
    } else if off < place - 1e-9 {
        Agreement::Rounded
    } else {
        Agreement::Different
    }
}

/// The same for an amount; of one given as about so much the last place is wide.
pub(super) fn amount_agrees(amount: &Amount, exact: f64) -> Agreement {
    match agreement(amount.value, amount.decimals, exact) {
        Agreement::Different
            if amount.about && (amount.value - exact).abs() <= exact.abs() * 0.05 =>
        {
            Agreement::Same
        }
        agreed => agreed,
    }
}

fn differs(
    agreement: Agreement,
    words: impl Fn(&'static str) -> String,
    right: impl Fn() -> String,
) -> Finding {
    use ConflictForm::{Arithmetic, Rounding};
    match agreement {
        Agreement::Same => Finding::new(FindingKind::Stands, Weight::For, right()),
        Agreement::Rounded => Finding::new(
            FindingKind::Differs(Rounding),
            Weight::Remark,
            words("it is a matter of rounding"),
        ),
        Agreement::Different => Finding::new(
            FindingKind::Differs(Arithmetic),
            Weight::Against,
            words("the sum does not come out"),
        ),
    }
}

/// So many of a whole against a stated per cent.
#[must_use]
pub fn share(part: f64, whole: f64, stated: f64, decimals: u8) -> Option<Finding> {
    (whole > 0.0).then(|| {
        let exact = part / whole * 100.0;
        let (part, whole) = (wording::grouped(part, 0), wording::grouped(whole, 0));
        let is = wording::grouped(exact, decimals.max(1));
        let said = wording::grouped(stated, decimals);
        differs(
            agreement(stated, decimals, exact),
            |why| format!("{part} of {whole} is {is}%, not {said}%: {why}."),
            || format!("{part} of {whole} is {said}%, as it says."),
        )
    })
}

/// The change from one figure to another against a stated one, in per cent.
#[must_use]
pub fn change(from: f64, to: f64, stated: f64, decimals: u8) -> Option<Finding> {
    (from > 0.0).then(|| {
        let exact = (to - from).abs() / from * 100.0;
        let places = |value: f64| u8::from(value.fract() != 0.0);
        let (from, to) = (
            wording::grouped(from, places(from)),
            wording::grouped(to, places(to)),
        );
        let is = wording::grouped(exact, decimals.max(1));
        let said = wording::grouped(stated, decimals);
        differs(
            agreement(stated, decimals, exact),
            |why| format!("From {from} to {to} is {is}%, not {said}%: {why}."),
            || format!("From {from} to {to} is {said}%, as it says."),
        )
    })
}

/// Every sum of a sentence, checked.
#[must_use]
pub fn sums(sentence: &Sentence) -> Vec<Finding> {
    let mut found: Vec<Finding> = shares(sentence).collect();
    if let Some((from, to)) = span(sentence) {
        found.extend(stated_change(sentence, from, to));
        found.extend(says_the_other_way(sentence, from, to));
    }
    found
}

/// Each "315 of 599" against the per cent that stands nearest to it.
fn shares(sentence: &Sentence) -> impl Iterator<Item = Finding> + '_ {
    sentence.figures().filter_map(|amount| {
        let Counts::OutOf(whole) = amount.unit else {
            return None;
        };
        let apart = |other: &&Amount| {
            let (one, two) = (&amount.at, &other.at);
            two.start
                .saturating_sub(one.end)
                .max(one.start.saturating_sub(two.end))
        };
        let stated = sentence
            .figures()
            .filter(|other| other.unit == Counts::Percent && !other.about)
            .min_by_key(apart)?;
        share(amount.value, whole, stated.value, stated.decimals)
    })
}

/// The two figures of "from 695 … to 489" or "between 695 … and 489".
pub(super) fn span(sentence: &Sentence) -> Option<(&Amount, &Amount)> {
    let after = |word: &str, amount: &Amount| {
        sentence
            .tokens
            .iter()
            .rev()
            .find(|token| token.at.end <= amount.at.start)
            .is_some_and(|token| token.word == word)
    };
    let figures: Vec<&Amount> = sentence
        .amounts
        .iter()
        .filter(|one| one.role != Role::Structure || one.unit == Counts::Weeks)
        .collect();
    figures.iter().enumerate().find_map(|(at, from)| {
        let joins = [("from", "to"), ("between", "and")];
        let (_, join) = joins.iter().find(|(first, _)| after(first, from))?;
        let same = |other: &&&Amount| {
            let bare = from.unit == Counts::Number;
            (other.unit == from.unit || bare) && (after(join, other) || after("and", other))
        };
        let to = figures.get(at + 1..)?.iter().find(same)?;
        Some((*from, *to))
    })
}

/// The change a sentence states besides the two figures it is between.
pub(super) fn stated(sentence: &Sentence) -> Option<&Amount> {
    let (from, to) = span(sentence)?;
    sentence.figures().find(|other| {
        let term = std::ptr::eq(*other, from) || std::ptr::eq(*other, to);
        !term && matches!(other.unit, Counts::Percent | Counts::Points | Counts::Times)
    })
}

fn stated_change(sentence: &Sentence, from: &Amount, to: &Amount) -> Option<Finding> {
    let of_percent = to.unit == Counts::Percent;
    let stated = stated(sentence)?;
    let (a, b) = (from.value, to.value);
    match stated.unit {
        Counts::Times => times(a, b, stated),
        Counts::Points => of_percent.then(|| points(a, b, stated)),
        // Said of percentages, per cent may mean points.
        _ if of_percent && amount_agrees(stated, (b - a).abs()) == Agreement::Same => {
            Some(points(a, b, stated))
        }
        _ => change(a, b, stated.value, stated.decimals),
    }
}

fn points(from: f64, to: f64, stated: &Amount) -> Finding {
    let exact = (to - from).abs();
    let is = wording::grouped(exact, stated.decimals.max(1));
    let said = wording::grouped(stated.value, stated.decimals);
    differs(
        amount_agrees(stated, exact),
        |why| format!("From {from}% to {to}% is {is} points, not {said}: {why}."),
        || format!("From {from}% to {to}% is {said} points, as it says."),
    )
}

fn times(from: f64, to: f64, stated: &Amount) -> Option<Finding> {
    (from > 0.0).then(|| {
        let exact = to / from;
        let near = (exact - stated.value).abs() <= 0.1 * stated.value;
        let agreed = if near {
            Agreement::Same
        } else {
            Agreement::Different
        };
        let is = wording::grouped(exact, 1);
        differs(
            agreed,
            |why| format!("{to} is {is} times {from}: {why}."),
            || format!("{to} is {is} times {from}, as it says."),
        )
    })
}

/// "Fell from 20 to 25".
fn says_the_other_way(sentence: &Sentence, from: &Amount, to: &Amount) -> Option<Finding> {
    let said = sentence.directions.iter().find(|said| !said.denied)?;
    let other_way = match said.way {
        SaidDirection::Up => to.value < from.value,
        SaidDirection::Down => to.value > from.value,
        _ => false,
    };
    other_way.then(|| {
        let side = if to.value > from.value {
            "more"
        } else {
            "less"
        };
        Finding::new(
            FindingKind::Differs(ConflictForm::Arithmetic),
            Weight::Against,
            format!(
                "It says “{}”, and {} is {side} than {}.",
                said.word,
                sentence.words_of(to),
                sentence.words_of(from)
            ),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<FindingKind> {
        sums(&Sentence::read(text))
            .into_iter()
            .map(|found| found.kind)
            .collect()
    }

    const ARITHMETIC: FindingKind = FindingKind::Differs(ConflictForm::Arithmetic);
    const ROUNDING: FindingKind = FindingKind::Differs(ConflictForm::Rounding);

    #[test]
    fn a_share_is_worked_out_and_told_from_rounding() {
        assert_eq!(
            kinds("315 of 599 children (59%) live outside the area."),
            [ARITHMETIC]
        );
        assert_eq!(
            kinds("315 of 599 children (52.6%) live outside the area."),
            [FindingKind::Stands]
        );
        assert_eq!(
            kinds("315 of 599 children (53%) live outside the area."),
            [FindingKind::Stands]
        );
        assert_eq!(kinds("52%, that is 315 out of 599."), [ROUNDING]);
        let told = &sums(&Sentence::read("Some 59% (315 of 599)."))[..];
        assert!(told.is_empty(), "what is about so much is not worked out");
        let told = &sums(&Sentence::read("59% (315 of 599)."))[0].words;
        assert_eq!(
            told,
            "315 of 599 is 52.6%, not 59%: the sum does not come out."
        );
    }

    #[test]
    fn a_change_is_worked_out_from_its_two_figures() {
        assert_eq!(
            kinds("29% as the difference between 695 plans in March 2015 and 489 in January 2017."),
            [ROUNDING]
        );
        assert_eq!(
            kinds("Plans fell by 30%, from 695 to 489."),
            [FindingKind::Stands]
        );
        assert_eq!(kinds("Plans fell by 40%, from 695 to 489."), [ARITHMETIC]);
        assert_eq!(
            kinds("It went from 23.8% to 20.9%, 2.9 points."),
            [FindingKind::Stands]
        );
        assert_eq!(
            kinds("It went from 23.8% to 20.9%, 3.9 points."),
            [ARITHMETIC]
        );
        assert_eq!(
            kinds("Proceedings doubled from 26 to 32 weeks."),
            [ARITHMETIC]
        );
        assert_eq!(
            kinds("Repeat plans fell from 18.2% to 27.3%."),
            [ARITHMETIC]
        );
    }

    #[test]
    fn nothing_is_divided_by_nothing() {
        assert!(share(3.0, 0.0, 10.0, 0).is_none());
        assert!(change(0.0, 5.0, 10.0, 0).is_none());
    }
}
