//! Handing a large object over, compared with one `memcpy` of it.

use anyhow::{Context, Result};

use crate::figures::{Key, Measure, Question};
use crate::lab::{Job, Place, Reading, Section};

use super::read::{number_after, parse, readings};

/// A small object, a large one, and one larger than all caches.
const SIZES: [u64; 3] = [1_000, 1_000_000, 100_000_000];

/// Each way for each size, and whole examples.
pub fn section(place: &Place, quick: bool) -> Section<'_> {
    let mut jobs = Vec::new();
    for size in SIZES {
        for python in [false, true] {
            let job: Job<'_> = Box::new(move || {
                let bytes = size.to_string();
                let command = if python {
                    place.script("costs/python/handover.py", [&*bytes])?
                } else {
                    place.probe(["handover", &bytes])
                };
                let found = parse(&place.run(command)?.stdout)?;
                let readings = readings(Measure::HandOverTime, found);
                let sized = readings.into_iter().map(|(k, v)| (k.of(size), v));
                Ok(sized.collect())
            });
            let language = if python { "Python" } else { "Rust" };
            jobs.push((format!("{size} bytes in {language}"), job));
        }
    }
    for (name, demo, example) in EXAMPLES {
        for python in [false, true] {
            let job: Job<'_> =
                Box::new(move || whole(place, name, demo, example, python));
            let language = if python { "Python" } else { "Rust" };
            jobs.push((format!("{demo} {example} in {language}"), job));
        }
    }
    let rounds = if quick { 1 } else { 2 };
    Section { question: Question::Handover, rounds, jobs }
}

/// Name in the figures, room, and example.
const EXAMPLES: [(&str, &str, &str); 3] = [
    ("channel", "02-threads", "big-result"),
    ("pipe", "03-multiprocess-fork", "big-result-pipe"),
    ("shared memory", "03-multiprocess-fork", "big-result-shared-memory"),
];

/// A whole example: an object is made, handed over and summed up.
fn whole(
    place: &Place,
    name: &str,
    demo: &str,
    example: &str,
    python: bool,
) -> Result<Vec<Reading>> {
    let size = SIZES[2].to_string();
    let (subject, command) = if python {
        let file = example.replace('-', "_");
        let script = format!("{demo}/python/{file}.py");
        (format!("Python {name}"), place.script(&script, [&*size])?)
    } else {
        (name.to_owned(), place.demo(demo, [example, &size]))
    };
    let outcome = place.run(command)?;
    let elapsed = number_after("elapsed", &outcome.stderr);
    let elapsed = elapsed.with_context(|| outcome.stderr)?;
    Ok(vec![(Key::new(Measure::BigResult, subject).of(SIZES[2]), elapsed)])
}
