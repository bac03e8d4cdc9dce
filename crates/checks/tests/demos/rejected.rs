//! The ports that may not compile: each is compiled, and judged as it says.
//!
//! The first line of a port is `//! CODES: a sentence`. The codes are those of
//! the compiler's errors, sorted; `no code` stands for an error without one,
//! and `compiles` for a port without any.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use checks::rules;
use serde_json::Value;

use crate::demo::{root, run, run_all};

fn ports(room: &str) -> Vec<PathBuf> {
    let folder = root().join("crates").join(room).join("rejected");
    let files = fs::read_dir(folder).unwrap();
    let mut files: Vec<_> = files.map(|file| file.unwrap().path()).collect();
    files.sort();
    files
}

fn head(port: &Path) -> String {
    let text = fs::read_to_string(port).unwrap();
    text.lines().next().unwrap().strip_prefix("//! ").unwrap().to_owned()
}

fn stem(port: &Path) -> &str {
    port.file_stem().unwrap().to_str().unwrap()
}

/// A compiler that leaves a port's program in this folder.
fn rustc(port: &Path, folder: &Path) -> Command {
    let mut rustc = Command::new("rustc");
    rustc.current_dir(root()).args(["--edition=2024", "--error-format=json"]);
    rustc.arg("--out-dir").arg(folder).arg(port);
    rustc
}

/// The codes of the errors in the compiler's messages.
fn codes(messages: &str) -> String {
    let mut codes = Vec::new();
    for message in messages.lines() {
        let message: Value = serde_json::from_str(message).unwrap();
        // The last error has no place: it only says how many there were.
        let spans = message["spans"].as_array().unwrap();
        if message["level"] == "error" && !spans.is_empty() {
            let code = message["code"]["code"].as_str();
            codes.push(code.unwrap_or("no code").to_owned());
        }
    }
    codes.sort();
    codes.dedup();
    if codes.is_empty() { "compiles".into() } else { codes.join(", ") }
}

#[test]
fn the_compiler_says_what_each_port_says() {
    assert_eq!(compile("07-race-condition"), (19, 2));
    assert_eq!(compile(rules::CLAIMS), (3, 2));
}

/// Compiles all ports of a room, and runs those that compile: each finds
/// nothing. How many are rejected, and how many compile and are wrong.
fn compile(room: &str) -> (usize, usize) {
    let folder = tempfile::tempdir().unwrap();
    let ports = ports(room);
    let compile = |port: &PathBuf| rustc(port, folder.path());
    let outcomes = run_all(ports.iter().map(compile).collect());

    let mut wrong = Vec::new();
    for (port, outcome) in ports.iter().zip(outcomes) {
        let found = codes(&outcome.stderr);
        let head = head(port);
        let (expected, _) = head.split_once(": ").unwrap();
        assert_eq!(found, expected, "{}", port.display());
        assert_eq!(outcome.failure.is_none(), found == "compiles");
        if outcome.failure.is_none() {
            wrong.push(Command::new(folder.path().join(stem(port))));
        }
    }
    let counts = (ports.len() - wrong.len(), wrong.len());
    for outcome in run_all(wrong) {
        assert_eq!(outcome.failure, None, "{}", outcome.stderr);
        assert_eq!(outcome.stdout, "found: 0\n");
    }
    counts
}

#[test]
fn the_compiler_warns_of_a_future_that_is_not_awaited() {
    let folder = tempfile::tempdir().unwrap();
    let port = root().join("crates/claims/rejected/never_awaited.rs");
    let outcome = run_all(vec![rustc(&port, folder.path())]).pop().unwrap();
    assert!(outcome.stderr.contains("\"unused_must_use\""), "{outcome:?}");
}

#[test]
fn the_example_shows_each_port() {
    for room in ["07-race-condition", rules::CLAIMS] {
        shows_each_port(room);
    }
}

fn shows_each_port(room: &str) {
    let outcome = run(room, &["does-not-compile"]);
    assert_eq!(outcome.failure, None, "{}", outcome.stderr);
    let mut shown: Vec<_> = outcome.stdout.lines().collect();
    shown.sort_unstable();
    let line = |port: &PathBuf| format!("{}: {}", stem(port), head(port));
    let mut expected: Vec<_> = ports(room).iter().map(line).collect();
    expected.sort_unstable();
    assert_eq!(shown, expected);
}
