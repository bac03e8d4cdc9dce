//! Runs every example under a sanitizer, and the planted faults beside them.
//!
//! `scripts/tsan` and `scripts/leaks` (`just tsan`, `just leaks`) build the
//! demos and `planted` with the sanitizer, and this program without it, and
//! start this program. It runs each example several times and each tour once,
//! counts the sanitizer's reports on their stderr, and prints a table. Each
//! planted fault has to be found in every run, but for those that the tool
//! can't see: they must be found in none.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use checks::place;
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
    /// The sanitizer with which the programs were built
    tool: Tool,

    /// The compiler that has built them, for the report
    #[arg(long, value_name = "VERSION", default_value = "")]
    compiler: String,

    /// Run each example only once
    #[arg(long)]
    quick: bool,

    /// Write the tables into a file, too, as Markdown
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,

    #[command(flatten)]
    programs: Programs,
}

/// Exactly one of the two must be given.
#[derive(clap::Args)]
#[group(required = true, multiple = false)]
struct Programs {
    /// The folder of the programs built with the sanitizer
    #[arg(long, value_name = "DIR")]
    bin_dir: Option<PathBuf>,

    /// Run nothing; only report that this was skipped, and why
    #[arg(long, value_name = "REASON")]
    skipped: Option<String>,
}

fn main() -> ExitCode {
    match run(&Args::parse()) {
        Ok(code) => code,
        // The reader has seen enough, as in `just tsan | head`.
        Err(error) if place::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            writeln!(io::stderr(), "error: {error:#}").unwrap_or_default();
            ExitCode::FAILURE
        }
    }
}

fn run(args: &Args) -> Result<ExitCode> {
    let tool = args.tool;
    let today = Local::now().format("%Y-%m-%d");
    let mut out = io::stdout().lock();
    let bin_dir = match ready(args)? {
        Ok(bin_dir) => bin_dir,
        Err(reason) => {
            writeln!(out, "{}: skipped: {reason}", tool.recipe())?;
            let text = format!("{}, {today}: skipped: {reason}\n", tool.name());
            write_report(args, &text)?;
            return Ok(ExitCode::SUCCESS);
        }
    };

    let runs = if args.quick { 1 } else { tool.runs() };
    let mut report = Report::new(tool, runs);
    check::rooms(&place::workspace()?, bin_dir, &mut report, &mut out)?;
    check::planted(bin_dir, &mut report, &mut out)?;
    let verdict = report.verdict();
    writeln!(out, "\n{}: {verdict}", tool.recipe())?;

    let by = format!("{}, {}", tool.name(), args.compiler);
    let tables = report.markdown();
    write_report(args, &format!("{by}, {today}: {verdict}.\n{tables}"))?;
    Ok(match report.passed() {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    })
}

/// The folder of the programs, or the reason for skipping them.
fn ready(args: &Args) -> Result<Result<&Path, String>> {
    let Programs { bin_dir, skipped } = &args.programs;
    let Some(bin_dir) = bin_dir else {
        return Ok(Err(skipped.clone().unwrap_or_default()));
    };
    let obstacle = check::obstacle(args.tool, bin_dir)?;
    Ok(obstacle.map_or(Ok(bin_dir), Err))
}

fn write_report(args: &Args, text: &str) -> Result<()> {
    let Some(path) = &args.report else { return Ok(()) };
    fs::write(path, text)
        .with_context(|| format!("could not write {}", path.display()))
}
