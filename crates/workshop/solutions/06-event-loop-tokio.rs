//! Six pages of a server that answers at most two requests at a time.
//!
//! A semaphore has two permits. A task awaits one, and gives it back where the
//! permit goes out of scope: at the end of `fetch`.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::time::Duration;

use tokio::sync::Semaphore;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let server = Arc::new(Server::default());
    let permits = Arc::new(Semaphore::new(2));
    let mut tasks = Vec::new();
    for page in 1..=6 {
        let fetch = fetch(Arc::clone(&server), Arc::clone(&permits));
        tasks.push((page, tokio::spawn(fetch)));
    }
    for (page, task) in tasks {
        println!("page {page}: {}", task.await.unwrap());
    }
    println!("at most {} in flight", server.peak.load(Relaxed));
}

async fn fetch(server: Arc<Server>, permits: Arc<Semaphore>) -> &'static str {
    let _permit = permits.acquire().await.unwrap();
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
