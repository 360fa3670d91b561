//! Every figure of one measure: a row for each period, a column for the council
//! and each comparator; as a table and as a file.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use jiff::civil::Date;
use maud::{Markup, html};
use record::body::{Comparator, ComparatorForm, Measure, Reading, ReadingStatus, Release};
use record::id::EntryId;
use record::period::Period;
use record::state::{Held, Moment};
use report::measured::Measured;
use report::wording;

use super::cell;
use crate::components::table::{Column, Table, table};
use crate::context::Context;
use crate::pages::glossary::explained;

/// The figures of one measure.
#[derive(Debug)]
pub(super) struct Figures<'a> {
    /// The measure.
    pub(super) measure: Held<'a, Measure>,
    /// Whom it is compared with: England, the region, then neighbours in the
    /// order their models became known.
    pub(super) comparators: Vec<Held<'a, Comparator>>,
    /// The periods, the latest first.
    pub(super) rows: Vec<Row<'a>>,
}

/// The figures of one period.
#[derive(Debug)]
pub(super) struct Row<'a> {
    /// The period.
    pub(super) period: Period,
    /// The council's own figure.
    pub(super) own: Option<Held<'a, Reading>>,
    /// Each comparator's, in the order of the columns.
    pub(super) compared: Vec<Option<Held<'a, Reading>>>,
}

impl<'a> Figures<'a> {
    /// What the public could see of a measure's figures at the page's dates.
    pub(super) fn of(context: &Context<'a>, measure: Held<'a, Measure>) -> Self {
        let readings: Vec<Held<'a, Reading>> = context
            .state
            .readings_of(measure.id())
            .filter(|reading| reading.body.breakdown.is_none())
            .collect();
        let mut comparators = context.state.all::<Comparator>();
        comparators.retain(|comparator| {
            readings
                .iter()
                .any(|reading| reading.body.area.as_ref() == Some(comparator.id()))
        });
        comparators.sort_by_key(|held| {
            let known = held.meta.known_on.counts_as();
            (std::cmp::Reverse(held.body.form), known, held.meta.seq)
        });
        let mut periods: BTreeMap<(Date, Date), Row<'a>> = BTreeMap::new();
        for reading in readings {
            let period = reading.body.period;
            let row = periods
                .entry((period.last_day(), period.first_day()))
                .or_insert_with(|| Row {
                    period,
                    own: None,
                    compared: vec![None; comparators.len()],
                });
            match &reading.body.area {
                None => row.own = Some(reading),
                Some(area) => {
                    let column = comparators.iter().position(|held| held.id() == area);
                    if let Some(slot) = column.and_then(|column| row.compared.get_mut(column)) {
                        *slot = Some(reading);
                    }
                }
            }
        }
        Self {
            measure,
            comparators,
            rows: periods.into_values().rev().collect(),
        }
    }

    /// Whether an entry is this measure or one of its figures.
    pub(super) fn has(&self, id: &EntryId) -> bool {
        id == self.measure.id() || self.readings().any(|reading| reading.id() == id)
    }

    fn readings(&self) -> impl Iterator<Item = Held<'a, Reading>> {
        self.rows.iter().flat_map(|row| {
            row.own
                .into_iter()
                .chain(row.compared.iter().copied().flatten())
        })
    }

    /// The figures as a table, each linked to its own page.
    pub(super) fn table(&self, context: &Context<'_>, measured: &Measured<'_>) -> Markup {
        let measure = self.measure.body;
        let mut columns = vec![Column::text("Period"), Column::number(context.place())];
        columns.extend(
            self.comparators
                .iter()
                .map(|comparator| Column::number(&comparator.body.short_name)),
        );
        columns.push(Column::text("Status"));
        let signals: BTreeMap<Date, Option<String>> = (0..)
            .zip(&measured.places)
            .map(|(at, place)| (place.last_day, measured.signal(at)))
            .collect();
        let charted = measured.is_charted();
        if charted {
            columns.push(Column::text("Signal"));
        }
        let rows = self
            .rows
            .iter()
            .map(|row| {
                let mut cells = vec![html! { (period(row.period)) }];
                for reading in std::iter::once(&row.own).chain(&row.compared) {
                    cells.push(match reading {
                        Some(reading) => counted(context, measure, *reading),
                        None => html! { span class="sl-meta" { "none" } },
                    });
                }
                cells.push(html! { (row.own.map_or_else(String::new, |own| status(own.body))) });
                if charted {
                    let signal = signals.get(&row.period.last_day()).cloned().flatten();
                    cells.push(html! { (signal.unwrap_or_default()) });
                }
                cells
            })
            .collect();
        table(&Table {
            id: "all-figures".to_owned(),
            caption: format!(
                "{}, {}, {}",
                measure.short_name,
                wording::unit_name(measure.unit),
                measure.basis
            ),
            columns,
            rows,
            row_headings: true,
            note: Some(html! {
                "Status is that of " (context.place()) "’s figure. “None”: no figure is held here. "
                "Follow a figure for its source and history."
            }),
        })
    }

    /// What must be known to read the table: symbols, releases, remarks.
    pub(super) fn notes(&self, context: &Context<'_>) -> Markup {
        let mut symbols: BTreeMap<String, &'static str> = BTreeMap::new();
        for reading in self.readings() {
            if let Some(meaning) = reading.body.value.symbol() {
                symbols.insert(reading.body.value.to_string(), meaning);
            }
        }
        let remarks: Vec<Markup> =
            self.readings()
                .filter_map(|reading| {
                    let note = reading.body.note.as_ref()?;
                    let area =
                        reading.body.area.as_ref().and_then(|area| {
                            self.comparators.iter().find(|held| held.id() == area)
                        });
                    let whose = area.map_or(context.place(), |area| &area.body.short_name);
                    Some(html! { (whose) ", " (reading.body.period.in_words()) ": " (note) })
                })
                .collect();
        let releases = self.releases(context);
        html! {
            ul class="govuk-list govuk-list--bullet" {
                @for (symbol, meaning) in &symbols {
                    li { "“" (symbol) "” means " (meaning) "." }
                }
                @for release in &releases { li { (release) } }
                @for remark in &remarks { li { (remark) } }
            }
        }
    }

    /// The releases the council's figures were read from, and which of the
    /// figures are as revised in them.
    fn releases(&self, context: &Context<'_>) -> Vec<Markup> {
        let mut releases: Vec<(&EntryId, Vec<Held<'a, Reading>>)> = Vec::new();
        for own in self.rows.iter().rev().filter_map(|row| row.own) {
            let Some(id) = &own.body.release else {
                continue;
            };
            match releases.iter_mut().find(|(known, _)| *known == id) {
                Some((_, readings)) => readings.push(own),
                None => releases.push((id, vec![own])),
            }
        }
        // Where a figure was read stays true at every date, as in the papers' notes.
        let ever = context.view().at(Moment::on(Date::MAX));
        releases
            .into_iter()
            .filter_map(|(id, readings)| {
                let release = ever.get::<Release>(id)?.body;
                let revised: Vec<String> = readings
                    .iter()
                    .filter(|reading| reading.body.as_revised)
                    .map(|reading| reading.body.period.last_day().year().to_string())
                    .collect();
                Some(html! {
                    (context.place()) "’s figures were read from " (release.title) " ("
                    (release.publisher) ")."
                    @if !revised.is_empty() {
                        " Those to " (wording::list(&span(revised))) " are "
                        (explained(context, "as-revised", "as revised"))
                        " there; the first-published values are not held."
                    }
                })
            })
            .collect()
    }

    /// The figures as comma-separated values: numbers bare, symbols as published.
    pub(super) fn csv(&self, context: &Context<'_>) -> String {
        let mut csv = String::from("period,first_day,last_day");
        let unit = wording::unit_name(self.measure.body.unit);
        let names = self
            .comparators
            .iter()
            .map(|held| held.body.short_name.as_str());
        for name in std::iter::once(context.place()).chain(names) {
            let _ = write!(csv, ",{}", field(&format!("{name} ({unit})")));
        }
        csv.push_str(",status,numerator,denominator,entry\r\n");
        for row in &self.rows {
            let _ = write!(
                csv,
                "{},{},{}",
                field(&row.period.in_words()),
                row.period.first_day(),
                row.period.last_day()
            );
            for reading in std::iter::once(&row.own).chain(&row.compared) {
                let value =
                    reading.map_or_else(String::new, |reading| reading.body.value.to_string());
                let _ = write!(csv, ",{}", field(&value));
            }
            match row.own {
                Some(own) => {
                    let number =
                        |number: Option<u64>| number.map_or_else(String::new, |n| n.to_string());
                    let _ = write!(
                        csv,
                        ",{},{},{},{}",
                        field(&status(own.body)),
                        number(own.body.numerator),
                        number(own.body.denominator),
                        own.id()
                    );
                }
                None => csv.push_str(",,,,"),
            }
            csv.push_str("\r\n");
        }
        csv
    }
}

/// A period for the side of a table, on one line. The table's caption says that
/// years are years.
fn period(period: Period) -> String {
    let words = period.in_words();
    let words = words.strip_prefix("year to ").unwrap_or(&words);
    words.replace(' ', "\u{a0}")
}

/// A figure, with what it is made of where that is published.
fn counted(context: &Context<'_>, measure: &Measure, reading: Held<'_, Reading>) -> Markup {
    let number = |number: u64| wording::grouped(number as f64, 0);
    html! {
        (cell(context, measure, reading))
        @if let (Some(of), Some(all)) = (reading.body.numerator, reading.body.denominator) {
            br; span class="sl-meta" { (number(of)) "\u{a0}of\u{a0}" (number(all)) }
        }
    }
}

/// How final a figure is, and whether it is as first published.
fn status(reading: &Reading) -> String {
    let status = match reading.status {
        ReadingStatus::Provisional => "provisional",
        ReadingStatus::Final => "final",
        ReadingStatus::Local => "local",
    };
    if reading.as_revised {
        format!("{status}, as revised")
    } else {
        status.to_owned()
    }
}

/// Years one after another as a span: "2013 to 2024".
fn span(years: Vec<String>) -> Vec<String> {
    match years.as_slice() {
        [first, _, .., last] => vec![format!("{first} to {last}")],
        _ => years,
    }
}

/// A field of a CSV file. What a spreadsheet would take for a formula is made text.
fn field(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '@', '\t'])
        || (text.starts_with('-') && text.parse::<f64>().is_err());
    let text = if formula {
        format!("'{text}")
    } else {
        text.to_owned()
    };
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

/// The newest median of neighbours among comparators.
pub(super) fn newest_neighbours<'a, 'b>(
    comparators: &'b [Held<'a, Comparator>],
) -> Option<&'b Held<'a, Comparator>> {
    comparators.iter().rfind(|held| {
        held.body.form == ComparatorForm::Neighbours
            && held.body.statistic == Some(record::body::Average::Median)
    })
}
