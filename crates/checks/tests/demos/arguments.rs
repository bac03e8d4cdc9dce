//! Bad input: one clear line on stderr, exit status 2, nothing on stdout.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::process::Command;

use crate::demo::{self, WITH_WORKERS, assert_refused, demo, rooms};

const NO_NUMBERS: [&str; 10] =
    ["", " ", "x", "NaN", "inf", "1,5", "1e3", "0x10", "١", "--"];
const TOO_LARGE: &str = "1000000000000000000000000000000"; // 10^30

/// A command with arguments, the last of which is the bad one.
fn command(room: &str, args: &[&str], bad: impl AsRef<OsStr>) -> Command {
    let mut command = demo(room);
    command.args(args).arg(bad);
    command
}

fn not_utf8() -> &'static OsStr {
    OsStr::from_bytes(b"1\xff")
}

#[test]
fn unknown_examples_and_options() {
    let mut commands = Vec::new();
    for room in rooms() {
        for bad in ["foo", "", "Greeter", "help", "--foo", "-x"] {
            commands.push(command(&room, &[], bad));
        }
        commands.push(command(&room, &[], not_utf8()));
        commands.push(command(&room, &[&demo::examples(&room)[0]], "--foo"));
    }
    assert_refused(commands);
}

#[test]
fn a_typo_gets_a_guess() {
    for (args, guess) in [
        (["greter"].as_slice(), "greeter"),
        (&["greeter", "--secnd", "1"], "--second"),
    ] {
        let refused = assert_refused(vec![command("02-threads", args, "x")]);
        let says = format!("; did you mean '{guess}'? (see --help)\n");
        let stderr = &refused[0].1.stderr;
        assert!(stderr.ends_with(&says), "{stderr}");
    }
}

#[test]
fn the_length_of_a_second() {
    let mut commands = Vec::new();
    for room in &rooms() {
        for bad in NO_NUMBERS {
            commands.push(command(room, &["--second"], bad));
        }
        for bad in ["-1", "0", "-0", "0.0001", "61", "1e30", TOO_LARGE] {
            commands.push(command(room, &["--second"], bad));
            let mut command = demo(room);
            command.env("SECOND", bad);
            commands.push(command);
        }
        commands.push(command(room, &["--second"], not_utf8()));
    }
    assert_refused(commands);
}

#[test]
fn sleeps() {
    let mut commands = Vec::new();
    for room in WITH_WORKERS {
        let bad = NO_NUMBERS.iter().filter(|bad| **bad != "--");
        for bad in bad.chain(&["-1", "0", "1.5", "3601", TOO_LARGE]) {
            commands.push(command(room, &["workers"], bad));
            commands.push(command(room, &["workers", "9", "1"], bad));
        }
        commands.push(command(room, &["workers"], not_utf8()));
        commands.push(command(room, &["greeter"], "1 2"));
        commands.push(command(
            room,
            &[&["workers"], &["1"; 100][..]].concat(),
            "1",
        ));
    }
    assert_refused(commands);
}

#[test]
fn numbers_whose_squares_do_not_fit() {
    let mut commands = Vec::new();
    for (room, example) in [
        ("01-sequential-greeter", "squares"),
        ("04-pool-map", "squares-processes"),
        ("04-pool-map", "squares-rayon"),
        ("04-pool-map", "squares-threadpool"),
    ] {
        let bad = NO_NUMBERS.iter().filter(|bad| **bad != "--");
        for bad in bad.chain(&["3037000500", "-3037000500", "1.5", TOO_LARGE]) {
            commands.push(command(room, &[example, "1"], bad));
        }
        commands.push(command(room, &[example], not_utf8()));
    }
    assert_refused(commands);
}

#[test]
fn sizes_of_the_race() {
    let mut options = Vec::new();
    for example in [
        "counter",
        "wild",
        "mutex",
        "atomic",
        "compare-exchange",
        "channel",
        "local-sums",
        "prices",
    ] {
        options.push((example, "--threads", "10001"));
        options.push((example, "--increments", "1000001"));
    }
    options.push(("forced", "--increments", "1000001"));
    options.push(("mutex-twice", "--increments", "1000001"));
    options.push(("schedules", "--increments", "4"));
    options.push(("await-between", "--tasks", "10001"));
    options.push(("await-between", "--increments", "10001"));

    let mut commands = Vec::new();
    for (example, option, limit) in options {
        for bad in NO_NUMBERS.iter().chain(&["-1", "0", limit, TOO_LARGE]) {
            commands.push(command(
                "07-race-condition",
                &[example, option],
                bad,
            ));
        }
        let args = [example, option, "1", option];
        commands.push(command("07-race-condition", &args, "1"));
    }
    assert_refused(commands);
}

#[test]
fn sizes_of_what_is_measured() {
    let mut commands = Vec::new();
    for (room, example, limit) in [
        ("01-sequential-greeter", "fib", "46"),
        ("02-threads", "fib", "46"),
        ("03-multiprocess-fork", "fib", "46"),
        ("04-pool-map", "fib-processes", "46"),
        ("04-pool-map", "fib-rayon", "46"),
        ("04-pool-map", "fib-threadpool", "46"),
        ("05-futures-executor", "fib", "46"),
        ("06-event-loop-tokio", "fib", "46"),
        ("02-threads", "big-result", "1000000001"),
        ("03-multiprocess-fork", "big-result-pipe", "1000000001"),
        ("03-multiprocess-fork", "big-result-shared-memory", "1000000001"),
        ("02-threads", "swarm", "10001"),
        ("03-multiprocess-fork", "swarm", "257"),
        ("06-event-loop-tokio", "swarm", "1000001"),
        ("06-event-loop-tokio", "swarm-by-hand", "1000001"),
        ("08-green-threads", "swarm-stackful", "100001"),
        ("08-green-threads", "swarm-smol", "1000001"),
    ] {
        let bad = NO_NUMBERS.iter().filter(|bad| **bad != "--");
        for bad in bad.chain(&["-1", "0", "1.5", limit, TOO_LARGE]) {
            commands.push(command(room, &[example], bad));
        }
        commands.push(command(room, &[example], not_utf8()));
        commands.push(command(room, &[example, "1"], "1"));
    }
    assert_refused(commands);
}
