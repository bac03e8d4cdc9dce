//! Six pages of a server that answers at most two requests at a time.
//!
//! All six tasks ask at once, and the server refuses four of them. Let at most
//! two requests be in flight, but two, not one: the other tasks wait for their
//! turn. The program should print
//!
//!     page 1: hello … page 6: hello, each on a line
//!     at most 2 in flight
//!
//! `tokio::sync::Semaphore` is the tool. `Server` and its `get` stay as they
//! are.
//!
//! Check: just exercise 06

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::time::Duration;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let server = Arc::new(Server::default());
    let mut tasks = Vec::new();
    for page in 1..=6 {
        tasks.push((page, tokio::spawn(fetch(Arc::clone(&server)))));
    }
    for (page, task) in tasks {
        println!("page {page}: {}", task.await.unwrap());
    }
    println!("at most {} in flight", server.peak.load(Relaxed));
}

async fn fetch(server: Arc<Server>) -> &'static str {
    server.get().await
}

#[derive(Default)]
struct Server {
    in_flight: AtomicU32,
    peak: AtomicU32,
}

impl Server {
    async fn get(&self) -> &'static str {
        let in_flight = self.in_flight.fetch_add(1, Relaxed) + 1;
        self.peak.fetch_max(in_flight, Relaxed);
        tokio::time::sleep(Duration::from_millis(20)).await;
        self.in_flight.fetch_sub(1, Relaxed);
        if in_flight > 2 { "refused" } else { "hello" }
    }
}
