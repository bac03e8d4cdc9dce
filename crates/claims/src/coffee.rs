//! Coffee takes three minutes and a sandwich one: in turn, and together.
//!
//! The water boils by itself, so the bread can be cut meanwhile, by the same
//! person: all is done in one thread. The minutes are virtual. With its clock
//! paused, tokio jumps to the next deadline as soon as all tasks wait, so the
//! time is exact on any machine.
//!
//! Run:    just run claims coffee
//! Output: the same in every run
//! Source: A0, A1, A3, A4, on sequential and concurrent work

use std::collections::HashSet;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread::{self, ThreadId};
use std::time::Duration;

use anyhow::{Result, ensure};
use tokio::time::{Instant, sleep};

type Log = Sender<(&'static str, ThreadId)>;

const MINUTE: Duration = Duration::from_secs(60);

#[tokio::main(flavor = "current_thread", start_paused = true)]
pub async fn run() -> Result<()> {
    let (log, lines) = mpsc::channel();
    let start = Instant::now();
    coffee(log.clone(), true).await?;
    sandwich(log.clone()).await?;
    print("in turn", start, &lines);

    let start = Instant::now();
    let first = tokio::spawn(coffee(log.clone(), true));
    let second = tokio::spawn(sandwich(log.clone()));
    first.await??;
    second.await??;
    print("together", start, &lines);

    let start = Instant::now();
    let kitchen = async {
        coffee(log.clone(), false).await?;
        sandwich(log.clone()).await
    };
    let failed = kitchen.await.is_err();
    print("in turn, without coffee", start, &lines);
    ensure!(failed, "there is coffee");
    Ok(())
}

async fn coffee(log: Log, beans: bool) -> Result<()> {
    log.send(("water on", thread::current().id()))?;
    ensure!(beans, "no beans");
    sleep(3 * MINUTE).await;
    log.send(("coffee done", thread::current().id()))?;
    Ok(())
}

async fn sandwich(log: Log) -> Result<()> {
    log.send(("bread cut", thread::current().id()))?;
    sleep(MINUTE).await;
    log.send(("sandwich done", thread::current().id()))?;
    Ok(())
}

fn print(case: &str, start: Instant, log: &Receiver<(&str, ThreadId)>) {
    let minutes = start.elapsed().as_secs() / 60;
    let (lines, threads): (Vec<_>, HashSet<_>) = log.try_iter().unzip();
    println!("{case}, {minutes} minutes: {}", lines.join(", "));
    println!("{case}, threads: {}", threads.len());
}
