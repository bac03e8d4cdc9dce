//! The judge: checks an outcome against the contract.

use std::os::unix::process::ExitStatusExt;

use nix::sys::signal::Signal;

use crate::case::{Case, Expect, Stdout};
use crate::run::Outcome;

/// What no program may print: a crash, or a panic and its place in the code.
const CRASHES: [&str; 7] = [
    "panicked at",
    "stack backtrace",
    "fatal runtime error",
    "memory allocation of",
    "stack overflow",
    "Os { code: ",
    ".rs:",
];

/// How the lines on stderr begin that are no errors: headings, files and times.
const NO_ERRORS: [&str; 6] = [
    "--- ",
    "crates/",
    "elapsed ",
    "Total duration: ",
    "Downloaded ",
    "count: ",
];

/// In kilobytes: the most that a client may have in memory, whatever a server
/// sends.
const MOST_MEMORY: u64 = 64 * 1024;

/// Everything that is wrong, in words; nothing if all is well.
pub fn judge(case: &Case, outcome: &Outcome) -> Vec<String> {
    let Outcome { status, written, memory, survivors, files } = outcome;
    let Some(status) = status else {
        let limit = case.limit.as_secs_f64();
        return vec![format!("it hangs: not done within {limit} s")];
    };
    let mut wrong = Vec::new();
    if !survivors.is_empty() {
        wrong.push(format!("left behind: {}", survivors.join(", ")));
    }
    if !files.is_empty() {
        wrong.push(format!("files left behind: {}", files.join(", ")));
    }
    if written.has_changed_terminal {
        wrong.push("the terminal is in another state".into());
    }
    if let Some(memory) = memory.filter(|&it| it > MOST_MEMORY) {
        wrong.push(format!("it took {memory} kB of memory"));
    }
    for words in CRASHES {
        if written.stderr.contains(words) {
            wrong.push(format!("it prints: {words}"));
        }
    }
    let verdict = match status.code() {
        Some(code) => ended(case, outcome, code),
        None => {
            let by = status.signal().and_then(|it| Signal::try_from(it).ok());
            let expected = match case.expect {
                Expect::KilledBy(by) | Expect::SameOrKilledBy(by) => Some(by),
                _ => None,
            };
            if expected.is_none() || by != expected {
                Err(format!("it died: {status}"))
            } else if !errors(outcome).is_empty() {
                Err("it died as it should, but printed errors".into())
            } else {
                Ok(())
            }
        }
    };
    wrong.extend(verdict.err());
    // The first lines of stderr, if there is anything to explain.
    if !wrong.is_empty() {
        wrong.extend(written.stderr.lines().take(5).map(|line| {
            let line: String = line.chars().take(200).collect();
            format!("| {line}")
        }));
    }
    wrong
}

/// Whether a program that was not killed has ended as it should.
fn ended(case: &Case, outcome: &Outcome, code: i32) -> Result<(), String> {
    let end = &outcome.written.stdout;
    // Where a file may not grow any more, the kernel cuts a line in two.
    let may_be_cut = case.stdout == Stdout::File;
    if !end.is_empty() && !end.ends_with('\n') && !may_be_cut {
        return Err("stdout ends in half a line".into());
    }
    match &case.expect {
        Expect::Same | Expect::SameOrKilledBy(_) => same(case, outcome, code),
        Expect::Fails(words) => fails(case, outcome, code, words),
        Expect::SameOrFails if code == 0 => same(case, outcome, code),
        Expect::SameOrFails => fails(case, outcome, code, ""),
        Expect::Refused => refused(case, outcome, code, ""),
        Expect::RefusedWithGuess(guess) => {
            let guess = format!("; did you mean '{guess}'? (see --help)\n");
            refused(case, outcome, code, &guess)
        }
        Expect::Status(codes) if !codes.contains(&code) => {
            Err(format!("status {code}, expected one of {codes:?}"))
        }
        Expect::Status(_) if code == 0 && !errors(outcome).is_empty() => {
            Err("an error, and status 0".into())
        }
        Expect::Status(_) => Ok(()),
        Expect::KilledBy(by) => Err(format!("status {code}, expected {by}")),
    }
}

/// The lines on stderr that are neither headings nor times.
fn errors(outcome: &Outcome) -> Vec<&str> {
    let is_error = |line: &&str| {
        *line != "\n" && !NO_ERRORS.iter().any(|it| line.starts_with(it))
    };
    let lines = outcome.written.stderr.split_inclusive('\n');
    lines.filter(is_error).collect()
}

/// Done, without an error, and with the lines of the undisturbed run.
fn same(case: &Case, outcome: &Outcome, code: i32) -> Result<(), String> {
    if code != 0 {
        return Err(format!("status {code}, expected 0"));
    }
    if !errors(outcome).is_empty() {
        return Err("an error, and status 0".into());
    }
    let text = case.example.mask(&outcome.written.stdout);
    if sorted(&text) != sorted(&case.example.expected) {
        return Err(format!("another output: {text:.200?}"));
    }
    Ok(())
}

/// The lines, for outputs whose order may vary.
fn sorted(text: &str) -> Vec<&str> {
    let mut lines: Vec<_> = text.split_inclusive('\n').collect();
    lines.sort_unstable();
    lines
}

/// Not done, with one line that gives the reason, and no invented output.
fn fails(
    case: &Case,
    outcome: &Outcome,
    code: i32,
    words: &str,
) -> Result<(), String> {
    if code != 1 {
        return Err(format!("status {code}, expected 1"));
    }
    one_error(case, outcome, words)?;
    let text = case.example.mask(&outcome.written.stdout);
    let known = |line: &str| case.example.expected.lines().any(|it| it == line);
    if case.stdout == Stdout::Pipe
        && let Some(line) = text.lines().find(|line| !known(line))
    {
        return Err(format!("a line that was not expected: {line:?}"));
    }
    Ok(())
}

fn refused(
    case: &Case,
    outcome: &Outcome,
    code: i32,
    words: &str,
) -> Result<(), String> {
    if code != 2 {
        return Err(format!("status {code}, expected 2"));
    }
    if !outcome.written.stdout.is_empty() {
        return Err("output, although the arguments are bad".into());
    }
    one_error(case, outcome, words)
}

/// One line on stderr, the error; on a tour, there are headings above it.
fn one_error(
    case: &Case,
    outcome: &Outcome,
    words: &str,
) -> Result<(), String> {
    let lines: Vec<_> = match &case.example.name {
        Some(_) => outcome.written.stderr.split_inclusive('\n').collect(),
        None => errors(outcome),
    };
    match lines[..] {
        [line] if !line.starts_with("error: ") => {
            Err("the error does not begin with `error: `".into())
        }
        [line] if !line.contains(words) => {
            Err(format!("the error does not contain {words:?}"))
        }
        [_] => Ok(()),
        ref lines => Err(format!("{} lines of errors", lines.len())),
    }
}
