//! What somebody who wants to be sure would ask about a programme, each
//! question with the facts that raise it.

use std::collections::HashMap;

use jiff::civil::Date;

use crate::body::{
    Action, Dimension, Evidence, Measure, Meeting, Paper, PaperForm, PaperStatus, Polarity, Rating,
    Reading, Recommendation, Risk, RiskState, StandsFor, Update,
};
use crate::delivery::{self, Answered, Rated, Standing};
use crate::governance;
use crate::id::EntryId;
use crate::state::{Held, Moment, State};

/// Over how many reports an action must have been at risk.
const RUNNING: usize = 3;

/// One question, with the facts that raise it.
#[derive(Clone, Debug)]
pub enum Challenge<'a> {
    /// Rated on track, complete or with a lasting impact, and nothing in the
    /// record shows it: the rating names no evidence, and no evidence that has
    /// not lapsed supports the action.
    GreenWithoutEvidence {
        /// The action.
        action: Held<'a, Action>,
        /// The rating, in the dimension it was given in.
        rated: Rated<'a>,
    },
    /// Rated complete, and a measure of it has a value no better than when it
    /// was opened. This compares two values and is no statement of a trend.
    CompleteButNoBetter {
        /// The action.
        action: Held<'a, Action>,
        /// The comparison.
        compared: Compared<'a>,
    },
    /// At risk now and in each of the last three reports.
    AmberThreeRunning {
        /// The action.
        action: Held<'a, Action>,
        /// The days the reports speak of, the earliest first.
        reports: [Date; RUNNING],
    },
    /// No action answers it from which something is still to come.
    RecommendationWithoutAction {
        /// The recommendation.
        recommendation: Held<'a, Recommendation>,
    },
    /// An open risk that no live action works against.
    RiskWithoutAction {
        /// The risk.
        risk: Held<'a, Risk>,
    },
    /// Live, and nobody holds its owner's post.
    OwnerGone {
        /// The action.
        action: Held<'a, Action>,
        /// The last day the post was held.
        since: Date,
    },
    /// Live, and nothing was reported of it since the last meeting.
    UpdateOlderThanMeeting {
        /// The action.
        action: Held<'a, Action>,
        /// What was last reported of it.
        last: Option<Held<'a, Update>>,
        /// The meeting.
        meeting: Held<'a, Meeting>,
    },
}

/// Two values of one measure, read for the whole authority over periods of the
/// same length and by the same definition.
#[derive(Clone, Copy, Debug)]
pub struct Compared<'a> {
    /// The measure.
    pub measure: Held<'a, Measure>,
    /// The last reading of a period that had ended when the action was opened.
    pub then: Held<'a, Reading>,
    /// The last reading.
    pub now: Held<'a, Reading>,
}

/// What a question is about, for headings and filters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChallengeForm {
    /// [`Challenge::GreenWithoutEvidence`].
    GreenWithoutEvidence,
    /// [`Challenge::CompleteButNoBetter`].
    CompleteButNoBetter,
    /// [`Challenge::AmberThreeRunning`].
    AmberThreeRunning,
    /// [`Challenge::RecommendationWithoutAction`].
    RecommendationWithoutAction,
    /// [`Challenge::RiskWithoutAction`].
    RiskWithoutAction,
    /// [`Challenge::OwnerGone`].
    OwnerGone,
    /// [`Challenge::UpdateOlderThanMeeting`].
    UpdateOlderThanMeeting,
}

impl ChallengeForm {
    /// Every form, in the order they are asked.
    pub const ALL: [Self; 7] = [
        Self::GreenWithoutEvidence,
        Self::CompleteButNoBetter,
        Self::AmberThreeRunning,
        Self::RecommendationWithoutAction,
        Self::RiskWithoutAction,
        Self::OwnerGone,
        Self::UpdateOlderThanMeeting,
    ];

    /// The form as a heading.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::GreenWithoutEvidence => "Rated green without evidence",
            Self::CompleteButNoBetter => "Complete, but its measure has no better value",
            Self::AmberThreeRunning => "At risk three reports running",
            Self::RecommendationWithoutAction => "Recommendation without a live action",
            Self::RiskWithoutAction => "Risk without an action",
            Self::OwnerGone => "Nobody holds the owner’s post",
            Self::UpdateOlderThanMeeting => "No update since the last meeting",
        }
    }
}

impl<'a> Challenge<'a> {
    /// Its form.
    #[must_use]
    pub const fn form(&self) -> ChallengeForm {
        match self {
            Self::GreenWithoutEvidence { .. } => ChallengeForm::GreenWithoutEvidence,
            Self::CompleteButNoBetter { .. } => ChallengeForm::CompleteButNoBetter,
            Self::AmberThreeRunning { .. } => ChallengeForm::AmberThreeRunning,
            Self::RecommendationWithoutAction { .. } => ChallengeForm::RecommendationWithoutAction,
            Self::RiskWithoutAction { .. } => ChallengeForm::RiskWithoutAction,
            Self::OwnerGone { .. } => ChallengeForm::OwnerGone,
            Self::UpdateOlderThanMeeting { .. } => ChallengeForm::UpdateOlderThanMeeting,
        }
    }

    /// The entry it is about.
    #[must_use]
    pub const fn about(&self) -> &'a EntryId {
        match self {
            Self::GreenWithoutEvidence { action, .. }
            | Self::CompleteButNoBetter { action, .. }
            | Self::AmberThreeRunning { action, .. }
            | Self::OwnerGone { action, .. }
            | Self::UpdateOlderThanMeeting { action, .. } => action.id(),
            Self::RecommendationWithoutAction { recommendation } => recommendation.id(),
            Self::RiskWithoutAction { risk } => risk.id(),
        }
    }
}

/// Every question the record raises at a moment, by form and then in the order
/// of the plan.
#[must_use]
pub fn challenges(state: State<'_>) -> Vec<Challenge<'_>> {
    of(state, &delivery::all_standing(state))
}

/// The same, where it is already worked out where every action stands.
#[must_use]
pub fn of<'a>(state: State<'a>, actions: &[Standing<'a>]) -> Vec<Challenge<'a>> {
    let mut found = of_actions(state, actions);
    found.extend(of_others(state, !actions.is_empty()));
    found.sort_by_key(Challenge::form);
    found
}

/// The questions about these actions, action by action.
#[must_use]
pub fn of_actions<'a>(state: State<'a>, actions: &[Standing<'a>]) -> Vec<Challenge<'a>> {
    let reports = last_reports(state);
    let meeting = governance::last_meeting(state);
    let mut found = Vec::new();
    let mut read = HashMap::new();
    for one in actions {
        let action = one.action;
        found.extend(without_evidence(state, one));
        if one.is_complete() && !one.is_superseded() {
            let compared = no_better(state, one, &mut read).into_iter();
            found.extend(
                compared.map(|compared| Challenge::CompleteButNoBetter { action, compared }),
            );
        }
        if let Some(reports) = reports
            && one.stands_for() == Some(StandsFor::AtRisk)
            && reports
                .iter()
                .all(|report| was_at_risk(*report, action.id()))
        {
            let reports = reports.map(|report| report.moment().effective);
            found.push(Challenge::AmberThreeRunning { action, reports });
        }
        if let Some(since) = one.vacant_since.filter(|_| one.is_unowned()) {
            found.push(Challenge::OwnerGone { action, since });
        }
        if let Some(meeting) = meeting
            && one.is_stale(meeting.body.on.counts_as())
        {
            let last = one.last_update;
            found.push(Challenge::UpdateOlderThanMeeting {
                action,
                last,
                meeting,
            });
        }
    }
    found
}

/// The questions about recommendations and risks. A record without a plan of
/// actions says nothing about who answers what.
#[must_use]
pub fn of_others(state: State<'_>, has_plan: bool) -> Vec<Challenge<'_>> {
    let mut found = Vec::new();
    if has_plan {
        let recommendations = state.all::<Recommendation>().into_iter();
        found.extend(
            recommendations
                .filter(|one| delivery::answered(state, *one) == Answered::ByNothing)
                .map(|recommendation| Challenge::RecommendationWithoutAction { recommendation }),
        );
    }
    let risks = state.all::<Risk>().into_iter();
    found.extend(
        risks
            .filter(|risk| {
                risk.body.state == RiskState::Open && !is_worked_against(state, risk.body)
            })
            .map(|risk| Challenge::RiskWithoutAction { risk }),
    );
    found
}

/// The ratings of an action that claim something nothing shows.
fn without_evidence<'a>(state: State<'a>, one: &Standing<'a>) -> Vec<Challenge<'a>> {
    let claims = |stands_for: StandsFor| {
        stands_for.is_complete()
            || matches!(
                stands_for,
                StandsFor::OnTrack | StandsFor::Consistent | StandsFor::Sustained
            )
    };
    if one.is_superseded() {
        return Vec::new();
    }
    [one.delivery, one.impact]
        .into_iter()
        .flatten()
        .filter(|rated| claims(rated.status.stands_for))
        .filter(|rated| !is_shown(state, one.action.id(), rated.rating))
        .map(|rated| Challenge::GreenWithoutEvidence {
            action: one.action,
            rated,
        })
        .collect()
}

/// Whether some evidence that has not lapsed stands behind a rating.
fn is_shown(state: State<'_>, action: &EntryId, rating: Held<'_, Rating>) -> bool {
    let on = state.moment().effective;
    let holds = |evidence: &Evidence| evidence.lapses.is_none_or(|day| day.counts_as() >= on);
    let named = rating.body.evidence.iter();
    named
        .filter_map(|id| state.get::<Evidence>(id))
        .any(|evidence| holds(evidence.body))
        || [action, rating.id()].into_iter().any(|of| {
            let mut supporting = state.referring::<Evidence>(of);
            supporting.any(|one| one.body.supports.contains(of) && holds(one.body))
        })
        // Impact may rest on figures alone.
        || (rating.body.dimension == Dimension::Impact && !rating.body.measures.is_empty())
}

/// The measures of a complete action that have no better a value than when it
/// was opened.
fn no_better<'a>(
    state: State<'a>,
    one: &Standing<'a>,
    read: &mut HashMap<&'a EntryId, Vec<Held<'a, Reading>>>,
) -> Vec<Compared<'a>> {
    let opened = one.dates.written_on;
    let measures = one.action.body.measures.iter();
    measures
        .filter_map(|measure| {
            let readings = read.entry(measure).or_insert_with(|| whole(state, measure));
            let compared = compare_of(state, measure, readings, opened)?;
            let (then, now) = compared.values()?;
            let better = match compared.measure.body.polarity {
                Polarity::HigherIsBetter => now > then,
                Polarity::LowerIsBetter => now < then,
                Polarity::Context => return None,
            };
            (!better).then_some(compared)
        })
        .collect()
}

/// A measure's last value beside its last before a day: both for the whole
/// authority, over periods of one length and by one definition. `None` where
/// there are no such two.
#[must_use]
pub fn compare<'a>(state: State<'a>, measure: &EntryId, day: Date) -> Option<Compared<'a>> {
    compare_of(state, measure, &whole(state, measure), day)
}

/// A measure's values for the whole authority, the earliest period first.
fn whole<'a>(state: State<'a>, measure: &EntryId) -> Vec<Held<'a, Reading>> {
    let mut readings: Vec<Held<'a, Reading>> = state
        .readings_of(measure)
        .filter(|reading| {
            let body = reading.body;
            body.area.is_none() && body.breakdown.is_none() && body.value.number().is_some()
        })
        .collect();
    readings.sort_by_key(|reading| reading.body.period.last_day());
    readings
}

fn compare_of<'a>(
    state: State<'a>,
    measure: &EntryId,
    readings: &[Held<'a, Reading>],
    day: Date,
) -> Option<Compared<'a>> {
    let now = *readings.last()?;
    let then = *readings.iter().rfind(|reading| {
        // Months and years differ by a few days among themselves.
        reading.body.period.last_day() <= day
            && length(reading.body).abs_diff(length(now.body)) <= 3
    })?;
    if then.id() == now.id() || !same_definition(state, measure, then.body, now.body) {
        return None;
    }
    Some(Compared {
        measure: state.get(measure)?,
        then,
        now,
    })
}

fn length(reading: &Reading) -> i32 {
    let period = reading.period;
    let span = period.first_day().until(period.last_day());
    span.map_or(0, |span| span.get_days())
}

/// Whether a measure was defined alike at the end of both periods.
fn same_definition(state: State<'_>, measure: &EntryId, then: &Reading, now: &Reading) -> bool {
    let defined = |reading: &Reading| {
        let moment = Moment {
            effective: reading.period.last_day(),
            ..state.moment()
        };
        state.view().at(moment).get::<Measure>(measure)
    };
    match (defined(then), defined(now)) {
        (Some(then), Some(now)) => {
            let by = |measure: &Measure| {
                (
                    measure.unit,
                    measure.polarity,
                    measure.basis.clone(),
                    measure.numerator.clone(),
                    measure.denominator.clone(),
                )
            };
            then.meta.version == now.meta.version || by(then.body) == by(now.body)
        }
        // First defined here after figures began: by the one definition held.
        _ => true,
    }
}

impl Compared<'_> {
    /// Both values, the earlier first.
    #[must_use]
    pub fn values(&self) -> Option<(f64, f64)> {
        Some((
            self.then.body.value.number()?,
            self.now.body.value.number()?,
        ))
    }
}

/// The record as the last three highlight reports saw it; without so many
/// reports, as the last three meetings could have.
fn last_reports(state: State<'_>) -> Option<[State<'_>; RUNNING]> {
    let now = state.moment();
    let mut issued: Vec<(Date, Date)> = state
        .all::<Paper>()
        .into_iter()
        .filter(|paper| {
            paper.body.form == PaperForm::Highlight && paper.body.status == PaperStatus::Issued
        })
        .map(|paper| {
            (
                paper.body.as_at.counts_as(),
                paper.body.known_at.counts_as(),
            )
        })
        .collect();
    if issued.len() < RUNNING {
        issued = governance::held_meetings(state)
            .iter()
            .map(|meeting| (meeting.body.on.counts_as(), meeting.body.on.counts_as()))
            .collect();
    }
    issued.sort_unstable();
    issued.dedup();
    let last = issued.len().checked_sub(RUNNING)?;
    let states: Vec<State<'_>> = issued[last..]
        .iter()
        .map(|&(effective, known)| {
            state.view().at(Moment {
                effective: effective.min(now.effective),
                known: known.min(now.known),
                ..now
            })
        })
        .collect();
    states.try_into().ok()
}

fn was_at_risk(state: State<'_>, action: &EntryId) -> bool {
    delivery::rated(state, action, Dimension::Delivery)
        .is_some_and(|rated| rated.status.stands_for == StandsFor::AtRisk)
}

/// Whether a live action works against a risk.
fn is_worked_against(state: State<'_>, risk: &Risk) -> bool {
    risk.actions.iter().any(|id| {
        state.get::<Action>(id).is_some_and(|action| {
            let delivery = delivery::rated(state, id, Dimension::Delivery);
            action.body.superseded_by.is_none()
                && !delivery.is_some_and(|rated| rated.status.stands_for.is_closed())
        })
    })
}
