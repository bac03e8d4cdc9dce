//! Runs and judges several cases at a time.

use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread::{self, ScopedJoinHandle};
use std::time::Instant;

use checks::progress;
use demo::endings::say;

use crate::case::Case;
use crate::judge::judge;
use crate::run::{Programs, run};

/// How many cases run at the same time; most of them wait for something.
const AT_ONCE: usize = 4;

/// Runs the cases. Returns what is wrong with each, in order.
pub fn run_all(
    programs: &Programs,
    cases: &[Case],
    verbose: bool,
) -> Vec<Vec<String>> {
    let attempt = |case: &Case| match run(programs, case) {
        Ok(outcome) => judge(case, &outcome),
        Err(error) => vec![format!("not run: {error:#}")],
    };
    let bar = progress::bar(cases.len() as u64).with_message("cases");
    each(cases, |case| {
        let start = Instant::now();
        let mut found = attempt(case);
        if !found.is_empty()
            && let Some(second) = case.second_try()
        {
            found = attempt(&second);
        }
        if verbose {
            let word = if found.is_empty() { "ok" } else { "NO" };
            let line = format!("{word} {:.2?} {case}", start.elapsed());
            bar.suspend(|| say(&line));
        }
        bar.inc(1);
        found
    })
}

/// Does this work for each of the items. The results are in order.
pub fn each<T: Sync, R: Send>(
    items: &[T],
    work: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let worker = || {
        let mut results = Vec::new();
        loop {
            let index = next.fetch_add(1, Relaxed);
            let Some(item) = items.get(index) else { return results };
            results.push((index, work(item)));
        }
    };
    let mut results: Vec<(usize, R)> = thread::scope(|scope| {
        let workers: Vec<_> =
            (0..AT_ONCE).map(|_| scope.spawn(worker)).collect();
        let each = workers.into_iter().map(ScopedJoinHandle::join);
        each.flat_map(|it| it.expect("a panic ends the process")).collect()
    });
    results.sort_by_key(|(index, _)| *index);
    results.into_iter().map(|(_, result)| result).collect()
}
