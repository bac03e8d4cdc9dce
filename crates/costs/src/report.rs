//! A whole run: the figures, the date, and the machine.

use std::fmt;
use std::fs;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::figures::{Figure, Samples, ratios};
use crate::probe::waterfall::Timeline;
use crate::quiet;

/// The contents of `costs.json`.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// The day of the run.
    pub date: String,
    /// The machine.
    pub machine: Machine,
    /// Whether it was a run with `--quick`.
    pub quick: bool,
    /// How long it took, in seconds.
    pub seconds: f64,
    /// All figures.
    pub figures: Vec<Figure>,
    /// What was not measured, and why.
    pub skipped: Vec<String>,
    /// The same requests in three models.
    pub waterfall: Vec<Timeline>,
}

/// A machine, as far as it matters for the figures.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub struct Machine {
    /// The system and its version: `linux 6.18.44`.
    pub system: String,
    /// The processor's name for itself.
    pub processor: String,
    /// The number of cores.
    pub cores: f64,
    /// Bytes of memory.
    pub memory: f64,
}

impl Report {
    /// Summarises a run.
    pub fn new(
        samples: Samples,
        waterfall: Vec<Timeline>,
        skipped: Vec<String>,
        quick: bool,
        elapsed: Duration,
    ) -> Self {
        let mut figures = samples.figures();
        figures.extend(ratios(&figures));
        Self {
            date: chrono::Local::now().format("%Y-%m-%d").to_string(),
            machine: Machine::this(),
            quick,
            seconds: elapsed.as_secs_f64().round(),
            figures,
            skipped,
            waterfall,
        }
    }
}

impl Machine {
    fn this() -> Self {
        let read = |path| fs::read_to_string(path).unwrap_or_default();
        let kernel = read("/proc/sys/kernel/osrelease");
        let number = kernel.split('-').next().unwrap_or_default().trim();
        let (cpuinfo, meminfo) = (read("/proc/cpuinfo"), read("/proc/meminfo"));
        let kilobytes = after("MemTotal", &meminfo)
            .and_then(|value| value.trim_end_matches(" kB").parse().ok());
        Self {
            system: format!("{} {number}", std::env::consts::OS),
            processor: after("model name", &cpuinfo)
                .unwrap_or(std::env::consts::ARCH)
                .into(),
            cores: quiet::cores(),
            memory: kilobytes.map_or(0.0, |kilobytes: f64| kilobytes * 1024.0),
        }
    }
}

/// As in the captions of the plots.
impl fmt::Display for Machine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { system, processor, cores, memory } = self;
        let memory = memory / 1e9;
        write!(f, "{cores} cores, {memory:.0} GB, {processor}, {system}")
    }
}

/// The value in the line `name : value`.
fn after<'a>(name: &str, table: &'a str) -> Option<&'a str> {
    let line = table.lines().find_map(|line| line.strip_prefix(name))?;
    Some(line.split_once(':')?.1.trim())
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use crate::figures::{Key, Measure};

    /// An invented run, with a figure of each kind.
    pub fn example() -> Report {
        let mut samples = Samples::default();
        for (unit, time, memory) in [
            ("own loop", 87.0, 88.0),
            ("smol task", 262.0, 250.0),
            ("tokio task", 327.0, 464.0),
            ("async-std task", 424.0, 361.0),
            ("coroutine", 1_552.0, 4_300.0),
            ("thread", 55_000.0, 38_000.0),
            ("process", 68_000.0, 90_000.0),
            ("asyncio task", 7_300.0, 1_475.0),
            ("gevent greenlet", 15_200.0, 8_140.0),
            ("Python thread", 61_000.0, 44_000.0),
            ("Python process", 974_000.0, 1_400_000.0),
        ] {
            samples.add(Key::new(Measure::Create, unit), time, false);
            for count in [10, 1_000] {
                let key = |measure| Key::new(measure, unit).of(count);
                samples.add(key(Measure::Memory), memory, false);
                samples.add(key(Measure::Swarm), 1.01, true);
            }
        }
        let timelines =
            ["in turn", "five threads", "tasks"].map(|name| Timeline {
                name: name.into(),
                requests: vec![(0.0, 0.05), (0.05, 0.11)],
            });
        let skipped = vec!["uvloop: not installed".into()];
        let elapsed = Duration::from_secs(170);
        Report::new(samples, timelines.into(), skipped, false, elapsed)
    }

    #[test]
    fn a_report_survives_json() {
        let report = example();
        let text = serde_json::to_string(&report).unwrap();
        assert_eq!(serde_json::from_str::<Report>(&text).unwrap(), report);
    }
}
