//! The first page and the timeline.

use crate::support::page;

#[test]
fn the_first_page_says_where_the_council_is_on_its_date() {
    let today = page("/coventry").words();
    assert!(
        today.contains("Outstanding Overall, 18 May 2026"),
        "{today}"
    );
    assert!(today.contains("Machine-scraped; not checked against the report."));
    assert!(
        today.contains("Before that, from 12 August 2022 : good."),
        "{today}"
    );
    assert!(today.contains("Eleven pairs of published claims do not agree"));

    let then = page("/coventry?as_at=2018-07-19").words();
    assert!(
        then.contains("Requires improvement to be good Overall, 13 June 2017"),
        "{then}"
    );
    assert!(then.contains("Framework: Single inspection framework, re-inspection."));
    assert!(
        then.contains("3 October 2018 Children's Services Improvement Board meets (planned)"),
        "{then}"
    );
    let after = page("/coventry?as_at=2018-10-04").words();
    assert!(
        !after.contains("3 October 2018 Children's Services Improvement Board meets"),
        "{after}"
    );

    let first = page("/coventry?as_at=2014-04-01").words();
    assert!(
        first.contains("Inadequate Overall, 21 March 2014"),
        "{first}"
    );
    assert!(first.contains("Children's Services Improvement Board"));
}

#[test]
fn the_ladder_shows_every_rung_and_the_present_one() {
    for (day, present, left) in [
        ("2014-07-01", Some("Improvement notice"), 0),
        ("2017-06-13", None, 1),
        ("2018-07-19", Some("Regional improvement plan"), 2),
    ] {
        for address in ["", "/intervention"] {
            let words = page(&format!("/coventry{address}?as_at={day}")).words();
            for rung in [
                "Statutory direction",
                "Improvement notice",
                "Supervision and support",
                "Regional improvement plan",
                "Watch after exit",
            ] {
                assert!(words.contains(rung), "{day}: {rung}");
            }
            assert_eq!(words.matches(" Left ").count(), left, "{day}: {words}");
            match present {
                Some(rung) => assert!(
                    words.contains(&format!("{rung} Last on record")),
                    "{day}: {words}"
                ),
                None => assert!(!words.contains("Last on record"), "{day}: {words}"),
            }
        }
    }
}

#[test]
fn what_became_public_lately_ends_with_the_page_date() {
    let words = page("/coventry?as_at=2017-06-13").words();
    let lately = words.split("What became public lately").nth(1).unwrap();
    assert!(lately.starts_with(" 13 June 2017 6 judgements"), "{lately}");
    assert!(lately.contains("9 recommendations"), "{lately}");
    assert!(
        !lately.split("What is due").next().unwrap().contains("2018"),
        "{lately}"
    );
    let released = page("/coventry?as_at=2018-11-05").words();
    assert!(released.contains("figures released"), "{released}");
}

#[test]
fn the_picture_of_the_journey_is_told_in_words_too() {
    let answer = page("/coventry/timeline?as_at=2018-07-19");
    let text = answer.text();
    assert!(text.contains(r#"<svg role="img" aria-labelledby="journey-svg-title""#));
    assert!(text.contains(r#"<title id="journey-svg-title">The improvement journey</title>"#));
    let described = text
        .split(r#"<desc id="journey-svg-desc">"#)
        .nth(1)
        .unwrap();
    let described = described.split("</desc>").next().unwrap();
    assert!(described.contains("inadequate in 2014"), "{described}");
    assert!(
        described.contains("Improvement notice, 30 June 2014 to 13 June 2017."),
        "{described}"
    );
    let words = answer.words();
    assert!(words.contains("What the numbered marks are"));
    assert!(
        words.contains("30 and 31 January 2018 : Ofsted focused visit")
            || words.contains("30 and 31 January 2018: Ofsted focused visit"),
        "{words}"
    );
}

#[test]
fn the_timeline_lists_by_year_and_by_kind() {
    let all = page("/coventry/timeline?as_at=2018-07-19");
    let words = all.words();
    assert!(words.contains("3 October 2018 (still to come)"), "{words}");
    for year in ["y2018", "y2017", "y2014", "y2011"] {
        assert!(all.text().contains(&format!("id=\"{year}\"")), "{year}");
    }
    let judgements = page("/coventry/timeline?as_at=2018-07-19&kind=judgement");
    let list = judgements.words();
    let list = list.split("Everything with a date").nth(1).unwrap();
    assert!(
        list.contains("Care leavers") || list.contains("care leavers"),
        "{list}"
    );
    assert!(!list.contains("meets"), "{list}");
    assert!(
        judgements
            .text()
            .contains(r#"<input type="hidden" name="kind" value="judgement">"#)
    );
    assert!(
        judgements
            .text()
            .contains(r#"<input type="hidden" name="as_at" value="2018-07-19">"#)
    );
    let nothing = page("/coventry/timeline?kind=nonsense").words();
    assert!(
        nothing.contains("Nothing of this kind is in the record"),
        "{nothing}"
    );
}
