//! A paper's links as a page of the site has them: with the page's dates, and only
//! to what the public could see then.

use record::id::EntryId;
use report::tree::{Block, Document, Inline};

use crate::context::Context;
use crate::route::Route;

/// The paper with its links dated. A link to an entry that was known to the
/// council but not yet public leaves its words alone.
pub(super) fn document(context: &Context<'_>, mut document: Document) -> Document {
    blocks(context, &mut document.blocks);
    for note in &mut document.footnotes {
        inlines(context, &mut note.text);
        note.href = note.href.take().and_then(|href| address(context, &href));
    }
    document
}

fn blocks(context: &Context<'_>, all: &mut [Block]) {
    for block in all {
        match block {
            Block::Heading(heading) => inlines(context, &mut heading.text),
            Block::Paragraph(paragraph) => inlines(context, &mut paragraph.text),
            Block::Notice(text) => inlines(context, text),
            Block::Figure(figure) => inlines(context, &mut figure.caption),
            Block::List(list) => {
                for item in &mut list.items {
                    blocks(context, item);
                }
            }
            Block::Table(table) => {
                inlines(context, &mut table.caption);
                for cell in table
                    .header
                    .iter_mut()
                    .chain(table.rows.iter_mut().flatten())
                {
                    inlines(context, &mut cell.text);
                }
                inlines(context, &mut table.below);
            }
        }
    }
}

fn inlines(context: &Context<'_>, all: &mut Vec<Inline>) {
    *all = std::mem::take(all)
        .into_iter()
        .flat_map(|inline| dated(context, inline))
        .collect();
}

fn dated(context: &Context<'_>, inline: Inline) -> Vec<Inline> {
    match inline {
        Inline::Strong(mut inner) => {
            inlines(context, &mut inner);
            vec![Inline::Strong(inner)]
        }
        Inline::Emphasis(mut inner) => {
            inlines(context, &mut inner);
            vec![Inline::Emphasis(inner)]
        }
        Inline::Link { href, text } => match address(context, &href) {
            Some(href) => vec![Inline::Link { href, text }],
            None => text,
        },
        other => vec![other],
    }
}

/// The address at the page's dates; none if it leads to an entry that was not
/// public at them.
fn address(context: &Context<'_>, href: &str) -> Option<String> {
    let Some(rest) = href.strip_prefix(&format!("/{}/", context.authority())) else {
        return Some(href.to_owned());
    };
    let rest = rest.split(['?', '#']).next().unwrap_or(rest);
    match rest.strip_prefix("entry/").map(str::parse::<EntryId>) {
        Some(Ok(id)) => {
            context.state.entry(&id)?;
            Some(context.link(&Route::Entry(id)))
        }
        _ => Some(href.to_owned()),
    }
}
