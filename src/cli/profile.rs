//! What `skord validate` checks against: profiles, their shape files, and the choices of a config.

use std::path::PathBuf;

use anyhow::{Result, anyhow, bail};

use crate::config::{self, Config, Source, is_profile_id, nearest, published};
use crate::harvest::check;
use crate::harvest::profiles::shape_files;
use crate::validate::{Choices, EXTRA, Profile, Profiles, SWEDISH, ShapeFile};

/// Which rules there are.
#[derive(clap::Args)]
pub(super) struct ProfileArgs {
    /// A profile to check against; may be given several times [default: dcat-ap-se-3.0.1, which needs no files]
    #[arg(long, value_name = "ID")]
    profile: Vec<String>,
    /// The shapes of the profile: a Turtle file, or a folder of them; may be given several times
    #[arg(long, value_name = "PATH", requires = "profile")]
    shapes: Vec<PathBuf>,
    /// Vocabularies and class hierarchies that the shapes need: files or folders [default: the controlled lists of DCAT-AP-SE]
    #[arg(long, value_name = "PATH", requires = "shapes")]
    background: Vec<PathBuf>,
    /// Take profiles, choices among the rules and steps, and extra shapes from this config
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

impl ProfileArgs {
    /// The config that was named.
    pub(super) fn config(&self) -> Result<Option<Config>> {
        Ok(self.config.as_deref().map(config::load).transpose()?)
    }

    /// The profiles that were asked for, as one; else those of the source.
    pub(super) fn profile(&self, config: Option<&Config>, source: Option<&Source>) -> Result<Profile> {
        let mut all = match config {
            Some(config) => check(config)?,
            None => Profiles::new(Choices::default()),
        };
        let unknown: Vec<&str> = self.profile.iter().map(String::as_str).filter(|id| !all.has(id)).collect();
        match (&unknown[..], self.shapes.is_empty()) {
            ([], true) => {}
            ([id], false) => self.add(&mut all, id)?,
            ([], false) => bail!("--shapes belongs to a profile that has none yet; name it by --profile"),
            ([first, ..], true) => bail!(without_shapes(first)),
            (several, false) => bail!(
                "--shapes is for one profile, and {} have none; put their files in [[profile]] of a config",
                several.join(" and ")
            ),
        }
        let of_source = source.map_or(&[][..], |source| &source.profiles);
        let named = if self.profile.is_empty() { of_source } else { &self.profile };
        let ids = if named.is_empty() { vec![SWEDISH] } else { named.iter().map(String::as_str).collect() };
        Ok(all.of(ids))
    }

    fn add(&self, all: &mut Profiles, id: &str) -> Result<()> {
        if !is_profile_id(id) || id == EXTRA {
            bail!("{id} cannot be the id of a profile; use 1 to 63 of a-z, 0-9, - and ., such as dcat-ap-3.0.1");
        }
        all.add(id, &read(&self.shapes)?, &read(&self.background)?).map_err(|faults| {
            let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
            anyhow!("the shapes of {id} cannot be used:\n  {}", lines.join("\n  "))
        })
    }
}

fn read(paths: &[PathBuf]) -> Result<Vec<ShapeFile>> {
    let mut files = Vec::new();
    for path in paths {
        files.extend(shape_files(path).map_err(|error| anyhow!("{} cannot be read: {error}", path.display()))?);
    }
    Ok(files)
}

fn without_shapes(id: &str) -> String {
    match (published(id), nearest(id, [SWEDISH])) {
        (Some(place), _) => format!(
            "the shapes of {id} are not a part of skord; take the official file from {place}, and name it by --shapes"
        ),
        (None, Some(meant)) => format!("there is no profile {id}; {meant} exists, and others need --shapes"),
        (None, None) => {
            format!("there is no profile {id}; name its shape files by --shapes, or in [[profile]] of a config")
        }
    }
}
