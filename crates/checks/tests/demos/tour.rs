//! The guided tour, and the scripts that lead to it.

use std::process::Command;

use crate::demo::{demo, examples, rooms, root, run_all};

/// How many lines of stdout a tour may print.
const TWO_SCREENS: usize = 90;

#[test]
fn the_tour_runs_every_example_under_its_heading() {
    let command = |room: &String| {
        let mut command = demo(room);
        command.env("SECOND", "0.02");
        command
    };
    let rooms = rooms();
    let outcomes = run_all(rooms.iter().map(command).collect());
    for (room, outcome) in rooms.iter().zip(outcomes) {
        assert_eq!(outcome.failure, None, "{room}: {}", outcome.stderr);
        assert!(!outcome.stdout.contains("---"), "{room}: {outcome:?}");
        let headings = outcome.stderr.lines();
        let headings = headings.filter_map(|line| line.strip_prefix("--- "));
        let names: Vec<_> = headings
            .filter_map(|line| line.split_once(": "))
            .filter_map(|(call, _)| call.split(' ').next())
            .collect();
        // Long tables of verdicts are no part of a tour.
        let mut expected = examples(room);
        let is_table = |example: &String| {
            example.starts_with("conformance-") || example == "does-not-compile"
        };
        expected.retain(|example| !is_table(example));
        assert_eq!(names, expected, "{room}");
        let lines = outcome.stdout.lines().count();
        assert!(lines <= TWO_SCREENS, "{room}: {lines} lines");
    }
}

#[test]
fn a_demo_is_found_by_name_number_or_folder() {
    for name in ["07", "07-race-condition", "crates/07-race-condition/"] {
        let output = Command::new(root().join("scripts/run"))
            .args([name, "mutex", "--threads", "2"])
            .output()
            .unwrap();
        assert!(output.status.success(), "{name}: {output:?}");
        let text = String::from_utf8(output.stdout).unwrap();
        assert_eq!(text, "expected: 2000\nfound: 2000\nlost: 0\n");
    }
}

#[test]
fn an_unknown_demo_lists_the_known_ones() {
    let output = Command::new(root().join("scripts/run"))
        .arg("09-coffee")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let text = String::from_utf8(output.stderr).unwrap();
    assert!(text.contains("no demo '09-coffee'"), "{text}");
    for room in rooms() {
        assert!(text.contains(&room), "{text}");
    }
}
