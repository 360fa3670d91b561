//! Charts as pixels, for the formats that cannot hold SVG.

use std::sync::{Arc, OnceLock};

use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::{self, fontdb};

use crate::fonts;

/// Why a picture could not be drawn.
#[derive(Debug, thiserror::Error)]
pub enum PictureError {
    /// The SVG is not well formed, or has no size.
    #[error("the chart's SVG cannot be read: {0}")]
    Svg(#[from] usvg::Error),
    /// It would be empty, or larger than memory allows.
    #[error("the chart cannot be drawn {width} by {height} pixels large")]
    Size {
        /// Width asked for, in pixels.
        width: u32,
        /// Height asked for, in pixels.
        height: u32,
    },
    /// The pixels could not be packed.
    #[error("the chart cannot be saved as PNG: {0}")]
    Png(#[from] png::EncodingError),
}

/// Draws an SVG on white, `width` by `height` pixels large, as a PNG file.
pub fn png(svg: &str, width: u32, height: u32) -> Result<Vec<u8>, PictureError> {
    let options = usvg::Options {
        font_family: fonts::FAMILY.to_owned(),
        fontdb: typefaces(),
        ..usvg::Options::default()
    };
    let tree = usvg::Tree::from_str(svg, &options)?;
    let mut pixels = Pixmap::new(width, height).ok_or(PictureError::Size { width, height })?;
    pixels.fill(Color::WHITE);
    let size = tree.size();
    let scale = Transform::from_scale(width as f32 / size.width(), height as f32 / size.height());
    resvg::render(&tree, scale, &mut pixels.as_mut());
    Ok(packed(&pixels)?)
}

/// Pixels as a PNG file. They are opaque, so three colours are all there is to
/// keep. A chart is flat colour, which PNG's filters only make larger and slower
/// to pack.
fn packed(pixels: &Pixmap) -> Result<Vec<u8>, png::EncodingError> {
    let drawn = pixels.data();
    let mut colours = Vec::with_capacity(drawn.len() / 4 * 3);
    for pixel in drawn.as_chunks::<4>().0 {
        colours.extend_from_slice(&pixel[..3]);
    }
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, pixels.width(), pixels.height());
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_compression(png::Compression::Fast);
    encoder.set_filter(png::Filter::NoFilter);
    encoder.write_header()?.write_image_data(&colours)?;
    Ok(file)
}

/// The embedded typefaces, read once. Every family a chart may ask for is the
/// embedded one, so that no machine's own fonts show through.
fn typefaces() -> Arc<fontdb::Database> {
    static TYPEFACES: OnceLock<Arc<fontdb::Database>> = OnceLock::new();
    TYPEFACES
        .get_or_init(|| {
            let mut database = fontdb::Database::new();
            for font in fonts::all() {
                database.load_font_source(fontdb::Source::Binary(Arc::new(font)));
            }
            database.set_sans_serif_family(fonts::FAMILY);
            database.set_serif_family(fonts::FAMILY);
            Arc::new(database)
        })
        .clone()
}
