//! Where a record is kept: a folder, or a PostgreSQL database.

use std::fmt;
use std::path::{Path, PathBuf};

/// Where a record is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Home {
    /// A folder with a SQLite file.
    Folder(PathBuf),
    /// A PostgreSQL database.
    Database(Address),
}

/// The address of a PostgreSQL database:
/// `postgres://name:password@host:5432/database`. Its password is never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Address {
    written: String,
    password: Option<String>,
}

impl Address {
    /// The address as it is written, and a password kept elsewhere for one
    /// that names none.
    #[must_use]
    pub fn new(written: &str, password: Option<String>) -> Self {
        Self {
            written: written.to_owned(),
            password,
        }
    }

    /// As it was written, with its password if it has one.
    pub(crate) fn written(&self) -> &str {
        &self.written
    }

    /// The password kept elsewhere.
    pub(crate) fn password(&self) -> Option<&str> {
        self.password.as_deref()
    }
}

/// Without the password, and without what stands behind a question mark, where
/// one may stand too.
impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = self.written.split('?').next().unwrap_or_default();
        match shown.split_once("://") {
            Some((scheme, rest)) => match rest.rsplit_once('@') {
                Some((user, at)) => {
                    let user = user.split(':').next().unwrap_or_default();
                    write!(f, "{scheme}://{user}@{at}")
                }
                None => write!(f, "{scheme}://{rest}"),
            },
            None => f.write_str("postgres://…"),
        }
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl Home {
    /// The place a text names: if it begins `postgres://` or `postgresql://` a
    /// database, whose address `address` makes of it; any other is a folder.
    pub fn of(text: &str, address: impl FnOnce(&str) -> Address) -> Self {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            Self::Database(address(text))
        } else {
            Self::Folder(PathBuf::from(text))
        }
    }
}

impl fmt::Display for Home {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder(folder) => write!(f, "{}", folder.display()),
            Self::Database(address) => write!(f, "{address}"),
        }
    }
}

impl From<&Path> for Home {
    fn from(folder: &Path) -> Self {
        Self::Folder(folder.to_owned())
    }
}

impl From<&PathBuf> for Home {
    fn from(folder: &PathBuf) -> Self {
        Self::Folder(folder.clone())
    }
}

impl From<&Self> for Home {
    fn from(home: &Self) -> Self {
        home.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_and_an_address_are_told_apart() {
        let place = |text: &str| Home::of(text, |url| Address::new(url, None));
        assert_eq!(place("data"), Home::Folder("data".into()));
        assert!(matches!(place("postgres://h/d"), Home::Database(_)));
        assert!(matches!(place("postgresql://h/d"), Home::Database(_)));
    }

    #[test]
    fn no_password_is_ever_shown() {
        for written in [
            "postgres://board:secret@db:5432/sightline",
            "postgres://board:se:cr@et@db/x?password=secret",
            "postgres:///x?user=a&password=secret",
        ] {
            let address = Address::new(written, Some("secret".to_owned()));
            for shown in [address.to_string(), format!("{address:?}")] {
                assert!(
                    !shown.contains("secret") && !shown.contains("cr@et"),
                    "{shown}"
                );
                assert!(!shown.contains("se:cr"), "{shown}");
            }
        }
        let address = Address::new("postgres://board:secret@db:5432/sightline", None);
        assert_eq!(address.to_string(), "postgres://board@db:5432/sightline");
    }
}
