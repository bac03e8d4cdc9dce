//! A case: one fault, injected into one example, and what has to come of it.

use std::ffi::OsString;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use nix::sys::signal::Signal;

use super::menu::Example;

/// The columns of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    Output,
    Signals,
    Workers,
    Sizes,
    Values,
    Limits,
    Environment,
    Network,
}

impl Class {
    /// All columns, from left to right, with their heads.
    pub const ALL: [(Self, &'static str); 8] = [
        (Self::Output, "output"),
        (Self::Signals, "signals"),
        (Self::Workers, "workers"),
        (Self::Sizes, "sizes"),
        (Self::Values, "values"),
        (Self::Limits, "limits"),
        (Self::Environment, "environment"),
        (Self::Network, "network"),
    ];
}

/// Everything that it takes to run a case again.
#[derive(Clone, Debug)]
pub struct Case {
    pub class: Class,
    /// The fault in words; the same for every program that suffers it.
    pub fault: String,
    pub example: Arc<Example>,
    /// The program's arguments, the example's name included.
    pub args: Vec<OsString>,
    /// What is set, or removed, in the environment.
    pub env: Vec<(&'static str, Option<String>)>,
    /// Options of `faults exec`.
    pub launch: Vec<String>,
    pub stdin: Stdin,
    pub stdout: Stdout,
    pub stderr: Stderr,
    pub script: Vec<Step>,
    pub expect: Expect,
    /// Whoever takes longer hangs.
    pub limit: Duration,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stdin {
    Null,
    Garbage,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stdout {
    /// Read to the end.
    Pipe,
    /// A pipe whose reader goes away after so many lines.
    GoneAfter(usize),
    /// `/dev/full`.
    Full,
    /// A pipe that is full, so that the first write waits for ever.
    Blocked,
    /// A file, because only files feel the limit of their size.
    File,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stderr {
    Pipe,
    Full,
    Gone,
}

/// What happens to the program while it runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Await(When),
    Send(Target, Signal),
    Nap(Duration),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// The launcher has become the program.
    Started,
    /// So many lines have been printed.
    Lines(usize),
    /// There are so many children; from now on they are known by number.
    Children(usize),
    /// All processes of the case sleep, or have computed for 100 ms.
    Settled,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    Process,
    Group,
    Child(usize),
}

/// The contract, as far as it concerns this case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expect {
    /// Status 0, and the lines of the undisturbed run.
    Same,
    /// One of these, and no error if it is 0.
    Status(&'static [i32]),
    /// Status 1, and one error that contains this.
    Fails(String),
    /// As if nothing were wrong, or status 1 and one error.
    SameOrFails,
    /// Status 2, one error, and no output.
    Refused,
    /// Death by this signal, without a word.
    KilledBy(Signal),
    /// Either of these: it may have been done before the signal came.
    SameOrKilledBy(Signal),
}

/// So many are shown of a long command.
const MOST_WORDS: usize = 12;

/// For one that waits for others on two busy cores.
const LIMIT: Duration = Duration::from_secs(20);

impl Case {
    /// An example with its own arguments, and no fault yet.
    pub fn new(
        class: Class,
        fault: impl Into<String>,
        example: &Arc<Example>,
        expect: Expect,
    ) -> Self {
        Self {
            class,
            fault: fault.into(),
            example: Arc::clone(example),
            args: example.words().into_iter().map(OsString::from).collect(),
            env: vec![("SECOND", Some(example.pace.to_owned()))],
            launch: Vec::new(),
            stdin: Stdin::Null,
            stdout: Stdout::Pipe,
            stderr: Stderr::Pipe,
            script: Vec::new(),
            expect,
            limit: LIMIT,
        }
    }

    pub fn args<T: Into<OsString>>(
        mut self,
        args: impl IntoIterator<Item = T>,
    ) -> Self {
        self.args = args.into_iter().map(Into::into).collect();
        self
    }

    pub fn env(mut self, name: &'static str, value: Option<&str>) -> Self {
        self.env.push((name, value.map(str::to_owned)));
        self
    }

    pub fn launch(mut self, options: &[&str]) -> Self {
        self.launch.extend(options.iter().map(|&it| it.to_owned()));
        self
    }

    pub fn script(mut self, steps: impl IntoIterator<Item = Step>) -> Self {
        self.script = steps.into_iter().collect();
        self
    }

    /// What to try if it has failed and need not have: on busy cores somebody
    /// may be late, and that is no fault of theirs.
    pub fn second_try(&self) -> Option<Self> {
        // These count who is in time, and get more of it.
        if self.example.is("wait") || self.example.is("blocking") {
            return Some(self.clone().env("SECOND", Some("3")));
        }
        // Here it is we who can be late: all jobs are done, nobody is there.
        let hunts = ["idle worker", "busy worker"];
        let hunts = hunts.iter().any(|name| self.fault.starts_with(name));
        hunts.then(|| self.clone())
    }

    /// What to type to see it again; signals are left to the reader.
    pub fn command(&self) -> String {
        let mut words = Vec::new();
        for (name, value) in &self.env {
            words.push(match value {
                Some(value) => format!("{name}={value:?}"),
                None => format!("{name}="),
            });
        }
        words.push("target/debug/faults exec".into());
        words.extend(self.launch.iter().cloned());
        words.push(format!("-- target/debug/{}", self.example.room));
        for word in self.args.iter().take(MOST_WORDS) {
            let word = format!("{}", word.display());
            let plain = !word.is_empty()
                && word
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || "-_./:=".contains(c));
            let quoted = || format!("{word:.60?}");
            words.push(if plain { word.clone() } else { quoted() });
        }
        if self.args.len() > MOST_WORDS {
            words.push(format!("[{} words in all]", self.args.len()));
        }
        words.push(match self.stdout {
            Stdout::Pipe => String::new(),
            Stdout::GoneAfter(lines) => format!("| head -{lines}"),
            Stdout::Full => ">/dev/full".into(),
            Stdout::Blocked => "| sleep 60".into(),
            Stdout::File => ">file".into(),
        });
        if !self.script.is_empty() {
            words.push(format!("# {:?}", self.script));
        }
        words.join(" ")
    }
}

impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.example.label(), self.fault)
    }
}
