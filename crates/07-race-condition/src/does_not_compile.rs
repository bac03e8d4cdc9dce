//! The direct ports of `counter += 1`, and what the compiler says to them.
//!
//! Take the article's program, write it in Rust as it stands, and the compiler
//! refuses it, whichever way you turn. Two ways it accepts, and both are wrong:
//! there each thread adds to a counter of its own, and the program prints 0.
//! None of them is part of this program. Each is a file in `ports/`, whose
//! first line is shown here, and a test compiles them all and compares.
//!
//! No port is `unsafe { COUNTER += 1 }`. That compiles, and may even print the
//! right number in every run you try; it is a data race, so anything goes.
//!
//! Run with `just run 07-race-condition does-not-compile`; the same in every
//! run. Source: A2 and A4, by which protected access prevents races.

use std::io::{self, Write};

use anyhow::Result;

pub fn run() -> Result<()> {
    for (name, program) in PORTS {
        let head = program.lines().next().unwrap_or_default();
        let verdict = head.trim_start_matches("//! ");
        writeln!(io::stdout(), "{name}: {verdict}")?;
    }
    Ok(())
}

macro_rules! ports {
    ($($name:literal)*) => {
        &[$(($name, include_str!(concat!("../ports/", $name, ".rs")))),*]
    };
}

const PORTS: &[(&str, &str)] = ports![
    "spawn" "spawn_in_map" "reference" "argument"
    "scoped_twice" "scoped_loop" "scoped_read" "shared_closure" "moved"
    "global" "global_mut" "global_mut_borrowed" "global_cell"
    "arc" "rc_refcell" "arc_refcell" "raw_pointer"
    "mutex_unlocked" "mutex_guard"
    "copied" "thread_local"
];
