//! The papers of Marlshire, the fictional council, as documents.

use std::sync::Arc;

use jiff::civil::Date;
use record::entry::Salt;
use record::programme::Programme;
use record::state::Moment;
use record::view::{Audience, SharedView};
use report::template::Template;
use report::tree::Document;
use report::{briefing, highlight, plan_paper};

/// A paper's name and what makes it.
pub(crate) type Paper = (&'static str, Box<dyn Fn(Date) -> Result<Document, String>>);

/// Every paper, over Marlshire's record.
pub(crate) fn papers() -> Vec<Paper> {
    let programme = Arc::new(marlshire());
    let board = SharedView::new(Arc::clone(&programme), Audience::Board);
    let public = SharedView::new(programme, Audience::PublicPaper);
    let read = |file, text| Template::read(file, text).expect("the template is right");
    let report = read("highlight.md", highlight::TEMPLATE);
    let note = read("briefing.md", briefing::TEMPLATE);
    let page = read("plan-on-a-page.md", plan_paper::ON_A_PAGE);
    let full = read("accessible-plan.md", plan_paper::IN_FULL);
    let (for_page, for_full) = (public.clone(), public.clone());
    vec![
        (
            "plan-on-a-page",
            Box::new(move |date| {
                plan_paper::on_a_page(&for_page, &page, Moment::on(date))
                    .map_err(|error| error.to_string())
            }),
        ),
        (
            "accessible-plan",
            Box::new(move |date| {
                plan_paper::in_full(&for_full, &full, Moment::on(date))
                    .map_err(|error| error.to_string())
            }),
        ),
        (
            "highlight",
            Box::new(move |date| {
                let request = highlight::Request {
                    moment: Moment::on(date),
                    since: None,
                    issued: None,
                };
                highlight::highlight(&board, &report, request).map_err(|error| error.to_string())
            }),
        ),
        (
            "briefing",
            Box::new(move |date| {
                let request = briefing::Request {
                    moment: Moment::on(date),
                    published: None,
                };
                briefing::briefing(&public, &note, request).map_err(|error| error.to_string())
            }),
        ),
    ]
}

fn marlshire() -> Programme {
    let mut programme = Programme::new(marlshire::AUTHORITY.parse().expect("a name"));
    let drafts = marlshire::drafts(marlshire::ENDS).expect("the story is right");
    let now = "2026-11-23T12:00:00Z".parse().expect("a time");
    let entries = programme
        .prepare(&drafts, now, || Salt([7; 16]))
        .expect("the record is right");
    for entry in entries {
        programme.push(entry).expect("readable");
    }
    programme
}
