//! The pages: each a function of a request's context, without any I/O.

pub mod about;
pub mod action;
pub mod assurance;
pub mod between;
pub mod boards;
mod catalogue;
pub mod challenge;
pub mod claims;
pub mod conflicts;
pub mod decisions;
pub mod entry;
pub mod faults;
pub mod front;
pub mod glossary;
pub mod home;
pub mod intervention;
pub mod measures;
pub mod meeting;
pub mod money;
pub mod papers;
pub mod plan;
pub mod promises;
pub mod recommendations;
pub mod requests;
pub mod reviews;
pub mod risks;
pub mod scorecard;
pub mod scrutiny;
pub mod search;
pub mod theme;
pub mod timeline;
pub mod workforce;

mod before;
mod changes;
mod grades;
mod ladder;
mod letters;
mod named;
mod picture;
mod rating;
mod recurring;

use crate::context::Context;
use crate::reply::{Fault, Reply};
use crate::route::Route;

/// The page that was asked for.
///
/// # Errors
/// There is nothing of that name at those dates, or the program is at fault.
pub fn answer(context: &Context<'_>) -> Result<Reply, Fault> {
    if !context.route.stands_alone()
        && let Some(page) = before::page(context)
    {
        return Ok(page.into());
    }
    let page = match context.route {
        Route::Home => home::page(context),
        Route::Timeline => timeline::page(context),
        Route::Reviews => reviews::register(context),
        Route::Review(id) => reviews::page(context, id)?,
        Route::Recommendations => recommendations::register(context),
        Route::Recommendation(id) => recommendations::page(context, id)?,
        Route::Plan => plan::page(context),
        Route::Theme(id) => theme::page(context, id)?,
        Route::Action(id) => action::page(context, id)?,
        Route::Challenge => challenge::page(context),
        Route::Risks => risks::page(context),
        Route::Changes => between::page(context),
        Route::Intervention => intervention::page(context),
        Route::Measures => measures::register(context),
        Route::Scorecard => scorecard::page(context),
        Route::Measure(id) => measures::page(context, id)?,
        Route::MeasureNational(id) => measures::national(context, id)?,
        Route::MeasureTable(id) => return measures::file(context, id),
        Route::Conflicts => conflicts::page(context),
        Route::Claims => claims::page(context),
        Route::Boards => boards::register(context),
        Route::Board(id) => boards::page(context, id)?,
        Route::Meeting(id) => meeting::page(context, id)?,
        Route::Decisions => decisions::page(context),
        Route::Requests => requests::page(context),
        Route::Scrutiny => scrutiny::page(context),
        Route::Assurance => assurance::page(context),
        Route::Workforce => workforce::page(context),
        Route::Money => money::page(context),
        Route::Promises => promises::page(context),
        Route::Papers => papers::register(context),
        Route::Paper(sort, form) => return papers::paper(context, *sort, *form),
        Route::Entry(id) => entry::page(context, id)?,
        Route::Search => search::page(context),
        Route::Catalogue => catalogue::page(context),
        Route::Glossary => glossary::page(context),
        Route::About => about::page(context),
        Route::Accessibility => about::accessibility(context),
    };
    Ok(page.into())
}
