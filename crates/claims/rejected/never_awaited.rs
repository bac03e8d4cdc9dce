//! compiles: a call that is not awaited does nothing, and warns.

use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

static RAN: AtomicU32 = AtomicU32::new(0);

fn main() {
    job();
    println!("found: {}", RAN.load(Relaxed));
}

async fn job() {
    RAN.fetch_add(1, Relaxed);
}
