use std::process::Command;
use std::thread;

use crate::fixture::{Fixture, Outcome, run};

const ROOM: &str = "08-green-threads";

/// A demo that says hello, and a counterpart.
fn with(counterpart: &str) -> Fixture {
    Fixture::with(ROOM, "console", "hello-world\nhello", "echo hello")
        .counterpart(ROOM, "hello_world", counterpart)
}

#[test]
fn another_text() {
    with("print('hullo')\n").run("diff").is_red(&[
        "08-green-threads hello-world  the same text  different  –",
        "── 08-green-threads hello-world: Python and Rust: different",
        "--- Python\n+++ Rust\n- hullo\n+ hello\n",
    ]);
}

#[test]
fn a_text_of_its_own() {
    let own = |record: &str| {
        with("print('hullo')\n").file(
            "docs/src/08-green-threads.md",
            &format!(
                "```console\n$ just run {ROOM} hello-world\nhello\n```\n\n\
                 ```console\n$ python3 crates/{ROOM}/python/hello_world.py\n\
                 {record}\n```\n"
            ),
        )
    };
    let table = "the same text  different, as the chapter says  –";
    own("hullo").run("diff").is_green(&[table]);
    own("hulla").run("diff").is_red(&["- hullo\n+ hulla\n"]);
    let fixture = own("hulla");
    fixture.run("record").is(0, &["recorded: 08-green-threads hello-world"]);
    fixture.run("diff").is_green(&[table]);
}

#[test]
fn an_exit_status() {
    with("import sys\nprint('hello')\nsys.exit('no luck')\n")
        .run("diff")
        .is_red(&[
            "── 08-green-threads hello-world: Python: exit status: 1",
            "stderr: no luck",
        ]);
}

#[test]
fn a_hang() {
    with("import time\ntime.sleep(300)\n")
        .run("diff --limit 1")
        .is_red(&["hello-world: Python: not done within 1 s"]);
}

/// Lines come at once, also those of a child: none is printed twice or late.
#[test]
fn output_comes_line_by_line() {
    let fixture = with(
        "import os
assert 'PYTHONUNBUFFERED' not in os.environ
print('hello')
if os.fork() == 0:
    print('child')
    os._exit(0)
os.wait()
print('parent')
",
    );
    let fixture = fixture
        .demo(ROOM, "echo hello; echo child; echo parent")
        .file("docs/src/08-green-threads.md", "")
        .chapter(ROOM, "console", "hello-world\nhello\nchild\nparent");
    let mut checks = fixture.command("diff");
    run(checks.env("PYTHONUNBUFFERED", "1")).is_green(&[]);
}

#[test]
fn it_gets_the_arguments_and_the_pace() {
    Fixture::with(ROOM, "console", "twice 4 -2\n4 -2 0.001", "echo 4 -2 0.001")
        .counterpart(
            ROOM,
            "twice",
            "import os, sys\nprint(*sys.argv[1:], os.environ['SECOND'])\n",
        )
        .run("diff")
        .is_green(&["the same text  the same text"]);
}

#[test]
fn no_python_at_all() {
    let fixture = with("print('hello')\n");
    let mut checks = fixture.command("diff");
    run(checks.env("PYTHON", "/no/such/python")).is_green(&[
        "the same text  skipped  –",
        "1 not compared with Python (could not start /no/such/python",
    ]);
    // Where tests are hosted, that would go unnoticed.
    let outcome = run(checks.env("CI", "true"));
    outcome.is(1, &["1 example, 0 unexpected differences, 1 not compared"]);
    run(checks.env("CI", "false")).is_green(&[]);
}

#[test]
fn an_old_python() {
    let fixture = with("print('hello')\n")
        .demo("python3.10", "echo /usr/bin/python3; echo '3.10.2 (main)'");
    let mut checks = fixture.command("diff");
    let python = fixture.path("target/debug/python3.10");
    run(checks.env("PYTHON", python))
        .is_green(&["(Python 3.11 is needed, and this is 3.10.2)"]);
}

/// A package that doesn't exist, where pip may not look for it.
fn lacks_package() -> Fixture {
    with("import no_such_package.deep\n")
        .file(
            "crates/08-green-threads/python/requirements.txt",
            "# A comment.\nno-such-package==1.0\n",
        )
        .chapter(ROOM, "console", "plain\nhello")
        .counterpart(ROOM, "plain", "print('hello')\n")
}

#[test]
fn a_package_that_cannot_be_installed() {
    let fixture = lacks_package();
    // Nothing is remembered of the failure, so it is reported each time.
    for _ in 0..2 {
        let mut checks = fixture.command("diff");
        checks.env("PIP_NO_INDEX", "1").env_remove("PIP_FIND_LINKS");
        run(&mut checks).is_green(&[
            "hello-world  the same text  skipped        –",
            "plain        the same text  the same text  –",
            "1 not compared with Python (Python package no-such-package could \
             not be installed (",
            "making a Python environment in ",
            "target/python: no-such-package==1.0\n",
        ]);
    }
}

#[test]
fn a_module_that_is_not_required() {
    with("import no_such_module\n").run("diff").is_red(&[
        "stderr: ModuleNotFoundError: No module named 'no_such_module'",
    ]);
}

/// Two at once make the environment once.
#[test]
fn two_share_an_environment() {
    // A bare Debian has neither, and then there is nothing to share.
    let pip = ["-c", "import pip"];
    if !Command::new("python3").args(pip).status().unwrap().success() {
        return;
    }
    let fixture = with("import sys\nprint(sys.prefix != sys.base_prefix)\n")
        .demo(ROOM, "echo true")
        .file("docs/src/08-green-threads.md", "")
        .chapter(ROOM, "console", "hello-world\ntrue")
        .file("crates/08-green-threads/python/requirements.txt", "# none\n");
    let both = [fixture.command("diff"), fixture.command("diff")]
        .map(|mut checks| thread::spawn(move || run(&mut checks)));
    let outcomes = both.map(|checks| checks.join().unwrap());
    for outcome in &outcomes {
        outcome.is_green(&[]);
    }
    let made = |o: &&Outcome| o.stderr.contains("making");
    assert_eq!(outcomes.iter().filter(made).count(), 1);
    // What is made already is used; what was asked for anew is made anew.
    assert_eq!(fixture.run("diff").stderr, "");
    let fixture = fixture
        .file("crates/08-green-threads/python/requirements.txt", "# new\n");
    fixture.run("diff").is_green(&["making a Python environment"]);
}
