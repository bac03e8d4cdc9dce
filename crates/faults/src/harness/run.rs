//! Runs a case: starts the program, follows the script, counts what is left.

use std::fs::{self, File};
use std::io::{self, PipeReader, Read, Seek, Write};
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use nix::errno::Errno;
use nix::fcntl::{FcntlArg, fcntl};
use nix::sys::signal::{Signal, kill, killpg};
use nix::unistd::Pid;

use super::Place;
use super::case::{Case, Stderr, Stdin, Stdout, Step, Target, When};
use super::session::{Process, children, living};

/// What a program left behind.
#[derive(Debug)]
pub struct Outcome {
    /// `None` if it had to be killed because it hung.
    pub status: Option<ExitStatus>,
    pub stdout: String,
    pub stderr: String,
    /// The processes that were left after the program had ended.
    pub survivors: Vec<String>,
}

/// How long its children may outlive the program, while they die.
const GRACE: Duration = Duration::from_millis(200);

/// The most CPU time that dying takes.
const DYING: Duration = Duration::from_millis(50);

/// How long to sleep between two looks; shorter would disturb the program.
const PAUSE: Duration = Duration::from_millis(1);

pub fn run(place: &Place, case: &Case) -> Result<Outcome> {
    let mut command = Command::new(&place.own);
    command.arg("exec").args(&case.launch).arg("--");
    command.arg(place.programs.join(&case.example.room)).args(&case.args);
    for (name, value) in &case.env {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    command.stdin(match case.stdin {
        Stdin::Null => Stdio::null(),
        Stdin::Garbage => File::open("/dev/urandom")?.into(),
    });
    let (out, mut source) = stdout(case.stdout)?;
    let (error, error_source) = stderr(case.stderr)?;
    let child = command.stdout(out).stderr(error).spawn()?;
    drop(command); // closes our copies of what the child writes to

    let (out, error) = (Text::default(), Text::default());
    let error_lines = match case.stderr {
        Stderr::GoneAfter(lines) => lines,
        Stderr::Pipe | Stderr::Full => usize::MAX,
    };
    let mut readers = vec![read(error_source, &error, error_lines)];
    match (case.stdout, &mut source) {
        (Stdout::Pipe, Source::Pipe(pipe)) => {
            readers.push(read(pipe.take(), &out, usize::MAX));
        }
        (Stdout::GoneAfter(lines), Source::Pipe(pipe)) => {
            readers.push(read(pipe.take(), &out, lines));
        }
        _ => {}
    }
    let pid = Pid::from_raw(child.id().try_into()?);
    let children = Vec::new();
    let mut running = Running { place, child, pid, children, out };
    let late = Instant::now() + case.limit;
    for &step in &case.script {
        running.step(step, late)?;
    }
    while running.child.try_wait()?.is_none() && Instant::now() < late {
        thread::sleep(PAUSE);
    }
    let status = running.child.try_wait()?;
    let survivors = clear(pid, status.is_some())?;
    running.child.wait()?;
    for reader in readers.into_iter().flatten() {
        // It ends, because no process is left that could write.
        reader.join().expect("a reader does not panic")?;
    }
    if let Source::File(file) = &mut source {
        file.rewind()?;
        file.read_to_end(&mut running.out.lock().expect(UNPOISONED))?;
    }
    let text = |text: &Text| {
        let bytes = text.lock().expect(UNPOISONED);
        String::from_utf8_lossy(&bytes).into_owned()
    };
    let (stdout, stderr) = (text(&running.out), text(&error));
    Ok(Outcome { status, stdout, stderr, survivors })
}

/// Our end of what the program writes to.
enum Source {
    Pipe(Option<PipeReader>),
    File(File),
    Nothing,
}

fn stdout(kind: Stdout) -> Result<(Stdio, Source)> {
    let (reader, mut writer) = io::pipe()?;
    Ok(match kind {
        Stdout::Pipe => (writer.into(), Source::Pipe(Some(reader))),
        Stdout::GoneAfter(0) => (writer.into(), Source::Nothing),
        Stdout::GoneAfter(_) => (writer.into(), Source::Pipe(Some(reader))),
        Stdout::Full => (full()?.into(), Source::Nothing),
        Stdout::Blocked => {
            let size = fcntl(&writer, FcntlArg::F_SETPIPE_SZ(4096))?;
            writer.write_all(&vec![b'\n'; size.try_into()?])?;
            (writer.into(), Source::Pipe(Some(reader)))
        }
        Stdout::File => {
            static NUMBER: AtomicUsize = AtomicUsize::new(0);
            let number = NUMBER.fetch_add(1, Relaxed);
            let name = format!("faults-{}-{number}", std::process::id());
            let path = std::env::temp_dir().join(name);
            let mut options = File::options();
            let file =
                options.read(true).write(true).create_new(true).open(&path)?;
            fs::remove_file(path)?;
            (file.try_clone()?.into(), Source::File(file))
        }
    })
}

fn stderr(kind: Stderr) -> Result<(Stdio, Option<PipeReader>)> {
    let (reader, writer) = io::pipe()?;
    Ok(match kind {
        Stderr::Pipe => (writer.into(), Some(reader)),
        Stderr::GoneAfter(0) => (writer.into(), None),
        Stderr::GoneAfter(_) => (writer.into(), Some(reader)),
        Stderr::Full => (full()?.into(), None),
    })
}

fn full() -> Result<File> {
    File::options().write(true).open("/dev/full").context("no /dev/full")
}

type Text = Arc<Mutex<Vec<u8>>>;

const UNPOISONED: &str = "no thread panics while it holds this lock";

/// No program prints more, and an endless loop must not fill the memory.
const LONGEST: usize = 1 << 20;

/// Reads in a thread, and closes the pipe after so many lines.
fn read(
    pipe: Option<PipeReader>,
    text: &Text,
    lines: usize,
) -> Option<thread::JoinHandle<io::Result<()>>> {
    let (mut pipe, text) = (pipe?, Arc::clone(text));
    Some(thread::spawn(move || {
        let mut bytes = [0; 4096];
        loop {
            let length = pipe.read(&mut bytes)?;
            let mut text = text.lock().expect(UNPOISONED);
            text.extend(&bytes[..length]);
            let seen = count_lines(&text);
            if length == 0 || seen >= lines || text.len() > LONGEST {
                return Ok(());
            }
        }
    }))
}

fn count_lines(text: &[u8]) -> usize {
    text.iter().filter(|&&byte| byte == b'\n').count()
}

/// A program while it runs.
struct Running<'a> {
    place: &'a Place,
    child: Child,
    pid: Pid,
    children: Vec<Pid>,
    out: Text,
}

impl Running<'_> {
    /// Takes a step of the script, unless the program has ended already.
    fn step(&mut self, step: Step, late: Instant) -> Result<()> {
        match step {
            Step::Nap(time) => thread::sleep(time),
            Step::Send(target, signal) => {
                if self.child.try_wait()?.is_none() {
                    self.send(target, signal)?;
                }
            }
            Step::Await(when) => {
                let computing = Instant::now() + Duration::from_millis(100);
                let mut looks = 0;
                while self.child.try_wait()?.is_none() && Instant::now() < late
                {
                    looks = if self.is_reached(when)? { looks + 1 } else { 0 };
                    let patient =
                        when == When::Settled && Instant::now() < computing;
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
        if !self.has_started() {
            return Ok(false);
        }
        Ok(match when {
            When::Started => true,
            When::Lines(count) => {
                count_lines(&self.out.lock().expect(UNPOISONED)) >= count
            }
            When::Children(count) => {
                self.children = children(self.pid);
                self.children.len() >= count
            }
            When::Settled => living(self.pid)?.iter().all(Process::is_asleep),
        })
    }

    /// Whether the launcher has become the program, in a session of its own.
    fn has_started(&self) -> bool {
        let exe = fs::read_link(format!("/proc/{}/exe", self.pid));
        exe.is_ok_and(|exe| exe != self.place.own)
    }

    fn send(&self, target: Target, signal: Signal) -> Result<()> {
        let sent = match target {
            Target::Process => kill(self.pid, signal),
            Target::Group => killpg(self.pid, signal),
            Target::Child(number) => match self.children.get(number) {
                Some(&child) => kill(child, signal),
                None => Err(Errno::ESRCH),
            },
        };
        match sent {
            // It has ended meanwhile, and the outcome will show why.
            Ok(()) | Err(Errno::ESRCH) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}

/// Waits until a session is empty, and kills what is left; returns its names.
fn clear(session: Pid, ended: bool) -> Result<Vec<String>> {
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

/// The signal that killed a program.
pub fn killer(status: ExitStatus) -> Option<Signal> {
    status.signal().and_then(|number| number.try_into().ok())
}
