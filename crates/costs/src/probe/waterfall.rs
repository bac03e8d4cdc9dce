//! The same requests in three models: when each started and ended.

use std::net::SocketAddr;
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use serde::{Deserialize, Serialize};
use site::Site;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::runtime::{self, Runtime};

/// The requests in one model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Timeline {
    /// The model.
    pub name: String,
    /// Start and end of each, in seconds since the start of the first.
    pub requests: Vec<(f64, f64)>,
}

impl Timeline {
    /// When the last request ended.
    pub fn end(&self) -> f64 {
        self.requests.iter().map(|request| request.1).fold(0.0, f64::max)
    }
}

/// Runs the same client in three models.
pub fn measure(count: usize) -> Result<Vec<Timeline>> {
    let models: [(&str, Model); 3] = [
        ("in turn", in_turn),
        ("five threads", threads),
        ("tasks, all at once", tasks),
    ];
    let mut timelines = Vec::new();
    for (name, run) in models {
        let site = site::start(Duration::from_secs(1))?;
        let start = Instant::now();
        let mut spans = run(&site, count)?;
        spans.sort();
        let seconds = |at: Instant| (at - start).as_secs_f64();
        let requests = spans.into_iter();
        let requests = requests.map(|(a, b)| (seconds(a), seconds(b)));
        timelines
            .push(Timeline { name: name.into(), requests: requests.collect() });
    }
    Ok(timelines)
}

/// Makes a number of requests to a site.
type Model = fn(&Site, usize) -> Result<Spans>;
type Spans = Vec<(Instant, Instant)>;

fn in_turn(site: &Site, count: usize) -> Result<Spans> {
    event_loop()?.block_on(async {
        let mut client = Client::of(site)?;
        let mut spans = Spans::new();
        for _ in 0..count {
            spans.push(client.get().await?);
        }
        Ok(spans)
    })
}

fn threads(site: &Site, count: usize) -> Result<Spans> {
    let todo = Mutex::new(0..count);
    thread::scope(|scope| {
        let work = || {
            // A connection belongs to the event loop on which it was made.
            let mut client = Client::of(site)?;
            let event_loop = event_loop()?;
            let mut spans = Spans::new();
            while todo.lock().is_ok_and(|mut todo| todo.next().is_some()) {
                spans.push(event_loop.block_on(client.get())?);
            }
            Ok(spans)
        };
        let workers = [(); 5].map(|()| scope.spawn(work));
        let join = |worker: thread::ScopedJoinHandle<'_, Result<Spans>>| {
            worker.join().expect("a request does not panic")
        };
        let spans: Vec<_> =
            workers.into_iter().map(join).collect::<Result<_>>()?;
        Ok(spans.concat())
    })
}

fn tasks(site: &Site, count: usize) -> Result<Spans> {
    event_loop()?.block_on(async {
        let mut tasks = Vec::new();
        for _ in 0..count {
            let mut client = Client::of(site)?;
            tasks.push(tokio::spawn(async move { client.get().await }));
        }
        let mut spans = Spans::new();
        for task in tasks {
            spans.push(task.await??);
        }
        Ok(spans)
    })
}

fn event_loop() -> Result<Runtime> {
    Ok(runtime::Builder::new_current_thread().enable_io().build()?)
}

/// As little HTTP as the site needs. The connection is kept.
struct Client {
    address: SocketAddr,
    stream: Option<TcpStream>,
}

impl Client {
    fn of(site: &Site) -> Result<Self> {
        let url = site.url("");
        let address = url.strip_prefix("http://").context("not http")?;
        Ok(Self { address: address.parse()?, stream: None })
    }

    async fn get(&mut self) -> Result<(Instant, Instant)> {
        let start = Instant::now();
        let stream = match &mut self.stream {
            Some(stream) => stream,
            empty => empty.insert(TcpStream::connect(self.address).await?),
        };
        let request = "GET /news HTTP/1.1\r\nHost: localhost\r\n\r\n";
        stream.write_all(request.as_bytes()).await?;
        let mut response = Vec::new();
        let length = loop {
            let read = stream.read_buf(&mut response).await?;
            ensure!(read > 0, "the site has closed the connection");
            if let Some(length) = whole_length(&response) {
                break length;
            }
        };
        while response.len() < length {
            let read = stream.read_buf(&mut response).await?;
            ensure!(read > 0, "the site has closed the connection");
        }
        Ok((start, Instant::now()))
    }
}

/// The length of a response with its head, once the head is complete.
fn whole_length(response: &[u8]) -> Option<usize> {
    let end = response.windows(4).position(|four| four == b"\r\n\r\n")? + 4;
    let head = String::from_utf8_lossy(&response[..end]).to_lowercase();
    let (_, rest) = head.split_once("content-length:")?;
    let body: usize = rest.lines().next()?.trim().parse().ok()?;
    Some(end + body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_gives_the_length_of_a_response() {
        let response = b"HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\nhe";
        assert_eq!(whole_length(response), Some(response.len() + 10));
        assert_eq!(whole_length(b"HTTP/1.1 200 OK\r\n"), None);
    }

    #[test]
    fn each_model_makes_all_requests() {
        for timeline in measure(6).unwrap() {
            assert_eq!(timeline.requests.len(), 6, "{}", timeline.name);
            assert!(timeline.requests.iter().all(|(start, end)| start < end));
        }
    }
}
