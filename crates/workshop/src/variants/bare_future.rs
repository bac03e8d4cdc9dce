//! Wrong: bare futures, which are never awaited. Nothing in them runs.
//!
//! Run:    just variant bare-future
//! Output: nothing
//! Sheet:  06

use std::time::Duration;

pub async fn run(second: Duration) {
    let mut tasks = Vec::new();
    for name in ["Guido", "Luciano", "Kushal"] {
        tasks.push(greeter(name, second));
    }
}

async fn greeter(name: &str, second: Duration) {
    println!("Hello {name}");
    // Only this greeter sleeps; the other two go on.
    tokio::time::sleep(second).await;
}
