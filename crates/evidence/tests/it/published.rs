//! Files as they are published, read by the mapping that is drafted of them.

use record::body::{Figure, Symbol, Unit};
use record::kind::Body;
use record::period::Period;

use crate::support::{REFERRALS, dataset, drafted, model, series};

fn period(text: &str) -> Period {
    text.parse().unwrap()
}

#[test]
fn a_count_and_its_share_are_paired_by_doing_the_sum() {
    let release = drafted("referrals_2024_to_2025.csv", REFERRALS);
    let share = series(&release, "rereferral_percent", "");
    assert_eq!(share.numerator_column.as_deref(), Some("rereferral_count"));
    assert_eq!(share.denominator_column.as_deref(), Some("referral_count"));
    assert_eq!((share.unit, share.decimals), (Unit::Percent, 1));
    assert_eq!(share.catalogue.as_deref(), Some("re-referrals"));
    let year = period("2024-04-01/2025-03-31");
    assert_eq!(share.value("901", year), Figure::Number(25.0));
    assert_eq!(share.value("E12000005", year), Figure::Number(20.0));
    assert_eq!(share.value("E92000001", year), Figure::Number(22.0));
    assert_eq!(share.denominator("E92000001", year), Figure::Number(1000.0));
    let before = period("2023-04-01/2024-03-31");
    assert_eq!(
        share.value("902", before),
        Figure::Symbol(Symbol::Suppressed)
    );
    // Not in the file, and not taken for 0.
    assert_eq!(share.value("E92000001", before), Figure::Absent);
    assert!(
        release
            .entries
            .iter()
            .all(|(_, body, _)| body.faults().is_empty())
    );
}

#[test]
fn an_area_keeps_its_number_when_its_ons_code_changes() {
    let release = drafted("referrals.csv", REFERRALS);
    let areas = &dataset(&release).areas;
    let north = areas.iter().find(|area| area.code == "901").unwrap();
    assert_eq!(north.gss, ["E06009901", "E10009901"]);
    assert_eq!(north.region.as_deref(), Some("E12000005"));
    assert_eq!(north.first, Some(period("2023-04-01/2024-03-31")));
    assert_eq!(north.last, Some(period("2024-04-01/2025-03-31")));
    let south = areas.iter().find(|area| area.code == "902").unwrap();
    assert_eq!(south.name, "Southshire, County of");
}

/// Periods of two years, quarters beside years, regions by `reg_code`, spaces in
/// names, per-cent signs, symbols in brackets, ages as numbers.
#[test]
fn other_releases_lay_it_out_otherwise() {
    let mut text = "time_period,time_identifier,geographic_level,reg_code,reg_name,old_la_code,new_la_code,la_name,Sex,age,Number of children,% of children\n".to_owned();
    for (time, identifier) in [
        ("202324", "Financial year"),
        ("202425", "Financial year"),
        ("202425", "Financial year Q1"),
        ("202425", "Financial year Q2"),
    ] {
        for (sex, more) in [("Total", 0), ("Female", 1), ("Male", 2)] {
            for age in [10, 11] {
                let count = 1_200 - 100 * more + age;
                let share = if age == 10 { "12.5%" } else { "[c]" };
                text.push_str(&format!(
                    "{time},{identifier},Local authority,E12000009,South West,903,E06009903,Westshire,{sex},{age},\"{},{:03}\",{share}\n",
                    count / 1000, count % 1000
                ).replace("\"0,", "\""));
            }
        }
    }
    let release = drafted("leavers_202425.csv", &text);
    let found: Vec<_> = release
        .entries
        .iter()
        .filter_map(|(name, body, _)| match body {
            Body::NationalSeries(series) => Some((name, series)),
            _ => None,
        })
        .collect();
    // Three sexes, two ages, two columns; by year and by quarter.
    assert_eq!(found.len(), 24);
    let by = |wanted: &str| {
        let mut all = found.iter();
        all.find(|(_, one)| {
            one.column == wanted
                && one.filters.iter().any(|filter| filter.value == "Female")
                && one.filters.iter().any(|filter| filter.value == "10")
                && one.periods.len() == 2
        })
        .unwrap()
        .1
    };
    let count = by("Number of children");
    assert_eq!(count.unit, Unit::Count);
    assert_eq!(
        count.value("903", period("2024-04-01/2025-03-31")),
        Figure::Number(1110.0)
    );
    let share = by("% of children");
    assert_eq!(share.unit, Unit::Percent);
    assert_eq!(
        share.value("903", period("2024-04-01/2025-03-31")),
        Figure::Number(12.5)
    );
    let quarters = found
        .iter()
        .find(|(name, _)| name.ends_with("-quarter"))
        .unwrap()
        .1;
    assert_eq!(
        quarters.periods,
        [
            period("2024-04-01/2024-06-30"),
            period("2024-07-01/2024-09-30")
        ]
    );
}

#[test]
fn a_share_of_a_total_in_another_row_has_that_denominator() {
    let mut text = "time_period,time_identifier,geographic_level,old_la_code,new_la_code,la_name,placement,children_count,children_percent\n".to_owned();
    for (code, moved, all) in [
        ("901", 10, 100),
        ("902", 30, 200),
        ("903", 9, 90),
        ("904", 50, 250),
    ] {
        for (what, count) in [("Total children", all), ("Moved", moved)] {
            text.push_str(&format!(
                "2025,Reporting year,Local authority,{code},E0600{code},Place {code},{what},{count},{}\n",
                100 * count / all
            ));
        }
    }
    let release = drafted("stability.csv", &text);
    let moved = series(&release, "children_percent", "Moved");
    let day = period("2024-04-01/2025-03-31");
    assert_eq!(moved.numerator("902", day), Figure::Number(30.0));
    assert_eq!(moved.denominator("902", day), Figure::Number(200.0));
    assert_eq!(
        series(&release, "children_percent", "Total children").denominator_column,
        None
    );
}

#[test]
fn an_authority_named_by_its_ons_code_alone_is_found_by_its_number() {
    let text = "time_period,time_identifier,geographic_level,new_la_code,la_name,children_count\n2025,Calendar year,Local authority,E06009903,Westshire,7\n2025,Calendar year,School,,Some school,3\n2025,Calendar year,Local authority,z,Unknown,4\n";
    let release = drafted("counts.csv", text);
    let count = series(&release, "children_count", "");
    assert_eq!(count.value("903", period("2025")), Figure::Number(7.0));
    assert_eq!(release.left_out.values().sum::<usize>(), 2);
}

#[test]
fn neighbours_are_read_in_order_with_how_close_they_are() {
    let text = "\u{feff}LA num,LA Name,LA number,SN1,SNP,SN2,SNP,\n901,Northshire,901,902,Very Close ,903,Close,\n,Old SNs:,,,,,,\n,,,,,,,\n902,Southshire,902,901,Close,903,Not Close,\n";
    let release = drafted("neighbours_2021.csv", text);
    let model = model(&release);
    assert_eq!((model.year, model.authorities.len()), (2021, 2));
    let near: Vec<_> = model.authorities[0]
        .nearest
        .iter()
        .map(|one| (&*one.code, one.closeness.as_deref()))
        .collect();
    assert_eq!(near, [("902", Some("Very Close")), ("903", Some("Close"))]);
    // Without closeness.
    let text = "old_la_code,la_name,SN_1,SN_2\n901,Northshire,902,903\n902,Southshire,901,903\n";
    let release = drafted("sn_2025.csv", text);
    assert_eq!(
        crate::support::model(&release).authorities[1].nearest[0].closeness,
        None
    );
}

#[test]
fn the_same_file_makes_the_same_entries() {
    let one = drafted("referrals.csv", REFERRALS).entries;
    assert_eq!(one, drafted("referrals.csv", REFERRALS).entries);
}
