use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use site::{Site, Stats};

/// A pace at which a page comes after half a millisecond.
pub const QUICK: Duration = Duration::from_millis(1);

/// A pace at which no page comes during a test, unless asked without delay.
pub const SLOW: Duration = Duration::from_secs(60);

/// A client with one connection.
pub struct Client(BufReader<TcpStream>);

pub struct Response {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Client {
    pub fn new(site: &Site) -> Self {
        Self::to(&site.url(""))
    }

    pub fn to(url: &str) -> Self {
        let address = url.strip_prefix("http://").unwrap();
        let stream = TcpStream::connect(address).unwrap();
        let limit = Some(Duration::from_secs(30));
        stream.set_read_timeout(limit).unwrap();
        Self(BufReader::new(stream))
    }

    pub fn get(&mut self, path: &str) -> Response {
        self.ask(path);
        self.receive()
    }

    /// Asks for a page, and doesn't wait for it.
    pub fn ask(&mut self, path: &str) {
        self.send(&format!("GET {path} HTTP/1.1\r\nHost: site\r\n\r\n"));
    }

    pub fn send(&mut self, request: &str) {
        self.0.get_mut().write_all(request.as_bytes()).unwrap();
    }

    pub fn receive(&mut self) -> Response {
        let mut response = self.receive_head();
        let length = response.header("content-length").unwrap();
        let mut body = vec![0; length.parse().unwrap()];
        self.0.read_exact(&mut body).unwrap();
        response.body = String::from_utf8(body).unwrap();
        response
    }

    pub fn receive_head(&mut self) -> Response {
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            assert_ne!(self.0.read_line(&mut head).unwrap(), 0, "{head}");
        }
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Response { status, head, body: String::new() }
    }

    /// Says everything and hangs up; returns what the site said to it. The
    /// site may hang up first, in the middle of a sentence on either side.
    pub fn talk(&mut self, words: &str) -> Vec<u8> {
        let stream = self.0.get_mut();
        let mut answer = Vec::new();
        let outcome = stream
            .write_all(words.as_bytes())
            .and_then(|()| stream.shutdown(Shutdown::Write))
            .and_then(|()| stream.read_to_end(&mut answer));
        if let Err(error) = outcome {
            // Not connected: it hung up just before this side did.
            let hung_up = [
                ErrorKind::BrokenPipe,
                ErrorKind::ConnectionReset,
                ErrorKind::NotConnected,
            ];
            assert!(hung_up.contains(&error.kind()), "{error}");
        }
        answer
    }

    pub fn has_been_cut_off(&mut self) -> bool {
        match self.0.read(&mut [0]) {
            Ok(count) => count == 0,
            Err(error) => error.kind() == ErrorKind::ConnectionReset,
        }
    }
}

impl Response {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (key, value) = line.split_once(": ")?;
            key.eq_ignore_ascii_case(name).then_some(value)
        })
    }
}

pub fn stats(requests: usize, connections: usize, peak: usize) -> Stats {
    Stats { requests, connections, peak_in_flight: peak }
}

/// Waits until something is so, however slow this machine is.
pub fn wait_until(what: &str, condition: impl Fn() -> bool) {
    let start = Instant::now();
    while !condition() {
        assert!(start.elapsed() < Duration::from_secs(30), "never {what}");
        thread::sleep(Duration::from_millis(1));
    }
}
