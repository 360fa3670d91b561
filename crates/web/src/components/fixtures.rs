//! Our components beside GOV.UK Frontend's own examples of them.
//!
//! `tests/govuk-fixtures.json` holds the examples, taken from the package by
//! `assets/fixtures.mjs`. White space, the order of attributes and `data-module` (which
//! only scripts read) make no difference; everything else does.
#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may stop at the first surprise"
)]

use maud::{Markup, html};

use super::{
    details::details,
    form::{TextInput, text_input},
    marks::{TagColour, tag},
    messages::{error_summary, inset, notification, warning},
    navigation::{Crumb, Current, NavItem, breadcrumbs, service_navigation},
    pagination::pagination,
    summary::{Action, SummaryRow, summary_list},
    table::{Column, Table, table},
};

/// An example from the package, by its component and name there.
fn example(component: &str, name: &str) -> String {
    let fixtures: serde_json::Value =
        serde_json::from_str(include_str!("../../tests/govuk-fixtures.json")).unwrap();
    fixtures["examples"][component][name]
        .as_str()
        .unwrap_or_else(|| panic!("no example “{name}” of {component}"))
        .to_owned()
}

#[track_caller]
fn same(component: &str, name: &str, ours: Markup) {
    assert_eq!(
        normal(&ours.into_string()),
        normal(&example(component, name))
    );
}

/// Tags and texts one to a line, attributes in order.
fn normal(html: &str) -> String {
    let mut lines = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        lines.push(words(&rest[..start]));
        let end = start + rest[start..].find('>').unwrap();
        lines.push(tag_in_order(&rest[start..=end]));
        rest = &rest[end + 1..];
    }
    lines.push(words(rest));
    lines.retain(|line| !line.is_empty());
    lines.join("\n").replace("&ctdot;", "⋯")
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `<a b="c" d>` with its attributes sorted and without those that only scripts read.
fn tag_in_order(tag: &str) -> String {
    let inner = tag.trim_matches(['<', '>']).trim();
    let (name, mut rest) = inner.split_once(char::is_whitespace).unwrap_or((inner, ""));
    let mut attributes = Vec::new();
    while !rest.trim().is_empty() {
        rest = rest.trim_start();
        let end = match rest.find(['=', ' ']) {
            Some(at) if rest[at..].starts_with('=') => {
                let open = at + 2;
                open + rest[open..].find('"').unwrap() + 1
            }
            Some(at) => at,
            None => rest.len(),
        };
        attributes.push(words(&rest[..end]));
        rest = &rest[end..];
    }
    attributes.retain(|a| !a.starts_with("data-module"));
    attributes.sort();
    format!("<{name} {}>", attributes.join(" "))
}

#[test]
fn the_comparison_sees_a_difference() {
    assert_eq!(
        normal("<a b=\"1\" c>x</a>"),
        normal("<a c   b=\"1\">\n x </a>")
    );
    assert_ne!(normal("<a b=\"1\">x</a>"), normal("<a b=\"2\">x</a>"));
    assert_ne!(normal("<a><b></b></a>"), normal("<a></a>"));
}

#[test]
fn tags() {
    for (example, name, colour) in [
        ("default", "Alpha", TagColour::Blue),
        ("grey", "Grey", TagColour::Grey),
        ("green", "Green", TagColour::Green),
        ("yellow", "Yellow", TagColour::Yellow),
        ("orange", "Orange", TagColour::Orange),
        ("red", "Red", TagColour::Red),
        // The example keeps the colour's former name.
        ("turquoise", "Teal", TagColour::Teal),
        ("purple", "Purple", TagColour::Purple),
    ] {
        same("tag", example, tag(name, colour));
    }
}

#[test]
fn texts_set_apart() {
    let words = html! {
        "It can take up to 8 weeks to register a lasting power of attorney if there are no "
        "mistakes in the application."
    };
    same("inset-text", "default", inset(&words));
    let words = html! { "You can be fined up to £5,000 if you don’t register." };
    same("warning-text", "default", warning(&words));
    let words = html! { "This publication was withdrawn on 7 March 2014." };
    same(
        "notification-banner",
        "default",
        notification("Important", &words),
    );
    let words = html! {
        "We need to know your nationality so we can work out which elections you’re entitled to "
        "vote in. If you can’t provide your nationality, you’ll have to send copies of identity "
        "documents through the post."
    };
    same(
        "details",
        "default",
        details("Help with nationality", &words, false),
    );
}

#[test]
fn errors() {
    let problems = [
        (
            "#example-error-1",
            "The date your passport was issued must be in the past",
        ),
        ("#example-error-2", "Enter a postcode, like AA1 1AA"),
    ];
    let problems = problems.map(|(href, text)| (href.to_owned(), text.to_owned()));
    same("error-summary", "default", error_summary(&problems));
}

#[test]
fn fields() {
    let hint = "It’s on your National Insurance card, benefit letter, payslip or P60. \
                For example, ‘QQ 12 34 56 C’.";
    let plain = TextInput {
        id: "input-with-hint-text",
        name: "test-name-2",
        label: "National insurance number",
        hint: Some(hint),
        ..TextInput::default()
    };
    same("input", "with hint text", text_input(&plain));
    let wrong = TextInput {
        id: "with-error-hint",
        name: "with-error-hint",
        error: Some("Enter a National Insurance number in the correct format"),
        ..plain
    };
    same("input", "with error and hint", text_input(&wrong));
}

#[test]
fn the_way_here() {
    let crumb = |text: &str, href: Option<&str>| Crumb {
        text: text.into(),
        href: href.map(Into::into),
    };
    let crumbs = [
        crumb("Home", Some("/")),
        crumb(
            "Passports, travel and living abroad",
            Some("/browse/abroad"),
        ),
        crumb("Travel abroad", None),
    ];
    same(
        "breadcrumbs",
        "with last breadcrumb as current page",
        breadcrumbs(&crumbs),
    );
}

#[test]
fn the_ways_about() {
    let items = [1, 2, 3, 4].map(|number| NavItem {
        text: format!("Navigation item {number}"),
        href: format!("#/{number}"),
        current: if number == 2 {
            Current::Page
        } else {
            Current::No
        },
    });
    // Theirs has a menu button that stays hidden until a script shows it; ours opens
    // without one.
    let theirs = example("service-navigation", "with navigation with a current item");
    let (before, button) = theirs.split_once("<button").unwrap();
    let (_, after) = button.split_once("</button>").unwrap();
    let ours = service_navigation(&items)
        .into_string()
        .replace(
            "<details class=\"sl-menu\"><summary class=\"sl-menu__button\">Menu</summary>",
            "",
        )
        .replace("</details>", "");
    assert_eq!(normal(&ours), normal(&format!("{before}{after}")));
}

#[test]
fn pages_of_a_list() {
    let ours = pagination(2, 3, |page| format!("/page/{page}")).into_string();
    // The example's arrows lead elsewhere than its numbers do.
    let theirs = example("pagination", "default")
        .replace("/previous", "/page/1")
        .replace("/next", "/page/3");
    assert_eq!(normal(&ours), normal(&theirs));
}

#[test]
fn facts() {
    let action = |text: &str, of: &str| Action {
        text: text.into(),
        of: of.into(),
        href: "#".into(),
    };
    let address = html! {
        p class="govuk-body" { "email@email.com" }
        p class="govuk-body" {
            "Address line 1" br; "Address line 2" br; "Address line 3" br; "Address line 4" br;
            "Address line 5"
        }
    };
    let mut rows = [
        SummaryRow::new("Name", html! { "Firstname Lastname" }),
        SummaryRow::new("Date of birth", html! { "13/08/1980" }),
        SummaryRow::new("Contact information", address),
    ];
    same("summary-list", "default", summary_list(&rows));
    rows[0].actions = vec![action("Edit", "name"), action("Delete", "name")];
    same("summary-list", "with some actions", summary_list(&rows));
    rows[1].actions = vec![action("Change", "date of birth")];
    rows[2].actions = ["Edit", "Change"]
        .map(|text| action(text, "contact information"))
        .into();
    same("summary-list", "with actions", summary_list(&rows));
}

#[test]
fn tables() {
    let row = |cells: [&str; 3]| cells.map(|cell| html! { (cell) }).to_vec();
    let ours = table(&Table {
        id: "rates".into(),
        caption: "Caption 1: Months and rates".into(),
        columns: vec![
            Column::text("Month you apply"),
            Column::number("Rate for bicycles"),
            Column::number("Rate for vehicles"),
        ],
        rows: vec![
            row(["January", "£85", "£95"]),
            row(["February", "£75", "£55"]),
            row(["March", "£165", "£125"]),
        ],
        row_headings: true,
        note: None,
    })
    .into_string();
    // Ours stands in a frame, whose name is the caption, and is smaller on a telephone.
    let (_, ours) = ours.split_once('>').unwrap();
    let ours = ours
        .strip_suffix("</div>")
        .unwrap()
        .replace(" govuk-table--small-text-until-tablet", "")
        .replace(" id=\"rates-caption\"", "");
    let theirs = example("table", "with head and caption").replace(" govuk-table__caption--m", "");
    assert_eq!(normal(&ours), normal(&theirs));
}
