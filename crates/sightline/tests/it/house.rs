//! The rules of the house (ARCHITECTURE.md): which room may use what, what no
//! source may say, and that what the documents name is there.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::support::*;

/// Rooms without a clock, chance or the outside world.
const PURE: [&str; 7] = [
    "record",
    "evidence",
    "coventry",
    "marlshire",
    "statistics",
    "report",
    "pdf",
];

/// What a pure room has nowhere beneath it: databases, networks, runtimes.
const NEVER_BENEATH_PURE: [&str; 12] = [
    "axum",
    "hyper",
    "libsqlite3-sys",
    "mio",
    "postgres",
    "reqwest",
    "rusqlite",
    "rustls",
    "socket2",
    "tokio",
    "tracing-subscriber",
    "ureq",
];

/// What a pure room does not use itself: Typst, for one, brings randomness that
/// nothing of ours reaches.
const NEVER_USED_BY_PURE: [&str; 7] = [
    "chrono",
    "fastrand",
    "getrandom",
    "rand",
    "tempfile",
    "tracing",
    "uuid",
];

/// What each room may use of the house.
const WAYS: [(&str, &[&str]); 10] = [
    ("record", &[]),
    ("evidence", &["record"]),
    ("coventry", &["record"]),
    ("marlshire", &["record"]),
    ("statistics", &[]),
    ("store", &["record"]),
    ("report", &["record", "statistics"]),
    ("pdf", &["record", "report"]),
    ("web", &["record", "statistics", "store", "report", "pdf"]),
    (
        "sightline",
        &[
            "record",
            "evidence",
            "statistics",
            "store",
            "report",
            "pdf",
            "web",
            "coventry",
            "marlshire",
        ],
    ),
];

/// The crates and what each uses.
struct Crates {
    /// By name of a room, what it names in `[dependencies]`.
    named: BTreeMap<String, BTreeSet<String>>,
    /// By id, the ids it is built with.
    built: BTreeMap<String, Vec<String>>,
    names: BTreeMap<String, String>,
}

impl Crates {
    fn read() -> Self {
        let output = Command::new(env!("CARGO"))
            .args(["metadata", "--offline", "--format-version", "1"])
            .current_dir(workspace())
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let list = |value: &Value| value.as_array().unwrap().clone();
        let normal = |kind: &Value| kind["kind"].is_null();
        let ours: Vec<String> = list(&metadata["workspace_members"])
            .iter()
            .map(text)
            .collect();
        let mut crates = Self {
            named: BTreeMap::new(),
            built: BTreeMap::new(),
            names: BTreeMap::new(),
        };
        for package in list(&metadata["packages"]) {
            let name = text(&package["name"]);
            if ours.contains(&text(&package["id"])) {
                let named = list(&package["dependencies"]);
                let named = named.iter().filter(|dependency| normal(dependency));
                let named = named.map(|dependency| text(&dependency["name"])).collect();
                crates.named.insert(name.clone(), named);
            }
            crates.names.insert(text(&package["id"]), name);
        }
        for node in list(&metadata["resolve"]["nodes"]) {
            let used = list(&node["deps"]);
            let used = used
                .iter()
                .filter(|used| list(&used["dep_kinds"]).iter().any(normal));
            let used = used.map(|used| text(&used["pkg"])).collect();
            crates.built.insert(text(&node["id"]), used);
        }
        crates
    }

    /// The names of everything a room is built with.
    fn beneath(&self, room: &str) -> BTreeSet<&str> {
        let is_room = |(id, name): &(&String, &String)| {
            *name == room && self.named.contains_key(room) && id.contains("path+file")
        };
        let (start, _) = self.names.iter().find(is_room).unwrap();
        let mut seen = BTreeSet::new();
        let mut next = vec![start];
        while let Some(id) = next.pop() {
            if seen.insert(id) {
                next.extend(&self.built[id]);
            }
        }
        seen.into_iter().map(|id| self.names[id].as_str()).collect()
    }
}

#[test]
fn data_goes_one_way_between_the_rooms() {
    let crates = Crates::read();
    let rooms: BTreeSet<&str> = WAYS.iter().map(|(room, _)| *room).collect();
    assert_eq!(
        crates
            .named
            .keys()
            .map(String::as_str)
            .collect::<BTreeSet<_>>(),
        rooms,
        "a room has come or gone: say here what it may use"
    );
    for (room, may) in WAYS {
        for used in &crates.named[room] {
            let allowed = !rooms.contains(used.as_str()) || may.contains(&used.as_str());
            assert!(allowed, "{room} uses {used}");
            let is_driver = ["rusqlite", "postgres"].contains(&used.as_str());
            assert!(!is_driver || room == "store", "{room} uses {used}");
        }
    }
}

#[test]
fn pure_rooms_have_no_database_network_runtime_or_chance_beneath_them() {
    let crates = Crates::read();
    for room in PURE {
        let beneath = crates.beneath(room);
        assert!(beneath.len() > 2, "{room}: looked at {beneath:?}");
        for banned in NEVER_BENEATH_PURE {
            assert!(!beneath.contains(banned), "{room} is built with {banned}");
        }
        for banned in NEVER_USED_BY_PURE {
            assert!(!crates.named[room].contains(banned), "{room} uses {banned}");
        }
    }
    // Where they are, they are seen.
    assert!(crates.beneath("store").contains("libsqlite3-sys"));
    assert!(crates.beneath("web").contains("tokio"));
}

/// Every file and folder of the project, by its path from the top.
fn everything() -> Vec<PathBuf> {
    fn walk(top: &Path, dir: &Path, all: &mut Vec<PathBuf>) {
        const NOT_OURS: [&str; 4] = [".git", "target", "node_modules", "out"];
        for entry in std::fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if NOT_OURS.contains(&&*name) {
                continue;
            }
            all.push(path.strip_prefix(top).unwrap().to_owned());
            if path.is_dir() {
                walk(top, &path, all);
            }
        }
    }
    let top = workspace();
    let mut all = Vec::new();
    walk(&top, &top, &mut all);
    all.sort();
    all
}

/// The sources beneath a folder, with their text.
fn sources(under: &str) -> Vec<(String, String)> {
    let found: Vec<_> = everything()
        .into_iter()
        .filter(|path| {
            path.starts_with(under) && path.extension().is_some_and(|ending| ending == "rs")
        })
        .map(|path| {
            let text = std::fs::read_to_string(workspace().join(&path)).unwrap();
            (path.display().to_string(), text)
        })
        .collect();
    assert!(!found.is_empty(), "no sources under {under}");
    found
}

/// Lines of code that say one of these.
fn saying(sources: &[(String, String)], words: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for (path, text) in sources {
        for (at, line) in text.lines().enumerate() {
            let code = !line.trim_start().starts_with("//");
            if code && words.iter().any(|word| line.contains(word)) {
                found.push(format!("{path}:{}: {}", at + 1, line.trim()));
            }
        }
    }
    found
}

#[test]
fn pure_rooms_ask_nothing_of_the_world() {
    const WORLD: [&str; 12] = [
        "std::fs",
        "std::net",
        "std::env",
        "std::process",
        "std::thread",
        "SystemTime",
        "Instant::now",
        "Timestamp::now",
        "Zoned::now",
        "getrandom",
        "RandomState",
        "rand::",
    ];
    for room in PURE {
        let found = saying(&sources(&format!("crates/{room}/src")), &WORLD);
        assert!(found.is_empty(), "{found:#?}");
    }
    assert!(!saying(&sources("crates/store/src"), &WORLD).is_empty());
}

#[test]
fn sql_stands_in_the_store_alone() {
    const SQL: [&str; 7] = [
        "SELECT ",
        "INSERT INTO",
        "DELETE FROM",
        "CREATE TABLE",
        "DROP TABLE",
        "PRAGMA ",
        "rusqlite",
    ];
    for (room, _) in WAYS {
        let found = saying(&sources(&format!("crates/{room}/src")), &SQL);
        assert_eq!(found.is_empty(), room != "store", "{found:#?}");
    }
    let store = sources("crates/store/src");
    for (library, driver) in [("rusqlite", "/sqlite.rs"), ("postgres::", "/postgresql.rs")] {
        let (drivers, others): (Vec<_>, Vec<_>) = store
            .iter()
            .cloned()
            .partition(|(path, _)| path.ends_with(driver));
        assert!(!saying(&drivers, &[library]).is_empty(), "{driver}");
        let found = saying(&others, &[library]);
        assert!(
            found.is_empty(),
            "only {driver} names {library}: {found:#?}"
        );
    }
}

#[test]
fn files_are_short_enough_to_read() {
    for (path, text) in sources("crates") {
        let lines = text.lines().count();
        let tests = path.contains("/tests/");
        assert!(lines <= 600 || tests, "{path} has {lines} lines");
        if lines > 600 {
            println!("long: {path} has {lines} lines");
        }
    }
}

#[test]
fn the_pages_styles_bring_nothing_that_is_not_ours_to_use() {
    let css = std::fs::read_to_string(workspace().join("crates/web/assets/sightline.css")).unwrap();
    assert!(css.len() > 10_000);
    for word in ["GDS Transport", "url(http", "@import", "crown"] {
        assert!(!css.contains(word), "the style sheet says {word}");
    }
}

#[test]
fn no_file_names_a_place_on_one_machine() {
    let words = [
        concat!("/wo", "rk/"),
        concat!("/tmp", "/team"),
        concat!("/ho", "me/"),
    ];
    let mut looked = 0;
    for path in everything() {
        let Ok(text) = std::fs::read_to_string(workspace().join(&path)) else {
            continue;
        };
        looked += 1;
        for word in words {
            assert!(!text.contains(word), "{} names {word}", path.display());
        }
    }
    assert!(looked > 200, "{looked}");
}

/// The project's own documents.
fn documents() -> Vec<(PathBuf, String)> {
    let is_document = |path: &PathBuf| {
        let here = path.parent() == Some(Path::new(""))
            || path.starts_with("docs")
            || path.starts_with("demo");
        here && path.extension().is_some_and(|ending| ending == "md")
    };
    let documents: Vec<_> = everything()
        .into_iter()
        .filter(is_document)
        .map(|path| {
            let text = std::fs::read_to_string(workspace().join(&path)).unwrap();
            (path, text)
        })
        .collect();
    assert!(documents.len() > 5);
    documents
}

#[test]
fn what_the_documents_link_to_is_there() {
    let mut links = 0;
    for (path, text) in documents() {
        for link in text.split("](").skip(1) {
            let to = link.split([')', '#']).next().unwrap();
            if to.is_empty() || to.contains(':') {
                continue;
            }
            links += 1;
            let beside = workspace().join(&path).parent().unwrap().join(to);
            assert!(beside.exists(), "{}: {to} is not there", path.display());
        }
    }
    assert!(links > 10, "{links}");
}

/// The texts in backticks, code blocks left out.
fn in_backticks(text: &str) -> Vec<String> {
    let prose = text.split("```").step_by(2).collect::<Vec<_>>().join("\n");
    prose
        .split('`')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

/// Whether a text in backticks is meant as a file or folder of ours.
fn is_path(text: &str) -> bool {
    const ENDINGS: [&str; 6] = [".rs", ".md", ".toml", ".sql", ".sh", ".scss"];
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "._-/".contains(letter);
    text.chars().all(plain)
        && !text.starts_with(['/', '-', '.'])
        && (text.contains('/')
            || ENDINGS
                .iter()
                .any(|ending| text.len() > ending.len() && text.ends_with(ending)))
}

#[test]
fn what_the_architecture_names_is_there() {
    let all = everything();
    for document in ["ARCHITECTURE.md", "CONTRIBUTING.md", "docs/reliability.md"] {
        let text = std::fs::read_to_string(workspace().join(document)).unwrap();
        let paths: Vec<String> = in_backticks(&text)
            .into_iter()
            .filter(|text| is_path(text))
            .collect();
        assert!(paths.len() > 3, "{document}: {paths:?}");
        for path in paths {
            // `commands/import.rs` is said of the room in whose part it stands.
            let there = all.iter().any(|file| file.ends_with(&path));
            assert!(there, "{document} names {path}, which is not there");
        }
    }
}

#[test]
fn the_commands_in_the_documents_exist_with_their_options() {
    let mut commands = 0;
    for (path, text) in documents() {
        let blocks = text.split("```").skip(1).step_by(2);
        let lines = blocks.flat_map(str::lines).map(str::trim);
        for line in lines {
            let line = line.split('#').next().unwrap();
            let said = line
                .strip_prefix("cargo run -- ")
                .or_else(|| line.strip_prefix("sightline "));
            let Some(said) = said else { continue };
            commands += 1;
            let words: Vec<&str> = said.split_whitespace().collect();
            let names = if ["report", "stats"].contains(&words[0]) {
                2
            } else {
                1
            };
            let help = sightline(&[&words[..names], &["--help"]].concat()).done();
            for option in words.iter().filter(|word| word.starts_with("--")) {
                assert!(
                    help.contains(&format!("{option} ")),
                    "{}: {said}: there is no {option}",
                    path.display()
                );
            }
        }
    }
    assert!(commands >= 3, "{commands} commands found");
}
