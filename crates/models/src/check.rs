//! Runs the models, several at once, and prints a table of what was found.

use std::any::Any;
use std::collections::BTreeSet;
use std::io::{self, Write};
use std::panic::{self, AssertUnwindSafe};
use std::process::ExitCode;
use std::sync::{Arc, Mutex, mpsc};
use std::thread;
use std::time::Instant;

use crate::{every, random};

/// A model, and what is to be found out about it.
#[derive(Clone, Copy)]
pub struct Row {
    pub name: &'static str,
    pub checker: Checker,
    /// Runs once, and returns what came out.
    pub model: fn() -> u64,
    pub claim: Claim,
}

/// Who decides which thread goes on.
#[derive(Clone, Copy)]
pub enum Checker {
    /// Loom, which tries everything; so many interleavings there are.
    Loom(usize),
    /// Shuttle, which throws dice, so many times.
    Shuttle(usize),
}

impl Checker {
    fn name(self) -> &'static str {
        match self {
            Self::Loom(_) => "loom",
            Self::Shuttle(_) => "shuttle",
        }
    }
}

#[derive(Clone, Copy)]
pub enum Claim {
    /// Over all interleavings, exactly these come out.
    Yields(&'static [u64]),
    /// There is a bug: only this should come out, and something else does too.
    Planted(u64),
    /// There is a bug, at which a thread panics with these words. If it makes
    /// all threads wait for ever, loom panics with "deadlock".
    PlantedPanic(&'static str),
}

/// What a checker has found out.
struct Finding {
    passed: bool,
    interleavings: usize,
    text: String,
}

/// Checks all rows on all cores; the table keeps their order.
pub fn all(rows: &[Row]) -> io::Result<ExitCode> {
    // A model that panics is an answer, and it stands in the table.
    panic::set_hook(Box::new(|_| {}));
    let start = Instant::now();
    let (senders, receivers): (Vec<_>, Vec<_>) =
        rows.iter().map(|_| mpsc::channel()).unzip();
    let jobs = Mutex::new(rows.iter().zip(senders));
    let next = || jobs.lock().expect("taking a job can't panic").next();

    let (mut passed, mut planted) = (0, 0);
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism()?.get() {
            scope.spawn(|| {
                while let Some((row, sender)) = next() {
                    if sender.send(check(row)).is_err() {
                        return; // nobody reads the table any more
                    }
                }
            });
        }
        writeln!(
            io::stdout(),
            "{:<40}{:<9}{:>13}  found",
            "model",
            "checker",
            "interleavings"
        )?;
        for (row, receiver) in rows.iter().zip(receivers) {
            let finding = receiver.recv().expect("a checker does not panic");
            let verdict = if finding.passed { "" } else { "  FAILED" };
            writeln!(
                io::stdout(),
                "{:<40}{:<9}{:>13}  {}{verdict}",
                row.name,
                row.checker.name(),
                finding.interleavings,
                finding.text,
            )?;
            passed += usize::from(finding.passed);
            let is_planted = !matches!(row.claim, Claim::Yields(_));
            planted += usize::from(finding.passed && is_planted);
        }
        io::Result::Ok(())
    })?;

    writeln!(io::stderr(), "{:.0?}", start.elapsed())?;
    let failed = rows.len() - passed;
    writeln!(
        io::stdout(),
        "{passed} passed, {failed} failed, {planted} planted bugs found"
    )?;
    Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn check(row: &Row) -> Finding {
    let Row { model, claim, checker, .. } = *row;
    let outcomes = Arc::new(Mutex::new(Vec::new()));
    let visits = Arc::clone(&outcomes);
    let visit = move || {
        // Counted first, for it may not come back from this one.
        visits.lock().expect(UNPOISONED).push(None);
        let outcome = model();
        if let Some(last) = visits.lock().expect(UNPOISONED).last_mut() {
            *last = Some(outcome);
        }
    };
    let end = panic::catch_unwind(AssertUnwindSafe(|| match checker {
        Checker::Loom(_) => every::check(visit),
        Checker::Shuttle(schedules) => random::check(visit, schedules),
    }));

    let outcomes = outcomes.lock().expect(UNPOISONED);
    let (Checker::Loom(all) | Checker::Shuttle(all)) = checker;
    let (passed, text) = match (claim, end) {
        (Claim::Yields(expected), Ok(())) => {
            let found: BTreeSet<_> = outcomes.iter().flatten().collect();
            let right = found.iter().copied().eq(expected);
            (right && outcomes.len() == all, join(&found))
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
        // It may also be the checker that gives up.
        (_, Err(panic)) => (false, format!("panic: {}", words_of(&*panic))),
    };
    Finding { passed, interleavings: outcomes.len(), text }
}

const UNPOISONED: &str = "nobody panics while holding this lock";

fn join(outcomes: &BTreeSet<&u64>) -> String {
    let words: Vec<_> = outcomes.iter().map(ToString::to_string).collect();
    words.join(" ")
}

/// What a panic has to say, up to the first sign of details.
fn words_of(panic: &(dyn Any + Send)) -> &str {
    let text = panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    let words = text.and_then(|text| text.split(['\n', ';']).next());
    words.unwrap_or("no message")
}
