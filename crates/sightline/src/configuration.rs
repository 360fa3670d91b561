//! The settings file: one TOML file that says how a server runs. What the
//! command line says goes before it. `packaging/sightline.toml` explains every
//! setting.

use std::fs;
use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use store::Home;

use crate::arguments::{For, Settings, address};
use crate::failure::Failure;

/// How a server runs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Configuration {
    /// The data folder.
    pub(crate) data: Option<PathBuf>,
    /// The PostgreSQL database, where there is no data folder.
    pub(crate) database: Option<String>,
    /// For whom the pages are made.
    pub(crate) audience: For,
    /// Where the server is to be reached.
    pub(crate) listen: Listen,
    /// Encryption by the server itself.
    pub(crate) tls: Tls,
    /// What the server writes about its work.
    pub(crate) log: Log,
    /// What one request may cost.
    pub(crate) limits: Limits,
    /// Who may read the figures for monitoring.
    pub(crate) metrics: Metrics,
    /// Where backups are kept, for `doctor` to look at.
    pub(crate) backup: Backup,
}

/// Where the server is to be reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Listen {
    /// The address of this machine.
    pub(crate) address: IpAddr,
    /// The port.
    pub(crate) port: u16,
    /// The machines in front, whose word on where a request comes from counts.
    pub(crate) trusted_proxy: Vec<IpAddr>,
}

/// Encryption by the server itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Tls {
    /// The certificate and those that vouch for it, PEM, the server's own first.
    pub(crate) certificate: Option<PathBuf>,
    /// Its private key, PEM.
    pub(crate) key: Option<PathBuf>,
}

/// What the server writes about its work.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Log {
    /// For people or for programs.
    pub(crate) format: LogFormat,
    /// The least that is worth a line.
    pub(crate) level: LogLevel,
}

/// The form of a log line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// For programs: one JSON object a line.
    Json,
}

/// The least that is worth a log line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum LogLevel {
    /// What somebody must look at.
    Error,
    /// And what somebody may want to look at.
    Warn,
    /// And every request.
    #[default]
    Info,
    /// And what monitoring asks.
    Debug,
}

/// What one request may cost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Limits {
    /// Connections at the same time; more wait their turn.
    pub(crate) connections: u32,
    /// Seconds in which the head of a request must have come, on a new
    /// connection and on one kept open.
    pub(crate) header_seconds: u32,
    /// Seconds in which an answer must be made.
    pub(crate) answer_seconds: u32,
    /// Seconds in which requests in hand are finished when the server is told
    /// to stop.
    pub(crate) stop_seconds: u32,
    /// Bytes of a request's head.
    pub(crate) header_bytes: u32,
    /// Bytes of what a request brings.
    pub(crate) body_bytes: u32,
}

/// Who may read the figures for monitoring.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Metrics {
    /// Machines besides this one.
    pub(crate) allow: Vec<IpAddr>,
}

/// Where backups are kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Backup {
    /// The folder of the backups, files that end in `.zip`.
    pub(crate) folder: Option<PathBuf>,
    /// Hours after which the newest backup counts as old.
    pub(crate) hours: u32,
}

impl Default for Listen {
    fn default() -> Self {
        Self {
            address: IpAddr::V4(Ipv4Addr::LOCALHOST),
            port: 8080,
            trusted_proxy: Vec::new(),
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 512,
            header_seconds: 15,
            answer_seconds: 30,
            stop_seconds: 30,
            header_bytes: 16 * 1024,
            body_bytes: 1024 * 1024,
        }
    }
}

impl Default for Backup {
    fn default() -> Self {
        Self {
            folder: None,
            hours: 26,
        }
    }
}

/// The least the library that reads requests can be told.
const LEAST_HEADER_BYTES: u32 = 8 * 1024;

impl Configuration {
    /// Reads a settings file. Paths in it start from the folder it is in.
    ///
    /// # Errors
    /// There is no such file, or a line of it says what no setting can be.
    pub(crate) fn read(file: &Path) -> Result<Self, Failure> {
        let text = fs::read_to_string(file).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => Failure::Missing(format!(
                "There is no settings file {}. Check the name, or start from packaging/sightline.toml.",
                file.display()
            )),
            _ => Failure::Unwritable(format!(
                "The settings file {} cannot be read: {error}.",
                file.display()
            )),
        })?;
        let mut read = Self::of_text(&file.display().to_string(), &text)?;
        let folder = file.parent().unwrap_or(Path::new(""));
        let paths = [
            &mut read.data,
            &mut read.tls.certificate,
            &mut read.tls.key,
            &mut read.backup.folder,
        ];
        for path in paths.into_iter().flatten() {
            *path = folder.join(&*path);
        }
        Ok(read)
    }

    /// What the command line and the settings file it names say together.
    ///
    /// # Errors
    /// As [`Configuration::read`]; or neither says where the record is.
    pub(crate) fn of(settings: &Settings) -> Result<(Self, Home), Failure> {
        let mut read = match &settings.config {
            Some(file) => Self::read(file)?,
            None => Self::default(),
        };
        read.listen.address = settings.address.unwrap_or(read.listen.address);
        read.listen.port = settings.port.unwrap_or(read.listen.port);
        read.audience = settings.audience.unwrap_or(read.audience);
        if settings.data.is_some() || settings.database.is_some() {
            read.data.clone_from(&settings.data);
            read.database.clone_from(&settings.database);
        }
        let home = match (&read.data, &read.database) {
            (Some(folder), None) => Home::Folder(folder.clone()),
            (None, Some(url)) => Home::Database(address(url)),
            (Some(_), Some(_)) => {
                return Err(Failure::Input(
                    "The settings name both a data folder and a database. Leave one out."
                        .to_owned(),
                ));
            }
            (None, None) => {
                return Err(Failure::Input(
                    "Say where the record is: --data DIR, --database URL, or --config FILE with a line data = \"DIR\" or database = \"URL\". More with --help."
                        .to_owned(),
                ));
            }
        };
        Ok((read, home))
    }

    fn of_text(name: &str, text: &str) -> Result<Self, Failure> {
        toml::from_str(text).map_err(|error| {
            let span = error.span().unwrap_or_default();
            let line = 1 + text[..span.start].matches('\n').count();
            let what = if error.message().starts_with("unknown field") {
                unknown(text[span].trim())
            } else {
                let message = error.message().trim().replace('\n', " ");
                format!("{message}.")
            };
            Failure::Input(format!("{name}, line {line}: {what}"))
        })
    }

    /// The same, if it may be served so.
    ///
    /// # Errors
    /// The settings together are not safe, or cannot work.
    pub(crate) fn checked(self) -> Result<Self, Failure> {
        let wrong = |text: String| Err(Failure::Input(text));
        if self.tls.certificate.is_some() != self.tls.key.is_some() {
            return wrong(
                "Encryption needs both tls.certificate and tls.key, and only one is set."
                    .to_owned(),
            );
        }
        let open = !self.listen.address.is_loopback();
        if open && self.tls.certificate.is_none() && self.listen.trusted_proxy.is_empty() {
            return wrong(format!(
                "Other machines can reach {}, and what is sent there is not encrypted. Set tls.certificate and tls.key, or name the proxy in front that encrypts in listen.trusted_proxy, or use 127.0.0.1.",
                self.listen.address
            ));
        }
        if open && self.audience == For::Board && self.listen.trusted_proxy.is_empty() {
            return wrong(format!(
                "Other machines can reach {}, nobody signs in here, and the pages are for the Board. Name a proxy that lets in only the Board in listen.trusted_proxy, or set audience to “public”.",
                self.listen.address
            ));
        }
        let limits = &self.limits;
        for (name, value, least) in [
            ("connections", limits.connections, 1),
            ("header_seconds", limits.header_seconds, 1),
            ("answer_seconds", limits.answer_seconds, 1),
            ("stop_seconds", limits.stop_seconds, 1),
            ("header_bytes", limits.header_bytes, LEAST_HEADER_BYTES),
        ] {
            if value < least {
                return wrong(format!(
                    "limits.{name} is {value}; it must be at least {least}."
                ));
            }
        }
        Ok(self)
    }

    /// Where the server listens.
    pub(crate) fn address(&self) -> SocketAddr {
        SocketAddr::new(self.listen.address, self.listen.port)
    }

    /// The certificate and key, if the server encrypts.
    pub(crate) fn certificate_and_key(&self) -> Option<(&Path, &Path)> {
        Some((self.tls.certificate.as_deref()?, self.tls.key.as_deref()?))
    }
}

/// What to say of a setting there is none of.
fn unknown(name: &str) -> String {
    let known = settings();
    let nearest = known.iter().min_by_key(|known| {
        let last = known.rsplit('.').next().unwrap_or(known);
        strsim::damerau_levenshtein(name, last).min(strsim::damerau_levenshtein(name, known))
    });
    match nearest {
        Some(nearest) => {
            format!("there is no setting “{name}” here. The nearest there is: {nearest}.")
        }
        None => format!("there is no setting “{name}” here."),
    }
}

/// The names of all settings and their sections: `listen`, `listen.port`, …
fn settings() -> Vec<String> {
    let all = serde_json::to_value(Configuration::default()).unwrap_or_default();
    let mut names = Vec::new();
    for (section, value) in all.as_object().into_iter().flatten() {
        names.push(section.clone());
        let keys = value.as_object().into_iter().flatten();
        names.extend(keys.map(|(key, _)| format!("{section}.{key}")));
    }
    names
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    fn example() -> String {
        let file = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../packaging/sightline.toml"
        );
        fs::read_to_string(file).unwrap()
    }

    fn refused(text: &str) -> String {
        Configuration::of_text("s.toml", text)
            .and_then(Configuration::checked)
            .unwrap_err()
            .to_string()
    }

    /// The example with every setting it leaves out put in.
    fn uncommented(example: &str) -> String {
        let setting = |line: &str| {
            let rest = line.strip_prefix('#')?;
            let (name, _) = rest.split_once(" = ")?;
            let plain = |letter: char| letter.is_ascii_lowercase() || letter == '_';
            (!name.is_empty() && name.chars().all(plain)).then(|| rest.to_owned())
        };
        example
            .lines()
            .map(|line| setting(line).unwrap_or_else(|| line.to_owned()) + "\n")
            .collect()
    }

    #[test]
    fn the_example_explains_every_setting_and_says_its_default() {
        let example = example();
        let read = Configuration::of_text("example", &example).unwrap();
        let expected = Configuration {
            data: Some(PathBuf::from("/var/lib/sightline")),
            ..Configuration::default()
        };
        assert_eq!(read, expected, "what it sets are the defaults");

        let whole: toml::Table = uncommented(&example).parse().unwrap();
        for name in settings() {
            let mut at = Some(&whole);
            let mut parts = name.split('.').peekable();
            while let (Some(part), Some(table)) = (parts.next(), at) {
                let value = table.get(part);
                assert!(value.is_some(), "the example does not say {name}");
                at = value.and_then(toml::Value::as_table);
            }
        }
        let all = Configuration::of_text("example", &uncommented(&example)).unwrap();
        assert!(all.tls.key.is_some() && !all.listen.trusted_proxy.is_empty());
        all.checked().unwrap();
    }

    #[test]
    fn a_wrong_line_is_told_with_its_number_and_what_was_meant() {
        for (text, says) in [
            (
                "\n[listen]\nprot = 80\n",
                ["line 3", "“prot”", "listen.port"],
            ),
            ("[logs]\nlevel = \"info\"", ["line 1", "“logs”", ": log"]),
            ("dta = \"x\"", ["line 1", "“dta”", ": data"]),
            (
                "[tls]\ncertficate = \"x\"",
                ["line 2", "“certficate”", "tls.certificate"],
            ),
            ("[listen]\n\nport = 80000", ["line 3", "80000", "u16"]),
            ("[listen]\naddress = \"here\"", ["line 2", "IP", "address"]),
            ("[log]\nlevel = \"loud\"", ["line 2", "loud", "`warn`"]),
            ("data = ", ["line 1", "s.toml", ""]),
            (
                "[listen]\nport = 1\nport = 2",
                ["line 3", "duplicate", "key"],
            ),
        ] {
            let error = refused(text);
            for says in says {
                assert!(error.contains(says), "{text}: {error}");
            }
            assert_eq!(error.lines().count(), 1, "{error}");
        }
    }

    #[test]
    fn what_others_can_reach_must_be_encrypted_or_behind_a_proxy() {
        let open = "[listen]\naddress = \"0.0.0.0\"\n";
        assert!(refused(open).contains("not encrypted"));
        let proxied = format!("{open}trusted_proxy = [\"10.0.0.1\"]");
        let encrypted = format!("{open}[tls]\ncertificate = \"c\"\nkey = \"k\"");
        let board = format!("audience = \"board\"\n{encrypted}");
        assert!(refused(&board).contains("nobody signs in"));
        for safe in [proxied, encrypted] {
            Configuration::of_text("s.toml", &safe)
                .unwrap()
                .checked()
                .unwrap();
        }
        assert!(refused("[tls]\nkey = \"k\"").contains("only one is set"));
        assert!(refused("[limits]\nheader_bytes = 100").contains("at least 8192"));
        assert!(refused("[limits]\nconnections = 0").contains("at least 1"));
    }
}
