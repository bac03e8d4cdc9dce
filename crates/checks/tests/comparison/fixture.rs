use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// A workspace with chapters, demos and counterparts.
pub struct Fixture {
    folder: TempDir,
}

/// What `checks` did.
pub struct Outcome {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Fixture {
    pub fn new() -> Self {
        let folder = TempDir::new().unwrap();
        fs::create_dir(folder.path().join("crates")).unwrap();
        let python = include_str!("../../python/sitecustomize.py");
        Self { folder }.file("crates/checks/python/sitecustomize.py", python)
    }

    /// A workspace with one session and a demo that runs a shell script.
    pub fn with(room: &str, info: &str, session: &str, script: &str) -> Self {
        Self::new().chapter(room, info, session).demo(room, script)
    }

    /// Adds a session to a room's chapter.
    pub fn chapter(self, room: &str, info: &str, session: &str) -> Self {
        let name = format!("docs/src/{room}.md");
        let mut text = fs::read_to_string(self.path(&name)).unwrap_or_default();
        text += &format!("```{info}\n$ just run {room} {session}\n```\n");
        self.file(&name, &text)
    }

    /// Adds a room's program; `$1` is the example.
    pub fn demo(self, room: &str, script: &str) -> Self {
        let name = format!("target/debug/{room}");
        let this = self.file(&name, &format!("#!/bin/sh\n{script}\n"));
        let executable = fs::Permissions::from_mode(0o755);
        fs::set_permissions(this.path(&name), executable).unwrap();
        fs::create_dir_all(this.path(&format!("crates/{room}"))).unwrap();
        this
    }

    /// Adds an example's Python counterpart.
    pub fn counterpart(self, room: &str, example: &str, text: &str) -> Self {
        self.file(&format!("crates/{room}/python/{example}.py"), text)
    }

    pub fn file(self, name: &str, text: &str) -> Self {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.root().join(name)
    }

    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    /// `checks` with these arguments, to be changed before it is run.
    pub fn command(&self, args: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_checks"));
        command
            .args(args.split_whitespace())
            .arg("--root")
            .arg(self.root())
            .arg("--bin-dir")
            .arg(self.path("target/debug"))
            .env("SECOND", "0.001")
            .env_remove("CI")
            .stdin(Stdio::null());
        command
    }

    pub fn run(&self, args: &str) -> Outcome {
        run(&mut self.command(args))
    }
}

pub fn run(command: &mut Command) -> Outcome {
    let output = command.output().unwrap();
    Outcome {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

impl Outcome {
    /// Asserts that all is well, and that the report says all these.
    #[track_caller]
    pub fn is_green(&self, says: &[&str]) {
        self.is(0, says);
        assert!(self.stdout.contains(", 0 unexpected differences, "));
    }

    /// Asserts one unexpected difference, and what is said of it.
    #[track_caller]
    pub fn is_red(&self, says: &[&str]) {
        self.is(1, says);
        assert!(self.stdout.contains(", 1 unexpected difference, "));
    }

    #[track_caller]
    pub fn is(&self, code: i32, says: &[&str]) {
        let all = format!("{}\n{}", self.stdout, self.stderr);
        assert_eq!(self.code, Some(code), "{all}");
        for text in says {
            assert!(all.contains(text), "{text:?} is missing in:\n{all}");
        }
    }
}
