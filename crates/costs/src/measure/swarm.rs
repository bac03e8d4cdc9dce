//! Many units that all wait at the same time.

use anyhow::Context;

use crate::figures::{Key, Measure};
use crate::lab::{Job, Place, Section};

use super::parse;

/// A unit: its name in the figures, its name as an argument, how many there
/// can be, and whether it's Python's.
struct Unit(&'static str, &'static str, u64, bool);

const UNITS: [Unit; 12] = [
    Unit("own loop", "own-loop", 1_000_000, false),
    Unit("smol task", "smol", 1_000_000, false),
    Unit("tokio task", "tokio", 1_000_000, false),
    Unit("async-std task", "async-std", 100_000, false),
    Unit("coroutine", "coroutine", 10_000, false),
    Unit("thread", "thread", 10_000, false),
    Unit("process", "process", 256, false),
    Unit("asyncio task", "asyncio", 1_000_000, true),
    Unit("uvloop task", "uvloop", 100_000, true),
    Unit("gevent greenlet", "gevent", 100_000, true),
    Unit("Python thread", "thread", 10_000, true),
    Unit("Python process", "process", 64, true),
];

/// How many wait at a time. A million wait longer: it takes a while until all
/// have begun.
const COUNTS: [u64; 5] = [10, 1_000, 10_000, 100_000, 1_000_000];
const QUICK: [u64; 1] = [100_000];

/// How many seconds each waits, which is the ideal for all together.
pub fn seconds(count: u64) -> u64 {
    if count < 1_000_000 { 1 } else { 10 }
}

/// A job for each unit and each count.
pub fn section(place: &Place, quick: bool) -> Section<'_> {
    let counts: &[u64] = if quick { &QUICK } else { &COUNTS };
    let mut jobs = Vec::new();
    for &count in counts {
        for &Unit(name, argument, most, python) in &UNITS {
            // As many as there can be, where that isn't a round number; and in
            // a hurry, for the memory.
            let before = count / if quick { count } else { 10 };
            let count =
                if count > most && before < most { most } else { count };
            if count <= most {
                let job = job(place, name, argument, count, python);
                jobs.push((format!("{count} × {name}"), job));
            }
        }
    }
    Section { name: "swarm", rounds: if quick { 1 } else { 3 }, jobs }
}

fn job<'a>(
    place: &'a Place,
    name: &'static str,
    argument: &'static str,
    count: u64,
    python: bool,
) -> Job<'a> {
    Box::new(move || {
        let (n, seconds) = (count.to_string(), seconds(count).to_string());
        let command = if python {
            let args = [argument, &n, &seconds];
            place.script("costs/python/swarm.py", args)?
        } else {
            place.probe(["swarm", argument, &n, &seconds])
        };
        let found = parse(&place.run(command)?)?;
        let value = |what: &str| {
            found.get(what).copied().with_context(|| format!("no {what}"))
        };
        let key = |measure| Key::new(measure, name).of(count);
        Ok(vec![
            (key(Measure::Swarm), value("elapsed ÷ ideal")?),
            (key(Measure::Memory), value("bytes each")?),
        ])
    })
}
