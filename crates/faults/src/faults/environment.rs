//! What the caller may have set, ignored or closed: the output is the same.

use std::sync::Arc;

use nix::unistd::Uid;

use crate::case::{Case, Class, Expect, Stdin};
use crate::example::Example;

/// No proxy listens there, and none is needed: the site is on this machine.
const VARIABLES: [(&str, Option<&str>); 31] = [
    ("RUST_BACKTRACE", Some("full")),
    ("RUST_LIB_BACKTRACE", Some("1")),
    ("RUST_LOG", Some("trace")),
    ("RUST_MIN_STACK", Some("garbage")),
    ("TOKIO_WORKER_THREADS", Some("0")),
    ("TOKIO_WORKER_THREADS", Some("abc")),
    ("RAYON_NUM_THREADS", Some("0")),
    ("RAYON_NUM_THREADS", Some("1")),
    ("RAYON_NUM_THREADS", Some("garbage")),
    ("RAYON_RS_NUM_CPUS", Some("0")),
    ("SMOL_THREADS", Some("0")),
    ("SMOL_THREADS", Some("garbage")),
    ("ASYNC_STD_THREAD_COUNT", Some("0")),
    ("ASYNC_STD_THREAD_COUNT", Some("garbage")),
    ("ASYNC_STD_THREAD_NAME", Some("")),
    ("BLOCKING_MAX_THREADS", Some("0")),
    ("HTTP_PROXY", Some("http://127.0.0.1:1")),
    ("http_proxy", Some("http://127.0.0.1:1")),
    ("ALL_PROXY", Some("socks5://127.0.0.1:1")),
    ("NO_PROXY", Some("garbage,,")),
    ("LANG", Some("tr_TR.UTF-8")),
    ("LC_ALL", Some("xx_XX.ISO-8859-1")),
    ("TZ", Some("Mars/Olympus")),
    ("TERM", Some("dumb")),
    ("NO_COLOR", Some("1")),
    ("CLICOLOR_FORCE", Some("1")),
    ("COLUMNS", Some("1")),
    ("HOME", None),
    ("PATH", Some("")),
    ("TMPDIR", Some("/nowhere")),
    ("MALLOC_PERTURB_", Some("165")),
];

/// What a program inherits, and the options of `faults exec` that set it.
const CALLERS: [(&str, &[&str]); 10] = [
    ("an empty environment", &["--no-env"]),
    ("stdin closed", &["--close", "0"]),
    ("stderr closed", &["--close", "2"]),
    ("working directory /", &["--directory", "/"]),
    ("working directory deleted", &["--nowhere"]),
    ("SIGCHLD ignored", &["--ignore", "SIGCHLD"]),
    ("SIGPIPE ignored", &["--ignore", "SIGPIPE"]),
    ("SIGALRM ignored", &["--ignore", "SIGALRM"]),
    ("SIGUSR1 ignored", &["--ignore", "SIGUSR1"]),
    ("another user", &["--uid", "65534"]),
];

pub fn cases(example: &Arc<Example>) -> Vec<Case> {
    let new = |fault: String| {
        Case::new(Class::Environment, fault, example, Expect::Same)
    };
    let mut cases = Vec::new();
    for (name, value) in VARIABLES {
        let fault = match value {
            Some(value) => format!("{name}={value}"),
            None => format!("without {name}"),
        };
        cases.push(new(fault).env(name, value));
    }
    for (fault, options) in CALLERS {
        if options.contains(&"--uid") && !Uid::effective().is_root() {
            continue;
        }
        cases.push(new(fault.to_owned()).launch(options));
    }
    let garbage = new("stdin full of garbage".into());
    cases.push(Case { stdin: Stdin::Garbage, ..garbage });
    cases
}
