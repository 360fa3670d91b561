//! The sentence that says what a chart says, for a title, an alternative text or
//! a board paper. Directions are named here or nowhere.

use super::{Assurance, Chart, Kind, Rule};
use crate::rule_set::{LEAST_FOR_A_JUDGEMENT, LEAST_FOR_LIMITS};

impl Chart {
    /// What may be said of the measure: variation and assurance, the signals of
    /// the latest point, all of them where they disagree, and the caution where
    /// neighbouring points hang together.
    ///
    /// Under 13 points nothing is claimed in words, even by a rule set that names
    /// the kind of every point however few there are.
    pub fn statement(&self) -> String {
        let values = self.groups.last().map_or(0, |group| group.values);
        let Some(kind) = self.variation.filter(|_| values >= LEAST_FOR_A_JUDGEMENT) else {
            return self.too_early(values);
        };
        let mut sentences = vec![said(kind, self.assurance, self.latest_meets).to_owned()];
        sentences.extend(self.reasons());
        sentences.extend(self.caution());
        sentences.join(" ")
    }

    /// Why nothing is claimed.
    fn too_early(&self, values: usize) -> String {
        let points = match values {
            0 => return "There are no figures to judge.".to_owned(),
            1 => "1 point".to_owned(),
            points => format!("{points} points"),
        };
        let since = match self.groups.len() {
            1 => "",
            _ => " since the limits were last set",
        };
        let until = if values < LEAST_FOR_LIMITS {
            format!(
                "Limits are on trial from {LEAST_FOR_LIMITS}, and a judgement is made from {LEAST_FOR_A_JUDGEMENT}."
            )
        } else {
            format!("The limits are on trial until there are {LEAST_FOR_A_JUDGEMENT}.")
        };
        format!("Too early to judge: {points}{since}. {until}")
    }

    /// Why: the signals of the latest point.
    fn reasons(&self) -> Option<String> {
        let latest = self.latest()?;
        let reasons: Vec<String> = latest
            .signals
            .rules()
            .map(|rule| self.reason(rule))
            .collect();
        let (first, others) = reasons.split_first()?;
        if others.is_empty() {
            return Some(format!("The latest point {first}."));
        }
        let together = reasons.join(", and it ");
        Some(if latest.signals.conflict() {
            format!("The signals point both ways: the latest point {together}.")
        } else {
            format!("The latest point {together}.")
        })
    }

    /// One signal, as said of a point.
    fn reason(&self, rule: Rule) -> String {
        let rules = &self.question.rule_set;
        match rule {
            Rule::Common => "shows only the usual variation".to_owned(),
            Rule::OutsideAbove => "is above the upper process limit".to_owned(),
            Rule::OutsideBelow => "is below the lower process limit".to_owned(),
            Rule::TrendUp => format!("is in a rising trend of {} or more points", rules.trend),
            Rule::TrendDown => format!("is in a falling trend of {} or more points", rules.trend),
            Rule::TwoInThreeAbove => "is one of two in three close to the upper limit".to_owned(),
            Rule::TwoInThreeBelow => "is one of two in three close to the lower limit".to_owned(),
            Rule::ShiftAbove => format!("is in a run of {} or more above the mean", rules.shift),
            Rule::ShiftBelow => format!("is in a run of {} or more below the mean", rules.shift),
        }
    }

    /// The caution where points hang together more than chance gives.
    pub fn caution(&self) -> Option<String> {
        let found = self.autocorrelation.filter(|found| found.is_marked())?;
        if !found.misleads() {
            return Some(format!(
                "Caution: each point is like the one before (correlation {:.2}), but no more than a level that moves makes it: signals of the move are true, and limits over all of it are wide.",
                found.lag_one
            ));
        }
        let flow = "Where there is one, chart what starts and ends in each period instead.";
        Some(format!(
            "Caution: each point follows the one before (correlation {:.2}), so signals come up more often than chance explains. {flow}",
            found.lag_one
        ))
    }
}

/// Variation and assurance together. The limits say what the process did; where the
/// latest point says otherwise, `meets`, that is said too.
const fn said(kind: Kind, assurance: Option<Assurance>, meets: Option<bool>) -> &'static str {
    use Assurance::{Fail, HitOrMiss, Pass};
    match (kind, assurance) {
        (Kind::Common, None) => "Stable: no significant change.",
        (Kind::Common, Some(Pass)) => "Stable, and reliably meets the target.",
        (Kind::Common, Some(HitOrMiss)) => {
            "Stable, and will sometimes meet the target by chance alone."
        }
        (Kind::Common, Some(Fail)) => "Stable, and cannot meet the target without change.",
        (Kind::Improvement, None) => "Improving.",
        (Kind::Improvement, Some(Pass)) => "Improving, and reliably meets the target.",
        (Kind::Improvement, Some(HitOrMiss)) => {
            "Improving, but does not yet meet the target reliably."
        }
        (Kind::Improvement, Some(Fail)) if matches!(meets, Some(true)) => {
            "Improving: the latest point meets the target, which the limits so far do not reach."
        }
        (Kind::Improvement, Some(Fail)) => {
            "Improving, but not yet at the target, which the limits so far do not reach."
        }
        (Kind::Concern, None) => "Worsening.",
        (Kind::Concern, Some(Pass)) if matches!(meets, Some(false)) => {
            "Worsening: the latest point misses the target, which the limits so far meet."
        }
        (Kind::Concern, Some(Pass)) => "Worsening, though it still reliably meets the target.",
        (Kind::Concern, Some(HitOrMiss)) => "Worsening, and meets the target only by chance.",
        (Kind::Concern, Some(Fail)) => "Worsening, and cannot meet the target without change.",
        (Kind::NeutralHigh, _) => {
            "Higher than usual: a change that is neither good nor bad in itself."
        }
        (Kind::NeutralLow, _) => {
            "Lower than usual: a change that is neither good nor bad in itself."
        }
    }
}
