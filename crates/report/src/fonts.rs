//! Liberation Sans, the typeface of every printed paper and chart.
//!
//! It has Arial's measures, so a Word file that asks for Arial and a PDF that
//! embeds this break their lines in the same places. Embedded in the program so
//! that a paper looks the same on a machine without fonts. Licence:
//! `fonts/LICENSE` (SIL Open Font License 1.1).

/// The family's name, as a style sheet would ask for it.
pub const FAMILY: &str = "Liberation Sans";

/// The four TrueType files: regular, bold, italic, bold italic.
pub fn all() -> [&'static [u8]; 4] {
    [
        include_bytes!("../fonts/LiberationSans-Regular.ttf"),
        include_bytes!("../fonts/LiberationSans-Bold.ttf"),
        include_bytes!("../fonts/LiberationSans-Italic.ttf"),
        include_bytes!("../fonts/LiberationSans-BoldItalic.ttf"),
    ]
}
