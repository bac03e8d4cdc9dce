//! Eight computations, in as many rooms as have cores to use.

use anyhow::Context;

use crate::figures::{Key, Measure};
use crate::lab::{Job, Missing, Place, Section};

use super::{number_after, parse, readings};

/// Name in the figures, room, and example.
const ROOMS: [(&str, &str, &str); 7] = [
    ("01 in turn", "01-sequential-greeter", "fib"),
    ("02 threads", "02-threads", "fib"),
    ("03 processes", "03-multiprocess-fork", "fib"),
    ("04 rayon", "04-pool-map", "fib-rayon"),
    ("04 threadpool", "04-pool-map", "fib-threadpool"),
    ("04 processes", "04-pool-map", "fib-processes"),
    ("05 executor", "05-futures-executor", "fib"),
];

/// The same, of Python.
const PYTHON: [(&str, &str); 3] = [
    ("Python in turn", "01-sequential-greeter/python/fib.py"),
    ("Python threads", "02-threads/python/fib.py"),
    ("Python pool", "04-pool-map/python/fib_processes.py"),
];

/// What the cores can do, and what the rooms make of it.
pub fn section(place: &Place, quick: bool) -> Section<'_> {
    let capacity: Job<'_> = Box::new(|| {
        let found = parse(&place.run(place.probe(["spin"]))?)?;
        Ok(readings(Measure::Capacity, found))
    });
    let mut jobs = vec![("two threads against one".into(), capacity)];
    for (name, demo, example) in ROOMS {
        let n = if quick { "34" } else { "38" };
        let rust: Job<'_> = Box::new(move || {
            let outcome = place.run(place.demo(demo, [example, n]))?;
            let elapsed = number_after("elapsed", &outcome.stderr);
            let elapsed = elapsed.with_context(|| outcome.stderr)?;
            Ok(vec![(Key::new(Measure::FibTime, name), elapsed)])
        });
        jobs.push((format!("{demo} {example}"), rust));
    }
    for (name, script) in PYTHON {
        let n = if quick { "26" } else { "30" };
        let python: Job<'_> = Box::new(move || {
            if !place.root.join("crates").join(script).exists() {
                return Err(Missing("there is no such script".into()).into());
            }
            let outcome = place.run(place.script(script, [n])?)?;
            let elapsed = number_after("elapsed", &outcome.stderr);
            let elapsed = elapsed.with_context(|| outcome.stderr)?;
            Ok(vec![(Key::new(Measure::FibTime, name), elapsed)])
        });
        jobs.push((script.into(), python));
    }
    Section { name: "fib", rounds: if quick { 1 } else { 2 }, jobs }
}
