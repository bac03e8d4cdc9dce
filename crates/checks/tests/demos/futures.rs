//! 05, where the system has no threads to give.

use crate::demo::{demo, run_all};

#[test]
fn a_worker_that_cannot_be_started_is_an_error() {
    let examples = ["future", "future-cancel", "wait", "conformance-executor"];
    let hungry = |example: &&str| {
        let mut command = demo("05-futures-executor");
        // No system has so much memory for one stack.
        command.arg(example).env("RUST_MIN_STACK", "99999999999999");
        command
    };
    let outcomes = run_all(examples.iter().map(hungry).collect());
    for (example, outcome) in examples.iter().zip(outcomes) {
        let failure = outcome.failure.as_deref();
        assert_eq!(failure, Some("exit status: 1"), "{example}: {outcome:?}");
        let says = "error: could not start worker 1 of ";
        assert!(outcome.stderr.starts_with(says), "{example}: {outcome:?}");
        assert_eq!(outcome.stderr.lines().count(), 1, "{example}");
    }
}
