//! What the address asks of the plan: one theme, one status, what needs attention.

use std::collections::BTreeSet;

use maud::{Markup, html};
use record::body::{Dimension, RatingKey, StandsFor, Theme};
use record::delivery::reference_order;
use report::wording;

use crate::components::form::{Choice, select};
use crate::context::Context;
use crate::route::Route;
use crate::survey::{Survey, Surveyed};

/// What needs somebody's attention.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Needs {
    Late,
    Slipped,
    Unowned,
    Stale,
    SignOff,
}

impl Needs {
    const ALL: [Self; 5] = [
        Self::Late,
        Self::Slipped,
        Self::Unowned,
        Self::Stale,
        Self::SignOff,
    ];

    const fn name(self) -> &'static str {
        match self {
            Self::Late => "late",
            Self::Slipped => "slipped",
            Self::Unowned => "unowned",
            Self::Stale => "stale",
            Self::SignOff => "sign-off",
        }
    }

    const fn words(self) -> &'static str {
        match self {
            Self::Late => "late",
            Self::Slipped => "date put back",
            Self::Unowned => "nobody in the owner’s post",
            Self::Stale => "no update since the last meeting",
            Self::SignOff => "awaiting sign-off",
        }
    }

    const fn is(self, action: &Surveyed) -> bool {
        match self {
            Self::Late => action.is_late,
            Self::Slipped => action.has_slipped,
            Self::Unowned => action.is_unowned,
            Self::Stale => action.is_stale,
            Self::SignOff => action.awaits_sign_off,
        }
    }
}

/// How the plan is narrowed.
pub(super) struct Narrowed {
    by: Option<String>,
    theme: Option<String>,
    delivery: Option<String>,
    impact: Option<String>,
    needs: Option<Needs>,
    /// What was asked that the plan does not know, each told in a sentence.
    unknown: Vec<String>,
}

impl Narrowed {
    pub(super) fn asked(context: &Context<'_>) -> Self {
        let get = |name| context.asked.get(name).map(str::to_owned);
        Self {
            unknown: unknown(context),
            by: get("by"),
            theme: get("theme"),
            delivery: get("delivery"),
            impact: get("impact"),
            needs: context
                .asked
                .get("needs")
                .and_then(|asked| Needs::ALL.into_iter().find(|needs| needs.name() == asked)),
        }
    }

    pub(super) fn by_recommendation(&self) -> bool {
        self.by.as_deref() == Some("recommendation")
    }

    pub(super) const fn is_narrow(&self) -> bool {
        self.theme.is_some() || self.has_status()
    }

    const fn has_status(&self) -> bool {
        self.delivery.is_some() || self.impact.is_some() || self.needs.is_some()
    }

    /// The parameters that ask for the same.
    pub(super) fn parameters(&self) -> Vec<(&str, &str)> {
        [
            ("by", self.by.as_deref()),
            ("theme", self.theme.as_deref()),
            ("delivery", self.delivery.as_deref()),
            ("impact", self.impact.as_deref()),
            ("needs", self.needs.map(Needs::name)),
        ]
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)))
        .collect()
    }

    /// What was asked, in words for the page's title.
    pub(super) fn words(&self, context: &Context<'_>) -> Vec<String> {
        let theme = self.theme.as_ref().map(|theme| {
            themes(context)
                .into_iter()
                .find(|(name, _)| name == theme)
                .map_or_else(|| theme.clone(), |(_, words)| words)
        });
        let by = self
            .by_recommendation()
            .then(|| "by recommendation".to_owned());
        [
            by,
            theme,
            self.delivery.clone(),
            self.impact.clone(),
            self.needs.map(|needs| needs.words().to_owned()),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// The actions asked for, in the plan's order.
    pub(super) fn actions<'s>(&self, survey: &'s Survey) -> Vec<&'s Surveyed> {
        let is = |asked: &Option<String>, stands_for: Option<StandsFor>| {
            asked
                .as_deref()
                .is_none_or(|asked| stands_for.map(StandsFor::in_words) == Some(asked))
        };
        let theme = self.theme.as_deref().map(|asked| survey.place_of(asked));
        let wanted = survey.actions.iter().filter(|action| {
            theme.is_none_or(|theme| theme.is_some() && action.theme == theme)
                && is(&self.delivery, action.delivery)
                && is(&self.impact, action.impact)
                && self.needs.is_none_or(|needs| needs.is(action))
        });
        wanted.collect()
    }

    /// What was asked that the plan does not know.
    pub(super) fn unknown(&self) -> &[String] {
        &self.unknown
    }

    /// The form that narrows it.
    pub(super) fn form(&self, context: &Context<'_>) -> Markup {
        let choice = |value: &str, text: &str, chosen: Option<&str>| Choice {
            value: value.to_owned(),
            text: text.to_owned(),
            chosen: chosen.unwrap_or_default() == value,
        };
        let status = |of: Dimension, all: &str, chosen: Option<&str>| {
            let mut choices = vec![choice("", all, chosen)];
            choices.extend(used(context, of).into_iter().map(|stands_for| {
                let words = stands_for.in_words();
                choice(words, &wording::upper_first(words), chosen)
            }));
            choices
        };
        let by = self.by.as_deref();
        let mut in_theme = vec![choice("", "All themes", self.theme.as_deref())];
        in_theme.extend(
            themes(context)
                .iter()
                .map(|(name, words)| choice(name, words, self.theme.as_deref())),
        );
        let mut attention = vec![choice("", "Any", self.needs.map(Needs::name))];
        attention.extend(Needs::ALL.map(|needs| {
            choice(
                needs.name(),
                &wording::upper_first(needs.words()),
                self.needs.map(Needs::name),
            )
        }));
        html! {
            form class="sl-filter" action=(Route::Plan.path(context.authority())) method="get" {
                (context.hidden_dates())
                (select("by", "by", "Grouped by", &[choice("", "Theme", by), choice("recommendation", "Recommendation", by)]))
                (select("theme", "theme", "Theme", &in_theme))
                (select("delivery", "delivery", "Delivery", &status(Dimension::Delivery, "Any delivery", self.delivery.as_deref())))
                (select("impact", "impact", "Impact", &status(Dimension::Impact, "Any impact", self.impact.as_deref())))
                (select("needs", "needs", "Needs attention", &attention))
                button type="submit" class="govuk-button govuk-button--secondary" { "Show" }
            }
        }
    }
}

/// What the statuses of a dimension stand for, by the keys in the record.
fn used(context: &Context<'_>, of: Dimension) -> BTreeSet<StandsFor> {
    let mut used = BTreeSet::new();
    for key in context.state.all::<RatingKey>() {
        if key.body.of == of {
            used.extend(key.body.statuses.iter().map(|status| status.stands_for));
        }
    }
    used
}

/// A sentence for each thing asked that the plan does not know at the page's dates.
fn unknown(context: &Context<'_>) -> Vec<String> {
    let is_status = |of: Dimension, asked: &str| {
        used(context, of)
            .into_iter()
            .any(|stands_for| stands_for.in_words() == asked)
    };
    let mut told = Vec::new();
    let mut tell = |name: &str, what: &str, known: &dyn Fn(&str) -> bool| {
        if let Some(asked) = context.asked.get(name).filter(|asked| !known(asked)) {
            told.push(format!(
                "The plan has no {what} called “{asked}” at this date."
            ));
        }
    };
    tell("by", "grouping", &|asked| {
        matches!(asked, "recommendation" | "theme")
    });
    tell("theme", "theme", &|asked| {
        themes(context).iter().any(|(name, _)| name == asked)
    });
    tell("delivery", "rating of delivery", &|asked| {
        is_status(Dimension::Delivery, asked)
    });
    tell("impact", "rating of impact", &|asked| {
        is_status(Dimension::Impact, asked)
    });
    tell("needs", "sort of attention", &|asked| {
        Needs::ALL.iter().any(|needs| needs.name() == asked)
    });
    told
}

/// The themes, by name of their entry and in words, in the plan's order.
fn themes(context: &Context<'_>) -> Vec<(String, String)> {
    let mut themes = context.state.all::<Theme>();
    themes.sort_by_cached_key(|theme| reference_order(&theme.body.number));
    themes
        .into_iter()
        .map(|theme| {
            (
                theme.id().name().to_owned(),
                format!("{} {}", theme.body.number, theme.body.title),
            )
        })
        .collect()
}
