//! All schedules of two threads that read and write one counter.
//!
//! A schedule says whose step comes next. Two threads that add 1 once take four
//! steps, in 6 possible orders, of which 4 are wrong. With two increments each
//! there are 70, of which 6 are right, and in some the counter ends at 2: it
//! never ends lower, however often the two add. A good run has shown one.
//!
//! All six are drawn, a line for each thread. Where there are more, one is: the
//! first of those that lose most. Nobody looks at seventy drawings.
//!
//! Run with `just run 07-race-condition schedules`; the same in every run.
//! Source: A3, by which threads may switch anywhere; A4, P4.7.

use std::collections::BTreeMap;
use std::io::{self, Write};

use anyhow::Result;

pub fn run(increments: u32) -> Result<()> {
    let mut drawings = BTreeMap::<_, Vec<_>>::new();
    for schedule in schedules(increments) {
        let (found, drawing) = play(&schedule);
        drawings.entry(found).or_default().push(drawing);
    }

    let all: usize = drawings.values().map(Vec::len).sum();
    let lowest = drawings.keys().next().copied();
    writeln!(io::stdout(), "expected: {}", 2 * increments)?;
    for (found, drawings) in drawings.into_iter().rev() {
        let count = drawings.len();
        writeln!(
            io::stdout(),
            "found: {found}, by {count} of {all} schedules"
        )?;
        let drawn = match increments {
            1 => count,
            _ => usize::from(Some(found) == lowest),
        };
        for drawing in drawings.iter().take(drawn) {
            writeln!(io::stdout(), "{drawing}")?;
        }
    }
    Ok(())
}

/// All orders of the steps: a schedule names the thread, 0 or 1, of each.
fn schedules(increments: u32) -> impl Iterator<Item = Vec<usize>> {
    // An increment is two steps, and each thread takes half of all steps. The
    // bits of a number say who takes which, from the highest to the lowest.
    let (steps, half) = (4 * increments, 2 * increments);
    let orders = (0_u32..1 << steps).filter(move |it| it.count_ones() == half);
    orders.map(move |order| {
        (0..steps).rev().map(|step| (order >> step & 1) as usize).collect()
    })
}

/// What the counter is in the end, and who read and wrote what on the way.
fn play(schedule: &[usize]) -> (u32, String) {
    let mut counter = 0;
    let mut values = [None, None];
    let mut lines = ["  A  ".to_owned(), "  B  ".to_owned()];
    for &thread in schedule {
        let step = match values[thread].take() {
            None => {
                values[thread] = Some(counter);
                format!("r{counter}  ")
            }
            Some(value) => {
                counter = value + 1;
                format!("w{counter}  ")
            }
        };
        lines[1 - thread].push_str(&" ".repeat(step.len()));
        lines[thread].push_str(&step);
    }
    let lines = lines.each_ref().map(|line| line.trim_end());
    (counter, lines.join("\n") + "\n")
}
