//! The counters: what must be lost, what must not, and what adds up.

use checks::program::Outcome;

use crate::demo::{demo, run, run_all};

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

#[test]
fn the_article_s_sizes_work() {
    for example in ["counter", "mutex", "atomic"] {
        let args = [example, "--threads", "5000", "--increments", "100"];
        let [expected, _, lost] = numbers(&run("07-race-condition", &args));
        assert_eq!(expected, 500_000);
        assert!(example == "counter" || lost == 0, "{example} lost {lost}");
    }
}

#[test]
fn wild_loses_in_every_run() {
    let wild = || {
        let mut command = demo("07-race-condition");
        command.arg("wild");
        command
    };
    for outcome in run_all((0..20).map(|_| wild()).collect()) {
        let [.., lost] = numbers(&outcome);
        assert!(lost > 0, "nothing was lost");
    }
}

#[test]
fn one_thread_loses_nothing() {
    for example in ["counter", "wild", "mutex", "atomic"] {
        let args = [example, "--threads", "1"];
        let [.., lost] = numbers(&run("07-race-condition", &args));
        assert_eq!(lost, 0, "{example}");
    }
}
