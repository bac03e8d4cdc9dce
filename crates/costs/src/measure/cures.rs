//! What each cure of the lost update costs, against sums that share nothing.

use anyhow::{Context, Result};
use checks::program::Outcome;

use crate::figures::{Key, Measure};
use crate::lab::{Job, Place, Reading, Section};

/// As in the article about races, eight threads.
const THREADS: &str = "8";

/// The example `costs` of the race's room, and Python.
pub fn section(place: &Place, quick: bool) -> Section<'_> {
    let many = if quick { ("100000", "10000") } else { ("1000000", "100000") };
    let rust: Job<'_> = Box::new(move || {
        let counts = ["costs", "--threads", THREADS, "--increments", many.0];
        read("", &place.run(place.demo("07-race-condition", counts))?)
    });
    let python: Job<'_> = Box::new(move || {
        let script =
            place.script("costs/python/cures.py", [THREADS, many.1])?;
        read("Python ", &place.run(script)?)
    });
    let jobs = vec![("Rust's".into(), rust), ("Python's".into(), python)];
    Section { name: "cures", rounds: 1, jobs }
}

/// Reads lines like `mutex: 35 times local-sums`.
fn read(language: &str, outcome: &Outcome) -> Result<Vec<Reading>> {
    let read = |line: &str| {
        let (cure, rest) = line.split_once(": ")?;
        let ratio = rest.split_once(" times")?.0.parse().ok()?;
        let subject = format!("{language}{cure}");
        Some((Key::new(Measure::Cure, subject), ratio))
    };
    let lines = outcome.stdout.lines();
    lines.map(|line| read(line).with_context(|| line.to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratios_are_read() {
        let mut outcome = Outcome {
            stdout: "mutex: 35 times local-sums\n".into(),
            stderr: String::new(),
            failure: None,
        };
        let found = read("Python ", &outcome).unwrap();
        assert_eq!(found, [(Key::new(Measure::Cure, "Python mutex"), 35.0)]);
        outcome.stdout = "mutex: dear\n".into();
        assert!(read("", &outcome).is_err());
    }
}
