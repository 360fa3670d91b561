//! The world that Typst sees: one paper, its pictures, one typeface. No files,
//! no clock, no packages.

use std::fmt;
use std::sync::OnceLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};

/// The typeface and Typst's own library: the same for every paper, so built once.
pub(crate) struct Typeface {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
}

impl Typeface {
    /// The one there is.
    pub(crate) fn get() -> &'static Self {
        static TYPEFACE: OnceLock<Typeface> = OnceLock::new();
        TYPEFACE.get_or_init(|| {
            let fonts: Vec<Font> = report::fonts::all()
                .into_iter()
                .filter_map(|bytes| Font::new(Bytes::new(bytes), 0))
                .collect();
            // Row headers of tables need the accessibility extras.
            let features = [Feature::A11yExtras].into_iter().collect();
            Self {
                library: LazyHash::new(Library::builder().with_features(features).build()),
                book: LazyHash::new(FontBook::from_fonts(&fonts)),
                fonts,
            }
        })
    }

    /// Whether every style of the typeface has a shape for a letter.
    pub(crate) fn has(&self, letter: char) -> bool {
        letter == ' '
            || self
                .fonts
                .iter()
                .all(|font| font.info().coverage.contains(u32::from(letter)))
    }
}

impl fmt::Debug for Typeface {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Typeface").finish_non_exhaustive()
    }
}

/// One paper about to be laid out.
pub(crate) struct Paper {
    main: Source,
    pictures: Vec<(FileId, Bytes)>,
}

impl Paper {
    /// A paper of Typst markup and the files it names.
    pub(crate) fn new(markup: String, pictures: Vec<(String, String)>) -> Result<Self, String> {
        Ok(Self {
            main: Source::new(file("paper.typ")?, markup),
            pictures: pictures
                .into_iter()
                .map(|(name, svg)| Ok((file(&name)?, Bytes::from_string(svg))))
                .collect::<Result<_, String>>()?,
        })
    }
}

fn file(name: &str) -> Result<FileId, String> {
    let path = VirtualPath::new(name).map_err(|error| format!("{name}: {error}"))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

impl World for Paper {
    fn library(&self) -> &LazyHash<Library> {
        &Typeface::get().library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &Typeface::get().book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() {
            Ok(self.main.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.pictures
            .iter()
            .find(|(picture, _)| *picture == id)
            .map(|(_, bytes)| bytes.clone())
            .ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        Typeface::get().fonts.get(index).cloned()
    }

    /// A paper knows no "today": its dates are in its text.
    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
