//! Every version of an entry that was public at the page's dates: what it did, its
//! dates, who stored it, and its place in the chain.

use maud::{Markup, html};
use record::programme::Version;
use report::wording;

use super::change_tag;
use crate::components::details::details;
use crate::components::summary::{SummaryRow, summary_list};
use crate::context::{Context, claimed};
use crate::pages::glossary::explained;

/// The versions, the latest first. `holds` is the number of the one that is true
/// at the page's dates.
pub(super) fn section(context: &Context<'_>, versions: &[&Version], holds: Option<u32>) -> Markup {
    html! {
        h2 class="govuk-heading-m" id="versions" { "Versions" }
        p class="govuk-body" {
            @if versions.len() == 1 { "One version was " (context.public()) " at this date." }
            @else { (wording::upper_first(&wording::count(versions.len()))) " versions were " (context.public()) " at this date, the latest first." }
        }
        @for version in versions.iter().rev() {
            h3 class="govuk-heading-s" id={ "version-" (version.meta.version) } {
                "Version " (version.meta.version) " " (change_tag(version.meta.change))
                @if holds == Some(version.meta.version) { " " (holding()) }
            }
            (summary_list(&dates(version)))
            (details("Its place in the chain", &chain(context, version), false))
        }
    }
}

fn holding() -> Markup {
    html! { span class="sl-meta" { "shown above" } }
}

fn dates(version: &Version) -> Vec<SummaryRow> {
    let meta = &version.meta;
    let mut rows = vec![
        SummaryRow::new("True from", claimed(meta.effective_on)),
        SummaryRow::new("Known", claimed(meta.known_on)),
        SummaryRow::new(
            "Published",
            meta.published_on.map_or_else(|| html! { "not" }, claimed),
        ),
        SummaryRow::new(
            "Stored here",
            html! {
                time datetime=(meta.recorded_at) { (stored(meta.recorded_at)) }
                " by " (meta.recorded_by)
            },
        ),
    ];
    if let Some(claimed) = meta.claimed_recorded_at {
        rows.push(SummaryRow::new(
            "Stored elsewhere before",
            html! { (stored(claimed)) ", as the system it came from says" },
        ));
    }
    if let Some(reason) = &meta.reason {
        rows.push(SummaryRow::new("Reason", html! { (reason) }));
    }
    rows
}

/// "23 November 2026 at 16:41 UTC".
fn stored(at: jiff::Timestamp) -> String {
    at.strftime("%-d %B %Y at %H:%M UTC").to_string()
}

fn chain(context: &Context<'_>, version: &Version) -> Markup {
    html! {
        p class="govuk-body" {
            "Entry number " (version.meta.seq) " of the record. A change to anything it says "
            "would change its hash and that of every entry after it, up to the "
            (explained(context, "head", "head of the record")) "."
        }
        p class="govuk-body" { "Hash: " code class="sl-footer__head" { (version.hash) } }
        p class="govuk-body" { "Digest of what it says: " code class="sl-footer__head" { (version.body_digest) } }
    }
}
