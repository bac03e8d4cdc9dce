//! A system call fails once, at its first or third time: strace injects it.
//!
//! Left out are the calls that the loader and std's start make, when there is
//! no program yet that could answer, and futex: strace can't tell a wait from
//! a wake-up, which never fails.

use std::sync::Arc;

use crate::case::{Case, Class, Expect};
use crate::example::Example;

/// What fails, and how.
const CALLS: [(&str, &[&str]); 27] = [
    ("accept4", &["ECONNABORTED", "EINTR", "EMFILE"]),
    ("bind", &["EACCES", "EADDRINUSE"]),
    ("clock_nanosleep", &["EINTR"]),
    ("clone", &["EAGAIN", "ENOMEM"]),
    ("clone3", &["EAGAIN", "ENOMEM"]),
    ("connect", &["ECONNREFUSED", "EINTR", "ENETUNREACH", "ETIMEDOUT"]),
    ("dup", &["EMFILE"]),
    ("epoll_create1", &["EMFILE", "ENOMEM"]),
    ("epoll_ctl", &["ENOMEM", "ENOSPC"]),
    ("epoll_wait", &["EINTR"]),
    ("eventfd2", &["EMFILE", "ENFILE"]),
    ("fcntl", &["EMFILE"]),
    ("getrandom", &["EINTR", "ENOSYS"]),
    ("getrusage", &["EINVAL"]),
    ("getsockname", &["ENOBUFS"]),
    ("ioctl", &["ENOTTY"]),
    ("listen", &["EADDRINUSE"]),
    ("pipe2", &["EMFILE", "ENFILE"]),
    ("prctl", &["EINVAL"]),
    ("recvfrom", &["ECONNRESET", "EINTR"]),
    ("sched_getaffinity", &["EPERM"]),
    ("sched_yield", &["ENOSYS"]),
    ("sendto", &["ECONNRESET", "EINTR"]),
    ("setsockopt", &["ENOPROTOOPT"]),
    ("socket", &["EACCES", "EMFILE", "ENFILE", "ENOBUFS"]),
    ("wait4", &["EINTR"]),
    ("write", &["EAGAIN", "EDQUOT", "EINTR", "EIO", "ENOSPC"]),
];

/// What is called several times, by several threads.
const OFTEN: [&str; 5] = ["accept4", "clone3", "recvfrom", "socket", "write"];

pub fn cases(example: &Arc<Example>) -> Vec<Case> {
    let mut cases = Vec::new();
    for (call, errors) in CALLS {
        for error in errors {
            for (when, words) in
                [(1, " from the first "), (3, " from the third ")]
            {
                if when > 1 && !OFTEN.contains(&call) {
                    continue;
                }
                let fault = format!("{error}{words}{call}");
                let expect = Expect::SameOrFails;
                let case = Case::new(Class::Calls, fault, example, expect);
                let rule = format!("{call}:error={error}:when={when}");
                cases.push(case.launch(&["--inject", &rule]));
            }
        }
    }
    cases
}
