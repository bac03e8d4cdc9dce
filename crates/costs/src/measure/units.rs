//! How long it takes to create one unit and to see it finish.

use std::process::Command;

use anyhow::{Context, Result};

use crate::figures::{Key, Measure};
use crate::lab::{Job, Missing, Place, Section};

use super::{parse, readings};

/// Rust's units in one process, and Python's in one per library.
pub fn section(place: &Place, quick: bool) -> Section<'_> {
    let rust: Job<'_> = Box::new(|| {
        let found = parse(&place.run(place.probe(["units"]))?)?;
        Ok(readings(Measure::Create, found))
    });
    let c: Job<'_> = Box::new(|| {
        let outcome = place.run(c_program(place)?)?;
        let nanoseconds = outcome.stdout.trim().parse()?;
        Ok(vec![(Key::new(Measure::Create, "process in C"), nanoseconds)])
    });
    let mut jobs = vec![("Rust's units".into(), rust)];
    jobs.push(("a process in C".into(), c));
    for kind in ["builtin", "asyncio", "uvloop", "gevent"] {
        let python: Job<'_> = Box::new(move || {
            let script = place.script("costs/python/units.py", [kind])?;
            Ok(readings(Measure::Create, parse(&place.run(script)?)?))
        });
        jobs.push((format!("Python's units, {kind}"), python));
    }
    Section { name: "units", rounds: if quick { 1 } else { 3 }, jobs }
}

/// The same in C, for what it takes in any language. Who has Rust has a `cc`:
/// it is what links.
fn c_program(place: &Place) -> Result<Command> {
    let program = place.scratch.join("fork");
    if !program.exists() {
        let mut cc = Command::new("cc");
        cc.arg("-O2").arg(place.root.join("crates/costs/c/fork.c"));
        cc.arg("-o").arg(&program);
        let built =
            cc.output().map_err(|error| Missing(format!("cc: {error}")))?;
        if !built.status.success() {
            let words = String::from_utf8_lossy(&built.stderr);
            let first = words.lines().next().context("cc says nothing")?;
            return Err(Missing(first.into()).into());
        }
    }
    Ok(Command::new(program))
}
