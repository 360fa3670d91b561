//! A drawing of the papers' picture module, made ready to stand in a page.

use maud::html;
use report::tree;

/// The `<svg>` with its title and description inside, where assistive technology looks
/// for them. `id` is the picture's place on the page; `description` says in words what
/// the picture shows.
pub(super) fn drawing(picture: &tree::Figure, id: &str, description: &str) -> String {
    let svg = picture.svg.trim();
    let Some((opening, rest)) = svg
        .strip_prefix("<svg")
        .and_then(|rest| rest.split_once('>'))
    else {
        return String::new();
    };
    let (title_id, description_id) = (format!("{id}-svg-title"), format!("{id}-svg-desc"));
    let named = html! {
        title id=(title_id) { (picture.title) }
        desc id=(description_id) { (description) }
    };
    format!(
        r#"<svg role="img" aria-labelledby="{title_id}" aria-describedby="{description_id}"{opening}>{}{rest}"#,
        named.into_string()
    )
}
