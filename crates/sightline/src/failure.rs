//! Why a command did not do what it was asked, and its exit code.

use record::draft::Problem;
use store::{AppendError, StoreError};

/// A command's failure.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// A check found something wrong.
    #[error("{0}")]
    Check(String),
    /// The input is wrong: the problems, one a line.
    #[error("{}", lines(.0))]
    Refused(Vec<Problem>),
    /// The input or command is wrong.
    #[error("{0}")]
    Input(String),
    /// Something that was named does not exist.
    #[error("{0}")]
    Missing(String),
    /// Something cannot be written, or is in use.
    #[error("{0}")]
    Unwritable(String),
    /// The store cannot.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Something is damaged.
    #[error("{0}")]
    Damaged(String),
    /// Something was written by a newer program.
    #[error("{0}")]
    Newer(String),
}

/// How many problems are printed before they are only counted.
const SHOWN: usize = 100;

fn lines(problems: &[Problem]) -> String {
    let mut text = problems
        .iter()
        .take(SHOWN)
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join("\n");
    if problems.len() > SHOWN {
        text.push_str(&format!("\n… and {} more", problems.len() - SHOWN));
    }
    text.push_str("\nNothing was stored.");
    text
}

impl Failure {
    /// The exit code, as the help lists them.
    pub(crate) const fn code(&self) -> u8 {
        match self {
            Self::Check(_) => 1,
            Self::Refused(_) | Self::Input(_) => 2,
            Self::Missing(_) => 3,
            Self::Unwritable(_) => 4,
            Self::Damaged(_) => 5,
            Self::Newer(_) => 6,
            Self::Store(error) => match error {
                StoreError::BadAddress { .. } => 2,
                StoreError::NoFolder(_) | StoreError::Missing(_) | StoreError::NoRecord(_) => 3,
                StoreError::ReadOnly(_)
                | StoreError::Locked(_)
                | StoreError::Busy { .. }
                | StoreError::Crowded { .. }
                | StoreError::Denied { .. }
                | StoreError::Unreachable { .. }
                | StoreError::Unsuitable { .. }
                | StoreError::DiskFull(_)
                | StoreError::Io { .. } => 4,
                StoreError::Corrupt { .. }
                | StoreError::NotOurs(_)
                | StoreError::Inconsistent { .. } => 5,
                StoreError::Newer { .. } => 6,
            },
        }
    }

    /// Says what happened, on standard error.
    pub(crate) fn print(&self) {
        eprintln!("sightline: {self}");
    }
}

impl From<AppendError> for Failure {
    fn from(error: AppendError) -> Self {
        match error {
            AppendError::Store(error) => Self::Store(error),
            AppendError::Refused(problems) => Self::Refused(problems),
        }
    }
}
