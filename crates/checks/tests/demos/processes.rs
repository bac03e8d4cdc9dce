//! Children that are killed, and children whose parent is.
#![cfg(target_os = "linux")]

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use crate::demo::demo;

/// Starts a program and waits until it has this many children.
fn with_children(command: &mut Command, count: usize) -> (Child, Vec<Pid>) {
    let mut parent =
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let list = format!("/proc/{0}/task/{0}/children", parent.id());
    let mut children = Vec::new();
    while children.len() < count {
        assert_eq!(parent.try_wait().unwrap(), None, "it ended too soon");
        let pids = fs::read_to_string(&list).unwrap();
        let pids = pids.split_whitespace().map(|pid| pid.parse().unwrap());
        children = pids.map(Pid::from_raw).collect();
    }
    (parent, children)
}

/// Whether a process runs; one that waits to be waited for does not.
fn is_alive(pid: Pid) -> bool {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat"));
    stat.is_ok_and(|stat| !stat.contains(") Z ") && !stat.contains(") X "))
}

#[test]
fn a_killed_worker_is_reported_and_the_others_finish() {
    let mut workers = demo("03-multiprocess-fork");
    workers.args(["workers", "4", "4", "60", "4"]);
    let (mut parent, children) = with_children(&mut workers, 4);
    let mut out = BufReader::new(parent.stdout.take().unwrap());
    let mut text = String::new();
    // Whoever has spoken has begun; only then is the last one killed.
    for _ in 0..4 {
        out.read_line(&mut text).unwrap();
    }
    kill(children[2], Signal::SIGKILL).unwrap();
    out.read_to_string(&mut text).unwrap();
    let mut error = String::new();
    parent.stderr.take().unwrap().read_to_string(&mut error).unwrap();
    assert_eq!(parent.wait().unwrap().code(), Some(1));
    assert_eq!(error, "error: worker 2 was killed by SIGKILL\n");
    assert_eq!(text.lines().count(), 4, "{text}");
}

#[test]
fn a_killed_worker_ends_the_map() {
    for victim in 0..5 {
        let mut map = demo("04-pool-map");
        // Enough work for the worker to be killed in the middle of it.
        map.arg("squares-processes").args(vec!["7"; 50_000]);
        let (parent, children) = with_children(&mut map, 5);
        kill(children[victim], Signal::SIGKILL).unwrap();
        let output = parent.wait_with_output().unwrap();
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{error}");
        let expected =
            format!("error: worker {victim} was killed by SIGKILL\n");
        assert_eq!(error, expected);
        assert!(output.stdout.is_empty());
        assert!(!children.into_iter().any(is_alive));
    }
}

#[test]
fn a_killed_child_ends_the_hand_over() {
    for example in ["big-result-pipe", "big-result-shared-memory"] {
        let mut hand_over = demo("03-multiprocess-fork");
        // Enough bytes for the child to be killed before it has made them.
        hand_over.args([example, "1000000000"]);
        let (parent, children) = with_children(&mut hand_over, 1);
        kill(children[0], Signal::SIGKILL).unwrap();
        let output = parent.wait_with_output().unwrap();
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{example}: {error}");
        assert_eq!(error, "error: the child was killed by SIGKILL\n");
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn a_killed_child_ends_the_computing() {
    for victim in [0, 7] {
        let mut fib = demo("03-multiprocess-fork");
        fib.args(["fib", "45"]);
        let (parent, children) = with_children(&mut fib, 8);
        // The first one's answer is waited for first, so it must go anyway.
        for &child in &children[..=victim] {
            kill(child, Signal::SIGKILL).unwrap();
        }
        let output = parent.wait_with_output().unwrap();
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{error}");
        assert_eq!(error, "error: process 1 of 8 was killed by SIGKILL\n");
        assert!(!children.into_iter().any(is_alive));
    }
}

#[test]
fn no_child_outlives_its_parent() {
    for signal in [Signal::SIGKILL, Signal::SIGTERM, Signal::SIGINT] {
        let mut workers = demo("03-multiprocess-fork");
        workers.args(["--second", "60", "workers", "9", "9", "9", "9", "9"]);
        let mut map = demo("04-pool-map");
        map.arg("squares-processes").args(vec!["7"; 50_000]);
        for mut command in [workers, map] {
            let (mut parent, children) = with_children(&mut command, 5);
            kill(Pid::from_raw(parent.id().try_into().unwrap()), signal)
                .unwrap();
            parent.wait().unwrap();
            // The kernel sends its signals before the parent can be waited
            // for; to die of one takes a moment.
            let patience = Instant::now() + Duration::from_secs(10);
            while children.iter().copied().any(is_alive) {
                assert!(Instant::now() < patience, "{signal} leaves children");
                thread::yield_now();
            }
        }
    }
}
