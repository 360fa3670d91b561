//! Which values of a measure are good enough.

/// What a value should be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Aim {
    /// This or more: up is better.
    AtLeast(f64),
    /// This or less: down is better.
    AtMost(f64),
}

impl Aim {
    /// The target itself.
    #[must_use]
    pub const fn target(self) -> f64 {
        match self {
            Self::AtLeast(target) | Self::AtMost(target) => target,
        }
    }

    /// Whether a value meets it.
    #[must_use]
    pub fn met_by(self, value: f64) -> bool {
        match self {
            Self::AtLeast(target) => value >= target,
            Self::AtMost(target) => value <= target,
        }
    }
}
