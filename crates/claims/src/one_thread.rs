//! How many threads has a process that runs an event loop?
//!
//! One, however many tasks there are. But the system's function that looks up
//! the address of a host blocks, so the loop calls it in another thread. A host
//! that is given as a number needs no look-up, and no thread.
//!
//! Run:    just run claims one-thread
//! Output: the same in every run
//! Source: A2 and A3, on async code in one thread

use std::fs;
use std::net::TcpListener as Listener;
use std::time::Duration;

use anyhow::{Context, Result};
use tokio::net::{TcpStream, lookup_host};
use tokio::task::JoinSet;
use tokio::time::sleep;

#[tokio::main(flavor = "current_thread")]
pub async fn run() -> Result<()> {
    println!("threads at the start: {}", threads()?);

    let mut tasks = JoinSet::new();
    for _ in 0..1000 {
        tasks.spawn(sleep(Duration::from_millis(10)));
    }
    tasks.join_all().await;
    println!("after a thousand tasks: {}", threads()?);

    let listener = Listener::bind("127.0.0.1:0")?;
    TcpStream::connect(listener.local_addr()?).await?;
    println!("after a connection to a number: {}", threads()?);

    lookup_host("localhost:80").await?.next();
    println!("after a name was looked up: {}", threads()?);
    Ok(())
}

/// Linux has a folder for each thread.
fn threads() -> Result<usize> {
    let threads = fs::read_dir("/proc/self/task");
    Ok(threads.context("this experiment needs Linux")?.count())
}
