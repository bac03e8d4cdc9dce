//! The interpreter that runs the counterparts, and the packages they import.

use std::collections::BTreeSet;
use std::env;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use demo::endings::say;
use nix::fcntl::{Flock, FlockArg};

use crate::progress;

/// A Python that can run the counterparts, or most of them.
#[derive(Debug)]
pub struct Python {
    interpreter: PathBuf,
    /// Where `sitecustomize.py` is.
    path: PathBuf,
    /// Why the packages could not be installed, and which these are.
    missing: Option<(anyhow::Error, Vec<String>)>,
    /// Keeps other checks from renewing the environment while we use it.
    _lock: Option<Flock<File>>,
}

impl Python {
    /// Finds an interpreter, and makes an environment in `target/python` for
    /// what the `requirements.txt` of the crates ask for.
    ///
    /// # Errors
    ///
    /// Fails if there is no Python, or an older one than 3.11. A package that
    /// can't be installed is no error yet: see [`Python::lacks`].
    pub fn prepare(root: &Path, target: &Path) -> Result<Self> {
        let name = env::var_os("PYTHON").unwrap_or_else(|| "python3".into());
        let identity = capture(Command::new(&name).args([
            "-c",
            "import sys; print(sys.executable, sys.version, sep='\\n')",
        ]))?;
        let (interpreter, version) =
            identity.split_once('\n').context("Python says nothing")?;
        ensure!(
            minor(version) >= Some(11),
            "Python 3.11 is needed, and this is {}",
            version.split_whitespace().next().unwrap_or_default()
        );
        let interpreter = PathBuf::from(interpreter);
        let path = root.join("crates/checks/python");

        let requirements = Requirements::read(root)?;
        if requirements.files.is_empty() {
            return Ok(Self { interpreter, path, missing: None, _lock: None });
        }
        let folder = target.join("python");
        let stamp = identity.clone() + &requirements.text;
        Ok(match environment(&folder, &stamp, &interpreter, &requirements) {
            Ok(lock) => Self {
                interpreter: folder.join("bin/python"),
                path,
                missing: None,
                _lock: Some(lock),
            },
            Err(error) => Self {
                interpreter,
                path,
                missing: Some((error, requirements.packages())),
                _lock: None,
            },
        })
    }

    /// A command that runs a counterpart; stdout comes line by line, and no
    /// proxy comes between it and this machine.
    pub fn command(&self, counterpart: &Path) -> Command {
        let others = env::var("NO_PROXY").or_else(|_| env::var("no_proxy"));
        let direct =
            format!("{},localhost,127.0.0.1", others.unwrap_or_default());
        let mut command = Command::new(&self.interpreter);
        command
            .arg(counterpart)
            .env("PYTHONPATH", &self.path)
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .env("NO_PROXY", &direct)
            .env("no_proxy", &direct)
            .env_remove("PYTHONUNBUFFERED");
        command
    }

    /// Whether all packages are there.
    pub fn is_whole(&self) -> bool {
        self.missing.is_none()
    }

    /// If a program failed for want of a package: which, and why it's missing.
    pub fn lacks(&self, stderr: &str) -> Option<String> {
        let (error, packages) = self.missing.as_ref()?;
        let package = packages.iter().find(|package| {
            let module = package.to_lowercase().replace(['-', '.'], "_");
            let error =
                format!("ModuleNotFoundError: No module named '{module}");
            stderr.contains(&error)
        })?;
        Some(format!(
            "Python package {package} could not be installed ({error:#})"
        ))
    }
}

/// What the counterparts need beyond the standard library.
struct Requirements {
    files: Vec<PathBuf>,
    text: String,
}

impl Requirements {
    fn read(root: &Path) -> Result<Self> {
        let mut files = Vec::new();
        for entry in fs::read_dir(root.join("crates"))? {
            let file = entry?.path().join("python/requirements.txt");
            if file.exists() {
                files.push(file);
            }
        }
        files.sort();
        let texts = files.iter().map(fs::read_to_string);
        let text = texts.collect::<Result<String, _>>()?;
        Ok(Self { files, text })
    }

    /// The packages with their versions, without comments and hashes.
    fn lines(&self) -> impl Iterator<Item = &str> {
        let lines = self.text.lines().map(|line| line.trim_end_matches('\\'));
        let lines = lines.map(str::trim);
        lines.filter(|line| !line.is_empty() && !line.starts_with(['#', '-']))
    }

    fn packages(&self) -> Vec<String> {
        let name_ends = |c: char| !c.is_alphanumeric() && !"-_.".contains(c);
        let name = |line: &str| line.split(name_ends).next().map(str::to_owned);
        self.lines().filter_map(name).collect()
    }
}

/// Sees to it that the environment is as the stamp says.
fn environment(
    folder: &Path,
    stamp: &str,
    interpreter: &Path,
    requirements: &Requirements,
) -> Result<Flock<File>> {
    fs::create_dir_all(folder.parent().context("no target folder")?)?;
    let lock = File::create(folder.with_extension("lock"))?;
    let lock = Flock::lock(lock, FlockArg::LockShared)
        .map_err(|(_, error)| error)
        .context("could not lock the Python environment")?;
    // The stamp is written last, so what bears it is whole. It is read again
    // after each change of the lock, for others may come first then.
    let stamp_file = folder.join("stamp");
    let whole =
        || fs::read_to_string(&stamp_file).is_ok_and(|found| found == stamp);
    while !whole() {
        lock.relock(FlockArg::LockExclusive)?;
        if !whole() {
            let packages: BTreeSet<_> = requirements.lines().collect();
            say(&format!(
                "making a Python environment in {}: {}",
                folder.display(),
                Vec::from_iter(packages).join(", ")
            ));
            let progress = progress::spinner("installing");
            install(folder, interpreter, requirements)?;
            drop(progress);
            fs::write(&stamp_file, stamp)?;
        }
        lock.relock(FlockArg::LockShared)?;
    }
    Ok(lock)
}

fn install(
    folder: &Path,
    interpreter: &Path,
    requirements: &Requirements,
) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    let mut venv = Command::new(interpreter);
    venv.args(["-m", "venv"]).arg(folder);
    // The interpreter's own pip can install into an environment that has
    // none. That spares two seconds, and Debian's python3-venv.
    let mut pip = Command::new(interpreter);
    pip.args(["-m", "pip"]);
    if capture(pip.arg("--version")).is_ok() {
        venv.arg("--without-pip");
        pip = Command::new(interpreter);
        pip.args(["-m", "pip", "--python"]).arg(folder.join("bin/python"));
    } else {
        pip = Command::new(folder.join("bin/python"));
        pip.args(["-m", "pip"]);
    }
    capture(&mut venv).context("there is no pip, or no way to get it")?;

    pip.args(["install", "--timeout", "15", "--retries", "1"]);
    pip.args(["--disable-pip-version-check", "--no-input"]);
    for file in &requirements.files {
        pip.arg("-r").arg(file);
    }
    capture(&mut pip).map(drop)
}

/// The minor version of a Python 3, from `3.11.7 (main, …)`.
fn minor(version: &str) -> Option<u32> {
    version.strip_prefix("3.")?.split('.').next()?.parse().ok()
}

/// Runs a command and returns its stdout, or its last words as an error.
fn capture(command: &mut Command) -> Result<String> {
    let output = command.output().with_context(|| {
        format!("could not start {}", command.get_program().display())
    })?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    // Some of the tools complain on stdout.
    let words = [output.stdout, output.stderr].concat();
    let words = String::from_utf8_lossy(&words);
    let errors = words.lines().rev().find_map(|l| l.strip_prefix("ERROR: "));
    match errors.or(words.lines().rev().find(|line| !line.trim().is_empty())) {
        Some(line) => bail!("{}", line.trim()),
        None => bail!("{}", output.status),
    }
}
