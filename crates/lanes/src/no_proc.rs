//! There is no `/proc` on this system, so nothing can be observed.

use std::process::Command;

use anyhow::{Result, bail};

use crate::model::{Nanos, Run};

/// How a program is observed.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The command, as one would type it.
    pub title: String,
    /// How many nanoseconds a second of the articles lasts.
    pub second: Option<Nanos>,
    /// Whether the program's stdout goes on to ours.
    pub pass_on: bool,
    /// Whether to go on as if `ptrace` were refused.
    pub untraced: bool,
}

/// Fails.
///
/// # Errors
///
/// Always.
pub fn observe(_command: Command, _options: &Options) -> Result<Run> {
    bail!("a program can be observed on Linux only, through /proc")
}
