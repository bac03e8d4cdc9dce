//! `scripts/doctor`, `prefetch`, `pack` and `unpack`, without a network.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::{Mutex, MutexGuard, PoisonError};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap().into()
}

/// A test writes programs and runs them. If another test forked meanwhile, its
/// child would hold the file open for a moment, and the system would refuse to
/// run it.
fn take_turn() -> MutexGuard<'static, ()> {
    static TURN: Mutex<()> = Mutex::new(());
    TURN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// An empty folder for one test.
fn empty_folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn write_program(file: &Path, text: &str) {
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    assert!(!file.is_symlink(), "{}", file.display());
    fs::write(file, format!("#!/bin/sh\n{text}\n")).unwrap();
    fs::set_permissions(file, fs::Permissions::from_mode(0o755)).unwrap();
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// What a machine with Debian has, in place of the real programs.
const COMPLETE: [(&str, &str); 7] = [
    ("cargo", ":"),
    ("rustc", "echo 'rustc 1.95.0 (59807616e 2026-04-14)'"),
    ("cc", ":"),
    ("python3", "case $1 in -c) echo 3.11.2 ;; esac"),
    ("curl", ":"),
    ("apt-get", ":"),
    ("getconf", "echo 2"),
];

/// Runs the doctor on such a machine, with these differences.
fn doctor(name: &str, changes: &[(&str, Option<&str>)]) -> Output {
    let folder = empty_folder(&format!("doctor-{name}"));
    for tool in
        ["awk", "df", "dirname", "du", "mktemp", "rm", "sed", "sh", "uname"]
    {
        let places = ["/bin", "/usr/bin"].map(|it| Path::new(it).join(tool));
        let place = places.iter().find(|it| it.exists()).unwrap();
        // No link: a test that replaced it would write into the system's.
        let text = format!("exec {} \"$@\"", place.display());
        write_program(&folder.join(tool), &text);
    }
    for (program, text) in COMPLETE {
        write_program(&folder.join(program), text);
    }
    for (program, text) in changes {
        match text {
            Some(text) => write_program(&folder.join(program), text),
            None => fs::remove_file(folder.join(program)).unwrap(),
        }
    }
    Command::new(root().join("scripts/doctor"))
        .env("PATH", &folder)
        .env_remove("PYTHON")
        // An empty one takes no time to measure.
        .env("CARGO_TARGET_DIR", &folder)
        .output()
        .unwrap()
}

#[test]
fn the_doctor_says_ready() {
    let _turn = take_turn();
    let ready = doctor("ready", &[]);
    assert!(ready.status.success(), "{ready:?}");
    let line = text(&ready.stdout);
    let start = "ready: Rust 1.95.0, a C compiler, Python 3.11.2, ";
    assert!(line.starts_with(start), "{line}");
    assert!(line.ends_with(" GB free, 2 cores, a network\n"), "{line}");

    // Without a network, but with all that it would be needed for.
    let offline = doctor("offline", &[("curl", Some("exit 6"))]);
    assert_eq!(offline.status.code(), Some(1), "no stamp: {offline:?}");
    let changes = [
        ("curl", Some("exit 6")),
        // The folder is made anew for each call.
        (
            "cargo",
            Some(
                "mkdir -p \"$CARGO_TARGET_DIR/python\"\n\
                        : >\"$CARGO_TARGET_DIR/python/stamp\"",
            ),
        ),
        ("mkdir", Some("exec /bin/mkdir \"$@\"")),
    ];
    let prefetched = doctor("offline", &changes);
    assert!(prefetched.status.success(), "{prefetched:?}");
    let line = text(&prefetched.stdout);
    assert!(line.contains("no network, and none is needed"), "{line}");

    let one_core = doctor("core", &[("getconf", Some("echo 1"))]);
    assert!(one_core.status.success(), "{one_core:?}");
    let said = "1 core (so nothing can be faster on two)";
    assert!(text(&one_core.stdout).contains(said), "{one_core:?}");
}

#[test]
fn the_doctor_names_each_gap_and_the_command_that_closes_it() {
    let _turn = take_turn();
    let python = |text| [("python3", Some(text))];
    for (name, changes, line) in [
        (
            "rust",
            &[("cargo", None), ("rustc", None)][..],
            "Rust: curl -sSf https://sh.rustup.rs | sh",
        ),
        (
            "toolchain",
            &[("rustc", Some("exit 1")), ("rustup", Some(":"))],
            "the Rust toolchain: rustup toolchain install stable",
        ),
        (
            "old-rust",
            &[("rustc", Some("echo 'rustc 1.94.1 (0 2026-01-01)'"))],
            "Rust 1.95 (this is 1.94.1): rustup update stable",
        ),
        (
            "cc",
            &[("cc", None)],
            "a C compiler: sudo apt install build-essential",
        ),
        (
            "fedora",
            &[("cc", Some("exit 1")), ("apt-get", None), ("dnf", Some(":"))],
            "a C compiler: sudo dnf install gcc",
        ),
        (
            "macos",
            &[("cc", None), ("uname", Some("echo Darwin"))],
            "a C compiler: xcode-select --install",
        ),
        (
            "python",
            &[("python3", None)],
            "Python 3.11: sudo apt install python3 python3-pip python3-venv",
        ),
        (
            "old-python",
            &python("echo 3.9.2"),
            "Python 3.11 (this is 3.9.2): install a newer one, and set PYTHON \
             to its name",
        ),
        (
            "pip",
            &python("case $2 in pip) exit 1 ;; esac; echo 3.12.0"),
            "Python's pip: sudo apt install python3-pip python3-venv",
        ),
        (
            "pip-and-venv",
            &python("case $1 in -m) exit 1 ;; esac; echo 3.12.0"),
            "Python's pip and venv: sudo apt install python3-pip python3-venv",
        ),
        (
            "disk",
            &[("df", Some("echo head; echo / 100000 90000 10240 90% /"))],
            "disk space: make room for 3000 MB; there are 10 MB",
        ),
        (
            "network",
            &[("curl", Some("exit 6")), ("cargo", Some("exit 1"))],
            "a network: connect once, and run scripts/prefetch; or install \
             from a stick that `just pack` has filled",
        ),
    ] {
        let gap = doctor(name, changes);
        assert_eq!(gap.status.code(), Some(1), "{name}: {gap:?}");
        assert_eq!(text(&gap.stdout), format!("missing: {line}\n"), "{name}");
        assert_eq!(text(&gap.stderr), "", "{name}");
    }
    let two = doctor("two", &[("cc", None), ("python3", None)]);
    assert_eq!(text(&two.stdout).lines().count(), 2, "{two:?}");
}

#[test]
fn a_wrong_argument_gets_a_guess() {
    let _turn = take_turn();
    let full = empty_folder("full");
    fs::write(full.join("file"), "").unwrap();
    let full = full.display().to_string();
    let guess = format!(
        "error: {full} is not empty; did you mean \
                         {full}/workshop?\n"
    );
    for (script, argument, line) in [
        (
            "prefetch",
            "--tool",
            "error: there is no '--tool'; did you mean --tools?\n",
        ),
        (
            "pack",
            "",
            "error: into which folder? As in: just pack \
             /media/stick/workshop\n",
        ),
        ("pack", &full, &guess),
    ] {
        let script = root().join("scripts").join(script);
        let refused = Command::new(script).arg(argument).output().unwrap();
        assert_eq!(refused.status.code(), Some(2), "{refused:?}");
        assert_eq!(text(&refused.stderr), line);
    }
}

#[test]
fn each_tool_has_a_script_and_a_lock() {
    let _turn = take_turn();
    let script = root().join("scripts/prefetch");
    let tools = Command::new(script).arg("--tools").output().unwrap();
    let tools = text(&tools.stdout);
    assert!(tools.lines().any(|it| it == "just"), "{tools}");
    for tool in tools.lines() {
        let lock = root().join("scripts").join(format!("{tool}.lock"));
        assert!(lock.exists(), "{}", lock.display());
    }
}

/// A folder like that of `pack`, with next to nothing in it.
fn stick(name: &str) -> PathBuf {
    let folder = empty_folder(name);
    let stick = folder.join("a stick");
    fs::create_dir_all(stick.join("wheels")).unwrap();
    fs::write(stick.join("wheels/one.whl"), "").unwrap();
    fs::write(stick.join("book.pdf"), "").unwrap();
    let (repository, crates) =
        (folder.join("repository"), folder.join("crates"));
    let environment = "echo \"$0, $PIP_NO_INDEX, $PIP_FIND_LINKS\"";
    let prefetch = format!(". .offline/environment\n{environment}");
    write_program(&repository.join("scripts/prefetch"), &prefetch);
    write_program(&repository.join("scripts/doctor"), "echo ready");
    fs::create_dir_all(repository.join(".git/info")).unwrap();
    fs::create_dir_all(&crates).unwrap();
    fs::write(crates.join("a crate"), "").unwrap();
    for from in [repository, crates] {
        let archive = stick.join(from.file_name().unwrap());
        let archive = format!("{}.tar.xz", archive.display());
        let mut tar = Command::new("tar");
        tar.arg("-C").arg(&from).args(["-cJf", &archive, "."]);
        assert!(tar.status().unwrap().success());
    }
    fs::copy(root().join("scripts/unpack"), stick.join("install")).unwrap();
    stick
}

#[test]
fn a_stick_is_unpacked_into_a_folder_that_needs_no_network() {
    let _turn = take_turn();
    let stick = stick("unpacked");
    let place = stick.with_file_name("a place");
    let install = || {
        let mut sh = Command::new("sh");
        sh.arg(stick.join("install")).arg(&place).output().unwrap()
    };
    let installed = install();
    assert!(installed.status.success(), "{installed:?}");
    let place = fs::canonicalize(&place).unwrap();
    let wheels = place.join(".offline/wheels").display().to_string();
    let wheels = format!("file://{}", wheels.replace(' ', "%20"));
    let said = format!("ready\nscripts/prefetch, 1, {wheels}\n");
    assert_eq!(text(&installed.stdout), said);
    for file in [
        ".offline/vendor/a crate",
        ".offline/wheels/one.whl",
        "target/book.pdf",
    ] {
        assert!(place.join(file).exists(), "{file}");
    }
    let config = fs::read_to_string(place.join(".cargo/config.toml")).unwrap();
    let config: toml::Table = config.parse().unwrap();
    assert_eq!(config["net"]["offline"].as_bool(), Some(true));
    assert_eq!(config["env"]["PIP_FIND_LINKS"].as_str(), Some(&*wheels));
    let vendor = config["source"]["vendor"]["directory"].as_str();
    assert_eq!(vendor, Some(".offline/vendor"));

    let again = install();
    assert_eq!(again.status.code(), Some(2), "{again:?}");
    assert!(text(&again.stderr).starts_with("error: "), "{again:?}");
}
