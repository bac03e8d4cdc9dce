//! A case: one fault, injected into one example, and the expected outcome.

use std::ffi::OsString;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use nix::sys::signal::Signal;

use crate::example::Example;

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
    Calls,
}

impl Class {
    /// All columns, from left to right, with their headings.
    pub const ALL: [(Self, &'static str); 9] = [
        (Self::Output, "output"),
        (Self::Signals, "signals"),
        (Self::Workers, "workers"),
        (Self::Sizes, "sizes"),
        (Self::Values, "values"),
        (Self::Limits, "limits"),
        (Self::Environment, "environment"),
        (Self::Network, "network"),
        (Self::Calls, "calls"),
    ];
}

/// Everything that is needed to run a case, and to run it again.
#[derive(Clone, Debug)]
pub struct Case {
    pub class: Class,
    /// The fault in words; the same for every program that gets it.
    pub fault: String,
    pub example: Arc<Example>,
    /// The program's arguments, the example's name included.
    pub args: Vec<OsString>,
    /// What is set in the environment, or removed from it.
    pub env: Vec<(&'static str, Option<String>)>,
    /// Options of `faults exec`.
    pub launch: Vec<String>,
    pub stdin: Stdin,
    pub stdout: Stdout,
    pub stderr: Stderr,
    pub script: Vec<Step>,
    pub expect: Expect,
    /// A program that takes longer counts as hung.
    pub limit: Duration,
    /// Whether `--quick` runs it, too: of the others, one for each demo.
    pub always: bool,
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
    /// `/dev/null`, opened for reading.
    ReadOnly,
    /// A pipe that is full, so that the first write waits for ever.
    Blocked,
    /// A file, because only files have a limit of their size.
    File,
    /// A terminal, which then is stdin and stderr, too.
    Terminal,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stderr {
    /// Read to the end.
    Pipe,
    /// A pipe whose reader goes away after so many lines.
    GoneAfter(usize),
    /// `/dev/full`.
    Full,
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
    /// There are so many children; from now on they have numbers.
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
    /// Status 1, and one error that contains these words. With a line break
    /// at their end, they are the end of it.
    Fails(String),
    /// As if nothing were wrong, or status 1 and one error.
    SameOrFails,
    /// Status 2, one error, and no output.
    Refused,
    /// The same, and the error guesses that this was meant.
    RefusedWithGuess(String),
    /// Death by this signal, and no error.
    KilledBy(Signal),
    /// Either: the program may have ended before the signal came.
    SameOrKilledBy(Signal),
}

/// How many words of a long command are shown.
const MOST_WORDS: usize = 12;

/// Long enough for a program that waits for others on two busy cores.
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
            always: false,
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

    /// The same case, which `--quick` runs for each example.
    pub fn always(self) -> Self {
        Self { always: true, ..self }
    }

    /// Whether only Linux has what this needs: `/proc`, to see what a program
    /// does; `/dev/full`; a pipe of a known size; limits that hold.
    pub fn needs_linux(&self) -> bool {
        use When::{Children, Settled, Started};
        let looks = |step: &Step| {
            matches!(step, Step::Await(Started | Children(_) | Settled))
        };
        matches!(self.class, Class::Limits | Class::Calls)
            || matches!(self.stdout, Stdout::Full | Stdout::Blocked)
            || self.stderr == Stderr::Full
            || self.script.iter().any(looks)
    }

    /// What to run after a failure that may not be the program's fault: on
    /// busy cores, a process can be late.
    pub fn second_try(&self) -> Option<Self> {
        // These examples count what is done in time, and get more of it.
        if self.example.is("wait") || self.example.is("blocking") {
            return Some(self.clone().env("SECOND", Some("3")));
        }
        // Here the harness can be late: all jobs are done, no worker is left.
        let hunts = ["idle worker", "busy worker", "parent of busy workers"];
        let hunts = hunts.iter().any(|name| self.fault.starts_with(name));
        // And here half a second is all that starting and ending may take.
        let races = self.class == Class::Network;
        (hunts || races).then(|| self.clone())
    }

    /// What to type to see it again, signals left out.
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
        match self.stderr {
            Stderr::Pipe => {}
            Stderr::GoneAfter(lines) => {
                words.push(format!("2> >(head -{lines})"));
            }
            Stderr::Full => words.push("2>/dev/full".into()),
        }
        match self.stdout {
            Stdout::Pipe => {}
            Stdout::GoneAfter(lines) => words.push(format!("| head -{lines}")),
            Stdout::Full => words.push(">/dev/full".into()),
            Stdout::ReadOnly => words.push("1</dev/null".into()),
            Stdout::Blocked => words.push("| sleep 60".into()),
            Stdout::File => words.push(">file".into()),
            Stdout::Terminal => words.push("# on a terminal".into()),
        }
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
