//! Injects every fault into every demo, from outside, and counts survivors.
//!
//! `just faults` takes a few minutes, `just faults --quick` less than one. A
//! naive program has to fail first, in every way that is looked for: a check
//! that nothing can fail says nothing.

#[cfg(target_os = "linux")]
use std::process::ExitCode;

#[cfg(target_os = "linux")]
mod harness;

#[cfg(target_os = "linux")]
fn main() -> ExitCode {
    match harness::main() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Other systems can't say who is left of a program: nothing is counted.
#[cfg(not(target_os = "linux"))]
fn main() -> std::io::Result<()> {
    use std::io::Write;
    let reason = "to count who is left takes Linux and its /proc";
    writeln!(std::io::stdout(), "faults: skipped: {reason}")
}
