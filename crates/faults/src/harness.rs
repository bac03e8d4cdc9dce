//! The harness: which faults, into which programs, and with which outcome.
//!
//! - [`menu`] lists the examples, and what they print undisturbed;
//! - [`case`] defines a case: a fault, an example, what is expected;
//! - [`faults`] makes the cases, a module for each class;
//! - [`launch`] is the process that limits itself and becomes the program;
//! - [`run`] runs a case, and [`session`] finds the processes left of it;
//! - [`judge`] checks the outcome against the contract;
//! - [`naive`] checks the judge, with a program full of mistakes;
//! - [`table`] prints what survived.

use std::env;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;
use std::thread;
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use clap::{Parser, Subcommand};
use nix::unistd::Uid;

use case::Case;
use launch::Launch;
use table::Table;

mod case;
mod faults;
mod judge;
mod launch;
mod menu;
mod naive;
mod run;
mod session;
mod table;

/// Injects every fault into every demo, and counts what survived.
#[derive(Parser)]
#[command(disable_help_subcommand = true)]
#[command(args_conflicts_with_subcommands = true)]
struct Args {
    /// Run each fault once for each demo, instead of once for each example
    #[arg(long)]
    quick: bool,

    /// Run only the cases whose description contains these words
    #[arg(long, value_name = "WORDS")]
    only: Option<String>,

    /// Write the table into a file, too, as Markdown
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,

    /// Print a line for each case when it ends
    #[arg(long)]
    verbose: bool,

    /// Run only the naive program
    #[arg(long)]
    naive: bool,

    /// Which demos: `02` or `02-threads` [default: all]
    #[arg(value_name = "DEMO")]
    demos: Vec<String>,

    #[command(subcommand)]
    launch: Option<Internal>,
}

#[derive(Subcommand)]
enum Internal {
    /// Set limits on this process, then become a program
    Exec(Launch),
}

/// How many cases run at the same time; most of them wait for something.
const AT_ONCE: usize = 4;

/// Where the programs are.
pub struct Place {
    /// This program, which launches the others.
    pub own: PathBuf,
    /// The folder of all programs.
    pub programs: PathBuf,
}

pub fn main() -> Result<ExitCode> {
    let args = Args::parse();
    if let Some(Internal::Exec(launch)) = &args.launch {
        launch.exec()?;
    }
    let start = Instant::now();
    let own = env::current_exe()?;
    let programs = own.parent().context("no folder")?.to_owned();
    let place = Place { own, programs };
    // Orphans become children of this process, so that none is overlooked.
    nix::sys::prctl::set_child_subreaper(true)?;

    let mut out = io::stdout();
    writeln!(out, "naive program: {}", naive::verify_judge(&place)?)?;
    if args.naive {
        return Ok(ExitCode::SUCCESS);
    }
    if !Uid::effective().is_root() {
        writeln!(out, "not root: no limit of processes, no other user")?;
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let rooms = menu::rooms(&root, &place, &args.demos)?;
    let mut cases = faults::all(&rooms, args.quick)?;
    if let Some(words) = &args.only {
        cases.retain(|case| case.to_string().contains(words));
    }
    ensure!(!cases.is_empty(), "there is no such case");
    let findings = run_all(&place, &cases, args.verbose);

    let left = session::orphans()?;
    let table = Table::new(&cases, &findings, left, start.elapsed());
    write!(out, "{table}")?;
    if let Some(file) = &args.report {
        let report = table.markdown();
        fs::write(file, report)
            .with_context(|| format!("could not write {}", file.display()))?;
    }
    Ok(if table.is_green() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Runs the cases, a few at a time. Returns what is wrong with each, in order.
pub fn run_all(
    place: &Place,
    cases: &[Case],
    verbose: bool,
) -> Vec<Vec<String>> {
    let findings = Mutex::new(vec![Vec::new(); cases.len()]);
    let next = Mutex::new(cases.iter().enumerate());
    // In a closure, because `while let` would hold the lock during its body.
    let next = || next.lock().expect(UNPOISONED).next();
    thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                while let Some((index, case)) = next() {
                    let start = Instant::now();
                    let mut found = attempt(place, case);
                    if !found.is_empty()
                        && let Some(second) = case.second_try()
                    {
                        found = attempt(place, &second);
                    }
                    if verbose {
                        let word = if found.is_empty() { "ok" } else { "NO" };
                        let took = start.elapsed();
                        writeln!(io::stderr(), "{word} {took:.2?} {case}")
                            .unwrap_or_default();
                    }
                    findings.lock().expect(UNPOISONED)[index] = found;
                }
            });
        }
    });
    findings.into_inner().expect(UNPOISONED)
}

const UNPOISONED: &str = "no thread panics while it holds this lock";

fn attempt(place: &Place, case: &Case) -> Vec<String> {
    match run::run(place, case) {
        Ok(outcome) => judge::judge(case, &outcome),
        Err(error) => vec![format!("not run: {error:#}")],
    }
}
