//! How long it takes to create a unit and to see it finish.

use std::process::Command;

use anyhow::{Context, Result};

use crate::figures::{Key, Measure, Question};
use crate::lab::{Job, Missing, Place, Section};

use super::read::{parse, readings};

/// All units of Rust in one process, and those of Python in one per library.
pub fn section(place: &Place, quick: bool) -> Section<'_> {
    let rust: Job<'_> = Box::new(|| {
        let found = parse(&place.run(place.probe(["units"]))?.stdout)?;
        Ok(readings(Measure::Create, found))
    });
    let c: Job<'_> = Box::new(|| {
        let outcome = place.run(c_program(place)?)?;
        let nanoseconds = outcome.stdout.trim().parse()?;
        Ok(vec![(Key::new(Measure::Create, "process in C"), nanoseconds)])
    });
    let mut jobs = vec![("units in Rust".into(), rust)];
    jobs.push(("a process in C".into(), c));
    for kind in ["builtin", "asyncio", "uvloop", "gevent"] {
        let python: Job<'_> = Box::new(move || {
            let script = place.script("costs/python/units.py", [kind])?;
            Ok(readings(Measure::Create, parse(&place.run(script)?.stdout)?))
        });
        jobs.push((format!("units in Python ({kind})"), python));
    }
    let rounds = if quick { 1 } else { 3 };
    Section { question: Question::Units, rounds, jobs }
}

/// Builds the program that forks in C, which shows what the kernel alone takes.
/// `cc` is installed wherever Rust is: it is Rust's linker.
fn c_program(place: &Place) -> Result<Command> {
    let program = place.scratch.join("fork");
    if !program.exists() {
        let mut cc = Command::new("cc");
        cc.arg("-O2").arg(place.root.join("crates/costs/c/fork.c"));
        cc.arg("-o").arg(&program);
        let built =
            cc.output().map_err(|error| Missing(format!("cc: {error}")))?;
        if !built.status.success() {
            let errors = String::from_utf8_lossy(&built.stderr);
            let first = errors.lines().next().context("cc failed")?;
            return Err(Missing(first.into()).into());
        }
    }
    Ok(Command::new(program))
}
