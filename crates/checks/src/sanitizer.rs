//! The sanitizers under which the examples run: what they report, and the
//! planted faults that they must find.
//!
//! `scripts/tsan` and `scripts/leaks` build the demos and `planted`, a program
//! of `faults`, with a sanitizer. One that finds nothing in the demos proves
//! something only if it finds each planted fault in every run, but for those
//! that it can't see: they must be found in none.

use anyhow::Result;
use clap::ValueEnum;
use tokio::process::Command;

use crate::diff::{self, Setting};
use crate::program;

/// A sanitizer.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Sanitizer {
    /// ThreadSanitizer: data races
    Thread,
    /// AddressSanitizer, and LeakSanitizer at each program's end
    Address,
}

/// A fault of the program `planted`.
#[derive(Debug)]
pub struct Planted {
    /// Its name there.
    pub name: &'static str,
    /// What the program does wrong.
    pub mistake: &'static str,
    /// How the sanitizer reports it, if it can see it at all.
    pub finding: Option<&'static str>,
}

/// The program with the planted faults.
pub const PLANTED: &str = "planted";

impl Sanitizer {
    /// Its name, and that of its recipe.
    pub fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Thread => ("ThreadSanitizer", "tsan"),
            Self::Address => ("AddressSanitizer with LeakSanitizer", "leaks"),
        }
    }

    /// The planted faults that it can find, in a word.
    pub fn what_it_finds(self) -> &'static str {
        match self {
            Self::Thread => "races",
            Self::Address => "errors",
        }
    }

    /// How often each example runs.
    ///
    /// A race is found if both accesses happen, in either order, and that can
    /// depend on chance. A leak hardly does.
    pub fn times(self) -> u32 {
        match self {
            Self::Thread => 10,
            Self::Address => 3,
        }
    }

    /// A variable of each run's environment: an exit status that no demo uses,
    /// and no sleep at the end.
    pub fn options(self) -> (&'static str, &'static str) {
        match self {
            Self::Thread => (
                "TSAN_OPTIONS",
                "exitcode=66 atexit_sleep_ms=0 halt_on_error=0",
            ),
            Self::Address => ("ASAN_OPTIONS", "exitcode=66:detect_leaks=1"),
        }
    }

    /// How many reports a program has printed on stderr.
    pub fn reports(self, stderr: &str) -> usize {
        let begin: &[&str] = match self {
            Self::Thread => &["WARNING: ThreadSanitizer: "],
            Self::Address => {
                &["ERROR: AddressSanitizer: ", "ERROR: LeakSanitizer: "]
            }
        };
        begin.iter().map(|words| stderr.matches(words).count()).sum()
    }

    /// Why the sanitizer can't work on this machine, if it can't: the kernel
    /// lays out memory in another way, or a container forbids inspecting a
    /// process.
    ///
    /// To find out, this runs a program in which there is nothing to report.
    ///
    /// # Errors
    ///
    /// Fails if `planted` is missing or can't be started.
    pub fn obstacle(self, setting: &Setting) -> Result<Option<String>> {
        let planted = diff::program(&setting.bin_dir, PLANTED)?;
        let (name, value) = self.options();
        let silent = self.planted().iter().filter(|it| it.finding.is_none());
        let commands = silent.map(|fault| {
            let mut command = Command::new(&planted);
            command.arg(fault.name).env(name, value);
            command
        });
        let commands = commands.collect();
        let outcomes = program::run_all(commands, setting.limit, 1)?;
        let cannot_work = match self {
            Self::Thread => "FATAL: ThreadSanitizer: ",
            Self::Address => "LeakSanitizer has encountered a fatal error",
        };
        let mut lines = outcomes.iter().flat_map(|run| run.stderr.lines());
        let reason = lines.find(|line| line.contains(cannot_work));
        Ok(reason.map(str::to_owned))
    }

    /// The faults that were planted for it.
    pub fn planted(self) -> &'static [Planted] {
        match self {
            Self::Thread => &RACES,
            Self::Address => &MEMORY,
        }
    }
}

const RACE: Option<&str> = Some("ThreadSanitizer: data race");
const LEAK: Option<&str> = Some("LeakSanitizer: detected memory leaks");

const RACES: [Planted; 7] = [
    Planted {
        name: "static-mut",
        mistake: "two threads add to a `static mut`",
        finding: RACE,
    },
    Planted {
        name: "two-mutexes",
        mistake: "two threads lock, but not the same mutex",
        finding: RACE,
    },
    Planted {
        name: "missing-join",
        mistake: "a result is read after a sleep, not a join",
        finding: RACE,
    },
    Planted {
        name: "relaxed-flag",
        mistake: "a result is published by a relaxed flag",
        finding: RACE,
    },
    Planted {
        name: "rayon-cell",
        mistake: "a parallel map adds to an `UnsafeCell`",
        finding: RACE,
    },
    Planted {
        name: "tokio-pointer",
        mistake: "a task and its blocking call share a pointer",
        finding: RACE,
    },
    Planted {
        name: "lost-update",
        mistake: "atomic load, then store: wrong, but no data race",
        finding: None,
    },
];

const MEMORY: [Planted; 5] = [
    Planted {
        name: "forgotten-box",
        mistake: "the box is given to `mem::forget`",
        finding: LEAK,
    },
    Planted {
        name: "rc-cycle",
        mistake: "two nodes keep each other alive",
        finding: LEAK,
    },
    Planted {
        name: "use-after-free",
        mistake: "a pointer outlives its box",
        finding: Some("AddressSanitizer: heap-use-after-free"),
    },
    Planted {
        name: "out-of-bounds",
        mistake: "the element after the last is read",
        finding: Some("AddressSanitizer: heap-buffer-overflow"),
    },
    Planted {
        name: "kept-for-ever",
        mistake: "a global list only grows: reachable, so no leak",
        finding: None,
    },
];
