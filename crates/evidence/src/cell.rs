//! One cell of figures: a number as published, or a symbol in its place.

use record::body::{Figure, Symbol};

/// Reads a cell: a number such as `1,234`, `22.6`, `22.6%`, `.5` or, as R writes
/// a round 100,000, `1e+05`; one of the
/// symbols `c z u k x : ~ low`, in brackets or not, their older kin (`..`, `*`,
/// `-`, `n/a`), or nothing.
///
/// # Errors
/// Why it is none of these.
pub fn figure(cell: &str) -> Result<Figure, String> {
    let cell = cell.trim();
    if cell.is_empty() {
        return Ok(Figure::Absent);
    }
    if let Some(symbol) = symbol(cell) {
        return Ok(Figure::Symbol(symbol));
    }
    number(cell).map(Figure::Number)
}

/// What a symbol stands for (DfE, Explore education statistics; Government
/// Analysis Function, using symbols and shorthand; and as older releases write).
fn symbol(cell: &str) -> Option<Symbol> {
    let bare = cell
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
        .unwrap_or(cell)
        .to_ascii_lowercase();
    match &*bare {
        "*" | "supp" | "suppressed" => Some(Symbol::Suppressed),
        "." | "n/a" | "na" => Some(Symbol::NotApplicable),
        ".." => Some(Symbol::NotAvailable),
        "-" | "–" => Some(Symbol::RoundsToZero),
        bare => Symbol::read(bare),
    }
}

/// A number, its thousands parted by commas or not, with a per-cent sign or not.
fn number(cell: &str) -> Result<f64, String> {
    let refused = |why: &str| Err(format!("“{}” {why}", shown(cell)));
    if matches!(
        &*cell.to_ascii_lowercase(),
        "nan" | "inf" | "infinity" | "-inf"
    ) {
        return refused("is no number: leave the cell empty, or write z, not applicable");
    }
    let plain = cell.strip_suffix('%').unwrap_or(cell).trim_end();
    let (sign, digits) = match plain.strip_prefix(['-', '−']) {
        Some(digits) => (-1.0, digits),
        None => (1.0, plain),
    };
    if let Some((mantissa, exponent)) = digits.split_once(['e', 'E']) {
        return match powered(mantissa, exponent) {
            Some(number) => Ok(sign * number),
            None => refused("is neither a number nor a symbol (c, z, u, k, x, :, ~, low)"),
        };
    }
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let whole = if whole.is_empty() { "0" } else { whole };
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let joined = if whole.contains(',') {
        let mut groups = whole.split(',');
        let first = groups.next().unwrap_or_default();
        let thousands = is_digits(first)
            && first.len() <= 3
            && groups.all(|group| group.len() == 3 && is_digits(group));
        if !thousands {
            return refused(
                "has a comma that does not part thousands: write a decimal with a point, as 81.4",
            );
        }
        whole.replace(',', "")
    } else {
        whole.to_owned()
    };
    if !is_digits(&joined) || !is_digits(fraction) {
        return refused("is neither a number nor a symbol (c, z, u, k, x, :, ~, low)");
    }
    if joined.len() > 12 || fraction.len() > 15 {
        return refused("has more digits than a figure can have");
    }
    format!("{joined}.{fraction}")
        .parse::<f64>()
        .map(|number| sign * number)
        .map_err(|error| format!("“{}”: {error}", shown(cell)))
}

/// A number written with a power of ten: `1e+05`. Its size is bounded as that of
/// any other figure.
fn powered(mantissa: &str, exponent: &str) -> Option<f64> {
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    let power = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let plain = whole.len() == 1
        && is_digits(whole)
        && is_digits(fraction)
        && fraction.len() <= 15
        && is_digits(power)
        && power.len() <= 3;
    let number: f64 = format!("{mantissa}e{exponent}")
        .parse()
        .ok()
        .filter(|_| plain)?;
    (number < 1e12).then_some(number)
}

/// A cell as a message shows it: not more than a few words.
pub(crate) fn shown(cell: &str) -> String {
    cell.chars().take(40).collect()
}

/// How many digits a number has behind its point.
pub(crate) fn decimals(cell: &str) -> usize {
    let cell = cell.trim().trim_end_matches('%');
    cell.split_once('.')
        .map_or(0, |(_, fraction)| fraction.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_they_are_published() {
        for (cell, expected) in [
            ("0", 0.0),
            ("22.6", 22.6),
            (" 22.6% ", 22.6),
            ("1,234", 1234.0),
            ("1,234,567.8", 1_234_567.8),
            ("-3", -3.0),
            ("12183016", 12_183_016.0),
            (".5", 0.5),
            ("-.25", -0.25),
            ("1e+05", 100_000.0),
            ("1.2e-05", 0.000_012),
        ] {
            assert_eq!(figure(cell), Ok(Figure::Number(expected)), "{cell}");
        }
    }

    #[test]
    fn symbols_are_kept_apart_from_numbers() {
        for (cell, expected) in [
            ("c", Symbol::Suppressed),
            ("[c]", Symbol::Suppressed),
            ("z", Symbol::NotApplicable),
            ("[z]", Symbol::NotApplicable),
            ("..", Symbol::NotAvailable),
            (":", Symbol::NotCollected),
            ("low", Symbol::Low),
            ("[low]", Symbol::Low),
            ("~", Symbol::SmallNumber),
            ("X", Symbol::NotAvailable),
        ] {
            assert_eq!(figure(cell), Ok(Figure::Symbol(expected)), "{cell}");
        }
        assert_eq!(figure(""), Ok(Figure::Absent));
    }

    #[test]
    fn nonsense_is_refused_with_the_reason() {
        for cell in [
            "81,4",
            "1e999",
            "NaN",
            "inf",
            "1,23",
            "12,34,567",
            "1.2.3",
            "abc",
            "0x10",
            "1 234",
            "--1",
            "9999999999999",
            "£5",
            "5 %%",
            "1e",
            "e5",
            "1e13",
            "12e3",
            "1e+-5",
            "+5",
            "٣",
        ] {
            assert!(figure(cell).is_err(), "{cell} was read");
        }
        assert!(figure("81,4").is_err_and(|reason| reason.contains("point, as 81.4")));
    }
}
