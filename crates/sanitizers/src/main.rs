//! Runs every example under a sanitizer, and the planted faults beside them.
//!
//! `scripts/tsan` and `scripts/leaks` (`just tsan`, `just leaks`) build the
//! demos and `planted` with the sanitizer, and then start this program, which
//! is built without. It runs each example several times and each tour once,
//! looks for complaints in what they print on stderr, and prints a table. A
//! planted fault has to be found in every run, and one that the tool can't see
//! in none.

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
    /// Which sanitizer the programs are built with
    tool: Tool,

    /// Which compiler has built them, for the report
    #[arg(long, value_name = "VERSION", default_value = "")]
    compiler: String,

    /// Run everything only once
    #[arg(long)]
    quick: bool,

    /// Also write the tables into this file, in Markdown
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,

    #[command(flatten)]
    programs: Programs,
}

/// Exactly one of them is given.
#[derive(clap::Args)]
#[group(required = true, multiple = false)]
struct Programs {
    /// The folder of the programs built with the sanitizer
    #[arg(long, value_name = "DIR")]
    bin_dir: Option<PathBuf>,

    /// There are none: only say that this was skipped, and why
    #[arg(long, value_name = "REASON")]
    skipped: Option<String>,
}

fn main() -> ExitCode {
    match run(&Args::parse()) {
        Ok(code) => code,
        // Whoever read our lines has seen enough, as in `just tsan | head`.
        Err(error) if place::is_broken_pipe(&error) => ExitCode::SUCCESS,
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

/// The folder of the programs, or the reason to skip them.
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
