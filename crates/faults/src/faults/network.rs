//! Servers that misbehave: every client gives up in time, and says why.
//!
//! A server for each answer, and each client against it. A client has a time
//! limit, half a second for all that is not waiting, and little memory.

use std::io::{self, BufRead, BufReader, Write};
use std::iter;
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use anyhow::Result;
use nix::libc;
use nix::sys::socket::{setsockopt, sockopt::Linger};

use crate::case::{Case, Class, Expect};
use crate::example::Example;

/// What a server does when it has been asked for a path.
type Answer = fn(&mut TcpStream, &str) -> io::Result<()>;

/// The answers. With a length, they are good, and it is that of the page.
const ANSWERS: [(&str, Answer, Option<usize>); 58] = [
    ("silent", silence, None),
    ("a byte of the head per 100 ms", slow_head, None),
    ("a byte of the body per 100 ms", slow_body, None),
    ("endless headers", endless_headers, None),
    ("an endless body", endless_body, None),
    ("200 kB of headers", many_headers, None),
    ("hangs up", |_, _| Ok(()), None),
    ("resets", reset, None),
    ("resets in the body", reset_in_body, None),
    ("garbage", |s, _| s.write_all(b"\x13\x37 garbage\r\n\r\n"), None),
    ("cut short", |s, _| page(s, "9", b"abc"), None),
    ("a chunk cut short", |s, _| chunked(s, "9\r\nabc"), None),
    ("a broken chunk", |s, _| chunked(s, "nine\r\nabc\r\n0\r\n\r\n"), None),
    ("a petabyte", |s, _| page(s, "1000000000000000", b"abc"), None),
    ("a negative length", |s, _| page(s, "-3", b"abc"), None),
    ("redirects for ever", |s, _| redirect(s, "/"), None),
    ("redirects to https", |s, _| redirect(s, "https://127.0.0.1/"), None),
    ("redirects to ftp", |s, _| redirect(s, "ftp://127.0.0.1/"), None),
    ("status 404", |s, _| status(s, "404 Not Found"), None),
    ("status 500", |s, _| status(s, "500 Oh No"), None),
    ("status 101", |s, _| status(s, "101 Switching Protocols"), None),
    ("status 304", |s, _| status(s, "304 Not Modified"), None),
    ("status 600", |s, _| status(s, "600 What"), None),
    ("status 999", |s, _| status(s, "999 What"), None),
    ("status 304 with a target", |s, _| moved(s, "304 No", "/"), None),
    ("redirects to nowhere", |s, _| status(s, "302 Found"), None),
    ("redirects to a file", |s, _| redirect(s, "file:///etc/hosts"), None),
    ("redirects to data", |s, _| redirect(s, "data:text/plain,abc"), None),
    (
        "redirects to a port too high",
        |s, _| redirect(s, "http://127.0.0.1:99999/"),
        None,
    ),
    ("resets in a body without a length", reset_in_open_body, None),
    ("resets in a chunk", reset_in_chunk, None),
    ("hangs up in the status line", |s, _| s.write_all(b"HTTP/1.1 2"), None),
    ("hangs up in the head", |s, _| s.write_all(b"HTTP/1.1 200 OK\r\nA"), None),
    ("endless 100", |s, _| for_ever(s, b"", b"HTTP/1.1 100 Go\r\n\r\n"), None),
    ("endless 102", |s, _| for_ever(s, b"", b"HTTP/1.1 102 Go\r\n\r\n"), None),
    ("endless 103", |s, _| for_ever(s, b"", b"HTTP/1.1 103 Go\r\n\r\n"), None),
    (
        "an endless header",
        |s, _| for_ever(s, b"HTTP/1.1 200 OK\r\nA: ", b"x"),
        None,
    ),
    ("endless blank lines", |s, _| for_ever(s, b"", b"\r\n"), None),
    ("endless chunks", |s, _| for_ever(s, CHUNKED, b"1\r\nx\r\n"), None),
    ("an endless chunk size", |s, _| for_ever(s, CHUNKED, b"0"), None),
    ("an endless chunk extension", |s, _| for_ever(s, CHUNKED, b"1;x"), None),
    (
        "endless trailers",
        |s, _| for_ever(s, &[CHUNKED, b"0\r\n"].concat(), b"A: b\r\n"),
        None,
    ),
    ("a length of +3", |s, _| page(s, "+3", b"abc"), None),
    ("a length of 3abc", |s, _| page(s, "3abc", b"abc"), None),
    (
        "a length above 2^64",
        |s, _| page(s, "99999999999999999999", b"abc"),
        None,
    ),
    (
        "two lengths that differ",
        |s, _| page(s, "3\r\nContent-Length: 4", b"abc"),
        None,
    ),
    ("a head without a status", |s, _| s.write_all(b"HTTP/1.1\r\n\r\n"), None),
    ("a status of letters", |s, _| status(s, "abc OK"), None),
    ("a status of two digits", |s, _| status(s, "20 OK"), None),
    ("a header without a colon", |s, _| status(s, "200 OK\r\nno colon"), None),
    ("a NUL in a header", |s, _| status(s, "200 OK\r\nA: \0"), None),
    ("an empty page", |s, _| page(s, "0", b""), Some(0)),
    (
        "two lengths that are equal",
        |s, _| page(s, "3\r\nContent-Length: 3", b"abc"),
        Some(3),
    ),
    (
        "a page in chunks",
        |s, _| chunked(s, "1\r\na\r\n2\r\nbc\r\n0\r\n\r\n"),
        Some(3),
    ),
    (
        "a page without a length",
        |s, _| s.write_all(b"HTTP/1.1 200 OK\r\n\r\nabc"),
        Some(3),
    ),
    (
        "a page in HTTP/1.0",
        |s, _| s.write_all(b"HTTP/1.0 200 OK\r\n\r\nabc"),
        Some(3),
    ),
    ("more than was announced", |s, _| page(s, "5", b"hello, you"), Some(5)),
    ("not UTF-8", not_utf8, Some(4)),
];

/// What a request may take, and what the program may take beyond that.
const TIMEOUT: &str = "0.5";
const ROUND: Duration = Duration::from_millis(500);
const GRACE: Duration = Duration::from_millis(500);

/// A server for each answer, as long as this program lives.
pub struct Servers {
    /// The name of the answer, a URL, and the length of its page.
    urls: Vec<(&'static str, String, Option<usize>)>,
}

impl Servers {
    pub fn start() -> Result<Self> {
        let mut urls =
            vec![("no listener", "http://127.0.0.1:1/".to_owned(), None)];
        for (name, answer, length) in ANSWERS {
            urls.push((name, serve(answer)? + "/", length));
        }
        let base = serve(redirects)?;
        urls.push(("three redirects", format!("{base}/3"), Some(4)));
        urls.push(("four redirects", format!("{base}/4"), None));
        Ok(Self { urls })
    }
}

pub fn cases(example: &Arc<Example>, servers: &Servers) -> Vec<Case> {
    if !example.fetches() {
        return Vec::new();
    }
    let mut cases = Vec::new();
    for (name, url, length) in &servers.urls {
        let case = case(example, name, &[url], *length);
        // The first failure ends the 80 downloads, in each demo that has them.
        let always = *name == "silent";
        cases.push(Case { always, ..case });
    }
    // The first page that fails ends the example: no line about the next one.
    let (name, bad, _) = &servers.urls[0];
    let good = servers.urls.iter().find(|(.., length)| length.is_some());
    let urls: Vec<_> = iter::once(bad).chain(good.map(|it| &it.1)).collect();
    let name = format!("{name}, then a good page");
    cases.push(case(example, &name, &urls, None));
    cases
}

fn case(
    example: &Arc<Example>,
    name: &str,
    urls: &[&String],
    length: Option<usize>,
) -> Case {
    let url = urls[0];
    let text = match length {
        None => String::new(),
        Some(length) if example.is("fetch-urls") => {
            format!("Content from {url} has length: {length}\n")
        }
        Some(length) => format!("Read {length} from {url}\n").repeat(2),
    };
    let is_endless = name.contains("endless ");
    let expect = match length {
        Some(_) => Expect::Same,
        // 06's event loop can't notice which request is late.
        None if is_endless => Expect::Fails("error: ".into()),
        None => Expect::Fails(format!("error: {url}: ")),
    };
    let limits = ["--timeout", TIMEOUT, "--connect-timeout", TIMEOUT];
    let twice: &[_] = match example.is("download-sites") && length.is_some() {
        true => &["--times", "2"],
        false => &[],
    };
    let urls = urls.iter().map(|url| url.as_str());
    let args = limits.iter().chain(twice).copied().chain(urls);
    // Without its session, whose rules mask the address.
    let exact = Example { session: None, ..(**example).clone() };
    let fault = format!("server: {name}");
    let exact = exact.with(args, &text);
    // When five downloads time out together, four workers of the executor have
    // each begun another one by then.
    let rounds =
        if exact.is_in("05-futures-executor", "download") { 2 } else { 1 };
    let case = Case::new(Class::Network, fault, &exact, expect);
    // Such a server takes a core for itself.
    let grace = if is_endless { 3 * GRACE } else { GRACE };
    Case { limit: rounds * ROUND + grace, ..case }
}

/// Starts a server that does this on every connection. Returns its address.
fn serve(answer: Answer) -> Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let url = format!("http://{}", listener.local_addr()?);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            thread::spawn(move || {
                let mut stream = stream;
                // An error is no news: clients hang up, as they should.
                asked_for(&stream)
                    .and_then(|path| answer(&mut stream, &path))
                    .unwrap_or_default();
            });
        }
    });
    Ok(url)
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
    page(stream, "10000", b"")?;
    drip(stream, b"")
}

/// Sends these bytes and then others for ever, with a pause before each.
fn drip(stream: &mut TcpStream, words: &[u8]) -> io::Result<()> {
    for byte in words.iter().chain(iter::repeat(&b'x')) {
        stream.write_all(&[*byte])?;
        thread::sleep(Duration::from_millis(100));
    }
    Ok(())
}

fn endless_headers(stream: &mut TcpStream, _: &str) -> io::Result<()> {
    for_ever(stream, b"HTTP/1.1 200 OK\r\n", b"A: b\r\n")
}

fn endless_body(stream: &mut TcpStream, _: &str) -> io::Result<()> {
    for_ever(stream, b"HTTP/1.1 200 OK\r\n\r\n", b"x")
}

/// Sends a beginning, and then the same again and again.
fn for_ever(
    stream: &mut TcpStream,
    begin: &[u8],
    again: &[u8],
) -> io::Result<()> {
    stream.write_all(begin)?;
    let again = again.repeat(10_000 / again.len());
    loop {
        stream.write_all(&again)?;
    }
}

const CHUNKED: &[u8] = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\
    Transfer-Encoding: chunked\r\n\r\n";

fn many_headers(stream: &mut TcpStream, _: &str) -> io::Result<()> {
    let headers = "A: 45678\r\n".repeat(20_000);
    write!(stream, "HTTP/1.1 200 OK\r\n{headers}Content-Length: 0\r\n\r\n")
}

fn reset(stream: &mut TcpStream, _: &str) -> io::Result<()> {
    let at_once = libc::linger { l_onoff: 1, l_linger: 0 };
    Ok(setsockopt(stream, Linger, &at_once)?)
}

fn reset_in_body(stream: &mut TcpStream, path: &str) -> io::Result<()> {
    page(stream, "9", b"abc")?;
    reset(stream, path)
}

fn reset_in_open_body(stream: &mut TcpStream, path: &str) -> io::Result<()> {
    stream.write_all(b"HTTP/1.1 200 OK\r\n\r\nabc")?;
    reset(stream, path)
}

fn reset_in_chunk(stream: &mut TcpStream, path: &str) -> io::Result<()> {
    chunked(stream, "9\r\nabc")?;
    reset(stream, path)
}

/// Four characters, however a client replaces the three that are none.
fn not_utf8(stream: &mut TcpStream, _: &str) -> io::Result<()> {
    page(stream, "4\r\nContent-Type: text/html", b"\xff\xfe\xc3\x28")
}

fn page(stream: &mut TcpStream, length: &str, body: &[u8]) -> io::Result<()> {
    // It is closed after the answer: a client that asks again over it would be
    // reset, or not, as it comes.
    let close = "Connection: close";
    let head =
        format!("HTTP/1.1 200 OK\r\n{close}\r\nContent-Length: {length}");
    write!(stream, "{head}\r\n\r\n")?;
    stream.write_all(body)
}

fn chunked(stream: &mut TcpStream, body: &str) -> io::Result<()> {
    stream.write_all(CHUNKED)?;
    stream.write_all(body.as_bytes())
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
    moved(stream, "302 Found", target)
}

fn moved(stream: &mut TcpStream, line: &str, target: &str) -> io::Result<()> {
    status(stream, &format!("{line}\r\nLocation: {target}"))
}

fn status(stream: &mut TcpStream, line: &str) -> io::Result<()> {
    write!(stream, "HTTP/1.1 {line}\r\nContent-Length: 0\r\n")?;
    stream.write_all(b"Connection: close\r\n\r\n")
}
