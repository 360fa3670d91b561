#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use jiff::civil::date;

use super::*;
use crate::{picture, tree};

fn point(year: i16, number: f64) -> Point {
    Point {
        on: date(year, 3, 31),
        when: format!("year to 31 March {year}"),
        text: format!("{number}%"),
        number: Some(number),
    }
}

fn symbol(year: i16, symbol: &str) -> Point {
    Point {
        text: symbol.into(),
        number: None,
        ..point(year, 0.0)
    }
}

fn series(name: &str, points: Vec<Point>) -> Series {
    Series {
        name: name.into(),
        points,
    }
}

fn chart(series: Vec<Series>) -> Chart {
    Chart {
        id: "re-referrals".into(),
        title: "Re-referrals <& more>".into(),
        unit: "per cent".into(),
        basis: "year to 31 March".into(),
        decimals: 1,
        from_zero: true,
        series,
    }
}

/// The drawing, once it has been read as a picture and searched for numbers
/// that are none.
#[track_caller]
fn drawn(chart: &Chart) -> String {
    let svg = chart.figure().svg;
    for bad in ["NaN", "inf", "style=", "class=\"\""] {
        assert!(!svg.contains(bad), "“{bad}” in {svg}");
    }
    picture::png(&svg, 640, 340).unwrap();
    svg
}

/// The corners of every line of figures, in the order drawn.
fn lines(svg: &str) -> Vec<Vec<(f64, f64)>> {
    svg.split("<polyline points=\"")
        .skip(1)
        .map(|rest| {
            let points = rest.split('"').next().unwrap();
            let pairs = points.split(' ').map(|pair| pair.split_once(',').unwrap());
            pairs
                .map(|(x, y)| (x.parse().unwrap(), y.parse().unwrap()))
                .collect()
        })
        .collect()
}

#[test]
fn points_land_where_their_values_and_years_say() {
    let svg = drawn(&chart(vec![series(
        "Coventry",
        vec![point(2015, 0.0), point(2016, 20.0), point(2017, 40.0)],
    )]));
    let line = lines(&svg).remove(0);
    // 0 to 40 in steps of 10: nought at the bottom, 40 at the top.
    assert_eq!(line[0].1, 296.0);
    assert_eq!(line[2].1, 34.0);
    assert!((line[1].1 - (296.0 + 34.0) / 2.0).abs() < 0.11, "{line:?}");
    // A year, and a leap year, apart.
    let (first, second) = (line[1].0 - line[0].0, line[2].0 - line[1].0);
    assert!(first > 100.0 && (first - second).abs() < 1.0, "{line:?}");
    for year in ["2015", "2016", "2017"] {
        assert!(svg.contains(&format!("text-anchor=\"middle\">{year}</text>")));
    }
    assert!(svg.contains(">Per cent</text>") && svg.contains(">Year to 31 March</text>"));
}

#[test]
fn a_line_breaks_at_a_missing_year_and_at_a_symbol_which_is_printed() {
    let svg = drawn(&chart(vec![series(
        "Coventry",
        vec![
            point(2010, 10.0),
            point(2011, 11.0),
            // 2012 is missing.
            point(2013, 13.0),
            point(2014, 14.0),
            symbol(2015, "u"),
            point(2016, 16.0),
            point(2017, 17.0),
        ],
    )]));
    let pieces: Vec<usize> = lines(&svg).iter().map(Vec::len).collect();
    assert_eq!(pieces, [2, 2, 2]);
    assert!(svg.contains("font-weight=\"bold\">u</text>"));
    assert_eq!(svg.matches("<circle").count(), 6);
}

#[test]
fn an_axis_not_from_nought_says_so_by_its_numbers() {
    let mut chart = chart(vec![series(
        "Coventry",
        vec![point(2016, 501.0), point(2017, 519.0)],
    )]);
    chart.from_zero = false;
    let svg = drawn(&chart);
    assert!(
        svg.contains(">500</text>") && !svg.contains(">0</text>"),
        "{svg}"
    );
}

#[test]
fn charts_with_little_in_them_are_drawn_too() {
    let one = drawn(&chart(vec![series("Coventry", vec![point(2017, 18.2)])]));
    assert!(one.contains("<circle") && one.contains("Coventry 18.2%"));
    for value in [0.0, 7.0, -3.0] {
        let same = chart(vec![series(
            "Coventry",
            vec![point(2016, value), point(2017, value)],
        )]);
        assert_eq!(lines(&drawn(&same)).len(), 1, "{value}");
        drawn(&Chart {
            from_zero: false,
            ..same
        });
    }
    let symbols = drawn(&chart(vec![series(
        "Coventry",
        vec![symbol(2016, "c"), symbol(2017, "c")],
    )]));
    assert_eq!(symbols.matches(">c</text>").count(), 2);
    let none = chart(vec![series("Coventry", Vec::new())]);
    drawn(&none);
    assert!(none.figure().alt.starts_with("Line chart without figures"));
    drawn(&chart(Vec::new()));
}

#[test]
fn no_number_however_strange_spoils_the_drawing() {
    for strange in [
        f64::MAX,
        -f64::MAX,
        f64::INFINITY,
        f64::NAN,
        f64::MIN_POSITIVE,
        1e15,
        1e-300,
    ] {
        let svg = drawn(&chart(vec![
            series(
                "Coventry",
                vec![
                    point(2015, 1.0),
                    Point {
                        text: "?".into(),
                        ..point(2016, strange)
                    },
                ],
            ),
            series(
                "England",
                vec![Point {
                    text: "?".into(),
                    ..point(2016, strange)
                }],
            ),
        ]));
        assert!(svg.len() < 10_000, "{strange}");
    }
    let large = drawn(&chart(vec![series(
        "England",
        vec![point(2016, 12_183_016.0)],
    )]));
    assert!(large.contains(">15,000,000</text>"), "{large}");
}

#[test]
fn series_are_told_apart_without_colour_and_named_where_they_end() {
    let same = |name: &str| series(name, vec![point(2016, 20.0), point(2017, 20.1)]);
    let svg = drawn(&chart(vec![
        same("Coventry"),
        same("England"),
        same("West Midlands"),
        same("Neighbours (2021), median"),
        same("One too many"),
    ]));
    assert!(!svg.contains("One too many"));
    let dashes: Vec<&str> = svg
        .split("<polyline")
        .skip(1)
        .map(|line| {
            line.split("stroke-dasharray=")
                .nth(1)
                .map_or("", |d| &d[..5])
        })
        .collect();
    let unlike: std::collections::HashSet<&&str> = dashes.iter().collect();
    assert_eq!(unlike.len(), 4, "{dashes:?}");
    // No label over another: their lines are a line apart.
    let mut bases: Vec<f64> = svg
        .split("<tspan x=\"")
        .skip(1)
        .map(|rest| {
            rest.split("y=\"")
                .nth(1)
                .unwrap()
                .split('"')
                .next()
                .unwrap()
                .parse()
                .unwrap()
        })
        .collect();
    bases.sort_by(f64::total_cmp);
    assert!(bases.len() >= 5);
    assert!(
        bases.windows(2).all(|pair| pair[1] - pair[0] >= 14.9),
        "{bases:?}"
    );
    assert!(
        bases.iter().all(|base| (20.0..320.0).contains(base)),
        "{bases:?}"
    );
}

#[test]
fn labels_move_apart_no_further_than_they_must() {
    assert_eq!(
        labels::apart(&[50.0, 10.0], &[10.0; 2], 0.0, 100.0),
        [50.0, 10.0]
    );
    assert_eq!(
        labels::apart(&[50.0, 50.0], &[10.0; 2], 0.0, 100.0),
        [50.0, 60.0]
    );
    assert_eq!(
        labels::apart(&[99.0, 98.0], &[10.0; 2], 0.0, 100.0),
        [95.0, 85.0]
    );
}

#[test]
fn the_table_and_the_words_hold_the_same_figures() {
    let chart = chart(vec![
        series("Coventry", vec![point(2016, 27.4), symbol(2017, "c")]),
        series("England", vec![point(2017, 21.9)]),
    ]);
    let rows: Vec<Vec<String>> = chart
        .table()
        .rows
        .iter()
        .map(|row| row.iter().map(|cell| tree::words(&cell.text)).collect())
        .collect();
    assert_eq!(
        rows,
        [
            ["Year to 31 March 2016", "27.4%", "not held"],
            ["Year to 31 March 2017", "c", "21.9%"]
        ]
    );
    let figure = chart.figure();
    assert_eq!(
        figure.alt,
        "Line chart: Re-referrals <& more>. Latest: Coventry c, year to 31 March 2017; England 21.9%, year to 31 March 2017."
    );
    assert!(figure.description.contains("27.4% (year to 31 March 2016)"));
    assert!(
        figure
            .svg
            .contains("id=\"re-referrals-svg-title\">Re-referrals &lt;&amp; more&gt;</title>")
    );
    assert!(
        figure
            .svg
            .contains("aria-labelledby=\"re-referrals-svg-title re-referrals-svg-desc\"")
    );
}
