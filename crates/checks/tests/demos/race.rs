//! The counters: what must be lost, what must not, and what adds up.

use std::fs;
use std::process::Command;

use checks::program::Outcome;

use crate::demo::{demo, run, run_all};

const CURES: [&str; 5] =
    ["mutex", "atomic", "compare-exchange", "channel", "local-sums"];

/// Expected, found and lost, after a check that the program ended well.
fn numbers(outcome: &Outcome) -> [u64; 3] {
    assert_eq!(outcome.failure, None, "{}", outcome.stderr);
    let mut lines = outcome.stdout.lines();
    let numbers = ["expected: ", "found: ", "lost: "].map(|name| {
        let line = lines.next().unwrap();
        line.strip_prefix(name).expect(line).parse().unwrap()
    });
    assert_eq!(lines.next(), None);
    let [expected, found, lost] = numbers;
    assert_eq!(expected, found + lost);
    numbers
}

/// The outcomes of twenty runs, and on Linux of twenty more on a single core.
fn many_runs(example: &str) -> Vec<Outcome> {
    let mut commands = Vec::new();
    for _ in 0..20 {
        let mut command = demo("07-race-condition");
        command.arg(example);
        if cfg!(target_os = "linux") {
            let mut pinned = Command::new("taskset");
            pinned.args(["--cpu-list", &a_core()]);
            pinned.arg(command.get_program()).args(command.get_args());
            commands.push(pinned);
        }
        commands.push(command);
    }
    run_all(commands)
}

/// The first of the cores that we may use: a container may not have core 0.
fn a_core() -> String {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let list = status.split("Cpus_allowed_list:").nth(1).unwrap().trim_start();
    list.chars().take_while(char::is_ascii_digit).collect()
}

#[test]
fn the_sizes_of_the_article_work() {
    for example in ["counter"].iter().chain(&CURES) {
        let args = [example, "--threads", "5000", "--increments", "100"];
        let [expected, _, lost] = numbers(&run("07-race-condition", &args));
        assert_eq!(expected, 500_000);
        assert!(*example == "counter" || lost == 0, "{example} lost {lost}");
    }
}

#[test]
fn wild_loses_in_every_run() {
    for outcome in many_runs("wild") {
        let [.., lost] = numbers(&outcome);
        assert!(lost > 0, "nothing was lost");
        assert_eq!(outcome.stderr, "");
    }
}

#[test]
fn what_is_forced_is_the_same_in_every_run() {
    for (example, expected) in [
        ("forced", [2000, 1000, 1000]),
        ("mutex-twice", [2000, 1000, 1000]),
        ("await-between", [1000, 100, 900]),
    ] {
        for outcome in many_runs(example) {
            assert_eq!(numbers(&outcome), expected, "{example}");
        }
    }
}

#[test]
fn one_thread_loses_nothing() {
    for example in ["counter", "wild"].iter().chain(&CURES) {
        let args = [example, "--threads", "1"];
        let outcome = run("07-race-condition", &args);
        let [.., lost] = numbers(&outcome);
        assert_eq!(lost, 0, "{example}");
        assert_eq!(outcome.stderr, "", "{example}");
    }
    let args = ["await-between", "--tasks", "1"];
    assert_eq!(numbers(&run("07-race-condition", &args)), [100, 100, 0]);
}

#[test]
#[cfg(target_os = "linux")]
fn a_thread_that_cannot_be_started_is_an_error() {
    let examples = ["counter", "wild"].iter().chain(&CURES);
    let limited = |example: &&str| {
        let mut command = Command::new("prlimit");
        // Five stacks of 1 GiB fit. What is left is enough for all else.
        command.env("RUST_MIN_STACK", (1_u64 << 30).to_string());
        command.arg(format!("--as={}", (5_u64 << 30) + (900 << 20)));
        command.arg(demo("07-race-condition").get_program());
        command.args([example, "--threads", "1000"]);
        command
    };
    for outcome in run_all(examples.map(limited).collect()) {
        assert_eq!(outcome.failure.as_deref(), Some("exit status: 1"));
        let error = &outcome.stderr;
        assert!(
            error.starts_with("error: could not start a thread: "),
            "{error}"
        );
        assert_eq!(error.lines().count(), 1, "{error}");
        assert_eq!(outcome.stdout, "");
    }
}

#[test]
fn the_schedules_add_up() {
    for (increments, by_found) in [
        ("1", &[(2, 2), (1, 4)][..]),
        ("2", &[(4, 6), (3, 32), (2, 32)]),
        ("3", &[(6, 20), (5, 180), (4, 416), (3, 300), (2, 8)]),
    ] {
        let args = ["schedules", "--increments", increments];
        let outcome = run("07-race-condition", &args);
        assert_eq!(outcome.failure, None, "{}", outcome.stderr);
        let all: u32 = by_found.iter().map(|(_, count)| count).sum();
        let mut lines = outcome.stdout.lines();
        for (found, count) in by_found {
            let line = format!("found: {found}, by {count} of {all} schedules");
            assert!(lines.any(|other| other == line), "no {line}");
        }
    }
}

#[test]
fn the_prices_name_each_cure() {
    let outcome = run("07-race-condition", &["prices"]);
    assert_eq!(outcome.failure, None, "{}", outcome.stderr);
    for cure in CURES {
        assert!(outcome.stdout.contains(cure), "{cure}: {}", outcome.stdout);
    }
}
