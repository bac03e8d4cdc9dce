//! Runs each example very often: alone, on one core, and on busy cores.
//!
//! What goes wrong once in a hundred times is wrong. A run counts as bad if it
//! hangs, fails, or prints something else than the chapter shows.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal, Write};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Instant;

use anyhow::{Context, Result};

use crate::chapter::Session;
use crate::diff::{Setting, beside_record, rust_command};
use crate::one_core::OneCore;
use crate::program;

/// What else happens on the cores.
#[derive(Clone, Copy, Debug)]
enum Company {
    /// Nothing: one program after the other.
    Alone,
    /// Nothing, but there is only one core.
    Pinned,
    /// As many busy loops as cores, and several programs at a time.
    Loaded,
}

impl Company {
    const ALL: [Self; 3] = [Self::Alone, Self::Pinned, Self::Loaded];

    fn words(self) -> &'static str {
        match self {
            Self::Alone => "alone",
            Self::Pinned => "on one core",
            Self::Loaded => "beside a load",
        }
    }
}

/// How many good runs each session had in each company; and what went wrong.
struct Tally {
    good: BTreeMap<usize, [usize; 3]>,
    bad: Vec<String>,
}

/// Runs the chosen sessions so many times in each company. Prints a table, and
/// writes it in Markdown to `report`; returns how many runs were bad.
///
/// # Errors
///
/// Fails if a program is missing or can't be started.
pub fn soak(
    out: &mut impl Write,
    setting: &Setting,
    sessions: &[&Session],
    times: usize,
    mut report: impl Write,
) -> Result<usize> {
    let start = Instant::now();
    let mut tally = Tally { good: BTreeMap::new(), bad: Vec::new() };
    for (column, company) in Company::ALL.into_iter().enumerate() {
        for round in 1..=times {
            progress(&format!("{}: {round} of {times}", company.words()))?;
            for (index, failure) in round_of(setting, sessions, company)? {
                let good = tally.good.entry(index).or_default();
                let label = sessions[index].label();
                match failure {
                    None => good[column] += 1,
                    Some(words) => tally.bad.push(format!(
                        "{label}, {}, run {round}: {words}",
                        company.words()
                    )),
                }
            }
        }
    }
    progress("")?;
    print(out, &mut report, sessions, times, &tally)?;
    let runs = Company::ALL.len() * times * sessions.len();
    let summary = format!(
        "soak: {runs} runs of {} examples, {} bad",
        sessions.len(),
        tally.bad.len()
    );
    let minutes = start.elapsed().as_secs_f64() / 60.0;
    writeln!(out, "\n{summary}, {minutes:.0} min")?;
    writeln!(report, "\n{summary}, {minutes:.0} min.")?;
    Ok(tally.bad.len())
}

/// Runs each session once; tells for each what was wrong, if anything was.
fn round_of(
    setting: &Setting,
    sessions: &[&Session],
    company: Company,
) -> Result<Vec<(usize, Option<String>)>> {
    // Dropped at the end of the round, which ends the load.
    let (_pinned, _load, jobs) = match company {
        Company::Alone => (None, Vec::new(), 1),
        Company::Pinned => (Some(OneCore::new()?), Vec::new(), 1),
        Company::Loaded => (None, load()?, 8),
    };
    let commands = sessions.iter().map(|session| {
        let command = rust_command(setting, session)?;
        anyhow::Ok(command.into())
    });
    let commands = commands.collect::<Result<_>>()?;
    let outcomes = program::run_all(commands, setting.limit, jobs)?;
    let verdict = |(index, outcome)| {
        let session: &Session = sessions[index];
        let comparison = beside_record(session, outcome);
        let failure = comparison.is_unexpected().then(|| {
            let failure = comparison.failure.clone();
            let failure = failure.unwrap_or_else(|| "other lines".into());
            let stderr = &comparison.stderr;
            format!("{failure}\n{}{stderr}", comparison.ours)
        });
        (index, failure)
    };
    Ok(outcomes.iter().enumerate().map(verdict).collect())
}

/// A busy loop that ends with this value.
struct Busy(Child);

/// One for each core. A shell that only counts is as busy as can be.
fn load() -> Result<Vec<Busy>> {
    let cores = thread::available_parallelism()?.get();
    let busy = |_| {
        let mut shell = Command::new("sh");
        shell.args(["-c", "while :; do :; done"]).stdin(Stdio::null());
        anyhow::Ok(Busy(shell.spawn().context("could not start a load")?))
    };
    (0..cores).map(busy).collect()
}

impl Drop for Busy {
    fn drop(&mut self) {
        let end = self.0.kill().and_then(|()| self.0.wait());
        end.expect("it is our child, and never ends by itself");
    }
}

fn print(
    out: &mut impl Write,
    report: &mut impl Write,
    sessions: &[&Session],
    times: usize,
    tally: &Tally,
) -> io::Result<()> {
    let heads = Company::ALL.map(Company::words);
    let [alone, pinned, loaded] = heads;
    writeln!(out, "{:56}{alone:>9}{pinned:>13}{loaded:>15}", "example")?;
    writeln!(report, "| example | {} |", heads.join(" | "))?;
    writeln!(report, "|---|--:|--:|--:|")?;
    for (index, session) in sessions.iter().enumerate() {
        let label = session.label();
        let good = tally.good.get(&index).copied().unwrap_or_default();
        let [alone, pinned, loaded] =
            good.map(|good| format!("{good}/{times}"));
        writeln!(out, "{label:56}{alone:>9}{pinned:>13}{loaded:>15}")?;
        writeln!(report, "| `{label}` | {alone} | {pinned} | {loaded} |")?;
    }
    for bad in &tally.bad {
        writeln!(out, "\n{bad}")?;
    }
    Ok(())
}

/// On stderr, and only where somebody looks at it.
fn progress(words: &str) -> io::Result<()> {
    let mut stderr = io::stderr();
    if stderr.is_terminal() {
        write!(stderr, "\r\x1b[K{words}")?;
    }
    Ok(())
}
