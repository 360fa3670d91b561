//! A measure beside its comparators in one year: which set of neighbours and which
//! year stand in the address, are always said, and so is where the choice of set
//! changes the verdict.

use maud::{Markup, html};
use record::body::{Comparator, ComparatorForm, Reading};
use record::id::EntryId;
use record::state::Held;
use report::beside::{Beside, Verdict, beside};
use report::wording;

use super::cell;
use super::figures::{Figures, Row, newest_neighbours};
use crate::components::form::{Choice, select};
use crate::components::messages::inset;
use crate::components::table::{Column, Table, table};
use crate::context::Context;
use crate::route::Route;

/// The parameter that names the set of neighbours.
const NEIGHBOURS: &str = "neighbours";
/// The parameter that names the year, by its period as it is written.
const YEAR: &str = "year";

/// A comparator's figure beside the authority's.
struct Line<'f, 'a> {
    comparator: &'f Held<'a, Comparator>,
    reading: Held<'a, Reading>,
    beside: Option<Beside>,
}

impl Line<'_, '_> {
    fn is_neighbours(&self) -> bool {
        self.comparator.body.form == ComparatorForm::Neighbours
    }

    fn verdict(&self) -> Option<Verdict> {
        self.beside.as_ref().map(|beside| beside.verdict)
    }
}

/// The section; nothing where no comparator has a figure for a year with one of ours.
pub(super) fn section(context: &Context<'_>, figures: &Figures<'_>) -> Markup {
    let years: Vec<&Row<'_>> = figures
        .rows
        .iter()
        .filter(|row| row.own.is_some() && row.compared.iter().any(Option::is_some))
        .collect();
    let asked = context.asked.get(YEAR);
    let named = |row: &&&Row<'_>| asked == Some(&*row.period.to_string());
    let chosen = years.iter().find(named).or(years.first());
    let Some((row, own)) = chosen.and_then(|row| Some((*row, row.own?))) else {
        return html! {};
    };
    let lines = lines(figures, row, own.body);
    let set = chosen_set(context, figures);
    let shown = lines
        .iter()
        .find(|line| line.is_neighbours() && Some(line.comparator.id()) == set.as_ref());
    html! {
        h2 class="govuk-heading-m" id="compared" { "How it compares" }
        (chooser(context, figures, &years, row, set.as_ref()))
        p class="govuk-body" id="beside" {
            (context.place()) ", " (row.period.in_words()) ": "
            strong { (wording::value(own.body, figures.measure.body)) } "."
            @match shown {
                Some(line) => { " " (sentence(figures, line)) },
                None if set.is_some() => { " The neighbours chosen have no figure for that time." },
                None => {},
            }
        }
        (flips(figures, &lines, row))
        (table(&Table {
            id: "compared-figures".to_owned(),
            caption: format!("{} beside others, {}", figures.measure.body.short_name, row.period.in_words()),
            columns: vec![
                Column::text("Compared with"),
                Column::number("Its figure"),
                Column::text(&format!("{} is", context.place())),
                Column::text("That is"),
            ],
            rows: lines.iter().map(|line| cells(context, figures, line)).collect(),
            row_headings: true,
            note: Some(html! {
                "All for the same time. Close: within a tenth of the other figure, or of what a percentage above one half leaves. This says where the figure stands, not which way it goes."
                @if lines.iter().any(Line::is_neighbours) {
                    " A set of neighbours is known from the day its model was published and stands on no page before."
                }
            }),
        }))
    }
}

fn lines<'f, 'a>(figures: &'f Figures<'a>, row: &Row<'a>, own: &Reading) -> Vec<Line<'f, 'a>> {
    let compared = figures.comparators.iter().zip(&row.compared);
    compared
        .filter_map(|(comparator, reading)| {
            let reading = (*reading)?;
            let form = comparator.body.form;
            Some(Line {
                comparator,
                reading,
                beside: beside(figures.measure.body, own, form, reading.body),
            })
        })
        .collect()
}

/// The set of neighbours asked for; the newest median where none or no such one is.
fn chosen_set(context: &Context<'_>, figures: &Figures<'_>) -> Option<EntryId> {
    let asked = context.asked.get(NEIGHBOURS);
    let all = figures.comparators.iter();
    let mut sets = all.filter(|held| held.body.form == ComparatorForm::Neighbours);
    sets.find(|held| asked == Some(held.id().name()))
        .or_else(|| newest_neighbours(&figures.comparators))
        .map(|held| held.id().clone())
}

fn sentence(figures: &Figures<'_>, line: &Line<'_, '_>) -> String {
    let name = &line.comparator.body.name;
    let value = wording::value(line.reading.body, figures.measure.body);
    match &line.beside {
        Some(beside) if beside.verdict == Verdict::Same => {
            format!("{name}: {value}, the same.")
        }
        Some(beside) => format!("{name}: {value}. That is {}.", said(beside)),
        None => format!("{name}: {value}."),
    }
}

/// "1.2 points lower, which is better".
fn said(beside: &Beside) -> String {
    match beside.verdict {
        Verdict::Better | Verdict::Worse => {
            format!("{}, which is {}", beside.apart, beside.verdict.in_words())
        }
        Verdict::Close => format!("{}: close to it", beside.apart),
        Verdict::Higher | Verdict::Lower | Verdict::Same => beside.apart.clone(),
    }
}

/// Which sets of neighbours say one thing and which another.
fn flips(figures: &Figures<'_>, lines: &[Line<'_, '_>], row: &Row<'_>) -> Markup {
    let mut verdicts: Vec<(Verdict, Vec<String>)> = Vec::new();
    for line in lines.iter().filter(|line| line.is_neighbours()) {
        let Some(verdict) = line.verdict() else {
            continue;
        };
        let value = wording::value(line.reading.body, figures.measure.body);
        let named = format!("{} ({value})", line.comparator.body.short_name);
        match verdicts.iter_mut().find(|(known, _)| *known == verdict) {
            Some((_, names)) => names.push(named),
            None => verdicts.push((verdict, vec![named])),
        }
    }
    if verdicts.len() < 2 {
        return html! {};
    }
    let parts: Vec<String> = verdicts
        .iter()
        .map(|(verdict, names)| format!("{} {}", verdict.than(), wording::list(names)))
        .collect();
    inset(&html! {
        strong { "The choice of neighbours changes the verdict." }
        " " (wording::upper_first(&row.period.in_words())) ": the figure is " (parts.join("; ")) "."
    })
}

fn cells(context: &Context<'_>, figures: &Figures<'_>, line: &Line<'_, '_>) -> Vec<Markup> {
    let (apart, verdict) = match &line.beside {
        Some(beside) => (beside.apart.clone(), beside.verdict.in_words()),
        None => ("not set beside it".to_owned(), "–"),
    };
    vec![
        html! { (line.comparator.body.name) },
        cell(context, figures.measure.body, line.reading),
        html! { (apart) },
        html! { (verdict) },
    ]
}

fn chooser(
    context: &Context<'_>,
    figures: &Figures<'_>,
    years: &[&Row<'_>],
    row: &Row<'_>,
    set: Option<&EntryId>,
) -> Markup {
    let of_years = years
        .iter()
        .map(|one| Choice {
            value: one.period.to_string(),
            text: wording::upper_first(&one.period.in_words()),
            chosen: one.period == row.period,
        })
        .collect::<Vec<_>>();
    let of_sets = figures
        .comparators
        .iter()
        .filter(|held| held.body.form == ComparatorForm::Neighbours)
        .map(|held| Choice {
            value: held.id().name().to_owned(),
            text: held.body.name.clone(),
            chosen: Some(held.id()) == set,
        })
        .collect::<Vec<_>>();
    if of_years.len() < 2 && of_sets.len() < 2 {
        return html! {};
    }
    let route = Route::Measure(figures.measure.id().clone());
    html! {
        form method="get" action={ (route.path(context.authority())) "#compared" } {
            (context.hidden_dates())
            @if of_sets.len() > 1 { (select("choose-neighbours", NEIGHBOURS, "Neighbours", &of_sets)) }
            @if of_years.len() > 1 { (select("choose-year", YEAR, "Time", &of_years)) }
            button class="govuk-button govuk-button--secondary" type="submit" { "Compare" }
        }
    }
}
