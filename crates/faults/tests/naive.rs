//! The harness finds out a naive program; else its praise is worth nothing.
#![cfg(target_os = "linux")]

use std::process::Command;

#[test]
fn each_mistake_of_the_naive_program_is_found_out() {
    let faults = env!("CARGO_BIN_EXE_faults");
    let output = Command::new(faults).arg("--naive").output().unwrap();
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{error}");
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(said, "naive program: 21 of 21 faults found out\n");
    assert_eq!(error, "");
}
