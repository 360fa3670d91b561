//! Words made fit for a file: what every writer does to text and addresses
//! before its own escaping.

use std::borrow::Cow;
use std::collections::HashSet;

/// Text on one line, with nothing that XML 1.0 forbids: line ends, tabs and
/// other control characters become spaces, non-characters are dropped.
pub fn clean(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if is_plain(c) {
            out.push(c);
        } else if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') {
            out.push(' ');
        }
    }
    Cow::Owned(out)
}

fn is_plain(c: char) -> bool {
    !c.is_control() && !matches!(c, '\u{2028}' | '\u{2029}' | '\u{FFFE}' | '\u{FFFF}')
}

/// Escapes for XML and HTML, in text and in attributes alike.
pub(crate) fn escape(text: &str, out: &mut String) {
    for c in clean(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
}

/// [`escape`] into a new string.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    escape(text, &mut out);
    out
}

/// Where a link leads, once its address has been judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target<'a> {
    /// A heading of this paper, by its anchor.
    Heading(&'a str),
    /// A path on the site that serves the paper.
    Site(&'a str),
    /// An address on the web, or an e-mail address.
    Outside(&'a str),
    /// Nowhere that may be followed: print the words alone.
    Nowhere,
}

impl<'a> Target<'a> {
    /// Judges an address. Only schemes that cannot run anything are let through.
    pub fn of(href: &'a str, anchors: &HashSet<&str>) -> Self {
        if let Some(anchor) = href.strip_prefix('#') {
            return if anchors.contains(anchor) {
                Self::Heading(anchor)
            } else {
                Self::Nowhere
            };
        }
        if href.contains(|c: char| c.is_control() || c.is_whitespace()) {
            return Self::Nowhere;
        }
        let lower = href.get(..8).unwrap_or(href).to_ascii_lowercase();
        if ["https://", "http://", "mailto:"]
            .iter()
            .any(|s| lower.starts_with(s))
        {
            Self::Outside(href)
        } else if href.starts_with('/') && !href.starts_with("//") {
            Self::Site(href)
        } else {
            Self::Nowhere
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_harmless_addresses_are_followed() {
        let anchors = HashSet::from(["purpose"]);
        let of = |href| Target::of(href, &anchors);
        assert_eq!(of("#purpose"), Target::Heading("purpose"));
        assert_eq!(of("#elsewhere"), Target::Nowhere);
        assert_eq!(of("/entry/1"), Target::Site("/entry/1"));
        assert_eq!(of("HTTPS://x.uk/"), Target::Outside("HTTPS://x.uk/"));
        assert_eq!(of("mailto:a@b.uk"), Target::Outside("mailto:a@b.uk"));
        for bad in [
            "javascript:alert(1)",
            "//x.uk",
            "data:text/html,x",
            "java\nscript:x",
            "é",
            "",
        ] {
            assert_eq!(of(bad), Target::Nowhere, "{bad}");
        }
    }

    #[test]
    fn control_characters_never_reach_a_file() {
        assert_eq!(clean("a\u{0}b\nc\td\u{FFFE}e\u{2028}f"), "a b c de f");
        assert_eq!(
            escaped("<a href='x'>&\"\u{1b}"),
            "&lt;a href=&#39;x&#39;&gt;&amp;&quot; "
        );
    }
}
