//! A measure with everything the scorecard says of it, worked out once.

use record::body::{Frequency, Reading};
use record::state::Held;
use report::measured::{Measured, Outlook, Rag};
use statistics::xmr::{Assurance, Kind};

/// A measure, where it stands and whether it will get there.
pub(in crate::pages) struct Judged<'a> {
    /// The measure with its figures and chart.
    pub(in crate::pages) measured: Measured<'a>,
    /// Where the latest figure stands to its target, by distance alone.
    pub(in crate::pages) rag: Option<Rag>,
    /// What is likely at the target's own day.
    pub(in crate::pages) outlook: Option<Outlook>,
    /// Its latest figure.
    pub(in crate::pages) latest: Held<'a, Reading>,
}

impl<'a> Judged<'a> {
    /// None for a measure without a figure.
    pub(in crate::pages) fn of(measured: Measured<'a>) -> Option<Self> {
        Some(Self {
            rag: measured.rag(),
            outlook: measured.outlook(),
            latest: measured.latest()?,
            measured,
        })
    }

    /// Whether it has a figure every month or quarter.
    pub(in crate::pages) fn is_frequent(&self) -> bool {
        self.measured.measure.body.frequency != Some(Frequency::Year)
            && self.measured.months_apart() < 12
    }

    /// Whether its latest figure shows what the one before did not, or no longer does.
    /// None where nothing is new; else the kind before.
    pub(in crate::pages) fn was(&self) -> Option<Kind> {
        let now = self.measured.variation()?;
        let places = 0..self.measured.places.len();
        let numbered = |at: &usize| self.measured.places[*at].number().is_some();
        let before = places.rev().filter(numbered).nth(1)?;
        self.measured.kind(before).filter(|before| *before != now)
    }

    /// Why somebody should look closely, each reason in a sentence or two.
    pub(in crate::pages) fn reasons(&self) -> Vec<String> {
        let mut reasons = Vec::new();
        let variation = self.measured.variation();
        if variation == Some(Kind::Concern) {
            reasons.push(self.measured.in_short());
        } else if self.measured.assurance() == Some(Assurance::Fail)
            && variation != Some(Kind::Improvement)
            && self.rag != Some(Rag::Green)
        {
            // The limits of a measure that improves lie where it was, not where it is.
            reasons.push(self.measured.in_short());
        } else if self.rag == Some(Rag::Red) && self.verdict() == Some("Unlikely without change") {
            reasons.push(format!(
                "Off target, and by its own pace unlikely to get there in time. {}",
                self.measured.in_short()
            ));
        }
        reasons
    }

    /// Whether it will get there, in a word or two.
    pub(in crate::pages) fn verdict(&self) -> Option<&'static str> {
        self.outlook.as_ref().map(Outlook::verdict)
    }

    /// How a table of those to look at is ordered: concerns first, then what is red.
    pub(in crate::pages) fn urgency(&self) -> (bool, bool) {
        (
            self.measured.variation() != Some(Kind::Concern),
            self.rag != Some(Rag::Red),
        )
    }
}
