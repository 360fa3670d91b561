//! An outlook as a sentence or two.

use super::{Forecast, Outlook, Pace, Silence, Verdict};
use crate::aim::Aim;

/// How figures of a series are written.
#[derive(Clone, Copy, Debug)]
pub struct Wording<'a> {
    /// Decimal places.
    pub decimals: usize,
    /// What follows a value: "%", " days", or nothing.
    pub unit: &'a str,
    /// What one period is called, one and many: "month", "months".
    pub period: (&'a str, &'a str),
}

impl Wording<'_> {
    fn value(&self, value: f64) -> String {
        format!("{}{}", self.bare(value), self.unit)
    }

    /// Without the unit, and without a sign before 0.
    fn bare(&self, value: f64) -> String {
        let text = format!("{value:.*}", self.decimals);
        match text.strip_prefix('-') {
            Some(rest) if rest.chars().all(|c| matches!(c, '0' | '.')) => rest.to_owned(),
            Some(rest) => format!("\u{2212}{rest}"),
            None => text,
        }
    }

    fn periods(&self, count: usize) -> String {
        let (one, many) = self.period;
        format!("{count} {}", if count == 1 { one } else { many })
    }
}

impl Verdict {
    /// The words for it.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::OnCourse => "On course",
            Self::AtRisk => "At risk \u{2013} could go either way",
            Self::Unlikely => "Unlikely without change",
        }
    }
}

/// What an outlook says, for so many periods ahead. A verdict never stands
/// without its 80 % range.
#[must_use]
pub fn statement(outlook: &Outlook, ahead: usize, aim: Aim, wording: &Wording<'_>) -> String {
    match outlook {
        Outlook::Forecast(forecast) => forecast_words(forecast, ahead, aim, wording),
        Outlook::Silent(silence) => silence_words(*silence, wording),
    }
}

fn forecast_words(forecast: &Forecast, ahead: usize, aim: Aim, wording: &Wording<'_>) -> String {
    let goal = match aim {
        Aim::AtLeast(target) => format!("{} or more", wording.value(target)),
        Aim::AtMost(target) => format!("{} or less", wording.value(target)),
    };
    format!(
        "{}: the chance of {goal} in {} is {}. Expected {}, 80 % range {} to {}. {}",
        forecast.verdict.words(),
        wording.periods(ahead),
        chance(forecast.chance),
        wording.value(forecast.centre),
        wording.value(forecast.low),
        wording.value(forecast.high),
        pace_words(&forecast.pace, wording),
    )
}

/// In 100; never none or all, since nothing is certain.
fn chance(chance: f64) -> String {
    let hundredths = (chance * 100.0).round();
    if hundredths < 1.0 {
        "less than 1 in 100".to_owned()
    } else if hundredths > 99.0 {
        "more than 99 in 100".to_owned()
    } else {
        format!("{hundredths:.0} in 100")
    }
}

fn pace_words(pace: &Pace, wording: &Wording<'_>) -> String {
    // A pace is smaller than a value: one more place shows it.
    let fine = Wording {
        decimals: wording.decimals + 1,
        ..*wording
    };
    let has_been = format!(
        "{} a {} (80 % range {} to {})",
        fine.value(pace.achieved),
        wording.period.0,
        fine.value(pace.low),
        fine.value(pace.high),
    );
    if pace.required == 0.0 {
        format!("The level is there now; the change has been {has_been}.")
    } else {
        format!(
            "The target needs a change of {} a {}; it has been {has_been}.",
            fine.value(pace.required),
            wording.period.0,
        )
    }
}

fn silence_words(silence: Silence, wording: &Wording<'_>) -> String {
    match silence {
        Silence::TooShort { values } => format!(
            "Not enough history to judge: {values} of the {} values needed.",
            super::FEWEST
        ),
        Silence::JustChanged { values } => format!(
            "The process has just changed: with {values} of the {} values needed since, it is too early to judge.",
            super::FEWEST
        ),
        Silence::TooFar { ahead, most } => format!(
            "Too far ahead to say: {} after the last value, and {} is the most that can be judged.",
            wording.periods(ahead),
            wording.periods(most),
        ),
    }
}
