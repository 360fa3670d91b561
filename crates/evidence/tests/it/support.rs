//! Small made-up files as the Department lays them out. No figure is real.

use std::collections::BTreeMap;

use evidence::dataset::{Release, read};
use evidence::mapping::Mapping;
use record::body::{Dataset, NationalSeries, NeighbourModel};
use record::draft::Problem;
use record::kind::Content;

/// Counts and a share, three areas and two years, with a mark at the beginning.
pub(crate) const REFERRALS: &str = "\u{feff}time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,new_la_code,la_name,category,referral_count,rereferral_count,rereferral_percent\r\n\
2025,Reporting year,National,E92000001,England,,,,,,Referrals,\"1,000\",220,22\r\n\
2025,Reporting year,Regional,E92000001,England,E12000005,West Midlands,,,,Referrals,600,120,20\r\n\
2025,Reporting year,Local authority,E92000001,England,E12000005,West Midlands,901,E06009901,Northshire,Referrals,200,50,25\r\n\
2025,Reporting year,Local authority,E92000001,England,E12000005,West Midlands,902,E06009902,\"Southshire, County of\",Referrals,400,70,17.5\r\n\
2024,Reporting year,Local authority,E92000001,England,E12000005,West Midlands,901,E10009901,Northshire,Referrals,160,20,12.5\r\n\
2024,Reporting year,Local authority,E92000001,England,E12000005,West Midlands,902,E06009902,\"Southshire, County of\",Referrals,300,c,[c]\r\n";

/// Reads a file by a mapping.
pub(crate) fn import(file: &str, text: &str, mapping: &str) -> Result<Release, Vec<Problem>> {
    let read_mapping = Mapping::read("mapping.toml", mapping).map_err(|one| vec![one])?;
    read(
        file,
        text.as_bytes(),
        &read_mapping,
        mapping,
        "2025-10-30".parse().unwrap(),
        &BTreeMap::from([("E06009903".to_owned(), "903".to_owned())]),
        &mut |_| {},
    )
}

/// Describes a file and reads it by the draft as it stands.
#[track_caller]
pub(crate) fn drafted(file: &str, text: &str) -> Release {
    let mapping = evidence::describe(file, text.as_bytes()).expect("a draft");
    import(file, text, &mapping)
        .unwrap_or_else(|problems| panic!("{}\n{mapping}", in_words(&problems)))
}

pub(crate) fn in_words(problems: &[Problem]) -> String {
    let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
    lines.join("\n")
}

fn all<T: Content>(release: &Release) -> Vec<(&str, &T)> {
    let entries = release.entries.iter();
    entries
        .filter_map(|(name, body, _)| Some((name.as_str(), T::of(body)?)))
        .collect()
}

/// The series that reads a column, by itself or of the rows that a filter chooses.
#[track_caller]
pub(crate) fn series<'a>(release: &'a Release, column: &str, value: &str) -> &'a NationalSeries {
    let found = all::<NationalSeries>(release);
    let mut wanted = found.iter().filter(|(_, series)| {
        let chosen = series.filters.iter().any(|one| one.value == value);
        series.column == column && (value.is_empty() || chosen)
    });
    wanted
        .next()
        .unwrap_or_else(|| panic!("no {column}, {value}"))
        .1
}

#[track_caller]
pub(crate) fn dataset(release: &Release) -> &Dataset {
    all::<Dataset>(release)[0].1
}

#[track_caller]
pub(crate) fn model(release: &Release) -> &NeighbourModel {
    all::<NeighbourModel>(release)[0].1
}
