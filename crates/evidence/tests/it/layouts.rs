//! Layouts of other releases of the Department, and of files that look like one.
//! Every figure and every council is made up.

use std::fmt::Write as _;

use evidence::dataset::Release;
use record::body::{AreaLevel, Figure, NationalSeries, Symbol, Unit};
use record::kind::Content;
use record::period::Period;

use crate::support::{dataset, drafted, import, in_words, series};

const PLACE: &str = "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,la_name,new_la_code";

/// A council’s columns of place.
fn council(time: &str, identifier: &str, code: u32) -> String {
    format!(
        "{time},{identifier},Local authority,E92000001,England,E12000009,South West,{code},\"Place {code}, City of\",E06009{code}"
    )
}

fn england(time: &str, identifier: &str) -> String {
    format!("{time},{identifier},National,E92000001,England,,,,,")
}

fn period(text: &str) -> Period {
    text.parse().unwrap()
}

fn all(release: &Release) -> Vec<&NationalSeries> {
    let bodies = release.entries.iter().map(|(_, body, _)| body);
    bodies.filter_map(NationalSeries::of).collect()
}

/// The series of a column whose filters have all these values.
#[track_caller]
fn of<'a>(release: &'a Release, column: &str, values: &[&str]) -> &'a NationalSeries {
    let found = all(release).into_iter().find(|one| {
        let has = |value: &&str| one.filters.iter().any(|filter| filter.value == **value);
        one.column == column && values.iter().all(has)
    });
    found.unwrap_or_else(|| panic!("no {column} {values:?}"))
}

/// Children in care: a filter that is called a count, the population beside it,
/// rates without decimals.
#[test]
fn numbers_and_rates_of_children_in_care() {
    let mut text = format!("{PLACE},population_count,population_estimate,number,rate_per_10000\n");
    let groups = [
        ("Children ceasing to be looked after each year", 40),
        ("Children looked after at 31 March each year", 200),
        ("Children starting to be looked after each year", 50),
    ];
    for (code, population) in [(901, 20_417), (902, 34_791), (903, 27_441), (904, 44_087)] {
        for (group, count) in groups {
            let count = count + code - 900;
            let rate = (f64::from(count) * 10_000.0 / f64::from(population)).round();
            let place = council("2024", "Reporting year", code);
            writeln!(text, "{place},{group},{population},{count},{rate}").unwrap();
        }
    }
    let release = drafted("cla_number_and_rate_per_10k_children.csv", &text);
    let rate = of(&release, "rate_per_10000", &[groups[1].0]);
    assert_eq!(rate.catalogue.as_deref(), Some("cla-rate"));
    assert_eq!(rate.unit, Unit::Per10000Children);
    assert_eq!(rate.numerator_column.as_deref(), Some("number"));
    let day = period("2024-03-31");
    assert_eq!(rate.numerator("902", day), Figure::Number(202.0));
    assert_eq!(rate.denominator("902", day), Figure::Number(34_791.0));
    let starting = of(&release, "rate_per_10000", &[groups[2].0]);
    assert_eq!(starting.catalogue.as_deref(), Some("cla-starting-rate"));
    assert_eq!(starting.periods, [period("2023-04-01/2024-03-31")]);
    // The population that goes with them is not of the June that came after.
    let population = of(&release, "population_estimate", &[groups[1].0]);
    assert_eq!(population.periods, [day]);
}

/// Section 47 enquiries: hyphens and pluses in names, quoted empty cells, medians.
#[test]
fn enquiries_and_conferences_by_how_long_they_took() {
    let mut text = format!(
        "{PLACE},category,Section47,ICPC,Duration_0-10_days,Duration_11-15_days,Duration_21+_days,Duration_median\r\n"
    );
    let rows = [
        "\"60,570\",\"20,180\",1390,480,380,14",
        "819,250,c,c,131,13.5",
        "403,141,12,..,27,14",
        "98,43,[low],31,-,x",
    ];
    for (row, code) in rows.iter().zip(900..) {
        let place = if code == 900 {
            england("2025", "Reporting year").replace(",,,,,", ",\"\",\"\",,\"\",\"\"")
        } else {
            council("2025", "Reporting year", code)
        };
        write!(text, "{place},Section 47s,{row}\r\n").unwrap();
    }
    text.push_str("\r\n\r\n");
    let release = drafted("c4_section_47s_and_icpcs_2013_to_2025.csv", &text);
    let year = period("2024-04-01/2025-03-31");
    assert_eq!(all(&release).len(), 6);
    let short = series(&release, "Duration_0-10_days", "");
    assert_eq!(short.value("901", year), Figure::Symbol(Symbol::Suppressed));
    assert_eq!(short.value("903", year), Figure::Symbol(Symbol::Low));
    let long = series(&release, "Duration_21+_days", "");
    assert_eq!(long.value("902", year), Figure::Number(27.0));
    let median = series(&release, "Duration_median", "");
    assert_eq!((median.unit, median.decimals), (Unit::Number, 1));
    let enquiries = series(&release, "Section47", "");
    assert_eq!(enquiries.value("E92000001", year), Figure::Number(60_570.0));
}

/// Care leavers: values with commas, three sorts of total, a part that is `z`.
#[test]
fn a_share_is_of_the_plain_total() {
    let mut text =
        format!("{PLACE},care_leaver_age,breakdown,care_leaver_count,care_leaver_percent\n");
    for code in 901..906 {
        for (age, all) in [("17 to 18 years", 100), ("19 to 21 years", 200)] {
            let all = all * (code - 900);
            for (part, share) in [
                ("\"Not in education, owing to other reasons\"", Some(25)),
                ("In training or employment", None),
                ("Total", Some(100)),
                ("\"Total in education, employment or training\"", Some(64)),
                ("Total information not known", Some(11)),
            ] {
                let place = council("2025", "Reporting year", code);
                let cells = share.map_or_else(
                    || "z,z".to_owned(),
                    |share| format!("{},{share}", all * share / 100),
                );
                writeln!(text, "{place},{age},{part},{cells}").unwrap();
            }
        }
    }
    let release = drafted("la_care_leavers_activity.csv", &text);
    let eet = of(
        &release,
        "care_leaver_percent",
        &[
            "19 to 21 years",
            "Total in education, employment or training",
        ],
    );
    assert_eq!(eet.catalogue.as_deref(), Some("eet-19-21"));
    let year = period("2024-04-01/2025-03-31");
    assert_eq!(eet.numerator("902", year), Figure::Number(256.0));
    assert_eq!(eet.denominator("902", year), Figure::Number(400.0));
    let whole = of(
        &release,
        "care_leaver_percent",
        &["19 to 21 years", "Total"],
    );
    assert_eq!(whole.denominator_column, None);
}

/// New placements: two breakdowns in one file, each with a total of its own.
#[test]
fn each_breakdown_has_its_own_total() {
    let mut text = format!("{PLACE},characteristic,breakdown,children_count,children_percent\n");
    let parts = [
        (
            "Location of placements",
            "Placed inside, less than 20 miles",
            60,
        ),
        ("Location of placements", "Total new placements", 100),
        ("Reason for change", "Carer asks that it ends; \"now\"", 34),
        ("Reason for change", "Custody", 0),
        ("Reason for change", "Total placements changing", 100),
    ];
    for code in 901..907 {
        for (of, part, share) in parts {
            let all = if of.starts_with("Loc") { 100 } else { 50 } * (code - 900);
            let quoted = part.replace('"', "\"\"");
            let shown = if share == 0 {
                "k".to_owned()
            } else {
                share.to_string()
            };
            let place = council("2025", "Reporting year", code);
            writeln!(
                text,
                "{place},{of},\"{quoted}\",{},{shown}",
                all * share / 100
            )
            .unwrap();
        }
    }
    let release = drafted("la_cla_during_year_new_placements.csv", &text);
    let year = period("2024-04-01/2025-03-31");
    let inside = of(&release, "children_percent", &[parts[0].1]);
    assert_eq!(inside.denominator("903", year), Figure::Number(300.0));
    let carer = of(&release, "children_percent", &[parts[2].1]);
    assert_eq!(carer.denominator("903", year), Figure::Number(150.0));
    let custody = of(&release, "children_percent", &["Custody"]);
    assert_eq!(
        custody.value("903", year),
        Figure::Symbol(Symbol::RoundsToZero)
    );
}

/// Results of pupils “at 31 March”: of the school year; scores below 0; columns
/// that have `x` in every row of a year.
#[test]
fn results_of_a_school_year() {
    let mut text = format!(
        "{PLACE},social_care_group,version,t_rwm_eligible_pupils,t_rwm_met_standard,pt_rwm_met_standard,avg_mat_progress_score\n"
    );
    for (time, score) in [("202324", None), ("202223", Some(-1.4))] {
        for code in 901..905 {
            let eligible = 40 * (code - 900);
            let met = eligible * 3 / 10;
            let score = score.map_or_else(|| "x".to_owned(), |score: f64| score.to_string());
            let place = council(time, "Academic year", code);
            writeln!(
                text,
                "{place},CINO at 31 March,Revised,{eligible},{met},30,{score}"
            )
            .unwrap();
        }
    }
    let release = drafted("ks2_la.csv", &text);
    let share = series(&release, "pt_rwm_met_standard", "");
    assert_eq!(share.unit, Unit::Percent);
    assert_eq!(
        share.denominator_column.as_deref(),
        Some("t_rwm_eligible_pupils")
    );
    let year = period("2023-09-01/2024-08-31");
    assert_eq!(share.numerator("902", year), Figure::Number(24.0));
    let score = series(&release, "avg_mat_progress_score", "");
    assert_eq!(
        score.value("902", year),
        Figure::Symbol(Symbol::NotAvailable)
    );
    let before = period("2022-09-01/2023-08-31");
    assert_eq!(score.value("902", before), Figure::Number(-1.4));
}

/// Adoption: years and months in the column that has counts elsewhere.
#[test]
fn times_beside_counts_are_left_out_and_said_so() {
    let mut text =
        "time_period,time_identifier,geographic_level,country_code,country_name,stage,age,number\n"
            .to_owned();
    for (age, time, count) in [
        ("Aged 1", "01:07", 180),
        ("Aged 2", "00:10", 130),
        ("Total", "k", 310),
    ] {
        for stage in ["1. Average time to a match", "2. Average time to adoption"] {
            writeln!(
                text,
                "2025,Reporting year,National,E92000001,England,{stage},{age},{time}"
            )
            .unwrap();
        }
        writeln!(
            text,
            "2025,Reporting year,National,E92000001,England,Adopted within a year,{age},{count}"
        )
        .unwrap();
    }
    let mapping = evidence::describe("adopted_times.csv", text.as_bytes()).unwrap();
    assert!(
        mapping.contains("“number” has cells that are no figures: “01:07”, “00:10”"),
        "{mapping}"
    );
    let release = drafted("adopted_times.csv", &text);
    let within = of(&release, "number", &["Adopted within a year", "Aged 2"]);
    assert_eq!(
        within.value("E92000001", period("2024-04-01/2025-03-31")),
        Figure::Number(130.0)
    );
    assert!(
        all(&release).iter().all(
            |one| one.filters.iter().all(|filter| filter.value != "Aged 1"
                || one
                    .filters
                    .iter()
                    .any(|other| other.value == "Adopted within a year"))
        )
    );
    // Asked for all the same, the cell is named.
    let wrong = mapping.replace("Adopted within a year", "2. Average time to adoption");
    let words = in_words(&import("adopted_times.csv", &text, &wrong).unwrap_err());
    assert!(
        words.contains("line 3: number: “01:07” is neither a number nor a symbol"),
        "{words}"
    );
}

/// Wards, districts, schools, mayors’ areas and “unknown” are not councils; London’s
/// two halves are regions.
#[test]
fn areas_that_are_no_council_are_left_out_and_counted() {
    let header = "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,la_code,la_name,ward_code,ward_name,mayoral_combined_authority_code,headcount";
    let rows = [
        "National,E92000001,England,,,,,,,,50",
        "Regional,E92000001,England,E13000001,Inner London,,,,,,9",
        "Local authority,E92000001,England,E12000007,London,E09009901,Northshire,,,,7",
        "Ward,E92000001,England,E12000007,London,E09009901,Northshire,E05000001,Mill,,3",
        "Local authority district,E92000001,England,E12000007,London,E09009901,Northshire,,,,3",
        "Mayoral combined authority,E92000001,England,E12000007,London,E47000001,Big Area,,,E47000001,4",
        "Combined authority,E92000001,England,E12000007,London,E47000002,Other Big Area,,,,4",
        "School,E92000001,England,E12000007,London,E09009901,Northshire,,,,1",
        "Local authority,E92000001,England,z,z,z,Unknown,,,,2",
    ];
    let mut text = format!("{header}\n");
    for row in rows {
        writeln!(text, "2024,November,{row}").unwrap();
    }
    let release = drafted("school_workforce.csv", &text);
    let headcount = series(&release, "headcount", "");
    let month = period("2024-11");
    assert_eq!(headcount.value("E13000001", month), Figure::Number(9.0));
    // An ONS code in the column of numbers is not taken for a number.
    let areas = &dataset(&release).areas;
    let north = areas.iter().find(|area| area.name == "Northshire").unwrap();
    assert_eq!(
        (north.level, &*north.gss[0]),
        (AreaLevel::Authority, "E09009901")
    );
    assert_eq!(areas.len(), 3, "{areas:?}");
    assert_eq!(
        release.left_out.values().sum::<usize>(),
        6,
        "{:?}",
        release.left_out
    );
}

/// Weeks, months and days as the Department names them.
#[test]
fn other_sorts_of_time() {
    for (time, identifier, expected) in [
        ("2024", "Week 12", "2024-03-18/2024-03-24"),
        ("202425", "September", "2024-09"),
        ("2025", "As at 31 March", "2025-03-31"),
        ("202425", "Financial year Q3", "2024-10-01/2024-12-31"),
        ("202425", "Autumn term", "2024-09-01/2024-12-31"),
        ("2024", "Calendar year", "2024"),
    ] {
        let text = format!(
            "{PLACE},children_count\n{},5\n",
            council(time, identifier, 901)
        );
        let release = drafted("attendance.csv", &text);
        let count = series(&release, "children_count", "");
        assert_eq!(count.periods, [period(expected)], "{time} {identifier}");
    }
    let text = format!(
        "{PLACE},children_count\n{},5\n",
        council("2024", "Full moon", 901)
    );
    let mapping = evidence::describe("moons.csv", text.as_bytes()).unwrap();
    let words = in_words(&import("moons.csv", &text, &mapping).unwrap_err());
    assert!(
        words.contains("line 2: time_period: “Full moon” is no sort of period"),
        "{words}"
    );
}

/// A symbol nobody knows is refused, and read once somebody says what it is.
#[test]
fn a_files_own_symbol_is_said_in_the_mapping() {
    let mut text = format!("{PLACE},children_count\n");
    for (code, cell) in [
        (901, "5"),
        (902, "..c"),
        (903, "..c"),
        (904, "1e+05"),
        (905, ".5"),
    ] {
        writeln!(text, "{},{cell}", council("2024", "Calendar year", code)).unwrap();
    }
    let mapping = evidence::describe("own.csv", text.as_bytes()).unwrap();
    assert!(
        mapping.contains("“children_count” has cells that are no figures: “..c”"),
        "{mapping}"
    );
    let words = in_words(&import("own.csv", &text, &mapping).unwrap_err());
    assert!(
        words.contains("line 3: children_count: “..c” is neither"),
        "{words}"
    );
    assert!(words.contains("symbols"), "{words}");
    let said = format!("symbols = {{ \"..c\" = \"c\" }}\n{mapping}");
    let release = import("own.csv", &text, &said).unwrap();
    let count = series(&release, "children_count", "");
    assert_eq!(
        count.value("902", period("2024")),
        Figure::Symbol(Symbol::Suppressed)
    );
    assert_eq!(
        count.value("904", period("2024")),
        Figure::Number(100_000.0)
    );
    let wrong = format!("symbols = {{ \"..c\" = \"hush\" }}\n{mapping}");
    let words = in_words(&import("own.csv", &text, &wrong).unwrap_err());
    assert!(
        words.contains("symbols: “..c” cannot stand for “hush”"),
        "{words}"
    );
}

/// Files of others, and other marks between columns, are refused with what to do.
#[test]
fn what_is_no_file_of_the_department_is_refused_plainly() {
    for (text, expected) in [
        (
            "Indicator ID,Area Code,Area Name,Area Type,Sex,Time period,Value\n902,E06009901,Northshire,Counties & UAs,Persons,2010/11,158.5\n",
            "no column says which area a row is for",
        ),
        (
            "Local authority,Provision type,Overall effectiveness\nNorthshire,Children’s home,Good\n",
            "there is no column “time_period”",
        ),
        (
            "time_period;time_identifier;geographic_level;n\n2024;Calendar year;National;5\n",
            "its columns are parted by semicolons",
        ),
        (
            "time_period\ttime_identifier\tn\n2024\tCalendar year\t5\n",
            "parted by tabs",
        ),
        (
            "time_period,time_identifier,geographic_level,country_code,comment\n2024,Calendar year,National,E92000001,none\n",
            "no column has figures",
        ),
    ] {
        let words = in_words(&evidence::describe("other.csv", text.as_bytes()).unwrap_err());
        assert!(words.contains(expected), "{words}");
        assert!(words.starts_with("other.csv, line 1: header: "), "{words}");
    }
}
