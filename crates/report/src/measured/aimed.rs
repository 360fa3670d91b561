//! A measure against its target: how far off, how near that still is, and whether it
//! will get there in time.

use record::body::{Measure, Polarity, Target, TargetForm, Unit};
use record::claimed_date::ClaimedDate;
use record::state::{Held, State};
use statistics::aim::Aim;
use statistics::distance::{self, People, distance};
use statistics::trajectory::{self, Bounds, Series, Standing, Wording, against_plan};

use super::{Measured, month};
use crate::wording;

/// Where the latest figure stands to the target, by distance alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rag {
    /// The target is met.
    Green,
    /// Not met, within the tolerance that was approved.
    Amber,
    /// Not met, and further off.
    Red,
}

impl Rag {
    /// The word that goes with it.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Green => "Target met",
            Self::Amber => "Near target",
            Self::Red => "Off target",
        }
    }
}

/// What is likely at the target's own day.
#[derive(Clone, Debug, PartialEq)]
pub struct Outlook {
    /// What `statistics` makes of it.
    pub outlook: trajectory::Outlook,
    /// The same in words, with its range and its pace.
    pub words: String,
}

impl Outlook {
    /// The verdict alone: "On course", or why there is none.
    #[must_use]
    pub const fn verdict(&self) -> &'static str {
        use trajectory::{Outlook as Said, Silence, Verdict};
        match &self.outlook {
            Said::Forecast(forecast) => match forecast.verdict {
                Verdict::OnCourse => "On course",
                Verdict::AtRisk => "At risk",
                Verdict::Unlikely => "Unlikely without change",
            },
            Said::Silent(Silence::TooShort { .. }) => "Not enough history",
            Said::Silent(Silence::JustChanged { .. }) => "Changed too recently to say",
            Said::Silent(Silence::TooFar { .. }) => "Too far ahead to say",
        }
    }
}

/// A value on the way to a target and how the series stands to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Milestone {
    /// The day.
    pub on: ClaimedDate,
    /// The value planned.
    pub value: f64,
    /// What may be said of it.
    pub words: String,
}

/// The target that holds for a measure: of several the one approved last, an ambition
/// only where there is no other.
pub(super) fn target<'a>(
    state: &State<'a>,
    measure: Held<'a, Measure>,
) -> Option<Held<'a, Target>> {
    state
        .referring::<Target>(measure.id())
        .filter(|target| &target.body.measure == measure.id())
        .max_by_key(|target| {
            let firm = target.body.form != TargetForm::Ambition;
            (firm, target.body.approved_on.counts_as(), target.meta.seq)
        })
}

impl Measured<'_> {
    fn aim_of(&self, value: f64) -> Option<Aim> {
        match self.measure.body.polarity {
            Polarity::HigherIsBetter => Some(Aim::AtLeast(value)),
            Polarity::LowerIsBetter => Some(Aim::AtMost(value)),
            Polarity::Context => None,
        }
    }

    /// The target as an aim; none without a target or a better way.
    #[must_use]
    pub fn aim(&self) -> Option<Aim> {
        self.aim_of(self.target?.body.value)
    }

    /// What the target wants by the latest figure's day: of a trajectory the last
    /// milestone that has passed, else the target itself.
    #[must_use]
    pub fn aim_by_now(&self) -> Option<Aim> {
        let target = self.target?.body;
        let day = self.latest()?.body.period.last_day();
        let passed = target
            .milestones
            .iter()
            .rfind(|milestone| milestone.on.counts_as() <= day)
            .filter(|_| target.form == TargetForm::Trajectory);
        self.aim_of(passed.map_or(target.value, |milestone| milestone.value))
    }

    /// The target in words: "95% or more".
    #[must_use]
    pub fn target_in_words(&self) -> Option<String> {
        Some(self.aim_in_words(self.aim()?))
    }

    /// An aim in words: "95% or more".
    #[must_use]
    pub fn aim_in_words(&self, aim: Aim) -> String {
        match aim {
            Aim::AtLeast(value) => format!("{} or more", self.written(value)),
            Aim::AtMost(value) => format!("{} or less", self.written(value)),
        }
    }

    /// How far the latest figure is from the target, with how many of those counted
    /// that comes to.
    #[must_use]
    pub fn distance(&self) -> Option<String> {
        let latest = self.latest()?.body;
        let measure = self.measure.body;
        let unit = match measure.unit {
            Unit::Percent => distance::Unit::Percent,
            Unit::Per10000Children => distance::Unit::Rate(10_000.0),
            Unit::Weeks => distance::Unit::Named("week", "weeks"),
            Unit::Fte => distance::Unit::Named("full-time equivalent", "full-time equivalent"),
            Unit::Count | Unit::Number => distance::Unit::Named("", ""),
        };
        let children = measure
            .denominator
            .as_ref()
            .is_some_and(|text| text.to_lowercase().contains("children"));
        let whole = latest.denominator.map(|out_of| {
            #[expect(clippy::cast_precision_loss, reason = "no count comes near 2^53")]
            let out_of = out_of as f64;
            let noun = if children { " children" } else { "" };
            (
                out_of,
                format!("of the {}{noun}", wording::grouped(out_of, 0)),
            )
        });
        let people = whole.as_ref().map(|(of, noun)| People {
            of: *of,
            noun: (noun, noun),
        });
        let decimals = usize::from(measure.decimals);
        let aim = self.aim_by_now()?;
        let words = distance(latest.value.number()?, aim, unit, decimals, people);
        let words = words.replace("  ", " ");
        Some(if self.aim() == Some(aim) {
            words
        } else {
            format!("{words} (planned by now: {})", self.aim_in_words(aim))
        })
    }

    /// Where the latest figure stands to the target by its distance.
    #[must_use]
    pub fn rag(&self) -> Option<Rag> {
        let aim = self.aim_by_now()?;
        let value = self.latest()?.body.value.number()?;
        if aim.met_by(value) {
            return Some(Rag::Green);
        }
        let near = self.target?.body.tolerance.unwrap_or(0.0);
        // 3.0 off is within 3.0, whatever the last bit says.
        let off = (value - aim.target()).abs();
        Some(if off <= near + 1e-9 {
            Rag::Amber
        } else {
            Rag::Red
        })
    }

    fn series<'v>(&self, values: &'v [Option<f64>]) -> Series<'v> {
        let measure = self.measure.body;
        let share = measure.unit == Unit::Percent && !measure.may_exceed_denominator;
        Series {
            values,
            bounds: if share {
                Bounds::PERCENTAGE
            } else {
                Bounds::COUNT
            },
            season: usize::try_from(12 / self.step).ok(),
            rebased_at: self.starts().last().copied(),
        }
    }

    fn wording(&self) -> Wording<'static> {
        let measure = self.measure.body;
        Wording {
            decimals: usize::from(measure.decimals),
            unit: match measure.unit {
                Unit::Percent => "%",
                Unit::Weeks => " weeks",
                _ => "",
            },
            period: match self.step {
                3 => ("quarter", "quarters"),
                _ => ("month", "months"),
            },
        }
    }

    /// Periods from the last place to a day; none for a day that is not ahead of it.
    fn ahead(&self, day: ClaimedDate) -> Option<usize> {
        let last = self.places.last()?.last_day;
        let months = month(day.counts_as()) - month(last);
        usize::try_from(months / self.step).ok().filter(|n| *n > 0)
    }

    /// What is likely at the target's own day; none without a target and a day ahead,
    /// and where the series is not charted.
    #[must_use]
    pub fn outlook(&self) -> Option<Outlook> {
        self.chart.as_ref().ok()?;
        let aim = self.aim()?;
        let ahead = self.ahead(self.target?.body.by?)?;
        let values = self.values();
        let outlook = trajectory::trajectory(&self.series(&values), ahead, aim).ok()?;
        Some(Outlook {
            words: trajectory::statement(&outlook, ahead, aim, &self.wording()),
            outlook,
        })
    }

    /// The target's milestones, and how the series stands to each.
    #[must_use]
    pub fn milestones(&self) -> Vec<Milestone> {
        let (Ok(_), Some(target), Some(first)) = (&self.chart, self.target, self.places.first())
        else {
            return Vec::new();
        };
        let planned: Vec<(record::body::Milestone, trajectory::Milestone)> = target
            .body
            .milestones
            .iter()
            .filter_map(|milestone| {
                let months = month(milestone.on.counts_as()) - month(first.last_day);
                let place = usize::try_from(months / self.step).ok()?;
                let aim = self.aim_of(milestone.value)?;
                Some((*milestone, trajectory::Milestone { place, aim }))
            })
            .collect();
        let asked: Vec<_> = planned.iter().map(|(_, asked)| *asked).collect();
        let values = self.values();
        let Ok(standings) = against_plan(&self.series(&values), &asked) else {
            return Vec::new();
        };
        planned
            .into_iter()
            .zip(standings)
            .map(|((milestone, asked), standing)| Milestone {
                on: milestone.on,
                value: milestone.value,
                words: self.stands(standing, &values, asked),
            })
            .collect()
    }

    fn stands(
        &self,
        standing: Standing,
        values: &[Option<f64>],
        asked: trajectory::Milestone,
    ) -> String {
        let stood = values.get(asked.place).copied().flatten();
        let stood = stood.map_or_else(String::new, |value| format!("{}: ", self.written(value)));
        match standing {
            Standing::Ahead => format!("{stood}ahead of plan, by more than chance explains"),
            Standing::InLine => format!("{stood}in line with plan, as far as chance lets tell"),
            Standing::Behind => format!("{stood}behind plan, by more than chance explains"),
            Standing::Missing => "no figure is held for it".to_owned(),
            Standing::Untold(_) => format!("{stood}too few figures to judge"),
            Standing::ToCome(outlook) => {
                let ahead = asked.place + 1 - values.len().min(asked.place);
                trajectory::statement(&outlook, ahead, asked.aim, &self.wording())
            }
        }
    }
}
