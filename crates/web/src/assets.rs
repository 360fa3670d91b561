//! The files every page needs, carried inside the program: the stylesheet and the icon.
//!
//! Each is served under a name that holds a hash of its content, so a browser may
//! keep it for good: a changed file has another name.

use std::sync::LazyLock;

use sha2::{Digest, Sha256};

/// What to send as `Cache-Control` with an asset: its name changes with its content.
pub const CACHE_CONTROL: &str = "public, max-age=31536000, immutable";

/// A file carried inside the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asset {
    /// Its media type, for `Content-Type`.
    pub content_type: &'static str,
    /// Its bytes.
    pub body: &'static [u8],
}

const STYLESHEET: Asset = Asset {
    content_type: "text/css; charset=utf-8",
    body: include_bytes!("../assets/sightline.css"),
};

const ICON: Asset = Asset {
    content_type: "image/svg+xml",
    body: include_bytes!("../assets/favicon.svg"),
};

static STYLESHEET_PATH: LazyLock<String> = LazyLock::new(|| path("sightline", "css", &STYLESHEET));
static ICON_PATH: LazyLock<String> = LazyLock::new(|| path("favicon", "svg", &ICON));

/// The address of the stylesheet, such as `/assets/sightline.0123456789abcdef.css`.
#[must_use]
pub fn stylesheet_path() -> &'static str {
    &STYLESHEET_PATH
}

/// The address of the icon shown in a browser's tab.
#[must_use]
pub fn icon_path() -> &'static str {
    &ICON_PATH
}

/// The asset served at an address, or none if the name or its hash is not ours.
#[must_use]
pub fn lookup(path: &str) -> Option<Asset> {
    if path == stylesheet_path() {
        Some(STYLESHEET)
    } else if path == icon_path() {
        Some(ICON)
    } else {
        None
    }
}

fn path(stem: &str, extension: &str, asset: &Asset) -> String {
    let digest = Sha256::digest(asset.body);
    let hash: String = digest.iter().take(8).map(|b| format!("{b:02x}")).collect();
    format!("/assets/{stem}.{hash}.{extension}")
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

    use super::*;

    #[test]
    fn an_asset_is_found_only_under_the_name_of_its_present_content() {
        let css = lookup(stylesheet_path()).unwrap();
        assert_eq!(css.content_type, "text/css; charset=utf-8");
        assert!(css.body.starts_with(b":root") || css.body.starts_with(b"."));
        assert_eq!(lookup(icon_path()).unwrap().content_type, "image/svg+xml");

        assert_eq!(lookup("/assets/sightline.0000000000000000.css"), None);
        assert_eq!(lookup("/assets/sightline.css"), None);
        assert_ne!(
            path("a", "css", &STYLESHEET),
            path("a", "css", &ICON),
            "another content must have another name"
        );
    }

    /// Sightline is not part of GOV.UK and asks nothing of other hosts.
    #[test]
    fn the_stylesheet_has_no_govuk_branding_and_no_outside_address() {
        let css = std::str::from_utf8(STYLESHEET.body).unwrap().to_lowercase();
        for banned in ["gds transport", "crown", "crest", "@font-face", "@import"] {
            assert!(!css.contains(banned), "the stylesheet contains `{banned}`");
        }
        for address in css.split("url(").skip(1) {
            assert!(address.trim_start_matches(['"', '\'']).starts_with("data:"));
        }
    }
}
