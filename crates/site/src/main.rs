//! Serves the little local web until interrupted, and prints its base URL.
//!
//! Run with `just site`; the first and only line varies by its port.

#![forbid(unsafe_code)]

use std::io::{self, Write};
use std::process::{self, ExitCode};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result};
use clap::Parser;

/// The little local web that the network examples talk to
#[derive(Parser)]
struct Args {
    /// How long one second of the articles lasts here: 0.001 to 60 seconds
    #[arg(long, env, default_value = "1", value_parser = seconds)]
    second: Duration,

    /// Serve until standard input ends, as it does with the parent process
    #[arg(long)]
    until_eof: bool,
}

fn run(args: &Args) -> Result<()> {
    let site = site::start(args.second)?;
    let mut stdout = io::stdout();
    writeln!(stdout, "{}", site.url(""))
        .and_then(|()| stdout.flush())
        .context("could not print the URL")?;
    if args.until_eof {
        io::copy(&mut io::stdin(), &mut io::sink())
            .context("could not read standard input")?;
        return Ok(());
    }
    loop {
        thread::park(); // may return without reason
    }
}

fn main() -> ExitCode {
    let args = Args::try_parse().unwrap_or_else(|error| refuse(&error));
    match run(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Ends with one line about bad input; clap alone would print five.
fn refuse(error: &clap::Error) -> ! {
    if error.use_stderr() {
        let report = error.to_string();
        let line = report.lines().next().unwrap_or_default();
        eprintln!("{line} (see --help)");
        process::exit(error.exit_code());
    }
    error.exit() // it was --help, which is no error
}

/// Python's `float` takes "nan" and "-1" too, and only `sleep` complains.
fn seconds(text: &str) -> Result<Duration, String> {
    match text.parse::<f64>() {
        Ok(second) if (0.001..=60.0).contains(&second) => {
            Ok(Duration::from_secs_f64(second))
        }
        _ => Err("not a number from 0.001 to 60".into()),
    }
}
