//! The project's own goals, for `just costs --goals`.

use std::io::{self, Write};

use checks::table::Table;

use crate::figures::{Figure, Key, Measure, find};
use crate::table::{heading, lines, name, value};

/// A bound of a figure.
struct Goal {
    measure: Measure,
    size: Option<u64>,
    subject: &'static str,
    bound: Bound,
    /// What Python, or another program, reached when the goal was set.
    compare: &'static str,
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
    compare: &'static str,
) -> Goal {
    Goal { measure, size: None, subject, bound, compare }
}

impl Goal {
    const fn of(mut self, size: u64) -> Self {
        self.size = Some(size);
        self
    }

    fn verdict(&self, found: Option<f64>) -> &'static str {
        let met = match (found, &self.bound) {
            (None, _) => return "not measured",
            (Some(found), AtMost(bound)) => found <= *bound,
            (Some(found), AtLeast(bound)) => found >= *bound,
        };
        if met { "met" } else { "missed" }
    }
}

const MILLION: u64 = 1_000_000;
const MANY: u64 = 100_000;
const LARGE: u64 = 100_000_000;

/// The medians of one run are compared with these.
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
        goal(Memory, "own loop", AtMost(104.0), "asyncio 1475").of(MANY),
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
        goal(
            HandOver,
            "shared memory, copied",
            AtMost(1.8),
            "Python's queue 5.9",
        )
        .of(LARGE),
        goal(HandOver, "pipe of 1 MB", AtMost(2.2), "Python's queue 5.9")
            .of(LARGE),
        goal(HandOver, "channel", AtMost(0.01), "only a pointer moves")
            .of(LARGE),
        goal(Build, "01", AtMost(2.4), "bare 6.7 s"),
        goal(Build, "02", AtMost(2.4), "bare 6.7 s"),
        goal(Build, "05", AtMost(2.4), "bare 6.7 s"),
        goal(Build, "06", AtMost(3.6), "bare 6.7 s"),
        goal(Build, "07", AtMost(1.5), "bare 6.7 s"),
    ]
};

/// Prints each goal, what was found, and whether that meets the goal.
pub fn print(out: &mut impl Write, figures: &[Figure]) -> io::Result<()> {
    for goals in GOALS.chunk_by(|a, b| a.measure == b.measure) {
        let heading = heading(goals[0].measure).0;
        let headings = [heading, "found", "goal", "verdict", "compare"];
        let mut table = Table::new(headings, 1);
        for goal in goals {
            table.row(row(goal, figures));
        }
        let text = lines(table).join("\n");
        let text = text.replace("missed", "\x1b[31mmissed\x1b[0m");
        writeln!(out, "\n{text}")?;
    }
    Ok(())
}

fn row(goal: &Goal, figures: &[Figure]) -> [String; 5] {
    let Goal { measure, size, subject, ref bound, compare } = *goal;
    let key = Key { measure, size, subject: subject.into() };
    let found = find(figures, &key).map(|figure| figure.median);
    let verdict = goal.verdict(found);
    let (sign, bound) = match bound {
        AtMost(bound) => ('≤', *bound),
        AtLeast(bound) => ('≥', *bound),
    };
    [
        name(&key),
        found.map(|found| value(measure, found)).unwrap_or_default(),
        format!("{sign} {}", value(measure, bound)),
        verdict.to_owned(),
        compare.to_owned(),
    ]
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
        let mut out = Vec::new();
        print(&mut out, &samples.figures()).unwrap();
        let text = String::from_utf8(out).unwrap();
        for row in [
            ["tokio task", "350", "ns", "≤", "350", "ns", "met"],
            [
                "smol task",
                "270",
                "ns",
                "≤",
                "270",
                "ns",
                "\x1b[31mmissed\x1b[0m",
            ],
            ["process", "≤", "75.0", "µs", "not", "measured", "Python"],
            ["02 threads", "0.990", "≥", "0.970", "met", "Python", "threads"],
        ] {
            let row = row.join(" ");
            let mut lines = text.lines().map(|line| {
                line.split_whitespace().collect::<Vec<_>>().join(" ")
            });
            assert!(lines.any(|line| line.starts_with(&row)), "{row}: {text}");
        }
    }
}
