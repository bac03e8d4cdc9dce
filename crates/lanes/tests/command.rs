//! Runs the command itself.

#![cfg(target_os = "linux")]

use std::fs;
use std::process::{Command, Output};

fn lanes(words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lanes"));
    command.args(words).env_remove("SECOND").output().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn the_programs_lines_and_the_pictures_path_are_printed() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("new/picture.svg");
    let path = file.to_str().unwrap();
    let output = lanes(&["--svg", path, "--", "printf", "one\n<two>"]);
    assert!(output.status.success(), "{output:?}");
    assert_eq!(stdout(&output), "one\n<two>");
    assert_eq!(stderr(&output).lines().next(), Some(path));
    let picture = fs::read_to_string(file).unwrap();
    assert!(picture.starts_with("<svg "), "{picture}");
    assert!(picture.contains("&lt;two&gt;"), "{picture}");
    assert!(picture.contains("<title>printf one"), "{picture}");
}

#[test]
fn a_trace_is_json() {
    let output = lanes(&["--json", "--", "echo", "hello"]);
    let text = stdout(&output);
    let trace: serde_json::Value = serde_json::from_str(&text).unwrap();
    let events = trace["traceEvents"].as_array().unwrap();
    let line = events.iter().find(|event| event["ph"] == "i").unwrap();
    assert_eq!(line["name"], "hello");
}

#[test]
fn a_failure_is_one_line_and_status_1() {
    for (words, line) in [
        (&["--text", "--", "false"][..], "error: false: exit status: 1"),
        (
            &["--text", "--", "no-such-program"][..],
            "error: could not run no-such-program: \
             No such file or directory (os error 2)",
        ),
    ] {
        let output = lanes(words);
        assert_eq!(output.status.code(), Some(1), "{output:?}");
        assert_eq!(stderr(&output).trim_end(), line);
    }
}

#[test]
fn a_wrong_name_gets_a_guess() {
    for (words, guess) in [
        (&["02", "worker"][..], "did you mean 'workers'?"),
        (&["--python", "02", "worker"][..], "did you mean 'workers'?"),
        (&["thread"][..], "did you mean '02-threads'?"),
        (&[][..], "see --help"),
    ] {
        let output = lanes(words);
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        assert!(stderr(&output).contains(guess), "{output:?}");
        assert_eq!(stderr(&output).lines().count(), 1, "{output:?}");
    }
}
