//! How long the examples take in virtual time: exactly, on any machine.
//!
//! With its clock paused, tokio jumps to the next timer whenever every task
//! waits. No second passes outside, and no busy machine can blur the result.

use std::time::Duration;

use tokio::runtime::Builder;
use tokio::time::Instant;

use super::*;

const SECOND: Duration = Duration::from_secs(1);

/// The virtual time that `example` takes.
fn virtual_time(example: impl Future<Output = Result<()>>) -> Duration {
    let runtime = Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()
        .unwrap();
    runtime.block_on(async {
        let start = Instant::now();
        example.await.unwrap();
        start.elapsed()
    })
}

#[test]
fn awaiting_in_turn_takes_the_sum() {
    assert_eq!(virtual_time(say_after_in_turn::run(SECOND)), 3 * SECOND);
}

#[test]
fn tasks_take_as_long_as_the_longest() {
    assert_eq!(virtual_time(say_after_tasks::run(SECOND)), 2 * SECOND);
}

#[test]
fn a_task_group_takes_as_long_as_the_longest() {
    assert_eq!(virtual_time(say_after_task_group::run(SECOND)), 2 * SECOND);
}

#[test]
fn hello_world_takes_its_one_sleep() {
    assert_eq!(virtual_time(hello_world::run(SECOND)), SECOND);
}

#[test]
fn three_greeters_take_one_second() {
    assert_eq!(virtual_time(greeter::run(SECOND)), SECOND);
}

#[test]
fn a_swarm_takes_one_second() {
    assert_eq!(virtual_time(swarm::run(SECOND, 10_000)), SECOND);
}

#[test]
fn five_workers_take_the_longest_sleep() {
    let workers = workers::run(SECOND, vec![9, 1, 7, 4, 5]);
    assert_eq!(virtual_time(workers), 9 * SECOND);
}
