//! `checks diff`, `checks record`, `checks soak` and others: see `checks
//! --help`.

#![forbid(unsafe_code)]

use std::env;
use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use clap::error::ErrorKind;
use clap::{CommandFactory, Parser, Subcommand, value_parser};

use checks::chapter::{self, Session};
use checks::diff::{self, Setting};
use checks::report::Report;
use checks::{figures, menu, place, record, soak};

/// Compares recorded outputs, Rust, Python and the models.
#[derive(Parser)]
#[command(disable_help_subcommand = true)]
struct Args {
    /// The workspace [default: the one this program was built in]
    #[arg(long, value_name = "DIR", global = true)]
    root: Option<PathBuf>,

    /// The folder of the demos' programs [default: this program's]
    #[arg(long, value_name = "DIR", global = true)]
    bin_dir: Option<PathBuf>,

    /// How long one second of the articles lasts: 0.001 to 60 seconds
    #[arg(long, env, global = true, default_value = "0.1")]
    #[arg(value_parser = seconds)]
    second: String,

    /// How many seconds a program may take before it is killed
    #[arg(long, value_name = "SECONDS", global = true, default_value = "60")]
    #[arg(value_parser = value_parser!(u32).range(1..=3600))]
    limit: u32,

    /// How many programs run at once
    // They sleep most of the time, so this is many more than cores. Measured
    // with 57 programs on two cores: 8 jobs take 2.5 s, 32 and more 1.6 s.
    #[arg(long, value_name = "N", global = true, default_value = "32")]
    #[arg(value_parser = value_parser!(u32).range(1..=1000))]
    jobs: u32,

    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Compare each example with its record, with Python and across models
    Diff {
        /// Also print what each Rust program prints
        #[arg(long)]
        show: bool,
        #[command(flatten)]
        choice: Choice,
    },
    /// Write anew what the chapters show where it differs from the Rust side
    Record {
        /// Write the sessions that don't differ too
        #[arg(long)]
        all: bool,
        #[command(flatten)]
        choice: Choice,
    },
    /// Run each example very often: alone, on one core, and beside a load
    Soak {
        /// How often in each company
        #[arg(long, value_name = "N", default_value = "300")]
        #[arg(value_parser = value_parser!(u32).range(1..=100_000))]
        times: u32,
        /// Also write the table into this file, in Markdown
        #[arg(long, value_name = "FILE")]
        report: Option<PathBuf>,
        #[command(flatten)]
        choice: Choice,
    },
    /// Run a command, and put its figure into a row of reliability.md
    Figure {
        /// How the row begins
        row: String,
        /// The command and its arguments
        #[arg(required = true, last = true)]
        command: Vec<String>,
    },
    /// Put a report into a section of reliability.md
    Section {
        /// The name in the section's mark
        name: String,
        /// The report, in Markdown
        file: PathBuf,
    },
    /// List the demos and their examples
    List,
}

#[derive(clap::Args)]
struct Choice {
    /// Parts of commands, like `02` or `workers 9` [default: all sessions]
    #[arg(value_name = "PATTERN")]
    patterns: Vec<String>,
}

fn main() -> ExitCode {
    match run(Args::parse()) {
        Ok(code) => code,
        // Whoever read our lines has seen enough, as in `just diff | head`.
        Err(error) if place::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: Args) -> Result<ExitCode> {
    let setting = Setting {
        root: args.root.map_or_else(place::workspace, Ok)?,
        bin_dir: args.bin_dir.map_or_else(own_folder, Ok)?,
        second: args.second,
        limit: Duration::from_secs(args.limit.into()),
        jobs: args.jobs.try_into()?,
    };
    let mut out = io::stdout().lock();
    match args.command {
        Command::Diff { show, choice } => {
            let start = Instant::now();
            let sessions = chapter::read_all(&setting.root)?;
            let rows =
                diff::compare(&setting, &sessions, &choice.of(&sessions))?;
            let colours =
                out.is_terminal() && env::var_os("NO_COLOR").is_none();
            let mut report = Report::new(out, colours);
            if show {
                report.show(&rows)?;
            }
            if report.print(&rows, start.elapsed())? > 0 {
                return Ok(ExitCode::FAILURE);
            }
        }
        Command::Record { all, choice } => {
            let sessions = chapter::read_all(&setting.root)?;
            let chosen = choice.of(&sessions).into_iter();
            let chosen: Vec<_> = chosen.map(|i| &sessions[i]).collect();
            record::record(&mut out, &setting, &chosen, all)?;
        }
        Command::Soak { times, report, choice } => {
            let sessions = chapter::read_all(&setting.root)?;
            let chosen = choice.of(&sessions).into_iter();
            let chosen: Vec<_> = chosen.map(|i| &sessions[i]).collect();
            let report: Box<dyn Write> = match report {
                Some(file) => {
                    Box::new(File::create(&file).with_context(|| {
                        format!("could not write {}", file.display())
                    })?)
                }
                None => Box::new(io::sink()),
            };
            let times = times.try_into()?;
            if soak::soak(&mut out, &setting, &chosen, times, report)? > 0 {
                return Ok(ExitCode::FAILURE);
            }
        }
        Command::Figure { row, command } => {
            let status = figures::row(&setting.root, &mut out, &row, &command)?;
            if !status.success() {
                return Ok(ExitCode::FAILURE);
            }
        }
        Command::Section { name, file } => {
            figures::section(&setting.root, &name, &file)?;
        }
        Command::List => {
            menu::print(&mut out, &setting.root, &setting.bin_dir)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

impl Choice {
    /// The indices of the sessions that match one of the patterns.
    fn of(&self, sessions: &[Session]) -> Vec<usize> {
        let is_chosen = |&index: &usize| {
            let label = sessions[index].label();
            self.patterns.is_empty()
                || self.patterns.iter().any(|part| label.contains(part))
        };
        let chosen: Vec<_> = (0..sessions.len()).filter(is_chosen).collect();
        if chosen.is_empty() {
            let patterns = self.patterns.join(", ");
            let message = format!("no session's command contains {patterns}");
            Args::command().error(ErrorKind::InvalidValue, message).exit();
        }
        chosen
    }
}

fn own_folder() -> Result<PathBuf> {
    let program = env::current_exe().context("this program has no path")?;
    let folder = program.parent().context("this program has no folder")?;
    Ok(folder.to_owned())
}

/// Checks a number, and leaves it as it was written.
fn seconds(text: &str) -> Result<String, String> {
    match text.parse::<f64>() {
        Ok(second) if (0.001..=60.0).contains(&second) => Ok(text.to_owned()),
        _ => Err("not a number from 0.001 to 60".into()),
    }
}
