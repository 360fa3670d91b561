//! A disk that keeps only what it was told to keep.
//!
//! A file's bytes last from its sync on; a name made, changed or removed lasts
//! from the sync of its folder on, and a new folder from the sync of the one
//! above it. Of the rest, a cut leaves of each file nothing, a beginning or any
//! part, and of the names a beginning (file systems keep those in order).

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::trace::Event;
use crate::support::Dice;

/// Which file a name stands for, whatever its name is.
type Number = usize;

/// A change of a file's bytes.
#[derive(Clone)]
enum Change {
    Written(usize, Vec<u8>),
    Length(usize),
}

impl Change {
    fn apply(&self, bytes: &mut Vec<u8>) {
        match self {
            Self::Written(at, new) => {
                let end = at + new.len();
                if bytes.len() < end {
                    bytes.resize(end, 0);
                }
                bytes[*at..end].copy_from_slice(new);
            }
            Self::Length(length) => bytes.resize(*length, 0),
        }
    }
}

/// What a name stands for.
#[derive(Clone, Copy)]
enum Named {
    Folder,
    File(Number),
}

/// A change of names: this name now stands for that, or for nothing.
type Naming = (PathBuf, Option<Named>);

#[derive(Clone, Default)]
struct File {
    lasting: Vec<u8>,
    pending: Vec<Change>,
}

/// The files beneath a root.
pub(super) struct Disk {
    root: PathBuf,
    files: Vec<File>,
    /// Names as the program sees them.
    names: BTreeMap<PathBuf, Named>,
    /// Names as they would be found after a cut.
    lasting: BTreeMap<PathBuf, Named>,
    /// Changes of names that may or may not last, each made at once.
    pending: Vec<Vec<Naming>>,
}

impl Disk {
    /// A disk that holds these files for good.
    pub(super) fn new(root: &Path, start: &[(PathBuf, Vec<u8>)]) -> Self {
        let mut disk = Self {
            root: root.to_owned(),
            files: Vec::new(),
            names: BTreeMap::new(),
            lasting: BTreeMap::new(),
            pending: Vec::new(),
        };
        for (path, bytes) in start {
            let file = Named::File(disk.files.len());
            disk.files.push(File {
                lasting: bytes.clone(),
                pending: Vec::new(),
            });
            disk.names.insert(path.clone(), file);
            let above = path.parent().unwrap().to_owned();
            disk.names.insert(above, Named::Folder);
        }
        disk.lasting = disk.names.clone();
        disk
    }

    /// Follows what the program did.
    pub(super) fn happens(&mut self, event: &Event) {
        match event {
            Event::Printed(_) => {}
            Event::Folder(path) => self.name(vec![(path.clone(), Some(Named::Folder))]),
            Event::Made(path) => {
                if !self.names.contains_key(path) {
                    self.files.push(File::default());
                    let file = Named::File(self.files.len() - 1);
                    self.name(vec![(path.clone(), Some(file))]);
                }
            }
            Event::Linked(from, to) => {
                let file = self.names[from];
                self.name(vec![(to.clone(), Some(file))]);
            }
            Event::Renamed(from, to) => {
                let file = self.names[from];
                self.name(vec![(to.clone(), Some(file)), (from.clone(), None)]);
            }
            Event::Removed(path) => self.name(vec![(path.clone(), None)]),
            Event::Written(path, at, bytes) => {
                self.changed(path, Change::Written(*at, bytes.clone()));
            }
            Event::Length(path, length) => self.changed(path, Change::Length(*length)),
            Event::Synced(path) => self.synced(path),
        }
    }

    fn name(&mut self, namings: Vec<Naming>) {
        rename(&mut self.names, &namings);
        self.pending.push(namings);
    }

    fn changed(&mut self, path: &Path, change: Change) {
        match self.names.get(path) {
            Some(Named::File(number)) => self.files[*number].pending.push(change),
            // A file without a name is gone after a cut.
            _ => assert!(
                path.to_string_lossy().ends_with("(deleted)"),
                "{} was written and never made",
                path.display()
            ),
        }
    }

    fn synced(&mut self, path: &Path) {
        match self.names.get(path) {
            Some(Named::File(number)) => {
                let file = &mut self.files[*number];
                for change in file.pending.drain(..) {
                    change.apply(&mut file.lasting);
                }
            }
            _ => {
                // The root itself, or a folder beneath it.
                let here = |(name, _): &Naming| name.parent() == Some(path);
                let (now, later) = std::mem::take(&mut self.pending)
                    .into_iter()
                    .partition(|namings| namings.iter().any(here));
                self.pending = later;
                for namings in now {
                    rename(&mut self.lasting, &namings);
                }
            }
        }
    }

    /// What a cut leaves of it.
    pub(super) fn after_cut(mut self, dice: &mut Dice) -> Remains {
        let how = dice.below(3);
        let names = match how {
            0 => 0,
            _ => dice.below(self.pending.len() + 1),
        };
        for namings in &self.pending[..names] {
            rename(&mut self.lasting, namings);
        }
        for file in &mut self.files {
            let pending = std::mem::take(&mut file.pending);
            let first = dice.below(pending.len() + 1);
            for (at, change) in pending.iter().enumerate() {
                let kept = match how {
                    0 => false,
                    1 => at < first,
                    _ => dice.flip(),
                };
                if kept {
                    change.apply(&mut file.lasting);
                }
            }
        }
        let mut left = Vec::new();
        for (path, named) in &self.lasting {
            let above: Vec<&Path> = path.ancestors().skip(1).collect();
            let reachable = above
                .iter()
                .take_while(|folder| **folder != self.root)
                .all(|folder| self.lasting.contains_key(*folder));
            if let (true, Named::File(number)) = (reachable, named) {
                let name = path.strip_prefix(&self.root).unwrap().to_owned();
                left.push((name, self.files[*number].lasting.clone()));
            }
        }
        Remains(left)
    }
}

fn rename(names: &mut BTreeMap<PathBuf, Named>, namings: &[Naming]) {
    for (path, named) in namings {
        match named {
            Some(named) => names.insert(path.clone(), *named),
            None => names.remove(path),
        };
    }
}

/// Files that a cut has left, by name.
pub(super) struct Remains(Vec<(PathBuf, Vec<u8>)>);

impl Remains {
    /// Puts them into a folder.
    pub(super) fn write_to(&self, dir: &Path) {
        for (name, bytes) in &self.0 {
            let path = dir.join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        }
    }
}
