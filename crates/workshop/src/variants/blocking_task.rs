//! Wrong: a sleep that blocks the thread, and with it all tasks.
//!
//! Run:    just variant blocking-task
//! Output: the same in every run
//! Sheet:  06, the line to change

use std::time::Duration;

use tokio::task::JoinSet;

pub async fn run(second: Duration) {
    let mut tasks = JoinSet::new();
    for name in ["Guido", "Luciano", "Kushal"] {
        tasks.spawn(greeter(name, second));
    }
    tasks.join_all().await;
}

async fn greeter(name: &str, second: Duration) {
    println!("Hello {name}");
    // Only this greeter sleeps; the other two go on.
    std::thread::sleep(second);
}
