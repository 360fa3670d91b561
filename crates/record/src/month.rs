//! The months by their names, as people write them.

const NAMES: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The number of a month, 1 to 12, from its name or the first three letters or more
/// of it, in capitals or not: `July`, `sept`, `DEC`. Nothing for any other word.
#[must_use]
pub fn month_named(word: &str) -> Option<i8> {
    let begins = |name: &&str| {
        name.get(..word.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(word))
    };
    if word.len() < 3 {
        return None;
    }
    (1..)
        .zip(NAMES)
        .find(|(_, name)| begins(name))
        .map(|(number, _)| number)
}

#[cfg(test)]
mod tests {
    use super::month_named;

    #[test]
    fn a_month_is_known_by_its_name_or_its_beginning() {
        for (word, month) in [
            ("January", 1),
            ("mar", 3),
            ("MAY", 5),
            ("Sept", 9),
            ("dec", 12),
        ] {
            assert_eq!(month_named(word), Some(month), "{word}");
        }
        for word in ["", "ma", "ju", "Mayor", "märz", "Septembre", "decade", "7"] {
            assert_eq!(month_named(word), None, "{word}");
        }
    }
}
