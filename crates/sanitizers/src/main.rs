//! Runs every example under a sanitizer, and the planted faults beside them.
//!
//! `scripts/tsan` and `scripts/leaks` (`just tsan`, `just leaks`) build the
//! demos and `planted` with the sanitizer, and then start this program, which
//! is built without. It runs each example several times and each tour once,
//! looks for complaints in what they print on stderr, and prints a table. A
//! planted fault has to be found in every run, and one that the tool can't see
//! in none.

use std::env;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use chrono::Local;
use clap::Parser;

use report::Report;
use tool::Tool;

mod check;
mod report;
mod tool;

/// Runs every example under a sanitizer, and the planted faults beside them.
#[derive(Parser)]
struct Args {
    /// Which sanitizer the programs are built with
    tool: Tool,

    /// The folder of these programs
    #[arg(long, value_name = "DIR", required_unless_present = "skipped")]
    bin_dir: Option<PathBuf>,

    /// Which compiler has built them, for the report
    #[arg(long, value_name = "VERSION", default_value = "")]
    compiler: String,

    /// Run everything only once
    #[arg(long)]
    quick: bool,

    /// Also write the tables into this file, in Markdown
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,

    /// Run nothing: say that this could not be done, and why
    #[arg(long, value_name = "REASON", conflicts_with = "bin_dir")]
    skipped: Option<String>,
}

fn main() -> ExitCode {
    match run(&Args::parse()) {
        Ok(code) => code,
        // Whoever read our lines has seen enough, as in `just tsan | head`.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &Args) -> Result<ExitCode> {
    let tool = args.tool;
    let today = Local::now().format("%Y-%m-%d");
    let mut out = io::stdout().lock();
    let skipped = match &args.bin_dir {
        Some(bin_dir) => check::obstacle(tool, bin_dir)?,
        None => args.skipped.clone(),
    };
    if let Some(reason) = skipped {
        writeln!(out, "{}: skipped: {reason}", tool.recipe())?;
        write_report(args, || {
            format!("{}, {today}: skipped: {reason}\n", tool.name())
        })?;
        return Ok(ExitCode::SUCCESS);
    }

    let bin_dir = args.bin_dir.as_deref().context("no --bin-dir")?;
    let runs = if args.quick { 1 } else { tool.runs() };
    let mut report = Report::new(tool, runs);
    check::rooms(&root()?, bin_dir, &mut report, &mut out)?;
    check::planted(bin_dir, &mut report, &mut out)?;
    writeln!(out, "\n{}: {}", tool.recipe(), report.verdict())?;
    write_report(args, || {
        let heading = format!("{}, {}, {today}", tool.name(), args.compiler);
        format!("{heading}: {}.\n{}", report.verdict(), report.markdown())
    })?;
    Ok(match report.passed() {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    })
}

fn write_report(args: &Args, text: impl FnOnce() -> String) -> Result<()> {
    let Some(path) = &args.report else { return Ok(()) };
    fs::write(path, text())
        .with_context(|| format!("could not write {}", path.display()))
}

/// The workspace we were built in, if it is still there; else where we are.
fn root() -> Result<PathBuf> {
    let built_in = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2);
    match built_in.filter(|root| root.join("Cargo.toml").exists()) {
        Some(root) => Ok(root.to_owned()),
        None => env::current_dir().context("there is no current folder"),
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .downcast_ref::<io::Error>()
        .is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}
