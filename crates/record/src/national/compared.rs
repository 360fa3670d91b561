//! The figure of an authority's neighbours, and rates on a named population.

use crate::body::{Average, Figure, NationalSeries, NeighbourModel};
use crate::period::Period;

/// What an authority's neighbours had in a period, by one model.
#[derive(Clone, Debug, PartialEq)]
pub struct Neighbourhood<'a> {
    /// Its neighbours, nearest first, with what each had.
    pub members: Vec<Member<'a>>,
}

/// One neighbour and its figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Member<'a> {
    /// Its number.
    pub code: &'a str,
    /// How close, as the model says it.
    pub closeness: Option<&'a str>,
    /// What it had.
    pub figure: Figure,
}

impl NeighbourModel {
    /// What the neighbours of an authority had in a period; `None` if the model
    /// does not know the authority.
    #[must_use]
    pub fn neighbourhood<'a>(
        &'a self,
        series: &NationalSeries,
        code: &str,
        period: Period,
    ) -> Option<Neighbourhood<'a>> {
        let authority = self.authorities.iter().find(|one| one.code == code)?;
        let members = authority.nearest.iter().map(|near| Member {
            code: &near.code,
            closeness: near.closeness.as_deref(),
            figure: series.value(&near.code, period),
        });
        Some(Neighbourhood {
            members: members.collect(),
        })
    }
}

impl Neighbourhood<'_> {
    /// How many of them have a number.
    #[must_use]
    pub fn with_number(&self) -> usize {
        self.numbers().count()
    }

    /// The middle of the numbers there are, as the Department's dashboard shows
    /// it (Children's social care dashboard, technical guidance: median of the
    /// ten); the mean of the middle two of an even number.
    #[must_use]
    pub fn median(&self) -> Option<f64> {
        let mut numbers: Vec<f64> = self.numbers().collect();
        numbers.sort_by(f64::total_cmp);
        let (below, above) = (numbers.len().checked_sub(1)? / 2, numbers.len() / 2);
        Some(f64::midpoint(*numbers.get(below)?, *numbers.get(above)?))
    }

    /// The mean of the numbers there are, as the local authority interactive
    /// tool and older tools show it.
    #[must_use]
    pub fn mean(&self) -> Option<f64> {
        let count = u32::try_from(self.with_number()).ok().filter(|n| *n > 0)?;
        Some(self.numbers().sum::<f64>() / f64::from(count))
    }

    /// One figure made of theirs.
    #[must_use]
    pub fn average(&self, average: Average) -> Option<f64> {
        match average {
            Average::Median => self.median(),
            Average::Mean => self.mean(),
        }
    }

    fn numbers(&self) -> impl Iterator<Item = f64> {
        self.members
            .iter()
            .filter_map(|member| member.figure.number())
    }
}

/// A rate per 10,000 children, with what it was worked out on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rate {
    /// Per 10,000.
    pub value: f64,
    /// What was counted.
    pub count: f64,
    /// How many children there were.
    pub population: f64,
    /// The day that estimate is for.
    pub estimate: Period,
}

/// The rate per 10,000 children of an area in a period, worked out on the last
/// mid-year estimate before the end of the period: the year to 31 March 2025
/// and 31 March 2025 on that of 30 June 2024 (DfE, Children in need
/// methodology, rates per 10,000 children).
///
/// `None` if the area has no number in either series, or no children.
#[must_use]
pub fn rate_per_10000(
    counts: &NationalSeries,
    population: &NationalSeries,
    code: &str,
    period: Period,
) -> Option<Rate> {
    let count = counts.value(code, period).number()?;
    let before = period.last_day().yesterday().ok()?;
    let estimate = population.last_period(before)?;
    let people = population.value(code, estimate).number()?;
    (people > 0.0).then(|| Rate {
        value: count / people * 10_000.0,
        count,
        population: people,
        estimate,
    })
}
