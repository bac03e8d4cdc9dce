//! What a server sees of its clients: connections, and requests in flight.
//!
//! One client reuses its connection, and thirty clients need thirty. In turn,
//! one request is in flight; from three threads, three are; from two hundred
//! tasks in one thread, two hundred are. The site holds its answers back until
//! so many requests are there, so no count depends on the time.
//!
//! Run:    just run claims connections
//! Output: the same in every run
//! Source: A0, A2, A3, A4, on clients that wait

use std::thread;
use std::time::Duration;

use anyhow::{Result, ensure};
use client::Limits;
use site::Site;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use ureq::Agent;

const LIMITS: Limits = Limits {
    connect_timeout: Duration::from_secs(10),
    timeout: Duration::from_secs(60),
};

pub fn run(second: Duration) -> Result<()> {
    let site = site::start(second)?;
    let page = site.url("/python?delay=0");
    let one = client::agent(LIMITS);
    for _ in 0..30 {
        get(&one, &page)?;
    }
    let shared = site.stats().connections;
    println!("one client, 30 pages, connections: {shared}");
    for _ in 0..30 {
        get(&client::agent(LIMITS), &page)?;
    }
    let own = site.stats().connections - shared;
    println!("30 clients, 30 pages, connections: {own}");
    println!("in turn, in flight: {}", site.stats().peak_in_flight);

    let page = site.url("/python?together=3&delay=60");
    thread::scope(|scope| {
        let get = || get(&one, &page);
        let threads = [(); 3].map(|()| scope.spawn(get));
        threads.into_iter().try_for_each(|it| it.join().unwrap())
    })?;
    println!("three threads, in flight: {}", site.stats().peak_in_flight);

    in_tasks(&site)?;
    println!("200 tasks, in flight: {}", site.stats().peak_in_flight);
    Ok(())
}

fn get(agent: &Agent, url: &str) -> Result<()> {
    agent.get(url).call()?.body_mut().read_to_vec()?;
    Ok(())
}

#[tokio::main(flavor = "current_thread")]
async fn in_tasks(site: &Site) -> Result<()> {
    let url = site.url("");
    let host = url.trim_start_matches("http://").to_owned();
    let mut tasks = JoinSet::new();
    for _ in 0..200 {
        tasks.spawn(get_in_task(host.clone()));
    }
    while let Some(got) = tasks.join_next().await {
        got??;
    }
    Ok(())
}

async fn get_in_task(host: String) -> Result<()> {
    let mut stream = TcpStream::connect(&host).await?;
    let path = "/python?together=200&delay=60";
    let request = format!(
        "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).await?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await?;
    ensure!(answer.starts_with(b"HTTP/1.1 200 OK"), "no page");
    Ok(())
}
