//! How the plan stands at a moment, worked out once and shared by every page that
//! counts its actions: where each stands, and how many questions the record raises.
//!
//! A record with thousands of actions takes tens of milliseconds to look through; what
//! comes out is a few bytes an action and depends on nothing but the record's head, the
//! audience and the moment.

mod lately;

use std::sync::{Arc, Mutex, PoisonError};

use record::body::StandsFor;
use record::challenge::{self, ChallengeForm};
use record::delivery;
use record::entry::Head;
use record::id::{Authority, EntryId};
use record::state::{Moment, State};
use record::view::Audience;

pub(crate) use self::lately::{Since, last_reading};

/// Actions kept, of all surveys together: about 10 MB.
const MOST: usize = 100_000;

/// How a plan stands.
#[derive(Debug)]
pub struct Survey {
    /// Every action, in the plan's order.
    pub actions: Vec<Surveyed>,
    /// The themes that actions are under, in the order they are met.
    themes: Vec<EntryId>,
    /// All actions, and those of each theme, counted.
    pub whole: Tally,
    by_theme: Vec<Tally>,
    /// What the record asks about, by form as [`ChallengeForm::ALL`]: each entry with
    /// how many questions.
    asked: [Vec<(EntryId, usize)>; ChallengeForm::ALL.len()],
    /// The measures with the newest figures, and which those are; see [`lately`].
    pub newest: Vec<(EntryId, EntryId)>,
    /// What changed since the last highlight report, if there is one.
    pub since: Option<Since>,
}

/// Actions counted by how they stand.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tally {
    /// All.
    pub all: usize,
    /// Done by any account.
    pub complete: usize,
    /// Late.
    pub late: usize,
    /// With a date that was put back.
    pub slipped: usize,
    /// With nobody in the owner's post.
    pub unowned: usize,
    /// With an impact that is consistent or sustained.
    pub shown: usize,
}

impl Tally {
    fn add(&mut self, one: &Surveyed) {
        let shown = [StandsFor::Consistent, StandsFor::Sustained].map(Some);
        self.all += 1;
        self.complete += usize::from(one.is_complete);
        self.late += usize::from(one.is_late);
        self.slipped += usize::from(one.has_slipped);
        self.unowned += usize::from(one.is_unowned);
        self.shown += usize::from(shown.contains(&one.impact));
    }
}

/// Where one action stands, as [`Standing`] has it.
#[derive(Debug)]
pub struct Surveyed {
    /// The action.
    pub id: EntryId,
    /// The theme it is under, by its place in [`Survey::place_of`].
    pub theme: Option<usize>,
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
        let mut asked: [Vec<(EntryId, usize)>; ChallengeForm::ALL.len()] = Default::default();
        for question in challenge::of(state, &standings) {
            let of_form = &mut asked[question.form() as usize];
            match of_form.last_mut() {
                Some((last, count)) if last == question.about() => *count += 1,
                _ => of_form.push((question.about().clone(), 1)),
            }
        }
        let last_meeting = delivery::stale_before(state);
        let mut themes: Vec<EntryId> = Vec::new();
        let mut by_theme: Vec<Tally> = Vec::new();
        let mut whole = Tally::default();
        let mut actions = Vec::with_capacity(standings.len());
        for one in &standings {
            let theme = one.action.body.theme.as_ref().map(|theme| {
                let known = themes.iter().position(|known| known == theme);
                known.unwrap_or_else(|| {
                    themes.push(theme.clone());
                    by_theme.push(Tally::default());
                    themes.len() - 1
                })
            });
            let surveyed = Surveyed {
                id: one.action.id().clone(),
                theme,
                delivery: one.stands_for(),
                impact: one.makes(),
                is_complete: one.is_complete(),
                is_late: one.is_late(),
                has_slipped: one.has_slipped(),
                is_unowned: one.is_unowned(),
                is_stale: last_meeting.is_some_and(|day| one.is_stale(day)),
                awaits_sign_off: one.awaits_sign_off(),
            };
            whole.add(&surveyed);
            if let Some(tally) = theme.and_then(|at| by_theme.get_mut(at)) {
                tally.add(&surveyed);
            }
            actions.push(surveyed);
        }
        let has_plan = !actions.is_empty();
        Self {
            actions,
            themes,
            whole,
            by_theme,
            asked,
            newest: if has_plan {
                lately::newest(state)
            } else {
                Vec::new()
            },
            since: has_plan.then(|| lately::since(state)).flatten(),
        }
    }

    /// How many questions of a form the record raises.
    #[must_use]
    pub fn raised(&self, form: ChallengeForm) -> usize {
        self.asked_of(form).iter().map(|(_, count)| count).sum()
    }

    /// What the questions of a form are about, each with how many there are.
    #[must_use]
    pub fn asked_of(&self, form: ChallengeForm) -> &[(EntryId, usize)] {
        &self.asked[form as usize]
    }

    /// The number that stands for a theme in [`Surveyed::theme`]; `None` if no action
    /// is under it.
    #[must_use]
    pub fn place_of(&self, theme: &str) -> Option<usize> {
        self.themes.iter().position(|known| known.name() == theme)
    }

    /// The actions of a theme, counted.
    #[must_use]
    pub fn of_theme(&self, theme: &EntryId) -> Tally {
        let at = self.themes.iter().position(|known| known == theme);
        at.and_then(|at| self.by_theme.get(at))
            .copied()
            .unwrap_or_default()
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
