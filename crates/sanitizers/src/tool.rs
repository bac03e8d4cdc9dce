//! What differs between the two sanitizers.

use clap::ValueEnum;

/// A sanitizer.
#[derive(Clone, Copy, ValueEnum)]
pub enum Tool {
    /// ThreadSanitizer: data races
    Thread,
    /// AddressSanitizer, and LeakSanitizer at each program's end
    Address,
}

/// A fault of the program `planted`, by its name there.
pub struct Planted {
    pub name: &'static str,
    pub mistake: &'static str,
    /// How the sanitizer reports it, if it can see it at all.
    pub finding: Option<&'static str>,
}

impl Tool {
    pub fn name(self) -> &'static str {
        match self {
            Self::Thread => "ThreadSanitizer",
            Self::Address => "AddressSanitizer with LeakSanitizer",
        }
    }

    pub fn recipe(self) -> &'static str {
        match self {
            Self::Thread => "tsan",
            Self::Address => "leaks",
        }
    }

    /// How often each example runs.
    ///
    /// A race is found if both accesses happen, in either order, and that can
    /// depend on chance. A leak hardly does.
    pub fn runs(self) -> usize {
        match self {
            Self::Thread => 10,
            Self::Address => 3,
        }
    }

    /// The environment of a run: an exit status that no demo uses, and no sleep
    /// at the end of each run.
    pub fn options(self) -> (&'static str, &'static str) {
        match self {
            Self::Thread => (
                "TSAN_OPTIONS",
                "exitcode=66 atexit_sleep_ms=0 halt_on_error=0",
            ),
            Self::Address => ("ASAN_OPTIONS", "exitcode=66:detect_leaks=1"),
        }
    }

    /// How a report begins.
    pub fn complaints(self) -> &'static [&'static str] {
        match self {
            Self::Thread => &["WARNING: ThreadSanitizer: "],
            Self::Address => {
                &["ERROR: AddressSanitizer: ", "ERROR: LeakSanitizer: "]
            }
        }
    }

    /// What it prints where it can't work: with a kernel that lays out memory in
    /// another way, or in a container that forbids inspecting a process.
    pub fn cannot_work(self) -> &'static str {
        match self {
            Self::Thread => "FATAL: ThreadSanitizer: ",
            Self::Address => "LeakSanitizer has encountered a fatal error",
        }
    }

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
