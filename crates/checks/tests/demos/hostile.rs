//! Servers that misbehave: every client gives up in time, and says why.
//!
//! One server for each fault, and one run for each client against it.
#![cfg(target_os = "linux")]

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::Stdio;
use std::sync::Mutex;
use std::time::{Duration, Instant};
use std::{fs, iter, thread};

use nix::libc;
use nix::sys::socket::{setsockopt, sockopt::Linger};

use crate::demo::{WITH_DOWNLOAD_SITES, WITH_FETCH_URLS, demo};

/// What a request may take, and what the program may take beyond that.
const TIMEOUT: Duration = Duration::from_secs(1);
const GRACE: Duration = Duration::from_millis(500);

/// How many programs run at once. Most of them wait, but one that computes
/// should not make another miss its time.
const AT_ONCE: usize = 6;

/// In kilobytes: the most that a program may ever have had in memory.
const MOST_MEMORY: u64 = 64 * 1024;

/// What a server does when it has been asked for a path.
type Fault = fn(&mut TcpStream, &str) -> io::Result<()>;

/// The length that is printed, or an error.
type Outcome = Result<usize, ()>;

/// The slow ones first, for they take the longest.
const FAULTS: &[(&str, Fault, Outcome)] = &[
    ("silent server", silence, Err(())),
    ("one byte of the head per 100 ms", slow_head, Err(())),
    ("one byte of the body per 100 ms", slow_body, Err(())),
    ("endless headers", endless_headers, Err(())),
    ("endless body", endless_body, Err(())),
    ("200 kB of headers", many_headers, Err(())),
    ("no answer at all", |_, _| Ok(()), Err(())),
    ("reset", reset, Err(())),
    ("reset in the body", reset_in_body, Err(())),
    ("garbage instead of HTTP", garbage, Err(())),
    ("truncated body", truncated_body, Err(())),
    ("truncated chunk", |s, _| chunked(s, "9\r\nabc"), Err(())),
    ("broken chunk", |s, _| chunked(s, "nine\r\nabc\r\n0\r\n\r\n"), Err(())),
    ("length of a petabyte", petabyte, Err(())),
    ("negative length", negative_length, Err(())),
    ("more than was announced", more_than_announced, Ok(5)),
    ("not UTF-8", not_utf8, Ok(4)),
    ("redirect loop", |s, _| redirect(s, "/"), Err(())),
    ("redirect to https", |s, _| redirect(s, "https://127.0.0.1/"), Err(())),
    ("redirect to ftp", |s, _| redirect(s, "ftp://127.0.0.1/"), Err(())),
    ("status 404", |s, _| status(s, "404 Not Found"), Err(())),
    ("status 500", |s, _| status(s, "500 Oh No"), Err(())),
];

#[test]
fn every_client_survives_every_fault() {
    let mut cases = Vec::new();
    for &(fault, behave, expected) in FAULTS {
        let url = serve(behave) + "/";
        for room in WITH_FETCH_URLS {
            cases.push(Case::fetch(fault, room, &url, expected));
        }
    }
    for room in WITH_FETCH_URLS {
        let nobody = "http://127.0.0.1:1/";
        cases.push(Case::fetch("no listener", room, nobody, Err(())));
    }
    survive(cases);
}

#[test]
fn three_redirects_are_followed_and_four_are_not() {
    let url = serve(redirects);
    let mut cases = Vec::new();
    for room in WITH_FETCH_URLS {
        let (three, four) = (url.clone() + "/3", url.clone() + "/4");
        cases.push(Case::fetch("three redirects", room, &three, Ok(4)));
        cases.push(Case::fetch("four redirects", room, &four, Err(())));
    }
    survive(cases);
}

/// After the first failure no more pages are asked for. When five time out
/// together, four workers of 05 have each begun another one by then.
#[test]
fn the_first_failure_ends_the_downloads() {
    let url = serve(silence) + "/";
    let case = |room| {
        let case = Case::fetch("80 times silent", room, &url, Err(()));
        let begun = u32::from(room == "05-futures-executor");
        Case { example: "download-sites", rounds: 1 + begun, ..case }
    };
    survive(WITH_DOWNLOAD_SITES.map(case).into());
}

struct Case {
    fault: &'static str,
    room: &'static str,
    example: &'static str,
    url: String,
    /// How many time-outs may pass, one after another.
    rounds: u32,
    expected: Outcome,
}

impl Case {
    fn fetch(
        fault: &'static str,
        room: &'static str,
        url: &str,
        expected: Outcome,
    ) -> Self {
        let url = url.to_owned();
        let example = "fetch-urls";
        Self { fault, room, example, url, rounds: 1, expected }
    }

    fn survives(&self) {
        let Self { fault, room, example, url, rounds, expected } = self;
        let start = Instant::now();
        let mut child = demo(room)
            .args([example, "--timeout", "1", "--connect-timeout", "0.5", url])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut memory = 0;
        let status = loop {
            if let Some(status) = child.try_wait().unwrap() {
                break status;
            }
            memory = peak_memory(child.id()).unwrap_or(memory);
            thread::sleep(Duration::from_millis(2));
        };
        let elapsed = start.elapsed();
        let (mut stdout, mut stderr) = (String::new(), String::new());
        child.stdout.unwrap().read_to_string(&mut stdout).unwrap();
        child.stderr.unwrap().read_to_string(&mut stderr).unwrap();

        let said = format!("{room}: {fault}: {status}: {stdout}{stderr}");
        assert!(elapsed <= *rounds * TIMEOUT + GRACE, "{said}: {elapsed:?}");
        assert!(memory <= MOST_MEMORY, "{said}: {memory} kB");
        assert_eq!(stderr.lines().count(), 1, "{said}");
        if let Ok(length) = expected {
            assert!(status.success(), "{said}");
            let line = format!("Content from {url} has length: {length}\n");
            assert_eq!(stdout, line, "{said}");
        } else {
            assert_eq!(status.code(), Some(1), "{said}");
            assert_eq!(stdout, "", "{said}");
            let start = format!("error: {url}: ");
            assert!(stderr.starts_with(&start), "{said}");
        }
    }
}

/// The most that a process has had in memory until now, in kilobytes.
fn peak_memory(pid: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches(" kB").parse().ok()
}

/// Runs the cases, a few at a time; the clock of each starts with its turn.
fn survive(cases: Vec<Case>) {
    demo("01-sequential-greeter"); // builds all of them
    let cases = Mutex::new(cases.into_iter());
    let next = || cases.lock().unwrap().next();
    thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                while let Some(case) = next() {
                    case.survives();
                }
            });
        }
    });
}

/// Starts a server that does this on every connection; its base URL.
fn serve(behave: Fault) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        for stream in listener.incoming() {
            thread::spawn(move || {
                let mut stream = stream.unwrap();
                // The client may hang up at any time, and should.
                let path = asked_for(&stream);
                path.and_then(|path| behave(&mut stream, &path))
                    .unwrap_or_default();
            });
        }
    });
    url
}

/// Reads a request, and returns its path.
fn asked_for(stream: &TcpStream) -> io::Result<String> {
    let mut head = String::new();
    let mut stream = BufReader::new(stream);
    while !head.ends_with("\r\n\r\n") {
        if stream.read_line(&mut head)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    }
    Ok(head.split(' ').nth(1).unwrap_or_default().to_owned())
}

fn silence(stream: &mut TcpStream, _: &str) -> io::Result<()> {
    io::copy(stream, &mut io::sink()).map(drop)
}

fn slow_head(stream: &mut TcpStream, _: &str) -> io::Result<()> {
    drip(stream, b"HTTP/1.1 200 OK\r\nServer: ")
}

fn slow_body(stream: &mut TcpStream, _: &str) -> io::Result<()> {
    announce(stream, "10000", b"")?;
    drip(stream, b"")
}

/// Sends a few bytes and then one more for ever, with a pause before each.
fn drip(stream: &mut TcpStream, words: &[u8]) -> io::Result<()> {
    for byte in words.iter().chain(iter::repeat(&b'x')) {
        stream.write_all(&[*byte])?;
        thread::sleep(Duration::from_millis(100));
    }
    Ok(())
}

fn endless_headers(stream: &mut TcpStream, _: &str) -> io::Result<()> {
    stream.write_all(b"HTTP/1.1 200 OK\r\n")?;
    loop {
        stream.write_all(b"A: b\r\n")?;
    }
}

fn endless_body(stream: &mut TcpStream, _: &str) -> io::Result<()> {
    stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n")?;
    loop {
        stream.write_all(&[b'x'; 10_000])?;
    }
}

fn many_headers(stream: &mut TcpStream, _: &str) -> io::Result<()> {
    let headers = "A: 45678\r\n".repeat(20_000);
    write!(stream, "HTTP/1.1 200 OK\r\n{headers}Content-Length: 0\r\n\r\n")
}

fn reset(stream: &mut TcpStream, _: &str) -> io::Result<()> {
    let at_once = libc::linger { l_onoff: 1, l_linger: 0 };
    Ok(setsockopt(stream, Linger, &at_once)?)
}

fn reset_in_body(stream: &mut TcpStream, path: &str) -> io::Result<()> {
    announce(stream, "9", b"abc")?;
    reset(stream, path)
}

fn garbage(stream: &mut TcpStream, _: &str) -> io::Result<()> {
    stream.write_all(b"\x13\x37 these are not the bytes\r\n\r\n")
}

fn truncated_body(stream: &mut TcpStream, _: &str) -> io::Result<()> {
    announce(stream, "9", b"abc")
}

fn petabyte(stream: &mut TcpStream, _: &str) -> io::Result<()> {
    announce(stream, "1000000000000000", b"abc")
}

fn negative_length(stream: &mut TcpStream, _: &str) -> io::Result<()> {
    announce(stream, "-3", b"abc")
}

fn more_than_announced(stream: &mut TcpStream, _: &str) -> io::Result<()> {
    announce(stream, "5", b"hello, you")
}

/// Four characters, however a client replaces the three that are none.
fn not_utf8(stream: &mut TcpStream, _: &str) -> io::Result<()> {
    announce(stream, "4\r\nContent-Type: text/html", b"\xff\xfe\xc3\x28")
}

fn announce(
    stream: &mut TcpStream,
    length: &str,
    body: &[u8],
) -> io::Result<()> {
    write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n")?;
    stream.write_all(body)
}

fn chunked(stream: &mut TcpStream, body: &str) -> io::Result<()> {
    stream.write_all(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n")?;
    write!(stream, "\r\n{body}")
}

/// As many redirects as the path says, and then a page.
fn redirects(stream: &mut TcpStream, path: &str) -> io::Result<()> {
    match path.trim_start_matches('/').parse() {
        Ok(0_u32) => not_utf8(stream, path),
        Ok(count) => redirect(stream, &format!("/{}", count - 1)),
        Err(error) => Err(io::Error::other(error)),
    }
}

fn redirect(stream: &mut TcpStream, target: &str) -> io::Result<()> {
    status(stream, &format!("302 Found\r\nLocation: {target}"))
}

fn status(stream: &mut TcpStream, line: &str) -> io::Result<()> {
    write!(stream, "HTTP/1.1 {line}\r\nContent-Length: 0\r\n")?;
    stream.write_all(b"Connection: close\r\n\r\n")
}
