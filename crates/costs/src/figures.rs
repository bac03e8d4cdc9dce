//! A figure: the median of several measurements of one thing.

use std::collections::BTreeMap;
use std::fmt;

use clap::ValueEnum;
use serde::{Deserialize, Serialize};

/// The questions that a run answers.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    ValueEnum,
    Serialize,
    Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Question {
    /// How long does it take to create and finish a unit?
    Units,
    /// Do the greeters take a second?
    Greeters,
    /// How fast are two cores?
    Fib,
    /// What does it cost to hand a large object over?
    Handover,
    /// What does each cure of the lost update cost?
    Cures,
    /// How much memory does a waiting unit take, and how many can wait?
    Swarm,
    /// How long do 240 requests take?
    Downloads,
    /// How do 40 requests overlap?
    Waterfall,
    /// What does a room's first build take? Answered only if it is asked
    Builds,
}

impl Question {
    /// The questions of a usual run: all but the longest.
    pub const USUAL: [Self; 8] = [
        Self::Units,
        Self::Greeters,
        Self::Fib,
        Self::Handover,
        Self::Cures,
        Self::Swarm,
        Self::Downloads,
        Self::Waterfall,
    ];
}

impl fmt::Display for Question {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value = self.to_possible_value();
        f.write_str(value.as_ref().map_or("", |value| value.get_name()))
    }
}

/// What was measured, and in which unit.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Measure {
    /// Nanoseconds to create one unit and to see it finish.
    Create,
    /// Bytes that one waiting unit takes, kernel memory included.
    Memory,
    /// Elapsed ÷ ideal, of many units that wait at the same time.
    Swarm,
    /// Elapsed ÷ ideal, of the three greeters.
    Greeters,
    /// Elapsed ÷ ideal, of 240 requests.
    Downloads,
    /// Seconds for 40 requests, from the first's start to the last's end.
    Waterfall,
    /// The speed of all cores together, where one core is 1.
    Capacity,
    /// Seconds for eight Fibonacci numbers.
    FibTime,
    /// Nanoseconds to hand bytes over.
    HandOverTime,
    /// Seconds to make bytes, to hand them over, and to sum them up.
    BigResult,
    /// The time of a cure of the lost update, divided by that of local sums.
    Cure,
    /// Seconds of CPU time for a build from nothing.
    BuildTime,
    /// The time to create and finish, divided by that of a plain call.
    Calls,
    /// The speed-up of Fibonacci over one core, divided by the capacity.
    Fib,
    /// The time to hand bytes over, divided by that of one `memcpy`.
    HandOver,
    /// The CPU time of a build, divided by that of a bare program.
    Build,
}

impl Measure {
    /// The question that it answers.
    pub fn question(self) -> Question {
        match self {
            Self::Create | Self::Calls => Question::Units,
            Self::Memory | Self::Swarm => Question::Swarm,
            Self::Greeters => Question::Greeters,
            Self::Downloads => Question::Downloads,
            Self::Waterfall => Question::Waterfall,
            Self::Capacity | Self::FibTime | Self::Fib => Question::Fib,
            Self::HandOverTime | Self::HandOver | Self::BigResult => {
                Question::Handover
            }
            Self::Cure => Question::Cures,
            Self::BuildTime | Self::Build => Question::Builds,
        }
    }

    /// The measure that compares the same figures with what is possible.
    pub fn against_limit(self) -> Option<Self> {
        match self {
            Self::Create => Some(Self::Calls),
            Self::FibTime => Some(Self::Fib),
            Self::HandOverTime => Some(Self::HandOver),
            Self::BuildTime => Some(Self::Build),
            _ => None,
        }
    }
}

/// Identifies a figure.
#[derive(
    Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize,
)]
pub struct Key {
    /// What was measured.
    pub measure: Measure,
    /// The number of units or bytes.
    pub size: Option<u64>,
    /// The thing measured: `tokio task`, `Python thread`.
    pub subject: String,
}

impl Key {
    /// The key of a figure without a size.
    pub fn new(measure: Measure, subject: impl Into<String>) -> Self {
        Self { measure, size: None, subject: subject.into() }
    }

    /// The same, for a number of units or bytes.
    pub fn of(self, size: u64) -> Self {
        Self { size: Some(size), ..self }
    }

    /// The same, for another subject.
    pub fn like(&self, subject: impl Into<String>) -> Self {
        Self { subject: subject.into(), ..self.clone() }
    }
}

/// A figure, and the spread of its repetitions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// What was measured.
    #[serde(flatten)]
    pub key: Key,
    /// The median of the repetitions.
    pub median: f64,
    /// The least.
    pub low: f64,
    /// The greatest.
    pub high: f64,
    /// The number of repetitions that count.
    pub runs: usize,
    /// Whether other programs used the cores in all repetitions.
    pub disturbed: bool,
}

/// All repetitions of each figure.
#[derive(Debug, Default)]
pub struct Samples(BTreeMap<Key, Vec<Sample>>);

#[derive(Clone, Copy, Debug)]
struct Sample {
    value: f64,
    disturbed: bool,
}

impl Samples {
    /// Adds one repetition.
    pub fn add(&mut self, key: Key, value: f64, disturbed: bool) {
        self.0.entry(key).or_default().push(Sample { value, disturbed });
    }

    /// One figure per key. Disturbed repetitions count only if all are.
    pub fn figures(self) -> Vec<Figure> {
        let summary = |(key, samples): (Key, Vec<Sample>)| {
            let quiet = samples.iter().filter(|sample| !sample.disturbed);
            let quiet: Vec<_> = quiet.map(|sample| sample.value).collect();
            let disturbed = quiet.is_empty();
            let values = if disturbed {
                samples.iter().map(|sample| sample.value).collect()
            } else {
                quiet
            };
            figure(key, values, disturbed)
        };
        self.0.into_iter().map(summary).collect()
    }
}

/// The figure of at least one value.
fn figure(key: Key, mut values: Vec<f64>, disturbed: bool) -> Figure {
    values.sort_by(f64::total_cmp);
    Figure {
        key,
        median: median(&values),
        low: values[0],
        high: values[values.len() - 1],
        runs: values.len(),
        disturbed,
    }
}

/// The middle of sorted values, or the mean of the two in the middle.
fn median(sorted: &[f64]) -> f64 {
    let half = sorted.len() / 2;
    if sorted.len() % 2 == 1 {
        sorted[half]
    } else {
        f64::midpoint(sorted[half - 1], sorted[half])
    }
}

/// Looks up a figure.
pub fn find<'a>(figures: &'a [Figure], key: &Key) -> Option<&'a Figure> {
    figures.iter().find(|figure| figure.key == *key)
}

/// What a probe or a script prints: names and numbers.
pub type Found = BTreeMap<String, f64>;

/// Ends the subject of a program's time on one core.
pub const ONE_CORE: &str = ", on one core";

/// The program with which the build of a room is compared.
pub const BARE: &str = "bare program";

/// The figures that are ratios of two others, from their medians.
///
/// Both come from the same run, so that the ratio is fair.
pub fn ratios(figures: &[Figure]) -> Vec<Figure> {
    let ratios = figures.iter().filter_map(|figure| {
        let ratio = match figure.key.measure {
            Measure::Create => over(figures, figure, "call"),
            Measure::HandOverTime => over(figures, figure, "memcpy"),
            Measure::BuildTime => over(figures, figure, BARE),
            Measure::FibTime => speed_up(figures, figure),
            _ => None,
        }?;
        let measure = figure.key.measure.against_limit()?;
        Some(Figure { key: Key { measure, ..figure.key.clone() }, ..ratio })
    });
    ratios.collect()
}

/// How many times longer than the least that is possible: a call in the same
/// language, one copy of the bytes, or the build of a bare program.
fn over(figures: &[Figure], figure: &Figure, least: &str) -> Option<Figure> {
    let subject = match least {
        "call" if is_python(&figure.key.subject) => "Python call",
        "call" => "plain call",
        least => least,
    };
    let least = find(figures, &figure.key.like(subject))?.median;
    Some(Figure {
        median: figure.median / least,
        low: figure.low / least,
        high: figure.high / least,
        ..figure.clone()
    })
}

/// How much faster a program is on all cores than on one, divided by the
/// capacity of the cores. A program is compared with itself: the same code at
/// another address, in another program, can take a tenth more or less.
fn speed_up(figures: &[Figure], figure: &Figure) -> Option<Figure> {
    let alone = format!("{}{ONE_CORE}", figure.key.subject);
    let alone = find(figures, &figure.key.like(alone))?.median;
    let capacity = find(figures, &Key::new(Measure::Capacity, "threads"))?;
    // The inverse of a time: low and high change places.
    let speed_up = |time: f64| alone / time / capacity.median;
    Some(Figure {
        median: speed_up(figure.median),
        low: speed_up(figure.high),
        high: speed_up(figure.low),
        disturbed: figure.disturbed || capacity.disturbed,
        ..figure.clone()
    })
}

/// The figure of the Python counterpart, if there is one.
pub fn peer<'a>(figures: &'a [Figure], key: &Key) -> Option<&'a Figure> {
    let subject = key.subject.as_str();
    let peer = match key.measure {
        _ if is_python(subject) => return None,
        Measure::Create | Measure::Memory | Measure::Swarm => match subject {
            "plain call" => "Python call",
            "own loop" => "asyncio task",
            _ if subject.ends_with("task") => "asyncio task",
            _ if subject.starts_with("coroutine") => "gevent greenlet",
            "thread" => "Python thread",
            "process" => "Python process",
            _ => return None,
        },
        Measure::Greeters => "asyncio",
        Measure::HandOverTime => match subject {
            "channel" => "Python thread queue",
            "pipe" | "pipe of 1 MB" => "Python pipe of bytes",
            _ => return None,
        },
        Measure::Downloads | Measure::BigResult => {
            &*format!("Python {subject}")
        }
        _ => return None,
    };
    find(figures, &key.like(peer))
}

/// Whether a subject is measured in Python.
pub fn is_python(subject: &str) -> bool {
    ["Python", "asyncio", "uvloop", "gevent"]
        .iter()
        .any(|name| subject.starts_with(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn summary(values: &[(f64, bool)]) -> Figure {
        let mut samples = Samples::default();
        for &(value, disturbed) in values {
            let key = Key::new(Measure::Create, "thread");
            samples.add(key, value, disturbed);
        }
        samples.figures().remove(0)
    }

    #[test]
    fn the_median_is_in_the_middle() {
        let three = summary(&[(9.0, false), (1.0, false), (2.0, false)]);
        assert_eq!((three.median, three.low, three.high), (2.0, 1.0, 9.0));
        let two = summary(&[(1.0, false), (2.0, false)]);
        assert_eq!((two.median, two.runs), (1.5, 2));
    }

    #[test]
    fn disturbed_repetitions_count_only_if_all_are() {
        let one = summary(&[(1.0, false), (50.0, true)]);
        assert_eq!((one.median, one.runs, one.disturbed), (1.0, 1, false));
        let none = summary(&[(40.0, true), (50.0, true)]);
        assert_eq!((none.median, none.runs, none.disturbed), (45.0, 2, true));
    }

    #[test]
    fn a_figure_survives_json() {
        let figure = figure(
            Key::new(Measure::Swarm, "tokio task").of(100_000),
            vec![1.05, 1.04],
            false,
        );
        let text = serde_json::to_string(&figure).unwrap();
        assert!(text.contains(r#""measure":"swarm","size":100000"#), "{text}");
        assert_eq!(serde_json::from_str::<Figure>(&text).unwrap(), figure);
    }

    fn figures(samples: &[(Measure, &str, f64)]) -> Vec<Figure> {
        let mut all = Samples::default();
        for &(measure, subject, value) in samples {
            all.add(Key::new(measure, subject), value, false);
        }
        all.figures()
    }

    #[test]
    fn a_speed_up_is_divided_by_the_capacity() {
        let figures = figures(&[
            (Measure::Capacity, "threads", 1.9),
            (Measure::FibTime, "02 threads, on one core", 3.8),
            (Measure::FibTime, "02 threads", 2.0),
        ]);
        let ratios = ratios(&figures);
        assert_eq!(ratios.len(), 1);
        let threads = find(&ratios, &Key::new(Measure::Fib, "02 threads"));
        assert!((threads.unwrap().median - 1.0).abs() < 1e-9);
    }

    #[test]
    fn a_unit_is_compared_with_a_call_in_its_own_language() {
        let figures = figures(&[
            (Measure::Create, "plain call", 2.0),
            (Measure::Create, "tokio task", 300.0),
            (Measure::Create, "Python call", 20.0),
            (Measure::Create, "asyncio task", 4000.0),
        ]);
        let ratios = ratios(&figures);
        let calls = |subject| {
            find(&ratios, &Key::new(Measure::Calls, subject)).unwrap().median
        };
        assert_eq!(
            (calls("tokio task"), calls("asyncio task")),
            (150.0, 200.0)
        );
        let peer = peer(&figures, &Key::new(Measure::Create, "tokio task"));
        assert_eq!(peer.unwrap().median, 4000.0);
    }
}
