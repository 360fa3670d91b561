//! What an entry says, field by field, as a reader would say it.

use maud::{Markup, html};
use record::body::{Measure, Polarity, Reading, Value};
use record::claimed_date::ClaimedDate;
use record::id::EntryId;
use record::kind::{Body, Kind};
use record::period::Period;
use report::wording;
use serde_json::Value as Json;

use super::named;
use crate::components::summary::SummaryRow;
use crate::context::{Context, claimed};
use crate::pages::{conflicts, measures};

/// The fields of every kind with what they are called, in the order they are
/// shown in.
const FIELDS: &[(&str, &str)] = &[
    ("name", "Name"),
    ("title", "Title"),
    ("text", "Text"),
    ("about", "About"),
    ("one", "One says"),
    ("other", "Another says"),
    ("check", "A check shows"),
    ("reference", "Number in the plan"),
    ("short_name", "Short name"),
    ("number", "Number"),
    ("label", "The report calls it"),
    ("stage", "Stage"),
    ("form", "Sort"),
    ("measure", "Measure"),
    ("area", "Area"),
    ("area_name", "Area judged"),
    ("within", "Part of"),
    ("grade", "Grade"),
    ("period", "Period"),
    ("breakdown", "Part of the whole"),
    ("value", "Value"),
    ("topic", "Topic"),
    ("theme", "Theme"),
    ("unit", "Values are"),
    ("polarity", "Which way is good"),
    ("basis", "Each is for the"),
    ("numerator", "What is counted"),
    ("denominator", "Out of"),
    (
        "may_exceed_denominator",
        "May be more than what it is out of",
    ),
    ("decimals", "Decimal places"),
    ("rounding", "Rounding"),
    ("status", "Status"),
    ("release", "Release"),
    ("as_revised", "As revised; first-published value not held"),
    ("approximate", "About so much"),
    ("review", "Review"),
    ("reviewer", "By whom"),
    ("framework", "Framework"),
    ("subject", "Looked at"),
    ("board", "Board"),
    ("meeting", "Meeting"),
    ("programme", "Programme"),
    ("plan", "Plan"),
    ("action", "Action"),
    ("on", "On"),
    ("starts", "Began"),
    ("ends", "Ended"),
    ("length", "Length"),
    ("version_label", "Calls itself"),
    ("replaces", "Takes the place of"),
    ("due", "Due, as the plan says"),
    ("owner", "Owner"),
    ("accepted", "Accepted"),
    ("reason", "Reason"),
    ("by", "By"),
    ("post", "Post"),
    ("addressed_to", "Addressed to"),
    ("recurs_from", "Found before in"),
    ("recommendations", "Answers"),
    ("because_of", "Because of"),
    ("letter", "Letter or report"),
    ("purpose", "Purpose"),
    ("role", "What it does here"),
    ("organisation", "Organisation"),
    ("authors_of", "Author of"),
    ("place", "Place"),
    ("region", "Region"),
    (
        "gss_code",
        "Code of the area (Office for National Statistics)",
    ),
    ("dfe_code", "Number (Department for Education)"),
    ("notice", "Notice on every page and paper"),
    ("chair", "Chair"),
    ("members", "Members"),
    ("statistic", "One figure made of theirs by"),
    ("cadence", "Said to meet"),
    ("takes_over_from", "Took over from"),
    ("ends_when", "To end with"),
    ("ended", "Ended"),
    ("data_to", "Data to"),
    ("minute", "Minute"),
    ("considered", "Considered"),
    ("focus", "Questions"),
    ("method", "How it was done"),
    ("findings", "Findings"),
    ("terms", "Terms"),
    ("contents", "Contents"),
    ("amount_pounds", "Amount"),
    ("funder", "Paid by"),
    ("won_through", "Won"),
    ("lead", "Led by"),
    ("partners", "Partners"),
    ("delivers", "To deliver"),
    ("audience", "For whom"),
    ("says", "What it says"),
    ("readings", "Figures it gives"),
    ("measures", "Measures it speaks of"),
    ("direction", "Which way it says they went"),
    ("comparator", "Compared with"),
    ("comparator_period", "The comparator’s period, as said"),
    ("cohort", "Group said to be counted"),
    ("entries", "Entries"),
    ("publisher", "Publisher"),
    ("obtained", "How it came here"),
    ("url", "Address"),
    ("publication", "Publication"),
    ("licence", "Licence"),
    ("another_account_of", "Another account of"),
    ("sum_of", "The total of"),
    ("caution", "Caution"),
    ("cautions", "To bear in mind"),
    ("note", "Note"),
];

/// The rows of an entry: every field that says something, its sources aside.
pub(super) fn rows(context: &Context<'_>, body: &Body) -> Vec<SummaryRow> {
    let Json::Object(mut fields) = body.to_json() else {
        return Vec::new();
    };
    fields.remove("sources");
    if let Body::Judgement(_) = body {
        // The area's name stands beside it.
        fields.remove("area");
    }
    let mut rows = Vec::new();
    for (name, label) in FIELDS {
        if let Some(value) = fields.remove(*name)
            && let Some(value) = value_of(context, body, name, &value)
        {
            rows.push(SummaryRow::new(*label, value));
        }
    }
    // A field this list does not know is shown by its own name.
    for (name, value) in fields {
        if let Some(value) = value_of(context, body, &name, &value) {
            rows.push(SummaryRow::new(
                wording::upper_first(&name.replace('_', " ")),
                value,
            ));
        }
    }
    rows
}

/// A field's value for reading; none if it says nothing.
fn value_of(context: &Context<'_>, body: &Body, name: &str, value: &Json) -> Option<Markup> {
    if let Some(special) = special(context, body, name, value) {
        return Some(special);
    }
    Some(match value {
        Json::Null | Json::Bool(false) => return None,
        Json::Bool(true) => html! { "Yes" },
        Json::Number(number) => html! { (wording::grouped(number.as_f64()?, 0)) },
        Json::String(text) if text.trim().is_empty() => return None,
        Json::String(text) => string(context, name, text),
        Json::Array(items) => {
            let items: Vec<Markup> = items
                .iter()
                .filter_map(|item| value_of(context, body, name, item))
                .collect();
            match items.as_slice() {
                [] => return None,
                [only] => html! { (only) },
                several => html! {
                    ul class="govuk-list govuk-list--bullet" {
                        @for item in several { li { (item) } }
                    }
                },
            }
        }
        Json::Object(fields) => {
            let text = |name: &str| fields.get(name).and_then(Json::as_str);
            match (
                text("words"),
                text("text"),
                fields.get("number"),
                text("what"),
            ) {
                (Some(words), ..) => html! { (words) },
                (_, Some(said), ..) => html! {
                    (said) @if let Some(by) = text("by") { ", by " (by) }
                },
                (_, _, Some(number), Some(what)) => html! { (number) " " (what) },
                _ => return None,
            }
        }
    })
}

/// Values that are more than text or a number.
fn special(context: &Context<'_>, body: &Body, name: &str, value: &Json) -> Option<Markup> {
    match (body, name) {
        (Body::Reading(reading), "value") => Some(reading_value(context, reading)),
        (Body::Reading(reading), "area") if reading.area.is_none() => {
            Some(html! { (context.council()) })
        }
        (Body::Measure(measure), "unit") => Some(html! { (wording::unit_name(measure.unit)) }),
        (Body::Conflict(conflict), "form") => Some(html! { (conflicts::kind(conflict.form)) }),
        (_, "polarity") => {
            let polarity: Polarity = serde_json::from_value(value.clone()).ok()?;
            Some(html! { (measures::polarity(polarity)) })
        }
        (_, "amount_pounds") => Some(html! { (wording::pounds(value.as_u64()?)) }),
        (_, "grade") => {
            let grade: record::body::Grade = serde_json::from_value(value.clone()).ok()?;
            Some(html! { (wording::upper_first(grade.in_words())) })
        }
        _ => None,
    }
}

fn reading_value(context: &Context<'_>, reading: &Reading) -> Markup {
    let measure = context.state.get::<Measure>(&reading.measure);
    let text = measure.map_or_else(
        || reading.value.to_string(),
        |measure| wording::value(reading, measure.body),
    );
    html! {
        strong { (text) }
        @if let (Some(meaning), Value::Text(_)) = (reading.value.symbol(), &reading.value) {
            ": " (meaning)
        }
    }
}

/// A text: a date, a period, an entry, an address, a choice among a few, or words.
fn string(context: &Context<'_>, name: &str, text: &str) -> Markup {
    match name {
        "on" | "starts" | "ends" | "ended" | "data_to" => {
            if let Ok(date) = text.parse::<ClaimedDate>() {
                return claimed(date);
            }
        }
        "period" | "from" | "to" | "comparator_period" => {
            if let Ok(period) = text.parse::<Period>() {
                return html! { (wording::upper_first(&period.in_words())) };
            }
        }
        "url" if text.starts_with("https://") || text.starts_with("http://") => {
            return html! { a class="govuk-link" href=(text) rel="noreferrer" { (text) } };
        }
        "form" | "stage" | "status" | "statistic" | "publication" | "topic" | "within"
        | "theme" | "direction" => {
            return html! { (wording::upper_first(&choice(text))) };
        }
        _ => {}
    }
    match entry(text) {
        Some(id) => named::linked(context, &id),
        None => html! { (wording::upper_first(text)) },
    }
}

/// A choice among a few, as words.
fn choice(text: &str) -> String {
    match text {
        "not_known" => "planned; whether it was held is not known".to_owned(),
        "not_seen" => "known from elsewhere; not seen".to_owned(),
        "local" => {
            "the council’s or an inspector’s own count, not a published statistic".to_owned()
        }
        _ => text.replace(['_', '-'], " "),
    }
}

/// The entry a text names, if its shape is that of a name.
fn entry(text: &str) -> Option<EntryId> {
    let (kind, rest) = text.split_once('/')?;
    Kind::named(kind)?;
    if rest.contains(' ') {
        return None;
    }
    text.parse().ok()
}
