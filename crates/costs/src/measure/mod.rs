//! The measurements: a module for each question.

use std::cell::RefCell;

use anyhow::{Context, Result};
use clap::ValueEnum;

use crate::figures::{Key, Measure};
use crate::lab::{Place, Reading, Section};
use crate::probe::Found;
use crate::probe::waterfall::Timeline;

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
    /// How much memory does a waiting unit take, and how many can wait?
    Swarm,
    /// How long do 240 requests take?
    Downloads,
}

/// The measurements that answer a question. The one about downloads also
/// leaves start and end of each request in `timelines`.
pub fn sections<'a>(
    question: Question,
    place: &'a Place,
    quick: bool,
    timelines: &'a RefCell<Vec<Timeline>>,
) -> Vec<Section<'a>> {
    let section = match question {
        Question::Units => units::section(place, quick),
        Question::Greeters => greeters::section(place, quick),
        Question::Fib => fib::section(place, quick),
        Question::Handover => handover::section(place, quick),
        Question::Cures => cures::section(place, quick),
        Question::Swarm => return swarm::sections(place, quick),
        Question::Downloads => downloads::section(place, quick, timelines),
    };
    vec![section]
}

/// Reads the last line of a probe or a script.
fn parse(stdout: &str) -> Result<Found> {
    let line = stdout.lines().last().context("it printed nothing")?;
    serde_json::from_str(line).with_context(|| format!("can't read {line:?}"))
}

/// A reading of one measure for each name.
fn readings(measure: Measure, found: Found) -> Vec<Reading> {
    let reading = |(name, value)| (Key::new(measure, name), value);
    found.into_iter().map(reading).collect()
}

/// The number after a word, as in `Downloaded 240 sites in 2.4321 seconds` or
/// `elapsed 1.004 s, …`.
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
    fn a_probe_prints_names_and_numbers() {
        let found = parse("{\"thread\":55000.5}\n").unwrap();
        assert_eq!(found["thread"], 55_000.5);
    }
}
