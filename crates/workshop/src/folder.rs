//! The folder of the participant's files: a Cargo workspace of its own.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::exercises::{EXERCISES, Exercise};

/// Where the files are.
#[derive(Debug)]
pub struct Folder {
    root: PathBuf,
    path: PathBuf,
}

impl Folder {
    /// The folder at `path`, for the exercises of the checkout at `root`.
    pub fn new(root: PathBuf, path: PathBuf) -> Self {
        Self { root, path }
    }

    /// The file of an exercise, which may not be there yet.
    pub fn file(&self, exercise: &Exercise) -> PathBuf {
        self.path.join(format!("{}.rs", exercise.name))
    }

    /// Copies the file of an exercise. One that is there is left alone.
    ///
    /// # Errors
    ///
    /// If something can't be written.
    pub fn start(&self, exercise: &Exercise) -> Result<()> {
        fs::create_dir_all(&self.path)
            .with_context(|| self.path.display().to_string())?;
        let file = self.file(exercise);
        if !file.exists() {
            fs::write(&file, exercise.shipped)
                .with_context(|| file.display().to_string())?;
        }
        self.write_manifest()
    }

    /// Names the files that are there. The versions are those of the checkout.
    fn write_manifest(&self) -> Result<()> {
        let path = fs::canonicalize(&self.path)?;
        let mut hasher = DefaultHasher::new();
        path.hash(&mut hasher);
        let name = format!("name = \"exercises-{:016x}\"", hasher.finish());
        // Cargo finds what it has built by the package's name. By one name for
        // all folders, it would take the program of another one for this one's.
        let manifest = include_str!("exercises.toml");
        let mut manifest = manifest.replace("name = \"exercises\"", &name);
        let package = self.root.join("crates/workshop");
        manifest += &format!("workshop = {{ path = {package:?} }}\n");
        for exercise in EXERCISES.iter().filter(|it| self.file(it).exists()) {
            manifest += &format!(
                "\n[[bin]]\nname = \"{}\"\npath = \"{}.rs\"\n",
                self.program(exercise),
                exercise.name
            );
        }
        let file = self.path.join("Cargo.toml");
        if fs::read_to_string(&file).ok().as_ref() != Some(&manifest) {
            fs::write(&file, manifest)?;
        }
        let (locked, lock) =
            (self.root.join("Cargo.lock"), self.path.join("Cargo.lock"));
        let changed = |file: &Path| file.metadata()?.modified();
        // Cargo drops from the copy what the exercises don't need.
        if !lock.exists() || changed(&lock)? < changed(&locked)? {
            fs::copy(&locked, &lock)?;
        }
        Ok(())
    }

    /// Compiles an exercise. `None` if it does not compile; rustc says why.
    ///
    /// # Errors
    ///
    /// If cargo can't be started.
    pub fn build(&self, exercise: &Exercise) -> Result<Option<PathBuf>> {
        let target = env::var_os("CARGO_TARGET_DIR");
        let target =
            target.map_or_else(|| self.root.join("target"), Into::into);
        let built = target.join("debug").join(self.program(exercise));
        let cargo = env::var_os("CARGO").unwrap_or(OsString::from("cargo"));
        let mut build = Command::new(cargo);
        build.arg("build").arg("--bin").arg(self.program(exercise));
        build.arg("--manifest-path").arg(self.path.join("Cargo.toml"));
        build.arg("--target-dir").arg(&target);
        // Cargo shows how far it has come, where that may take a while.
        if built.exists() || !io::stderr().is_terminal() {
            build.arg("--quiet");
        }
        let status = build.status().context("could not start cargo")?;
        Ok(status.success().then_some(built))
    }

    /// The name of its program, which begins with that of the folder.
    fn program(&self, exercise: &Exercise) -> String {
        let name = self.path.file_name().unwrap_or_default();
        let name = name.to_string_lossy();
        format!("{}-{}", name.trim_start_matches('.'), exercise.number())
    }
}
