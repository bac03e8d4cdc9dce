//! Sizes at which something just begins, or is just full.

use std::sync::Arc;

use crate::case::{Case, Class, Expect};
use crate::example::Example;

/// A pipe holds 65536 bytes. The sums are Python's.
const RESULTS: [(&str, &str); 5] = [
    ("1", "1 bytes, sum 0\n"),
    ("65535", "65535 bytes, sum 8189151\n"),
    ("65536", "65536 bytes, sum 8189175\n"),
    ("65537", "65537 bytes, sum 8189200\n"),
    ("10000000", "10000000 bytes, sum 1249992720\n"),
];

pub fn cases(example: &Arc<Example>) -> Vec<Case> {
    let mut cases = Vec::new();
    if example.starts_with("big-result") {
        for (bytes, _) in RESULTS {
            let (fault, own) = result(example, bytes);
            cases.push(Case::new(Class::Sizes, fault, &own, Expect::Same));
        }
    }
    let new = |fault: String, args: &[&str], expected: String| {
        let own = example.with(args.iter().copied(), &expected);
        Case::new(Class::Sizes, fault, &own, Expect::Same)
    };
    if example.starts_with("swarm") {
        let text = "1 waited\n".to_owned();
        cases.push(new("a swarm of one".into(), &["1"], text));
    }
    if example.starts_with("squares") {
        let most = "3037000499";
        let text = "[9223372030926249001, 0, 9223372030926249001]\n";
        let args = [most, "0", "-3037000499"];
        cases.push(new("the largest squares".into(), &args, text.into()));
        let text = format!("[{}]\n", ["1"; 10_000].join(", "));
        cases.push(new("10000 numbers".into(), &["-1"; 10_000], text));
    }
    if example.starts_with("fib") {
        let ones: String =
            (1..=8).map(|k| format!("fib(1) x {k} = {k}\n")).collect();
        cases.push(new("the least fib".into(), &["1"], ones));
    }
    if example.is("blocked-loop") {
        let text = example.expected.clone();
        cases.push(new("the least blocked loop".into(), &["1"], text));
    }
    if example.is("workers") {
        let mut lines = example.expected.lines();
        let head = lines.find(|it| it.starts_with("All ")).unwrap_or_default();
        let lines: String = (0..100)
            .map(|k| format!("I am Worker {k}, I slept for 1 seconds\n"))
            .collect();
        let text = format!("{head}\n{lines}");
        cases.push(new("the most workers".into(), &["1"; 100], text));
    }
    if example.args.iter().any(|arg| arg == "--increments")
        || example.is("mutex")
        || example.is("atomic")
        || example.is("channel")
        || example.is("local-sums")
        || example.is("compare-exchange")
    {
        let args = ["--threads", "1", "--increments", "1"];
        let text = "expected: 1\nfound: 1\nlost: 0\n";
        if !example.is("prices") {
            cases.push(new("a single increment".into(), &args, text.into()));
        }
    }
    cases
}

/// The fault, and the example with a result of so many bytes.
pub fn result(example: &Example, bytes: &str) -> (String, Arc<Example>) {
    let crossed = match example.name.as_deref() {
        Some("big-result") => "24",
        Some("big-result-pipe") => bytes,
        _ => "0",
    };
    let line = RESULTS.iter().find(|(it, _)| *it == bytes);
    let line = line.map_or("", |(_, line)| line);
    let text = format!("{line}crossed: {crossed} bytes\n");
    (format!("a result of {bytes} bytes"), example.with([bytes], &text))
}
