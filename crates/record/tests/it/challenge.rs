//! What somebody who wants to be sure would ask, and what would not be asked.

use record::challenge::{Challenge, ChallengeForm, challenges};
use record::entry::Change;
use record::state::Moment;
use record::view::Audience;
use serde_json::json;

use crate::support::{Book, action, opens, then};
use crate::working::{
    book, changed, due, evidence, impact, meeting, month, on, rating, rerated, signed, update, with,
};

/// What is asked on a day, as `form entry`.
fn asked(book: &Book, day: &str) -> Vec<(ChallengeForm, String)> {
    let state = book
        .view(Audience::Board)
        .at(Moment::on(day.parse().unwrap()));
    challenges(state)
        .iter()
        .map(|one| (one.form(), one.about().to_string()))
        .collect()
}

/// Whether a question of a form is asked about an entry on a day.
fn asks(book: &Book, day: &str, form: ChallengeForm, about: &str) -> bool {
    asked(book, day).contains(&(form, about.to_owned()))
}

#[test]
fn green_without_evidence() {
    let form = ChallengeForm::GreenWithoutEvidence;
    let mut book = book();
    let green = rating("2018-03-01", "action/one", "G");
    book.add(std::slice::from_ref(&green));
    assert!(asks(&book, "2018-03-01", form, "action/one"));
    assert!(!asks(&book, "2018-02-28", form, "action/one"));
    // Evidence answers it until it lapses.
    book.add(&[with(
        evidence("2018-03-10", "action/one"),
        json!({"lapses": "2018-06-30"}),
    )]);
    assert!(asks(&book, "2018-03-09", form, "action/one"));
    assert!(!asks(&book, "2018-03-10", form, "action/one"));
    assert!(!asks(&book, "2018-06-30", form, "action/one"));
    assert!(asks(&book, "2018-07-01", form, "action/one"));
    // Amber claims nothing that would need showing.
    book.add(&[rerated(green, "2018-07-01", "A")]);
    assert!(!asks(&book, "2018-07-01", form, "action/one"));
    // A lasting impact does, unless figures stand behind it.
    let lasting = impact("2018-08-01", "action/one", "4");
    book.add(std::slice::from_ref(&lasting));
    assert!(asks(&book, "2018-08-01", form, "action/one"));
    book.add(&[with(
        rerated(lasting, "2018-08-02", "4"),
        json!({"measures": ["measure/share"]}),
    )]);
    assert!(!asks(&book, "2018-08-02", form, "action/one"));
}

#[test]
fn complete_but_its_measure_is_no_better() {
    let form = ChallengeForm::CompleteButNoBetter;
    let mut book = book();
    let mut measured = action("post/head");
    measured["measures"] = json!(["measure/share"]);
    book.add(&[
        on("2018-03-15", "action/two", measured),
        month("2018-01", 30.0),
        month("2018-02", 25.0),
        month("2018-05", 25.0),
        rating("2018-06-01", "action/two", "C"),
    ]);
    // Low is good; 25.0 when it was opened and 25.0 now.
    assert!(asks(&book, "2018-06-01", form, "action/two"));
    assert!(
        !asks(&book, "2018-05-31", form, "action/two"),
        "not complete yet"
    );
    let state = book
        .view(Audience::Board)
        .at(Moment::on("2018-06-01".parse().unwrap()));
    let all = challenges(state);
    let Some(Challenge::CompleteButNoBetter { compared, .. }) =
        all.iter().find(|one| one.form() == form)
    else {
        panic!("not asked")
    };
    assert_eq!(compared.values(), Some((25.0, 25.0)));
    assert_eq!(compared.then.body.period.to_string(), "2018-02");
    // A better value answers it; a worse one asks again.
    book.add(&[month("2018-06", 24.9)]);
    assert!(!asks(&book, "2018-06-28", form, "action/two"));
    book.add(&[month("2018-07", 25.1)]);
    assert!(asks(&book, "2018-07-28", form, "action/two"));
    // Values on both sides of a changed definition are not compared.
    let mut definition = crate::support::measure(false);
    definition["numerator"] = json!("Referrals of a child referred in the 24 months before");
    book.add(&[changed("2018-04-01", "measure/share", definition)]);
    assert!(!asks(&book, "2018-07-28", form, "action/two"));
}

#[test]
fn a_measure_without_a_good_way_raises_no_question() {
    let mut book = book();
    let mut context = crate::support::measure(false);
    context["polarity"] = json!("context");
    book.add(&[then(
        "measure/share",
        Change::Corrects(1),
        "2018-01-01",
        context,
    )]);
    let mut measured = action("post/head");
    measured["measures"] = json!(["measure/share"]);
    book.add(&[
        on("2018-03-15", "action/two", measured),
        month("2018-02", 25.0),
        month("2018-05", 35.0),
        rating("2018-06-01", "action/two", "C"),
    ]);
    let form = ChallengeForm::CompleteButNoBetter;
    assert!(!asks(&book, "2018-06-01", form, "action/two"));
}

#[test]
fn at_risk_three_reports_running() {
    let form = ChallengeForm::AmberThreeRunning;
    let mut book = book();
    let amber = rating("2018-03-01", "action/one", "A");
    book.add(&[
        amber.clone(),
        meeting("meeting/june", "board/improvement", "2018-06-20"),
        meeting("meeting/september", "board/improvement", "2018-09-19"),
    ]);
    // Three meetings stand for reports while there are none.
    assert!(!asks(&book, "2018-09-18", form, "action/one"));
    assert!(asks(&book, "2018-09-19", form, "action/one"));
    // Issued reports are what the Board saw.
    let report = |day: &str| {
        let body = json!({"form": "highlight", "title": "Report", "as_at": day, "known_at": day,
            "status": "issued", "issued_on": day});
        on(day, &format!("paper/{day}"), body)
    };
    book.add(&["2018-02-20", "2018-06-10", "2018-09-10"].map(report));
    assert!(
        !asks(&book, "2018-09-19", form, "action/one"),
        "the first saw no amber"
    );
    book.add(&[report("2018-10-01")]);
    assert!(asks(&book, "2018-10-01", form, "action/one"));
    // Green in between breaks the run.
    book.add(&[
        with(rerated(amber.clone(), "2018-06-01", "G"), json!({})),
        rerated(amber, "2018-07-01", "A"),
    ]);
    assert!(!asks(&book, "2018-10-01", form, "action/one"));
}

#[test]
fn a_recommendation_without_a_live_action() {
    let form = ChallengeForm::RecommendationWithoutAction;
    let mut book = book();
    book.add(&[opens(
        "recommendation/1",
        json!({"review": "review/2017", "number": "1", "text": "See children.", "label": "recommendation"}),
    )]);
    assert!(asks(&book, "2018-03-01", form, "recommendation/1"));
    let mut answering = action("post/head");
    answering["recommendations"] = json!(["recommendation/1"]);
    book.add(&[on("2018-04-01", "action/two", answering.clone())]);
    assert!(!asks(&book, "2018-04-01", form, "recommendation/1"));
    answering["superseded_by"] = json!("action/one");
    book.add(&[changed("2018-05-01", "action/two", answering)]);
    assert!(asks(&book, "2018-05-01", form, "recommendation/1"));
}

#[test]
fn a_risk_without_a_live_action() {
    let form = ChallengeForm::RiskWithoutAction;
    let mut book = book();
    let risk = |actions: &[&str], state: &str| {
        json!({"title": "Staff", "cause": "Pay.", "consequence": "Change.", "owner": "post/head",
            "likelihood": 4, "impact": 5, "actions": actions, "state": state})
    };
    book.add(&[on("2018-03-01", "risk/staff", risk(&[], "open"))]);
    assert!(asks(&book, "2018-03-01", form, "risk/staff"));
    book.add(&[changed(
        "2018-03-02",
        "risk/staff",
        risk(&["action/one"], "open"),
    )]);
    assert!(!asks(&book, "2018-03-02", form, "risk/staff"));
    book.add(&[rating("2018-03-03", "action/one", "S")]);
    assert!(asks(&book, "2018-03-03", form, "risk/staff"));
    book.add(&[changed("2018-03-04", "risk/staff", risk(&[], "closed"))]);
    assert!(!asks(&book, "2018-03-04", form, "risk/staff"));
}

#[test]
fn an_owner_who_left_and_an_update_older_than_the_meeting() {
    let (gone, stale) = (
        ChallengeForm::OwnerGone,
        ChallengeForm::UpdateOlderThanMeeting,
    );
    let mut book = book();
    book.add(&[update("2018-03-01", "action/one"), due("July")]);
    assert!(!asks(&book, "2018-03-27", stale, "action/one"));
    assert!(asks(&book, "2018-03-28", stale, "action/one"));
    assert!(
        asks(&book, "2018-03-28", stale, "action/two"),
        "never reported on"
    );
    let left = json!({"label": "Holder 1", "holds": [
        {"post": "post/head", "starts": "2018-01-01", "ends": "2018-05-31"}]});
    book.add(&[changed("2018-05-01", "person/one", left)]);
    assert!(!asks(&book, "2018-05-31", gone, "action/one"));
    assert!(asks(&book, "2018-06-01", gone, "action/one"));
    // Nothing is asked of what is closed.
    book.add(&[
        evidence("2018-05-01", "action/one"),
        signed("2018-05-01", "action/one"),
        rating("2018-06-01", "action/one", "B"),
    ]);
    assert!(!asks(&book, "2018-06-01", gone, "action/one"));
    assert!(!asks(&book, "2018-06-01", stale, "action/one"));
    assert!(asks(&book, "2018-06-01", gone, "action/two"));
}

#[test]
fn questions_come_by_form_and_say_what_they_are() {
    let mut book = book();
    book.add(&[rating("2018-03-01", "action/one", "G"), due("July")]);
    let forms: Vec<ChallengeForm> = asked(&book, "2018-03-28")
        .into_iter()
        .map(|(form, _)| form)
        .collect();
    assert!(forms.is_sorted());
    assert!(forms.len() >= 3, "{forms:?}");
    for form in ChallengeForm::ALL {
        assert!(!form.in_words().is_empty());
    }
}
