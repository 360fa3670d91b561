//! How long 1,000 series of 60 points take: limits, all rules, kinds, variation,
//! assurance, autocorrelation and statement, on one core.
//!
//! `cargo run --release -p statistics --example bench`

use std::time::Instant;

use statistics::rule_set::RULE_SETS;
use statistics::xmr::{Direction, Question, XmrError, chart};

const SERIES: u64 = 1000;
const POINTS: u64 = 60;
const RUNS: usize = 25;

fn main() -> Result<(), XmrError> {
    let series = series();
    for rule_set in RULE_SETS {
        let question = Question {
            target: Some(52.0),
            rule_set,
            ..Question::new(Direction::Increase)
        };
        let mut wall = Vec::with_capacity(RUNS);
        let (mut letters, mut signals) = (0, 0);
        let before = on_cpu();
        for _ in 0..RUNS {
            #[expect(clippy::disallowed_methods, reason = "a benchmark measures time")]
            let start = Instant::now();
            for values in &series {
                let chart = chart(values, &question)?;
                signals += chart
                    .points
                    .iter()
                    .filter(|point| point.signals.rules().next().is_some())
                    .count();
                letters += chart.statement().len();
            }
            wall.push(start.elapsed().as_secs_f64() * 1e3);
        }
        let cpu = on_cpu().zip(before).map(|(after, before)| after - before);
        wall.sort_by(f64::total_cmp);
        let median = wall.get(RUNS / 2).copied().unwrap_or_default();
        let runs = u32::try_from(RUNS).map_or(1.0, f64::from);
        let cpu = cpu.map_or("not known here".to_owned(), |cpu| {
            format!("{:.2} ms", cpu / runs)
        });
        println!(
            "{:22} {SERIES} series x {POINTS} points: median {median:.2} ms, CPU {cpu} a run ({} points with signals, {} letters said)",
            question.rule_set.name,
            signals / RUNS,
            letters / RUNS
        );
    }
    Ok(())
}

/// Made-up series: noise of a congruential generator, steps and slopes here and
/// there, a missing value in twenty.
fn series() -> Vec<Vec<Option<f64>>> {
    let mut state = 20_261_123_u64;
    let mut chance = move || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        f64::from(u32::try_from(state >> 33).unwrap_or_default()) / f64::from(1_u32 << 31)
    };
    let mut point = move |series: u64, at: u64| {
        let noise: f64 = (0..6).map(|_| chance()).sum();
        let moved = if series.is_multiple_of(3) && at > 40 {
            3.0
        } else {
            0.0
        };
        (chance() > 0.05).then_some(47.0 + noise + moved)
    };
    let mut series = |number| (0..POINTS).map(|at| point(number, at)).collect();
    (0..SERIES).map(&mut series).collect()
}

/// Milliseconds this program has been on a processor, where the system tells.
fn on_cpu() -> Option<f64> {
    let told = std::fs::read_to_string("/proc/self/schedstat").ok()?;
    let nanoseconds: f64 = told.split_whitespace().next()?.parse().ok()?;
    Some(nanoseconds / 1e6)
}
