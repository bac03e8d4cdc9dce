//! A transfer is cancelled while it awaits: 1 was taken, and 0 arrives.
//!
//! There is one thread, and no other task touches the accounts. But a task can
//! be ended at any of its awaits, and what comes after that never happens. The
//! bank needs two seconds between the two steps, and the customer waits for
//! three, then for one. The seconds are virtual.
//!
//! Run:    just run claims cancelled
//! Output: the same in every run
//! Source: A3 and A4, on tasks that need no protection

use std::cell::Cell;
use std::time::Duration;

use tokio::time::{sleep, timeout};

const SECOND: Duration = Duration::from_secs(1);

#[tokio::main(flavor = "current_thread", start_paused = true)]
pub async fn run() {
    for (case, patience) in [("left alone", 3), ("cancelled", 1)] {
        let (from, to) = (Cell::new(1), Cell::new(0));
        let ended = timeout(patience * SECOND, transfer(&from, &to)).await;
        let in_time = if ended.is_ok() { "done" } else { "given up" };
        println!("{case}, {in_time}: {} of 1", from.get() + to.get());
    }
}

async fn transfer(from: &Cell<u32>, to: &Cell<u32>) {
    from.set(from.get() - 1);
    sleep(2 * SECOND).await;
    to.set(to.get() + 1);
}
