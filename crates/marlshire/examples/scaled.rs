//! Makes a record for measuring speed and says how large it is:
//! `scaled [large|ten-times|one-of-many]`.

use marlshire::{Size, scaled};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let size = match std::env::args().nth(1).as_deref() {
        None | Some("large") => Size::LARGE,
        Some("ten-times") => Size::TEN_TIMES,
        Some("one-of-many") => Size::ONE_OF_MANY,
        Some(other) => return Err(format!("there is no size “{other}”").into()),
    };
    println!("{} entries", scaled(1, size)?.len());
    Ok(())
}
