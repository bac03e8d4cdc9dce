//! What is printed can't be written, or nobody reads it.

use std::sync::Arc;

use super::super::case::{Case, Class, Expect, Stderr, Stdout};
use super::super::menu::Example;

/// The reader has gone, or std writes nowhere: the program has nothing to say.
const DONE: Expect = Expect::Status(&[0]);

pub fn cases(example: &Arc<Example>) -> Vec<Case> {
    let mut cases = tour(example);
    let new = |fault, expect| Case::new(Class::Output, fault, example, expect);
    cases.extend([
        new("stdout closed", DONE).launch(&["--close", "1"]),
        new("stdout and stderr closed", DONE)
            .launch(&["--close", "1", "--close", "2"]),
        Case { stdout: Stdout::GoneAfter(0), ..new("no reader", DONE) },
        Case {
            stdout: Stdout::GoneAfter(0),
            stderr: Stderr::Gone,
            ..new("no reader of anything", DONE)
        },
        Case {
            stderr: Stderr::Full,
            ..new("stderr full", Expect::Status(&[0, 1]))
        },
        Case {
            stderr: Stderr::Full,
            ..new("bad argument, stderr full", Expect::Status(&[2]))
        }
        .args(["--foo"]),
        Case {
            stdout: Stdout::Full,
            stderr: Stderr::Full,
            ..new("stdout and stderr full", Expect::Status(&[1]))
        },
        // The first bytes fit in, the others don't.
        Case {
            stdout: Stdout::File,
            ..new("file too large", Expect::Fails("File too large".into()))
        }
        .launch(&["--fsize", "5", "--ignore", "SIGXFSZ"]),
    ]);
    let help = |fault, expect| {
        let name = example.name.iter().map(String::as_str);
        let args: Vec<_> = name.chain(["--help"]).collect();
        new(fault, expect).args(args)
    };
    cases.extend([
        Case { stdout: Stdout::Full, ..help("full disk, --help", full()) },
        Case {
            stdout: Stdout::GoneAfter(0),
            ..help("no reader, --help", DONE)
        },
    ]);
    cases
}

/// What the guided tour suffers, too.
pub fn tour(example: &Arc<Example>) -> Vec<Case> {
    let new = |fault, expect| Case::new(Class::Output, fault, example, expect);
    vec![
        Case { stdout: Stdout::Full, ..new("full disk", full()) },
        Case {
            stdout: Stdout::GoneAfter(1),
            ..new("the reader leaves after a line", DONE)
        },
    ]
}

fn full() -> Expect {
    Expect::Fails("No space left on device".into())
}
