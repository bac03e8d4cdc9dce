//! `lanes 02 workers 9 1 7 4 5`: runs a program, and draws what ran when.

#![forbid(unsafe_code)]

use std::ffi::OsString;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, Result};
use checks::chapter::{self, Order};
use checks::place;
use checks::rules::{self, Column};
use clap::{CommandFactory, FromArgMatches, Parser};
use demo::endings::say;
use lanes::gist::{self, Gist, Rules};
use lanes::json::json;
use lanes::model::Run;
use lanes::observe::{Options, Pipe, observe};
use lanes::svg::{strip, svg};
use lanes::text::text;

use crate::programs::{Example, Program};

mod programs;

/// Runs a program unchanged, and draws what ran when.
///
/// The program's lines go to stdout, unless the picture does.
#[derive(Clone, Parser)]
#[command(bin_name = "just lanes", disable_help_subcommand = true)]
struct Args {
    /// Run the Python counterpart
    #[arg(long)]
    python: bool,

    /// Draw an example in each room, on one time axis: --strip greeter
    #[arg(long, conflicts_with_all = ["python", "text", "json", "command"])]
    strip: bool,

    /// Print the picture as text, at most 72 columns wide
    #[arg(long, conflicts_with = "json")]
    text: bool,

    /// Print a trace for Perfetto or Chrome
    #[arg(long)]
    json: bool,

    /// Where the picture goes [default: target/lanes/…, if nothing is printed]
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,

    /// Leave the picture as it is, if this run agrees with it
    #[arg(long, requires = "svg")]
    keep: bool,

    /// How long one second of the articles lasts: 0.01 to 60 seconds
    #[arg(long, env, default_value = "1", value_parser = demo::pace)]
    second: Duration,

    /// The folder of the demos' programs [default: this program's]
    #[arg(long, value_name = "DIR")]
    bin_dir: Option<PathBuf>,

    /// Do without ptrace
    #[arg(long, hide = true)]
    untraced: bool,

    /// A room, like `02`
    #[arg(required_unless_present = "command")]
    room: Option<String>,

    /// An example, like `workers` [default: the tour]
    example: Option<String>,

    /// Its arguments
    #[arg(allow_hyphen_values = true)]
    args: Vec<OsString>,

    /// Any other command
    #[arg(last = true, value_name = "COMMAND")]
    #[arg(conflicts_with_all = ["room", "python"])]
    command: Vec<OsString>,
}

/// A run of an example of ours, or of something else.
type Seen = (Option<Example>, Run);

fn main() -> ExitCode {
    demo::endings::end_with(Args::command(), |mut matches| {
        let args = Args::from_arg_matches_mut(&mut matches)?;
        match args.strip {
            true => draw_strip(&args),
            false => draw(&args),
        }
    })
}

fn draw(args: &Args) -> Result<ExitCode> {
    let (example, run) = see(args)?;
    let mut out = io::stdout().lock();
    if args.text {
        write!(out, "{}", text(&run))?;
    }
    if args.json {
        writeln!(out, "{}", json(&run))?;
    }
    let prints = args.text || args.json;
    let file = match &args.svg {
        Some(file) => Some(file.clone()),
        None if prints => None,
        None => Some(programs::default_file(&run.title)?),
    };
    let seen = [(example, run)];
    let [(_, run)] = &seen;
    if let Some(file) = file {
        write_picture(args, &file, &svg(run), &seen)?;
    }
    if prints {
        out.flush()?;
    } else {
        for note in &run.notes {
            say(&format!("note: {note}"));
        }
    }
    Ok(status(run))
}

/// Runs an example in each room, one after the other.
fn draw_strip(args: &Args) -> Result<ExitCode> {
    let mut seen = Vec::new();
    for row in programs::rows(args)? {
        let (example, run) = see(&row)?;
        if run.failure.is_some() {
            return Ok(status(&run));
        }
        seen.push((example, run));
    }
    let rows = seen.iter().map(|(example, run)| {
        let room = example.as_ref().map_or("", |it| &it.room);
        (programs::short_name(room), run)
    });
    let words = args.room.iter().chain(&args.example).cloned();
    let title = Vec::from_iter(words).join(" ") + " in each room";
    let picture = strip(&title, &Vec::from_iter(rows));
    let file = match &args.svg {
        Some(file) => file.clone(),
        None => programs::default_file(&title)?,
    };
    write_picture(args, &file, &picture, &seen)?;
    Ok(ExitCode::SUCCESS)
}

/// Runs what the arguments name.
fn see(args: &Args) -> Result<Seen> {
    let marks = Pipe::new()?;
    let program = programs::choose(args, &marks)?;
    let Program { mut command, title, example, .. } = program;
    command.env("SECOND", args.second.as_secs_f64().to_string());
    let second = u64::try_from(args.second.as_nanos())?;
    let options = Options {
        title,
        second: example.is_some().then_some(second),
        pass_on: !args.text && !args.json,
        untraced: args.untraced,
    };
    Ok((example, observe(command, &options, marks)?))
}

fn status(run: &Run) -> ExitCode {
    match &run.failure {
        None => ExitCode::SUCCESS,
        Some(failure) => {
            say(&format!("error: {}: {failure}", run.title));
            ExitCode::FAILURE
        }
    }
}

/// Writes the picture, unless the one that is there is kept.
fn write_picture(
    args: &Args,
    file: &Path,
    picture: &str,
    seen: &[Seen],
) -> Result<()> {
    if args.keep
        && let Ok(old) = fs::read_to_string(file)
    {
        match difference(&old, seen)? {
            None => return Ok(()),
            Some(difference) => say(&format!("differs: {difference}")),
        }
    }
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)
            .with_context(|| folder.display().to_string())?;
    }
    fs::write(file, picture)
        .with_context(|| format!("could not write {}", file.display()))?;
    say(&file.display().to_string());
    Ok(())
}

/// In which way the runs differ from those of a picture.
fn difference(picture: &str, seen: &[Seen]) -> Result<Option<String>> {
    let Some(old) = gist::read(picture) else {
        return Ok(Some("the old one has no gist".into()));
    };
    if old.len() != seen.len() {
        let (runs, before) = (seen.len(), old.len());
        return Ok(Some(format!("{runs} runs, not {before}")));
    }
    let sessions = chapter::read_all(&place::workspace()?)?;
    let difference = old.into_iter().zip(seen).find_map(|(old, seen)| {
        let (example, run) = seen;
        let Some(Example { room, name }) = example else {
            let rules = Rules { is_ordered: true, depends: false };
            return old.difference(&Gist::of(run), rules);
        };
        let rules = Rules {
            is_ordered: !sessions.iter().any(|it| {
                (&it.room, &it.example, it.order) == (room, name, Order::Any)
            }),
            depends: !rules::waits(room, name) || rules::needs_site(name),
        };
        let mask = |text: &str| {
            rules::mask_output(text, room, name, Column::Recorded).text
        };
        let [old, new] = [old, Gist::of(run)].map(|it| it.map(mask));
        old.difference(&new, rules)
    });
    Ok(difference)
}
