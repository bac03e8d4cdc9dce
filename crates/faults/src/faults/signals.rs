//! Signals end a program at any time, and stopping it changes nothing.

use std::iter;
use std::sync::Arc;
use std::time::Duration;

use nix::sys::signal::Signal::{self, *};

use crate::case::{Case, Class, Expect, Stdout, Step, Target, When};
use crate::example::Example;

/// Ctrl-C and a closed terminal hit the whole group.
const DEADLY: [(Signal, Target, &str); 8] = [
    (SIGINT, Target::Process, "SIGINT"),
    (SIGINT, Target::Group, "SIGINT to the group"),
    (SIGTERM, Target::Process, "SIGTERM"),
    (SIGTERM, Target::Group, "SIGTERM to the group"),
    (SIGHUP, Target::Process, "SIGHUP"),
    (SIGHUP, Target::Group, "SIGHUP to the group"),
    (SIGQUIT, Target::Process, "SIGQUIT"),
    (SIGKILL, Target::Process, "SIGKILL"),
];

pub fn cases(example: &Arc<Example>) -> Vec<Case> {
    let mut cases = Vec::new();
    for (signal, target, name) in DEADLY {
        let new = |when, before: When| {
            let fault = format!("{name} {when}");
            let expect = Expect::KilledBy(signal);
            Case::new(Class::Signals, fault, example, expect)
                .script([Step::Await(before), Step::Send(target, signal)])
        };
        // A program that can't print can't come to its end either.
        if example.prints() {
            cases.push(Case {
                stdout: Stdout::Blocked,
                ..new("while it writes", When::Settled)
            });
        }
        let mut case = if example.waits() {
            new("while it waits", When::Settled).env("SECOND", Some("60"))
        } else if is_computing(example) {
            let name = example.name.clone();
            let args = name.into_iter().chain(["45".into()]);
            new("while it computes", When::Settled).args(args)
        } else {
            continue;
        };
        if fast_site(example) {
            // A client gives up after ten seconds, and the site waits less.
            case.env.push(("SECOND", Some("20".into())));
        }
        cases.push(case);
    }
    for (target, fault) in [
        (Target::Process, "stopped and continued 20 times"),
        (Target::Group, "its group stopped and continued 20 times"),
    ] {
        let moment = Step::Nap(Duration::from_millis(1));
        let stop = Step::Send(target, SIGSTOP);
        let go_on = Step::Send(target, SIGCONT);
        let steps = [stop, moment, go_on, moment];
        let script = iter::once(Step::Await(When::Started))
            .chain(iter::repeat_n(steps, 20).flatten());
        let case = Case::new(Class::Signals, fault, example, Expect::Same);
        cases.push(case.script(script));
    }
    if example.prints() {
        cases.push(stopped_and_killed(example));
    }
    cases
}

/// The faults for the guided tour: a signal after its first line.
pub fn tour(example: &Arc<Example>) -> Vec<Case> {
    let each = DEADLY.into_iter().map(|(signal, target, name)| {
        let fault = format!("{name} on tour");
        let expect = Expect::KilledBy(signal);
        Case::new(Class::Signals, fault, example, expect)
            .script([Step::Await(When::Lines(1)), Step::Send(target, signal)])
    });
    each.collect()
}

/// A stopped program can't clean up, and must leave no process all the same.
fn stopped_and_killed(example: &Arc<Example>) -> Case {
    let case = Case {
        stdout: Stdout::Blocked,
        ..Case::new(
            Class::Signals,
            "stopped, then SIGKILL",
            example,
            Expect::KilledBy(SIGKILL),
        )
    };
    case.script([
        Step::Await(When::Settled),
        Step::Send(Target::Group, SIGSTOP),
        Step::Send(Target::Process, SIGKILL),
    ])
}

fn is_computing(example: &Example) -> bool {
    example.starts_with("fib") || example.is("blocked-loop")
}

fn fast_site(example: &Example) -> bool {
    example.fetches() || example.is("blocking")
}
