//! Chance that is the same every time: a small generator, seeded by words.
//!
//! SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number
//! generators", 2014, section 4). Each series draws from a stream of its own,
//! named by what it is for, so that a change in one leaves the others as they
//! were.

/// A stream of numbers.
#[derive(Clone, Debug)]
pub(crate) struct Chance(u64);

impl Chance {
    /// The stream of this name. FNV-1a turns the name into a seed.
    pub(crate) fn of(name: &str) -> Self {
        let seed = name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 up to, and not reaching, 1.
    pub(crate) fn fraction(&mut self) -> f64 {
        // 32 bits are exact in an f64 and plenty here.
        let high = u32::try_from(self.next() >> 32).unwrap_or(u32::MAX);
        f64::from(high) / 4_294_967_296.0
    }

    /// Whether something of this probability happens.
    pub(crate) fn happens(&mut self, probability: f64) -> bool {
        self.fraction() < probability
    }

    /// A whole number from 0 up to, and not reaching, `end`; 0 for an `end` of 0.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.next() % end).unwrap_or(0)
    }

    /// A whole number between two, both included.
    pub(crate) fn between(&mut self, low: i32, high: i32) -> i32 {
        let width = usize::try_from(high - low + 1).unwrap_or(1);
        low + i32::try_from(self.below(width)).unwrap_or(0)
    }

    /// One of several; the first of none is `None`.
    pub(crate) fn one_of<'a, T>(&mut self, several: &'a [T]) -> Option<&'a T> {
        several.get(self.below(several.len()))
    }

    /// About normal, mean 0 and standard deviation 1: twelve fractions less six.
    pub(crate) fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.fraction()).sum::<f64>() - 6.0
    }

    /// How many of `n` happen when each has this probability: drawn one by one
    /// while they are few, by the normal curve when they are many.
    pub(crate) fn of_many(&mut self, n: u32, probability: f64) -> u32 {
        let p = probability.clamp(0.0, 1.0);
        if n <= 60 {
            return (0..n).map(|_| u32::from(self.happens(p))).sum();
        }
        let mean = f64::from(n) * p;
        let spread = (mean * (1.0 - p)).sqrt();
        whole(self.normal().mul_add(spread, mean)).min(n)
    }
}

/// The nearest whole number, none below 0.
pub(crate) fn whole(number: f64) -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a cast from a float keeps to the range of its type, and the range is what is wanted"
    )]
    let whole = number.round() as u32;
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_name_gives_the_same_numbers_and_another_name_others() {
        let draw = |name: &str| {
            let mut chance = Chance::of(name);
            (0..8).map(|_| chance.below(1000)).collect::<Vec<_>>()
        };
        assert_eq!(draw("a"), draw("a"));
        assert_ne!(draw("a"), draw("b"));
    }

    #[test]
    fn many_draws_come_out_as_often_as_they_should() {
        let mut chance = Chance::of("often");
        for (n, p) in [(40, 0.3), (400, 0.8)] {
            let drawn: u32 = (0..500).map(|_| chance.of_many(n, p)).sum();
            let mean = f64::from(drawn) / 500.0;
            assert!((mean - f64::from(n) * p).abs() < 1.5, "{mean} of {n}");
        }
    }
}
