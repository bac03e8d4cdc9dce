//! How long it takes to create one unit and to see it finish.

use crate::figures::Measure;
use crate::lab::{Job, Place, Section};

use super::{parse, readings};

/// Rust's units in one process, and Python's in one per library.
pub fn section(place: &Place, quick: bool) -> Section<'_> {
    let rust: Job<'_> = Box::new(|| {
        let found = parse(&place.run(place.probe(["units"]))?)?;
        Ok(readings(Measure::Create, found))
    });
    let mut jobs = vec![("Rust's units".into(), rust)];
    for kind in ["builtin", "asyncio", "uvloop", "gevent"] {
        let python: Job<'_> = Box::new(move || {
            let script = place.script("costs/python/units.py", [kind])?;
            Ok(readings(Measure::Create, parse(&place.run(script)?)?))
        });
        jobs.push((format!("Python's units, {kind}"), python));
    }
    Section { name: "units", rounds: if quick { 1 } else { 4 }, jobs }
}
