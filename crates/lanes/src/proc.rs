//! Reads `/proc`: what a thread does now, and what it has done so far.

use std::fs::{self, File};
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::time::Duration;

use nix::libc;
use nix::time::{ClockId, clock_gettime};

use crate::account::Counters;
use crate::model::{State, Wait};

/// A thread, as its folder in `/proc` shows it.
#[derive(Debug)]
pub struct Task {
    folder: String,
    /// Kept open where there are few threads: a third of the time.
    schedstat: Option<File>,
}

/// What `std::thread::park` waits with, also at the end of a scope: another
/// thread will wake it.
const PARKED: i32 = -1;

/// Whether this system has what is read here.
pub fn is_there() -> bool {
    Path::new("/proc/thread-self/schedstat").exists()
}

/// Whether a process has this thread.
pub fn has_thread(process: i32, id: i32) -> bool {
    Path::new(&format!("/proc/{process}/task/{id}")).exists()
}

/// The threads of a process.
pub fn threads(process: i32) -> Vec<i32> {
    let Ok(folder) = fs::read_dir(format!("/proc/{process}/task")) else {
        return Vec::new();
    };
    let names = folder.flatten().map(|entry| entry.file_name());
    names.filter_map(|name| name.to_str()?.parse().ok()).collect()
}

/// The processor time of the thread that asks.
pub fn own_cpu() -> Duration {
    let clock = clock_gettime(ClockId::CLOCK_THREAD_CPUTIME_ID);
    clock.map(Duration::from).unwrap_or_default()
}

impl Task {
    /// A thread of a process. `keep` keeps a file open.
    pub fn new(process: i32, id: i32, keep: bool) -> Self {
        Self::open(format!("/proc/{process}/task/{id}"), keep)
    }

    fn open(folder: String, keep: bool) -> Self {
        let path = format!("{folder}/schedstat");
        let schedstat = keep.then(|| File::open(path).ok()).flatten();
        Self { folder, schedstat }
    }

    fn read(&self, file: &str) -> Option<String> {
        fs::read_to_string(format!("{}/{file}", self.folder)).ok()
    }

    /// What it has done so far; none if it has ended.
    pub fn counters(&self) -> Option<Counters> {
        let mut buffer = [0; 80];
        let line = match &self.schedstat {
            Some(file) => {
                let length = file.read_at(&mut buffer, 0).ok()?;
                str::from_utf8(&buffer[..length]).ok()?.to_owned()
            }
            None => self.read("schedstat")?,
        };
        let mut numbers = line.split_whitespace().map(str::parse);
        let mut next = || numbers.next()?.ok();
        Some(Counters { run: next()?, ready: next()?, turns: next()? })
    }

    /// Whether it is runnable (`R`), waits, or has ended (`Z`).
    pub fn letter(&self) -> Option<char> {
        let stat = self.read("stat")?;
        // The name in front of it is in brackets, and may have some itself.
        let (_, rest) = stat.rsplit_once(')')?;
        rest.trim_start().chars().next()
    }

    /// How many bytes it has written, into any file.
    pub fn written(&self) -> Option<u64> {
        let io = self.read("io")?;
        io.lines().find_map(|it| it.strip_prefix("wchar: "))?.parse().ok()
    }

    /// The name that the system has for it.
    pub fn name(&self) -> Option<String> {
        Some(self.read("comm")?.trim_end().to_owned())
    }

    /// The processes that it has started, where the system lists them.
    pub fn children(&self) -> Vec<i32> {
        let list = self.read("children").unwrap_or_default();
        list.split_whitespace().filter_map(|it| it.parse().ok()).collect()
    }

    /// What it waits for. `is_thread` knows the numbers of threads.
    pub fn waits_for(&self, is_thread: impl Fn(i32) -> bool) -> State {
        const UNKNOWN: State = State::Waiting(Wait::Other);
        let Some(line) = self.read("syscall") else { return UNKNOWN };
        let mut words = line.split_whitespace();
        let call = words.next().and_then(|word| word.parse().ok());
        let Some(call) = call else { return UNKNOWN };
        let mut args = [0; 6];
        for (arg, word) in args.iter_mut().zip(words) {
            let digits = word.trim_start_matches("0x");
            *arg = u64::from_str_radix(digits, 16).unwrap_or_default();
        }
        self.meaning(call, args, is_thread)
    }

    fn meaning(
        &self,
        call: i64,
        args: [u64; 6],
        is_thread: impl Fn(i32) -> bool,
    ) -> State {
        let timed = |is_timed| match is_timed {
            true => State::Sleeping,
            false => State::Waiting(Wait::Socket),
        };
        // An int in a register may have anything in its upper half.
        let int = |arg: u64| arg as u32 as i32;
        match call {
            libc::SYS_nanosleep | libc::SYS_clock_nanosleep => State::Sleeping,
            libc::SYS_futex => {
                if self.is_long_sleep(args) {
                    State::Sleeping
                } else if is_thread(int(args[2])) || int(args[2]) == PARKED {
                    // pthread_join waits until the number becomes 0.
                    State::Waiting(Wait::Thread)
                } else {
                    State::Waiting(Wait::Lock)
                }
            }
            libc::SYS_epoll_pwait => timed(int(args[3]) >= 0),
            libc::SYS_epoll_pwait2 => timed(args[3] != 0),
            libc::SYS_ppoll => timed(args[1] == 0 && args[2] != 0),
            libc::SYS_pselect6 => timed(args[0] == 0 && args[4] != 0),
            libc::SYS_wait4 | libc::SYS_waitid => State::Waiting(Wait::Child),
            libc::SYS_accept
            | libc::SYS_accept4
            | libc::SYS_connect
            | libc::SYS_recvfrom
            | libc::SYS_recvmsg
            | libc::SYS_sendto
            | libc::SYS_sendmsg => State::Waiting(Wait::Socket),
            libc::SYS_read
            | libc::SYS_readv
            | libc::SYS_write
            | libc::SYS_writev => State::Waiting(self.file(args[0])),
            #[cfg(target_arch = "x86_64")]
            libc::SYS_epoll_wait => timed(int(args[3]) >= 0),
            #[cfg(target_arch = "x86_64")]
            libc::SYS_poll => timed(args[1] == 0 && int(args[2]) >= 0),
            #[cfg(target_arch = "x86_64")]
            libc::SYS_select => timed(args[0] == 0 && args[4] != 0),
            _ => State::Waiting(Wait::Other),
        }
    }

    /// Whether a futex is waited for so long that it must be a sleep: Python
    /// waits for its global lock 5 ms at a time.
    fn is_long_sleep(&self, args: [u64; 6]) -> bool {
        const LONG: Duration = Duration::from_millis(12);
        let [_, operation, _, timeout, ..] = args;
        if timeout == 0 {
            return false;
        }
        let Some(timeout) = self.timespec(timeout) else { return true };
        let operation = operation as i32;
        let is_absolute =
            operation & libc::FUTEX_CMD_MASK == libc::FUTEX_WAIT_BITSET;
        if !is_absolute {
            return timeout > LONG;
        }
        let clock = match operation & libc::FUTEX_CLOCK_REALTIME {
            0 => ClockId::CLOCK_MONOTONIC,
            _ => ClockId::CLOCK_REALTIME,
        };
        let now = clock_gettime(clock).map(Duration::from);
        now.map_or(true, |now| timeout > now + LONG)
    }

    fn timespec(&self, address: u64) -> Option<Duration> {
        let memory = File::open(format!("{}/mem", self.folder)).ok()?;
        let mut bytes = [0; 16];
        memory.read_exact_at(&mut bytes, address).ok()?;
        let (seconds, nanos) = bytes.split_at(8);
        let seconds = u64::from_ne_bytes(seconds.try_into().ok()?);
        let nanos = u64::from_ne_bytes(nanos.try_into().ok()?);
        Some(Duration::from_secs(seconds) + Duration::from_nanos(nanos))
    }

    fn file(&self, number: u64) -> Wait {
        let link = fs::read_link(format!("{}/fd/{number}", self.folder));
        let link = link.unwrap_or_default();
        match link.to_string_lossy().split(':').next() {
            Some("socket") => Wait::Socket,
            Some("pipe") => Wait::Pipe,
            _ => Wait::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_thread_has_run() {
        let own = Task::open("/proc/thread-self".to_owned(), true);
        assert!(own.counters().unwrap().turns > 0);
        assert_eq!(own.letter(), Some('R'));
        assert!(own.name().is_some());
        assert!(own.written().is_some());
    }

    #[test]
    fn calls_have_a_meaning() {
        let own = Task::open("/proc/thread-self".to_owned(), false);
        let meaning = |call, args| own.meaning(call, args, |id| id == 7);
        let none = [0; 6];
        assert_eq!(meaning(libc::SYS_nanosleep, none), State::Sleeping);
        for (call, args, wait) in [
            (libc::SYS_futex, none, Wait::Lock),
            (libc::SYS_futex, [0, 0, 7, 0, 0, 0], Wait::Thread),
            (libc::SYS_wait4, none, Wait::Child),
            (libc::SYS_recvfrom, none, Wait::Socket),
            (libc::SYS_epoll_pwait, [1, 1, 1, 0xffff_ffff, 0, 0], Wait::Socket),
        ] {
            assert_eq!(meaning(call, args), State::Waiting(wait), "{call}");
        }
        let timed = [1, 1, 1, 100, 0, 0];
        assert_eq!(meaning(libc::SYS_epoll_pwait, timed), State::Sleeping);
    }
}
