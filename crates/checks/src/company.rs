//! What else happens on the cores while a program runs.

use std::fmt;
use std::process::{Child, Command, Stdio};
use std::thread;

use anyhow::{Context, Result};

use crate::chapter::Session;
use crate::diff::Setting;
use crate::one_core::OneCore;
use crate::program::{self, Outcome};
use crate::rules;

/// A choice of what else happens on the cores.
#[derive(Clone, Copy, Debug)]
pub enum Company {
    /// Nothing: one program after the other.
    Alone,
    /// Nothing, but there is only one core.
    Pinned,
    /// As many busy loops as cores, and several programs at a time.
    Loaded,
    /// More programs than cores, so that threads are interrupted at odd
    /// moments.
    Crowded,
}

/// As long as this lives, this thread has that company.
#[derive(Debug)]
pub struct Gathered {
    _pinned: Option<OneCore>,
    _load: Vec<Busy>,
}

impl Company {
    /// How many programs run at a time.
    pub fn jobs(self) -> usize {
        match self {
            Self::Alone | Self::Pinned => 1,
            Self::Loaded => 8,
            Self::Crowded => 4,
        }
    }

    /// Starts what has to be started.
    ///
    /// # Errors
    ///
    /// Fails if no shell can be started, or on a system that can't bind a
    /// thread to a core.
    pub fn gather(self) -> Result<Gathered> {
        let (pinned, load) = match self {
            Self::Alone | Self::Crowded => (None, Vec::new()),
            Self::Pinned => (Some(OneCore::new()?), Vec::new()),
            Self::Loaded => (None, load()?),
        };
        Ok(Gathered { _pinned: pinned, _load: load })
    }
}

impl fmt::Display for Company {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Alone => "alone",
            Self::Pinned => "on one core",
            Self::Loaded => "beside a load",
            Self::Crowded => "four at a time",
        })
    }
}

/// Runs a session's program for each command: several at once, and then those
/// of the claims, one at a time. The outcomes are in order.
///
/// # Errors
///
/// Fails if a program can't be started.
pub(crate) fn run(
    setting: &Setting,
    commands: Vec<(&Session, Command)>,
) -> Result<Vec<Outcome>> {
    let (mut together, mut alone) = (Vec::new(), Vec::new());
    let is_alone = |session: &Session| session.room == rules::CLAIMS;
    let order: Vec<_> = commands.iter().map(|(it, _)| is_alone(it)).collect();
    for (session, command) in commands {
        let queue = if is_alone(session) { &mut alone } else { &mut together };
        queue.push(command.into());
    }
    let mut together =
        program::run_all(together, setting.limit, setting.jobs)?.into_iter();
    let mut alone = program::run_all(alone, setting.limit, 1)?.into_iter();
    let next = |is_alone: bool| match is_alone {
        true => alone.next(),
        false => together.next(),
    };
    order.into_iter().map(next).collect::<Option<_>>().context("an outcome")
}

/// A busy loop that ends with this value.
#[derive(Debug)]
struct Busy(Child);

/// One for each core. A shell that only counts is as busy as can be.
fn load() -> Result<Vec<Busy>> {
    let cores = thread::available_parallelism()?.get();
    let busy = |_| {
        let mut shell = Command::new("sh");
        shell.args(["-c", "while :; do :; done"]).stdin(Stdio::null());
        anyhow::Ok(Busy(shell.spawn().context("could not start a load")?))
    };
    (0..cores).map(busy).collect()
}

impl Drop for Busy {
    fn drop(&mut self) {
        let end = self.0.kill().and_then(|()| self.0.wait());
        end.expect("it is our child, and never ends by itself");
    }
}
