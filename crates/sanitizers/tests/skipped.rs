//! A check that was skipped is not reported as passed.

use std::fs;
use std::process::Command;

#[test]
fn the_reason_is_printed_and_reported() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("report.md");
    let output = Command::new(env!("CARGO_BIN_EXE_sanitizers"))
        .args(["thread", "--skipped", "no compiler", "--report"])
        .arg(&file)
        .output()
        .unwrap();
    assert!(output.status.success());
    let line = String::from_utf8(output.stdout).unwrap();
    assert_eq!(line, "tsan: skipped: no compiler\n");
    let report = fs::read_to_string(file).unwrap();
    assert!(report.starts_with("ThreadSanitizer, "), "{report}");
    assert!(report.ends_with(": skipped: no compiler\n"), "{report}");
}
