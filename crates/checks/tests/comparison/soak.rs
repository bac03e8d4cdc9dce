use std::fs;

use crate::fixture::Fixture;

const ROOM: &str = "02-threads";

fn fixture(demo: &str, planted: &str) -> Fixture {
    Fixture::with(ROOM, "console", "greeter\nHello", demo)
        .demo("planted", planted)
}

/// Finds what was planted, and nothing else.
const RIGHT: &str = "
[ $1 = lost-update ] || echo 'WARNING: ThreadSanitizer: data race' >&2";

const TSAN: &str = "soak --sanitizer thread --quick";

/// Elsewhere nothing can be bound to one core.
#[cfg(target_os = "linux")]
#[test]
fn a_session_runs_in_three_companies() {
    let demo = "echo Hello";
    let fixture = Fixture::with(ROOM, "console", "greeter\nHello", demo);
    let report = fixture.path("report.md");
    let soak = format!("soak --times 2 --report {}", report.display());
    let outcome = fixture.run(&format!("{soak} --heading today"));
    outcome.is(0, &["02-threads         1     6     6\n"]);
    assert!(outcome.stdout.contains("soak: 6 runs of 1 example, 0 bad, "));
    let text = fs::read_to_string(&report).unwrap();
    assert!(text.starts_with("Soak, today: 6 runs of 1 example, 0 bad, "));
    assert!(text.contains("| 02-threads |        1 |    6 |    6 |\n"));

    let fixture = fixture.demo(ROOM, "echo Hullo");
    fixture.run(&soak).is(
        1,
        &[
            "02-threads         1     6     0\n",
            "02-threads greeter, on one core, run 2: other lines\n  Hullo\n",
            "soak: 6 runs of 1 example, 6 bad, ",
        ],
    );
    let text = fs::read_to_string(&report).unwrap();
    let bad = "- 02-threads greeter, beside a load, run 1: other lines\n";
    assert!(text.contains(bad), "{text}");
}

#[test]
fn only_planted_races_may_be_reported() {
    // The output does not count: a sanitizer makes programs late.
    let outcome = fixture("echo Hullo", RIGHT).run(TSAN);
    outcome.is(
        0,
        &[
            // The example and the tour.
            "02-threads         1     2     2\n",
            "static-mut     two threads add to a `static mut`  ",
            "1 of 1\n",
            "0 of 1\n",
            "tsan: 2 runs of 1 example, 0 bad, 6 of 6 planted races found, ",
        ],
    );
    let race = "echo 'WARNING: ThreadSanitizer: data race' >&2; exit 66";
    fixture(race, RIGHT).run(TSAN).is(
        1,
        &[
            "02-threads greeter, four at a time, run 1: a report\n",
            "tsan: 2 runs of 1 example, 2 bad, 6 of 6 planted races found, ",
        ],
    );
    fixture("[ $# = 1 ]", RIGHT).run(TSAN).is(
        1,
        &[
            "02-threads (the tour), four at a time, run 1: exit status: 1\n",
            "tsan: 2 runs of 1 example, 1 bad, 6 of 6 planted races found, ",
        ],
    );
}

#[test]
fn planted_races_must_be_found_and_nothing_else() {
    let always = "echo 'WARNING: ThreadSanitizer: data race' >&2";
    fixture("", always).run(TSAN).is(
        1,
        &[
            "planted lost-update, four at a time, run 1: a report\n",
            "0 bad, 6 of 6 planted races found, 1 FAILED to stay silent, ",
        ],
    );
    let missed = RIGHT.replace("lost-update", "static-mut");
    fixture("", &missed).run(TSAN).is(
        1,
        &[
            "planted static-mut, four at a time, run 1: not found\n",
            "0 bad, 5 of 6 planted races found, 1 FAILED to stay silent, ",
        ],
    );
}

#[test]
fn a_tour_runs_only_if_a_room_was_chosen_as_a_whole() {
    let fixture = fixture("", RIGHT).chapter(ROOM, "console", "workers");
    for (choice, runs) in [("", "3 runs of 2"), (" workers", "1 run of 1")] {
        fixture.run(&format!("{TSAN}{choice}")).is(0, &[runs]);
    }
}

/// What was skipped is not reported as passed.
#[test]
fn the_reason_for_skipping_is_printed_and_reported() {
    let fatal = "FATAL: ThreadSanitizer: unexpected memory mapping";
    let fixture = fixture("", &format!("echo '{fatal}' >&2; exit 66"));
    let report = fixture.path("report.md");
    let file = report.display();
    for (option, reason) in [("--skipped why", "why"), ("", fatal)] {
        let outcome = fixture.run(&format!("{TSAN} {option} --report {file}"));
        outcome.is(0, &[]);
        assert_eq!(outcome.stdout, format!("tsan: skipped: {reason}\n"));
        let text = fs::read_to_string(&report).unwrap();
        assert_eq!(text, format!("ThreadSanitizer: skipped: {reason}\n"));
    }
}
