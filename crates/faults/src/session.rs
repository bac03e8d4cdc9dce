//! Finds the processes of a session, in `/proc`, and ends them.

use std::fs;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Result;
use nix::errno::Errno;
use nix::sys::signal::{Signal, kill, killpg};
use nix::sys::wait::{WaitPidFlag, waitpid};
use nix::unistd::Pid;

/// How long its children may outlive the program, while they die.
const GRACE: Duration = Duration::from_millis(200);

/// The most CPU time that dying takes.
const DYING: Duration = Duration::from_millis(50);

/// How long to sleep between two looks; shorter would disturb the program.
pub const PAUSE: Duration = Duration::from_millis(1);

/// A process, as `/proc` showed it.
#[derive(Debug)]
pub struct Process {
    pid: Pid,
    name: String,
    parent: Pid,
    session: Pid,
    state: char,
}

impl Process {
    /// Whether it has ended, and its parent has not waited for it yet.
    fn is_dead(&self) -> bool {
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
    fn cpu_time(&self) -> Option<(Duration, bool)> {
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

/// The processes of a session that still live.
///
/// They are found from parent to child, which takes a tenth of the time that
/// all of `/proc` would take. Orphans are children of this process, which is
/// asked last, for one that has become an orphan meanwhile. Dead ones are
/// waited for here; the leader is left to the code that started it.
pub fn living(session: Pid) -> Result<Vec<Process>> {
    let mut found = descendants(vec![session]);
    let own = children(Pid::this());
    let orphans = own.into_iter().filter(|&it| it != session);
    found.extend(descendants(orphans.collect()));
    found.retain(|it| it.session == session);
    for dead in found.iter().filter(|it| it.is_dead()) {
        if dead.pid != session && dead.parent == Pid::this() {
            match waitpid(dead.pid, Some(WaitPidFlag::WNOHANG)) {
                Ok(_) | Err(Errno::ECHILD) => {}
                Err(error) => return Err(error.into()),
            }
        }
    }
    found.retain(|it| !it.is_dead());
    Ok(found)
}

/// These processes, their children, and so on.
fn descendants(mut pids: Vec<Pid>) -> Vec<Process> {
    let mut found = Vec::new();
    while let Some(pid) = pids.pop() {
        found.extend(Process::read(Path::new(&format!("/proc/{pid}"))));
        pids.extend(children(pid));
    }
    found
}

/// The children of a process: those of each thread in the order in which they
/// were made.
pub fn children(pid: Pid) -> Vec<Pid> {
    let threads = fs::read_dir(format!("/proc/{pid}/task"));
    let threads = threads.into_iter().flatten().filter_map(Result::ok);
    let lists = threads.map(|thread| {
        let list = fs::read_to_string(thread.path().join("children"));
        list.unwrap_or_default()
    });
    let lists: Vec<_> = lists.collect();
    let pids = lists.iter().flat_map(|list| list.split_whitespace());
    pids.filter_map(|pid| pid.parse().ok()).map(Pid::from_raw).collect()
}

/// Waits until a session is empty, and kills what is left; returns its names.
pub fn clear(session: Pid, ended: bool) -> Result<Vec<String>> {
    if !cfg!(target_os = "linux") {
        // Elsewhere it is only killed: there is no `/proc` to count it.
        return match killpg(session, Signal::SIGKILL) {
            // macOS says EPERM of a group that has ended.
            Ok(()) | Err(Errno::ESRCH | Errno::EPERM) => Ok(Vec::new()),
            Err(error) => Err(error.into()),
        };
    }
    let end = Instant::now();
    let mut left = living(session)?;
    let before: Vec<_> = left.iter().map(Process::cpu_time).collect();
    let before = before.into_iter().flatten().map(|(time, _)| time).sum();
    while ended
        && !left.is_empty()
        && (end.elapsed() < GRACE || wait_for_a_core(&left, before, end))
    {
        thread::sleep(PAUSE);
        left = living(session)?;
    }
    let survivors = left.iter().map(|process| process.name.clone()).collect();
    while !left.is_empty() {
        for process in &left {
            match kill(process.pid, Signal::SIGKILL) {
                Ok(()) | Err(Errno::ESRCH) => {}
                Err(error) => return Err(error.into()),
            }
        }
        thread::sleep(PAUSE);
        left = living(session)?;
    }
    // A program that hangs is no survivor; the judge reports it as hung.
    Ok(if ended { survivors } else { Vec::new() })
}

/// Whether all processes that are left only wait for a core to die on.
///
/// On busy cores that can take longer. A process that sleeps is not dying, and
/// one that goes on with its work has had a core by now.
fn wait_for_a_core(left: &[Process], before: Duration, end: Instant) -> bool {
    let times: Vec<_> = left.iter().filter_map(Process::cpu_time).collect();
    let since: Duration = times.iter().map(|(time, _)| *time).sum();
    times.iter().all(|(_, wants)| *wants)
        && since.saturating_sub(before) < DYING
        && end.elapsed() < 20 * GRACE
}

/// How many orphans are left at the very end.
pub fn orphans() -> usize {
    children(Pid::this()).len()
}
