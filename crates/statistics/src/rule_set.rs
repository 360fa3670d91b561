//! The rule sets: "Making Data Count" is not one algorithm, so each has a name
//! with a version, to be kept with every statement made by it.

use std::borrow::Cow;

/// Which points count towards the rule of two in three.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TwoInThree {
    /// Between the near limits and the process limits (NHSRplotthedots).
    Between,
    /// Beyond the near limits, outside the process limits too (NHS England's
    /// Making Data Count tools since November 2023).
    Beyond,
}

/// What is said of a group of few points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FewPoints {
    /// Everything, however few there are.
    Say,
    /// No limits under [`LEAST_FOR_LIMITS`]; limits on trial, and no variation
    /// or assurance, under [`LEAST_FOR_A_JUDGEMENT`].
    Withhold,
}

/// Points a group needs before its limits are shown at all, on trial.
pub const LEAST_FOR_LIMITS: usize = 8;

/// Points a group needs before variation and assurance are stated, as in Making
/// Data Count's single-chart tool.
pub const LEAST_FOR_A_JUDGEMENT: usize = 13;

/// The shortest run or trend that can be asked for.
pub const SHORTEST_RUN: usize = 2;

/// One way of reading an XmR chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleSet {
    /// Name and version, as printed under a chart.
    pub name: Cow<'static, str>,
    /// Whether moving ranges of 3.267 times their mean and more are left out of
    /// the limits.
    pub screen: bool,
    /// Points in a row on one side of the mean that make a shift.
    pub shift: usize,
    /// Points in a row, each above (or each below) the one before, that make a
    /// trend: seven points are six rises.
    pub trend: usize,
    /// What counts towards two in three.
    pub two_in_three: TwoInThree,
    /// What is said of few points.
    pub few_points: FewPoints,
    /// Whose rules they are, in a sentence.
    pub about: Cow<'static, str>,
}

/// The rule sets that have a name; the first is the one used where none is said.
pub const RULE_SETS: [RuleSet; 3] = [
    RuleSet {
        name: Cow::Borrowed("mdc-2023/7"),
        screen: false,
        shift: 7,
        trend: 7,
        two_in_three: TwoInThree::Beyond,
        few_points: FewPoints::Withhold,
        about: Cow::Borrowed(
            "Making Data Count (NHS England) since November 2023: seven points, no screening, every point beyond two sigma counts towards two in three; no judgement under 13 points.",
        ),
    },
    RuleSet {
        name: Cow::Borrowed("nhs-ptd/7"),
        screen: true,
        shift: 7,
        trend: 7,
        two_in_three: TwoInThree::Between,
        few_points: FewPoints::Say,
        about: Cow::Borrowed(
            "As the R package NHSRplotthedots 0.2 computes it: moving ranges screened, two in three between two and three sigma, any number of points.",
        ),
    },
    RuleSet {
        name: Cow::Borrowed("nhs-ptd/7-unscreened"),
        screen: false,
        shift: 7,
        trend: 7,
        two_in_three: TwoInThree::Between,
        few_points: FewPoints::Say,
        about: Cow::Borrowed(
            "The same with screen_outliers = FALSE: every moving range counts towards the limits.",
        ),
    },
];

impl RuleSet {
    /// The rule set of this name.
    pub fn named(name: &str) -> Option<Self> {
        RULE_SETS.into_iter().find(|set| set.name == name)
    }
}

impl Default for RuleSet {
    /// `mdc-2023/7`.
    fn default() -> Self {
        let [first, ..] = RULE_SETS;
        first
    }
}
