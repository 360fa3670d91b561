//! What may be said before there are figures enough for limits: of 8 to 12 a run chart
//! about their median, of fewer nothing.

use std::ops::Range;

use statistics::rule_set::{LEAST_FOR_A_JUDGEMENT, LEAST_FOR_LIMITS};
use statistics::shewhart::{self, Form, LEAST_FOR_A_CLAIM, Options, Runs};

use super::Measured;

/// The name and version of the rules of a run chart: Anhøj & Olesen 2014, *PLoS ONE*
/// 9(11): e113825.
pub const RUN_RULES: &str = "anhoej-2014";

/// A run chart of figures too few for limits.
#[derive(Clone, Debug, PartialEq)]
pub struct RunChart {
    /// Which places.
    pub points: Range<usize>,
    /// Their median.
    pub median: f64,
    /// What the runs about it say.
    pub runs: Runs,
}

impl Measured<'_> {
    /// The run chart of each group of 8 to 12 figures.
    pub(super) fn run_charts(&self) -> Vec<RunChart> {
        let Ok(chart) = &self.chart else {
            return Vec::new();
        };
        let values = self.values();
        let few = chart
            .groups
            .iter()
            .filter(|group| (LEAST_FOR_LIMITS..LEAST_FOR_A_JUDGEMENT).contains(&group.values));
        few.filter_map(|group| {
            let part = values.get(group.points.clone())?;
            let run = shewhart::chart(Form::Run, part, None, &Options::default()).ok()?;
            Some(RunChart {
                points: group.points.clone(),
                median: (*run.centre.first()?)?,
                runs: run.parts.first()?.runs,
            })
        })
        .collect()
    }

    /// The run chart of the figures since the limits last started, where these are 8
    /// to 12.
    #[must_use]
    pub fn run_chart(&self) -> Option<&RunChart> {
        let last = self.chart.as_ref().ok()?.groups.last()?;
        self.run_charts.iter().find(|run| run.points == last.points)
    }

    /// What is said of fewer figures than a judgement needs; none where there are
    /// enough.
    pub(super) fn too_early(&self) -> Option<String> {
        let chart = self.chart.as_ref().ok()?;
        let values = chart.groups.last()?.values;
        if values >= LEAST_FOR_A_JUDGEMENT {
            return None;
        }
        let since = if chart.groups.len() > 1 {
            " since the limits started anew"
        } else {
            ""
        };
        let noun = if values == 1 { "figure" } else { "figures" };
        let runs = self.run_chart().map(|run| (run.runs.claim(), &run.runs));
        Some(match runs {
            None => format!(
                "Too early to judge: {values} {noun}{since}. A run chart is drawn from {LEAST_FOR_LIMITS}, limits from {LEAST_FOR_A_JUDGEMENT}."
            ),
            Some((None, runs)) => format!(
                "Too early to judge: {} of {values} figures{since} lie off their median, and {LEAST_FOR_A_CLAIM} are needed.",
                runs.useful
            ),
            Some((Some(_), runs)) => format!(
                "Too early for limits: {values} figures{since}. Run chart: {}",
                crate::wording::lower_first(&runs.statement())
            ),
        })
    }
}
