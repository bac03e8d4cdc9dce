//! Runs when mdBook calls it: `[context, book]` on stdin, the book on stdout.

#![forbid(unsafe_code)]

use std::env;
use std::io::{self, IsTerminal};
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use book::protocol::{Book, Context};
use checks::place;

fn main() -> ExitCode {
    let words: Vec<_> = env::args().skip(1).collect();
    let words: Vec<_> = words.iter().map(String::as_str).collect();
    match words[..] {
        // mdBook asks for which output we are meant.
        ["supports", renderer] => {
            return if renderer == "html" {
                ExitCode::SUCCESS
            } else {
                ExitCode::FAILURE
            };
        }
        [] if !io::stdin().is_terminal() => {}
        _ => {
            demo::endings::say("error: mdBook runs this program: just book");
            return ExitCode::from(2);
        }
    }
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            demo::endings::say(&format!("error: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let input = serde_json::from_reader(io::stdin().lock());
    let (context, mut book): (Context, Book) =
        input.context("this is not what mdBook 0.5 writes")?;
    book::complete(&place::workspace()?, context, &mut book)?;
    serde_json::to_writer(io::stdout().lock(), &book)?;
    Ok(())
}
