//! What the examples must reach, and whether they do.

use serde::{Deserialize, Serialize};

use crate::figures::{Figure, Key, Measure, find};
use crate::table::value;

/// A bound of a figure.
pub struct Goal {
    measure: Measure,
    size: Option<u64>,
    subject: &'static str,
    bound: Bound,
    /// Why it is this much: where the figure comes from.
    pub source: &'static str,
}

enum Bound {
    AtMost(f64),
    AtLeast(f64),
}
use Bound::{AtLeast, AtMost};

const fn goal(
    measure: Measure,
    subject: &'static str,
    bound: Bound,
    source: &'static str,
) -> Goal {
    Goal { measure, size: None, subject, bound, source }
}

impl Goal {
    const fn of(mut self, size: u64) -> Self {
        self.size = Some(size);
        self
    }
}

const MILLION: u64 = 1_000_000;
const MANY: u64 = 100_000;
const LARGE: u64 = 100_000_000;

/// The goals, from issue 5. Medians of one run are held against them.
const GOALS: &[Goal] = {
    use Measure::*;
    &[
        goal(Greeters, "01", AtMost(1.005), "asyncio 1.03"),
        goal(Greeters, "02", AtMost(1.005), "asyncio 1.03"),
        goal(Greeters, "03", AtMost(1.005), "asyncio 1.03"),
        goal(Greeters, "04", AtMost(1.005), "asyncio 1.03"),
        goal(Greeters, "05", AtMost(1.005), "asyncio 1.03"),
        goal(Greeters, "06", AtMost(1.005), "asyncio 1.03"),
        goal(Greeters, "08 stackful", AtMost(1.005), "asyncio 1.03"),
        goal(Greeters, "08 smol", AtMost(1.005), "asyncio 1.03"),
        goal(Greeters, "08 async-std", AtMost(1.005), "asyncio 1.03"),
        goal(Swarm, "tokio task", AtMost(1.05), "asyncio 2.5").of(MANY),
        goal(Swarm, "smol task", AtMost(1.05), "asyncio 2.5").of(MANY),
        goal(Swarm, "tokio task", AtMost(1.05), "asyncio 2.7–3.1").of(MILLION),
        goal(Swarm, "smol task", AtMost(1.05), "asyncio 2.7–3.1").of(MILLION),
        goal(Memory, "tokio task", AtMost(480.0), "asyncio 1475").of(MANY),
        goal(Memory, "smol task", AtMost(260.0), "asyncio 1475").of(MANY),
        goal(Memory, "own loop", AtMost(104.0), "a deadline is 16").of(MANY),
        goal(Create, "tokio task", AtMost(350.0), "asyncio 7300"),
        goal(Create, "smol task", AtMost(270.0), "asyncio 7300"),
        goal(Create, "coroutine", AtMost(1600.0), "gevent 15200"),
        goal(Create, "coroutine, stack reused", AtMost(15.0), "gevent 15200"),
        goal(Create, "process", AtMost(75_000.0), "Python 970000"),
        goal(Fib, "02 threads", AtLeast(0.97), "Python threads 0.5"),
        goal(Fib, "03 processes", AtLeast(0.97), "Python pool 0.97"),
        goal(Fib, "04 rayon", AtLeast(0.97), "Python pool 0.97"),
        goal(Fib, "04 threadpool", AtLeast(0.97), "Python pool 0.97"),
        goal(Fib, "04 processes", AtLeast(0.97), "Python pool 0.97"),
        goal(Fib, "05 executor", AtLeast(0.97), "Python threads 0.5"),
        goal(HandOver, "shared memory", AtMost(0.01), "Python's queue 5.9")
            .of(LARGE),
        goal(HandOver, "shared, copied", AtMost(1.8), "Python's queue 5.9")
            .of(LARGE),
        goal(HandOver, "pipe of 1 MB", AtMost(2.2), "Python's queue 5.9")
            .of(LARGE),
        goal(HandOver, "channel", AtMost(0.01), "only a pointer moves")
            .of(LARGE),
    ]
};

/// What became of a goal in a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Verdict {
    /// The figure's key.
    #[serde(flatten)]
    pub key: Key,
    /// The goal, as `≤ 1.05`.
    pub goal: String,
    /// Where it comes from.
    pub source: String,
    /// What was measured, if it was.
    pub found: Option<f64>,
    /// Whether that reaches the goal.
    pub met: Option<bool>,
}

/// Holds the figures against all goals.
pub fn judge(figures: &[Figure]) -> Vec<Verdict> {
    let judge = |goal: &Goal| {
        let key = Key {
            measure: goal.measure,
            size: goal.size,
            subject: goal.subject.into(),
        };
        let found = find(figures, &key).map(|figure| figure.median);
        let (sign, bound) = match goal.bound {
            AtMost(bound) => ('≤', bound),
            AtLeast(bound) => ('≥', bound),
        };
        let met = found.map(|found| match goal.bound {
            AtMost(bound) => found <= bound,
            AtLeast(bound) => found >= bound,
        });
        let goal_text = format!("{sign} {}", value(goal.measure, bound));
        Verdict { key, goal: goal_text, source: goal.source.into(), found, met }
    };
    GOALS.iter().map(judge).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::Samples;

    #[test]
    fn a_goal_is_met_missed_or_not_measured() {
        let mut samples = Samples::default();
        samples.add(Key::new(Measure::Create, "tokio task"), 350.0, false);
        samples.add(Key::new(Measure::Create, "smol task"), 270.1, false);
        samples.add(Key::new(Measure::Fib, "02 threads"), 0.99, false);
        let verdicts = judge(&samples.figures());
        let met = |measure: Measure, subject: &str| {
            let key = Key::new(measure, subject);
            verdicts.iter().find(|v| v.key == key).unwrap().met
        };
        assert_eq!(met(Measure::Create, "tokio task"), Some(true));
        assert_eq!(met(Measure::Create, "smol task"), Some(false));
        assert_eq!(met(Measure::Create, "process"), None);
        assert_eq!(met(Measure::Fib, "02 threads"), Some(true));
    }
}
