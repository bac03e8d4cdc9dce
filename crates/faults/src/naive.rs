//! Checks the judge: it has to find every mistake of the naive program.
//!
//! `src/bin/naive.rs` has the mistakes of a first port. The same cases and the
//! same judge look for them as for those of the demos. If one is not found,
//! the judge is broken, and no demo is run.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Result, ensure};
use nix::sys::signal::Signal;

use crate::case::{Case, Class, Expect, Stderr, Stdout, Step, Target, When};
use crate::example::Example;
use crate::pool::run_all;
use crate::run::Programs;

/// The cases that find the mistakes, and the words of their findings.
fn planted() -> Vec<(Case, &'static str)> {
    use Class::*;

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
        (
            Case {
                stdout: Stdout::ReadOnly,
                ..new(Output, "takes-anything", Expect::Fails("can't".into()))
            },
            "status 0, expected 1",
        ),
        (new(Output, "ends-in-half-a-line", Expect::Status(&[0])), "half"),
        (
            Case {
                stderr: Stderr::Full,
                ..new(Output, "needs-stderr", Expect::Same)
            },
            "status 101",
        ),
        (
            Case {
                stdout: Stdout::Terminal,
                ..new(Output, "changes-the-terminal", Expect::Status(&[0]))
            },
            "another state",
        ),
        (new(Output, "leaves-a-file", Expect::Same), "files left behind: here"),
        (new(Output, "loses-a-job", Expect::Same), "another output"),
        (new(Values, "x", Expect::Refused), "panicked"),
        (new(Values, "takes-anything", Expect::Refused), "status 0"),
        (new(Values, "prints-and-refuses", Expect::Refused), "output"),
        (new(Values, "refuses-in-two-lines", Expect::Refused), "2 lines"),
        (
            new(
                Values,
                "guesses-wrong",
                Expect::RefusedWithGuess("greeter".into()),
            ),
            "did you mean 'greeter'?",
        ),
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
        (
            new(Workers, "names-no-signal", Expect::Fails("by SIG".into())),
            "does not contain",
        ),
        (
            new(Network, "fails-at-length", Expect::Fails("no".into())),
            "2 lines",
        ),
        (
            new(Network, "hoards", Expect::Same)
                .script([Step::Await(When::Started)]),
            "kB of memory",
        ),
        (new(Limits, "aborts", Expect::SameOrFails), "SIGABRT"),
        (new(Limits, "overflows", Expect::SameOrFails), "overflow"),
        (new(Limits, "names-its-code", Expect::SameOrFails), "prints: .rs:"),
        (new(Limits, "shows-a-value", Expect::SameOrFails), "prints: Os {"),
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

/// Runs the naive program. Returns how many of its mistakes were found.
pub fn verify_judge(programs: &Programs) -> Result<String> {
    let mut planted = planted();
    planted.retain(|(it, _)| cfg!(target_os = "linux") || !it.needs_linux());
    let (cases, words): (Vec<_>, Vec<_>) = planted.into_iter().unzip();
    let findings = run_all(programs, &cases, false);
    let mut missed = Vec::new();
    for ((case, words), found) in cases.iter().zip(words).zip(findings) {
        if !found.iter().any(|line| line.contains(words)) {
            let found = found.first();
            missed.push(format!("{case}: no {words:?} in {found:?}"));
        }
    }
    ensure!(missed.is_empty(), "not found: {}", missed.join("; "));
    let all = cases.len();
    Ok(format!("{all} of {all} mistakes found"))
}
