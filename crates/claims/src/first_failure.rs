//! One of three jobs fails: do the others come to their end?
//!
//! The first fails after one second, and the others need two. We count how many
//! of those are done when the group returns, and how many three seconds later.
//! Python's `gather` returns at once and lets the others run on. `try_join!`
//! drops them, and so does a `JoinSet` that goes out of scope. The seconds are
//! virtual.
//!
//! Run:    just run claims first-failure
//! Output: the same in every run
//! Source: A0, A2, A4, on waiting for all tasks

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::time::Duration;

use anyhow::{Result, bail};
use tokio::task::JoinSet;
use tokio::time::sleep;
use tokio::{join, try_join};

const SECOND: Duration = Duration::from_secs(1);

type Done = Arc<AtomicU32>;

#[tokio::main(flavor = "current_thread", start_paused = true)]
pub async fn run() {
    let done = Done::default();
    let (a, b) = (works(done.clone()), works(done.clone()));
    let is_error = join!(fails(), a, b).0.is_err();
    print("join!", is_error, done).await;

    let done = Done::default();
    let (a, b) = (works(done.clone()), works(done.clone()));
    let is_error = try_join!(fails(), a, b).is_err();
    print("try_join!", is_error, done).await;

    let done = Done::default();
    let mut set = spawn(&done);
    let first = set.join_next().await.unwrap().unwrap();
    drop(set);
    print("a JoinSet that is dropped", first.is_err(), done).await;

    let done = Done::default();
    let results = spawn(&done).join_all().await;
    print("a JoinSet, asked for all", results[0].is_err(), done).await;
}

fn spawn(done: &Done) -> JoinSet<Result<()>> {
    let mut set = JoinSet::new();
    set.spawn(fails());
    set.spawn(works(done.clone()));
    set.spawn(works(done.clone()));
    set
}

async fn fails() -> Result<()> {
    sleep(SECOND).await;
    bail!("this one fails")
}

async fn works(done: Done) -> Result<()> {
    sleep(2 * SECOND).await;
    done.fetch_add(1, Relaxed);
    Ok(())
}

async fn print(case: &str, is_error: bool, done: Done) {
    let now = done.load(Relaxed);
    sleep(3 * SECOND).await;
    let later = done.load(Relaxed);
    let outcome = if is_error { "an error" } else { "no error" };
    println!("{case}: {outcome}, {now} of 2 done, later {later}");
}
