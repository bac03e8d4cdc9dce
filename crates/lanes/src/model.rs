//! What was seen of a run: lanes, their states, and the lines printed.

use std::collections::BTreeMap;

/// A moment, or a length of time, in nanoseconds since the program's start.
pub type Nanos = u64;

/// A run of a program, from its start to the end of its last lane.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// The command, as one would type it.
    pub title: String,
    /// How many nanoseconds one second of the articles lasted, if the program
    /// knows of such seconds.
    pub second: Option<Nanos>,
    /// How many cores the program could use.
    pub cores: usize,
    /// When the last lane ended.
    pub end: Nanos,
    /// The threads and processes in the order of their births, then the tasks
    /// in that of theirs.
    pub lanes: Vec<Lane>,
    /// The lines printed on stdout, in their order.
    pub marks: Vec<Mark>,
    /// What the reader of a picture must know, in sentences.
    pub notes: Vec<String>,
    /// Why the program did not end well.
    pub failure: Option<String>,
    /// What observing it took.
    pub cost: Cost,
}

/// What an observation took.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Cost {
    /// How often the lanes were looked at.
    pub samples: u64,
    /// The processor time of the thread that looked.
    pub cpu: Nanos,
}

/// What a lane stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A process, or rather its first thread.
    Process,
    /// Another thread.
    Thread,
    /// A task, or a request, of which only the program's marks say something.
    Task,
}

/// A thread, a process or a task.
#[derive(Clone, Debug, PartialEq)]
pub struct Lane {
    /// What it is.
    pub kind: Kind,
    /// The system's number for the thread; a negative one for a task.
    pub id: i32,
    /// The number of its process; the same for the first thread.
    pub process: i32,
    /// The lane that started it, by index.
    pub parent: Option<usize>,
    /// The name that the system has, or the first line it wrote.
    pub name: String,
    /// Its birth.
    pub begin: Nanos,
    /// Its end.
    pub end: Nanos,
    /// What it did, without gaps, in order; nothing, if that was not seen.
    pub segments: Vec<Segment>,
}

/// A time in which a lane was in one state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    /// The state.
    pub state: State,
    /// Its begin.
    pub begin: Nanos,
    /// Its end.
    pub end: Nanos,
}

/// What a lane does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// It has a core.
    Running,
    /// It could run, but has no core.
    Ready,
    /// It waits for time to pass.
    Sleeping,
    /// It waits for something else.
    Waiting(Wait),
}

/// What a lane waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wait {
    /// A lock, or a condition.
    Lock,
    /// The end of a thread, or that another thread wakes it.
    Thread,
    /// A socket.
    Socket,
    /// The end of a child process.
    Child,
    /// A pipe.
    Pipe,
    /// Something that a task awaits.
    Await,
    /// Something else, or something that can't be seen.
    Other,
}

/// A line that was printed on stdout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// When it came out of the program.
    pub at: Nanos,
    /// The lane that wrote it, by index.
    pub lane: usize,
    /// The line.
    pub text: String,
}

impl Lane {
    /// How long it was in each state.
    pub fn sums(&self) -> BTreeMap<State, Nanos> {
        let mut sums = BTreeMap::new();
        for segment in &self.segments {
            *sums.entry(segment.state).or_default() += segment.length();
        }
        sums
    }

    /// The states in order, without those shorter than `least`. What is left
    /// out joins no neighbours of different states.
    pub fn states(&self, least: Nanos) -> Vec<State> {
        let long = self.segments.iter().filter(|it| it.length() >= least);
        let mut states: Vec<_> = long.map(|it| it.state).collect();
        states.dedup();
        states
    }
}

impl Segment {
    /// How long it lasted.
    pub fn length(&self) -> Nanos {
        self.end - self.begin
    }
}

impl State {
    /// A word for it.
    pub fn word(self) -> &'static str {
        match self {
            State::Running => "running",
            State::Ready => "ready",
            State::Sleeping => "sleeping",
            State::Waiting(Wait::Lock) => "waiting for a lock",
            State::Waiting(Wait::Thread) => "waiting for a thread",
            State::Waiting(Wait::Socket) => "waiting for a socket",
            State::Waiting(Wait::Child) => "waiting for a child",
            State::Waiting(Wait::Pipe) => "waiting for a pipe",
            State::Waiting(Wait::Await) => "awaiting",
            State::Waiting(Wait::Other) => "waiting",
        }
    }
}
