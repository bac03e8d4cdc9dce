//! Injects every fault into every demo, from outside, and counts survivors.
//!
//! `just faults` takes a few minutes, `just faults --quick` less than one.
//! Before any demo runs, a naive program must fail in every way that is
//! checked for: a check that nothing can fail proves nothing.
//!
//! - [`example`] is an example, and what it prints undisturbed;
//! - [`case`] defines a case: a fault, an example, what is expected;
//! - [`launch`] is the process that limits itself and becomes the program;
//! - [`run`] runs a case, with [`streams`] to and from the program, and
//!   [`session`] finds the processes that are left;
//! - [`judge`] checks the outcome against the contract;
//! - [`pool`] runs and judges several cases at a time;
//! - [`naive`] checks the judge, with a program full of mistakes;
//! - [`menu`] lists the examples, and [`help`] the limits of their arguments;
//! - [`faults`] makes the cases, a module for each class;
//! - [`tally`] counts what survived.
//!
//! On systems other than Linux, the cases that need nothing of Linux run:
//! see [`case::Case::needs_linux`].

use std::env;
use std::fs;
use std::io::Write;
use std::iter;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context, Result};
use checks::place;
use clap::{CommandFactory, FromArgMatches, Parser};
use demo::endings::{end_with, say};
use nix::unistd::Uid;

use launch::Launch;
use run::Programs;
use tally::Tally;

mod case;
mod example;
mod faults;
mod help;
mod judge;
mod launch;
mod menu;
mod naive;
mod pool;
mod run;
mod session;
mod streams;
mod tally;

/// Injects every fault into every demo, and counts what survived.
#[derive(Parser)]
struct Args {
    /// Run most faults once for each demo, instead of once for each example
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
}

fn main() -> ExitCode {
    // The launcher leaves stdout alone: it is the program's, and may be full.
    let mut args = env::args_os().skip(1).peekable();
    if args.next_if(|first| first == "exec").is_some() {
        let name = "faults exec".into();
        return Launch::parse_from(iter::once(name).chain(args)).exec();
    }
    end_with(Args::command(), |mut matches| {
        inject(&Args::from_arg_matches_mut(&mut matches)?)
    })
}

fn inject(args: &Args) -> Result<ExitCode> {
    let start = Instant::now();
    // Orphans become children of this process, so that none is overlooked.
    #[cfg(target_os = "linux")]
    nix::sys::prctl::set_child_subreaper(true)?;
    let programs = Programs::beside(env::current_exe()?)?;
    let mut rooms = checks::menu::read(&place::workspace()?)?;
    if let Err(message) = menu::choose(&mut rooms, &args.demos) {
        say(&format!("error: {message} (see --help)"));
        return Ok(ExitCode::from(2));
    }

    let mut out = anstream::stdout().lock();
    writeln!(out, "naive program: {}", naive::verify_judge(&programs)?)?;
    if args.naive {
        return Ok(ExitCode::SUCCESS);
    }
    if !cfg!(target_os = "linux") {
        writeln!(out, "not Linux: few signals and limits, no process counted")?;
    } else if !Uid::effective().is_root() {
        writeln!(out, "not root: no limit of processes, no other user")?;
    }
    let entries = menu::read(&place::workspace()?, &programs, &rooms)?;
    let mut cases = faults::all(&entries, args.quick)?;
    if let Some(words) = &args.only {
        cases.retain(|case| case.to_string().contains(words));
    }
    if cases.is_empty() {
        say("error: there is no such case");
        return Ok(ExitCode::from(2));
    }
    let findings = pool::run_all(&programs, &cases, args.verbose);

    let left = session::orphans();
    let tally = Tally::new(&cases, &findings, left, start.elapsed());
    tally.print(&mut out)?;
    if let Some(file) = &args.report {
        fs::write(file, tally.markdown())
            .with_context(|| format!("could not write {}", file.display()))?;
    }
    Ok(match tally.is_green() {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    })
}
