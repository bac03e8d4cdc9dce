//! What each model costs, and how far it goes, on the machine it runs on.
//!
//! `just costs` takes three minutes, `just costs --quick` half a minute, and
//! `just costs --record` writes the tables and the plots into the page. What
//! is measured is either an example, seen from outside, or a [`probe`]: a
//! child process of this program that does nothing else.

use std::cell::RefCell;
use std::env;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use checks::place;
use checks::python::Python;
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};

use figures::Question;
use lab::Place;
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

    /// Write what was found into docs/src/costs.md, and leave the rest there
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
    demo::endings::end_with(Args::command(), |mut matches| {
        run(Args::from_arg_matches_mut(&mut matches)?)?;
        Ok(ExitCode::SUCCESS)
    })
}

fn run(args: Args) -> Result<()> {
    if let Some(Child::Probe { probe }) = args.probe {
        return probe::run(&probe);
    }
    let root = place::workspace()?;
    let program = env::current_exe()?;
    let bin_dir = program.parent().context("there is no folder")?.to_owned();
    let target = bin_dir.parent().context("there is no target folder")?;
    let folder = args.into.unwrap_or_else(|| target.join("costs"));

    let mut report = match args.from {
        Some(file) => read(&file)?,
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

    let mut out = anstream::stdout().lock();
    table::print(&mut out, &report)?;
    if args.goals {
        goals::print(&mut out, &report.figures)?;
    }
    write_all(&folder, &report)?;
    writeln!(out, "\nplots and costs.json: {}", folder.display())?;
    if args.record {
        let page = root.join("docs/src/costs.md");
        let folder = root.join("docs/src/costs");
        report.complete_with(read(&folder.join("costs.json"))?);
        write_all(&folder, &report)?;
        page::rewrite(&page, &report)?;
        writeln!(out, "recorded in {}", page.display())?;
    }
    Ok(())
}

/// Answers the questions in `only`, or the usual ones if it is empty.
fn measure(place: &Place, only: &[Question], quick: bool) -> Result<Report> {
    let mut questions = Question::value_variants().to_vec();
    questions.retain(|question| match only {
        [] => Question::USUAL.contains(question),
        only => only.contains(question),
    });
    let timelines = RefCell::default();
    let sections = questions.iter().flat_map(|&question| {
        measure::sections(question, place, quick, &timelines)
    });
    let budget = Duration::from_secs(if quick { 8 } else { 100 });
    let start = Instant::now();
    let (samples, skipped) = lab::run(sections.collect(), budget)?;
    let timelines = timelines.into_inner();
    let elapsed = start.elapsed();
    Ok(Report::new(questions, samples, timelines, skipped, quick, elapsed))
}

fn read(file: &Path) -> Result<Report> {
    let text = fs::read_to_string(file);
    let text = text.with_context(|| file.display().to_string())?;
    serde_json::from_str(&text).with_context(|| file.display().to_string())
}

fn write_all(folder: &Path, report: &Report) -> Result<()> {
    fs::create_dir_all(folder)?;
    let json = serde_json::to_string_pretty(report)? + "\n";
    fs::write(folder.join("costs.json"), json)?;
    plot::draw_all(folder, report)
}
