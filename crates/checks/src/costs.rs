//! What downloading costs beyond the waiting: elapsed time ÷ ideal time.
//!
//! 240 downloads that wait 50 ms each, five at a time, can't take less than
//! 2.4 s, in any language. The programs are those of the tour, run one after
//! another, several times in turn, so that a busy moment hits all alike. They
//! are not rebuilt for release: waiting is not done any sooner there.

use std::io::Write;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use site::Stats;

use crate::diff::{Setting, program};
use crate::program::run_all;
use crate::python::Python;

/// The rooms that download, and how many requests each has in flight.
const ROOMS: [(&str, usize); 3] = [
    ("01-sequential-greeter", 1),
    ("05-futures-executor", 5),
    ("06-event-loop-tokio", 5),
];

/// What each of the Rust programs should reach.
const GOAL: f64 = 1.05;

const DOWNLOADS: usize = 240;
const LATENCY: f64 = 0.05; // seconds, at the articles' own pace

/// A program, and how it fared in each round.
struct Row {
    label: String,
    in_flight: usize,
    is_rust: bool,
    command: Box<dyn Fn() -> Result<Command>>,
    ratios: Vec<f64>,
    seen: Option<Stats>,
}

/// Runs all downloads `rounds` times, and prints a table.
///
/// # Errors
///
/// Fails if a Rust program does; without Python, its rows are left out.
pub fn print(
    out: &mut impl Write,
    setting: &Setting,
    rounds: usize,
) -> Result<()> {
    let mut rows = rows(setting);
    for _ in 0..rounds {
        for row in &mut rows {
            row.run(setting)?;
        }
    }

    writeln!(
        out,
        "{DOWNLOADS} downloads of 50 ms each, {rounds} times: median, and range"
    )?;
    writeln!(
        out,
        "{:36} {:>9}  {:>7}  {:17} seen at the server",
        "program", "in flight", "÷ ideal", ""
    )?;
    for row in &mut rows {
        row.ratios.sort_by(f64::total_cmp);
        let median = row.ratios[row.ratios.len() / 2];
        let (least, most) = (row.ratios[0], row.ratios[row.ratios.len() - 1]);
        let goal = match median <= GOAL {
            _ if !row.is_rust => "",
            true => "  goal met",
            false => "  goal missed: 1.05",
        };
        let seen = row.seen.context("it ran")?;
        writeln!(
            out,
            "{:36} {:9}  {median:7.3}  ({least:.3} to {most:.3})  \
             at most {} at once, {} connections{goal}",
            row.label, row.in_flight, seen.peak_in_flight, seen.connections
        )?;
    }
    Ok(())
}

fn rows(setting: &Setting) -> Vec<Row> {
    let target = setting.bin_dir.parent().unwrap_or(&setting.bin_dir);
    let python = match Python::prepare(&setting.root, target) {
        Ok(python) => Some(std::rc::Rc::new(python)),
        Err(error) => {
            eprintln!("without Python: {error:#}");
            None
        }
    };
    let mut rows = Vec::new();
    for (room, in_flight) in ROOMS {
        let row = |language: &str, is_rust, command| Row {
            label: format!("{room}, {language}"),
            in_flight,
            is_rust,
            command,
            ratios: Vec::new(),
            seen: None,
        };
        let bin_dir = setting.bin_dir.clone();
        let rust = move || {
            let mut command = Command::new(program(&bin_dir, room)?);
            command.arg("download-sites");
            Ok(command)
        };
        rows.push(row("Rust", true, Box::new(rust)));
        if let Some(python) = python.clone() {
            let file = setting.root.join("crates").join(room);
            let file = file.join("python/download_sites.py");
            let command = move || Ok(python.command(&file));
            rows.push(row("Python", false, Box::new(command)));
        }
    }
    rows
}

impl Row {
    /// Runs the program once, against a site of its own.
    fn run(&mut self, setting: &Setting) -> Result<()> {
        let site = site::start(Duration::from_secs(1))?;
        let mut command = (self.command)()?;
        command.args(site.sites()).env("SECOND", "1");
        let outcomes = run_all(vec![command.into()], setting.limit, 1)?;
        let [outcome] = &outcomes[..] else { unreachable!("one was run") };
        let said = &outcome.stderr;
        ensure!(outcome.failure.is_none(), "{}: {said}", self.label);
        let elapsed = elapsed(said).with_context(|| {
            format!("{} does not tell its time", self.label)
        })?;
        let rounds = DOWNLOADS.div_ceil(self.in_flight);
        self.ratios.push(elapsed / (rounds as f64 * LATENCY));
        self.seen = Some(site.stats());
        Ok(())
    }
}

/// The seconds in `Downloaded 240 sites in 2.4567 seconds`.
fn elapsed(said: &str) -> Option<f64> {
    let line = said.lines().find(|line| line.starts_with("Downloaded"))?;
    line.split(' ').rev().nth(1)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_time_among_what_is_said() {
        let said = "a warning\nDownloaded 240 sites in 2.4567 seconds\n";
        assert_eq!(elapsed(said), Some(2.4567));
        assert_eq!(elapsed("Downloaded nothing"), None);
    }
}
