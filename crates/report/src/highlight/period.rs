//! What a highlight report covers: its Board, the meeting it is for, and what
//! it is compared with.

use jiff::civil::Date;
use record::body::{
    AgendaForm, AgendaItem, Board, BoardForm, Meeting, MeetingStatus, Paper, PaperForm, PaperStatus,
};
use record::claimed_date::day_in_words;
use record::delivery::reference_order;
use record::state::{Held, Moment, State};

use crate::wording;

/// What a report covers.
#[derive(Debug)]
pub(super) struct Period<'a> {
    /// The Improvement Board, or what follows it.
    pub(super) board: Option<Held<'a, Board>>,
    /// The meeting the report is for: the Board's next from its day.
    pub(super) meeting: Option<Held<'a, Meeting>>,
    /// The meeting before, that was held.
    pub(super) last: Option<Held<'a, Meeting>>,
    /// What the report is compared with; absent for the first report.
    pub(super) since: Option<Since>,
}

/// What a report is compared with.
#[derive(Debug, Clone)]
pub(super) struct Since {
    /// The moment as it stood then.
    pub(super) moment: Moment,
    /// In words, to follow "since": `the report issued on 3 September 2026`.
    pub(super) words: String,
}

impl<'a> Period<'a> {
    /// The period of a report. `asked` overrides what it is compared with.
    #[must_use]
    pub(super) fn of(state: &State<'a>, asked: Option<Date>) -> Self {
        let board = board(state);
        let today = state.moment().effective;
        let mut meetings: Vec<Held<'a, Meeting>> = state
            .all::<Meeting>()
            .into_iter()
            .filter(|meeting| board.is_some_and(|board| &meeting.body.board == board.id()))
            .collect();
        meetings.sort_by_key(|meeting| meeting.body.on.counts_as());
        let meeting = meetings
            .iter()
            .find(|meeting| meeting.body.on.counts_as() >= today)
            .copied();
        let last = meetings
            .iter()
            .rfind(|meeting| {
                meeting.body.status == MeetingStatus::Held && meeting.body.on.counts_as() < today
            })
            .copied();
        let since = match asked {
            Some(day) => Some(Since {
                moment: back(state.moment(), day),
                words: day_in_words(day),
            }),
            None => last_report(state).or_else(|| last.map(|last| meeting_before(state, last))),
        };
        Self {
            board,
            meeting,
            last,
            since,
        }
    }

    /// What the agenda of the meeting asks the Board to decide, in its order.
    #[must_use]
    pub(super) fn to_decide(&self, state: &State<'a>) -> Vec<Held<'a, AgendaItem>> {
        let mut items: Vec<Held<'a, AgendaItem>> = state
            .all::<AgendaItem>()
            .into_iter()
            .filter(|item| {
                item.body.form == AgendaForm::Decision
                    && self
                        .meeting
                        .is_some_and(|meeting| &item.body.meeting == meeting.id())
            })
            .collect();
        items.sort_by_cached_key(|item| reference_order(&item.body.number));
        items
    }
}

/// The Board that holds the plan to account: the latest that has not ended.
fn board<'a>(state: &State<'a>) -> Option<Held<'a, Board>> {
    let today = state.moment().effective;
    let boards = state.all::<Board>();
    let open = |board: &&Held<'a, Board>| {
        board
            .body
            .ended
            .is_none_or(|ended| ended.counts_as() > today)
    };
    [BoardForm::Improvement, BoardForm::Partnership]
        .into_iter()
        .find_map(|form| {
            boards
                .iter()
                .filter(open)
                .rfind(|board| board.body.form == form)
                .copied()
        })
}

/// The last highlight report issued before this one's day.
fn last_report(state: &State<'_>) -> Option<Since> {
    let now = state.moment();
    state
        .all::<Paper>()
        .into_iter()
        .filter(|paper| {
            paper.body.form == PaperForm::Highlight
                && paper.body.status == PaperStatus::Issued
                && paper.body.as_at.counts_as() < now.effective
        })
        .filter_map(|paper| Some((paper.body.issued_on?, paper)))
        .filter(|(issued, _)| issued.counts_as() <= now.effective)
        .max_by_key(|(issued, paper)| (issued.counts_as(), paper.meta.seq))
        .map(|(issued, paper)| Since {
            moment: Moment {
                effective: paper.body.as_at.counts_as(),
                known: paper.body.known_at.counts_as(),
                recorded: now.recorded,
            },
            words: format!("the report issued {}", wording::on(issued)),
        })
}

fn meeting_before(state: &State<'_>, last: Held<'_, Meeting>) -> Since {
    let day = last.body.on.counts_as();
    Since {
        moment: back(state.moment(), day),
        words: format!("the Board’s meeting {}", wording::on(last.body.on)),
    }
}

/// An earlier day: as it was known that day; with hindsight, as it is known now.
fn back(now: Moment, day: Date) -> Moment {
    let known = if now.known == now.effective {
        day
    } else {
        now.known
    };
    Moment {
        effective: day,
        known,
        recorded: now.recorded,
    }
}
