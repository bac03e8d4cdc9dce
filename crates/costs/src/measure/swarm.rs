//! Many units that all wait at the same time: the examples called swarm.

use anyhow::{Context, Result};

use crate::figures::{Key, Measure, Question};
use crate::lab::{Job, Place, Reading, Section};

use super::read::number_after;

/// A unit: its name in the figures, and how many can wait, also with `--quick`.
struct Unit {
    name: &'static str,
    most: u64,
    quick: u64,
    kind: Kind,
}

#[derive(Clone, Copy)]
enum Kind {
    /// Room and name of an example.
    Example(&'static str, &'static str),
    /// There is no example.
    Probe,
    /// A script in Python.
    Python(&'static str),
}
use Kind::{Example, Probe, Python};

const fn unit(name: &'static str, most: u64, quick: u64, kind: Kind) -> Unit {
    Unit { name, most, quick, kind }
}

const LOOP: &str = "06-event-loop-tokio";
const GREEN: &str = "08-green-threads";

const ASYNCIO: &str = "06-event-loop-tokio/python/swarm.py";
const UVLOOP: &str = "costs/python/swarm_uvloop.py";
const GEVENT: &str = "08-green-threads/python/swarm_stackful.py";
const THREADS: &str = "02-threads/python/swarm.py";
const PROCESSES: &str = "03-multiprocess-fork/python/swarm.py";

const UNITS: [Unit; 12] = [
    unit("own loop", K100, K100, Example(LOOP, "swarm-by-hand")),
    unit("smol task", M, K100, Example(GREEN, "swarm-smol")),
    unit("tokio task", M, K100, Example(LOOP, "swarm")),
    unit("async-std task", K100, K100, Probe),
    unit("coroutine", K10, K10, Example(GREEN, "swarm-stackful")),
    unit("thread", K10, 1_000, Example("02-threads", "swarm")),
    unit("process", 256, 64, Example("03-multiprocess-fork", "swarm")),
    unit("asyncio task", M, K100, Python(ASYNCIO)),
    unit("uvloop task", K100, K100, Python(UVLOOP)),
    unit("gevent greenlet", K100, K10, Python(GEVENT)),
    unit("Python thread", K10, 1_000, Python(THREADS)),
    unit("Python process", 64, 16, Python(PROCESSES)),
];

const K10: u64 = 10_000;
const K100: u64 = 100_000;
const M: u64 = 1_000_000;

/// How many wait at the same time.
const COUNTS: [u64; 4] = [10, 1_000, K100, M];

/// The seconds that each waits, which are the ideal for all together. A million
/// wait longer, because it takes seconds to start them.
pub fn seconds(count: u64) -> u64 {
    if count < M { 1 } else { 10 }
}

/// A job for each unit and each count. 100,000 show how much time a unit takes,
/// so that these are repeated.
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
            let job: Job<'_> = Box::new(move || measure(place, unit, count));
            jobs.push((name, job));
        }
    }
    let rounds = if quick { 1 } else { 2 };
    vec![
        Section { question: Question::Swarm, rounds: 1, jobs: few },
        Section { question: Question::Swarm, rounds, jobs: many },
        Section { question: Question::Swarm, rounds: 1, jobs: million },
    ]
}

/// The counts below the most that are possible, and that last.
fn counts(unit: &Unit, quick: bool) -> Vec<u64> {
    if quick {
        return vec![unit.quick];
    }
    let below = COUNTS.into_iter().filter(|count| *count < unit.most);
    below.chain([unit.most]).collect()
}

fn measure(place: &Place, unit: &Unit, count: u64) -> Result<Vec<Reading>> {
    let (n, seconds) = (count.to_string(), seconds(count).to_string());
    let mut command = match unit.kind {
        Example(room, example) => place.demo(room, [example, &n]),
        Probe => place.probe(["swarm", &n, &seconds]),
        Python(script) => place.script(script, [&*n])?,
    };
    command.env("SECOND", &seconds);
    let report = place.run(command)?.stderr;
    let (ratio, bytes) = read(&report).with_context(|| report.clone())?;

    let key = |measure| Key::new(measure, unit.name).of(count);
    let mut readings = vec![(key(Measure::Swarm), ratio)];
    // Threads, processes and greenlets that take twice as long as they wait
    // have not all waited together, and their memory is only that of some.
    // Tasks have: a loop starts all of them before it looks at its timers.
    if ratio < 2.0 || unit.name.ends_with("task") {
        readings.extend(bytes.map(|bytes| (key(Measure::Memory), bytes)));
    }
    Ok(readings)
}

/// Reads `elapsed 1.004 s, 1.004 x ideal, 464 bytes each`. There are no
/// bytes on systems without `/proc`.
fn read(report: &str) -> Option<(f64, Option<f64>)> {
    Some((number_after(" s,", report)?, number_after("ideal,", report)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_has_a_ratio_and_bytes() {
        let report = "elapsed 1.004 s, 1.005 x ideal, 464 bytes each\n";
        assert_eq!(read(report), Some((1.005, Some(464.0))));
        let report = "elapsed 1.004 s, 1.005 x ideal, memory unknown: …\n";
        assert_eq!(read(report), Some((1.005, None)));
        assert_eq!(read("error: no such thing"), None);
    }

    #[test]
    fn the_last_count_is_the_most() {
        assert_eq!(counts(&UNITS[6], false), [10, 256]);
        assert_eq!(counts(&UNITS[2], false), COUNTS);
        assert_eq!(counts(&UNITS[2], true), [100_000]);
    }
}
