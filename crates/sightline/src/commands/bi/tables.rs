//! Which entries make which table, and its columns: the fields of the entry,
//! after what every table begins with. A field whose name means something to SQL
//! has another name there.

use record::kind::Kind;
use store::bi::{Column, Table};

use Column::{Day, Number, Text, YesNo};

/// A table and the kind of entry that fills it.
pub(super) struct Filled {
    pub(super) table: Table,
    pub(super) kind: Kind,
    /// The columns that bear another name than their field, and the field.
    pub(super) renamed: &'static [(&'static str, &'static str)],
}

impl Filled {
    /// The field a column is filled from.
    pub(super) fn field(&self, column: &'static str) -> &'static str {
        let renamed = self.renamed.iter().find(|(name, _)| *name == column);
        renamed.map_or(column, |(_, field)| field)
    }
}

macro_rules! tables {
    ($($name:literal of $kind:ident: $($column:ident $of:ident $(= $field:ident)?),* $(,)?;)*) => {
        /// Every table.
        pub(super) const TABLES: &[Filled] = &[$(Filled {
            kind: Kind::$kind,
            renamed: &[$($((stringify!($column), stringify!($field)),)?)*],
            table: Table {
                name: $name,
                columns: &[
                    ("authority", Text), ("id", Text), ("effective_on", Day),
                    ("known_on", Day), ("classification", Text),
                    $((stringify!($column), $of),)*
                ],
            },
        },)*];
    };
}

tables! {
    "bi_actions" of Action:
        reference Text, title Text, plan Text, theme Text, owner Text, team Text, due Text,
        outcome Text, success Text, recommendations Text, measures Text, due_now Text,
        times_moved Number, days_late Number, delivery Text, impact Text,
        owner_post_vacant YesNo, last_update_on Day;
    "bi_ratings" of Rating:
        rated Text = of, dimension Text, rating_key Text = key, status Text, rated_by Text = by,
        rated_on Day = on, reason Text, evidence Text;
    "bi_updates" of Update:
        action Text, reported_on Day = on, reported_by Text = by, said Text = text,
        next_step Text = next;
    "bi_date_changes" of DateChange:
        action Text, moved_from Text = from, moved_to Text = to, reason Text,
        requested_by Text, agreed_by Text, agreed_on Day;
    "bi_measures" of Measure:
        name Text, short_name Text, topic Text, unit Text, polarity Text, basis Text,
        frequency Text, outcome Text;
    "bi_readings" of Reading:
        measure Text, area Text, period Text, breakdown Text, value Number, numerator Number,
        denominator Number, status Text, release Text, as_revised YesNo;
    "bi_targets" of Target:
        measure Text, value Number, tolerance Number, reach_by Day = by, form Text,
        approved_by Text;
    "bi_rebases" of Rebase:
        measure Text, starts_anew Text = from, why Text, decided_by Text, decided_on Day;
    "bi_recommendations" of Recommendation:
        review Text, number Text, label Text, wording Text = text, addressed_to Text, theme Text;
    "bi_reviews" of Review:
        name Text, form Text, reviewer Text, framework Text, starts Day, ends Day;
    "bi_judgements" of Judgement: review Text, area Text, area_name Text, grade Text;
    "bi_risks" of Risk:
        title Text, cause Text, consequence Text, owner Text, likelihood Number, impact Number,
        target_score Number, state Text, review_on Day, actions Text;
    "bi_decisions" of Decision:
        board Text, meeting Text, decided_on Day = on, wording Text = text, owner Text, due Text,
        changes Text;
}
