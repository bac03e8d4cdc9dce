//! Reads what probes, scripts and examples print.

use anyhow::{Context, Result};

use crate::figures::{Found, Key, Measure};
use crate::lab::Reading;

/// Reads the last line of a probe or a script.
pub fn parse(stdout: &str) -> Result<Found> {
    let line = stdout.lines().last().context("it printed nothing")?;
    serde_json::from_str(line).with_context(|| format!("can't read {line:?}"))
}

/// A reading of one measure for each name.
pub fn readings(measure: Measure, found: Found) -> Vec<Reading> {
    let reading = |(name, value)| (Key::new(measure, name), value);
    found.into_iter().map(reading).collect()
}

/// The number after a word, as in `Downloaded 240 sites in 2.4321 seconds` or
/// `elapsed 1.004 s, …`.
pub fn number_after(word: &str, text: &str) -> Option<f64> {
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
