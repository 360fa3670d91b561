//! How many actions have each status, for the plan and for each theme.

use record::body::{Dimension, RatingKey};
use record::delivery::Rated;
use record::id::EntryId;
use serde::Serialize;

use crate::progress::{Badge, Named, Progress, in_dimension};

/// Counts of actions by status, in the order of the key.
#[derive(Debug, Serialize)]
pub(super) struct Totals {
    /// What is rated: `delivery` or `impact`.
    pub(super) of: &'static str,
    /// The statuses that any action has, now or then.
    pub(super) columns: Vec<Column>,
    /// One row a theme, and one of actions in none.
    pub(super) rows: Vec<Row>,
    /// The same for the plan as a whole.
    pub(super) all: Vec<usize>,
    /// The same at the report before; empty without one.
    pub(super) before: Vec<usize>,
}

/// One status.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Column {
    /// The status; absent for actions that are not rated.
    pub(super) badge: Option<Badge>,
    /// What it means here, as a sentence.
    pub(super) meaning: String,
    #[serde(skip)]
    code: Option<String>,
}

/// The counts of one theme.
#[derive(Debug, Serialize)]
pub(super) struct Row {
    /// The theme; absent for actions in none.
    pub(super) theme: Option<Named>,
    /// Its number.
    pub(super) number: String,
    /// One count a column.
    pub(super) counts: Vec<usize>,
    /// All its actions.
    pub(super) total: usize,
}

impl Totals {
    /// The counts in one dimension; `None` where no action is rated in it.
    #[must_use]
    pub(super) fn of(
        dimension: Dimension,
        now: &Progress<'_>,
        then: Option<&Progress<'_>>,
    ) -> Option<Self> {
        let columns = columns(dimension, now, then)?;
        let count = |actions: &mut dyn Iterator<Item = Option<Rated<'_>>>| {
            let mut counts = vec![0; columns.len()];
            for rated in actions {
                let code = rated.map(|rated| rated.status.code.as_str());
                if let Some(at) = columns.iter().position(|c| c.code.as_deref() == code) {
                    counts[at] += 1;
                }
            }
            counts
        };
        let mut rows: Vec<Row> = now
            .themes
            .iter()
            .map(|theme| {
                let counts = count(
                    &mut now
                        .of_theme(theme.id())
                        .map(|one| in_dimension(one, dimension)),
                );
                Row {
                    theme: Some(Named::new(theme.id(), &*theme.body.title)),
                    number: theme.body.number.clone(),
                    total: counts.iter().sum(),
                    counts,
                }
            })
            .collect();
        let themes: Vec<&EntryId> = now.themes.iter().map(|theme| theme.id()).collect();
        let counts = count(
            &mut now
                .actions
                .iter()
                .filter(|one| {
                    let theme = one.action.body.theme.as_ref();
                    theme.is_none_or(|theme| !themes.contains(&theme))
                })
                .map(|one| in_dimension(one, dimension)),
        );
        if counts.iter().any(|count| *count > 0) {
            rows.push(Row {
                theme: None,
                number: String::new(),
                total: counts.iter().sum(),
                counts,
            });
        }
        Some(Self {
            of: dimension.in_words(),
            all: count(&mut now.actions.iter().map(|one| in_dimension(one, dimension))),
            before: then.map_or_else(Vec::new, |then| {
                count(&mut then.actions.iter().map(|one| in_dimension(one, dimension)))
            }),
            rows,
            columns,
        })
    }
}

/// The statuses that any action has, in the order of the plan's key; those of
/// other keys after them.
fn columns(
    dimension: Dimension,
    now: &Progress<'_>,
    then: Option<&Progress<'_>>,
) -> Option<Vec<Column>> {
    let all = || {
        now.actions
            .iter()
            .chain(then.iter().flat_map(|then| &then.actions))
            .map(|one| in_dimension(one, dimension))
    };
    let key = now.plan.and_then(|plan| match dimension {
        Dimension::Delivery => plan.body.delivery_key.as_ref(),
        Dimension::Impact => plan.body.impact_key.as_ref(),
    });
    let mut columns: Vec<Column> = key
        .and_then(|key| now.state.get::<RatingKey>(key))
        .into_iter()
        .flat_map(|key| &key.body.statuses)
        .filter(|status| {
            all()
                .flatten()
                .any(|rated| rated.status.code == status.code)
        })
        .map(column)
        .collect();
    for rated in all().flatten() {
        if !columns
            .iter()
            .any(|column| column.code.as_deref() == Some(&rated.status.code))
        {
            columns.push(column(rated.status));
        }
    }
    if columns.is_empty() {
        return None;
    }
    if all().any(|rated| rated.is_none()) {
        columns.push(Column {
            badge: None,
            meaning: "No rating is in the record.".to_owned(),
            code: None,
        });
    }
    Some(columns)
}

fn column(status: &record::body::Status) -> Column {
    Column {
        badge: Some(Badge::of(status)),
        meaning: crate::wording::sentence(&status.meaning),
        code: Some(status.code.clone()),
    }
}
