//! A text as words: runs of letters and digits, with what stands between them.

/// A run of letters and digits.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word<'a> {
    pub(super) text: &'a str,
    /// Byte it starts at.
    pub(super) start: usize,
    /// Byte after it.
    pub(super) end: usize,
    /// What stands between it and the word before.
    pub(super) gap: &'a str,
}

impl Word<'_> {
    /// Whether it is one of these, small letters or capitals.
    pub(super) fn is_any(&self, words: &[&str]) -> bool {
        words
            .iter()
            .any(|word| self.text.eq_ignore_ascii_case(word))
    }

    /// Whether it is so many digits.
    pub(super) fn is_digits(&self, many: usize) -> bool {
        self.text.len() == many && self.text.bytes().all(|byte| byte.is_ascii_digit())
    }

    /// Whether it follows the word before with one space or mark between.
    pub(super) fn follows_by(&self, marks: &[char]) -> bool {
        let mut gap = self.gap.chars();
        gap.next().is_some_and(|mark| marks.contains(&mark)) && gap.next().is_none()
    }
}

/// The words of a text. Web addresses are left out: their numbers are those of
/// pages.
pub(super) fn words(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut last = 0;
    let mut start: Option<usize> = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                if !in_address(text, from) {
                    words.push(Word {
                        text: &text[from..at],
                        start: from,
                        end: at,
                        gap: &text[last..from],
                    });
                    last = at;
                }
                start = None;
            }
            _ => {}
        }
    }
    words
}

/// Whether a place is within a web address.
fn in_address(text: &str, at: usize) -> bool {
    let before = &text[..at];
    let from = before
        .rfind(char::is_whitespace)
        .map_or(0, |space| space + 1);
    let after = &text[at..];
    let to = at + after.find(char::is_whitespace).unwrap_or(after.len());
    text.get(from..to).is_some_and(|run| run.contains("://"))
}
