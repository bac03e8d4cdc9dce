//! Finds the processes of a session, in `/proc`.

use std::fs;
use std::path::Path;
use std::process;
use std::time::Duration;

use anyhow::Result;
use nix::errno::Errno;
use nix::sys::wait::{WaitPidFlag, waitpid};
use nix::unistd::Pid;

/// A process, as `/proc` showed it.
#[derive(Debug)]
pub struct Process {
    pub pid: Pid,
    pub name: String,
    pub parent: Pid,
    session: Pid,
    state: char,
}

impl Process {
    /// Whether it has ended, and its parent has not waited for it yet.
    pub fn is_dead(&self) -> bool {
        matches!(self.state, 'Z' | 'X')
    }

    /// Reads `/proc/PID/stat`, or the same file of a thread.
    fn read(folder: &Path) -> Option<Self> {
        let stat = fs::read_to_string(folder.join("stat")).ok()?;
        // The name may contain anything, even a bracket.
        let (head, tail) = stat.rsplit_once(") ")?;
        let (pid, name) = head.split_once(" (")?;
        let mut fields = tail.split(' ');
        let state = fields.next()?.chars().next()?;
        let parent = Pid::from_raw(fields.next()?.parse().ok()?);
        let session = Pid::from_raw(fields.nth(1)?.parse().ok()?);
        let pid = Pid::from_raw(pid.parse().ok()?);
        Some(Self { pid, name: name.to_owned(), parent, session, state })
    }

    /// Its CPU time so far, and whether it could use a core now.
    pub fn cpu_time(&self) -> Option<(Duration, bool)> {
        let file = format!("/proc/{}/schedstat", self.pid);
        let stat = fs::read_to_string(file).ok()?;
        let nanoseconds = stat.split(' ').next()?.parse().ok()?;
        let wants = matches!(self.state, 'R' | 'D');
        Some((Duration::from_nanos(nanoseconds), wants))
    }

    /// Whether none of its threads computes.
    pub fn is_asleep(&self) -> bool {
        let threads = fs::read_dir(format!("/proc/{}/task", self.pid));
        let Ok(threads) = threads else { return true };
        threads
            .filter_map(|thread| Self::read(&thread.ok()?.path()))
            .all(|thread| !matches!(thread.state, 'R' | 'D'))
    }
}

fn all() -> Result<Vec<Process>> {
    let entries = fs::read_dir("/proc")?;
    let numbered = entries.filter_map(Result::ok).filter(|entry| {
        entry.file_name().as_encoded_bytes()[0].is_ascii_digit()
    });
    Ok(numbered.filter_map(|entry| Process::read(&entry.path())).collect())
}

/// The processes of a session that still live.
///
/// Dead orphans are waited for here, since they are children of this process.
/// The leader is left to the code that started it.
pub fn living(session: Pid) -> Result<Vec<Process>> {
    let mut members = all()?;
    members.retain(|it| it.session == session);
    for dead in members.iter().filter(|it| it.is_dead()) {
        if dead.pid != session && dead.parent == Pid::this() {
            match waitpid(dead.pid, Some(WaitPidFlag::WNOHANG)) {
                Ok(_) | Err(Errno::ECHILD) => {}
                Err(error) => return Err(error.into()),
            }
        }
    }
    members.retain(|it| !it.is_dead());
    Ok(members)
}

/// The children of a process, in the order in which they were made.
pub fn children(pid: Pid) -> Vec<Pid> {
    let list = fs::read_to_string(format!("/proc/{pid}/task/{pid}/children"));
    let list = list.unwrap_or_default();
    let pids = list.split_whitespace().filter_map(|pid| pid.parse().ok());
    pids.map(Pid::from_raw).collect()
}

/// How many orphans are left at the very end.
pub fn orphans() -> Result<usize> {
    let own = Pid::from_raw(process::id().try_into()?);
    Ok(all()?.iter().filter(|it| it.parent == own).count())
}
