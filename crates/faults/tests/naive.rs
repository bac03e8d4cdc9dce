//! The harness finds every mistake of the naive program.
#![cfg(target_os = "linux")]

use std::process::Command;

#[test]
fn every_mistake_of_the_naive_program_is_found() {
    let faults = env!("CARGO_BIN_EXE_faults");
    let output = Command::new(faults).arg("--naive").output().unwrap();
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{error}");
    let printed = String::from_utf8(output.stdout).unwrap();
    assert_eq!(printed, "naive program: 25 of 25 mistakes found\n");
    assert_eq!(error, "");
}
