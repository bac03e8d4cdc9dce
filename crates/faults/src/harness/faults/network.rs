//! Servers that misbehave. There are more of them in the tests of `checks`.

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

/// What a server does when it has been asked.
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

/// One server for each fault, as long as this program lives.
pub struct Servers(Vec<(&'static str, String)>);

impl Servers {
    pub fn start() -> Result<Self> {
        let nobody = ("no listener", "http://127.0.0.1:1/".to_owned());
        let mut urls = vec![nobody];
        for (fault, behave) in FAULTS {
            urls.push((fault, serve(behave)?));
        }
        Ok(Self(urls))
    }
}

pub fn cases(example: &Arc<Example>, servers: &Servers) -> Vec<Case> {
    if !fetches(example) {
        return Vec::new();
    }
    let new = |(fault, url): &(&str, String)| {
        let fault = format!("server: {fault}");
        let expect = Expect::Fails(url.clone());
        let name = example.name.as_deref().unwrap_or_default();
        Case::new(Class::Network, fault, example, expect).args([
            name,
            "--timeout",
            "0.5",
            url.as_str(),
        ])
    };
    servers.0.iter().map(new).collect()
}

/// Starts a server that does this on every connection; its URL.
fn serve(behave: Fault) -> Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let url = format!("http://{}/", listener.local_addr()?);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            thread::spawn(move || {
                let mut stream = stream;
                // The client may hang up at any time, and should.
                asked(&stream)
                    .and_then(|()| behave(&mut stream))
                    .unwrap_or_default();
            });
        }
    });
    Ok(url)
}

/// Reads a request, whatever it asks for.
fn asked(stream: &TcpStream) -> io::Result<()> {
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
