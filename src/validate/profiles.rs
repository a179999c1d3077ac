//! The profiles that can be checked against: the one that is part of the program, and those that were given.
//!
//! In: the operator's choices and shape files. Out: for any selection of ids a [`Profile`]. Reads no file.

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

use super::choices::Choices;
use super::foreign::Origin;
use super::load::LoadError;
use super::part::{Fault, Given, Part, ShapeFile};
use super::profile::{Profile, SHAPES};

/// The id of the profile that is part of the program.
pub const SWEDISH: &str = "dcat-ap-se-3.0.1";

/// The id under which reports show an operator's own shapes.
pub const EXTRA: &str = "extra";

/// All profiles, compiled once.
pub struct Profiles {
    choices: Choices,
    /// The Swedish profile first.
    parts: Vec<Arc<Part>>,
}

impl Profiles {
    /// The Swedish profile with what the operator chose.
    pub fn new(choices: Choices) -> Profiles {
        let swedish = if choices == Choices::default() { plain() } else { Arc::new(sure(&choices)) };
        Profiles { choices, parts: vec![swedish] }
    }

    /// Adds shapes that run for every selection, beside its profiles.
    ///
    /// # Errors
    /// What is wrong with the files; nothing is added then.
    pub fn add_extra(&mut self, shapes: &[ShapeFile]) -> Result<(), Vec<Fault>> {
        let name: Vec<&str> = shapes.iter().map(|file| short(&file.name)).collect();
        let origin = Origin { name: &name.join(", "), prefix: String::new(), known: &plain().rules };
        self.add_part(&Given { profile: EXTRA, origin, shapes, background: &vocabularies() })
    }

    /// Adds a profile of this id. Its rule ids begin with the id and a colon. Where no background is given, the controlled lists
    /// of the program are it: a value from one of them is then known for what it is.
    ///
    /// # Errors
    /// What is wrong with the files; nothing is added then.
    pub fn add(&mut self, id: &str, shapes: &[ShapeFile], background: &[ShapeFile]) -> Result<(), Vec<Fault>> {
        let origin = Origin { name: id, prefix: format!("{id}:"), known: &plain().rules };
        let lists = if background.is_empty() { vocabularies() } else { Vec::new() };
        let background = if background.is_empty() { &lists } else { background };
        self.add_part(&Given { profile: id, origin, shapes, background })
    }

    fn add_part(&mut self, given: &Given<'_>) -> Result<(), Vec<Fault>> {
        self.parts.push(Arc::new(Part::foreign(given, &self.choices)?));
        Ok(())
    }

    /// The profiles with these ids as one, with the extra shapes; ids that are not there are passed over.
    pub fn of<'a>(&self, ids: impl IntoIterator<Item = &'a str>) -> Profile {
        let ids: BTreeSet<&str> = ids.into_iter().collect();
        let wanted = |part: &&Arc<Part>| part.profile == EXTRA || ids.contains(part.profile.as_str());
        Profile::joined(self.parts.iter().filter(wanted).cloned().collect())
    }

    /// All of them as one.
    pub fn all(&self) -> Profile {
        Profile::joined(self.parts.clone())
    }

    /// Whether there is a profile with this id.
    pub fn has(&self, id: &str) -> bool {
        self.parts.iter().any(|part| part.profile == id)
    }
}

/// The Swedish profile without any choices, compiled once.
pub(super) fn plain() -> Arc<Part> {
    static PLAIN: LazyLock<Arc<Part>> = LazyLock::new(|| Arc::new(sure(&Choices::default())));
    PLAIN.clone()
}

/// The Swedish profile as chosen, compiled.
pub(super) fn documented(choices: &Choices) -> Result<Part, LoadError> {
    let own: Vec<(&str, &str)> = SHAPES.iter().copied().filter(|(name, _)| !name.starts_with(BACKGROUND)).collect();
    Part::documented(SWEDISH, &own, choices)
}

/// The same, where it cannot fail.
fn sure(choices: &Choices) -> Part {
    documented(choices).expect("the files are part of the program and tests read them all")
}

/// Where files lie that only the shapes of others need to know.
const BACKGROUND: &str = "background/";

/// What the Swedish shapes need to know serves those of others as well, with a little more.
fn vocabularies() -> Vec<ShapeFile> {
    let files = SHAPES.iter().filter(|(name, _)| name.starts_with("vocabularies/") || name.starts_with(BACKGROUND));
    files.map(|&(name, turtle)| ShapeFile { name: name.to_owned(), turtle: turtle.to_owned() }).collect()
}

/// A file's name without its folders.
fn short(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}
