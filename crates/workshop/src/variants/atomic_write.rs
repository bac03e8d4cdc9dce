//! Right again: the write adds to what the counter is then.
//!
//! Run:    just variant atomic-write 3
//! Output: the same in every run
//! Sheet:  07, the line to change

use std::collections::BTreeMap;

pub fn run(increments: u32) {
    let mut drawings = BTreeMap::<_, Vec<_>>::new();
    for schedule in schedules(increments) {
        let (found, drawing) = execute(&schedule);
        drawings.entry(found).or_default().push(drawing);
    }

    let total: usize = drawings.values().map(Vec::len).sum();
    let lowest = drawings.keys().next().copied();
    println!("expected: {}", 2 * increments);
    for (found, drawings) in drawings.into_iter().rev() {
        let count = drawings.len();
        println!("found: {found}, by {count} of {total} schedules");
        let drawn = match increments {
            1 => count,
            _ => usize::from(Some(found) == lowest),
        };
        for drawing in &drawings[..drawn] {
            println!("{drawing}");
        }
    }
}

/// All orders of the steps: a schedule names the thread, 0 or 1, of each.
fn schedules(increments: u32) -> impl Iterator<Item = Vec<usize>> {
    // An increment is two steps, and each thread takes half of all steps. The
    // bits of a number, from the highest to the lowest, are the threads.
    let (steps, half) = (4 * increments, 2 * increments);
    let orders = (0_u32..1 << steps).filter(move |it| it.count_ones() == half);
    orders.map(move |order| {
        (0..steps).rev().map(|step| (order >> step & 1) as usize).collect()
    })
}

#[expect(unused_variables, reason = "the line that was changed used `value`")]
/// The counter at the end, and a drawing of which thread read and wrote what.
fn execute(schedule: &[usize]) -> (u32, String) {
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
                counter += 1;
                format!("w{counter}  ")
            }
        };
        lines[1 - thread].push_str(&" ".repeat(step.len()));
        lines[thread].push_str(&step);
    }
    let lines = lines.each_ref().map(|line| line.trim_end());
    (counter, lines.join("\n") + "\n")
}
