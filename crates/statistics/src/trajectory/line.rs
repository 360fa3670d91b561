//! A straight line through values, by least squares. It gives other methods
//! their slope and start; it is not a forecast.

use super::history::float;

/// A line; the first place is 1.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    /// Its value at place 0.
    pub(super) start: f64,
    /// Its rise a place.
    pub(super) slope: f64,
    /// Its mean place and value, and the sum of squared distances from the
    /// mean place.
    middle: (f64, f64),
    places: f64,
}

impl Line {
    /// Through the first so many of the values that are there.
    pub(super) fn through(values: &[Option<f64>], first: usize) -> Self {
        let points = || points(values).take(first);
        let n = float(points().count()).max(1.0);
        let (x, y) = points().fold((0.0, 0.0), |(x, y), point| (x + point.0, y + point.1));
        let (x, y) = (x / n, y / n);
        let (places, product) = points().fold((0.0, 0.0), |(places, product), point| {
            let across = point.0 - x;
            (places + across * across, product + across * (point.1 - y))
        });
        let slope = if places > 0.0 { product / places } else { 0.0 };
        Self {
            start: y - slope * x,
            slope,
            middle: (x, y),
            places,
        }
    }

    /// The standard error of the slope. Where what the line leaves over hangs
    /// together from one value to the next (lag-1 correlation r above 0), there
    /// is less to go by than there are values, and the error grows by
    /// sqrt((1+r)/(1-r)) (Santer and others, Journal of Geophysical Research
    /// 105, 2000, section 2).
    pub(super) fn slope_error(&self, values: &[Option<f64>]) -> f64 {
        let over: Vec<Option<f64>> = values
            .iter()
            .enumerate()
            .map(|(place, value)| {
                let line = self.middle.1 + self.slope * (float(place + 1) - self.middle.0);
                value.map(|value| value - line)
            })
            .collect();
        let squares: f64 = over.iter().flatten().map(|error| error * error).sum();
        let n = float(over.iter().flatten().count());
        if squares <= 0.0 || n <= 2.0 || self.places <= 0.0 {
            return 0.0;
        }
        let pairs: f64 = over
            .windows(2)
            .filter_map(|pair| Some((*pair.first()?)? * (*pair.last()?)?))
            .sum();
        let r = (pairs / squares).clamp(0.0, 0.95);
        (squares / (n - 2.0) / self.places * (1.0 + r) / (1.0 - r)).sqrt()
    }
}

/// The values that are there, with their places from 1.
fn points(values: &[Option<f64>]) -> impl Iterator<Item = (f64, f64)> {
    values
        .iter()
        .enumerate()
        .filter_map(|(place, value)| Some((float(place + 1), (*value)?)))
}
