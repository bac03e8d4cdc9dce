//! What there is to measure: one module per question, each a [`Section`].

use std::cell::RefCell;

use anyhow::{Context, Result};
use checks::program::Outcome;
use clap::ValueEnum;

use crate::figures::{Key, Measure};
use crate::lab::{Place, Reading, Section};
use crate::probe::Found;
use crate::probe::waterfall::Fall;

mod cures;
mod downloads;
mod fib;
mod greeters;
mod handover;
mod swarm;
mod units;

pub use swarm::seconds as swarm_seconds;

/// The questions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
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
    /// How much memory does one take that waits, and how many can wait?
    Swarm,
    /// How long do 240 requests take?
    Downloads,
}

/// The measurements that answer a question. The one about downloads leaves
/// behind when each request began and ended.
pub fn sections<'a>(
    question: Question,
    place: &'a Place,
    quick: bool,
    falls: &'a RefCell<Vec<Fall>>,
) -> Vec<Section<'a>> {
    let section = match question {
        Question::Units => units::section(place, quick),
        Question::Greeters => greeters::section(place, quick),
        Question::Fib => fib::section(place, quick),
        Question::Handover => handover::section(place, quick),
        Question::Cures => cures::section(place, quick),
        Question::Swarm => return swarm::sections(place, quick),
        Question::Downloads => downloads::section(place, quick, falls),
    };
    vec![section]
}

/// What a probe or a script has found, by its last line.
fn parse(outcome: &Outcome) -> Result<Found> {
    let line = outcome.stdout.lines().last().context("it prints nothing")?;
    serde_json::from_str(line).with_context(|| format!("what is {line:?}?"))
}

/// Readings of one measure, by the names in what was found.
fn readings(measure: Measure, found: Found) -> Vec<Reading> {
    let reading = |(name, value)| (Key::new(measure, name), value);
    found.into_iter().map(reading).collect()
}

/// The seconds in `Downloaded 240 sites in 2.4321 seconds`, or `elapsed 1.004
/// s, …`: the number after a word.
fn number_after(word: &str, text: &str) -> Option<f64> {
    let line = text.lines().rev().find(|line| line.contains(word))?;
    let (_, rest) = line.split_once(word)?;
    rest.split_whitespace().next()?.trim_end_matches(',').parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_after_a_word_is_found() {
        let text = "warming up\nelapsed 1.004 s, 1.004 x ideal, 464 bytes each";
        assert_eq!(number_after("elapsed", text), Some(1.004));
        let text = "Downloaded 240 sites in 2.4321 seconds\n";
        assert_eq!(number_after(" in ", text), Some(2.4321));
        assert_eq!(number_after("elapsed", "no such line"), None);
    }

    #[test]
    fn what_a_probe_prints_is_found() {
        let outcome = Outcome {
            stdout: "{\"thread\":55000.5}\n".into(),
            stderr: String::new(),
            failure: None,
        };
        assert_eq!(parse(&outcome).unwrap()["thread"], 55_000.5);
    }
}
