//! Published files that are not kept with the program. They are read where the
//! variable `SIGHTLINE_TEST_DFE` names a folder that holds them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use evidence::dataset::Release;
use record::body::{Average, Figure, NeighbourModel};
use record::kind::Content;

use crate::support::{drafted, series};

fn folder() -> Option<PathBuf> {
    let folder = std::env::var_os("SIGHTLINE_TEST_DFE").map(PathBuf::from);
    if folder.is_none() {
        eprintln!("skipped: SIGHTLINE_TEST_DFE names no folder of published files");
    }
    folder
}

fn read(folder: &Path, file: &str) -> Release {
    let path = folder.join(file);
    let text = std::fs::read_to_string(&path).unwrap();
    drafted(file, &text)
}

#[test]
fn every_file_of_the_folder_is_read_by_its_draft() {
    let Some(folder) = folder() else { return };
    let mut files = 0;
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "csv") {
            let text = std::fs::read_to_string(&path).unwrap();
            let release = drafted(path.file_name().unwrap().to_str().unwrap(), &text);
            for (name, body, _) in &release.entries {
                assert_eq!(body.faults(), [], "{name}");
                assert!(body.to_json().to_string().len() < 1_000_000, "{name}");
            }
            files += 1;
        }
    }
    assert!(files > 0, "the folder has no CSV file");
}

/// Which neighbours a council is compared with changes what the comparison says.
#[test]
fn coventrys_vacancies_against_both_models() {
    let Some(folder) = folder() else { return };
    let workforce = read(&folder, "csww_indicators_2017_to_2025.csv");
    let vacancies = series(&workforce, "vacancy_rate_fte", "");
    let day = "2025-09-30".parse().unwrap();
    assert_eq!(vacancies.value("331", day), Figure::Number(7.4));
    assert_eq!(vacancies.value("E92000001", day), Figure::Number(14.2));
    let releases: BTreeMap<i16, Release> = [
        (2021, "statistical_neighbours_2021.csv"),
        (2025, "sn_model_2025_wide.csv"),
    ]
    .map(|(year, file)| (year, read(&folder, file)))
    .into();
    let average = |year: i16, of: Average| {
        let mut bodies = releases[&year].entries.iter().map(|(_, body, _)| body);
        let model = bodies.find_map(NeighbourModel::of).unwrap();
        let near = model.neighbourhood(vacancies, "331", day).unwrap();
        assert_eq!((near.members.len(), near.with_number()), (10, 10));
        (near.average(of).unwrap() * 100.0).round() / 100.0
    };
    assert_eq!(average(2021, Average::Median), 7.95);
    assert_eq!(average(2025, Average::Median), 16.4);
    assert_eq!((average(2025, Average::Mean) * 10.0).round() / 10.0, 17.2);
}
