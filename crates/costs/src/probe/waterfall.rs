//! The same 240 requests in three models, each with its start and its end.

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

/// What happened in one model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fall {
    /// The model.
    pub name: String,
    /// Start and end of each request, in seconds since the first.
    pub requests: Vec<(f64, f64)>,
}

/// One client in three models: only what runs it is different.
pub fn measure(count: usize) -> Result<Vec<Fall>> {
    let models: [(&str, Model); 3] = [
        ("in turn", in_turn),
        ("five threads", threads),
        ("all at once, as tasks", tasks),
    ];
    let mut falls = Vec::new();
    for (name, run) in models {
        let site = site::start(Duration::from_secs(1))?;
        let start = Instant::now();
        let mut spans = run(&site, count)?;
        spans.sort();
        let seconds = |at: Instant| (at - start).as_secs_f64();
        let requests = spans.into_iter();
        let requests = requests.map(|(a, b)| (seconds(a), seconds(b)));
        falls.push(Fall { name: name.into(), requests: requests.collect() });
    }
    Ok(falls)
}

/// Asks a site so many times.
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
            worker.join().expect("asking does not panic")
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

/// As little of HTTP as the site needs; it keeps its connection.
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
        // A runtime owns its streams: those of a worker stay in its own.
        let stream = match &mut self.stream {
            Some(stream) => stream,
            empty => empty.insert(TcpStream::connect(self.address).await?),
        };
        let request = "GET /news HTTP/1.1\r\nHost: localhost\r\n\r\n";
        stream.write_all(request.as_bytes()).await?;
        let mut answer = Vec::new();
        let length = loop {
            let read = stream.read_buf(&mut answer).await?;
            ensure!(read > 0, "the site has closed the connection");
            if let Some(length) = whole_length(&answer) {
                break length;
            }
        };
        while answer.len() < length {
            let read = stream.read_buf(&mut answer).await?;
            ensure!(read > 0, "the site has closed the connection");
        }
        Ok((start, Instant::now()))
    }
}

/// How long an answer will be with its head, once the head is there.
fn whole_length(answer: &[u8]) -> Option<usize> {
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n")? + 4;
    let head = String::from_utf8_lossy(&answer[..end]).to_lowercase();
    let (_, rest) = head.split_once("content-length:")?;
    let body: usize = rest.lines().next()?.trim().parse().ok()?;
    Some(end + body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_as_long_as_its_head_says() {
        let answer = b"HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\nhe";
        assert_eq!(whole_length(answer), Some(answer.len() + 10));
        assert_eq!(whole_length(b"HTTP/1.1 200 OK\r\n"), None);
    }

    #[test]
    fn each_model_makes_all_requests() {
        for fall in measure(6).unwrap() {
            assert_eq!(fall.requests.len(), 6, "{}", fall.name);
            assert!(fall.requests.iter().all(|(start, end)| start < end));
        }
    }
}
