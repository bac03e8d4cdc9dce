//! Random interleavings, by shuttle: many of them, at the sizes of the demos.
//!
//! This proves nothing: a bug may be in an interleaving that was left out, and
//! for shuttle all atomics are sequentially consistent. The random numbers are
//! the same in every run.

pub use shuttle::{sync, thread};

use shuttle::scheduler::RandomScheduler;
use shuttle::{Config, FailurePersistence, Runner};

use crate::check::{Case, Checker, Claim, Program};

// Some cases would do the same at this size as in `every`.
#[allow(dead_code)]
#[path = "executor.rs"]
mod executor;
#[path = "pool.rs"]
#[expect(dead_code, reason = "some of the planted bugs are left to loom")]
mod pool;
#[path = "counter.rs"]
#[expect(dead_code, reason = "some of the planted bugs are left to loom")]
mod race;

use race::{atomic, channel, compare_exchange, counter, local_sums, mutex};

pub const CASES: &[Case] = &[
    holds("07 mutex, 4 x 1000", || mutex::count(4, 1000), &[4000], 100),
    holds("07 atomic, 4 x 1000", || atomic::count(4, 1000), &[4000], 100),
    holds(
        "07 compare-exchange, 4 x 1000",
        || compare_exchange::count(4, 1000),
        &[4000],
        100,
    ),
    holds("07 channel, 4 x 1000", || channel::count(4, 1000), &[4000], 100),
    holds(
        "07 local-sums, 4 x 1000",
        || local_sums::count(4, 1000),
        &[4000],
        100,
    ),
    holds(
        "04 shared iterator, 5 workers, 100 jobs",
        || pool::shared_iterator(5, 100),
        &[100],
        1000,
    ),
    planted("planted: 07 counter, 4 x 1000", || counter::count(4, 1000), 4000),
    planted(
        "planted: locked twice, 4 x 1000",
        || mutex::locked_twice(4, 1000),
        4000,
    ),
    planted(
        "planted: index in two steps",
        || pool::index_in_two_steps(5, 100),
        100,
    ),
    holds("05 future, two waiters", executor::two_waiters, &[2], 1000),
    holds("05 future, awaited", executor::awaited, &[1], 1000),
    holds(
        "05 queue, 2 workers, 100 jobs",
        || executor::queue(100),
        &[5050],
        1000,
    ),
    planted("planted: asked then left", executor::asked_then_left, 1),
    planted("planted: left then asked", executor::left_then_asked, 1),
    planted("planted: asked then cancelled", executor::asked_then_cancelled, 1),
];

const SHUTTLE: Checker = Checker { name: "shuttle", check };

/// Runs a program in `schedules` random interleavings.
fn check(run: Program, schedules: usize) {
    let mut config = Config::new();
    config.silence_warnings = true; // about relaxed atomics
    // A failure can be repeated without a file, since the seed is known.
    config.failure_persistence = FailurePersistence::None;
    let scheduler = RandomScheduler::new_from_seed(7, schedules);
    Runner::new(scheduler, config).run(run);
}

const fn holds(
    name: &'static str,
    run: fn() -> u64,
    outcomes: &'static [u64],
    interleavings: usize,
) -> Case {
    let claim = Claim::Yields(outcomes);
    Case { name, checker: SHUTTLE, interleavings, run, claim }
}

const fn planted(name: &'static str, run: fn() -> u64, right: u64) -> Case {
    let claim = Claim::Planted(right);
    Case { name, checker: SHUTTLE, interleavings: 1000, run, claim }
}
