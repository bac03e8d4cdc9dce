//! Many units that all wait at the same time.

use anyhow::Context;

use crate::figures::{Key, Measure};
use crate::lab::{Job, Place, Section};

use crate::probe::Found;

use super::{number_after, parse};

/// A unit: how it is named in the figures, and how many there can be, also in a
/// hurry.
struct Unit {
    name: &'static str,
    most: u64,
    quick: u64,
    kind: Kind,
}

#[derive(Clone, Copy)]
enum Kind {
    /// Rust's, for which there is an example: room and name.
    Example(&'static str, &'static str),
    /// The one of Rust's that has none, measured by a probe.
    Probe,
    /// Python's, and its name as an argument.
    Python(&'static str),
}
use Kind::{Example, Probe, Python};

const fn unit(name: &'static str, most: u64, quick: u64, kind: Kind) -> Unit {
    Unit { name, most, quick, kind }
}

const LOOP: &str = "06-event-loop-tokio";
const GREEN: &str = "08-green-threads";

const UNITS: [Unit; 12] = [
    unit("own loop", K100, K100, Example(LOOP, "swarm-by-hand")),
    unit("smol task", M, K100, Example(GREEN, "swarm-smol")),
    unit("tokio task", M, K100, Example(LOOP, "swarm")),
    unit("async-std task", K100, K100, Probe),
    unit("coroutine", K10, K10, Example(GREEN, "swarm-stackful")),
    unit("thread", K10, 1_000, Example("02-threads", "swarm")),
    unit("process", 256, 64, Example("03-multiprocess-fork", "swarm")),
    unit("asyncio task", M, K100, Python("asyncio")),
    unit("uvloop task", K100, K100, Python("uvloop")),
    unit("gevent greenlet", K100, K10, Python("gevent")),
    unit("Python thread", K10, 1_000, Python("thread")),
    unit("Python process", 64, 16, Python("process")),
];

const K10: u64 = 10_000;
const K100: u64 = 100_000;
const M: u64 = 1_000_000;

/// How many wait at a time. A million wait longer: it takes a while until all
/// have begun.
const COUNTS: [u64; 4] = [10, 1_000, K100, M];

/// How many seconds each waits, which is the ideal for all together.
pub fn seconds(count: u64) -> u64 {
    if count < M { 1 } else { 10 }
}

/// A job for each unit and each count. Of 100,000 the time is of interest, and
/// repeated; a million are let wait only once.
pub fn sections(place: &Place, quick: bool) -> Vec<Section<'_>> {
    let (mut few, mut many, mut million) = (vec![], vec![], vec![]);
    for unit in &UNITS {
        for count in counts(unit, quick) {
            let name = format!("{count} × {}", unit.name);
            let jobs = match count {
                ..K100 => &mut few,
                K100..M => &mut many,
                _ => &mut million,
            };
            jobs.push((name, job(place, unit, count)));
        }
    }
    let rounds = if quick { 1 } else { 2 };
    vec![
        Section { name: "a few", rounds: 1, jobs: few },
        Section { name: "a swarm", rounds, jobs: many },
        Section { name: "a million", rounds: 1, jobs: million },
    ]
}

/// As many as there can be come last, also where that isn't a round number.
fn counts(unit: &Unit, quick: bool) -> Vec<u64> {
    if quick {
        return vec![unit.quick];
    }
    let below = COUNTS.into_iter().filter(|count| *count < unit.most);
    below.chain([unit.most]).collect()
}

fn job<'a>(place: &'a Place, unit: &'a Unit, count: u64) -> Job<'a> {
    Box::new(move || {
        let (n, seconds) = (count.to_string(), seconds(count).to_string());
        let found = match unit.kind {
            Example(room, example) => {
                let args = ["--second", &seconds, example, &n];
                let words = place.run(place.demo(room, args))?.stderr;
                read(&words).with_context(|| words)?
            }
            Probe => {
                let probe = place.probe(["swarm", &n, &seconds]);
                parse(&place.run(probe)?)?
            }
            Python(name) => {
                let script = "costs/python/swarm.py";
                let script = place.script(script, [name, &n, &seconds])?;
                parse(&place.run(script)?)?
            }
        };
        // The memory is missing if the first had ended before the last began.
        let of = [("ratio", Measure::Swarm), ("bytes", Measure::Memory)];
        let readings = of.into_iter().filter_map(|(name, measure)| {
            let key = Key::new(measure, unit.name).of(count);
            Some((key, *found.get(name)?))
        });
        Ok(readings.collect())
    })
}

/// Reads `elapsed 1.004 s, 1.004 x ideal, 464 bytes each`.
fn read(stderr: &str) -> Option<Found> {
    let ratio = number_after(" s,", stderr)?;
    let bytes = number_after("ideal,", stderr);
    let bytes = bytes.map(|bytes| ("bytes".into(), bytes));
    Some([("ratio".into(), ratio)].into_iter().chain(bytes).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_example_tells_is_read() {
        let found = read("elapsed 1.004 s, 1.005 x ideal, 464 bytes each\n");
        let found = found.unwrap();
        assert_eq!((found["ratio"], found["bytes"]), (1.005, 464.0));
        let found = read("elapsed 1.004 s, 1.005 x ideal, memory unknown: …\n");
        assert_eq!(found.unwrap().len(), 1);
        assert!(read("error: no such thing").is_none());
    }

    #[test]
    fn the_last_count_is_the_most() {
        assert_eq!(counts(&UNITS[6], false), [10, 256]);
        assert_eq!(counts(&UNITS[2], false), COUNTS);
        assert_eq!(counts(&UNITS[2], true), [100_000]);
    }
}
