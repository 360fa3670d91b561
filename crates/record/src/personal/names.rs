//! Names and initials beside words for a few children. By effort only: the
//! commonest forenames given in England and Wales since 1996 (Office for National
//! Statistics, baby names), without those that are also ordinary words.

use super::Identifier;
use super::words::Word;

const FORENAMES: &str = " Aaliyah Aaron Abigail Adam Ahmed Aidan Aisha Alexander Alfie Ali Alice Alisha Amelia Amelie Amina Amy Andrew Anna Annabelle Anthony Archie Ariana Arthur Ashton Ava Ayesha Beatrice Bella Ben Benjamin Bethany Bobby Bradley Brandon Caitlin Callum Cameron Charlie Charlotte Chelsea Chloe Christopher Connor Courtney Daisy Daniel David Declan Dylan Ebony Edward Eleanor Elijah Elizabeth Ella Ellie Elliot Eliza Elsie Emilia Emily Emma Erin Ethan Eva Evelyn Evie Fatima Finlay Finley Freddie Frederick Freya Gabriel George Georgia Georgina Gracie Hannah Harley Harriet Harrison Harry Harvey Hassan Heidi Henry Hollie Ibrahim Imogen Isaac Isabella Isabelle Isla Jack Jacob Jade Jake James Jamie Jane Jasmine Jayden Jennifer Jessica Jodie Joe Joel John Jonathan Jordan Joseph Joshua Jude Kai Kate Katie Kayden Keira Kian Kieran Kyle Lara Laura Lauren Layla Leah Leo Leon Lewis Liam Libby Logan Lola Louie Louis Louise Luca Lucas Lucy Luke Lydia Maddison Madison Maisie Maisy Maria Martha Maryam Mason Matilda Matthew Maya Megan Melissa Mia Michael Millie Mohamed Mohammad Mohammed Molly Morgan Muhammad Naomi Nathan Nathaniel Niamh Nicholas Nicole Noah Oliver Olivia Oscar Owen Paige Patrick Peter Phoebe Rachel Rebecca Reece Reuben Rhys Riley Robert Ronnie Rosie Ruby Ryan Samantha Samuel Sarah Sean Sebastian Shannon Sienna Simon Skye Sofia Sophia Sophie Spencer Stephanie Stephen Tegan Teddy Thea Theo Theodore Thomas Tilly Tommy Toby Tyler Victoria William Yusuf Zachary Zainab Zara Zoe ";

/// Words for one child or a few.
const CHILD: [&str; 9] = [
    "child", "boy", "girl", "baby", "infant", "toddler", "sibling", "twin", "teenager",
];
const CHILDREN: [&str; 10] = [
    "child", "children", "boys", "girls", "babies", "siblings", "brothers", "sisters", "twins",
    "people",
];
const FEW: [&str; 10] = [
    "1", "2", "3", "4", "5", "one", "two", "three", "four", "five",
];

pub(super) fn find<'a>(
    words: &'a [Word<'a>],
) -> impl Iterator<Item = (Identifier, usize, usize)> + 'a {
    sentences(words).flat_map(|sentence| {
        let few = says_few(sentence);
        (0..sentence.len()).filter_map(move |at| {
            let word = &sentence[at];
            let before = |back: usize| at.checked_sub(back).map(|at| &sentence[at]);
            if few && is_forename(word.text) {
                let last = sentence
                    .get(at + 1)
                    .filter(|next| is_surname(next))
                    .unwrap_or(word);
                return Some((Identifier::Name, word.start, last.end));
            }
            // "a child called X": no small count is needed.
            if is_capitalised(word.text)
                && before(1).is_some_and(|word| word.is_any(&["called", "named"]))
                && before(2).is_some_and(|word| word.is_any(&CHILD))
            {
                return Some((Identifier::Name, word.start, word.end));
            }
            // "child J.S.", and never "Child A", as reviews call a child.
            let next = sentence.get(at + 1)?;
            let initials = is_initial(word) && is_initial(next) && next.gap == ".";
            (initials && before(1).is_some_and(|word| word.is_any(&CHILD))).then_some((
                Identifier::Initials,
                word.start,
                next.end,
            ))
        })
    })
}

/// Runs of words without the end of a sentence between. A stop between single
/// letters is one of initials.
fn sentences<'a>(words: &'a [Word<'a>]) -> impl Iterator<Item = &'a [Word<'a>]> {
    words.chunk_by(|_, next| !next.gap.contains(['!', '?', '\n']) && !next.gap.contains(". "))
}

/// Whether a sentence speaks of one to five children.
fn says_few(sentence: &[Word<'_>]) -> bool {
    sentence.iter().enumerate().any(|(at, word)| {
        word.is_any(&FEW)
            && sentence[at + 1..]
                .iter()
                .take(3)
                .any(|word| word.is_any(&CHILDREN))
    })
}

fn is_forename(word: &str) -> bool {
    FORENAMES.contains(&format!(" {word} "))
}

fn is_capitalised(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase) && word.chars().any(char::is_lowercase)
}

fn is_surname(word: &Word<'_>) -> bool {
    word.gap == " " && is_capitalised(word.text)
}

fn is_initial(word: &Word<'_>) -> bool {
    word.text.chars().count() == 1 && word.text.chars().all(char::is_uppercase)
}
