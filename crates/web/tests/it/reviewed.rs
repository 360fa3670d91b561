//! Reviews, what they graded and what they asked for.

use crate::support::{page, words};

/// The row of a table that begins with these words.
fn row(html: &str, heading: &str) -> String {
    html.split("<tr")
        .map(|row| words(&format!("<tr{row}")))
        .find(|row| row.starts_with(heading))
        .unwrap_or_else(|| panic!("no row {heading}"))
}

#[test]
fn grades_stand_side_by_side_across_frameworks() {
    let answer = page("/coventry/reviews");
    let heads = row(answer.main(), "Area");
    let years: Vec<usize> = ["2026", "2022", "2017", "2014", "2011"]
        .iter()
        .map(|year| heads.find(year).unwrap())
        .collect();
    assert!(years.is_sorted(), "{heads}");
    // Once at the head of the inspection it holds for.
    assert!(heads.contains("2026 Inspection of local authority children's services, short Machine-scraped; not checked against the report. 2022"), "{heads}");

    let protection = row(answer.main(), "Children who need help and protection");
    assert_eq!(
        protection,
        "Children who need help and protection Good Good Requires improvement to be good \
         Inadequate Good as “Safeguarding”"
    );
    let leavers = row(answer.main(), "Care leavers");
    assert!(
        leavers.starts_with("Care leavers Outstanding Not judged separately Good as"),
        "{leavers}"
    );
    assert_eq!(
        leavers.matches("part of a larger area").count(),
        2,
        "{leavers}"
    );
    let in_care = row(answer.main(), "Children in care");
    assert!(
        in_care.ends_with("Adequate as “Looked after children”"),
        "{in_care}"
    );
    // Judged in reviews of others, not of the council's services.
    assert!(
        !answer
            .main()
            .contains("<th scope=\"row\" class=\"govuk-table__header\">Youth")
    );
    assert!(
        answer
            .words()
            .contains("Outstanding Youth justice service, February 2023")
    );

    let then = page("/coventry/reviews?as_at=2018-07-19");
    assert!(!row(then.main(), "Area").contains("2022"));
}

#[test]
fn a_review_tells_what_it_was_found_asked_and_led_to() {
    let words = page("/coventry/reviews/ofsted-2017").words();
    for told in [
        "6 to 30 March 2017",
        "Single inspection framework, re-inspection",
        "Services were no longer inadequate.",
        "published on 13 June 2017",
        "Experiences and progress of care leavers Good",
        "9 recommendations",
        "What followed Supervision and support",
    ] {
        assert!(words.contains(told), "{told}: {words}");
    }
    let unseen = page("/coventry/reviews/monitoring-visit-2016").words();
    assert!(
        unseen.contains("not seen; that it exists follows from another source"),
        "{unseen}"
    );
}

/// How many rows the bodies of a page's tables have.
fn rows(address: &str) -> usize {
    page(address)
        .main()
        .split("<tbody")
        .skip(1)
        .filter_map(|body| body.split("</tbody>").next())
        .map(|body| body.matches("<tr ").count())
        .sum()
}

#[test]
fn the_register_holds_every_recommendation_known_then() {
    assert_eq!(rows("/coventry/recommendations"), 27 + 9 + 4);
    assert_eq!(rows("/coventry/recommendations?as_at=2018-07-19"), 27 + 9);
    assert_eq!(rows("/coventry/recommendations?as_at=2017-06-12"), 27);
    assert_eq!(rows("/coventry/recommendations?review=ofsted-2017"), 9);
    assert_eq!(rows("/coventry/recommendations?theme=private+fostering"), 4);
    assert_eq!(
        rows("/coventry/recommendations?review=ofsted-2022&theme=private+fostering"),
        1
    );
    let none = page("/coventry/recommendations?theme=nonsense").words();
    assert!(
        none.contains("No recommendation in the record at this date is of this review and theme")
    );
}

#[test]
fn findings_that_came_back_are_linked_across_inspections() {
    let chain = |day: &str| page(&format!("/coventry/recommendations?as_at={day}")).words();
    assert!(chain("2026-11-23").contains("Private fostering: 2014, 2017 and 2022"));
    assert!(chain("2018-07-19").contains("Private fostering: 2014 and 2017"));
    assert!(!chain("2017-06-12").contains("Findings that came back"));

    // From one end to the other, through what lies between.
    let last = page("/coventry/recommendations/ofsted-2022-1?as_at=2022-08-12");
    for other in ["ofsted-2014-32", "lscb-2014-125", "ofsted-2017-7"] {
        let link = format!("/coventry/recommendations/{other}?as_at=2022-08-12");
        assert!(last.links().contains(&link), "{other}");
    }
    let first = page("/coventry/recommendations/ofsted-2014-32");
    assert!(
        first
            .links()
            .contains(&"/coventry/recommendations/ofsted-2022-1".to_owned())
    );
    let then = page("/coventry/recommendations/ofsted-2014-32?as_at=2015-01-01").words();
    assert!(!then.contains("came back"), "{then}");
}

#[test]
fn a_stage_of_intervention_has_its_dates_reasons_and_documents() {
    let words = page("/coventry/intervention").words();
    for told in [
        "Improvement notice Began 30 June 2014 Ended 13 June 2017 Because of Ofsted single inspection, 2014",
        "Its two reviews were in January and June 2018.",
        "Department for Education: improvement notice to Coventry City Council : not seen",
        "No end is recorded at this date",
    ] {
        assert!(words.contains(told), "{told}: {words}");
    }
    // A source that came later is named as such, and not linked.
    let early = page("/coventry/intervention?as_at=2015-01-01");
    assert!(
        early.words().contains("after the date of this page"),
        "{}",
        early.words()
    );
}
