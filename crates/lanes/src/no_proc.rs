//! There is no `/proc` on this system, so nothing can be observed.

use std::io;
use std::path::PathBuf;
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

/// A pipe through which marks would come.
#[derive(Debug)]
pub struct Pipe;

impl Pipe {
    /// A new one.
    ///
    /// # Errors
    ///
    /// None.
    pub fn new() -> io::Result<Self> {
        Ok(Self)
    }

    /// No file.
    pub fn path(&self) -> PathBuf {
        PathBuf::new()
    }
}

/// Fails.
///
/// # Errors
///
/// Always.
pub fn observe(
    _command: Command,
    _options: &Options,
    _marks: Pipe,
) -> Result<Run> {
    bail!("a program can be observed on Linux only, through /proc")
}
