//! The kinds of entry: one list from which names, decoding and references follow.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::body::*;
use crate::id::{EntryId, Source};
use crate::upcast;

/// A reference one entry makes to another: the field it stands in, whom it
/// names, and the kinds that field may name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reference<'a> {
    /// Name of the field.
    pub field: &'static str,
    /// The entry named.
    pub to: &'a EntryId,
    /// Kinds the field may name.
    pub allowed: &'static [Kind],
}

/// What every kind of body can tell about itself.
pub trait Content: DeserializeOwned + Serialize + 'static {
    /// Its kind.
    const KIND: Kind;
    /// The number of its present schema, from 1.
    const SCHEMA: u16;
    /// A short name for lists and headings.
    fn headline(&self) -> String;
    /// Where the claim comes from.
    fn sources(&self) -> &[Source];
    /// The entries it refers to, sources aside.
    fn references(&self) -> Vec<Reference<'_>>;
    /// What is wrong with it on its own: field and reason.
    fn faults(&self) -> Vec<(&'static str, String)>;
    /// The body in a variant of [`Body`], if it is of this kind.
    fn of(body: &Body) -> Option<&Self>;
}

/// A body that cannot be read: which field, and why.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {reason}")]
pub struct Unreadable {
    /// Path of the field, `.` for the body as a whole.
    pub field: String,
    /// Why it cannot be read.
    pub reason: String,
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T, Unreadable> {
    // A list of the fields' values would be read as well, by their order.
    if !text.trim_start().starts_with('{') {
        return Err(Unreadable {
            field: ".".to_owned(),
            reason: "is not a JSON object".to_owned(),
        });
    }
    // Where a body goes wrong is only followed once it does.
    if let Ok(body) = serde_json::from_str(text) {
        return Ok(body);
    }
    let mut json = serde_json::Deserializer::from_str(text);
    let body = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let reason = error.inner().to_string();
        // The position counts inside the body, not in the file: left out.
        let reason = reason
            .split(" at line ")
            .next()
            .unwrap_or(&reason)
            .to_owned();
        Unreadable {
            field: error.path().to_string(),
            reason,
        }
    })?;
    json.end().map_err(|_| Unreadable {
        field: ".".to_owned(),
        reason: "something follows the end of the body".to_owned(),
    })?;
    Ok(body)
}

// One list instead of six matches that would have to be kept in step.
macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident = $name:literal, $plural:literal;)*) => {
        /// A kind of entry.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind { $($(#[$doc])* $kind,)* }

        /// The decoded body of a version, of one of the kinds.
        #[derive(Clone, Debug, PartialEq, Serialize)]
        #[serde(untagged)]
        pub enum Body { $($(#[$doc])* $kind($kind),)* }

        impl Kind {
            /// Every kind, in the order of this list.
            pub const ALL: &[Kind] = &[$(Kind::$kind,)*];

            /// The kind of this name.
            #[must_use]
            pub fn named(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$kind),)* _ => None }
            }

            /// Its name, as written before the slash of an entry's name.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$kind => $name,)* }
            }

            /// Its name for several, in words.
            #[must_use]
            pub const fn plural(self) -> &'static str {
                match self { $(Self::$kind => $plural,)* }
            }

            /// The number of its present schema.
            #[must_use]
            pub const fn schema(self) -> u16 {
                match self { $(Self::$kind => <$kind as Content>::SCHEMA,)* }
            }
        }

        impl Body {
            /// Reads a body as it was stored, of any schema ever released.
            ///
            /// # Errors
            /// [`Unreadable`] names the field that is missing, unknown or has
            /// the wrong shape, or the schema that is newer than this program.
            pub fn read(kind: Kind, schema: u16, text: &str) -> Result<Self, Unreadable> {
                let upcast = upcast::to_present(kind, schema, text)?;
                Ok(match kind { $(Kind::$kind => Self::$kind(read(&upcast)?),)* })
            }

            /// Its kind.
            #[must_use]
            pub const fn kind(&self) -> Kind {
                match self { $(Self::$kind(_) => Kind::$kind,)* }
            }

            /// A short name for lists and headings.
            #[must_use]
            pub fn headline(&self) -> String {
                match self { $(Self::$kind(body) => body.headline(),)* }
            }

            /// Where the claim comes from.
            #[must_use]
            pub fn sources(&self) -> &[Source] {
                match self { $(Self::$kind(body) => body.sources(),)* }
            }

            /// The entries it refers to, sources aside.
            #[must_use]
            pub fn references(&self) -> Vec<Reference<'_>> {
                match self { $(Self::$kind(body) => body.references(),)* }
            }

            /// What is wrong with it on its own: field and reason.
            #[must_use]
            pub fn faults(&self) -> Vec<(&'static str, String)> {
                match self { $(Self::$kind(body) => body.faults(),)* }
            }

            /// The body as JSON, with fields in the order of their definition.
            #[must_use]
            pub fn to_json(&self) -> serde_json::Value {
                match self { $(Self::$kind(body) => serde_json::to_value(body).unwrap_or_default(),)* }
            }
        }
    };
}

kinds! {
    /// The council itself and what must be said on every page about it.
    AuthorityProfile = "authority", "authorities";
    /// A body outside or inside the council.
    Organisation = "organisation", "organisations";
    /// A post. Actions and claims belong to posts, never to named officers.
    Post = "post", "posts";
    /// A letter, report, minute or page that something was read in.
    Document = "document", "documents";
    /// An improvement programme.
    Programme = "programme", "programmes";
    /// An improvement plan and, by its versions, its revisions.
    Plan = "plan", "plans";
    /// Any outside look at the services.
    Review = "review", "reviews";
    /// The grade of one area in one review.
    Judgement = "judgement", "judgements";
    /// What a review asked for.
    Recommendation = "recommendation", "recommendations";
    /// A stage of government intervention.
    Intervention = "intervention", "intervention stages";
    /// A public promise.
    Commitment = "commitment", "commitments";
    /// A strategy.
    Strategy = "strategy", "strategies";
    /// A programme paid for by a grant or contract.
    FundedProgramme = "funded-programme", "funded programmes";
    /// A newsletter, open session or visit.
    Communication = "communication", "communications";
    /// A board, committee or group that meets.
    Board = "board", "boards";
    /// One meeting of a board.
    Meeting = "meeting", "meetings";
    /// What a meeting decided.
    Decision = "decision", "decisions";
    /// Something that happened and bears on the programme.
    Event = "event", "events";
    /// What somebody said, as their claim.
    Statement = "statement", "statements";
    /// The definition of a measure.
    Measure = "measure", "measures";
    /// Whom a figure is compared with.
    Comparator = "comparator", "comparators";
    /// One release of a published dataset.
    Release = "release", "releases";
    /// One value of a measure, for one area and period.
    Reading = "reading", "readings";
    /// Two published claims that do not agree.
    Conflict = "conflict", "conflicts";
    /// An action of a plan.
    Action = "action", "actions";
    /// Somebody other than its owner accepting or refusing that an action is done.
    SignOff = "sign-off", "sign-offs";
    /// A theme of a plan.
    Theme = "theme", "themes";
    /// What a post reports about an action.
    Update = "update", "updates";
    /// An action's date moved, with who agreed.
    DateChange = "date-change", "date changes";
    /// A key of statuses: what each letter or colour means.
    RatingKey = "rating-key", "rating keys";
    /// The rating of one thing, in delivery or in impact.
    Rating = "rating", "ratings";
    /// Something that shows that a claim is so.
    Evidence = "evidence", "evidence";
    /// A round of practice audits, before and after moderation.
    AuditRound = "audit-round", "audit rounds";
    /// What children, families, staff or partners said.
    Voice = "voice", "voices";
    /// Something that may stop the programme from working.
    Risk = "risk", "risks";
    /// One item of a meeting's agenda.
    AgendaItem = "agenda-item", "agenda items";
    /// Something a board wants to know.
    InformationRequest = "information-request", "information requests";
    /// A seat on a board.
    Membership = "membership", "memberships";
    /// A team.
    Team = "team", "teams";
    /// Somebody who holds posts, under a label and never a name.
    Person = "person", "people";
    /// What a measure is to reach.
    Target = "target", "targets";
    /// A decision that a measure's limits start anew.
    Rebase = "rebase", "decisions on limits";
    /// What a scrutiny board recommends to the Cabinet Member.
    ScrutinyRecommendation = "scrutiny-recommendation", "scrutiny recommendations";
    /// A paper made of the record, drafted and then issued.
    Paper = "paper", "papers";
    /// One edition of a dataset published for every authority.
    Dataset = "dataset", "datasets";
    /// The figures of one column of a dataset, for every area.
    NationalSeries = "national-series", "national series";
    /// Who is like whom.
    NeighbourModel = "neighbour-model", "neighbour models";
    /// What a destination lets be seen of small numbers.
    DisclosurePolicy = "disclosure-policy", "disclosure policies";
    /// A recorded decision to show small numbers as they are.
    DisclosureOverride = "disclosure-override", "disclosure overrides";
}
