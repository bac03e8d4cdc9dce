//! An interrupted run leaves no program behind.
#![cfg(target_os = "linux")]

use std::fs;
use std::process::{self, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

/// The processes that have this in their environment, as what they start has.
fn marked(mark: &str) -> usize {
    let entries = fs::read_dir("/proc").unwrap().map(|it| it.unwrap().path());
    entries
        .filter_map(|path| fs::read(path.join("environ")).ok())
        .filter(|environment| {
            environment.split(|byte| *byte == 0).any(|it| it == mark.as_bytes())
        })
        .count()
}

#[test]
fn what_is_interrupted_leaves_no_program_behind() {
    for signal in [Signal::SIGINT, Signal::SIGKILL] {
        let mark = format!("FAULTS_MARK={}-{signal}", process::id());
        let (name, value) = mark.split_once('=').unwrap();
        let mut faults = Command::new(env!("CARGO_BIN_EXE_faults"))
            .arg("--naive")
            .env(name, value)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // Itself, and a few of its programs.
        let late = Instant::now() + Duration::from_secs(30);
        while marked(&mark) < 3 {
            assert!(Instant::now() < late, "no program is started");
            assert_eq!(faults.try_wait().unwrap(), None, "it has ended");
        }
        kill(Pid::from_raw(faults.id().try_into().unwrap()), signal).unwrap();
        faults.wait().unwrap();
        while marked(&mark) > 0 {
            assert!(Instant::now() < late, "{signal} leaves programs behind");
            thread::sleep(Duration::from_millis(10));
        }
    }
}
