//! Three greeters at the same time, as async tasks of async-std.
//!
//! async-std is discontinued (RUSTSEC-2025-0052), and its authors recommend
//! smol. It is shown because much code and many tutorials still use it, and for
//! its idea: the names of std, made async. Do not start anything new with it.
//!
//! Run:    just run 08-green-threads greeter-async-std
//! Output: the same lines, in any order
//! Source: A0, P0.3

use std::time::Duration;

use async_std::task;

pub async fn run(second: Duration) {
    let mut tasks = Vec::new();
    for name in ["Guido", "Luciano", "Kushal"] {
        tasks.push(task::spawn(greeter(name, second)));
    }
    for task in tasks {
        task.await;
    }
}

async fn greeter(name: &str, second: Duration) {
    println!("Hello {name}");
    // Only this greeter sleeps; the other two go on.
    task::sleep(second).await;
}
