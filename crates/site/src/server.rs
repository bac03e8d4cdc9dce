//! Answers requests, and counts them.

use std::cell::Cell;
use std::collections::HashMap;
use std::convert::Infallible;
use std::io;
use std::net::Ipv4Addr;
use std::ops::RangeInclusive;
use std::str::FromStr;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use hyper::body::Incoming;
use hyper::header::{ALLOW, CONTENT_TYPE, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use instruments::marks;
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::Notify;
use tokio::time;

use crate::Stats;
use crate::pages::{self, Page};

/// How many clients can be about to connect. With the usual 128, some of 240
/// that come at once wait a second: their first packet is dropped.
const BACKLOG: u32 = 4096;

/// What the thread that serves and those that ask for [`Stats`] share.
///
/// One thread alone counts, so the counters could be plain numbers; they are
/// atomic because the other threads read them.
pub struct Server {
    second: Duration,
    pages: Vec<(Page, String)>,
    requests: AtomicUsize,
    connections: AtomicUsize,
    in_flight: AtomicUsize,
    peak_in_flight: AtomicUsize,
    /// How often each path has been asked for.
    asked: Mutex<HashMap<String, usize>>,
    /// Wakes the answers that wait for more requests to come.
    came: Notify,
}

/// An event loop that nothing runs on yet, and a free port on it.
pub fn open() -> io::Result<(Runtime, TcpListener)> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let listener = runtime.block_on(async {
        let socket = TcpSocket::new_v4()?;
        socket.bind((Ipv4Addr::LOCALHOST, 0).into())?;
        socket.listen(BACKLOG)
    })?;
    Ok((runtime, listener))
}

impl Server {
    pub fn new(second: Duration) -> Self {
        Self {
            second,
            pages: pages::all(),
            requests: AtomicUsize::new(0),
            connections: AtomicUsize::new(0),
            in_flight: AtomicUsize::new(0),
            peak_in_flight: AtomicUsize::new(0),
            asked: Mutex::default(),
            came: Notify::new(),
        }
    }

    pub fn stats(&self) -> Stats {
        Stats {
            requests: self.requests.load(Relaxed),
            connections: self.connections.load(Relaxed),
            peak_in_flight: self.peak_in_flight.load(Relaxed),
        }
    }

    /// Accepts connections, for ever.
    pub async fn accept(self: Arc<Self>, listener: TcpListener) {
        loop {
            match listener.accept().await {
                Ok((stream, _)) => self.serve(stream),
                // No file descriptor is left, say; one may be in a while.
                Err(_) => time::sleep(Duration::from_millis(10)).await,
            }
        }
    }

    /// Starts a task that answers what comes over a connection.
    fn serve(self: &Arc<Self>, stream: TcpStream) {
        if stream.set_nodelay(true).is_err() {
            return; // the client has gone already
        }
        let server = Arc::clone(self);
        let is_new = Cell::new(true);
        let service = service_fn(move |request| {
            let counted = server.count(&request, &is_new);
            let server = Arc::clone(&server);
            async move {
                let response = server.answer(&request).await;
                drop(counted);
                Ok::<_, Infallible>(response)
            }
        });
        let connection = http1::Builder::new()
            .serve_connection(TokioIo::new(stream), service);
        // That a client talks nonsense or goes away is no error of the site's.
        tokio::spawn(connection);
    }

    /// Counts a request as in flight for as long as the guard lives, which
    /// ends too if the client goes away.
    fn count(
        self: &Arc<Self>,
        request: &Request<Incoming>,
        is_new: &Cell<bool>,
    ) -> Option<InFlight> {
        if request.uri().path() == "/stats" {
            return None;
        }
        if is_new.replace(false) {
            self.connections.fetch_add(1, Relaxed);
        }
        self.requests.fetch_add(1, Relaxed);
        let in_flight = 1 + self.in_flight.fetch_add(1, Relaxed);
        self.peak_in_flight.fetch_max(in_flight, Relaxed);
        self.came.notify_waiters();
        let lane = self.lane(request.uri().path());
        marks::sleeps(&lane);
        Some(InFlight { server: Arc::clone(self), lane })
    }

    /// A name for a request: its path, and from the second one on, a number.
    fn lane(&self, path: &str) -> String {
        let mut asked =
            self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        let count = asked.entry(path.to_owned()).or_default();
        *count += 1;
        match count {
            1 => path.to_owned(),
            _ => format!("{path} ({count})"),
        }
    }

    async fn answer(&self, request: &Request<Incoming>) -> Response<String> {
        if !matches!(*request.method(), Method::GET | Method::HEAD) {
            let status = StatusCode::METHOD_NOT_ALLOWED;
            let mut refusal = refuse(status, "only GET and HEAD are allowed");
            let allowed = HeaderValue::from_static("GET, HEAD");
            refusal.headers_mut().insert(ALLOW, allowed);
            return refusal;
        }
        let path = request.uri().path();
        if path == "/stats" {
            let json = self.stats().to_string() + "\n";
            return respond(StatusCode::OK, "application/json", json);
        }
        let mut pages = self.pages.iter();
        let Some((page, text)) = pages.find(|(page, _)| page.path == path)
        else {
            return refuse(StatusCode::NOT_FOUND, "there is no such page");
        };
        let query = request.uri().query().unwrap_or_default();
        let Some(delay) = value(query, "delay", page.delay, 0.0..=60.0) else {
            let reason = "delay is not a number from 0 to 60";
            return refuse(StatusCode::BAD_REQUEST, reason);
        };
        let Some(count) = value(query, "together", usize::MAX, 1..=1000) else {
            let reason = "together is not a number from 1 to 1000";
            return refuse(StatusCode::BAD_REQUEST, reason);
        };
        // Saturates: the longest that a `Duration` can say is long enough.
        let latency = self.second.as_secs_f64() * delay;
        let latency = Duration::try_from_secs_f64(latency);
        let latency = latency.unwrap_or(Duration::MAX);
        // An error says that the time is over, which is an end like the other.
        time::timeout(latency, self.together(count)).await.unwrap_or_default();
        respond(StatusCode::OK, "text/html; charset=utf-8", text.clone())
    }

    /// Waits until so many requests have been in flight at the same moment.
    async fn together(&self, count: usize) {
        loop {
            // Made before the look, so that no request is missed in between.
            let came = self.came.notified();
            if self.peak_in_flight.load(Relaxed) >= count {
                return;
            }
            came.await;
        }
    }
}

struct InFlight {
    server: Arc<Server>,
    /// What `just lanes` calls the request.
    lane: String,
}

impl Drop for InFlight {
    fn drop(&mut self) {
        self.server.in_flight.fetch_sub(1, Relaxed);
        marks::ends(&self.lane);
    }
}

/// What a query says of `name`, or else what is usual; `None` if it is not
/// among the `allowed`.
fn value<T: FromStr + PartialOrd>(
    query: &str,
    name: &str,
    usual: T,
    allowed: RangeInclusive<T>,
) -> Option<T> {
    let mut parts = query.split('&').filter_map(|part| part.split_once('='));
    match parts.find(|(key, _)| *key == name) {
        Some((_, value)) => {
            value.parse().ok().filter(|value| allowed.contains(value))
        }
        None => Some(usual),
    }
}

fn refuse(status: StatusCode, reason: &str) -> Response<String> {
    respond(status, "text/plain; charset=utf-8", format!("{reason}\n"))
}

fn respond(
    status: StatusCode,
    content_type: &'static str,
    body: String,
) -> Response<String> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let content_type = HeaderValue::from_static(content_type);
    response.headers_mut().insert(CONTENT_TYPE, content_type);
    response
}
