//! How a program ends: with one line and a status, whatever goes wrong.
//!
//! `println!` and `scope.spawn` panic where they fail, and so do libraries. A
//! hook turns each such panic into the ending that an error would have:
//! nothing, and status 0, if the reader of stdout has gone (`… | head -1`);
//! else one line on stderr, and status 1.

use std::fmt::Display;
use std::io::{self, StderrLock, Write};
use std::panic::{self, PanicHookInfo};
use std::process::{self, ExitCode};
use std::sync::OnceLock;
use std::thread;

use anyhow::Result;
use clap::error::{ContextKind, ContextValue};
use clap::{ArgMatches, Command};

/// Parses the arguments, runs the program, and ends as the contract says.
pub fn end_with(
    command: Command,
    run: impl FnOnce(ArgMatches) -> Result<ExitCode>,
) -> ExitCode {
    panic::set_hook(Box::new(end_at_a_panic));
    if let Err(error) = can_print() {
        say(&format!("error: stdout can't be written: {error}"));
        return ExitCode::FAILURE;
    }
    let outcome = match command.try_get_matches() {
        Ok(matches) => run(matches).and_then(|code| {
            io::stdout().flush()?;
            Ok(code)
        }),
        Err(error) if error.use_stderr() => {
            say(&format!("{} (see --help)", in_one_line(&error)));
            return ExitCode::from(2);
        }
        // It was --help, which is no error unless it can't be printed.
        Err(help) => {
            let printed = help.print().map_err(anyhow::Error::from);
            printed.map(|()| ExitCode::SUCCESS)
        }
    };
    match outcome {
        Ok(code) => code,
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            // A server's words may be part of it, and any character of theirs.
            let line = in_words(&with_causes(&error));
            let lines: Vec<_> = line.split('\n').map(visible).collect();
            say(&format!("error: {}", lines.join("\n")));
            ExitCode::FAILURE
        }
    }
}

/// Ends the program with one line about a bad argument, and status 2.
pub fn refuse(message: String) -> ! {
    say(&format!("error: {message} (see --help)"));
    process::exit(2)
}

/// Asks whether stdout was opened for writing. If it was not, std takes the
/// error for that of a closed stdout, and drops what is printed.
#[cfg(unix)]
fn can_print() -> io::Result<()> {
    use std::fs::File;
    use std::os::fd::AsFd;
    const EBADF: i32 = 9;
    let Ok(stdout) = io::stdout().as_fd().try_clone_to_owned() else {
        return Ok(()); // it is closed, as the caller wants it
    };
    match File::from(stdout).write(&[]) {
        Err(error) if error.raw_os_error() == Some(EBADF) => Err(error),
        _ => Ok(()),
    }
}

#[cfg(not(unix))]
fn can_print() -> io::Result<()> {
    Ok(())
}

/// Leaves the panics of some threads, by the start of their names, to the code
/// that catches them. A line that can't be printed ends the program even there.
pub fn leave_panics_to(threads: &'static str) {
    CATCHING.get_or_init(|| threads);
}

static CATCHING: OnceLock<&str> = OnceLock::new();

/// Prints a line on stderr. That stderr can't be written is no error.
pub fn say(line: &str) {
    write_line(&mut io::stderr().lock(), line);
}

fn write_line(stderr: &mut StderrLock<'_>, line: impl Display) {
    writeln!(stderr, "{line}").unwrap_or_default();
}

/// The error for which `println!` panicked, if that is what it did.
///
/// This is the one place that reads std's message, and a test notices if the
/// message changes.
pub fn printing_failed(panic: &PanicHookInfo<'_>) -> Option<io::Error> {
    let message = panic.payload_as_str()?;
    let reason = message.strip_prefix("failed printing to stdout: ")?;
    let code = reason.rsplit_once("(os error ").and_then(|(_, code)| {
        code.strip_suffix(')').and_then(|code| code.parse().ok())
    });
    Some(code.map_or_else(
        || io::Error::other(reason.to_owned()),
        io::Error::from_raw_os_error,
    ))
}

/// Ends the process, at the first panic in any thread.
///
/// It does not unwind: code that waits for the thread that panicked, as at a
/// barrier, would wait for ever.
fn end_at_a_panic(panic: &PanicHookInfo<'_>) {
    // Kept until the process has ended: a hundred threads may fail together,
    // and only the first of them is to print a line.
    let mut stderr = io::stderr().lock();
    match printing_failed(panic) {
        Some(error) if error.kind() == io::ErrorKind::BrokenPipe => {
            process::exit(0);
        }
        Some(error) => write_line(&mut stderr, format_args!("error: {error}")),
        None if is_caught(&thread::current()) => return,
        None => {
            let message = panic.payload_as_str().unwrap_or("a panic");
            let mut line = in_words(message.lines().next().unwrap_or_default());
            // A cause that the system has given needs no place in the code.
            if let Some(place) = panic.location()
                && !line.contains("(os error ")
            {
                line = format!("{line} ({}:{})", place.file(), place.line());
            }
            write_line(&mut stderr, format_args!("error: {line}"));
        }
    }
    // The exit takes away stdout's buffer, and would cut what another thread
    // prints now in the middle of its line. No example keeps this lock.
    let _stdout = io::stdout().lock();
    process::exit(1);
}

fn is_caught(thread: &thread::Thread) -> bool {
    let (Some(start), Some(name)) = (CATCHING.get(), thread.name()) else {
        return false;
    };
    name.starts_with(start)
}

/// A message with the system's words for its errors.
///
/// `failed to spawn thread: Os { code: 11, … }` becomes `could not start a
/// thread: Resource temporarily unavailable (os error 11)`.
fn in_words(message: &str) -> String {
    let Some((before, os)) = message.split_once("Os { code: ") else {
        return message.to_owned();
    };
    let digits = os.split(',').next().unwrap_or_default();
    let Ok(code) = digits.parse() else { return message.to_owned() };
    let what = match before.trim_end_matches(": ") {
        "failed to spawn thread" => "could not start a thread",
        "called `Result::unwrap()` on an `Err` value" => {
            "a library can't go on"
        }
        other => other,
    };
    format!("{what}: {}", io::Error::from_raw_os_error(code))
}

/// An error and its causes. Some libraries put a cause into their own words
/// and return it as the source too; it is printed once.
fn with_causes(error: &anyhow::Error) -> String {
    let mut line = String::new();
    for cause in error.chain().map(ToString::to_string) {
        if !line.ends_with(&cause) {
            line += if line.is_empty() { "" } else { ": " };
            line += &cause;
        }
    }
    line
}

/// The first line of what clap prints, and its guess at what was meant.
fn in_one_line(error: &clap::Error) -> String {
    let report = error.to_string();
    let mut line = report.lines().next().unwrap_or_default().to_owned();
    // What is missing is listed in the lines below.
    if let Some(ContextValue::Strings(missing)) =
        error.get(ContextKind::InvalidArg)
        && line.ends_with(':')
    {
        line += &format!(" {}", missing.join(", "));
    }
    for kind in [
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedArg,
        ContextKind::SuggestedValue,
    ] {
        let guess = match error.get(kind) {
            Some(ContextValue::String(guess)) => Some(guess),
            // The last is the most alike.
            Some(ContextValue::Strings(guesses)) => guesses.last(),
            _ => None,
        };
        if let Some(guess) = guess {
            line += &format!("; did you mean '{guess}'?");
        }
    }
    for (words, plain) in [
        ("invalid digit found in string", "not a whole number"),
        ("cannot parse integer from empty string", "not a whole number"),
        ("number too large to fit in target type", "too large"),
        ("number too small to fit in target type", "too small"),
    ] {
        line = line.replace(words, plain);
    }
    // What was typed may hold anything, and is shown on a terminal.
    visible(&line)
}

/// A line with its control characters escaped.
fn visible(line: &str) -> String {
    let mut visible = String::new();
    for c in line.chars() {
        if c.is_control() {
            visible.extend(c.escape_default());
        } else {
            visible.push(c);
        }
    }
    visible
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .downcast_ref::<io::Error>()
        .is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_with_a_system_error_is_put_into_words() {
        let os = "Os { code: 11, kind: WouldBlock, message: \"Resource\" }";
        let words = "Resource temporarily unavailable (os error 11)";
        for (before, expected) in [
            ("failed to spawn thread: ", "could not start a thread: "),
            ("no executor thread: ", "no executor thread: "),
            (
                "called `Result::unwrap()` on an `Err` value: ",
                "a library can't go on: ",
            ),
        ] {
            assert_eq!(
                in_words(&format!("{before}{os}")),
                format!("{expected}{words}")
            );
        }
        assert_eq!(in_words("no cause"), "no cause");
    }

    #[test]
    fn a_cause_is_printed_once() {
        let error = anyhow::anyhow!("no file").context("no page: no file");
        assert_eq!(with_causes(&error), "no page: no file");
        assert_eq!(
            with_causes(&error.context("in vain")),
            "in vain: no page: no file"
        );
    }

    #[test]
    fn what_was_typed_is_shown_without_control_characters() {
        assert_eq!(visible("a\n\x1b[1m"), "a\\n\\u{1b}[1m");
    }
}
