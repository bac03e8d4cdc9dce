//! Builds the demos once, and runs them.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::time::Duration;

use checks::menu;
use checks::place;
use checks::program::{self, Outcome};

/// The rooms that have `fetch-urls`, each with a client.
pub const WITH_FETCH_URLS: [&str; 5] = [
    "01-sequential-greeter",
    "02-threads",
    "05-futures-executor",
    "06-event-loop-tokio",
    "08-green-threads",
];

/// The rooms that have `download-sites`.
pub const WITH_DOWNLOAD_SITES: [&str; 3] =
    ["01-sequential-greeter", "05-futures-executor", "06-event-loop-tokio"];

/// Far more than any of the tests needs; a program that hangs is killed.
const LIMIT: Duration = Duration::from_secs(60);

/// The workspace.
pub fn root() -> PathBuf {
    place::workspace().unwrap()
}

/// The names of the numbered crates, in order.
pub fn rooms() -> Vec<String> {
    menu::rooms(&root()).unwrap()
}

/// A command for a demo's program, in a tenth of the time.
pub fn demo(room: &str) -> Command {
    let mut command = Command::new(folder_of_programs().join(room));
    command.env("SECOND", "0.1");
    command
}

/// Runs `demo(room)` with these arguments.
pub fn run(room: &str, args: &[&str]) -> Outcome {
    let mut command = demo(room);
    command.args(args);
    run_all(vec![command]).pop().unwrap()
}

/// Runs all of them, several at once; the outcomes are in order.
pub fn run_all(commands: Vec<Command>) -> Vec<Outcome> {
    let commands = commands.into_iter().map(Into::into).collect();
    program::run_all(commands, LIMIT, 16).unwrap()
}

/// Runs them: each says in one line that an argument is bad. What they were and
/// what they said is handed back.
pub fn assert_refused(commands: Vec<Command>) -> Vec<(String, Outcome)> {
    let texts: Vec<_> = commands.iter().map(|it| format!("{it:?}")).collect();
    let refused: Vec<_> = texts.into_iter().zip(run_all(commands)).collect();
    for (text, outcome) in &refused {
        let failure = outcome.failure.as_deref();
        assert_eq!(failure, Some("exit status: 2"), "{text}: {outcome:?}");
        assert_eq!(outcome.stdout, "", "{text}");
        assert_eq!(outcome.stderr.lines().count(), 1, "{text}: {outcome:?}");
        assert!(outcome.stderr.starts_with("error: "), "{text}: {outcome:?}");
    }
    refused
}

/// The examples of a room, in the order of its `--help`.
pub fn examples(room: &str) -> Vec<String> {
    let help = run(room, &["--help"]).stdout;
    let list = help.split_once("Examples:\n").unwrap().1;
    let list = list.split("\n\n").next().unwrap();
    let names = list.lines().map(|line| line.split_whitespace().next());
    names.map(|name| name.unwrap().to_owned()).collect()
}

/// `cargo test` builds no other package's programs, so we do.
fn folder_of_programs() -> &'static Path {
    static FOLDER: OnceLock<&Path> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let own = Path::new(env!("CARGO_BIN_EXE_checks")).parent().unwrap();
        let mut build = Command::new(root().join("scripts/build"));
        if own.file_name() == Some(OsStr::new("release")) {
            build.arg("--release");
        }
        assert!(build.status().unwrap().success());
        own
    })
}
