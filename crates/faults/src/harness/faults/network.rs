//! Servers that misbehave. The tests of `checks` have more of them.

use std::io::{self, BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;

use anyhow::Result;
use nix::libc;
use nix::sys::socket::{setsockopt, sockopt::Linger};

use super::super::case::{Case, Class, Expect};
use super::super::menu::Example;
use super::fetches;

/// What a server does when it has read a request.
type Fault = fn(&mut TcpStream) -> io::Result<()>;

const FAULTS: [(&str, Fault); 12] = [
    ("silent", |stream| io::copy(stream, &mut io::sink()).map(drop)),
    ("hangs up", |_| Ok(())),
    ("resets", reset),
    ("status 404", |stream| stream.write_all(b"HTTP/1.1 404 No\r\n\r\n")),
    ("status 500", |stream| stream.write_all(b"HTTP/1.1 500 No\r\n\r\n")),
    ("garbage", |stream| stream.write_all(b"\x13\x37 garbage\r\n\r\n")),
    ("cut short", |stream| answer(stream, "Content-Length: 9\r\n\r\nabc")),
    ("a petabyte", |stream| {
        answer(stream, "Content-Length: 1000000000000000\r\n\r\nabc")
    }),
    ("a negative length", |stream| {
        answer(stream, "Content-Length: -3\r\n\r\nabc")
    }),
    ("a broken chunk", |stream| {
        answer(stream, "Transfer-Encoding: chunked\r\n\r\nnine\r\nabc\r\n")
    }),
    ("redirects for ever", |stream| {
        stream.write_all(b"HTTP/1.1 302 Found\r\nLocation: /\r\n")?;
        stream.write_all(b"Content-Length: 0\r\n\r\n")
    }),
    ("an endless body", |stream| {
        answer(stream, "\r\n")?;
        loop {
            stream.write_all(&[b'x'; 10_000])?;
        }
    }),
];

/// A good server and one for each fault, as long as this program lives.
pub struct Servers {
    good: String,
    bad: Vec<(&'static str, String)>,
}

impl Servers {
    pub fn start() -> Result<Self> {
        let mut bad = vec![("no listener", "http://127.0.0.1:1/".to_owned())];
        for (fault, behave) in FAULTS {
            bad.push((fault, serve(behave)?));
        }
        let good =
            serve(|stream| answer(stream, "Content-Length: 3\r\n\r\nabc"))?;
        Ok(Self { good, bad })
    }
}

pub fn cases(example: &Arc<Example>, servers: &Servers) -> Vec<Case> {
    if !fetches(example) {
        return Vec::new();
    }
    let name = example.name.as_deref().unwrap_or_default();
    let new = |fault: String, bad: &String, urls: &[&String]| {
        let expect = Expect::Fails(bad.clone());
        let urls = urls.iter().map(|url| url.as_str());
        let args = [name, "--timeout", "0.5"].into_iter().chain(urls);
        Case::new(Class::Network, fault, example, expect).args(args)
    };
    let mut cases = Vec::new();
    for (fault, url) in &servers.bad {
        cases.push(new(format!("server: {fault}"), url, &[url]));
    }
    // The first page that fails ends the example: no line about the next one.
    let (fault, bad) = &servers.bad[0];
    let fault = format!("server: {fault}, then a good page");
    cases.push(new(fault, bad, &[bad, &servers.good]));
    cases
}

/// Starts a server that does this on every connection. Returns its URL.
fn serve(behave: Fault) -> Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let url = format!("http://{}/", listener.local_addr()?);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            thread::spawn(move || {
                let mut stream = stream;
                // An error is no news: clients hang up, as they should.
                read_request(&stream)
                    .and_then(|()| behave(&mut stream))
                    .unwrap_or_default();
            });
        }
    });
    Ok(url)
}

/// Reads a request up to its empty line.
fn read_request(stream: &TcpStream) -> io::Result<()> {
    let mut head = String::new();
    let mut stream = BufReader::new(stream);
    while !head.ends_with("\r\n\r\n") {
        if stream.read_line(&mut head)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    }
    Ok(())
}

fn answer(stream: &mut TcpStream, rest: &str) -> io::Result<()> {
    stream.write_all(b"HTTP/1.1 200 OK\r\n")?;
    stream.write_all(rest.as_bytes())
}

fn reset(stream: &mut TcpStream) -> io::Result<()> {
    let at_once = libc::linger { l_onoff: 1, l_linger: 0 };
    Ok(setsockopt(stream, Linger, &at_once)?)
}
