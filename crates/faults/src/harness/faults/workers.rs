//! Worker processes that are killed, at each stage of their lives.

use std::iter::repeat_n;
use std::sync::Arc;

use nix::sys::signal::Signal::{self, *};

use super::super::case::{Case, Class, Expect, Step, Target, When};
use super::super::menu::Example;
use super::{is, sizes};

const FORK: &str = "03-multiprocess-fork";
const POOL: &str = "04-pool-map";

pub fn cases(example: &Arc<Example>) -> Vec<Case> {
    let mut cases = Vec::new();
    let forks = is(example, POOL, "squares-processes")
        || is(example, POOL, "fib-processes");
    if example.room == FORK || forks {
        cases.extend(at_the_start(example));
    }
    if is(example, FORK, "big-result") {
        cases.extend(within_the_result(example));
    }
    if is(example, FORK, "greeter") || is(example, FORK, "workers") {
        cases.extend(asleep(example));
    }
    if is(example, FORK, "fib") {
        cases.extend(computing(example, 8, "process 1 of 8 was killed by"));
    }
    if is(example, POOL, "fib-processes") {
        cases.extend(computing(example, 1, "worker 0 was killed by"));
    }
    if is(example, POOL, "squares-processes") {
        cases.extend(idle(example));
    }
    cases
}

/// The signals that kill a worker. SIGABRT is the end of a panic in it.
///
/// SIGSEGV is not among them: Rust's handler survives one that was sent.
const DEATHS: [Signal; 3] = [SIGKILL, SIGABRT, SIGTERM];

fn new(example: &Arc<Example>, fault: &str, expect: Expect) -> Case {
    Case::new(Class::Workers, fault, example, expect)
}

fn killed_by(signal: Signal) -> Expect {
    Expect::Fails(format!(" was killed by {signal}"))
}

/// Killed as soon as it is there. It may have done its work all the same.
fn at_the_start(example: &Arc<Example>) -> Vec<Case> {
    let each = DEATHS.iter().flat_map(|&signal| {
        let one = Step::Await(When::Children(1));
        let fault = format!("first worker at its start: {signal}");
        let child = new(example, &fault, Expect::SameOrFails)
            .script([one, Step::Send(Target::Child(0), signal)]);
        let fault = format!("parent at its first worker's start: {signal}");
        let parent = new(example, &fault, Expect::SameOrKilledBy(signal))
            .script([one, Step::Send(Target::Process, signal)]);
        [child, parent]
    });
    each.collect()
}

/// So many bytes that the parent is stopped before it has read them all.
const LARGE: &str = "50000000";

/// The parent is stopped, and the child fills the pipe and waits.
fn within_the_result(example: &Arc<Example>) -> Vec<Case> {
    let name = example.name.clone().unwrap_or_default();
    let result = |bytes: &str| [name.clone(), bytes.to_owned()];
    let stopped = |signal| {
        [
            Step::Await(When::Children(1)),
            Step::Send(Target::Process, SIGSTOP),
            Step::Await(When::Settled),
            Step::Await(When::Settled),
            Step::Send(Target::Child(0), signal),
            Step::Send(Target::Process, SIGCONT),
        ]
    };
    let mut cases = Vec::new();
    for signal in DEATHS {
        let fault = format!("worker while it computes: {signal}");
        cases.push(
            new(example, &fault, killed_by(signal))
                .args(result("1000000000"))
                .script([
                    Step::Await(When::Children(1)),
                    Step::Send(Target::Child(0), signal),
                ]),
        );
        // In shared memory, the kernel shows no half-written result.
        if example.is("big-result-pipe") {
            let fault = format!("worker after half a result: {signal}");
            cases.push(
                new(example, &fault, killed_by(signal))
                    .args(result(LARGE))
                    .script(stopped(signal)),
            );
        }
        let fault = format!("worker after its result: {signal}");
        let (_, small) = sizes::result(example, "65535");
        cases.push(new(&small, &fault, Expect::Same).script(stopped(signal)));
    }
    cases
}

/// Killed or stopped while all workers sleep for a minute.
fn asleep(example: &Arc<Example>) -> Vec<Case> {
    let count = if example.is("greeter") { 3 } else { 5 };
    let wait = [Step::Await(When::Children(count)), Step::Await(When::Settled)];
    let all = (0..count).map(|it| Step::Send(Target::Child(it), SIGKILL));
    let fault = "all workers while they wait: SIGKILL";
    let all = new(example, fault, killed_by(SIGKILL))
        .env("SECOND", Some("60"))
        .script(wait.into_iter().chain(all));
    let mut cases = vec![all];
    for (signal, fault) in [
        (SIGTERM, "a worker stopped, the parent: SIGTERM"),
        (SIGKILL, "a worker stopped, the parent: SIGKILL"),
    ] {
        let steps = [
            Step::Send(Target::Child(1), SIGSTOP),
            Step::Send(Target::Process, signal),
        ];
        cases.push(
            new(example, fault, Expect::KilledBy(signal))
                .env("SECOND", Some("60"))
                .script(wait.into_iter().chain(steps)),
        );
    }
    let steps = [
        Step::Send(Target::Child(1), SIGSTOP),
        Step::Await(When::Settled),
        Step::Send(Target::Child(1), SIGCONT),
    ];
    let fault = "a worker stopped and continued";
    cases.push(
        new(example, fault, Expect::Same)
            .env("SECOND", Some("0.05"))
            .script(wait.into_iter().take(1).chain(steps)),
    );
    cases
}

/// The parent waits for the first answer first, so its death is the error.
fn computing(example: &Arc<Example>, count: usize, words: &str) -> Vec<Case> {
    let name = example.name.clone().unwrap_or_default();
    let each = DEATHS.iter().map(|&signal| {
        let fault = format!("worker while it computes: {signal}");
        let expect = Expect::Fails(format!("{words} {signal}"));
        new(example, &fault, expect).args([name.as_str(), "37"]).script([
            Step::Await(When::Children(count)),
            Step::Await(When::Settled),
            Step::Send(Target::Child(0), signal),
        ])
    });
    each.collect()
}

/// The parent is stopped, so that all workers have answered and are idle.
fn idle(example: &Arc<Example>) -> Vec<Case> {
    let jobs = ["squares-processes"].into_iter().chain(repeat_n("7", 120_000));
    let jobs: Vec<_> = jobs.collect();
    let mut cases = Vec::new();
    for signal in DEATHS {
        for victim in [0, 4] {
            let words = format!("worker {victim} was killed by {signal}");
            let fault = format!("idle worker {victim}: {signal}");
            cases.push(
                new(example, &fault, Expect::Fails(words))
                    .args(jobs.iter().copied())
                    .script([
                        Step::Await(When::Children(5)),
                        Step::Send(Target::Process, SIGSTOP),
                        Step::Await(When::Settled),
                        Step::Send(Target::Child(victim), signal),
                        Step::Send(Target::Process, SIGCONT),
                    ]),
            );
            let fault = format!("busy worker {victim}: {signal}");
            let words = format!("worker {victim} was killed by {signal}");
            cases.push(
                new(example, &fault, Expect::Fails(words))
                    .args(jobs.iter().copied())
                    .script([
                        Step::Await(When::Children(5)),
                        Step::Send(Target::Child(victim), signal),
                    ]),
            );
        }
    }
    cases
}
