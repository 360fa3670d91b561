//! The start page of a site with the records of several authorities, or of none.

use jiff::civil::Date;
use maud::html;
use record::body::AuthorityProfile;
use record::programme::Programme;
use record::state::Moment;
use record::view::Audience;

use crate::route::Route;
use crate::shell::Page;

/// The authorities that have a record; what each says of itself is enough.
#[must_use]
pub fn page(records: &[Programme], today: Date) -> Page {
    let name = |programme: &Programme| {
        let state = programme
            .view_for(Audience::PublicPage)
            .at(Moment::on(today));
        let profile = state.all::<AuthorityProfile>();
        profile.first().map_or_else(
            || programme.authority().to_string(),
            |profile| profile.body.name.clone(),
        )
    };
    let main = html! {
        @if records.is_empty() {
            p class="govuk-body" { "There is no record here yet." }
            p class="govuk-body" {
                "Whoever runs this site can add one: " code { "sightline import FOLDER --data DIR" }
            }
        } @else {
            p class="govuk-body" { "Each council has a record of its own." }
            ul class="govuk-list" {
                @for programme in records {
                    li {
                        a class="govuk-link" href=(Route::Home.path(programme.authority())) {
                            (name(programme))
                        }
                    }
                }
            }
        }
    };
    Page::new("Children’s services improvement records", main)
}
