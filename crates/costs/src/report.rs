//! What was found, when, and on which machine.

use std::fmt;
use std::fs;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::figures::{Figure, Question, Samples, ratios};
use crate::probe::waterfall::Timeline;
use crate::quiet;

/// The contents of `costs.json`.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// The runs, each with questions of its own.
    pub runs: Vec<Run>,
    /// All figures, in order.
    pub figures: Vec<Figure>,
    /// What was not measured, and why.
    pub skipped: Vec<(Question, String)>,
    /// The same requests in three models.
    pub waterfall: Vec<Timeline>,
}

/// One run of this program.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub struct Run {
    /// Its day.
    pub date: String,
    /// The machine.
    pub machine: Machine,
    /// Whether it was a run with `--quick`.
    pub quick: bool,
    /// How long it took, in seconds.
    pub seconds: f64,
    /// The questions that it was the last to answer.
    pub questions: Vec<Question>,
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
        questions: Vec<Question>,
        samples: Samples,
        waterfall: Vec<Timeline>,
        skipped: Vec<(Question, String)>,
        quick: bool,
        elapsed: Duration,
    ) -> Self {
        let mut figures = samples.figures();
        figures.extend(ratios(&figures));
        let run = Run {
            date: chrono::Local::now().format("%Y-%m-%d").to_string(),
            machine: Machine::this(),
            quick,
            seconds: elapsed.as_secs_f64().round(),
            questions,
        };
        Self { runs: vec![run], figures, skipped, waterfall }
    }

    /// The runs that answered some questions.
    pub fn runs_of(&self, some: &[Question]) -> impl Iterator<Item = &Run> {
        let is_some = |it: &Question| some.contains(it);
        self.runs.iter().filter(move |run| run.questions.iter().any(is_some))
    }

    /// When some questions were answered, and on which machine.
    pub fn source(&self, questions: &[Question]) -> String {
        let runs = self.runs_of(questions);
        let source = |run: &Run| format!("{}, {}", run.date, run.machine);
        runs.map(source).collect::<Vec<_>>().join("; ")
    }

    /// Takes over what an earlier report says about all other questions.
    pub fn complete_with(&mut self, mut earlier: Self) {
        let asked: Vec<_> =
            self.runs.iter().flat_map(|run| run.questions.clone()).collect();
        let is_kept = |question: &Question| !asked.contains(question);
        for run in &mut earlier.runs {
            run.questions.retain(is_kept);
        }
        earlier.runs.retain(|run| !run.questions.is_empty());
        earlier.figures.retain(|it| is_kept(&it.key.measure.question()));
        earlier.skipped.retain(|it| is_kept(&it.0));

        self.runs.append(&mut earlier.runs);
        self.figures.append(&mut earlier.figures);
        self.figures.sort_by(|a, b| a.key.cmp(&b.key));
        self.skipped.append(&mut earlier.skipped);
        if is_kept(&Question::Waterfall) {
            self.waterfall = earlier.waterfall;
        }
    }
}

/// As above the tables. If the questions are not the usual ones, they are
/// named, or else those that are missing, if these are fewer.
impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { date, machine, seconds, questions, .. } = self;
        write!(f, "{date} in {seconds} s")?;
        if self.quick {
            f.write_str(", quick")?;
        }
        let mut missing = Question::USUAL.to_vec();
        missing.retain(|it| !questions.contains(it));
        let usual = Question::USUAL.len() - missing.len();
        let names = |questions: &[Question]| {
            let names = questions.iter().map(ToString::to_string);
            names.collect::<Vec<_>>().join(", ")
        };
        if usual < questions.len() || usual < missing.len() {
            write!(f, ", only {}", names(questions))?;
        } else if !missing.is_empty() {
            write!(f, ", without {}", names(&missing))?;
        }
        write!(f, ": {machine}")
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
    use std::path::PathBuf;

    use super::*;
    use crate::figures::{BARE, Key, Measure, find};

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
        for timeline in &timelines {
            let key = Key::new(Measure::Waterfall, &timeline.name).of(2);
            samples.add(key, timeline.end(), false);
        }
        let skipped = vec![(Question::Units, "uvloop: not installed".into())];
        let elapsed = Duration::from_secs(170);
        let questions = Question::USUAL.to_vec();
        let waterfall = timelines.into();
        Report::new(questions, samples, waterfall, skipped, false, elapsed)
    }

    /// Where the recorded run is.
    pub fn folder() -> PathBuf {
        let package = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
        package.join("../../docs/src/costs")
    }

    /// The recorded run.
    pub fn recorded() -> Report {
        let file = folder().join("costs.json");
        let text = fs::read_to_string(file).unwrap();
        serde_json::from_str(&text).unwrap()
    }

    /// A later run that was only asked about builds.
    pub fn builds(room: f64) -> Report {
        let mut samples = Samples::default();
        for (subject, seconds) in [(BARE, 5.0), ("07", room)] {
            let key = Key::new(Measure::BuildTime, subject);
            samples.add(key, seconds, false);
        }
        let elapsed = Duration::from_secs(60);
        let questions = vec![Question::Builds];
        Report::new(questions, samples, vec![], vec![], false, elapsed)
    }

    #[test]
    fn a_run_replaces_only_what_it_was_asked() {
        let mut both = builds(15.0);
        both.complete_with(example());
        let counts = [both.runs.len(), both.figures.len(), both.skipped.len()];
        assert_eq!(counts, [2, example().figures.len() + 4, 1]);
        assert_eq!(both.waterfall, example().waterfall);

        let mut newer = builds(10.0);
        newer.complete_with(both);
        assert_eq!(newer.runs.len(), 2);
        assert_eq!(newer.figures.len(), example().figures.len() + 4);
        let ratio = find(&newer.figures, &Key::new(Measure::Build, "07"));
        assert_eq!(ratio.unwrap().median, 2.0);

        let mut whole = example();
        whole.complete_with(newer);
        let questions: Vec<_> =
            whole.runs.iter().map(|run| run.questions.len()).collect();
        assert_eq!(questions, [8, 1]);
    }

    #[test]
    fn a_run_says_what_it_was_asked() {
        let says = |report: &Report, words: &str| {
            let run = report.runs[0].to_string();
            assert!(run.contains(words), "{run}");
        };
        says(&example(), "in 170 s: ");
        says(&builds(15.0), "in 60 s, only builds: ");
        let mut both = example();
        both.runs[0].questions.push(Question::Builds);
        says(&both, "downloads, waterfall, builds: ");

        let mut newer = example();
        newer.runs[0].questions = vec![Question::Waterfall];
        says(&newer, "in 170 s, only waterfall: ");
        newer.complete_with(example());
        let earlier = newer.runs[1].to_string();
        assert!(earlier.contains(", without waterfall: "), "{earlier}");
    }

    #[test]
    fn a_report_survives_json() {
        let report = example();
        let text = serde_json::to_string(&report).unwrap();
        assert_eq!(serde_json::from_str::<Report>(&text).unwrap(), report);
    }
}
