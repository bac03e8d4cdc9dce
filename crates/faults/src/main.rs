//! Injects every fault into every demo, from outside, and counts survivors.
//!
//! `just faults` takes a few minutes, `just faults --quick` less than one.
//! Before any demo runs, a naive program must fail in every way that is
//! checked for: a check that nothing can fail proves nothing.

#[cfg(target_os = "linux")]
use std::process::ExitCode;

#[cfg(target_os = "linux")]
mod harness;

#[cfg(target_os = "linux")]
fn main() -> ExitCode {
    use std::io::{self, Write};
    match harness::main() {
        Ok(code) => code,
        // The reader has seen enough, as in `just faults | head`.
        Err(error) if checks::place::is_broken_pipe(&error) => {
            ExitCode::SUCCESS
        }
        Err(error) => {
            writeln!(io::stderr(), "error: {error:#}").unwrap_or_default();
            ExitCode::FAILURE
        }
    }
}

/// On other systems the processes that a program leaves can't be counted.
#[cfg(not(target_os = "linux"))]
fn main() {
    let reason = "counting what a program leaves behind needs Linux's /proc";
    println!("faults: skipped: {reason}");
}
