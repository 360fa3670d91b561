//! What papers call things: names with their entries, statuses with their
//! letters.

use record::body::Status;
use record::claimed_date::day_in_words;
use record::delivery::Rated;
use record::id::EntryId;
use record::kind::Body;
use record::state::State;
use serde::Serialize;

use crate::wording;

/// A name that leads to its entry: `{{ x.name | to(x) }}` in a template.
#[derive(Clone, Debug, Serialize)]
pub struct Named {
    /// The entry.
    pub id: String,
    /// What it is called.
    pub name: String,
}

/// An entry of which only the way to it matters: `{{ x | note }}`.
#[derive(Clone, Debug, Serialize)]
pub struct Link {
    /// The entry.
    pub id: String,
}

impl Link {
    /// The way to an entry.
    #[must_use]
    pub fn to(id: &EntryId) -> Self {
        Self {
            id: id.as_str().to_owned(),
        }
    }
}

impl Named {
    /// An entry by a name.
    #[must_use]
    pub fn new(id: &EntryId, name: impl Into<String>) -> Self {
        Self {
            id: id.as_str().to_owned(),
            name: name.into(),
        }
    }
}

/// A status as papers print it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Badge {
    /// Its letter or two.
    pub code: String,
    /// Its word.
    pub label: String,
    /// `#rrggbb`, or nothing.
    pub colour: String,
}

impl Badge {
    /// A status of a key.
    #[must_use]
    pub fn of(status: &Status) -> Self {
        Self {
            code: status.code.clone(),
            label: status.label.clone(),
            colour: status.colour.clone().unwrap_or_default(),
        }
    }
}

/// One line of a key: a status and what it means here.
#[derive(Clone, Debug, Serialize)]
pub struct Key {
    /// The status.
    pub badge: Badge,
    /// What it means, as a sentence.
    pub meaning: String,
    /// `delivery` or `impact`.
    pub of: &'static str,
}

impl Key {
    /// The key of the statuses that these ratings use, each once: delivery
    /// first, then impact, each from its beginning to its end.
    #[must_use]
    pub fn of<'a>(ratings: impl Iterator<Item = Rated<'a>>) -> Vec<Self> {
        let mut statuses: Vec<&Status> = Vec::new();
        for rated in ratings {
            if !statuses.iter().any(|status| {
                status.code == rated.status.code && status.stands_for == rated.status.stands_for
            }) {
                statuses.push(rated.status);
            }
        }
        statuses.sort_by_key(|status| status.stands_for);
        statuses
            .into_iter()
            .map(|status| Self {
                badge: Badge::of(status),
                meaning: wording::sentence(&status.meaning),
                of: status.stands_for.dimension().in_words(),
            })
            .collect()
    }
}

/// What an entry is called inside a sentence: a post by its title, a board by
/// its name, a decision by its board and day. Where the reader may not see the
/// entry, or it is not known yet, that is said.
#[must_use]
pub fn name_of(state: &State<'_>, id: &EntryId) -> String {
    let Some(held) = state.entry(id) else {
        return format!("{} not on record at this date", article(id));
    };
    match held.body {
        Body::Post(post) => post.title.clone(),
        Body::Board(board) => board.name.clone(),
        Body::Organisation(body) => body.short_name.as_ref().unwrap_or(&body.name).clone(),
        Body::Decision(decision) => format!(
            "{}, {}",
            name_of(state, &decision.board),
            day_in_words(decision.on.counts_as())
        ),
        other => other.headline(),
    }
}

fn article(id: &EntryId) -> String {
    let kind = id.kind().name().replace('-', " ");
    let article = if kind.starts_with(['a', 'e', 'i', 'o', 'u']) {
        "an"
    } else {
        "a"
    };
    format!("{article} {kind}")
}
