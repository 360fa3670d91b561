//! A picture with all that must travel with it: title, source, figures.

use maud::{Markup, PreEscaped, html};

use super::{
    details::details,
    table::{Table, table},
};

/// A chart or drawing.
#[derive(Debug, Clone)]
pub struct Figure {
    /// Its place on the page, unlike any other there.
    pub id: String,
    /// What it shows.
    pub title: String,
    /// Measure, area and period, in words.
    pub subtitle: Option<String>,
    /// The drawing: a finished `<svg>` with its own `<title>` and `<desc>`. It is written
    /// out as it is, so it must come from our own chart module, never from a file or a form.
    pub svg: String,
    /// Whether it is a wide drawing, which keeps its size and scrolls on a narrow screen.
    pub wide: bool,
    /// Where the figures come from.
    pub source: Option<Markup>,
    /// The same in a table.
    pub data: Option<Table>,
}

/// The picture, then its source, then its figures folded away.
#[must_use]
pub fn figure(figure: &Figure) -> Markup {
    let title_id = format!("{}-title", figure.id);
    html! {
        figure class="sl-figure" id=(figure.id) aria-labelledby=(title_id) {
            figcaption {
                p class="sl-figure__title" id=(title_id) { (figure.title) }
                @if let Some(subtitle) = &figure.subtitle {
                    p class="sl-figure__subtitle" { (subtitle) }
                }
            }
            @if figure.wide {
                div class="sl-figure__picture sl-figure__picture--wide" role="region" tabindex="0"
                    aria-label={ "Picture: " (figure.title) } {
                    (PreEscaped(&figure.svg))
                }
            } @else {
                div class="sl-figure__picture" { (PreEscaped(&figure.svg)) }
            }
            @if let Some(source) = &figure.source {
                p class="sl-figure__source" { "Source: " (source) }
            }
            @if let Some(data) = &figure.data {
                (details("Show the figures in a table", &table(data), false))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_named_by_its_title_and_carries_its_figures() {
        let html = figure(&Figure {
            id: "plans".into(),
            title: "Repeat plans & more".into(),
            subtitle: None,
            svg: "<svg viewBox=\"0 0 1 1\"><title>t</title></svg>".into(),
            wide: false,
            source: Some(html! { "Department for Education" }),
            data: Some(Table {
                id: "plans-data".into(),
                caption: "Repeat plans".into(),
                columns: Vec::new(),
                rows: Vec::new(),
                row_headings: true,
                note: None,
            }),
        })
        .into_string();
        assert!(html.contains("aria-labelledby=\"plans-title\""));
        assert!(html.contains("id=\"plans-title\">Repeat plans &amp; more</p>"));
        assert!(html.contains("<svg viewBox=\"0 0 1 1\">"));
        assert!(html.contains("Source: Department for Education"));
        assert!(html.contains("Show the figures in a table"));
        assert!(html.contains("id=\"plans-data\""));
    }
}
