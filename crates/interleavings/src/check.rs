//! Runs the cases, several at once, and prints a table of what was found.

use std::any::Any;
use std::collections::BTreeSet;
use std::io::{self, IsTerminal, Write};
use std::panic::{self, AssertUnwindSafe};
use std::process::ExitCode;
use std::sync::{Arc, Mutex, mpsc};
use std::thread;
use std::time::Instant;

/// A small program, and what is claimed about it.
#[derive(Clone, Copy)]
pub struct Case {
    pub name: &'static str,
    pub checker: Checker,
    /// How many interleavings there are, or how many are tried.
    pub interleavings: usize,
    /// Runs the program once, and returns its outcome.
    pub run: fn() -> u64,
    pub claim: Claim,
}

/// What decides which thread goes on.
#[derive(Clone, Copy)]
pub struct Checker {
    pub name: &'static str,
    /// Runs a program in all interleavings, or in as many as the number says.
    pub check: fn(Program, usize),
}

pub type Program = Box<dyn Fn() + Send + Sync>;

#[derive(Clone, Copy)]
pub enum Claim {
    /// The outcomes of all interleavings are exactly these.
    Yields(&'static [u64]),
    /// A bug is planted: this outcome is right, and others occur, too.
    Planted(u64),
    /// A bug is planted, and a thread panics with these words. If all threads
    /// wait for ever, loom panics with "deadlock".
    PlantedPanic(&'static str),
}

/// What a checker has found.
struct Finding {
    passed: bool,
    interleavings: usize,
    text: String,
}

/// Checks all cases on all cores, and prints them in their order.
pub fn all(cases: &[Case]) -> io::Result<ExitCode> {
    // A panic is a finding, and is printed in the table.
    panic::set_hook(Box::new(|_| {}));
    let start = Instant::now();
    let (senders, receivers): (Vec<_>, Vec<_>) =
        cases.iter().map(|_| mpsc::channel()).unzip();
    let jobs = Mutex::new(cases.iter().zip(senders));
    let next = || jobs.lock().unwrap().next();

    let (mut passed, mut planted) = (0, 0);
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism()?.get() {
            scope.spawn(|| {
                while let Some((case, sender)) = next() {
                    if sender.send(check(case)).is_err() {
                        return; // the table could not be printed
                    }
                }
            });
        }
        writeln!(
            io::stdout(),
            "{:<40}{:<9}{:>13}  found",
            "case",
            "checker",
            "interleavings"
        )?;
        for (case, receiver) in cases.iter().zip(receivers) {
            hint(case.name)?;
            let finding = receiver.recv().unwrap();
            hint("")?;
            let verdict = if finding.passed { "" } else { "  FAILED" };
            writeln!(
                io::stdout(),
                "{:<40}{:<9}{:>13}  {}{verdict}",
                case.name,
                case.checker.name,
                finding.interleavings,
                finding.text,
            )?;
            passed += usize::from(finding.passed);
            let is_planted = !matches!(case.claim, Claim::Yields(_));
            planted += usize::from(finding.passed && is_planted);
        }
        io::Result::Ok(())
    })?;

    writeln!(io::stderr(), "{:.0?}", start.elapsed())?;
    let failed = cases.len() - passed;
    writeln!(
        io::stdout(),
        "{passed} passed, {failed} failed, {planted} planted bugs found"
    )?;
    Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Shows for which case the table waits, on a terminal only.
fn hint(name: &str) -> io::Result<()> {
    let mut stderr = io::stderr();
    if stderr.is_terminal() {
        write!(stderr, "\r\x1b[K{name}\r")?;
    }
    Ok(())
}

fn check(case: &Case) -> Finding {
    let Case { checker, interleavings, run, claim, .. } = *case;
    let outcomes = Arc::new(Mutex::new(Vec::new()));
    let visits = Arc::clone(&outcomes);
    let visit = move || {
        // Counted first, since `run` may panic.
        visits.lock().unwrap().push(None);
        let outcome = run();
        if let Some(last) = visits.lock().unwrap().last_mut() {
            *last = Some(outcome);
        }
    };
    let end = panic::catch_unwind(AssertUnwindSafe(|| {
        (checker.check)(Box::new(visit), interleavings);
    }));

    let outcomes = outcomes.lock().unwrap();
    let (passed, text) = match (claim, end) {
        (Claim::Yields(expected), Ok(())) => {
            let found: BTreeSet<_> = outcomes.iter().flatten().collect();
            let right = found.iter().copied().eq(expected);
            (right && outcomes.len() == interleavings, join(&found))
        }
        (Claim::Planted(right), Ok(())) => {
            let is_wrong = |it: &&Option<u64>| **it != Some(right);
            let wrong = outcomes.iter().filter(is_wrong).count();
            (wrong > 0, format!("wrong in {wrong} of them"))
        }
        (Claim::PlantedPanic(_), Ok(())) => (false, "nothing".to_owned()),
        (Claim::PlantedPanic(words), Err(panic)) => {
            let found = words_of(&*panic);
            (found == words, format!("panic: {found}"))
        }
        // The checker may also give up.
        (_, Err(panic)) => (false, format!("panic: {}", words_of(&*panic))),
    };
    Finding { passed, interleavings: outcomes.len(), text }
}

fn join(outcomes: &BTreeSet<&u64>) -> String {
    let words: Vec<_> = outcomes.iter().map(ToString::to_string).collect();
    words.join(" ")
}

/// The message of a panic, up to its details.
fn words_of(panic: &(dyn Any + Send)) -> &str {
    let text = panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    let words = text.and_then(|text| text.split(['\n', ';']).next());
    words.unwrap_or("no message")
}
