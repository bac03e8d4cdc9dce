//! The frame around the examples: arguments, the tour, and how a demo ends.
//!
//! Examples are plain code, as in a book: `println!`, `scope.spawn`. What
//! `docs/src/contract.md` promises about them is kept here, once for all:
//! one line for an error, an exit status, and nothing lost without a word.
//!
//! [`main`] is the whole `main` of a numbered crate. [`args`] has the
//! arguments that several crates take, and [`endings`] says how a program
//! ends that could not do what it was asked.

#![forbid(unsafe_code)]

use std::env;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::Result;
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::endings::say;

pub mod args;
pub mod endings;

/// What every demo takes: a pace, and one of its examples `E`.
#[derive(Parser)]
#[command(disable_help_subcommand = true)]
#[command(subcommand_value_name = "EXAMPLE")]
#[command(subcommand_help_heading = "Examples")]
struct Demo<E: Subcommand> {
    /// How long one second of the articles lasts here: 0.01 to 60 seconds
    #[arg(long, env, global = true)]
    #[arg(default_value = "1", value_parser = pace)]
    second: Duration,

    #[command(subcommand)]
    example: Option<E>,
}

/// The `main` of a demo: runs the example that is asked for, or all of `tour`.
///
/// `about` is a sentence without its full stop. `tour` lists the examples in
/// their order, with the arguments that the tour passes: `"fib 36"`. `run` runs
/// one, at the pace of the `Duration`, which stands for a second.
pub fn main<E: Subcommand>(
    about: &str,
    tour: &[&str],
    run: fn(E, Duration) -> Result<()>,
) -> ExitCode {
    let about = format!("{about}. Without an example: a guided tour");
    let command = Demo::<E>::command().about(about);
    endings::end_with(command, |mut matches| {
        let demo = Demo::<E>::from_arg_matches_mut(&mut matches)?;
        match demo.example {
            Some(example) => run(example, demo.second)?,
            None => walk(tour, demo.second, run)?,
        }
        Ok(ExitCode::SUCCESS)
    })
}

/// Parses the length of a second: at a quicker pace, threads would not start
/// and wake in the order of their sleeps.
///
/// # Errors
///
/// If it is no number from 0.01 to 60.
pub fn pace(text: &str) -> Result<Duration, String> {
    args::seconds(text)
        .ok()
        .filter(|second| *second >= Duration::from_millis(10))
        .ok_or_else(|| "not a number from 0.01 to 60".into())
}

/// Runs each example of the tour. Before it, a heading and its two files are
/// printed on stderr; after it, how long it took, in seconds of the articles.
fn walk<E: Subcommand>(
    tour: &[&str],
    second: Duration,
    run: fn(E, Duration) -> Result<()>,
) -> Result<()> {
    let menu = Demo::<E>::command();
    for line in tour {
        let words: Vec<_> = line.split_whitespace().collect();
        let about =
            menu.find_subcommand(words[0]).and_then(|it| it.get_about());
        say(&format!("--- {line}: {}", about.unwrap_or_default()));
        say(&files(words[0]));

        let start = Instant::now();
        let program = menu.get_name();
        let args = [program].into_iter().chain(words);
        if let Some(example) = Demo::<E>::try_parse_from(args)?.example {
            run(example, second)?;
        }
        io::stdout().flush()?;
        let seconds = start.elapsed().div_duration_f64(second);
        say(&format!("--- {seconds:.1} seconds\n"));
    }
    Ok(())
}

/// The source files of an example, as far as they are there.
fn files(example: &str) -> String {
    let program = env::args_os().next().unwrap_or_default();
    let room = Path::new(&program).file_stem().unwrap_or_default();
    let room = Path::new("crates").join(room);
    let file = example.replace('-', "_");
    let files = [format!("src/{file}.rs"), format!("python/{file}.py")];
    let files = files.map(|file| room.join(file));
    let names = files.iter().filter(|file| file.exists());
    let names: Vec<_> = names.map(|file| file.display().to_string()).collect();
    names.join("\n")
}
