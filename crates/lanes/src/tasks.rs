//! Lanes of tasks and requests, from the marks that a program leaves.

use std::collections::HashMap;
use std::io::{self, BufRead, BufReader, PipeReader, PipeWriter};
use std::os::fd::AsRawFd;
use std::path::PathBuf;
use std::process;
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Instant;

use crate::model::{Kind, Lane, Nanos, Segment, State, Wait};
use crate::trace::Event;

/// A pipe through which marks come: see `instruments::marks`.
#[derive(Debug)]
pub struct Pipe {
    reader: PipeReader,
    writer: PipeWriter,
}

impl Pipe {
    /// A new one.
    ///
    /// # Errors
    ///
    /// If the system has no file descriptors left.
    pub fn new() -> io::Result<Self> {
        let (reader, writer) = io::pipe()?;
        Ok(Self { reader, writer })
    }

    /// A file that any program of the same user can write to.
    pub fn path(&self) -> PathBuf {
        let (process, file) = (process::id(), self.writer.as_raw_fd());
        format!("/proc/{process}/fd/{file}").into()
    }

    /// Reports each mark, in a thread that ends when all have dropped their
    /// ends: the writer is the last.
    pub(crate) fn report(self, events: Sender<Event>) -> PipeWriter {
        thread::spawn(move || {
            for mark in BufReader::new(self.reader).lines() {
                let (at, Ok(mark)) = (Instant::now(), mark) else { return };
                // The collector may have gone, and then nothing is wanted.
                events.send(Event::Mark { at, mark }).unwrap_or_default();
            }
        });
        self.writer
    }
}

/// The lanes that marks have made.
#[derive(Debug, Default)]
pub struct Tasks {
    lanes: Vec<Lane>,
    /// Those that have not ended, by name, with their states.
    open: HashMap<String, (usize, State)>,
}

impl Tasks {
    /// Takes one mark, as `Guido runs`. Others are left out.
    pub fn mark(&mut self, at: Nanos, mark: &str, process: i32) {
        let Some((name, word)) = mark.rsplit_once(' ') else { return };
        let state = match word {
            "runs" => Some(State::Running),
            "sleeps" => Some(State::Sleeping),
            "waits" => Some(State::Waiting(Wait::Await)),
            "ends" => None,
            _ => return,
        };
        self.close(name, at);
        let Some(state) = state else {
            self.open.remove(name);
            return;
        };
        let lanes = &mut self.lanes;
        let new = || {
            lanes.push(Lane {
                kind: Kind::Task,
                id: -1 - lanes.len() as i32,
                process,
                parent: None,
                name: name.to_owned(),
                begin: at,
                end: at,
                segments: Vec::new(),
            });
            (lanes.len() - 1, state)
        };
        self.open.entry(name.to_owned()).or_insert_with(new).1 = state;
    }

    /// Ends the state in which a lane is.
    fn close(&mut self, name: &str, at: Nanos) {
        let Some(&(index, state)) = self.open.get(name) else { return };
        let lane = &mut self.lanes[index];
        let segment = Segment { state, begin: lane.end, end: at };
        if segment.begin < segment.end {
            lane.segments.push(segment);
            lane.end = at;
        }
    }

    /// All lanes; those that have not ended do so now.
    pub fn finish(mut self, now: Nanos) -> Vec<Lane> {
        let open: Vec<_> = self.open.keys().cloned().collect();
        for name in open {
            self.close(&name, now);
        }
        self.lanes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_may_have_several_lanes_one_after_the_other() {
        let mut tasks = Tasks::default();
        for (at, mark) in [
            (1, "Guido runs"),
            (2, "a b runs"),
            (3, "Guido waits"),
            (4, "Guido ends"),
            (5, "Guido sleeps"),
            (6, "nonsense"),
        ] {
            tasks.mark(at, mark, 7);
        }
        let lanes = tasks.finish(9);
        let seen: Vec<_> = lanes
            .iter()
            .map(|it| (&*it.name, it.begin, it.end, it.segments.len()))
            .collect();
        let expected =
            [("Guido", 1, 4, 2), ("a b", 2, 9, 1), ("Guido", 5, 9, 1)];
        assert_eq!(seen, expected);
        assert_eq!(lanes[0].segments[1].state, State::Waiting(Wait::Await));
    }
}
