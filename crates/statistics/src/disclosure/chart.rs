//! What the mean and limits of a process-control chart give away of the points
//! that are hidden on it.
//!
//! The mean times the number of points is their total: one hidden point can be
//! worked out exactly. The limits of an XmR chart stand 2.66 mean moving ranges
//! from the mean (Wheeler and Chambers, *Understanding Statistical Process
//! Control*, 1992), so they tell the sum of the moving ranges too.

use super::derived::{Behind, printed};
use super::policy::Policy;
use super::register::{Contradiction, Leak, Register};

/// What is printed beside the points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Printed {
    /// Decimals that the mean is printed with, if it is.
    pub mean: Option<u8>,
    /// Decimals that the limits are printed with, if they are.
    pub limits: Option<u8>,
}

/// What an attacker can work out of the hidden points of an XmR chart of counts.
/// Nothing may be published of which this finds anything: publish rolling or
/// quarterly counts, rates, or no mean.
///
/// The attacker is taken to know which of two neighbours is the larger, so that
/// sometimes more is found here than could be: never less.
///
/// # Errors
/// [`Contradiction`] cannot come up, as the mean and limits are worked out here.
pub fn xmr_leaks(
    points: &[Behind],
    printed_as: Printed,
    policy: &Policy,
) -> Result<Vec<Leak>, Contradiction> {
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
    let value = |point: &Behind| point.count as f64;
    let mut register = Register::new();
    let counts: Vec<_> = points
        .iter()
        .enumerate()
        .map(|(at, point)| {
            let count = register.count(format!("point {}", at + 1), point.count);
            if point.hidden {
                register.hide(count);
            } else {
                register.publish(count);
            }
            count
        })
        .collect();
    let total: f64 = points.iter().map(value).sum();
    #[expect(clippy::cast_precision_loss, reason = "a chart has few points")]
    let number = points.len() as f64;
    if let Some(decimals) = printed_as.mean
        && !points.is_empty()
    {
        let all: Vec<_> = counts.iter().map(|&count| (count, 1.0)).collect();
        let sum = register.sum("mean", &all);
        let (low, high) = printed(total / number, decimals);
        register.publish_between(sum, low * number, high * number);
    }
    if let Some(decimals) = printed_as.limits
        && points.len() > 1
    {
        let mut ranges = Vec::new();
        for pair in 1..points.len() {
            let sign = if points[pair].count >= points[pair - 1].count {
                1.0
            } else {
                -1.0
            };
            let range = register.sum(
                format!("range {pair}"),
                &[(counts[pair], sign), (counts[pair - 1], -sign)],
            );
            register.publish_between(range, 0.0, f64::INFINITY);
            ranges.push((range, WHEELER / (number - 1.0)));
        }
        let mean: Vec<_> = counts.iter().map(|&count| (count, 1.0 / number)).collect();
        let half = points
            .windows(2)
            .map(|pair| (value(&pair[1]) - value(&pair[0])).abs())
            .sum::<f64>()
            * WHEELER
            / (number - 1.0);
        for (name, side) in [("upper limit", 1.0), ("lower limit", -1.0)] {
            let away = ranges.iter().map(|&(range, times)| (range, side * times));
            let parts: Vec<_> = mean.iter().copied().chain(away).collect();
            let limit = register.sum(name, &parts);
            let (low, high) = printed(total / number + side * half, decimals);
            register.publish_between(limit, low, high);
        }
    }
    let mut leaks = register.leaks(policy)?;
    // The ranges are there for the limits' sake.
    leaks.retain(|leak| leak.name.starts_with("point"));
    Ok(leaks)
}

/// Mean moving ranges from the mean to a limit.
const WHEELER: f64 = 2.66;
