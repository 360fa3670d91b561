//! How long a national scorecard takes: 153 authorities, 60 measures, 10 years
//! of months each, on as many cores as there are.
//!
//! `cargo run --release -p statistics --example scorecard`

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng as _;
use rand_distr::{Distribution as _, Normal};
use rayon::prelude::*;
use statistics::aim::Aim;
use statistics::funnel::{Bound, Trim, Unit, rate_funnel};
use statistics::shewhart::{self, Form};
use statistics::trajectory::{Outlook, Series, trajectory};
use statistics::xmr::{self, Direction, Kind, Question};

const AUTHORITIES: usize = 153;
const MEASURES: u64 = 60;
const MONTHS: usize = 120;

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// What one measure came to.
#[derive(Debug, Default)]
struct Found {
    signals: usize,
    runs: usize,
    forecasts: usize,
    unusual: usize,
}

fn series(measure: u64) -> Result<Vec<Vec<Option<f64>>>, Failure> {
    let mut dice = ChaCha8Rng::seed_from_u64(measure);
    let chance = Normal::new(0.0, 3.0)?;
    Ok((0..AUTHORITIES)
        .map(|_| {
            let mut level = 50.0;
            (0..MONTHS)
                .map(|_| {
                    level += chance.sample(&mut dice) / 10.0;
                    Some(level + chance.sample(&mut dice))
                })
                .collect()
        })
        .collect())
}

fn measure(all: &[Vec<Option<f64>>]) -> Result<Found, Failure> {
    let mut found = Found::default();
    let mut question = Question::new(Direction::Decrease);
    question.target = Some(45.0);
    for values in all {
        let chart = xmr::chart(values, &question)?;
        found.signals += usize::from(chart.latest().is_some_and(|p| p.kind != Some(Kind::Common)));
        let run = shewhart::chart(Form::Run, values, None, &shewhart::Options::default())?;
        found.runs += run.parts.iter().filter(|part| part.runs.signal()).count();
        let outlook = trajectory(&Series::monthly(values), 6, Aim::AtMost(45.0))?;
        found.forecasts += usize::from(matches!(outlook, Outlook::Forecast(_)));
    }
    let units: Vec<Unit> = all
        .iter()
        .map(|values| Unit {
            numerator: values.last().copied().flatten().map(f64::abs),
            denominator: Some(20_000.0),
        })
        .collect();
    let funnel = rate_funnel(&units, 10_000.0, Trim::USUAL)?;
    let unusual = |point: &&statistics::funnel::Point| point.outside(Bound::P998);
    found.unusual = funnel.points.iter().filter(unusual).count();
    Ok(found)
}

#[expect(clippy::disallowed_methods, reason = "a benchmark measures time")]
fn main() -> Result<(), Failure> {
    let all = (0..MEASURES).map(series).collect::<Result<Vec<_>, _>>()?;
    for _ in 0..3 {
        let start = std::time::Instant::now();
        let found = all
            .par_iter()
            .map(|series| measure(series))
            .collect::<Result<Vec<_>, _>>()?;
        let taken = start.elapsed();
        let sum = |of: fn(&Found) -> usize| found.iter().map(of).sum::<usize>();
        println!(
            "{:.3} s on {} threads: {} series, {} latest points are signals, {} run charts signal, {} forecasts, {} unusual",
            taken.as_secs_f64(),
            rayon::current_num_threads(),
            AUTHORITIES * all.len(),
            sum(|found| found.signals),
            sum(|found| found.runs),
            sum(|found| found.forecasts),
            sum(|found| found.unusual),
        );
    }
    Ok(())
}
