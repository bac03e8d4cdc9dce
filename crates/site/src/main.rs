//! Serves the local site until interrupted, and prints its base URL.
//!
//! Run with `just site`; the first and only line varies by its port.

#![forbid(unsafe_code)]

use std::io;
use std::process::ExitCode;
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result};
use clap::{CommandFactory, FromArgMatches, Parser};

/// The small local web server that the network examples talk to
#[derive(Parser)]
struct Args {
    /// How long one second of the articles lasts here: 0.01 to 60 seconds
    #[arg(long, env, default_value = "1", value_parser = demo::pace)]
    second: Duration,

    /// Serve until standard input ends, as it does with the parent process
    #[arg(long)]
    until_eof: bool,
}

fn run(args: &Args) -> Result<ExitCode> {
    let site = site::start(args.second)?;
    println!("{}", site.url(""));
    if args.until_eof {
        io::copy(&mut io::stdin(), &mut io::sink())
            .context("could not read standard input")?;
        return Ok(ExitCode::SUCCESS);
    }
    loop {
        thread::park(); // may return without reason
    }
}

fn main() -> ExitCode {
    demo::endings::end_with(Args::command(), |mut matches| {
        run(&Args::from_arg_matches_mut(&mut matches)?)
    })
}
