//! A small local web server: pages on a loopback port, each after a latency.
//!
//! The articles fetch live pages, which change, and aren't there in a room
//! without network. These keep their lengths, and the site counts what was
//! asked of it: whether requests overlapped is a number, not a matter of time.
//!
//! ```
//! # use std::time::Duration;
//! let site = site::start(Duration::from_millis(10))?;
//! for url in site.pages() {
//!     println!("{url}"); // http://127.0.0.1:40937/python, …
//! }
//! assert_eq!(site.stats().requests, 0);
//! # Ok::<(), std::io::Error>(())
//! ```
//!
//! It runs in one thread of its own, so it serves an example of any model.
//! Source: A2, P2.3, P2.4; A4, P4.5, P4.6.

#![forbid(unsafe_code)]

use std::fmt;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, UdpSocket};
use std::sync::{Arc, mpsc};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use tokio::sync::oneshot;

use server::Server;

mod pages;
mod server;

/// Starts a site on a loopback port that the system chooses.
///
/// `second` is how long one second of the articles lasts. The pages of
/// [`Site::pages`] come after half of it, those of [`Site::sites`] after a
/// twentieth, and any after as many as its URL says: `/python?delay=0.1`.
/// `/python?together=3` is answered as soon as three requests have been in
/// flight at the same moment, or after the delay.
///
/// # Errors
///
/// If the system has no port, file descriptor or thread left for it.
pub fn start(second: Duration) -> io::Result<Site> {
    launch(second).map_err(|error| {
        let reason = format!("could not start the local site: {error}");
        io::Error::new(error.kind(), reason)
    })
}

fn launch(second: Duration) -> io::Result<Site> {
    spare_descriptors()?;
    let server = Arc::new(Server::new(second));
    let (stop, stopped) = oneshot::channel();
    let (report, outcome) = mpsc::channel();
    let serve = {
        let server = Arc::clone(&server);
        // The runtime begins and ends in the site's own thread: the caller may
        // be async code, and tokio panics if that drops a runtime.
        move || match server::open() {
            Ok((runtime, listener)) => {
                let address = listener.local_addr();
                runtime.spawn(server.accept(listener));
                report.send(address).expect(WAITING);
                // Ends with an error, as `stop` is dropped and never sends.
                runtime.block_on(stopped).unwrap_or_default();
            }
            Err(error) => report.send(Err(error)).expect(WAITING),
        }
    };
    let thread = thread::Builder::new().name("site".into()).spawn(serve)?;
    let address = outcome.recv().map_err(io::Error::other)??;
    Ok(Site { address, server, running: Some((stop, thread)) })
}

/// Fails where the system has too few file descriptors left. The site could
/// not accept a client then, and the client would wait until its time-out.
fn spare_descriptors() -> io::Result<()> {
    let first = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0))?;
    let spare: Result<Vec<_>, _> =
        (1..SPARE).map(|_| first.try_clone()).collect();
    spare.map(drop)
}

/// Five clients in this process have both ends of a connection, and look up a
/// name; the site has a listener, and its loop.
const SPARE: usize = 24;

const WAITING: &str = "`start` waits for the report";

/// A running site. It stops when dropped: it cuts off clients that still wait,
/// frees its port and ends its thread, all within milliseconds.
pub struct Site {
    address: SocketAddr,
    server: Arc<Server>,
    /// Taken out by `drop`.
    running: Option<(oneshot::Sender<()>, JoinHandle<()>)>,
}

impl Site {
    /// The URL of a path, which begins with a slash.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// The URLs that `fetch-urls` fetches: 7699, 20875 and 19252 characters,
    /// as in the article.
    pub fn pages(&self) -> [String; 3] {
        pages::FETCH_URLS.map(|page| self.url(page.path))
    }

    /// These URLs, or if there are none, the site's own [`Site::pages`].
    pub fn pages_or(&self, urls: Vec<String>) -> Vec<String> {
        if urls.is_empty() { self.pages().to_vec() } else { urls }
    }

    /// The URLs that `download-sites` downloads, 80 times each: 11213, 18904
    /// and 15467 characters.
    pub fn sites(&self) -> [String; 3] {
        pages::DOWNLOAD_SITES.map(|page| self.url(page.path))
    }

    /// These URLs, or if there are none, the site's own [`Site::sites`].
    pub fn sites_or(&self, urls: Vec<String>) -> Vec<String> {
        if urls.is_empty() { self.sites().to_vec() } else { urls }
    }

    /// What has been asked of the site until now, as `/stats` prints it.
    pub fn stats(&self) -> Stats {
        self.server.stats()
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        if let Some((stop, thread)) = self.running.take() {
            drop(stop);
            // Had the thread panicked, its message would be on stderr by now,
            // and a second panic in here could abort.
            thread.join().unwrap_or_default();
        }
    }
}

/// What has been asked of a site since its start, `/stats` left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stats {
    /// The requests that came, whatever the answer.
    pub requests: usize,
    /// The connections over which at least one of them came.
    pub connections: usize,
    /// The most requests that waited for their answer at the same moment.
    pub peak_in_flight: usize,
}

/// As JSON, in one line.
impl fmt::Display for Stats {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { requests, connections, peak_in_flight } = self;
        write!(
            f,
            "{{\"requests\":{requests},\"connections\":{connections},\
             \"peak_in_flight\":{peak_in_flight}}}"
        )
    }
}
