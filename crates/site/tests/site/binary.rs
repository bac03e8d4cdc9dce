use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Output, Stdio};

use crate::client::Client;

fn site(args: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_site"));
    command
        .args(args.split_whitespace())
        .env_remove("SECOND")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

fn run(args: &str) -> Output {
    site(args).stdin(Stdio::null()).output().unwrap()
}

#[test]
fn it_prints_its_url_and_serves_until_eof() {
    let mut child = site("--until-eof --second 0.01").spawn().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    stdout.read_line(&mut line).unwrap();
    let url = line.strip_suffix('\n').unwrap();
    assert!(url.starts_with("http://127.0.0.1:"));
    assert_eq!(Client::to(url).get("/python").body.len(), 7699);
    Client::to(url).talk("nonsense\r\n\r\n");

    drop(child.stdin.take());
    let mut rest = String::new();
    stdout.read_to_string(&mut rest).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    assert_eq!(rest + &String::from_utf8(output.stderr).unwrap(), "");
}

#[test]
fn without_until_eof_it_ends_when_told_only() {
    let mut child = site("").stdin(Stdio::null()).spawn().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    stdout.read_line(&mut line).unwrap();
    let mut client = Client::to(line.trim_end());
    assert_eq!(client.get("/python?delay=0.1").status, 200);
    assert!(child.try_wait().unwrap().is_none());
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn bad_arguments_are_refused_in_one_line() {
    for args in ["--second 0", "--second NaN", "--second 61", "x", "--what"] {
        let output = run(args);
        assert_eq!(output.status.code(), Some(2), "{args}");
        assert!(output.stdout.is_empty());
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert!(stderr.starts_with("error: "), "{stderr}");
        assert!(stderr.ends_with(" (see --help)\n"), "{stderr}");
        assert_eq!(stderr.lines().count(), 1, "{stderr}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_an_error_in_one_line() {
    let full = std::fs::File::create("/dev/full").unwrap();
    let output = site("--until-eof").stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(
        stderr,
        "error: No space left on device \
         (os error 28)\n"
    );
}

/// With few descriptors, some clients are not accepted, and others are later.
#[test]
#[cfg(target_os = "linux")]
fn it_serves_on_after_it_could_not_accept_a_client() {
    let mut command = Command::new("prlimit");
    command.args(["--nofile=32", env!("CARGO_BIN_EXE_site")]);
    command.args(["--until-eof", "--second", "0.01"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut line = String::new();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    stdout.read_line(&mut line).unwrap();
    let url = line.trim_end();

    let mut crowd: Vec<_> = (0..50).map(|_| Client::to(url)).collect();
    for client in &mut crowd {
        client.ask("/python?delay=0");
    }
    // The first have been accepted, and the last have not.
    assert_eq!(crowd[0].receive().status, 200);
    drop(crowd);
    assert_eq!(Client::to(url).get("/python").status, 200);
    drop(child.stdin.take());
    assert!(child.wait().unwrap().success());
}
