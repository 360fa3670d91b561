//! A board's meetings: planned, held or not known; what they saw and decided; the
//! weeks from one to the next, and the days until Scrutiny met.

use jiff::civil::Date;
use maud::{Markup, html};
use record::body::{Board, BoardForm, Decision, Meeting, MeetingStatus};
use record::claimed_date::ClaimedDate;
use record::id::EntryId;
use record::state::Held;
use report::wording;

use super::named;
use crate::components::date::long_date;
use crate::components::marks::{TagColour, tag};
use crate::components::table::{Column, Table, table};
use crate::context::{Context, claimed};
use crate::route::Route;

/// The meetings of one board, the earliest first.
pub(super) struct Meetings<'a> {
    meetings: Vec<Held<'a, Meeting>>,
}

impl<'a> Meetings<'a> {
    /// Those public at the page's dates.
    pub(super) fn of(context: &Context<'a>, board: &EntryId) -> Self {
        let mut meetings = context.state.all::<Meeting>();
        meetings.retain(|meeting| meeting.body.board == *board);
        meetings.sort_by_key(|meeting| meeting.body.on.counts_as());
        Self { meetings }
    }

    /// "five held, two planned": how many of each.
    pub(super) fn counted(&self) -> String {
        let of = |status: MeetingStatus, words: &str| {
            let count = self
                .meetings
                .iter()
                .filter(|meeting| meeting.body.status == status)
                .count();
            (count > 0).then(|| format!("{} {words}", wording::count(count)))
        };
        let counted: Vec<String> = [
            of(MeetingStatus::Held, "held"),
            of(MeetingStatus::Planned, "planned"),
            of(MeetingStatus::NotKnown, "planned, not known whether held"),
        ]
        .into_iter()
        .flatten()
        .collect();
        if counted.is_empty() {
            "None".to_owned()
        } else {
            wording::upper_first(&counted.join("; "))
        }
    }

    /// Weeks from each meeting, planned or held, to the next.
    pub(super) fn weeks(&self) -> Vec<i32> {
        self.meetings
            .windows(2)
            .map(|pair| wording::weeks_between(day(&pair[0]), day(&pair[1])))
            .collect()
    }

    /// The meetings as a table, the latest first.
    pub(super) fn section(&self, context: &Context<'_>, board: &Held<'_, Board>) -> Markup {
        if self.meetings.is_empty() {
            return html! {
                h2 class="govuk-heading-m" id="meetings" { "Meetings" }
                p class="govuk-body" {
                    "No meeting had " (context.published()) " by " (long_date(context.moment.known_at)) "."
                }
            };
        }
        let decisions = context.state.all::<Decision>();
        let scrutiny = scrutiny_days(context);
        let to_scrutiny = board.body.form == BoardForm::Improvement && !scrutiny.is_empty();
        let mut columns = vec![
            Column::text("Meeting"),
            Column::text("Status"),
            Column::number("Weeks since the one before"),
            Column::text("Data to"),
            Column::text("Considered and decided"),
        ];
        if to_scrutiny {
            columns.push(Column::text("Next Scrutiny Board"));
        }
        let weeks = self.weeks();
        let rows = self
            .meetings
            .iter()
            .enumerate()
            .rev()
            .map(|(at, meeting)| {
                let since = at.checked_sub(1).and_then(|before| weeks.get(before));
                let mut cells = vec![
                    html! {
                        (context.anchor(&Route::Meeting(meeting.id().clone()), &meeting.body.on.in_words()))
                        @if let Some(minute) = &meeting.body.minute {
                            br; span class="sl-meta" { "minute " (minute) }
                        }
                    },
                    status(meeting.body.status),
                    html! { @match since { Some(weeks) => (weeks), None => "–" } },
                    html! { @match meeting.body.data_to { Some(date) => (claimed(date)), None => "not said" } },
                    business(context, meeting, &decisions),
                ];
                if to_scrutiny {
                    let ended = board.body.ended.map(ClaimedDate::counts_as);
                    let until = self.meetings.get(at + 1).map(day).or(ended);
                    cells.push(lag(day(meeting), until, &scrutiny));
                }
                cells
            })
            .collect();
        html! {
            h2 class="govuk-heading-m" id="meetings" { "Meetings" }
            (table(&Table {
                id: "all-meetings".to_owned(),
                caption: "Meetings, the latest first".to_owned(),
                columns,
                rows,
                row_headings: true,
                note: to_scrutiny.then(|| html! {
                    "The next Scrutiny Board is the first one in the record after the meeting and "
                    "before this board met again or ended."
                }),
            }))
        }
    }
}

fn day(meeting: &Held<'_, Meeting>) -> Date {
    meeting.body.on.counts_as()
}

/// What a meeting considered, and its decisions.
fn business(
    context: &Context<'_>,
    meeting: &Held<'_, Meeting>,
    decisions: &[Held<'_, Decision>],
) -> Markup {
    let decided: Vec<_> = decisions
        .iter()
        .filter(|decision| decision.body.meeting.as_ref() == Some(meeting.id()))
        .collect();
    html! {
        @if meeting.body.considered.is_empty() && decided.is_empty() { "not said" }
        @for text in &meeting.body.considered { p class="govuk-body-s" { (text) } }
        @for decision in decided {
            p class="govuk-body-s" { "Decided: " (named::linked(context, decision.id())) "." }
        }
    }
}

fn status(status: MeetingStatus) -> Markup {
    match status {
        MeetingStatus::Held => tag("Held", TagColour::Green),
        MeetingStatus::Planned => tag("Planned", TagColour::Blue),
        MeetingStatus::NotKnown => tag("Not known", TagColour::Grey),
    }
}

/// The days on which Scrutiny met or is to meet.
fn scrutiny_days(context: &Context<'_>) -> Vec<Date> {
    let is_scrutiny = |meeting: &Held<'_, Meeting>| {
        context
            .state
            .get::<Board>(&meeting.body.board)
            .is_some_and(|board| board.body.form == BoardForm::Scrutiny)
    };
    let meetings = context.state.all::<Meeting>();
    let mut days: Vec<Date> = meetings
        .iter()
        .filter(|meeting| is_scrutiny(meeting))
        .map(day)
        .collect();
    days.sort();
    days
}

/// The first Scrutiny meeting after a board's and before its next or its end,
/// with the days between.
fn lag(meeting: Date, until: Option<Date>, scrutiny: &[Date]) -> Markup {
    let first = scrutiny
        .iter()
        .find(|day| **day >= meeting && until.is_none_or(|until| **day < until));
    html! {
        @match first {
            Some(day) => {
                @let days = meeting.until(*day).map_or(0, |span| span.get_days());
                (long_date(*day)) br; span class="sl-meta" {
                    (days) @if days == 1 { " day later" } @else { " days later" }
                }
            }
            None => "none in the record",
        }
    }
}
