//! The launcher: sets limits on itself, and then becomes the program.
//!
//! A session, limits, another user, ignored signals, closed files: all of
//! these survive exec. So none has to be set between fork and exec, where
//! hardly anything is safe; and a case can be typed at a prompt.

use std::convert::Infallible;
use std::env;
use std::ffi::{CString, OsString};
use std::fs::{self, File};
use std::io;
use std::os::fd::AsRawFd;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::PathBuf;
use std::process::{self, ExitCode};

use anyhow::{Context, Result};
use demo::endings::say;
use nix::errno::Errno;
use nix::sys::resource::{Resource, setrlimit};
use nix::sys::signal::{SigHandler, Signal, signal};
use nix::unistd::{Uid, close, setsid, setuid};

/// Sets limits on this process, then becomes a program.
#[derive(clap::Parser)]
pub struct Launch {
    /// The most processes and threads of the user
    #[cfg(target_os = "linux")]
    #[arg(long)]
    nproc: Option<u64>,

    /// The most open files
    #[arg(long)]
    nofile: Option<u64>,

    /// The most megabytes of addresses
    #[arg(long)]
    megabytes: Option<u64>,

    /// The most bytes of a file
    #[arg(long)]
    fsize: Option<u64>,

    /// Become this user: root is exempt from the limit of processes
    #[arg(long)]
    uid: Option<u32>,

    /// Ignore a signal; this survives exec
    #[arg(long, value_name = "SIGNAL")]
    ignore: Vec<Signal>,

    /// Close a file descriptor
    #[arg(long, value_name = "FD")]
    close: Vec<i32>,

    /// Change to a directory
    #[arg(long)]
    directory: Option<PathBuf>,

    /// Change to a directory that is then deleted
    #[arg(long)]
    nowhere: bool,

    /// Clear the environment, except for SECOND
    #[arg(long)]
    no_env: bool,

    /// Let a system call fail, as strace's `-e inject=` says it
    #[arg(long, value_name = "RULE")]
    inject: Option<String>,

    /// The program, and its arguments
    #[arg(last = true, required = true)]
    command: Vec<OsString>,
}

/// A status that no demo has: nothing was injected, and nothing shown.
const NOT_LAUNCHED: u8 = 126;

impl Launch {
    /// Becomes the program, if it can.
    pub fn exec(&self) -> ExitCode {
        match self.try_exec() {
            Err(error) => say(&format!("error: not launched: {error:#}")),
        }
        ExitCode::from(NOT_LAUNCHED)
    }

    /// The program, or strace that runs it.
    fn command(&self) -> Vec<OsString> {
        let Some(rule) = &self.inject else { return self.command.clone() };
        let call = rule.split(':').next().unwrap_or_default();
        let strace = ["/usr/bin/strace", "-f", "-qqq", "-o", "/dev/null"];
        let (trace, inject) =
            (format!("trace={call}"), format!("inject={rule}"));
        let options = ["-e", &trace, "-e", &inject, "--"];
        let words = strace.into_iter().chain(options).map(OsString::from);
        words.chain(self.command.iter().cloned()).collect()
    }

    fn try_exec(&self) -> Result<Infallible> {
        let command = self.command();
        // Opened first: later it may be out of reach.
        let program = File::open(&command[0])
            .with_context(|| command[0].display().to_string())?;
        // At a prompt this fails: the shell has made a group for this process.
        setsid().ok();
        if let Some(directory) = &self.directory {
            env::set_current_dir(directory)?;
        }
        if self.nowhere {
            let name = format!("faults-{}", process::id());
            let directory = env::temp_dir().join(name);
            fs::create_dir(&directory)?;
            env::set_current_dir(&directory)?;
            fs::remove_dir(&directory)?;
        }
        // Rust's runtime ignores it here, but a shell would not.
        act(Signal::SIGPIPE, SigHandler::SigDfl)?;
        for &signal in &self.ignore {
            act(signal, SigHandler::SigIgn)?;
        }
        let args = command.iter();
        let args = args.map(|arg| Ok(CString::new(arg.as_bytes())?));
        let args: Vec<_> = args.collect::<Result<_>>()?;
        let kept = |name: &OsString| !self.no_env || name == "SECOND";
        let environment: Vec<_> = env::vars_os()
            .filter(|(name, _)| kept(name))
            .map(|(name, value)| {
                let both = [name.as_bytes(), b"=", value.as_bytes()].concat();
                Ok(CString::new(OsString::from_vec(both).into_vec())?)
            })
            .collect::<Result<_>>()?;
        for &fd in &self.close {
            close(fd)?;
        }
        // Files that the caller left open would count towards the limit.
        let names = fs::read_dir("/dev/fd")?.map(|it| Ok(it?.file_name()));
        let names: Vec<_> = names.collect::<io::Result<_>>()?;
        let number = |name: &OsString| name.to_str()?.parse::<i32>().ok();
        let fds = names.iter().filter_map(number);
        for fd in fds.filter(|&fd| fd > 2 && fd != program.as_raw_fd()) {
            match close(fd) {
                // It was the directory that is read here, and is closed by now.
                Ok(()) | Err(Errno::EBADF) => {}
                Err(error) => return Err(error.into()),
            }
        }
        let megabytes = self.megabytes.map(|it| it << 20);
        for (resource, limit) in [
            (Resource::RLIMIT_CORE, Some(0)),
            (Resource::RLIMIT_FSIZE, self.fsize),
            #[cfg(target_os = "linux")]
            (Resource::RLIMIT_NPROC, self.nproc),
            (Resource::RLIMIT_NOFILE, self.nofile),
            (Resource::RLIMIT_AS, megabytes),
        ] {
            if let Some(limit) = limit {
                setrlimit(resource, limit, limit)?;
            }
        }
        if let Some(uid) = self.uid {
            setuid(Uid::from_raw(uid))?;
        }
        // When `just faults` is interrupted, the program is to end with it. A
        // change of the user clears this, and so it comes last.
        #[cfg(target_os = "linux")]
        nix::sys::prctl::set_pdeathsig(Signal::SIGKILL)?;
        // Another user may not see the folder that the program is in.
        #[cfg(target_os = "linux")]
        let error = nix::unistd::fexecve(program, &args, &environment);
        #[cfg(not(target_os = "linux"))]
        let error = nix::unistd::execve(&args[0], &args, &environment);
        Ok(error?)
    }
}

#[expect(unsafe_code, reason = "nix can't know what a handler does")]
fn act(on: Signal, action: SigHandler) -> Result<()> {
    // SAFETY: ignoring a signal and its default action run no code of ours.
    unsafe { signal(on, action) }?;
    Ok(())
}
