//! What is not seen in the lines that a demo prints: that it waits for its
//! children, unmaps its memory, closes its pipes, and does several things at
//! the same time. Without these tests, some mutants of `scripts/mutants.list`
//! would survive.
#![cfg(target_os = "linux")]

use std::fs::{self, OpenOptions};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use nix::errno::Errno;
use nix::sys::prctl::set_child_subreaper;
use nix::sys::signal::{Signal, killpg};
use nix::sys::wait::{WaitPidFlag, waitpid};
use nix::unistd::Pid;
use tempfile::TempDir;

use crate::demo::{WITH_FETCH_URLS, demo, run_all};

const FORK: &str = "03-multiprocess-fork";
const POOL: &str = "04-pool-map";

/// Far more than any of these takes.
const LIMIT: Duration = Duration::from_secs(30);

/// A program in a process group of its own, which ends with this value.
struct Group(Child);

impl Group {
    fn start(mut command: Command) -> Self {
        let quiet = command.stdin(Stdio::null()).stderr(Stdio::null());
        Self(quiet.process_group(0).spawn().unwrap())
    }

    fn id(&self) -> Pid {
        Pid::from_raw(self.0.id().try_into().unwrap())
    }

    /// The processes that the program has forked.
    fn children(&self) -> Vec<PathBuf> {
        let id = self.id();
        let list = format!("/proc/{id}/task/{id}/children");
        let list = fs::read_to_string(list).unwrap();
        let folder = |child| PathBuf::from(format!("/proc/{child}"));
        list.split_whitespace().map(folder).collect()
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        // It may have ended already.
        killpg(self.id(), Signal::SIGKILL).unwrap_or_default();
        self.0.wait().unwrap();
    }
}

/// Looks every 10 ms, until there is something to see.
fn until<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(seen) = look() {
            return seen;
        }
        assert!(start.elapsed() < LIMIT, "{what}");
        thread::sleep(Duration::from_millis(10));
    }
}

/// A library that a program loads before all others, compiled from C. It takes
/// the place of a function, or runs code at the exit.
struct Preload(TempDir);

impl Preload {
    fn new(code: &str) -> Self {
        let folder = TempDir::new().unwrap();
        let source = folder.path().join("preload.c");
        fs::write(&source, code).unwrap();
        let mut cc = Command::new("cc");
        cc.args(["-shared", "-fPIC", "-o"]).arg(folder.path().join("it.so"));
        // Rust links with the same command.
        assert!(cc.arg(source).status().unwrap().success());
        Self(folder)
    }

    /// Runs these words of a room; stdout, and the failure and stderr.
    fn run(&self, room: &str, words: &str) -> (String, String) {
        let mut command = demo(room);
        command.args(words.split_whitespace());
        command.env("LD_PRELOAD", self.0.path().join("it.so"));
        let outcome = run_all(vec![command]).pop().unwrap();
        let failure = outcome.failure.unwrap_or_default();
        (outcome.stdout, failure + &outcome.stderr)
    }
}

#[test]
fn dropped_children_are_killed_and_waited_for() {
    // Then children that are left are ours, and can be waited for here.
    set_child_subreaper(true).unwrap();
    let mut command = demo(FORK);
    command.args(["workers", "3600", "3600"]);
    // The line after the forks can't be written: an error, and two children.
    command.stdout(OpenOptions::new().write(true).open("/dev/full").unwrap());
    let mut group = Group::start(command);
    let status = until("it has not ended", || group.0.try_wait().unwrap());
    assert_eq!(status.code(), Some(1));
    let any = Pid::from_raw(-group.id().as_raw());
    let left = waitpid(any, Some(WaitPidFlag::WNOHANG));
    assert_eq!(left, Err(Errno::ECHILD));
}

#[test]
fn an_interrupted_wait_goes_on() {
    let interrupted = Preload::new(
        "#define _GNU_SOURCE
        #include <errno.h>
        #include <sys/wait.h>
        pid_t waitpid(pid_t pid, int *status, int options) {
            static int calls;
            errno = EINTR;
            return ++calls % 2 ? -1 : wait4(pid, status, options, 0);
        }",
    );
    let (stdout, failure) = interrupted.run(FORK, "workers 1 4");
    assert_eq!((stdout.lines().count(), &*failure), (3, ""));
    let squares = interrupted.run(POOL, "squares-processes 1 2");
    assert_eq!(squares, ("[1, 4]\n".into(), String::new()));
}

#[test]
fn a_child_without_its_parent_does_not_work() {
    // It asks after a call that makes it die with its parent. The parent may
    // have ended before that.
    let orphan = Preload::new("int getppid(void) { return 1; }");
    let (stdout, failure) = orphan.run(FORK, "workers 1 4");
    assert_eq!(stdout.lines().count(), 1, "{stdout}");
    assert!(failure.contains("worker 0: No such process"), "{failure}");
    let (stdout, failure) = orphan.run(POOL, "squares-processes 1 2");
    assert_eq!(stdout, "");
    // Each of them has ended; the error names one.
    assert!(failure.contains(" ended too early: "), "{failure}");
}

#[test]
fn shared_memory_is_unmapped() {
    let at_the_exit = Preload::new(
        "#include <stdio.h>
        #include <string.h>
        __attribute__((destructor)) static void look(void) {
            char line[4096];
            FILE *maps = fopen(\"/proc/self/maps\", \"r\");
            while (fgets(line, sizeof line, maps))
                if (strstr(line, \" rw-s \")) fputs(line, stderr);
            fputs(\"looked\\n\", stderr);
        }",
    );
    let (_, text) = at_the_exit.run(FORK, "big-result-shared-memory 1000000");
    assert!(text.contains("looked") && !text.contains("rw-s"), "{text}");
}

#[test]
fn a_worker_closes_the_parents_ends_of_its_pipes() {
    let mut command = demo(POOL);
    command.args(["fib-processes", "45"]).stdout(Stdio::null());
    let group = Group::start(command);
    // This process may have inherited some, and so hands them on.
    let others = pipes("/proc/self".into());
    // It reads jobs from one pipe, and writes results into another.
    until("the first worker keeps more than two ends of pipes", || {
        let mut own = pipes(group.children().first()?.clone());
        own.retain(|pipe| !others.contains(pipe));
        (own.len() == 2).then_some(())
    });
}

/// A name for each end of a pipe that a process has open.
fn pipes(process: PathBuf) -> Vec<PathBuf> {
    let files = fs::read_dir(process.join("fd")).into_iter().flatten();
    let files = files.filter_map(|file| fs::read_link(file.ok()?.path()).ok());
    files
        .filter(|file| file.display().to_string().starts_with("pipe:"))
        .collect()
}

#[test]
fn workers_compute_at_the_same_time() {
    let mut command = demo(POOL);
    // One job takes several seconds.
    command.args(["fib-processes", "45"]).stdout(Stdio::null());
    let group = Group::start(command);
    let times = until("it does not compute", || {
        let read = |child: PathBuf| {
            let text = fs::read_to_string(child.join("schedstat")).ok()?;
            text.split(' ').next()?.parse::<u64>().ok()
        };
        let times: Option<Vec<_>> =
            group.children().into_iter().map(read).collect();
        times.filter(|times| times.iter().sum::<u64>() > 2_000_000_000)
    });
    let busy = times.iter().filter(|time| **time > 50_000_000).count();
    assert!(busy > 1 || times.len() == 1, "{times:?}");
}

#[test]
fn greeters_do_not_wait_for_each_other() {
    for (room, example) in [
        ("02-threads", "greeter"),
        (FORK, "greeter"),
        ("06-event-loop-tokio", "greeter"),
        ("08-green-threads", "greeter-async-std"),
        ("08-green-threads", "greeter-smol"),
        ("08-green-threads", "greeter-stackful"),
    ] {
        let start = Instant::now();
        let mut command = demo(room);
        command.args([example, "--second", "40"]).stdout(Stdio::piped());
        let mut group = Group::start(command);
        let stdout = BufReader::new(group.0.stdout.take().unwrap());
        assert_eq!(stdout.lines().take(3).count(), 3, "{room} {example}");
        assert!(start.elapsed() < LIMIT, "{room} {example}");
    }
}

#[test]
fn clients_name_the_host_with_its_port() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    for room in WITH_FETCH_URLS {
        let mut command = demo(room);
        command.args(["fetch-urls", &format!("http://{address}/")]);
        let client = thread::spawn(move || run_all(vec![command]));
        let mut stream = BufReader::new(listener.accept().unwrap().0);
        let head = stream.by_ref().lines().map(Result::unwrap);
        let head: Vec<_> = head.take_while(|line| !line.is_empty()).collect();
        let answer = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
        stream.get_mut().write_all(answer).unwrap();
        let outcome = client.join().unwrap().pop().unwrap();
        assert_eq!(outcome.failure, None, "{room}: {outcome:?}");
        let hosts = head.iter().filter_map(|line| line.split_once(": "));
        let hosts = hosts.filter(|(key, _)| key.eq_ignore_ascii_case("host"));
        let hosts: Vec<_> = hosts.map(|(_, host)| host).collect();
        assert_eq!(hosts, [address.to_string()], "{room}");
    }
}

#[test]
fn a_tour_ends_at_an_error() {
    let no_fork = Preload::new(
        "#include <errno.h>
        int fork(void) { errno = EAGAIN; return -1; }",
    );
    let (stdout, failure) = no_fork.run(FORK, "");
    assert_eq!(stdout, "");
    assert!(failure.starts_with("exit status: 1"), "{failure}");
    let error = failure.lines().last().unwrap();
    assert!(error.starts_with("error: could not start Guido: "), "{error}");
}
