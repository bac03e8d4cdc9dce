//! What a program reads from and writes to, as its case says.

use std::fs::File;
use std::io::{self, PipeReader, PipeWriter, Read, Seek};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

use anyhow::{Context, Result};
use nix::errno::Errno;
use nix::pty::openpty;
use nix::sys::termios::{Termios, tcgetattr};

use crate::case::{Case, Stderr, Stdin, Stdout};

/// Our ends of what the program writes to, and what it has written so far.
#[derive(Default)]
pub struct Streams {
    stdout: Text,
    stderr: Text,
    readers: Vec<JoinHandle<io::Result<()>>>,
    /// A pipe that is full, and stays so.
    unread: Option<PipeReader>,
    file: Option<File>,
    /// The program's end, and its state before.
    terminal: Option<(File, Termios)>,
}

/// What a program has written.
pub struct Written {
    pub stdout: String,
    pub stderr: String,
    /// Whether its terminal is in another state now.
    pub has_changed_terminal: bool,
}

impl Streams {
    /// Sets them for a command, which keeps the program's ends open until it
    /// is dropped.
    pub fn open(case: &Case, command: &mut Command) -> Result<Self> {
        let mut streams = Self::default();
        command.stdin(match case.stdin {
            Stdin::Null => Stdio::null(),
            Stdin::Garbage => File::open("/dev/urandom")?.into(),
        });
        command.stderr(streams.open_stderr(case.stderr)?);
        command.stdout(streams.open_stdout(case.stdout)?);
        if let Some((terminal, _)) = &streams.terminal {
            command.stdin(terminal.try_clone()?);
            command.stderr(terminal.try_clone()?);
        }
        Ok(streams)
    }

    fn open_stdout(&mut self, kind: Stdout) -> Result<Stdio> {
        let (reader, writer) = io::pipe()?;
        let lines = match kind {
            Stdout::Pipe => usize::MAX,
            Stdout::GoneAfter(lines) => lines,
            Stdout::Full => return Ok(full()?.into()),
            Stdout::ReadOnly => return Ok(File::open("/dev/null")?.into()),
            Stdout::Blocked => {
                self.unread = Some(reader);
                return fill(writer);
            }
            Stdout::File => {
                let file = tempfile::tempfile()?;
                self.file = Some(file.try_clone()?);
                return Ok(file.into());
            }
            Stdout::Terminal => {
                let ends = openpty(None, None)?;
                let ours = File::from(ends.master);
                self.readers.extend(read(ours, &self.stdout, usize::MAX));
                let state = tcgetattr(&ends.slave)?;
                let theirs = File::from(ends.slave);
                self.terminal = Some((theirs.try_clone()?, state));
                return Ok(theirs.into());
            }
        };
        self.readers.extend(read(reader, &self.stdout, lines));
        Ok(writer.into())
    }

    fn open_stderr(&mut self, kind: Stderr) -> Result<Stdio> {
        let (reader, writer) = io::pipe()?;
        let lines = match kind {
            Stderr::Pipe => usize::MAX,
            Stderr::GoneAfter(lines) => lines,
            Stderr::Full => return Ok(full()?.into()),
        };
        self.readers.extend(read(reader, &self.stderr, lines));
        Ok(writer.into())
    }

    /// How many lines are on stdout until now.
    pub fn lines(&self) -> usize {
        count_lines(&self.stdout.lock().expect(UNPOISONED))
    }

    /// Reads the rest. It comes to an end when no process is left that could
    /// write.
    pub fn finish(mut self) -> Result<Written> {
        let mut has_changed_terminal = false;
        if let Some((terminal, before)) = self.terminal.take() {
            has_changed_terminal = tcgetattr(&terminal)? != before;
        }
        for reader in self.readers {
            reader.join().expect("a panic ends this process")?;
        }
        if let Some(mut file) = self.file {
            file.rewind()?;
            file.read_to_end(&mut self.stdout.lock().expect(UNPOISONED))?;
        }
        let text = |text: &Text| {
            let bytes = text.lock().expect(UNPOISONED);
            String::from_utf8_lossy(&bytes).into_owned()
        };
        let (stdout, stderr) = (text(&self.stdout), text(&self.stderr));
        Ok(Written { stdout, stderr, has_changed_terminal })
    }
}

fn full() -> Result<File> {
    File::options().write(true).open("/dev/full").context("no /dev/full")
}

/// Fills a pipe, so that the next to write waits for ever.
#[cfg(target_os = "linux")]
fn fill(mut writer: PipeWriter) -> Result<Stdio> {
    use std::io::Write;

    use nix::fcntl::{FcntlArg::F_SETPIPE_SZ, fcntl};
    let size = fcntl(&writer, F_SETPIPE_SZ(4096))?;
    writer.write_all(&vec![b'\n'; size.try_into()?])?;
    Ok(writer.into())
}

#[cfg(not(target_os = "linux"))]
fn fill(_: PipeWriter) -> Result<Stdio> {
    anyhow::bail!("how much a pipe holds is not known here")
}

type Text = Arc<Mutex<Vec<u8>>>;

const UNPOISONED: &str = "no thread panics while it holds this lock";

/// No program prints more, and an endless loop must not fill the memory.
const LONGEST: usize = 1 << 20;

/// Reads in a thread, and closes the stream after so many lines.
fn read(
    mut stream: impl Read + Send + 'static,
    text: &Text,
    lines: usize,
) -> Option<JoinHandle<io::Result<()>>> {
    if lines == 0 {
        return None;
    }
    let text = Arc::clone(text);
    Some(thread::spawn(move || {
        let mut bytes = [0; 4096];
        loop {
            let length = match stream.read(&mut bytes) {
                // On Linux, this is how a terminal ends.
                Err(error) if error.raw_os_error() == Some(EIO) => 0,
                length => length?,
            };
            let mut text = text.lock().expect(UNPOISONED);
            text.extend(&bytes[..length]);
            let seen = count_lines(&text);
            if length == 0 || seen >= lines || text.len() > LONGEST {
                return Ok(());
            }
        }
    }))
}

const EIO: i32 = Errno::EIO as i32;

fn count_lines(text: &[u8]) -> usize {
    text.iter().filter(|&&byte| byte == b'\n').count()
}
