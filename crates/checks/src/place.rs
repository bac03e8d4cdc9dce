//! In which workspace this program runs, and from which folder.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The workspace of the cargo that runs this program, or the one around the
/// program itself, or the one around the current folder.
///
/// Where it was built is not asked for: a copy of a checkout, with its target
/// folder, would work on the original.
///
/// # Errors
///
/// Fails if there is none.
pub fn workspace() -> Result<PathBuf> {
    let package = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let starts = [package, env::current_exe().ok(), env::current_dir().ok()];
    let mut folders = starts.iter().flatten().flat_map(|it| it.ancestors());
    let root = folders.find(|folder| is_workspace(folder));
    root.map(Path::to_owned).context("there is no workspace around this")
}

/// The folder of this program, where cargo also puts those of the demos.
///
/// # Errors
///
/// Fails if the system does not say where this program is.
pub fn own_folder() -> Result<PathBuf> {
    let program = env::current_exe().context("this program has no path")?;
    let folder = program.parent().context("this program has no folder")?;
    Ok(folder.to_owned())
}

fn is_workspace(folder: &Path) -> bool {
    folder.join("Cargo.toml").exists() && folder.join("crates/checks").exists()
}
