//! The harness finds every mistake of the naive program.

use std::process::Command;

#[test]
fn every_mistake_of_the_naive_program_is_found() {
    let faults = env!("CARGO_BIN_EXE_faults");
    let output = Command::new(faults).arg("--naive").output().unwrap();
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{error}");
    let printed = String::from_utf8(output.stdout).unwrap();
    // Elsewhere, it looks for those that it can see there.
    let all = if cfg!(target_os = "linux") { 31 } else { 17 };
    let expected = format!("naive program: {all} of {all} mistakes found\n");
    assert_eq!(printed, expected);
    assert_eq!(error, "");
}
