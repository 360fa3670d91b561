//! Numbers and codes given to one person or a few homes.

use super::Identifier;
use super::words::Word;

/// Between the parts of a number.
const JOINS: [char; 4] = [' ', '-', '\u{a0}', '\u{2011}'];

pub(super) fn find<'a>(
    words: &'a [Word<'a>],
) -> impl Iterator<Item = (Identifier, usize, usize)> + 'a {
    (0..words.len()).filter_map(|at| {
        let rest = &words[at..];
        let word = rest.first()?;
        let found = |identifier, last: &Word<'_>| Some((identifier, word.start, last.end));
        if is_pupil_number(word.text) {
            return found(Identifier::PupilNumber, word);
        }
        if word.is_digits(10) && !in_larger_number(rest) && is_nhs_number(word.text) {
            return found(Identifier::NhsNumber, word);
        }
        if let [first, second, third, ..] = rest
            && first.is_digits(3)
            && second.is_digits(3)
            && third.is_digits(4)
            && second.follows_by(&JOINS)
            && third.follows_by(&JOINS)
            && is_nhs_number(&[first.text, second.text, third.text].concat())
        {
            return found(Identifier::NhsNumber, third);
        }
        if is_postcode(word.text) {
            return found(Identifier::Postcode, word);
        }
        match rest {
            [outward, inward, ..]
                if inward.text.len() == 3
                    && inward.follows_by(&JOINS)
                    && !is_ordinal(inward.text)
                    && is_postcode(&[outward.text, inward.text].concat()) =>
            {
                found(Identifier::Postcode, inward)
            }
            _ => None,
        }
    })
}

/// `1,234567890` or `0.1234567890`: digits of an amount.
fn in_larger_number(words: &[Word<'_>]) -> bool {
    let amount = |gap: &str| gap.ends_with(['.', ',', '£']) && !gap.ends_with(". ");
    words.first().is_some_and(|word| amount(word.gap))
}

/// Ten digits, the last of which is the check digit, modulo 11 (NHS Data
/// Dictionary, NHS NUMBER).
fn is_nhs_number(digits: &str) -> bool {
    let digits: Vec<u32> = digits.chars().filter_map(|c| c.to_digit(10)).collect();
    let Some((check, rest)) = digits.split_last() else {
        return false;
    };
    if rest.iter().all(|digit| digit == check) {
        return false;
    }
    let sum: u32 = rest
        .iter()
        .zip((2..=10).rev())
        .map(|(digit, weight)| digit * weight)
        .sum();
    (11 - sum % 11) % 11 == *check
}

/// Letters of a pupil number: all but I, O and S.
const LETTERS: &str = "ABCDEFGHJKLMNPQRTUVWXYZ";

/// A check letter, eleven digits, and a digit, or a letter if it is temporary:
/// the check letter is then not looked at (DfE, Unique pupil numbers).
fn is_pupil_number(word: &str) -> bool {
    let word = word.to_ascii_uppercase();
    let mut characters = word.chars();
    let (Some(check), 13) = (characters.next(), word.len()) else {
        return false;
    };
    if !LETTERS.contains(check) {
        return false;
    }
    let rest: Vec<char> = characters.collect();
    let digits: Vec<usize> = rest
        .iter()
        .filter_map(|c| c.to_digit(10)?.try_into().ok())
        .collect();
    match (digits.len(), rest.last()) {
        (12, _) => {
            let sum: usize = digits
                .iter()
                .zip(2..)
                .map(|(digit, weight)| digit * weight)
                .sum();
            LETTERS.chars().nth(sum % 23) == Some(check)
        }
        (11, Some(last)) => LETTERS.contains(*last),
        _ => false,
    }
}

/// Areas that a postcode may begin with.
const AREAS: &str = " AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE ";

/// A full postcode without its space: area, district, sector and unit (Royal
/// Mail's form; the unit has none of C I K M O V).
fn is_postcode(word: &str) -> bool {
    if !word.is_ascii() || !(5..=7).contains(&word.len()) {
        return false;
    }
    let word = word.to_ascii_uppercase();
    let (outward, inward) = word.split_at(word.len() - 3);
    let inward = inward.as_bytes();
    let unit = |byte: u8| byte.is_ascii_uppercase() && !b"CIKMOV".contains(&byte);
    let letters = outward.bytes().take_while(u8::is_ascii_uppercase).count();
    let (area, district) = outward.split_at(letters);
    let district = district.as_bytes();
    let number = match district {
        [first] => first.is_ascii_digit(),
        [first, second] => first.is_ascii_digit() && second.is_ascii_alphanumeric(),
        _ => false,
    };
    number
        && inward[0].is_ascii_digit()
        && unit(inward[1])
        && unit(inward[2])
        && AREAS.contains(&format!(" {area} "))
}

/// `B1 2nd meeting`.
fn is_ordinal(word: &str) -> bool {
    ["st", "nd", "rd", "th"]
        .iter()
        .any(|ending| word.ends_with(ending))
}
