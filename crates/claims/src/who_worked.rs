//! Three jobs, and a pool of five workers: how many of them work?
//!
//! As many as it happens: an idle worker takes a job when it finds one. Handed
//! out in one piece, the three jobs run in one worker. If each waits for the
//! others at a barrier, they must run in three. One worker for each job is
//! never promised.
//!
//! Run:    just run claims who-worked
//! Output: the same in every run
//! Source: A1, P1.3; A4, P4.6, on the workers of a pool

use std::collections::HashSet;
use std::sync::Barrier;
use std::thread;

use anyhow::Result;
use rayon::ThreadPoolBuilder;
use rayon::prelude::*;

pub fn run() -> Result<()> {
    let pool = ThreadPoolBuilder::new().num_threads(5).build()?;

    let job = |_| thread::current().id();
    let workers: HashSet<_> = pool
        .install(|| (0..3).into_par_iter().with_min_len(3).map(job).collect());
    println!("handed out in one piece: {} of 5 workers", workers.len());

    let all_are_there = Barrier::new(3);
    let job = |_| {
        all_are_there.wait();
        thread::current().id()
    };
    let workers: HashSet<_> = pool
        .install(|| (0..3).into_par_iter().with_max_len(1).map(job).collect());
    println!("each waits for the others: {} of 5 workers", workers.len());
    Ok(())
}
