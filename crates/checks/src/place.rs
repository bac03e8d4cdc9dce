//! Where a check finds itself: in which workspace, and who listens.

use std::env;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The workspace we were built in, if it is still there; else where we are.
///
/// # Errors
///
/// Fails if we are nowhere.
pub fn workspace() -> Result<PathBuf> {
    let built_in = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2);
    match built_in.filter(|root| root.join("Cargo.toml").exists()) {
        Some(root) => Ok(root.to_owned()),
        None => env::current_dir().context("there is no current folder"),
    }
}

/// Whether the reader of our lines has seen enough, as in `just diff | head`.
pub fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .downcast_ref::<io::Error>()
        .is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}
