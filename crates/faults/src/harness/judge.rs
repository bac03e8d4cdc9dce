//! The judge: checks an outcome against the contract.

use super::case::{Case, Expect, Stdout};
use super::run::{Outcome, killer};

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
    "note: ",
];

/// Everything that is wrong, in words; nothing if all is well.
pub fn judge(case: &Case, outcome: &Outcome) -> Vec<String> {
    let mut wrong = Vec::new();
    let Some(status) = outcome.status else {
        let limit = case.limit.as_secs();
        return vec![format!("it hangs: not done within {limit} s")];
    };
    let survivors = &outcome.survivors;
    if !survivors.is_empty() {
        wrong.push(format!("left behind: {}", survivors.join(", ")));
    }
    for words in CRASHES {
        if outcome.stderr.contains(words) {
            wrong.push(format!("it prints: {words}"));
        }
    }
    let code = match (status.code(), killer(status)) {
        (Some(code), _) => code,
        (None, by) => {
            let expected = match case.expect {
                Expect::KilledBy(by) | Expect::SameOrKilledBy(by) => Some(by),
                _ => None,
            };
            if expected.is_none() || by != expected {
                wrong.push(format!("it died: {status}"));
            } else if !errors(outcome).is_empty() {
                wrong.push("it died as it should, but printed errors".into());
            }
            return with_stderr(wrong, outcome);
        }
    };
    let end = &outcome.stdout;
    // Where a file may not grow any more, the kernel cuts a line in two.
    let may_be_cut = case.stdout == Stdout::File;
    if !end.is_empty() && !end.ends_with('\n') && !may_be_cut {
        wrong.push("stdout ends in half a line".into());
    }
    let verdict = match &case.expect {
        Expect::Same | Expect::SameOrKilledBy(_) => same(case, outcome, code),
        Expect::Fails(words) => fails(case, outcome, code, words),
        Expect::SameOrFails if code == 0 => same(case, outcome, code),
        Expect::SameOrFails => fails(case, outcome, code, ""),
        Expect::Refused => refused(outcome, code, ""),
        Expect::RefusedWithGuess(guess) => {
            let guess = format!("; did you mean '{guess}'?");
            refused(outcome, code, &guess)
        }
        Expect::Status(codes) if !codes.contains(&code) => {
            Err(format!("status {code}, expected one of {codes:?}"))
        }
        Expect::Status(_) if code == 0 && !errors(outcome).is_empty() => {
            Err("an error, and status 0".into())
        }
        Expect::Status(_) => Ok(()),
        Expect::KilledBy(by) => Err(format!("status {code}, expected {by}")),
    };
    wrong.extend(verdict.err());
    with_stderr(wrong, outcome)
}

/// Adds the first lines of stderr, if there is anything to explain.
fn with_stderr(mut wrong: Vec<String>, outcome: &Outcome) -> Vec<String> {
    if !wrong.is_empty() {
        wrong.extend(outcome.stderr.lines().take(5).map(|line| {
            let line: String = line.chars().take(200).collect();
            format!("| {line}")
        }));
    }
    wrong
}

/// The lines on stderr that are neither headings nor times.
fn errors(outcome: &Outcome) -> Vec<&str> {
    let is_error = |line: &&str| {
        !line.is_empty() && !NO_ERRORS.iter().any(|it| line.starts_with(it))
    };
    outcome.stderr.lines().filter(is_error).collect()
}

/// Done, without an error, and with the lines of the undisturbed run.
fn same(case: &Case, outcome: &Outcome, code: i32) -> Result<(), String> {
    if code != 0 {
        return Err(format!("status {code}, expected 0"));
    }
    if !errors(outcome).is_empty() {
        return Err("an error, and status 0".into());
    }
    let text = case.example.mask(&outcome.stdout);
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
    one_error(outcome, words)?;
    let text = case.example.mask(&outcome.stdout);
    let known = |line: &str| case.example.expected.lines().any(|it| it == line);
    if case.stdout == Stdout::Pipe
        && let Some(line) = text.lines().find(|line| !known(line))
    {
        return Err(format!("a line that was not expected: {line:?}"));
    }
    Ok(())
}

fn refused(outcome: &Outcome, code: i32, words: &str) -> Result<(), String> {
    if code != 2 {
        return Err(format!("status {code}, expected 2"));
    }
    if !outcome.stdout.is_empty() {
        return Err("output, although the arguments are bad".into());
    }
    one_error(outcome, words)
}

fn one_error(outcome: &Outcome, words: &str) -> Result<(), String> {
    match errors(outcome)[..] {
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
