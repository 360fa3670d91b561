//! Which versions say a word: every distinct word of a record once, each with
//! the versions that say it, so that a search looks through the words and not
//! through the record.
//!
//! A word is what stands between spaces, as [`super::words`] gathers it.
//! Whoever searches gives parts of words: `foster` finds `fostering,`.

use std::collections::HashMap;

/// The words of a record. Versions are numbered in the order they were added.
#[derive(Clone, Debug, Default)]
pub(super) struct WordIndex {
    /// Every distinct word, a line each, in the order they came.
    text: String,
    /// Where each word begins in the text.
    starts: Vec<usize>,
    /// The number of each word.
    numbers: HashMap<Box<str>, usize>,
    /// For each word, the versions that say it, in order.
    said_in: Vec<Vec<u32>>,
}

impl WordIndex {
    /// Notes what a version says. Versions come in the order of their numbers.
    pub(super) fn add(&mut self, version: u32, texts: &str) {
        for word in texts.split_whitespace() {
            let number = self.number(word);
            let said_in = &mut self.said_in[number];
            // One that says a word twice says it.
            if said_in.last() != Some(&version) {
                said_in.push(version);
            }
        }
    }

    fn number(&mut self, word: &str) -> usize {
        if let Some(&number) = self.numbers.get(word) {
            return number;
        }
        let number = self.starts.len();
        self.starts.push(self.text.len());
        self.text.push_str(word);
        self.text.push('\n');
        self.numbers.insert(word.into(), number);
        self.said_in.push(Vec::new());
        number
    }

    /// Forgets what these versions say, and every word that only they said.
    pub(super) fn forget(&mut self, versions: &[u32]) {
        let mut kept = Self::default();
        for (word, said_in) in self.text.lines().zip(&mut self.said_in) {
            said_in.retain(|version| !versions.contains(version));
            if !said_in.is_empty() {
                let number = kept.number(word);
                kept.said_in[number] = std::mem::take(said_in);
            }
        }
        *self = kept;
    }

    /// The versions that say every one of these parts of words, in order; none
    /// where nothing is asked. Parts are in lower case and without spaces.
    pub(super) fn saying(&self, parts: &[String], versions: usize) -> Vec<u32> {
        let mut all: Option<Vec<u64>> = None;
        for part in parts {
            let said = self.said(part, versions);
            all = Some(match all {
                None => said,
                Some(all) => all
                    .iter()
                    .zip(said)
                    .map(|(one, other)| one & other)
                    .collect(),
            });
        }
        members(&all.unwrap_or_default())
    }

    /// A bit for each version that says a word with this part.
    fn said(&self, part: &str, versions: usize) -> Vec<u64> {
        let mut said = vec![0; versions.div_ceil(64)];
        let mut seen = None;
        for (at, _) in self.text.match_indices(part) {
            let number = self.starts.partition_point(|start| *start <= at) - 1;
            // A word may have it twice.
            if seen.replace(number) == Some(number) {
                continue;
            }
            for &version in &self.said_in[number] {
                said[version as usize / 64] |= 1 << (version % 64);
            }
        }
        said
    }
}

/// The numbers of the bits that are set.
fn members(bits: &[u64]) -> Vec<u32> {
    let mut members = Vec::new();
    for (at, &word) in bits.iter().enumerate() {
        let mut left = word;
        while left != 0 {
            members.push(u32::try_from(at * 64).unwrap_or(u32::MAX) + left.trailing_zeros());
            left &= left - 1;
        }
    }
    members
}

#[cfg(test)]
mod tests {
    use super::*;

    fn saying(index: &WordIndex, parts: &[&str]) -> Vec<u32> {
        let parts: Vec<String> = parts.iter().map(|&part| part.to_owned()).collect();
        index.saying(&parts, 70)
    }

    #[test]
    fn what_only_forgotten_versions_said_is_nowhere() {
        let mut index = WordIndex::default();
        for number in 0..70 {
            index.add(number, &format!("every one, says number{number} one,"));
        }
        assert_eq!(
            saying(&index, &["number6"]),
            [6, 60, 61, 62, 63, 64, 65, 66, 67, 68, 69]
        );
        assert_eq!(saying(&index, &["ne,", "mber13"]), [13]);
        index.forget(&[6, 64]);
        assert_eq!(
            saying(&index, &["number6"]),
            [60, 61, 62, 63, 65, 66, 67, 68, 69]
        );
        assert_eq!(saying(&index, &["every"]).len(), 68);
        assert!(!format!("{index:?}").contains("number64"), "left in memory");
        assert!(saying(&index, &[]).is_empty());
        assert!(saying(&index, &["every", "nobody"]).is_empty());
    }
}
