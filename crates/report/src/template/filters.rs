//! Filters of templates: words for dates, numbers and lists, links and notes.

use minijinja::value::Value;
use minijinja::{Environment, Error, ErrorKind};
use record::claimed_date::ClaimedDate;
use record::id::EntryId;

use super::escaped;
use crate::wording;

/// Adds them to an environment.
pub(super) fn add(env: &mut Environment<'_>) {
    env.add_filter("day", |date: &str| {
        Ok::<_, Error>(claimed(date)?.in_words())
    });
    env.add_filter("on", |date: &str| {
        Ok::<_, Error>(wording::on(claimed(date)?))
    });
    env.add_filter("span", |starts: &str, ends: Option<String>| {
        let ends = ends.as_deref().map(claimed).transpose()?;
        Ok::<_, Error>(wording::span(claimed(starts)?, ends))
    });
    env.add_filter("during", |starts: &str, ends: Option<String>| {
        let ends = ends.as_deref().map(claimed).transpose()?;
        Ok::<_, Error>(wording::during(claimed(starts)?, ends))
    });
    env.add_filter("and_list", |items: Vec<String>| wording::list(&items));
    env.add_filter("in_words", |number: usize| wording::count(number));
    env.add_filter("pounds", |amount: u64| wording::pounds(amount));
    env.add_filter("sentence", |text: &str| wording::sentence(text));
    env.add_filter("upper_first", |text: &str| wording::upper_first(text));
    env.add_filter("lower_first", |text: &str| wording::lower_first(text));
    env.add_filter("with_article", |text: &str| wording::with_article(text));
    env.add_filter("in_sentence", |name: &str| wording::in_sentence(name));
    env.add_filter("unstopped", |text: &str| {
        wording::unstopped(text).to_owned()
    });
    env.add_filter("unstopped_all", |texts: Vec<String>| {
        texts
            .iter()
            .map(|text| wording::lower_first(wording::unstopped(text)))
            .collect::<Vec<_>>()
    });
    env.add_filter("to", |text: &str, entry: Value| {
        Ok::<_, Error>(Value::from_safe_string(format!(
            "[{}](entry:{})",
            escaped(text),
            id(&entry)?
        )))
    });
    env.add_filter("rating", |badge: Value| rating(&badge));
    env.add_filter("note", |entry: Value| {
        Ok::<_, Error>(Value::from_safe_string(format!(
            "[note](note:{})",
            id(&entry)?
        )))
    });
}

/// A status: its letter, its word and its colour, as `[R Red](rating:#d4351c)`.
fn rating(badge: &Value) -> Result<Value, Error> {
    let part = |name: &str| Ok::<_, Error>(badge.get_attr(name)?.to_string());
    Ok(Value::from_safe_string(format!(
        "[{} {}](rating:{})",
        escaped(&part("code")?),
        escaped(&part("label")?),
        part("colour")?
    )))
}

fn claimed(text: &str) -> Result<ClaimedDate, Error> {
    text.parse()
        .map_err(|error| Error::new(ErrorKind::InvalidOperation, format!("{error}")))
}

/// The name of an entry given as the entry or as its name.
fn id(entry: &Value) -> Result<EntryId, Error> {
    let name = match entry.as_str() {
        Some(name) => name.to_owned(),
        None => entry.get_attr("id")?.to_string(),
    };
    name.parse()
        .map_err(|error| Error::new(ErrorKind::InvalidOperation, format!("{error}")))
}
