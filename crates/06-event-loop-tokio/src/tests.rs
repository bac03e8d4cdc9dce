//! How long the examples take in virtual time: exactly, on any machine.
//!
//! With its clock paused, tokio jumps to the next timer as soon as all tasks
//! wait. The tests take no time, and a busy machine can't change the result.

use tokio::time::Instant;

use super::*;

const SECOND: Duration = Duration::from_secs(1);

/// The virtual time that `example` takes.
async fn virtual_time(example: impl Future<Output = ()>) -> Duration {
    let start = Instant::now();
    example.await;
    start.elapsed()
}

#[tokio::test(start_paused = true)]
async fn awaiting_in_turn_takes_the_sum() {
    let example = say_after_in_turn::run(SECOND);
    assert_eq!(virtual_time(example).await, 3 * SECOND);
}

#[tokio::test(start_paused = true)]
async fn tasks_take_as_long_as_the_longest() {
    let example = say_after_tasks::run(SECOND);
    assert_eq!(virtual_time(example).await, 2 * SECOND);
}

#[tokio::test(start_paused = true)]
async fn a_task_group_takes_as_long_as_the_longest() {
    let example = say_after_task_group::run(SECOND);
    assert_eq!(virtual_time(example).await, 2 * SECOND);
}

#[tokio::test(start_paused = true)]
async fn hello_world_takes_its_one_sleep() {
    assert_eq!(virtual_time(hello_world::run(SECOND)).await, SECOND);
}

#[tokio::test(start_paused = true)]
async fn three_greeters_take_one_second() {
    assert_eq!(virtual_time(greeter::run(SECOND)).await, SECOND);
}

#[tokio::test(start_paused = true)]
async fn a_swarm_takes_one_second() {
    assert_eq!(virtual_time(swarm::run(SECOND, 10_000)).await, SECOND);
}

#[tokio::test(start_paused = true)]
async fn five_workers_take_the_longest_sleep() {
    let example = workers::run(SECOND, vec![9, 1, 7, 4, 5]);
    assert_eq!(virtual_time(example).await, 9 * SECOND);
}
