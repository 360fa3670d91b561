//! The journey in one picture: judgements, intervention and boards as bands
//! over the years, outside looks as marks; with the same in words.

mod drawing;

use jiff::civil::Date;
use record::body::{Board, BoardForm, Grade, Intervention, Judgement, Review, ReviewForm};
use record::claimed_date::ClaimedDate;
use record::state::{Held, State};

use crate::tree::{Figure, Inline};
use crate::wording;

/// A stretch of time with a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Band {
    /// When it began.
    pub from: ClaimedDate,
    /// When it ended; absent while it lasts.
    pub to: Option<ClaimedDate>,
    /// What held.
    pub name: String,
    /// The grade, for a judgement.
    pub grade: Option<Grade>,
}

/// Something that happened on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The day, or the first of several.
    pub on: Date,
    /// The day in words.
    pub when: String,
    /// What happened.
    pub name: String,
    /// Of what sort it was.
    pub form: ReviewForm,
}

/// What the picture shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Journey {
    /// The overall judgement, from each report's publication to the next.
    pub judgements: Vec<Band>,
    /// Stages of intervention.
    pub interventions: Vec<Band>,
    /// The boards that held the improvement to account.
    pub boards: Vec<Band>,
    /// Outside looks at the services.
    pub reviews: Vec<Mark>,
    /// The day the picture ends.
    pub until: Date,
}

impl Journey {
    /// The journey up to a state's date.
    #[must_use]
    pub fn of(state: &State<'_>) -> Self {
        let until = state.moment().effective;
        Self {
            judgements: judgements(state),
            interventions: interventions(state),
            boards: boards(state),
            reviews: reviews(state, until),
            until,
        }
    }

    /// The first day anything is shown on; `None` if there is nothing to show.
    #[must_use]
    pub fn starts(&self) -> Option<Date> {
        let bands = [&self.judgements, &self.interventions, &self.boards];
        let bands = bands
            .into_iter()
            .flatten()
            .map(|band| band.from.counts_as());
        bands.chain(self.reviews.iter().map(|mark| mark.on)).min()
    }

    /// Everything the picture shows, in words, a sentence each, by group.
    #[must_use]
    pub fn in_words(&self) -> Vec<(&'static str, Vec<String>)> {
        let bands = |bands: &[Band]| bands.iter().map(sentence).collect::<Vec<_>>();
        let groups = [
            ("Overall judgement", bands(&self.judgements)),
            ("Intervention", bands(&self.interventions)),
            ("Boards", bands(&self.boards)),
            (
                "Reviews and visits",
                self.reviews
                    .iter()
                    .map(|mark| format!("{}: {}.", wording::upper_first(&mark.when), mark.name))
                    .collect(),
            ),
        ];
        groups
            .into_iter()
            .filter(|(_, sentences)| !sentences.is_empty())
            .collect()
    }
}

/// The picture for a page or paper, with its text alternative.
#[must_use]
pub fn figure(state: &State<'_>) -> Figure {
    let journey = Journey::of(state);
    let (svg, width, height) = drawing::svg(&journey);
    let description = journey
        .in_words()
        .into_iter()
        .map(|(group, sentences)| format!("{group}: {}", sentences.join(" ")))
        .collect::<Vec<_>>()
        .join(" ");
    Figure {
        svg,
        alt: alternative(&journey),
        title: "The improvement journey".to_owned(),
        description,
        caption: vec![Inline::text("The improvement journey")],
        width,
        height,
    }
}

/// What the picture shows at a glance.
fn alternative(journey: &Journey) -> String {
    let grades: Vec<String> = journey
        .judgements
        .iter()
        .map(|band| {
            let year = band.from.counts_as().year();
            format!("{} in {year}", band.name.to_lowercase())
        })
        .collect();
    if grades.is_empty() {
        "Bands over the years for intervention and boards; no judgement is in the record at this date.".to_owned()
    } else {
        format!(
            "Bands over the years. Overall judgements: {}. Below them the stages of intervention, the boards, and a mark for each outside review.",
            wording::list(&grades)
        )
    }
}

fn sentence(band: &Band) -> String {
    let from = band.from.in_words();
    match band.to {
        Some(to) => format!("{}, {from} to {}.", band.name, to.in_words()),
        None => format!("{}, from {from}.", band.name),
    }
}

/// Overall judgements of the council's own services, each until the next.
fn judgements(state: &State<'_>) -> Vec<Band> {
    let mut overall: Vec<(ClaimedDate, Grade)> = state
        .all::<Judgement>()
        .into_iter()
        .filter(|judgement| judgement.body.area == "overall")
        .filter(|judgement| {
            state
                .get::<Review>(&judgement.body.review)
                .is_some_and(|review| review.body.subject.is_none())
        })
        .map(|judgement| (judgement.meta.effective_on, judgement.body.grade))
        .collect();
    overall.sort_by_key(|(from, grade)| (from.counts_as(), *grade));
    let ends: Vec<Option<ClaimedDate>> = overall
        .iter()
        .skip(1)
        .map(|(next, _)| Some(*next))
        .chain([None])
        .collect();
    overall
        .into_iter()
        .zip(ends)
        .map(|((from, grade), to)| Band {
            from,
            to,
            name: wording::upper_first(short(grade)),
            grade: Some(grade),
        })
        .collect()
}

/// A grade short enough for a band.
const fn short(grade: Grade) -> &'static str {
    match grade {
        Grade::RequiresImprovement => "requires improvement",
        other => other.in_words(),
    }
}

fn interventions(state: &State<'_>) -> Vec<Band> {
    let mut bands: Vec<Band> = state
        .all::<Intervention>()
        .into_iter()
        .map(|stage| Band {
            from: stage.body.starts,
            to: stage.body.ends,
            name: stage.body.name.clone(),
            grade: None,
        })
        .collect();
    bands.sort_by_key(|band| band.from.counts_as());
    bands
}

/// From the day each board is first known to have existed; of a board whose
/// name changed, its present name.
fn boards(state: &State<'_>) -> Vec<Band> {
    let from = |board: &Held<'_, Board>| {
        state
            .view()
            .history(board.id(), state.moment())
            .iter()
            .map(|version| version.meta.effective_on)
            .min_by_key(|date| date.counts_as())
    };
    let mut bands: Vec<Band> = state
        .all::<Board>()
        .into_iter()
        .filter(|board| {
            matches!(
                board.body.form,
                BoardForm::Improvement | BoardForm::Partnership
            )
        })
        .filter_map(|board| {
            Some(Band {
                from: from(&board)?,
                to: board.body.ended,
                name: board.body.name.clone(),
                grade: None,
            })
        })
        .collect();
    bands.sort_by_key(|band| band.from.counts_as());
    bands
}

fn reviews(state: &State<'_>, until: Date) -> Vec<Mark> {
    let mut marks: Vec<Mark> = state
        .all::<Review>()
        .into_iter()
        .filter(|review| review.body.starts.earliest() <= until)
        .map(|review| Mark {
            on: review.body.starts.counts_as(),
            when: wording::span(review.body.starts, review.body.ends),
            name: review.body.name.clone(),
            form: review.body.form,
        })
        .collect();
    marks.sort_by_key(|mark| mark.on);
    marks
}
