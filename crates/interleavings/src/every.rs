//! Every interleaving, by loom: for small programs, and none is left out.
//!
//! The number of interleavings is checked, too. If loom stops early, it reports
//! success, but the number is too small. (A new version of loom may skip more
//! interleavings that make no difference. Then check the new numbers, and write
//! them here.)

pub use loom::{sync, thread};

use crate::check::{Case, Checker, Claim, Program};

#[path = "executor.rs"]
mod executor;
#[path = "pool.rs"]
mod pool;
#[path = "counter.rs"]
mod race;

use race::{atomic, channel, compare_exchange, counter, local_sums, mutex};

pub const CASES: &[Case] = &[
    holds("07 counter, 2 x 1", || counter::count(2, 1), &[1, 2], 30),
    holds("07 counter, 2 x 2", || counter::count(2, 2), &[2, 3, 4], 477),
    holds(
        "07 counter, 2 x 3",
        || counter::count(2, 3),
        &[2, 3, 4, 5, 6],
        12_546,
    ),
    holds("07 counter, 3 x 1", || counter::count(3, 1), &[1, 2, 3], 10_305),
    holds("07 mutex, 2 x 3", || mutex::count(2, 3), &[6], 105),
    holds("07 mutex, 3 x 1", || mutex::count(3, 1), &[3], 414),
    holds("07 mutex, 3 x 2", || mutex::count(3, 2), &[6], 7_847),
    planted("planted: locked twice", || mutex::locked_twice(2, 1), 2),
    planted(
        "planted: locks of their own",
        || mutex::locks_of_their_own(2, 1),
        2,
    ),
    holds("07 atomic, 2 x 3", || atomic::count(2, 3), &[6], 105),
    holds("07 atomic, 3 x 1", || atomic::count(3, 1), &[3], 414),
    holds("07 atomic, 3 x 2", || atomic::count(3, 2), &[6], 7_847),
    planted("planted: swapped", || atomic::swapped(2, 1), 2),
    planted("planted: read too soon", || atomic::read_too_soon(2, 1), 2),
    holds(
        "07 compare-exchange, 2 x 3",
        || compare_exchange::count(2, 3),
        &[6],
        8_346,
    ),
    holds(
        "07 compare-exchange, 3 x 1",
        || compare_exchange::count(3, 1),
        &[3],
        9_949,
    ),
    planted("planted: tried once", || compare_exchange::tried_once(2, 1), 2),
    planted(
        "planted: stored at last",
        || compare_exchange::stored_at_last(2, 2),
        4,
    ),
    holds("07 channel, 2 x 3", || channel::count(2, 3), &[6], 215),
    holds("07 channel, 3 x 1", || channel::count(3, 1), &[3], 820),
    holds("07 channel, 3 x 2", || channel::count(3, 2), &[6], 15_278),
    planted("planted: taken for ended", || channel::taken_for_ended(2, 1), 2),
    panics(
        "planted: waited for too many",
        || channel::waited_for_too_many(2, 1),
        "deadlock",
    ),
    holds("07 local-sums, 2 x 3", || local_sums::count(2, 3), &[6], 3),
    holds("07 local-sums, 3 x 1", || local_sums::count(3, 1), &[3], 26),
    planted(
        "planted: added by the threads",
        || local_sums::added_by_the_threads(2, 1),
        2,
    ),
    holds(
        "04 shared iterator, 2 workers, 3 jobs",
        || pool::shared_iterator(2, 3),
        &[3],
        93,
    ),
    holds(
        "04 shared iterator, 3 workers, 2 jobs",
        || pool::shared_iterator(3, 2),
        &[2],
        5_454,
    ),
    planted("planted: looked then taken", || pool::looked_then_taken(2, 2), 2),
    panics(
        "planted: asked then taken",
        || pool::asked_then_taken(2, 2),
        "there was one",
    ),
    planted(
        "planted: index in two steps",
        || pool::index_in_two_steps(2, 2),
        2,
    ),
    holds("05 future, two waiters", executor::two_waiters, &[2], 5_813),
    panics("planted: notified one", executor::notified_one, "deadlock"),
    panics(
        "planted: asked then waited",
        executor::asked_then_waited,
        "deadlock",
    ),
    holds("05 future, a callback", executor::callback, &[1], 6),
    planted("planted: asked then left", executor::asked_then_left, 1),
    planted("planted: left then asked", executor::left_then_asked, 1),
    holds("05 future, cancelled or run", executor::cancel, &[1, 2], 6),
    planted("planted: asked then cancelled", executor::asked_then_cancelled, 1),
    holds("05 future, cancelled by two", executor::two_cancel, &[1], 9),
    holds("05 future, awaited", executor::awaited, &[1], 63),
    panics("planted: asked then slept", executor::asked_then_slept, "deadlock"),
    holds("05 queue, 2 workers, 1 job", || executor::queue(1), &[1], 14_490),
    holds(
        "05 queue, shutdown and cancel",
        || executor::shutdown_and_cancel(2),
        &[0, 1, 2],
        398,
    ),
];

const LOOM: Checker = Checker { name: "loom", check };

/// Runs a program in every interleaving, without any bound.
fn check(run: Program, _: usize) {
    let mut builder = loom::model::Builder::new();
    // The environment could set bounds, and loom would not report them.
    builder.max_duration = None;
    builder.max_permutations = None;
    builder.preemption_bound = None;
    builder.check(run);
}

const fn holds(
    name: &'static str,
    run: fn() -> u64,
    outcomes: &'static [u64],
    interleavings: usize,
) -> Case {
    let claim = Claim::Yields(outcomes);
    Case { name, checker: LOOM, interleavings, run, claim }
}

const fn planted(name: &'static str, run: fn() -> u64, right: u64) -> Case {
    let claim = Claim::Planted(right);
    Case { name, checker: LOOM, interleavings: 0, run, claim }
}

const fn panics(
    name: &'static str,
    run: fn() -> u64,
    words: &'static str,
) -> Case {
    let claim = Claim::PlantedPanic(words);
    Case { name, checker: LOOM, interleavings: 0, run, claim }
}
