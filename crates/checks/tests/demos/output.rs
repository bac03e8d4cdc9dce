//! What happens to an output that nobody reads, or that can't be written.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::process::Stdio;

use nix::pty::openpty;
use nix::sys::termios::tcgetattr;

use crate::demo::{demo, examples, rooms};

/// All examples that print something.
fn all_examples() -> Vec<(String, String)> {
    let of = |room: String| {
        let examples = examples(&room);
        examples.into_iter().map(move |example| (room.clone(), example))
    };
    let all = rooms().into_iter().flat_map(of);
    all.filter(|(_, example)| example != "empty").collect()
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let children: Vec<_> = all_examples()
        .into_iter()
        .map(|(room, example)| {
            let child = demo(&room)
                .arg(&example)
                .env("SECOND", "0.01")
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap();
            (room, example, child)
        })
        .collect();
    for (room, example, mut child) in children {
        let mut line = String::new();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        out.read_line(&mut line).unwrap();
        drop(out);
        let mut error = String::new();
        child.stderr.take().unwrap().read_to_string(&mut error).unwrap();
        let status = child.wait().unwrap();
        assert!(status.success(), "{room} {example}: {status}: {error}");
        // Only times may be printed here.
        let complains = error.contains("error") || error.contains("panicked");
        assert!(!complains, "{room} {example}: {error}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_an_error_in_one_line() {
    for (room, example) in all_examples() {
        let full =
            fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = demo(&room)
            .arg(&example)
            .env("SECOND", "0.01")
            .stdout(full)
            .output()
            .unwrap();
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{room} {example}: {error}");
        assert_eq!(error.lines().count(), 1, "{room} {example}: {error}");
        assert!(
            error.contains("No space left on device"),
            "{room} {example}: {error}"
        );
    }
}

#[test]
fn no_file_is_left_behind() {
    let folder = tempfile::tempdir().unwrap();
    let children: Vec<_> = all_examples()
        .into_iter()
        .map(|(room, example)| {
            demo(&room)
                .arg(&example)
                .env("SECOND", "0.01")
                .env("TMPDIR", folder.path())
                .current_dir(folder.path())
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .unwrap()
        })
        .collect();
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn the_terminal_stays_as_it_was() {
    for room in rooms() {
        let terminal = openpty(None, None).unwrap();
        let before = tcgetattr(&terminal.slave).unwrap();
        let side = || terminal.slave.try_clone().unwrap();
        let status = demo(&room)
            .arg(&examples(&room)[0])
            .env("SECOND", "0.01")
            .stdin(side())
            .stdout(side())
            .stderr(side())
            .status()
            .unwrap();
        assert!(status.success(), "{room}");
        assert_eq!(tcgetattr(&terminal.slave).unwrap(), before, "{room}");
    }
}
