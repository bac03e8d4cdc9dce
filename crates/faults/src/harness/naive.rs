//! The naive program has to be found out, fault by fault.
//!
//! It has the mistakes of a first port; see `src/bin/naive.rs`. Each of them
//! is looked for in the same way as in the demos, and by the same judge. If
//! one is not found, the judge is asleep, and nothing that it says counts.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Result, ensure};
use nix::sys::signal::Signal;

use super::case::{Case, Class, Expect, Stdout, Step, Target, When};
use super::menu::Example;
use super::{Place, run_all};

/// The case that finds a mistake, and the words in which it is found.
fn planted() -> Vec<(Case, &'static str)> {
    use Class::{Environment, Limits, Output, Signals, Values, Workers};

    let new = |class, fault: &'static str, expect: Expect| {
        Case::new(class, fault, &example(fault), expect)
    };
    let reader_leaves = |fault| Case {
        stdout: Stdout::GoneAfter(1),
        ..new(Output, fault, Expect::Status(&[0]))
    };
    let full_disk = |fault| Case {
        stdout: Stdout::Full,
        ..new(Output, fault, Expect::Fails("No space left".into()))
    };
    let killed = |fault, by| {
        let case = new(Signals, fault, Expect::KilledBy(by));
        case.script([
            Step::Await(When::Children(1)),
            Step::Send(Target::Process, by),
        ])
    };
    let soon = |case: Case| Case { limit: Duration::from_secs(1), ..case };
    vec![
        (reader_leaves("prints"), "panicked"),
        (reader_leaves("prints-in-a-thread"), "panicked"),
        (full_disk("prints"), "status 101"),
        (full_disk("loses-output"), "status 0, expected 1"),
        (new(Output, "ends-in-half-a-line", Expect::Status(&[0])), "half"),
        (new(Values, "x", Expect::Refused), "panicked"),
        (new(Values, "takes-anything", Expect::Refused), "status 0"),
        (new(Values, "prints-and-refuses", Expect::Refused), "output"),
        (new(Values, "refuses-in-two-lines", Expect::Refused), "2 lines"),
        (killed("leaves-a-child", Signal::SIGKILL), "left behind: sleep"),
        (killed("leaves-a-child", Signal::SIGTERM), "left behind: sleep"),
        (
            soon(
                new(Workers, "waits-for-the-dead", Expect::SameOrFails).script(
                    [
                        Step::Await(When::Children(1)),
                        Step::Send(Target::Child(0), Signal::SIGKILL),
                    ],
                ),
            ),
            "hangs",
        ),
        (
            new(
                Workers,
                "misses-a-dead-worker",
                Expect::Fails("killed".into()),
            )
            .script([
                Step::Await(When::Children(1)),
                Step::Send(Target::Child(0), Signal::SIGKILL),
            ]),
            "status 0",
        ),
        (new(Limits, "aborts", Expect::SameOrFails), "SIGABRT"),
        (new(Limits, "overflows", Expect::SameOrFails), "overflow"),
        (
            new(Limits, "prints-in-a-thread", Expect::SameOrFails)
                .env("RUST_MIN_STACK", Some("99999999999999")),
            "panicked",
        ),
        (
            soon(new(Limits, "waits-for-all", Expect::SameOrFails))
                .launch(&["--nofile", "8"]),
            "hangs",
        ),
        (
            new(Environment, "reads-lang", Expect::Same)
                .env("LANG", Some("tr_TR.UTF-8")),
            "another output",
        ),
        (
            new(Environment, "prints", Expect::Refused)
                .env("SECOND", Some("garbage")),
            "panicked",
        ),
        (
            new(Environment, "runs-a-child", Expect::Same)
                .launch(&["--ignore", "SIGCHLD"]),
            "panicked",
        ),
        (new(Output, "loses-a-job", Expect::Same), "another output"),
    ]
}

fn example(name: &str) -> Arc<Example> {
    Arc::new(Example {
        room: "naive".into(),
        name: Some(name.into()),
        args: Vec::new(),
        pace: "0.01",
        expected: "done\n".into(),
        session: None,
    })
}

/// Runs the naive program; how many of its mistakes were found out.
pub fn find_out(place: &Place) -> Result<String> {
    let (cases, words): (Vec<_>, Vec<_>) = planted().into_iter().unzip();
    let findings = run_all(place, &cases, false);
    let mut missed = Vec::new();
    for ((case, words), found) in cases.iter().zip(words).zip(findings) {
        if !found.iter().any(|line| line.contains(words)) {
            let found = found.first();
            missed.push(format!("{case}: no {words:?} in {found:?}"));
        }
    }
    ensure!(missed.is_empty(), "not found out: {}", missed.join("; "));
    let all = cases.len();
    Ok(format!("{all} of {all} faults found out"))
}
