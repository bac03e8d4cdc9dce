//! Runs a case: starts the program, follows the script, counts what is left.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use nix::errno::Errno;
use nix::sys::signal::{kill, killpg};
use nix::unistd::Pid;

use crate::case::{Case, Class, Step, Target, When};
use crate::session::{self, PAUSE, Process};
use crate::streams::{Streams, Written};

/// Where the programs are.
pub struct Programs {
    /// This program, which launches the others.
    own: PathBuf,
    /// The folder of all programs.
    pub folder: PathBuf,
}

impl Programs {
    pub fn beside(own: PathBuf) -> Result<Self> {
        let folder = own.parent().context("no folder")?.to_owned();
        Ok(Self { own, folder })
    }
}

/// How a program has ended, and what it left behind.
pub struct Outcome {
    /// `None` if it had to be killed because it hung.
    pub status: Option<ExitStatus>,
    pub written: Written,
    /// The most that it had in memory, in kilobytes, where that matters.
    pub memory: Option<u64>,
    /// The processes that were left after the program had ended.
    pub survivors: Vec<String>,
    /// The files that were left in its folder, which is also for its temporary
    /// files.
    pub files: Vec<String>,
}

pub fn run(programs: &Programs, case: &Case) -> Result<Outcome> {
    // Another user may look into it, too.
    let permissions = Permissions::from_mode(0o755);
    let folder = tempfile::Builder::new()
        .prefix("faults-")
        .permissions(permissions)
        .tempdir()?;
    let mut command = Command::new(&programs.own);
    command.current_dir(&folder).env("TMPDIR", folder.path());
    command.arg("exec").args(&case.launch).arg("--");
    command.arg(programs.folder.join(&case.example.room)).args(&case.args);
    for (name, value) in &case.env {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    let streams = Streams::open(case, &mut command)?;
    let child = command.spawn()?;
    drop(command); // closes our copies of what the program writes to

    let pid = Pid::from_raw(child.id().try_into()?);
    let late = Instant::now() + case.limit;
    let children = Vec::new();
    let mut running = Running { programs, child, pid, children, streams };
    for &step in &case.script {
        running.step(step, late)?;
    }
    let mut memory = None;
    while !running.has_ended()? && Instant::now() < late {
        if case.class == Class::Network {
            memory = peak_memory(pid).or(memory);
        }
        thread::sleep(PAUSE);
    }
    let status = running.child.try_wait()?;
    let survivors = session::clear(pid, status.is_some())?;
    running.child.wait()?;
    let written = running.streams.finish()?;
    let files = names(folder.path())?;
    Ok(Outcome { status, written, memory, survivors, files })
}

/// A program that has not fallen asleep by then computes.
const SOON: Duration = Duration::from_millis(100);

/// The most that a process has had in memory until now, in kilobytes.
fn peak_memory(pid: Pid) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches(" kB").parse().ok()
}

fn names(folder: &Path) -> Result<Vec<String>> {
    let entries = fs::read_dir(folder)?;
    let names = entries.map(|it| Ok(it?.file_name().display().to_string()));
    names.collect()
}

/// A program while it runs.
struct Running<'a> {
    programs: &'a Programs,
    child: Child,
    pid: Pid,
    children: Vec<Pid>,
    streams: Streams,
}

impl Running<'_> {
    fn has_ended(&mut self) -> Result<bool> {
        Ok(self.child.try_wait()?.is_some())
    }

    /// Takes a step of the script, unless the program has ended already.
    fn step(&mut self, step: Step, late: Instant) -> Result<()> {
        match step {
            Step::Nap(time) => thread::sleep(time),
            Step::Send(target, signal) => {
                if !self.has_ended()? {
                    let sent = match target {
                        Target::Process => kill(self.pid, signal),
                        Target::Group => killpg(self.pid, signal),
                        Target::Child(number) => {
                            let child = self.children.get(number);
                            child.map_or(Ok(()), |&it| kill(it, signal))
                        }
                    };
                    match sent {
                        // It has ended meanwhile, and the outcome shows why.
                        Ok(()) | Err(Errno::ESRCH) => {}
                        Err(error) => return Err(error.into()),
                    }
                }
            }
            Step::Await(when) => {
                // One that computes never sleeps; but a signal that comes
                // before its start is lost.
                let mut computing = None;
                let mut looks = 0;
                while !self.has_ended()? && Instant::now() < late {
                    looks = if self.is_reached(when)? { looks + 1 } else { 0 };
                    if self.has_started() {
                        computing.get_or_insert_with(|| Instant::now() + SOON);
                    }
                    let patient = when == When::Settled
                        && computing.is_none_or(|it| Instant::now() < it);
                    let settled = when == When::Settled && !patient;
                    if looks > usize::from(patient) || settled {
                        break;
                    }
                    thread::sleep(PAUSE);
                }
            }
        }
        Ok(())
    }

    fn is_reached(&mut self, when: When) -> Result<bool> {
        Ok(match when {
            When::Lines(count) => self.streams.lines() >= count,
            _ if !self.has_started() => false,
            When::Started => true,
            When::Children(count) => {
                self.children = session::children(self.pid);
                self.children.len() >= count
            }
            When::Settled => {
                session::living(self.pid)?.iter().all(Process::is_asleep)
            }
        })
    }

    /// Whether the launcher has become the program, in a session of its own.
    fn has_started(&self) -> bool {
        let exe = fs::read_link(format!("/proc/{}/exe", self.pid));
        exe.is_ok_and(|exe| exe != self.programs.own)
    }
}
