//! Starts a program, and reports the births and ends of its threads.

use std::collections::{HashMap, HashSet};
use std::io;
use std::os::unix::process::ExitStatusExt;
use std::process::{ChildStdout, Command, ExitStatus, Stdio};
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Instant;

use nix::libc;

use crate::account::Counters;
use crate::proc::{self, Task};
use crate::ptrace;

/// What the tracer and the readers of stdout and marks report.
#[derive(Debug)]
pub enum Event {
    /// The program has begun.
    Started {
        /// When.
        at: Instant,
        /// Its number.
        id: i32,
        /// Whether births and ends will be reported.
        traced: bool,
        /// Where its lines come out.
        stdout: ChildStdout,
    },
    /// A thread was born.
    Born {
        /// When.
        at: Instant,
        /// Its number.
        id: i32,
        /// That of its process.
        process: i32,
        /// That of the thread that started it.
        parent: i32,
    },
    /// A thread has ended.
    Ended {
        /// When.
        at: Instant,
        /// Its number.
        id: i32,
        /// What it has done.
        counters: Counters,
        /// How many bytes it has written. If it was killed, an unprivileged
        /// user can't read that any more.
        written: Option<u64>,
        /// Its name.
        name: String,
    },
    /// A line, or what came of it before the end.
    Line {
        /// When it was read.
        at: Instant,
        /// The line, without its end.
        text: String,
        /// How many bytes it had.
        bytes: u64,
    },
    /// A mark of a task.
    Mark {
        /// When it was read.
        at: Instant,
        /// The mark, without its end.
        mark: String,
    },
    /// The program has ended; its children may go on.
    Over(Instant, ExitStatus),
    /// Its last thread has ended.
    AllOver,
    /// It could not be started, or followed.
    Failed(io::Error),
}

/// Runs the command in a thread of its own, which reports to `events`.
pub fn start(mut command: Command, events: Sender<Event>, untraced: bool) {
    thread::spawn(move || {
        command.stdout(Stdio::piped());
        let end = match untraced {
            true => follow_untraced(&mut command, &events),
            false => follow(&mut command, &events),
        };
        let event = match end {
            Ok(()) => Event::AllOver,
            Err(error) => Event::Failed(error),
        };
        // The collector may have gone: nothing is left to be reported then.
        events.send(event).unwrap_or_default();
    });
}

fn follow(command: &mut Command, events: &Sender<Event>) -> io::Result<()> {
    let mut plain = copy(command);
    ptrace::trace_at_start(command);
    let Ok(mut child) = command.spawn() else {
        return follow_untraced(&mut plain, events);
    };
    let id = child.id().cast_signed();
    let Some(stdout) = child.stdout.take() else { return Ok(()) };
    // It stops where its own code begins.
    let stopped = ptrace::wait(|_| ());
    if !stopped.is_some_and(|(_, it)| libc::WIFSTOPPED(it)) {
        return Err(io::Error::other("the program ended before it began"));
    }
    ptrace::watch_births_and_ends(id)?;
    let at = Instant::now();
    report(events, Event::Started { at, id, traced: true, stdout });
    ptrace::go_on(id, 0)?;
    Tracer::new(events, id).follow();
    Ok(())
}

/// A command without what was added before it starts.
fn copy(command: &Command) -> Command {
    let mut copy = Command::new(command.get_program());
    copy.args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => copy.env(name, value),
            None => copy.env_remove(name),
        };
    }
    if let Some(folder) = command.get_current_dir() {
        copy.current_dir(folder);
    }
    copy.stdout(Stdio::piped());
    copy
}

fn follow_untraced(
    command: &mut Command,
    events: &Sender<Event>,
) -> io::Result<()> {
    let mut child = command.spawn()?;
    let (at, id) = (Instant::now(), child.id().cast_signed());
    let Some(stdout) = child.stdout.take() else { return Ok(()) };
    report(events, Event::Started { at, id, traced: false, stdout });
    let status = child.wait()?;
    report(events, Event::Over(Instant::now(), status));
    Ok(())
}

/// The collector goes only when nothing more is wanted.
fn report(events: &Sender<Event>, event: Event) {
    events.send(event).unwrap_or_default();
}

struct Tracer<'a> {
    events: &'a Sender<Event>,
    program: i32,
    /// Threads that go on, and their processes.
    known: HashMap<i32, i32>,
    /// Threads whose parents have reported them, and that did not stop yet.
    expected: HashMap<i32, i32>,
    /// Threads that stopped before their parents reported them.
    held: HashSet<i32>,
    /// What those had written that are about to end.
    written: HashMap<i32, u64>,
}

impl<'a> Tracer<'a> {
    fn new(events: &'a Sender<Event>, program: i32) -> Self {
        Self {
            events,
            program,
            known: HashMap::new(),
            expected: HashMap::new(),
            held: HashSet::new(),
            written: HashMap::new(),
        }
    }

    fn follow(&mut self) {
        self.known.insert(self.program, self.program);
        while let Some((id, status)) = ptrace::wait(|id| self.ended(id)) {
            if libc::WIFSTOPPED(status) {
                let signal = self.stopped(id, status);
                if let Some(signal) = signal {
                    // A thread that was killed meanwhile can't go on.
                    ptrace::go_on(id, signal).unwrap_or_default();
                }
                continue;
            }
            self.known.remove(&id);
            self.written.remove(&id);
            if id == self.program {
                let status = ExitStatus::from_raw(status);
                report(self.events, Event::Over(Instant::now(), status));
            }
        }
    }

    /// Reports why a thread has stopped, and returns the signal with which it
    /// goes on, if it may.
    fn stopped(&mut self, id: i32, status: i32) -> Option<i32> {
        let signal = libc::WSTOPSIG(status);
        match status >> 16 {
            libc::PTRACE_EVENT_CLONE
            | libc::PTRACE_EVENT_FORK
            | libc::PTRACE_EVENT_VFORK => {
                if let Ok(newborn) = ptrace::newborn(id) {
                    self.born(newborn, id);
                }
                Some(0)
            }
            libc::PTRACE_EVENT_EXIT => {
                if let Some(written) = self.task(id).written() {
                    self.written.insert(id, written);
                }
                Some(0)
            }
            0 if signal == libc::SIGSTOP && !self.known.contains_key(&id) => {
                if let Some(process) = self.expected.remove(&id) {
                    self.known.insert(id, process);
                    return Some(0);
                }
                self.held.insert(id);
                None
            }
            0 => Some(signal),
            _ => Some(0),
        }
    }

    fn born(&mut self, id: i32, parent: i32) {
        let at = Instant::now();
        let process = match self.known.get(&parent) {
            Some(&process) if proc::has_thread(process, id) => process,
            _ => id,
        };
        report(self.events, Event::Born { at, id, process, parent });
        if self.held.remove(&id) {
            self.known.insert(id, process);
            ptrace::go_on(id, 0).unwrap_or_default();
        } else {
            self.expected.insert(id, process);
        }
    }

    fn task(&self, id: i32) -> Task {
        Task::new(self.known.get(&id).copied().unwrap_or(id), id, false)
    }

    fn ended(&self, id: i32) {
        let at = Instant::now();
        let task = self.task(id);
        let event = Event::Ended {
            at,
            id,
            counters: task.counters().unwrap_or_default(),
            written: task.written().or(self.written.get(&id).copied()),
            name: task.name().unwrap_or_default(),
        };
        report(self.events, event);
    }
}
