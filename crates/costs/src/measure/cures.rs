//! What each cure of the lost update costs, compared with local sums.

use anyhow::{Context, Result};

use crate::figures::{Key, Measure, Question};
use crate::lab::{Job, Place, Reading, Section};

const THREADS: &str = "8";

/// The example `prices`, and the same in Python.
pub fn section(place: &Place, quick: bool) -> Section<'_> {
    let many = if quick { ("100000", "10000") } else { ("1000000", "100000") };
    let rust: Job<'_> = Box::new(move || {
        let counts = ["prices", "--threads", THREADS, "--increments", many.0];
        read("", &place.run(place.demo("07-race-condition", counts))?.stdout)
    });
    let python: Job<'_> = Box::new(move || {
        let script =
            place.script("costs/python/cures.py", [THREADS, many.1])?;
        read("Python ", &place.run(script)?.stdout)
    });
    let jobs = vec![("Rust".into(), rust), ("Python".into(), python)];
    Section { question: Question::Cures, rounds: 1, jobs }
}

/// Reads lines like `mutex: 35 times local-sums`.
fn read(language: &str, stdout: &str) -> Result<Vec<Reading>> {
    let read = |line: &str| {
        let (cure, rest) = line.split_once(": ")?;
        let ratio = rest.split_once(" times")?.0.parse().ok()?;
        let subject = format!("{language}{cure}");
        Some((Key::new(Measure::Cure, subject), ratio))
    };
    stdout
        .lines()
        .map(|line| read(line).with_context(|| line.to_owned()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratios_are_read() {
        let found = read("Python ", "mutex: 35 times local-sums\n").unwrap();
        assert_eq!(found, [(Key::new(Measure::Cure, "Python mutex"), 35.0)]);
        assert!(read("", "mutex: slow\n").is_err());
    }
}
