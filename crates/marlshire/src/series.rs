//! How the level behind a monthly series goes, and the chance around it.

use jiff::civil::Date;

use crate::Untold;
use crate::chance::Chance;

/// How a level goes from its first month to its last.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Shape {
    /// It stays; what moves is chance.
    Noise,
    /// The same small step every month.
    Drift,
    /// It stays until the plan bites, then goes to its end along an S.
    Improve,
    /// From one level to the other in this month.
    Step(Date),
    /// It stays until this month and then gives way.
    Worsen(Date),
    /// It improves, and in the last year loses nearly half of what it gained.
    Fade,
    /// Up to the other level in the middle, and half the way back.
    Hump,
}

impl Shape {
    /// Reads `noise`, `step:2024-04` and the like.
    ///
    /// # Errors
    /// There is no such shape.
    pub(crate) fn read(text: &str) -> Result<Self, Untold> {
        let month = |text: &str| -> Result<Date, Untold> {
            format!("{text}-01")
                .parse()
                .map_err(|error| Untold::new("shape", error))
        };
        Ok(match text.split_once(':') {
            None => match text {
                "noise" => Self::Noise,
                "drift" => Self::Drift,
                "improve" => Self::Improve,
                "fade" => Self::Fade,
                "hump" => Self::Hump,
                other => return Err(Untold::new("shape", format!("there is no “{other}”"))),
            },
            Some(("step", from)) => Self::Step(month(from)?),
            Some(("worsen", from)) => Self::Worsen(month(from)?),
            Some((other, _)) => return Err(Untold::new("shape", format!("there is no “{other}”"))),
        })
    }

    /// How much of the way from the first level to the second is gone in the
    /// month at this place of so many.
    pub(crate) fn gone(self, at: usize, months: usize, month: Date) -> f64 {
        let (at, last) = (share(at), share(months.saturating_sub(1)).max(1.0));
        let way = at / last;
        match self {
            Self::Noise => 0.0,
            Self::Drift => way,
            Self::Improve => bend(way),
            Self::Step(from) => f64::from(u8::from(month >= from)),
            Self::Worsen(from) => {
                let since = month.duration_since(from).as_hours();
                let until = i32::try_from((since / 24 / 30).max(0)).unwrap_or(0);
                (f64::from(until) / 18.0).min(1.0)
            }
            Self::Fade => bend(way * 1.2).min(1.0) - 2.2 * (way - 0.8).max(0.0),
            Self::Hump => {
                if way < 0.6 {
                    way / 0.6
                } else {
                    1.0 - 0.5 * (way - 0.6) / 0.4
                }
            }
        }
    }
}

fn share(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// An S from 0 to 1 with its middle at three fifths of the way.
fn bend(way: f64) -> f64 {
    1.0 / (1.0 + (-(way - 0.6) * 11.0).exp())
}

/// A level with chance round it: a share of it up or down, by the normal curve.
pub(crate) fn around(chance: &mut Chance, level: f64, spread: f64) -> f64 {
    level * (chance.normal() * spread).exp()
}

/// A percentage with chance round its odds, so that it stays below 100.
pub(crate) fn percent_around(chance: &mut Chance, level: f64, spread: f64) -> f64 {
    let share = (level / 100.0).clamp(0.001, 0.999);
    let odds = (share / (1.0 - share)).ln() + chance.normal() * spread;
    1.0 / (1.0 + (-odds).exp())
}

#[cfg(test)]
mod tests {
    #![expect(
        clippy::unwrap_used,
        reason = "a shape that cannot be read fails the test"
    )]
    use jiff::civil::date;

    use super::*;
    use crate::calendar::months_from;

    fn walk(shape: &str) -> Vec<f64> {
        let shape = Shape::read(shape).unwrap();
        (0..60)
            .map(|at| {
                let month = months_from(date(2021, 11, 1), i32::try_from(at).unwrap());
                shape.gone(at, 60, month)
            })
            .collect()
    }

    #[test]
    fn shapes_begin_and_end_where_they_should() {
        for (shape, first, last) in [
            ("noise", 0.0, 0.0),
            ("drift", 0.0, 1.0),
            ("improve", 0.0, 1.0),
            ("step:2024-04", 0.0, 1.0),
            ("worsen:2025-02", 0.0, 1.0),
            ("fade", 0.0, 0.55),
            ("hump", 0.0, 0.5),
        ] {
            let gone = walk(shape);
            assert!(
                (gone[0] - first).abs() < 0.02,
                "{shape} begins at {}",
                gone[0]
            );
            assert!(
                (gone[59] - last).abs() < 0.03,
                "{shape} ends at {}",
                gone[59]
            );
        }
        assert!(Shape::read("spiral").is_err());
    }

    #[test]
    fn a_step_is_in_its_month() {
        let gone = walk("step:2024-04");
        let steps: Vec<usize> = (1..60).filter(|at| gone[*at] > gone[at - 1]).collect();
        assert_eq!(steps, [29]);
    }
}
