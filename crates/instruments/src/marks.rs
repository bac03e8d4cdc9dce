//! Marks, with which a program makes lanes of what the system does not know:
//! tasks, and requests that are being served.
//!
//! `just lanes` names a pipe in the environment variable `LANES`, reads the
//! marks from it, and draws them. Without the variable they go nowhere.

use std::env;
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::Path;
use std::sync::OnceLock;

static PIPE: OnceLock<Option<File>> = OnceLock::new();

/// From now on, this lane runs.
pub fn runs(lane: &str) {
    send(lane, "runs");
}

/// From now on, this lane waits for time to pass.
pub fn sleeps(lane: &str) {
    send(lane, "sleeps");
}

/// From now on, this lane waits for something that it awaits.
pub fn waits(lane: &str) {
    send(lane, "waits");
}

/// This lane ends here. The next mark of this name begins another one.
pub fn ends(lane: &str) {
    send(lane, "ends");
}

/// Sends all marks to this file, whatever the environment says. It has to come
/// before the first mark.
pub fn send_to(file: &Path) {
    PIPE.get_or_init(|| open(file));
}

fn send(lane: &str, word: &str) {
    let pipe = PIPE.get_or_init(|| open(Path::new(&env::var_os("LANES")?)));
    if let Some(mut pipe) = pipe.as_ref() {
        // In one piece, so that marks of several threads don't mix. If nothing
        // reads them any more, the program goes on without them.
        let mark = format!("{lane} {word}\n");
        pipe.write_all(mark.as_bytes()).unwrap_or_default();
    }
}

fn open(file: &Path) -> Option<File> {
    OpenOptions::new().append(true).open(file).ok()
}
