//! The measures and the figures that do not agree.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::support::{TODAY, ask, get, page};

/// The cells of the row of a table that begins with these words.
fn row(html: &str, first: &str) -> Vec<String> {
    let rows = html
        .split("<tr")
        .map(|row| row.split("</tr>").next().unwrap());
    let cells = |row: &str| -> Vec<String> {
        row.split("</t")
            .filter_map(|cell| cell.rsplit_once("<t").map(|(_, cell)| format!("<t{cell}")))
            .map(|cell| crate::support::words(&cell))
            .collect()
    };
    rows.map(cells)
        .find(|cells| cells.first().is_some_and(|cell| cell == first))
        .unwrap_or_else(|| panic!("no row “{first}”"))
}

#[test]
fn the_list_shows_the_figures_that_were_public_and_says_no_direction() {
    let then = page("/coventry/measures?as_at=2018-07-19");
    assert_eq!(
        row(then.main(), "Re-referrals"),
        [
            "Re-referrals",
            "23.8%",
            "Year to 31 March 2017",
            "27.4%",
            "21.9%",
            "23.4%"
        ]
    );
    assert!(
        row(then.main(), "Agency social workers").contains(&"12.8%".to_owned()),
        "{}",
        then.words()
    );
    let words = then.words().to_lowercase();
    assert!(
        !words.contains("2018 model") && !words.contains("neighbours"),
        "{words}"
    );
    for word in [
        "improve", "worse", "rose", "fell", "increase", "decrease", "reduc", "▲", "▼",
    ] {
        assert!(!words.contains(word), "“{word}” is said of figures");
    }
    let today = page("/coventry/measures");
    let now = row(today.main(), "Re-referrals");
    assert_eq!(now[1..4], ["18.5%", "Year to 31 March 2025", "20.9%"]);
    assert_eq!(
        now.last().map(String::as_str),
        Some("20.4%"),
        "the neighbours of 2025"
    );
    let topics: Vec<usize> = [
        "Front door",
        "Child protection",
        "Workforce",
        "Local figures",
    ]
    .iter()
    .map(|topic| today.main().find(&format!("{topic}</h2>")).unwrap())
    .collect();
    assert!(topics.is_sorted());
}

#[test]
fn a_measure_shows_its_definition_its_figures_and_whom_they_are_compared_with() {
    let answer = page("/coventry/measures/re-referral-pct");
    let words = answer.words();
    for said in [
        "A lower figure is better.",
        "Referrals within 12 months of an earlier referral of the child",
        "Referrals in the year",
        "Department for Education",
        "−2.4 percentage points",
        "Derby, Southampton, Peterborough, Bolton, Wolverhampton",
        "Derby, Bolton, Peterborough, Leeds",
        "the first-published values are not held",
        "Other accounts of the same thing",
        "A provisional figure beside the published one.",
    ] {
        assert!(words.contains(said), "“{said}” is not in {words}");
    }
    let cells = row(answer.main(), "31 March 2017");
    assert!(cells[1].starts_with("23.8% 1,292 of 5,433"), "{cells:?}");
    assert_eq!(
        cells[2..8],
        ["21.9%", "23.4%", "21.5%", "21.9%", "21.5%", "22.1%"]
    );
    assert!(answer.links().contains(
        &"/coventry/entry/reading/re-referral-pct/coventry/2016-04-01_2017-03-31".to_owned()
    ));
    let svg = answer.main().split("<svg").nth(1).unwrap();
    assert!(svg.contains("Coventry 18.5%") && svg.contains("England 22.6%"));
}

#[test]
fn a_measure_of_the_past_knows_only_what_was_public() {
    let words = page("/coventry/measures/re-referral-pct?as_at=2018-07-19").words();
    for unknown in [
        "2018 20.9",
        "31 March 2018",
        "eighbours",
        "28.7% (the council). 22.4%",
    ] {
        assert!(
            !words.contains(unknown),
            "“{unknown}” was not known: {words}"
        );
    }
    assert!(words.contains("31 March 2017"));
    let hindsight = page("/coventry/measures/re-referral-pct?as_at=2018-07-19&known_at=2026-11-23");
    assert!(hindsight.words().contains("31 March 2018"));
    let none = get("/coventry/measures/re-referral-pct?as_at=2013-01-31");
    assert_eq!(none.status, StatusCode::NOT_FOUND);
    assert!(
        none.words()
            .contains("had been published by 31 January 2013"),
        "{}",
        none.words()
    );
}

#[test]
fn symbols_are_shown_as_published_and_explained() {
    let answer = page("/coventry/measures/referral-nfa-pct");
    assert!(
        answer
            .words()
            .contains("“c” means suppressed to protect confidentiality.")
    );
    let svg = answer.main().split("<svg").nth(1).unwrap();
    assert!(svg.contains(">c</text>"));
}

#[test]
fn the_figures_can_be_had_as_a_file() {
    let answer = page("/coventry/measures/re-referral-pct.csv?as_at=2018-07-19");
    assert_eq!(answer.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(
        answer.header("content-disposition"),
        "attachment; filename=\"coventry-re-referral-pct-2018-07-19.csv\""
    );
    let lines: Vec<&str> = answer.text().lines().collect();
    assert_eq!(
        lines[0],
        "period,first_day,last_day,Coventry (per cent),England (per cent),West Midlands (per cent),status,numerator,denominator,entry"
    );
    assert_eq!(
        lines[1],
        "year to 31 March 2017,2016-04-01,2017-03-31,23.8,21.9,23.4,\"final, as revised\",1292,5433,reading/re-referral-pct/coventry/2016-04-01_2017-03-31"
    );
    assert_eq!(lines.len(), 6, "2013 to 2017");
    assert_eq!(
        get("/coventry/measures/nothing.csv").status,
        StatusCode::NOT_FOUND
    );
}

#[test]
fn all_eleven_conflicts_stand_with_both_sides_and_their_kind() {
    let answer = page("/coventry/conflicts");
    assert_eq!(answer.main().matches("<h2").count(), 11);
    let words = answer.words();
    for said in [
        "Eleven pairs of claims do not agree.",
        "315 children (Ofsted's re-inspection report).",
        "315 of 599 is 52.6%.",
        "Arithmetic: the sum in the sentence does not come out",
        "Moved date: the date was changed",
        "22.4% is England's figure for the year before.",
        "Outside the area, Coventry, 31 January 2017: 315",
    ] {
        assert!(words.contains(said), "“{said}” is not in {words}");
    }
    let before = page("/coventry/conflicts?as_at=2017-06-12").words();
    assert!(before.contains("No figures that do not agree had been published by 12 June 2017"));
}

#[test]
fn the_choice_of_neighbours_and_year_is_in_the_address_and_its_effect_is_said() {
    let newest = page("/coventry/measures/sw-vacancy-fte-pct").words();
    assert!(newest.contains(
        "Coventry, 30 September 2025: 7.4% . Statistical neighbours, 2025 model, median: 16.4%. That is 9.0 points lower, which is better."
    ), "{newest}");
    assert!(newest.contains(
        "The choice of neighbours changes the verdict. 30 September 2025: the figure is close to Neighbours (2021), median (8.0%); better than Neighbours (2021), mean (12.3%); Neighbours (2025), median (16.4%); and Neighbours (2025), mean (17.2%)."
    ), "{newest}");
    let old =
        page("/coventry/measures/sw-vacancy-fte-pct?neighbours=neighbours-2021&year=2025-09-30")
            .words();
    assert!(
        old.contains("2021 model, median: 8.0%. That is 0.6 points lower: close to it."),
        "{old}"
    );
    let year =
        page("/coventry/measures/sw-vacancy-fte-pct?year=2019-09-30&neighbours=nonsense").words();
    assert!(
        year.contains("Coventry, 30 September 2019: 9.3% ."),
        "{year}"
    );
    // The 2025 model was not known in January 2026, nor any in 2018.
    let before = page("/coventry/measures/sw-vacancy-fte-pct?as_at=2026-03-31").words();
    assert!(
        before.contains("2021 model") && !before.contains("2025 model"),
        "{before}"
    );
    let early = page("/coventry/measures/sw-vacancy-fte-pct?as_at=2018-07-19").words();
    assert!(!early.contains("eighbours"), "{early}");
}

#[test]
fn the_catalogue_says_what_each_measure_counts_and_which_way_is_good() {
    let all = page("/coventry/catalogue");
    assert!(
        all.words().contains("Re-referrals within 12 months"),
        "{}",
        all.words()
    );
    assert!(all.words().contains("Lower is better") && all.words().contains("No good direction"));
    let one = page("/coventry/catalogue?group=workforce");
    assert!(
        one.words().contains("Social worker vacancies"),
        "{}",
        one.words()
    );
    assert!(one.words().contains("14.2%, 2025"), "{}", one.words());
    assert!(!one.words().contains("Re-referrals within 12 months"));
    let none = page("/coventry/catalogue?group=nonsense");
    assert!(
        none.words()
            .contains("There is no such group: all are shown.")
    );
}

/// Coventry's record beside a made-up national one of 40 areas, A to Z and on: each
/// counts a fifth, but for one of 4,000 that counts four fifths.
fn nationally() -> (axum::Router, tempfile::TempDir) {
    let codes: Vec<String> = (300..340).map(|code| code.to_string()).collect();
    let area = |code: &String| {
        json!({"code": code, "gss": [], "name": format!("Area {code}"), "level": "authority",
            "region": "E12000005", "first": "2024-04-01/2025-03-31", "last": "2024-04-01/2025-03-31"})
    };
    let mut areas: Vec<Value> = codes.iter().map(area).collect();
    areas.push(
        json!({"code": "E12000005", "gss": ["E12000005"], "name": "West Midlands",
        "level": "region", "region": null, "first": null, "last": null}),
    );
    let of = |(at, code): (usize, &String)| {
        let size = 1_000 + 75 * at;
        let counted = if code == "339" {
            size * 4 / 5
        } else {
            size / 5 + at % 7
        };
        #[expect(clippy::cast_precision_loss, reason = "small numbers")]
        let share = (1000.0 * counted as f64 / size as f64).round() / 10.0;
        json!({"code": code, "values": [share], "numerators": [counted], "denominators": [size]})
    };
    let figures: Vec<Value> = codes.iter().enumerate().map(of).collect();
    let digest = "0".repeat(64);
    let near: Vec<Value> = codes[..10]
        .iter()
        .map(|code| json!({"code": code, "closeness": "close"}))
        .collect();
    let bodies = [
        (
            "dataset/made-up",
            json!({"title": "Made up", "edition": "2025", "publisher": "Nobody",
            "released": "2025-10-30", "file": "made-up.csv", "digest": digest, "mapping": digest,
            "areas": areas}),
        ),
        (
            "national-series/re-referrals",
            json!({"name": "Re-referrals", "dataset": "dataset/made-up",
            "catalogue": "re-referrals", "column": "x", "numerator_column": "n", "denominator_column": "d", "unit": "percent", "decimals": 1,
            "periods": ["2024-04-01/2025-03-31"], "areas": figures}),
        ),
        (
            "neighbour-model/2021",
            json!({"name": "Made up", "year": 2021, "dataset": "dataset/made-up",
            "authorities": [{"code": "331", "nearest": near}]}),
        ),
    ];
    let lines: Vec<String> = bodies
        .iter()
        .map(|(id, body)| {
            json!({"authority": "national", "id": id, "change": "opens",
                "effective_on": "2025-03-31", "known_on": "2025-10-30",
                "published_on": "2025-10-30", "classification": "public",
                "recorded_by": "test", "body": body})
            .to_string()
        })
        .collect();
    let dir = tempfile::tempdir().unwrap();
    let records = crate::support::records(dir.path(), coventry::drafts().unwrap());
    let drafts = record::exchange::read_json_lines("test", &lines.join("\n")).unwrap();
    records.append(drafts).unwrap();
    let site = crate::support::site(records, || TODAY);
    (site, dir)
}

#[test]
fn a_measure_stands_among_every_authority_in_a_funnel_its_region_and_its_neighbours() {
    let (site, _dir) = nationally();
    let page = |address: &str| ask(&site, Method::GET, address);
    let at = "/coventry/measures/re-referral-pct/national";
    assert!(
        page("/coventry/measures/re-referral-pct")
            .links()
            .iter()
            .any(|link| link == at)
    );
    let answer = page(at);
    let words = answer.words();
    assert!(
        words.contains("Coventry: within the limits for its size"),
        "{words}"
    );
    assert!(words.contains("1 of 40 lie outside the limits."), "{words}");
    assert!(words.contains("Area 339 80.0% 3,140 3,925"), "{words}");
    assert!(
        words.contains("Unusual, above both limits for its size"),
        "{words}"
    );
    assert!(words.contains("The region: West Midlands"), "{words}");
    assert!(words.contains("2021 model"), "{words}");
    // Forty marks: ten squares, one diamond, and rings.
    let svg = answer
        .main()
        .split("<svg")
        .nth(1)
        .unwrap()
        .split("</svg>")
        .next()
        .unwrap()
        .to_owned();
    assert_eq!(svg.matches("<rect").count(), 10);
    assert_eq!(svg.matches("<circle").count(), 29);
    assert!(svg.contains("font-weight=\"bold\">Coventry</text>"));
    // Nothing of it before its release, and nothing for a measure others lack.
    let before = page("/coventry/measures/re-referral-pct/national?as_at=2025-10-29");
    assert_eq!(before.status, StatusCode::NOT_FOUND);
    let none = page("/coventry/measures/sw-vacancy-fte-pct/national");
    assert_eq!(none.status, StatusCode::NOT_FOUND);
}
