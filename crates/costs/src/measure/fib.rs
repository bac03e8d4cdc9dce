//! Eight Fibonacci numbers, in each room that can use several cores.

use std::process::Command;

use anyhow::{Context, Result};

use crate::figures::{Key, Measure, ONE_CORE, Question};
use crate::lab::{Job, Place, Section};

use super::read::{number_after, parse, readings};

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

/// Name in the figures, and Python script.
const PYTHON: [(&str, &str); 3] = [
    ("Python in turn", "01-sequential-greeter/python/fib.py"),
    ("Python threads", "02-threads/python/fib.py"),
    ("Python pool", "04-pool-map/python/fib_processes.py"),
];

/// The capacity of the cores, and how much of it each room uses.
pub fn section(place: &Place, quick: bool) -> Section<'_> {
    let capacity: Job<'_> = Box::new(|| {
        let found = parse(&place.run(place.probe(["spin"]))?.stdout)?;
        Ok(readings(Measure::Capacity, found))
    });
    let mut jobs = vec![("capacity of the cores".into(), capacity)];
    let size = if quick { ("34", "26") } else { ("37", "29") };
    for (name, demo, example) in ROOMS {
        let rust = move || Ok(place.demo(demo, [example, size.0]));
        jobs.extend(both(place, name, rust));
    }
    for (name, script) in PYTHON {
        let python = move || place.script(script, [size.1]);
        jobs.extend(both(place, name, python));
    }
    Section { question: Question::Fib, rounds: if quick { 1 } else { 2 }, jobs }
}

/// Two jobs, a program on all cores and on one; or the first of them, if the
/// program can use only one core.
fn both<'a>(
    place: &'a Place,
    name: &'static str,
    command: impl Fn() -> Result<Command> + Copy + 'a,
) -> Vec<(String, Job<'a>)> {
    let run = move |on_one_core: bool| {
        let outcome = if on_one_core {
            place.run_on_one_core(command()?)
        } else {
            place.run(command()?)
        }?;
        let elapsed = number_after("elapsed", &outcome.stderr);
        elapsed.with_context(|| outcome.stderr)
    };
    let all: Job<'a> = Box::new(move || {
        Ok(vec![(Key::new(Measure::FibTime, name), run(false)?)])
    });
    let mut jobs = vec![(name.to_owned(), all)];
    if !name.ends_with("in turn") {
        let name = format!("{name}{ONE_CORE}");
        let subject = name.clone();
        let one: Job<'a> = Box::new(move || {
            let key = Key::new(Measure::FibTime, &*subject);
            Ok(vec![(key, run(true)?)])
        });
        jobs.push((name, one));
    }
    jobs
}
