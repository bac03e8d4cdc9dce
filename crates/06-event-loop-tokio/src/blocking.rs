//! A blocking client in a task blocks all tasks; in a thread, it does not.
//!
//! `requests.get` is `agent.get`, and `asyncio.to_thread` is `spawn_blocking`.
//! Called in a task, the blocking client keeps the thread until its page is
//! there, so the server never sees two requests at once. `spawn_blocking` calls
//! it in another thread, and the server sees all three.
//!
//! The site holds each answer until three requests are in flight, but not for
//! longer than the delay.
//!
//! Run:    just run 06-event-loop-tokio blocking
//! Output: the same in every run
//! Source: A0, A2, A4, on libraries that block the loop

use std::time::Duration;

use anyhow::Result;
use client::Limits;
use tokio::task;
use ureq::Agent;

pub async fn run(second: Duration, limits: Limits) -> Result<()> {
    let site = site::start(second)?;
    let agent = client::agent(limits);
    let url = site.url("/python?together=3&delay=0.1");
    let mut handles = Vec::new();
    for _ in 0..3 {
        let (agent, url) = (agent.clone(), url.clone());
        // There is no `await` in this task, so no other task can run.
        handles.push(tokio::spawn(async move { get(&agent, &url) }));
    }
    for handle in handles {
        handle.await.unwrap()?;
    }
    println!("in tasks: at most {} in flight", site.stats().peak_in_flight);

    let url = site.url("/python?together=3&delay=60");
    let mut handles = Vec::new();
    for _ in 0..3 {
        let (agent, url) = (agent.clone(), url.clone());
        handles.push(task::spawn_blocking(move || get(&agent, &url)));
    }
    for handle in handles {
        handle.await.unwrap()?;
    }
    println!("in threads: at most {} in flight", site.stats().peak_in_flight);
    Ok(())
}

fn get(agent: &Agent, url: &str) -> Result<Vec<u8>, ureq::Error> {
    agent.get(url).call()?.body_mut().read_to_vec()
}
