//! Wrong: each thread reads the counter once, and adds 1 to that each time.
//!
//! Run:    just variant read-once 3
//! Output: the same in every run
//! Sheet:  07

use std::collections::BTreeMap;

pub fn run(increments: u32) {
    let mut counts = BTreeMap::new();
    for schedule in schedules(increments) {
        *counts.entry(execute(&schedule)).or_insert(0) += 1;
    }

    let total: u32 = counts.values().sum();
    println!("expected: {}", 2 * increments);
    for (found, count) in counts.into_iter().rev() {
        println!("found: {found}, by {count} of {total} schedules");
    }
}

/// All orders of the steps: a schedule names the thread, 0 or 1, of each.
fn schedules(increments: u32) -> impl Iterator<Item = Vec<usize>> {
    // A thread reads first, and then writes as often as it adds.
    let (steps, half) = (2 * increments + 2, increments + 1);
    let orders = (0_u32..1 << steps).filter(move |it| it.count_ones() == half);
    orders.map(move |order| {
        (0..steps).rev().map(|step| (order >> step & 1) as usize).collect()
    })
}

/// The counter at the end.
fn execute(schedule: &[usize]) -> u32 {
    let mut counter = 0;
    let mut copies = [None, None];
    for &thread in schedule {
        match copies[thread] {
            None => copies[thread] = Some(counter),
            Some(copy) => counter = copy + 1,
        }
    }
    counter
}
