//! The system has no process, thread, file or address left to give.
//!
//! std aborts a program that runs out of *memory* within an allocation, and no
//! example can prevent that. So addresses are limited where a stack takes them,
//! and a stack is much larger than any allocation.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

use nix::unistd::Uid;

use crate::case::{Case, Class, Expect};
use crate::example::Example;

/// How many processes there may be, the first one included.
const PROCESSES: [&str; 8] = ["1", "2", "3", "4", "5", "6", "8", "50"];

/// How many files may be open. With fewer, no program can load its libraries.
const FILES: [&str; 9] = ["4", "5", "6", "7", "8", "10", "12", "16", "40"];

/// How many stacks there is room for, besides the first thread's.
const STACKS: [u64; 6] = [0, 1, 2, 3, 5, 10];

/// In megabytes: a stack, and all else, which takes far less than that.
const STACK: u64 = 256;
const REST: u64 = 200;

pub fn cases(example: &Arc<Example>) -> Vec<Case> {
    let mut cases = Vec::new();
    let mut add = |fault: String, options: &[&str]| {
        let expect = Expect::SameOrFails;
        let case = Case::new(Class::Limits, fault, example, expect);
        let mut case = case.launch(options);
        if example.fetches() {
            // A site that has no file left for a client lets it wait.
            case.args.extend(["--timeout", "1"].map(Into::into));
        }
        cases.push(case);
    };
    // Each case has a user of its own: the limit counts all of a user's.
    static USERS: AtomicU32 = AtomicU32::new(60_000);
    if Uid::effective().is_root() {
        for count in PROCESSES {
            let user = USERS.fetch_add(1, Relaxed).to_string();
            let options = ["--nproc", count, "--uid", &user];
            add(format!("{count} processes"), &options);
        }
    }
    for count in FILES {
        add(format!("{count} files"), &["--nofile", count]);
    }
    for count in STACKS {
        let megabytes = (REST + count * STACK).to_string();
        let fault = format!("room for {count} stacks");
        add(fault, &["--megabytes", &megabytes]);
    }
    for case in &mut cases {
        if case.fault.starts_with("room for ") {
            let stack = (STACK << 20).to_string();
            case.env.push(("RUST_MIN_STACK", Some(stack)));
            // Otherwise each thread takes room for a heap of its own.
            case.env.push(("MALLOC_ARENA_MAX", Some("1".into())));
        }
    }
    cases.push(no_memory_for_a_stack(example));
    cases
}

fn no_memory_for_a_stack(example: &Arc<Example>) -> Case {
    // These start an executor first of all, and name what it could not do.
    const STARTERS: [&str; 4] =
        ["future", "future-cancel", "wait", "conformance-executor"];
    let is_starter = example.room == "05-futures-executor"
        && STARTERS.iter().any(|name| example.is(name));
    let words = "error: could not start worker 1 of ".to_owned();
    let expect =
        if is_starter { Expect::Fails(words) } else { Expect::SameOrFails };
    let fault = "no memory for a stack";
    // No system has so much.
    let case = Case::new(Class::Limits, fault, example, expect)
        .env("RUST_MIN_STACK", Some("99999999999999"));
    Case { always: is_starter, ..case }
}
