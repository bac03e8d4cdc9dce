//! Output that can't be written, or that has lost its reader.

use std::sync::Arc;

use crate::case::{Case, Class, Expect, Stderr, Stdout};
use crate::example::Example;

/// The reader has gone, or stdout is closed: neither is an error.
const DONE: Expect = Expect::Status(&[0]);

pub fn cases(example: &Arc<Example>) -> Vec<Case> {
    let new = |fault, expect| Case::new(Class::Output, fault, example, expect);
    let no_stdout = Expect::Fails("stdout can't be written".into());
    let mut cases = vec![
        new("stdout closed", DONE).launch(&["--close", "1"]),
        new("stdout and stderr closed", DONE)
            .launch(&["--close", "1", "--close", "2"]),
        Case {
            stdout: Stdout::ReadOnly,
            ..new("stdout opened for reading", no_stdout)
        },
        Case { stdout: Stdout::Terminal, ..new("a terminal", DONE) },
        Case { stdout: Stdout::GoneAfter(0), ..new("no reader", DONE) },
        Case {
            stdout: Stdout::GoneAfter(0),
            stderr: Stderr::GoneAfter(0),
            ..new("no reader of anything", DONE)
        },
        // Losing stderr changes nothing else.
        Case { stderr: Stderr::Full, ..new("stderr full", Expect::Same) },
        Case {
            stderr: Stderr::GoneAfter(0),
            ..new("no reader of stderr", Expect::Same)
        },
        Case {
            stderr: Stderr::Full,
            ..new("bad argument, stderr full", Expect::Status(&[2]))
        }
        .args(["--foo"]),
    ];
    if example.prints() {
        cases.extend([
            full_disk("full disk", example).always(),
            reader_leaves("the reader leaves after a line", example).always(),
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
    }
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

/// The faults for the guided tour.
pub fn tour(tour: &Arc<Example>) -> Vec<Case> {
    let new = |fault| Case::new(Class::Output, fault, tour, Expect::Same);
    vec![
        full_disk("full disk on tour", tour),
        reader_leaves("the reader leaves after a line of the tour", tour),
        Case { stderr: Stderr::Full, ..new("stderr full on tour") },
        Case {
            stderr: Stderr::GoneAfter(1),
            ..new("the reader of stderr leaves after a line of the tour")
        },
    ]
}

fn full_disk(fault: &str, example: &Arc<Example>) -> Case {
    let case = Case::new(Class::Output, fault, example, full());
    Case { stdout: Stdout::Full, ..case }
}

fn reader_leaves(fault: &str, example: &Arc<Example>) -> Case {
    let case = Case::new(Class::Output, fault, example, DONE);
    Case { stdout: Stdout::GoneAfter(1), ..case }
}

fn full() -> Expect {
    Expect::Fails("No space left on device".into())
}
