//! What each model costs, and how far it goes, on the machine it runs on.
//!
//! `just costs` takes three minutes, `just costs --quick` half a minute, and
//! `just costs --record` writes the table and the plots into the page. What
//! is measured is either an example, seen from outside, or a [`probe`]: a
//! child process of this program that does nothing else.

use std::cell::RefCell;
use std::env;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use checks::place;
use checks::python::Python;
use clap::{Parser, Subcommand, ValueEnum};
use instruments::note;

use lab::Place;
use measure::Question;
use probe::Probe;
use report::Report;

mod figures;
mod goals;
mod lab;
mod measure;
mod page;
mod plot;
mod probe;
mod quiet;
mod report;
mod table;

/// Measures what each model costs, and how far it goes.
#[derive(Parser)]
#[command(disable_help_subcommand = true)]
struct Args {
    /// Take half a minute instead of three: fewer repetitions, smaller swarms
    #[arg(long)]
    quick: bool,

    /// Answer only this question; may be given several times
    #[arg(long, value_name = "QUESTION")]
    only: Vec<Question>,

    /// Write the table and the plots into docs/src/costs.md
    #[arg(long)]
    record: bool,

    /// List the project's goals, and whether the figures meet them
    #[arg(long)]
    goals: bool,

    /// Don't measure: read the figures from an earlier costs.json
    #[arg(long, value_name = "FILE")]
    from: Option<PathBuf>,

    /// Where to put costs.json and the plots [default: target/costs]
    #[arg(long, value_name = "DIR")]
    into: Option<PathBuf>,

    #[command(subcommand)]
    probe: Option<Child>,
}

#[derive(Subcommand)]
enum Child {
    /// Measure one thing, as a child of `costs`
    #[command(hide = true)]
    Probe {
        #[command(subcommand)]
        probe: Probe,
    },
}

fn main() -> ExitCode {
    match run(Args::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        // The reader of stdout has gone, as in `just costs | head`.
        Err(error) if place::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            note!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: Args) -> Result<()> {
    if let Some(Child::Probe { probe }) = args.probe {
        return probe::run(&probe);
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let root = root.canonicalize().context("the workspace has moved")?;
    let program = env::current_exe()?;
    let bin_dir = program.parent().context("there is no folder")?.to_owned();
    let target = bin_dir.parent().context("there is no target folder")?;
    let folder = args.into.unwrap_or_else(|| target.join("costs"));

    let report = match args.from {
        Some(file) => {
            let text = fs::read_to_string(&file);
            let text = text.with_context(|| file.display().to_string())?;
            serde_json::from_str(&text)?
        }
        None => {
            let python = Python::prepare(&root, target)
                .map_err(|error| format!("{error:#}"));
            let scratch = tempfile::tempdir()?;
            let place = Place {
                root: root.clone(),
                bin_dir,
                scratch: scratch.path().to_owned(),
                python,
            };
            measure(&place, &args.only, args.quick)?
        }
    };

    let mut out = io::stdout().lock();
    table::print(&mut out, &report)?;
    if args.goals {
        goals::print(&mut out, &report.figures)?;
    }
    write_all(&folder, &report)?;
    writeln!(out, "\nplots and costs.json: {}", folder.display())?;
    if args.record {
        let page = root.join("docs/src/costs.md");
        write_all(&root.join("docs/src/costs"), &report)?;
        page::rewrite(&page, &report)?;
        writeln!(out, "recorded in {}", page.display())?;
    }
    Ok(())
}

/// Answers the questions in `only`, or all if it is empty.
fn measure(place: &Place, only: &[Question], quick: bool) -> Result<Report> {
    let asked =
        |question: &Question| only.is_empty() || only.contains(question);
    let questions = Question::value_variants().iter().filter(|q| asked(q));
    let timelines = RefCell::default();
    let sections = questions.flat_map(|&question| {
        measure::sections(question, place, quick, &timelines)
    });
    let budget = Duration::from_secs(if quick { 8 } else { 100 });
    let start = Instant::now();
    let (samples, skipped) = lab::run(sections.collect(), budget)?;
    let timelines = timelines.into_inner();
    Ok(Report::new(samples, timelines, skipped, quick, start.elapsed()))
}

fn write_all(folder: &Path, report: &Report) -> Result<()> {
    fs::create_dir_all(folder)?;
    let json = serde_json::to_string_pretty(report)? + "\n";
    fs::write(folder.join("costs.json"), json)?;
    plot::draw_all(folder, report)
}
