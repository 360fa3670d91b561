//! How the plan stands at a moment, worked out once and shared by every page that
//! counts its actions: where each stands, and how many questions the record raises.
//!
//! A record with thousands of actions takes tens of milliseconds to look through; what
//! comes out is a few bytes an action and depends on nothing but the record's head, the
//! audience and the moment.

mod lately;

use record::body::StandsFor;
use record::challenge::{self, ChallengeForm};
use record::delivery;
use record::id::EntryId;
use record::state::State;

pub(crate) use self::lately::{Since, last_reading};

/// How a plan stands.
#[derive(Debug)]
pub(crate) struct Survey {
    /// Every action, in the plan's order.
    pub(crate) actions: Vec<Surveyed>,
    /// The themes that actions are under, in the order they are met.
    themes: Vec<EntryId>,
    /// All actions, and those of each theme, counted.
    pub(crate) whole: Tally,
    by_theme: Vec<Tally>,
    /// What the record asks about, by form as [`ChallengeForm::ALL`]: each entry with
    /// how many questions.
    asked: [Vec<(EntryId, usize)>; ChallengeForm::ALL.len()],
    /// The measures with the newest figures, and which those are; see [`lately`].
    pub(crate) newest: Vec<(EntryId, EntryId)>,
    /// What changed since the last highlight report, if there is one.
    pub(crate) since: Option<Since>,
}

/// Actions counted by how they stand.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Tally {
    /// All.
    pub(crate) all: usize,
    /// Done by any account.
    pub(crate) complete: usize,
    /// Late.
    pub(crate) late: usize,
    /// With a date that was put back.
    pub(crate) slipped: usize,
    /// With nobody in the owner's post.
    pub(crate) unowned: usize,
    /// With an impact that is consistent or sustained.
    pub(crate) shown: usize,
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

/// Where one action stands, as [`delivery::Standing`] has it.
#[derive(Debug)]
pub(crate) struct Surveyed {
    /// The action.
    pub(crate) id: EntryId,
    /// The theme it is under, by its place in [`Survey::place_of`].
    pub(crate) theme: Option<usize>,
    /// What its rating of delivery stands for.
    pub(crate) delivery: Option<StandsFor>,
    /// What its rating of impact stands for.
    pub(crate) impact: Option<StandsFor>,
    /// Done by any account.
    pub(crate) is_complete: bool,
    /// Its date has passed and it is not done.
    pub(crate) is_late: bool,
    /// Its date was put back.
    pub(crate) has_slipped: bool,
    /// Nobody holds its owner's post.
    pub(crate) is_unowned: bool,
    /// Nothing was reported of it since the last meeting.
    pub(crate) is_stale: bool,
    /// It waits for somebody to accept that it is done.
    pub(crate) awaits_sign_off: bool,
}

impl Survey {
    /// How the plan of a state stands. Pages ask for it by way of
    /// [`crate::kept`], which keeps it.
    pub(crate) fn of(state: State<'_>) -> Self {
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
    pub(crate) fn raised(&self, form: ChallengeForm) -> usize {
        self.asked_of(form).iter().map(|(_, count)| count).sum()
    }

    /// What the questions of a form are about, each with how many there are.
    #[must_use]
    pub(crate) fn asked_of(&self, form: ChallengeForm) -> &[(EntryId, usize)] {
        &self.asked[form as usize]
    }

    /// The number that stands for a theme in [`Surveyed::theme`]; `None` if no action
    /// is under it.
    #[must_use]
    pub(crate) fn place_of(&self, theme: &str) -> Option<usize> {
        self.themes.iter().position(|known| known.name() == theme)
    }

    /// The actions of a theme, counted.
    #[must_use]
    pub(crate) fn of_theme(&self, theme: &EntryId) -> Tally {
        let at = self.themes.iter().position(|known| known == theme);
        at.and_then(|at| self.by_theme.get(at))
            .copied()
            .unwrap_or_default()
    }
}
