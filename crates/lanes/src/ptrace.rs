//! The requests of `ptrace` that observe births, and the wait for ends.
//!
//! A program is not stopped at its system calls, nor changed.

#![expect(unsafe_code, reason = "ptrace has no safe interface in std")]

use std::io;
use std::mem;
use std::os::unix::process::CommandExt;
use std::process::Command;
use std::ptr;

use nix::libc;

/// Lets the thread that starts a command trace it. The command will stop once
/// it has begun. Where tracing is refused, it can't be started.
pub fn trace_at_start(command: &mut Command) {
    let trace_me = || {
        // SAFETY: it takes no address, and is allowed between fork and exec.
        let result =
            unsafe { libc::ptrace(libc::PTRACE_TRACEME, 0, 0usize, 0usize) };
        match result {
            0 => Ok(()),
            _ => Err(io::Error::last_os_error()),
        }
    };
    // SAFETY: the closure makes one system call and allocates nothing.
    unsafe { command.pre_exec(trace_me) };
}

/// Asks for stops at births, and before ends. A thread that is killed, as by
/// the exit of its process, does not stop.
pub fn watch_births_and_ends(id: i32) -> io::Result<()> {
    let options = libc::PTRACE_O_TRACECLONE
        | libc::PTRACE_O_TRACEFORK
        | libc::PTRACE_O_TRACEVFORK
        | libc::PTRACE_O_TRACEEXEC
        | libc::PTRACE_O_TRACEEXIT;
    request(libc::PTRACE_SETOPTIONS, id, options as usize)
}

/// Lets a stopped thread go on, with a signal or 0.
pub fn go_on(id: i32, signal: i32) -> io::Result<()> {
    request(libc::PTRACE_CONT, id, signal as usize)
}

/// The number of the thread that was born.
pub fn newborn(id: i32) -> io::Result<i32> {
    let mut message: libc::c_ulong = 0;
    let address = ptr::from_mut(&mut message);
    request(libc::PTRACE_GETEVENTMSG, id, address as usize)?;
    i32::try_from(message).map_err(io::Error::other)
}

fn request(request: libc::c_uint, id: i32, data: usize) -> io::Result<()> {
    // SAFETY: `data` is a number, or the address of a long that outlives this.
    let result = unsafe { libc::ptrace(request, id, 0usize, data) };
    match result {
        -1 => Err(io::Error::last_os_error()),
        _ => Ok(()),
    }
}

/// Waits until a thread traced by this one stops or ends; none if there is
/// none left. `at_end` is called while `/proc` still knows of what has ended.
pub fn wait(at_end: impl FnOnce(i32)) -> Option<(i32, i32)> {
    let options = libc::__WALL | libc::__WNOTHREAD;
    loop {
        let either = libc::WEXITED | libc::WSTOPPED | libc::WNOWAIT;
        let info = wait_for(libc::P_ALL, 0, options | either)?;
        // SAFETY: `waitid` has filled in this part.
        let id = unsafe { info.si_pid() };
        if info.si_code == libc::CLD_TRAPPED {
            // It may have been killed meanwhile: then this was not its end,
            // and nothing is taken.
            let stop = options | libc::WSTOPPED | libc::WNOHANG;
            let info = wait_for(libc::P_PID, id.cast_unsigned(), stop)?;
            // SAFETY: as above; the number is 0 if nothing was taken.
            if unsafe { info.si_pid() } == id {
                // SAFETY: as above.
                let signal_and_event = unsafe { info.si_status() };
                return Some((id, (signal_and_event << 8) | 0x7f));
            }
            continue;
        }
        at_end(id);
        let mut status = 0;
        // SAFETY: the address is that of a variable that outlives the call.
        match unsafe { libc::waitpid(id, &raw mut status, options) } {
            -1 => return None,
            _ => return Some((id, status)),
        }
    }
}

/// What `waitid` says; none if there is nothing to wait for.
fn wait_for(
    kind: libc::idtype_t,
    id: libc::id_t,
    options: libc::c_int,
) -> Option<libc::siginfo_t> {
    loop {
        // SAFETY: it is plain data, for which zeros are a value.
        let mut info: libc::siginfo_t = unsafe { mem::zeroed() };
        let address = &raw mut info;
        // SAFETY: the address is that of a variable that outlives the call.
        match unsafe { libc::waitid(kind, id, address, options) } {
            0 => return Some(info),
            // There is no such thread any more: nothing is taken.
            _ if kind == libc::P_PID && !is_interrupted() => return Some(info),
            _ if is_interrupted() => {}
            _ => return None,
        }
    }
}

fn is_interrupted() -> bool {
    io::Error::last_os_error().kind() == io::ErrorKind::Interrupted
}
