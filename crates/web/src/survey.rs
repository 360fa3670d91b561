//! How the plan stands at a moment, worked out once and shared by every page that
//! counts its actions: where each stands, and how many questions the record raises.
//!
//! A record with thousands of actions takes tens of milliseconds to look through; what
//! comes out is a few bytes an action and depends on nothing but the record's head, the
//! audience and the moment.

use std::sync::{Arc, Mutex, PoisonError};

use record::body::StandsFor;
use record::challenge::{self, ChallengeForm};
use record::delivery::{self, Standing};
use record::entry::Head;
use record::id::{Authority, EntryId};
use record::state::{Moment, State};
use record::view::Audience;

/// Actions kept, of all surveys together: about 10 MB.
const MOST: usize = 100_000;

/// How a plan stands.
#[derive(Debug)]
pub struct Survey {
    /// Every action, in the plan's order.
    pub actions: Vec<Surveyed>,
    /// How many questions of each form the record raises, as [`ChallengeForm::ALL`].
    raised: [usize; ChallengeForm::ALL.len()],
}

/// Where one action stands, as [`Standing`] has it.
#[derive(Debug)]
pub struct Surveyed {
    /// The action.
    pub id: EntryId,
    /// The theme it is under.
    pub theme: Option<EntryId>,
    /// What its rating of delivery stands for.
    pub delivery: Option<StandsFor>,
    /// What its rating of impact stands for.
    pub impact: Option<StandsFor>,
    /// Done by any account.
    pub is_complete: bool,
    /// Its date has passed and it is not done.
    pub is_late: bool,
    /// Its date was put back.
    pub has_slipped: bool,
    /// Nobody holds its owner's post.
    pub is_unowned: bool,
    /// Nothing was reported of it since the last meeting.
    pub is_stale: bool,
    /// It waits for somebody to accept that it is done.
    pub awaits_sign_off: bool,
}

impl Survey {
    fn of(state: State<'_>) -> Self {
        let standings = delivery::all_standing(state);
        let mut raised = [0; ChallengeForm::ALL.len()];
        for question in challenge::of(state, &standings) {
            raised[question.form() as usize] += 1;
        }
        let last_meeting = delivery::stale_before(state);
        let surveyed = |one: &Standing<'_>| Surveyed {
            id: one.action.id().clone(),
            theme: one.action.body.theme.clone(),
            delivery: one.stands_for(),
            impact: one.makes(),
            is_complete: one.is_complete(),
            is_late: one.is_late(),
            has_slipped: one.has_slipped(),
            is_unowned: one.is_unowned(),
            is_stale: last_meeting.is_some_and(|day| one.is_stale(day)),
            awaits_sign_off: one.awaits_sign_off(),
        };
        Self {
            actions: standings.iter().map(surveyed).collect(),
            raised,
        }
    }

    /// How many questions of a form the record raises.
    #[must_use]
    pub const fn raised(&self, form: ChallengeForm) -> usize {
        self.raised[form as usize]
    }
}

/// What a survey is of.
type Of = (Authority, Audience, Moment);

/// The surveys made lately, the one asked for last at the end.
#[derive(Debug, Default)]
pub struct Surveys(Mutex<Vec<(Of, Head, Arc<Survey>)>>);

impl Surveys {
    /// The survey of a state.
    #[must_use]
    pub fn of(&self, state: State<'_>) -> Arc<Survey> {
        let view = state.view();
        let of = (view.authority().clone(), view.audience(), state.moment());
        if let Some(found) = self.kept(&of, view.head()) {
            return found;
        }
        // Two pages may both make it: neither waits for the other.
        let made = Arc::new(Survey::of(state));
        self.keep(of, view.head(), &made);
        made
    }

    fn kept(&self, of: &Of, head: Head) -> Option<Arc<Survey>> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = kept
            .iter()
            .position(|(one, made_at, _)| one == of && *made_at == head)?;
        let found = kept.remove(at);
        let survey = Arc::clone(&found.2);
        kept.push(found);
        Some(survey)
    }

    fn keep(&self, of: Of, head: Head, survey: &Arc<Survey>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // What was true of an earlier record is not asked for again.
        kept.retain(|((authority, ..), made_at, _)| *authority != of.0 || *made_at == head);
        kept.push((of, head, Arc::clone(survey)));
        // An empty plan takes room too.
        let size = |survey: &Survey| survey.actions.len() + 10;
        let mut whole: usize = kept.iter().map(|(.., survey)| size(survey)).sum();
        while whole > MOST && kept.len() > 1 {
            whole -= size(&kept.remove(0).2);
        }
    }
}
