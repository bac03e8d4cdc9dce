//! Three greeters at the same time, in one thread, as async tasks of smol.
//!
//! Compare with `greeter_stackful`: `async` and `await` mark each place where a
//! task may be switched, and a task needs no stack. Python's asyncio works the
//! same way.
//!
//! `smol::spawn` would use a global executor, which has a thread of its own. A
//! task of smol is cancelled if its handle is dropped. Tokio's and asyncio's
//! go on.
//!
//! Run:    just run 08-green-threads greeter-smol
//! Output: the same in every run
//! Source: A0, P0.3

use std::time::Duration;

use smol::{LocalExecutor, Timer};

pub async fn run(second: Duration) {
    let executor = LocalExecutor::new();
    let mut tasks = Vec::new();
    for name in ["Guido", "Luciano", "Kushal"] {
        tasks.push(executor.spawn(greeter(name, second)));
    }
    for task in tasks {
        executor.run(task).await;
    }
}

async fn greeter(name: &str, second: Duration) {
    println!("Hello {name}");
    // Only this greeter sleeps; the other two go on.
    Timer::after(second).await;
}
