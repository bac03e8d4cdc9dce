//! A blocking client in a task blocks every task, and what to do about it.
//!
//! Three tasks fetch a page each, with a client that knows nothing of the
//! loop: each keeps the thread until its page is there, so the server never
//! sees two requests at once. `spawn_blocking`, `asyncio.to_thread` in Python,
//! hands such a call to a thread of its own, and the server sees all three.
//!
//! Run with `just run 06-event-loop-tokio blocking`; the same in every run.
//! Source: the claims A0, A4 (tasks switch only where they await) and A2 (the
//! libraries must be async too).

use std::io::{self, Write};
use std::time::Duration;

use anyhow::Result;
use tokio::task;
use ureq::Agent;

pub async fn run(second: Duration) -> Result<()> {
    let site = site::start(second)?;
    let pages = || site.pages().map(|page| page + "?delay=1");
    let limit = second + Duration::from_secs(10);
    let tasks = pages().map(|url| tokio::spawn(async move { get(url, limit) }));
    for task in tasks {
        task.await.expect("fetching does not panic")?;
    }
    let peak = site.stats().peak_in_flight;
    writeln!(io::stdout(), "in tasks: at most {peak} in flight")?;

    let tasks =
        pages().map(|url| task::spawn_blocking(move || get(url, limit)));
    for task in tasks {
        task.await.expect("fetching does not panic")?;
    }
    let peak = site.stats().peak_in_flight;
    writeln!(io::stdout(), "in threads: at most {peak} in flight")?;
    Ok(())
}

/// There is no `await` in here, so no other task gets its turn.
fn get(url: String, limit: Duration) -> Result<Vec<u8>, ureq::Error> {
    let agent: Agent = Agent::config_builder()
        .timeout_global(Some(limit))
        .proxy(None)
        .build()
        .into();
    agent.get(&url).call()?.body_mut().read_to_vec()
}
