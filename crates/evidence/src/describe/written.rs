//! A draft as TOML, with what to look at.

use std::fmt::Write as _;

use record::body::Unit;

use crate::describe::NeighbourDraft;
use crate::describe::columns::Columns;
use crate::describe::guess::Name;
use crate::mapping::SeriesMapping;
use crate::periods::Every;
use crate::table::Table;

/// A text as TOML writes it.
pub(crate) fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}

fn list(texts: &[String]) -> String {
    let quoted: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
    format!("[{}]", quoted.join(", "))
}

fn heading(made: &mut String, table: &Table, name: &Name, edition: &str) {
    let _ = writeln!(
        made,
        "# How to read {}. Drafted by “sightline dataset describe”: it works as it stands.\n\
         # Look at each title, period and unit, and add the address it was had from.\n",
        table.file.rsplit(['/', '\\']).next().unwrap_or_default()
    );
    for (field, value) in [
        ("dataset", &*name.slug),
        ("title", &*name.title),
        ("edition", edition),
        ("publisher", "Department for Education"),
        ("licence", "Open Government Licence v3.0"),
    ] {
        let _ = writeln!(made, "{field} = {}", quoted(value));
    }
    let _ = writeln!(made, "# url = \"https://…\"");
    let _ = writeln!(
        made,
        "# A file with other columns is refused: it is of another release."
    );
    let _ = writeln!(made, "header = {}", list(&table.header));
}

/// The draft of a dataset; `cut` series were left out.
pub(super) fn dataset(
    table: &Table,
    name: &Name,
    columns: &Columns,
    series: &[SeriesMapping],
    cut: usize,
) -> String {
    let mut made = String::new();
    heading(&mut made, table, name, &edition(table, columns));
    for (column, texts) in &columns.strange {
        let header = table.header.get(*column).map_or("", String::as_str);
        let texts: Vec<String> = texts
            .iter()
            .map(|text| format!("“{}”", plain(text)))
            .collect();
        let _ = writeln!(
            made,
            "# “{}” has cells that are no figures: {}. Rows that have nothing else are left out\n\
             # below. If such a cell is a symbol, say which: symbols = {{ \"..c\" = \"c\" }}",
            plain(header),
            texts.join(", ")
        );
    }
    let _ = writeln!(made, "\n[place]");
    let place = &columns.place;
    for (field, value) in [
        ("time_period", Some(&place.time_period)),
        ("time_identifier", place.time_identifier.as_ref()),
        ("level", place.level.as_ref()),
        ("country_code", place.country_code.as_ref()),
        ("country_name", place.country_name.as_ref()),
        ("region_code", place.region_code.as_ref()),
        ("region_name", place.region_name.as_ref()),
        ("authority_number", place.authority_number.as_ref()),
        ("authority_gss", place.authority_gss.as_ref()),
        ("authority_name", place.authority_name.as_ref()),
    ] {
        if let Some(value) = value {
            let _ = writeln!(made, "{field} = {}", quoted(value));
        }
    }
    for &filter in columns.filters.iter().filter(|at| columns.chooses(**at)) {
        let header = table.header.get(filter).map_or("", String::as_str);
        let values = columns.values(filter);
        let _ = writeln!(made, "\n# “{}” chooses rows. Its values:", plain(header));
        for value in values.iter().take(40) {
            let _ = writeln!(made, "#   {}", plain(value));
        }
        if values.len() > 40 {
            let _ = writeln!(made, "#   … and {} more", values.len() - 40);
        }
    }
    if cut > 0 {
        let _ = writeln!(
            made,
            "\n# {cut} more series could be read: copy one below and change its filters."
        );
    }
    for one in series {
        one_series(&mut made, one);
    }
    made
}

/// A text that cannot end a comment.
fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}

fn one_series(made: &mut String, one: &SeriesMapping) {
    let _ = writeln!(made, "\n[[series]]");
    let _ = writeln!(made, "id = {}", quoted(&one.id));
    let _ = writeln!(made, "name = {}", quoted(&one.name));
    if let Some(key) = &one.catalogue {
        let _ = writeln!(made, "catalogue = {}", quoted(key));
    }
    let _ = writeln!(made, "column = {}", quoted(&one.column));
    for (field, value) in [
        ("numerator", &one.numerator),
        ("denominator", &one.denominator),
    ] {
        if let Some(value) = value {
            let _ = writeln!(made, "{field} = {}", quoted(value));
        }
    }
    for (field, filters) in [
        ("denominator_filters", &one.denominator_filters),
        ("filters", &one.filters),
    ] {
        if !filters.is_empty() {
            let pairs: Vec<String> = filters
                .iter()
                .map(|(column, value)| format!("{} = {}", key(column), quoted(value)))
                .collect();
            let _ = writeln!(made, "{field} = {{ {} }}", pairs.join(", "));
        }
    }
    let unit = match one.unit {
        Unit::Count => "count",
        Unit::Percent => "percent",
        Unit::Per10000Children => "per_10000_children",
        Unit::Fte => "fte",
        Unit::Number => "number",
        Unit::Weeks => "weeks",
    };
    let _ = writeln!(made, "unit = \"{unit}\"\ndecimals = {}", one.decimals);
    let _ = writeln!(made, "period = {}", quoted(&one.period.to_string()));
    if one.every != Every::Year {
        let every = match one.every {
            Every::TwoTerms => "two_terms",
            Every::Half => "half",
            every => super::guess::often(every),
        };
        let _ = writeln!(made, "every = \"{every}\"");
    }
    if one.may_exceed_denominator {
        let _ = writeln!(made, "may_exceed_denominator = true");
    }
    if one.may_be_negative {
        let _ = writeln!(made, "may_be_negative = true");
    }
}

/// A key: always in quotation marks, since columns have spaces.
fn key(column: &str) -> String {
    format!("\"{}\"", column.replace('\\', "\\\\").replace('"', "\\\""))
}

/// The first and the last period, as the file writes them.
fn edition(table: &Table, columns: &Columns) -> String {
    let Some(at) = table.column(&columns.place.time_period) else {
        return String::new();
    };
    let cells = || table.rows.iter().map(|row| row.cell(at));
    match (cells().min(), cells().max()) {
        (Some(first), Some(last)) if first == last => last.to_owned(),
        (Some(first), Some(last)) => format!("{first} to {last}"),
        _ => String::new(),
    }
}

/// The draft of a list of neighbours.
pub(super) fn neighbours(table: &Table, name: &Name, columns: &NeighbourDraft) -> String {
    let mut made = String::new();
    let year = name.years.last().copied();
    let edition = year.map_or_else(|| "year?".to_owned(), |year| year.to_string());
    heading(&mut made, table, name, &edition);
    let header = |at: usize| table.header.get(at).cloned().unwrap_or_default();
    let _ = writeln!(made, "\n[neighbours]");
    if year.is_none() {
        let _ = writeln!(
            made,
            "# The file’s name has no year: write the year the model is called by."
        );
    }
    let year = year.unwrap_or(2000);
    let _ = writeln!(made, "year = {year}");
    let _ = writeln!(made, "name = \"Statistical neighbours, {year} model\"");
    let _ = writeln!(
        made,
        "authority_number = {}",
        quoted(&header(columns.number))
    );
    if let Some(name) = columns.name {
        let _ = writeln!(made, "authority_name = {}", quoted(&header(name)));
    }
    let near: Vec<String> = columns.near.iter().map(|at| header(*at)).collect();
    let _ = writeln!(made, "columns = {}", list(&near));
    let _ = writeln!(made, "closeness_follows = {}", columns.closeness);
    made
}
