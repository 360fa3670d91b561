//! Centre and limits of one part of each chart (Montgomery, *Introduction to
//! Statistical Quality Control*, chapters 6 and 7).

use super::{Counted, Form, Options};
use crate::average::{self, Sum};

/// Mean of the range of two normal values over their standard deviation, as
/// tables round it.
const D2: f64 = 1.128;

/// The root that makes times between events near enough normal.
const T_ROOT: f64 = 3.6;

/// One part, worked out.
pub(super) struct PartLimits {
    /// Centre line.
    pub(super) centre: Option<f64>,
    /// Lower limit of each point.
    pub(super) lower: Vec<Option<f64>>,
    /// Upper limit of each point.
    pub(super) upper: Vec<Option<f64>>,
    /// Whether each point is outside.
    pub(super) signal: Vec<bool>,
    /// Points and centre on the scale on which they are compared, so that a point
    /// on the centre of a t chart is on it still.
    pub(super) scaled: Vec<Option<f64>>,
    pub(super) scaled_centre: Option<f64>,
    /// Of p′ and u′.
    pub(super) sigma_z: Option<f64>,
}

/// Centre and limits of a part, from those of its points that are in `base`.
pub(super) fn part(form: Form, part: &[Counted], base: &[usize], options: &Options) -> PartLimits {
    let scaled: Vec<Option<f64>> = part
        .iter()
        .map(|point| match form {
            Form::T => point.plotted.map(|time| time.powf(1.0 / T_ROOT)),
            _ => point.plotted,
        })
        .collect();
    let based = || base.iter().map(|at| scaled.get(*at).copied().flatten());
    let middle = match form {
        Form::Run => average::median(based().flatten()),
        Form::I | Form::C | Form::G | Form::T => average::mean(based().flatten()),
        Form::P | Form::PPrime | Form::U | Form::UPrime => pooled(part, base),
    };
    let mut sigma_z = None;
    let sigma: Vec<Option<f64>> = match form {
        Form::Run => vec![None; part.len()],
        Form::I | Form::T => vec![spread(based(), options.screen); part.len()],
        Form::C => vec![middle.map(f64::sqrt); part.len()],
        Form::G => vec![middle.map(|mean| (mean * (mean + 1.0)).sqrt()); part.len()],
        Form::P | Form::U => chance(form, part, middle),
        Form::PPrime | Form::UPrime => {
            let chance = chance(form, part, middle);
            let z = base.iter().map(|at| {
                let sigma = chance.get(*at).copied().flatten()?;
                let value = scaled.get(*at).copied().flatten()?;
                Some((value - middle?) / sigma).filter(|z| z.is_finite())
            });
            sigma_z = spread(z, options.screen);
            let times = sigma_z.map(|z| {
                if options.never_narrower {
                    z.max(1.0)
                } else {
                    z
                }
            });
            let widened = chance.iter().map(|sigma| Some((*sigma)? * times?));
            widened.collect()
        }
    };
    let limit = |sigma: &Option<f64>, sigmas: f64| Some(middle? + sigmas * (*sigma)?);
    let lower: Vec<_> = sigma.iter().map(|sigma| limit(sigma, -3.0)).collect();
    let upper: Vec<_> = sigma.iter().map(|sigma| limit(sigma, 3.0)).collect();
    let lower = clipped(lower, |limit| lowest(form, limit));
    let upper = clipped(upper, |limit| highest(form, limit));
    let signal = scaled
        .iter()
        .zip(lower.iter().zip(&upper))
        .map(|(value, (lower, upper))| {
            let below = value
                .zip(*lower)
                .is_some_and(|(value, lower)| value < lower);
            let above = value
                .zip(*upper)
                .is_some_and(|(value, upper)| value > upper);
            below || above
        })
        .collect();
    let back = |value: f64| {
        if form == Form::T {
            value.powf(T_ROOT)
        } else {
            value
        }
    };
    let scaled_centre = match form {
        Form::G => average::median(based().flatten()),
        _ => middle,
    };
    let mut lower = clipped(lower, back);
    if form == Form::T {
        // No time is below 0, whatever is known of the others.
        lower
            .iter_mut()
            .for_each(|lower| *lower = lower.or(Some(0.0)));
    }
    PartLimits {
        centre: scaled_centre.map(back),
        lower,
        upper: clipped(upper, back),
        signal,
        scaled,
        scaled_centre,
        sigma_z,
    }
}

/// All numerators over all denominators.
fn pooled(part: &[Counted], base: &[usize]) -> Option<f64> {
    let based = || base.iter().filter_map(|at| part.get(*at));
    let y: Sum = based().filter_map(|point| point.y).collect();
    let n: Sum = based().filter_map(|point| point.n).collect();
    let centre = y.total() / n.total();
    centre.is_finite().then_some(centre)
}

/// The standard deviation chance alone gives each point, from its denominator.
fn chance(form: Form, part: &[Counted], centre: Option<f64>) -> Vec<Option<f64>> {
    part.iter()
        .map(|point| {
            let (centre, n) = (centre?, point.n?);
            let variance = match form {
                Form::P | Form::PPrime => centre * (1.0 - centre) / n,
                _ => centre / n,
            };
            Some(variance.sqrt()).filter(|sigma| sigma.is_finite())
        })
        .collect()
}

/// The standard deviation as moving ranges have it.
fn spread(values: impl Iterator<Item = Option<f64>>, screen: bool) -> Option<f64> {
    let values: Vec<Option<f64>> = values.collect();
    let ranges: Vec<f64> = values
        .windows(2)
        .filter_map(|pair| match pair {
            [Some(before), Some(value)] => Some((value - before).abs()),
            _ => None,
        })
        .collect();
    Some(average::mean_range(&ranges, screen)? / D2)
}

fn clipped(limits: Vec<Option<f64>>, clip: impl Fn(f64) -> f64) -> Vec<Option<f64>> {
    let limits = limits.into_iter();
    limits
        .map(|limit| limit.map(&clip).filter(|limit| limit.is_finite()))
        .collect()
}

/// No proportion, rate, count or time is below 0.
fn lowest(form: Form, limit: f64) -> f64 {
    if form == Form::I {
        limit
    } else {
        limit.max(0.0)
    }
}

/// No proportion is above 1.
fn highest(form: Form, limit: f64) -> f64 {
    if matches!(form, Form::P | Form::PPrime) {
        limit.min(1.0)
    } else {
        limit
    }
}
