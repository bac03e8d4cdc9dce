//! Worker processes that are killed, at each stage of their lives.

use std::iter::repeat_n;
use std::sync::Arc;

use nix::sys::signal::Signal::{self, *};

use super::sizes;
use crate::case::{Case, Class, Expect, Step, Target, When};
use crate::example::Example;

const FORK: &str = "03-multiprocess-fork";
const POOL: &str = "04-pool-map";

pub fn cases(example: &Arc<Example>) -> Vec<Case> {
    let mut cases = Vec::new();
    let forks = example.is_in(POOL, "squares-processes")
        || example.is_in(POOL, "fib-processes");
    if example.room == FORK || forks {
        cases.extend(at_the_start(example));
    }
    if example.is_in(FORK, "big-result") {
        cases.extend(within_the_result(example));
    }
    if example.is_in(FORK, "greeter") || example.is_in(FORK, "workers") {
        cases.extend(asleep(example));
    }
    if example.is_in(FORK, "workers") {
        cases.push(after_the_others(example));
    }
    if example.is_in(FORK, "fib") {
        cases.extend(computing(example, 8, "process 1 of 8"));
        cases.push(all_computing(example));
    }
    if example.is_in(POOL, "fib-processes") {
        cases.extend(computing(example, 1, "worker 0"));
    }
    if example.is_in(POOL, "squares-processes") {
        cases.extend(busy_or_idle(example));
        cases.extend(parent_of_busy(example));
    }
    // No two examples share what is expected of them here.
    cases.into_iter().map(Case::always).collect()
}

/// The signals that kill a worker. SIGABRT is the end of a panic in it.
///
/// SIGSEGV is not among them: Rust's handler survives one that was sent.
const DEATHS: [Signal; 3] = [SIGKILL, SIGABRT, SIGTERM];

fn new(example: &Arc<Example>, fault: &str, expect: Expect) -> Case {
    Case::new(Class::Workers, fault, example, expect)
}

fn killed(name: &str, signal: Signal) -> Expect {
    Expect::Fails(format!("error: {name} was killed by {signal}\n"))
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
            new(example, &fault, killed("the child", signal))
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
                new(example, &fault, killed("the child", signal))
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
    let names: &[_] = match example.is("greeter") {
        true => &["Guido", "Luciano", "Kushal"],
        false => &["worker 0", "worker 1", "worker 2", "worker 3", "worker 4"],
    };
    let count = names.len();
    let wait = [Step::Await(When::Children(count)), Step::Await(When::Settled)];
    let all = (0..count).map(|it| Step::Send(Target::Child(it), SIGKILL));
    let killed = names.join(" was killed by SIGKILL; ");
    let fault = "all workers while they wait: SIGKILL";
    let all = new(example, fault, self::killed(&killed, SIGKILL))
        .env("SECOND", Some("60"))
        .script(wait.into_iter().chain(all));
    let mut cases = vec![all];
    for signal in [SIGINT, SIGTERM, SIGKILL] {
        let fault = format!("a worker stopped, the parent: {signal}");
        let steps = [
            Step::Send(Target::Child(1), SIGSTOP),
            Step::Send(Target::Process, signal),
        ];
        cases.push(
            new(example, &fault, Expect::KilledBy(signal))
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

/// Killed while it still sleeps, when all others have had their say.
fn after_the_others(example: &Arc<Example>) -> Case {
    let head = example.expected.lines().next().unwrap_or_default();
    let others = [0, 1, 3]
        .map(|number| format!("I am Worker {number}, I slept for 4 seconds\n"));
    let text = format!("{head}\n{}", others.concat());
    let own = example.with(["4", "4", "3600", "4"], &text);
    let fault = "the last worker that waits: SIGKILL";
    new(&own, fault, killed("worker 2", SIGKILL)).script([
        Step::Await(When::Children(4)),
        Step::Await(When::Lines(4)),
        Step::Send(Target::Child(2), SIGKILL),
    ])
}

/// The parent waits for the first answer first, so its death is the error.
fn computing(example: &Arc<Example>, count: usize, name: &str) -> Vec<Case> {
    // So large that no worker is done before the signal.
    let large = example.name.iter().cloned().chain(["40".into()]);
    let large: Vec<_> = large.collect();
    let each = DEATHS.iter().map(|&signal| {
        let fault = format!("worker while it computes: {signal}");
        new(example, &fault, killed(name, signal)).args(&large).script([
            Step::Await(When::Children(count)),
            Step::Await(When::Settled),
            Step::Send(Target::Child(0), signal),
        ])
    });
    each.collect()
}

/// The first one's answer is waited for first, so its death is the error.
fn all_computing(example: &Arc<Example>) -> Case {
    let fault = "all workers while they compute: SIGKILL";
    let all = (0..8).map(|it| Step::Send(Target::Child(it), SIGKILL));
    let first = "process 1 of 8";
    new(&example.with(["45"], ""), fault, killed(first, SIGKILL))
        .script([Step::Await(When::Children(8))].into_iter().chain(all))
}

/// So many jobs that there is time to kill a worker before all are done.
fn busy(example: &Arc<Example>) -> Arc<Example> {
    example.with(repeat_n("7", 150_000), "")
}

/// A worker is killed while it works; or when all have answered and are idle,
/// because the parent is stopped.
fn busy_or_idle(example: &Arc<Example>) -> Vec<Case> {
    let busy = busy(example);
    let start = Step::Await(When::Children(5));
    let mut cases = Vec::new();
    for (signal, victim) in
        DEATHS.iter().flat_map(|&it| (0..5).map(move |victim| (it, victim)))
    {
        let new = |fault| {
            let expect = killed(&format!("worker {victim}"), signal);
            new(&busy, &format!("{fault}{victim}: {signal}"), expect)
        };
        let kill = Step::Send(Target::Child(victim), signal);
        let is_first_or_last = victim % 4 == 0;
        if is_first_or_last || signal == SIGKILL {
            cases.push(new("busy worker ").script([start, kill]));
        }
        if is_first_or_last {
            cases.push(new("idle worker ").script([
                start,
                Step::Send(Target::Process, SIGSTOP),
                Step::Await(When::Settled),
                kill,
                Step::Send(Target::Process, SIGCONT),
            ]));
        }
    }
    cases
}

/// Workers that compute notice nothing of their parent's death by themselves.
fn parent_of_busy(example: &Arc<Example>) -> Vec<Case> {
    let busy = busy(example);
    let each = [SIGINT, SIGTERM, SIGKILL].map(|signal| {
        let fault = format!("parent of busy workers: {signal}");
        new(&busy, &fault, Expect::KilledBy(signal)).script([
            Step::Await(When::Children(5)),
            Step::Send(Target::Process, signal),
        ])
    });
    each.into()
}
