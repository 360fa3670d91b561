//! What names of files and columns suggest. A person looks at the draft.

use record::body::Unit;

use crate::describe::columns::{Columns, Shape};
use crate::describe::pairs::Pair;
use crate::periods::{Day, Every, YearForm};
use crate::table::Table;

/// What a file’s name says.
pub(super) struct Name {
    /// `children-in-need-referrals`
    pub(super) slug: String,
    /// `Children in need referrals`
    pub(super) title: String,
    /// The years it names.
    pub(super) years: Vec<i16>,
}

impl Name {
    pub(super) fn of(file: &str) -> Self {
        let base = file.rsplit(['/', '\\']).next().unwrap_or(file);
        let stem = base.rsplit_once('.').map_or(base, |(stem, _)| stem);
        let all = words(stem);
        let year = |word: &str| {
            let year = word.get(..4)?.parse::<i16>().ok()?;
            let plain = matches!(word.len(), 4 | 6) && word.bytes().all(|b| b.is_ascii_digit());
            (plain && (1990..2100).contains(&year)).then_some(year)
        };
        let years: Vec<i16> = all.iter().filter_map(|word| year(word)).collect();
        let kept: Vec<&str> = all
            .iter()
            .map(String::as_str)
            .filter(|word| year(word).is_none())
            .collect();
        // What stood between two years.
        let kept = match kept.split_last() {
            Some((last, rest)) if *last == "to" && years.len() > 1 => rest.to_vec(),
            _ => kept,
        };
        let slug = slug(&kept.join("-"), 60);
        Self {
            slug: if slug.is_empty() {
                "dataset".to_owned()
            } else {
                slug
            },
            title: sentence(&kept.join(" ")),
            years,
        }
    }
}

/// The words of a name, in lower case: `CPP_At31` is `cpp`, `at31`.
pub(super) fn words(name: &str) -> Vec<String> {
    name.to_ascii_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

fn has(name: &str, wanted: &[&str]) -> bool {
    words(name)
        .iter()
        .any(|word| wanted.contains(&word.as_str()))
}

/// Whether a name says that its figures are shares, rates or means.
pub(super) fn is_share(name: &str) -> bool {
    name.contains('%')
        || has(
            name,
            &[
                "percent",
                "percentage",
                "pct",
                "perc",
                "pc",
                "pt",
                "rate",
                "rates",
                "proportion",
                "share",
                "ratio",
                "average",
                "avg",
                "mean",
                "median",
                "caseload",
                "per",
            ],
        )
}

/// Whether a name says that its figures are sizes, whatever their decimals.
pub(super) fn is_size(name: &str) -> bool {
    !is_share(name)
        && has(
            name,
            &["fte", "headcount", "count", "number", "days", "total"],
        )
}

/// What the values of a column are.
pub(super) fn unit(name: &str, shape: Shape, pair: Option<&Pair>) -> Unit {
    let percent = has(
        name,
        &[
            "percent",
            "percentage",
            "pct",
            "perc",
            "pc",
            "pt",
            "proportion",
            "share",
        ],
    );
    let rate = has(name, &["rate", "rates"]);
    let scale = match pair {
        Some(Pair::Row { scale, .. }) => Some(*scale),
        Some(Pair::Total { .. }) => Some(100.0),
        None => None,
    };
    if percent || name.contains('%') || scale == Some(100.0) {
        Unit::Percent
    } else if scale == Some(10_000.0) || has(name, &["10000", "10k"]) || name.contains("10,000") {
        Unit::Per10000Children
    } else if scale.is_some()
        || has(
            name,
            &["caseload", "average", "avg", "mean", "median", "ratio"],
        )
    {
        Unit::Number
    } else if rate && shape.highest <= 100.0 {
        Unit::Percent
    } else if rate {
        Unit::Per10000Children
    } else if has(name, &["fte"]) {
        Unit::Fte
    } else if shape.decimals == 0 {
        Unit::Count
    } else {
        Unit::Number
    }
}

/// What a year of the file means for a column.
pub(super) fn year_form(
    name: &Name,
    table: &Table,
    columns: &Columns,
    column: usize,
    values: &[String],
) -> YearForm {
    let header = table.header.get(column).map_or("", String::as_str);
    let everything = || {
        let headers = table.header.iter().map(String::as_str);
        headers.chain([name.slug.as_str()])
    };
    let any = |wanted: &[&str]| everything().any(|text| has(text, wanted));
    let identifier = columns
        .identifier
        .and_then(|at| Some(table.rows.first()?.cell(at)));
    let identifier = identifier.unwrap_or_default().to_ascii_lowercase();
    // A file of rates has the population of the year before beside them.
    let alone = columns.figures.len() == 1 || has(&name.slug, &["mid", "population"]);
    if any(&["population"]) && alone && (any(&["mid"]) || has(header, &["population"])) {
        return YearForm::At(Day::JUNE);
    }
    let march = |text: &str| {
        let text = text.to_ascii_lowercase().replace(['_', ' ', '-'], "");
        text.contains("at31") || text.contains("31march") || text.contains("31mar")
    };
    // Pupils “at 31 March” have results of a school year.
    let school = ["academic", "term"]
        .iter()
        .any(|word| identifier.contains(word));
    if school && !march(header) {
        return YearForm::AsIdentified;
    }
    if march(header) || values.iter().any(|value| march(value)) || march(&name.slug) {
        return YearForm::At(Day::MARCH);
    }
    if !identifier.is_empty() && !identifier.contains("reporting") {
        return YearForm::AsIdentified;
    }
    if any(&["csww", "caseload", "turnover", "vacancy"]) && any(&["fte", "headcount"]) {
        let flow = has(
            header,
            &[
                "turnover", "leavers", "starters", "absence", "lost", "sickness",
            ],
        );
        return if flow {
            YearForm::To(Day::SEPTEMBER)
        } else {
            YearForm::At(Day::SEPTEMBER)
        };
    }
    YearForm::To(Day::MARCH)
}

/// A short name of lower-case letters, digits and hyphens.
pub(super) fn slug(text: &str, longest: usize) -> String {
    let mut made: String = words(text)
        .iter()
        .map(|word| {
            word.chars()
                .filter(char::is_ascii_alphanumeric)
                .collect::<String>()
        })
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join("-");
    made.truncate(longest);
    made.trim_matches('-').to_owned()
}

/// The short name of a series that the catalogue does not have.
pub(super) fn id(name: &Name, column: &str, values: &[&str]) -> String {
    let mut parts = vec![name.slug.clone(), slug(column, 50)];
    parts.extend(values.iter().map(|value| slug(value, 30)));
    parts.retain(|part| !part.is_empty());
    let mut made = parts.join("/");
    made.truncate(160);
    made.trim_matches(['-', '/']).to_owned()
}

/// What a series is, in words.
pub(super) fn title(column: &str, values: &[&str]) -> String {
    let mut made = sentence(&words(column).join(" "));
    if !values.is_empty() {
        made = format!("{made}: {}", values.join("; "));
    }
    made
}

fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// How often, in a word.
pub(super) const fn often(every: Every) -> &'static str {
    match every {
        Every::Year => "year",
        Every::Half => "half-year",
        Every::Quarter => "quarter",
        Every::Term => "term",
        Every::TwoTerms => "two-terms",
        Every::Month => "month",
        Every::Week => "week",
    }
}
