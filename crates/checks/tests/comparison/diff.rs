use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use crate::fixture::Fixture;

const ROOM: &str = "02-threads";

/// A session that records three lines, and a demo that prints some.
fn prints(script: &str) -> Fixture {
    Fixture::with(ROOM, "console", "count 3\none\ntwo\nthree", script)
}

#[test]
fn all_is_well() {
    let fixture = prints("echo one; echo two; echo three; echo aside >&2")
        .counterpart(ROOM, "count", "print('one\\ntwo\\nthree')\n")
        .chapter(ROOM, "console", "say-after\nstarted at 17:13:52")
        .chapter(ROOM, "console,ignore", "never\nnot run");
    let fixture = fixture.demo(
        ROOM,
        "case \"$*\" in
            'count 3') echo one; echo two; echo three; echo aside >&2;;
            say-after) echo started at 01:02:03;;
            *) echo \"not expected: $*\" >&2; exit 1;;
        esac",
    );
    let outcome = fixture.run("diff");
    outcome.is_green(&["2 examples, 0 unexpected differences, "]);
    let table: Vec<_> = outcome.stdout.lines().take(3).collect();
    assert_eq!(
        table,
        [
            "example               recorded                   Python         \
             other models",
            "02-threads count 3    the same text              the same text  –",
            "02-threads say-after  the same but for 1 number  –              –",
        ]
    );
}

#[test]
fn a_changed_word() {
    prints("echo one; echo deux; echo three").run("diff").is_red(&[
        "02-threads count 3  different",
        "── 02-threads count 3: recorded and Rust: different",
        "--- recorded\n+++ Rust\n  one\n- two\n+ deux\n  three\n",
    ]);
}

#[test]
fn a_missing_line() {
    prints("echo one; echo three").run("diff").is_red(&[
        "── 02-threads count 3: recorded and Rust: different",
        "  one\n- two\n  three\n",
    ]);
}

#[test]
fn an_extra_line() {
    prints("echo one; echo two; echo two; echo three").run("diff").is_red(&[
        "── 02-threads count 3: recorded and Rust: different",
        "  two\n+ two\n  three\n",
    ]);
}

#[test]
fn a_line_without_its_end() {
    prints("echo one; echo two; printf three")
        .run("diff")
        .is_red(&["- three\n+ three\n\\ no newline at the end\n"]);
}

#[test]
fn another_order_where_order_counts() {
    prints("echo two; echo one; echo three").run("diff").is_red(&[
        "count 3: recorded and Rust: the same lines in another order",
        "- two\n",
        "+ two\n",
    ]);
}

#[test]
fn another_order_where_it_does_not() {
    let script = "echo two; echo one";
    Fixture::with(ROOM, "console,unordered", "greeter\none\ntwo", script)
        .counterpart(ROOM, "greeter", "print('one\\ntwo')\n")
        .run("diff")
        .is_green(&[
            "the same lines in another order  the same lines in another order",
        ]);
}

#[test]
fn an_exit_status() {
    prints("echo one; echo two; echo three; echo 'out of threads' >&2; exit 3")
        .counterpart(ROOM, "count", "print('one\\ntwo\\nthree')\n")
        .run("diff")
        .is_red(&[
            "02-threads count 3  exit status: 3  not compared  –\n",
            "── 02-threads count 3: Rust: exit status: 3",
            "stderr: out of threads",
        ]);
}

#[test]
fn a_signal() {
    prints("echo one; kill -ABRT $$").run("diff").is_red(&[
        "── 02-threads count 3: Rust: signal: 6 (SIGABRT)",
        "  one\n- two\n- three\n",
    ]);
}

/// A demo with a grandchild; both hold a pipe open for as long as they live.
const HANG: &str = "exec 9>\"$(dirname \"$0\")/alive\"
    echo one
    sleep 300 &
    echo both run >&9
    wait";

/// Says when the demo runs, and fails unless all its processes are dead soon.
fn witness(fixture: &Fixture) -> (mpsc::Receiver<()>, impl FnOnce()) {
    let pipe = fixture.path("target/debug/alive");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let (runs, when_it_runs) = mpsc::channel();
    let (dead, when_dead) = mpsc::channel();
    thread::spawn(move || {
        let mut pipe = BufReader::new(File::open(pipe).unwrap());
        pipe.read_line(&mut String::new()).unwrap();
        runs.send(()).unwrap();
        // Ends only when nobody holds the pipe's other end any more.
        pipe.read_to_end(&mut Vec::new()).unwrap();
        dead.send(()).unwrap();
    });
    let assert_dead = move || {
        when_dead
            .recv_timeout(Duration::from_secs(10))
            .expect("no process is left");
    };
    (when_it_runs, assert_dead)
}

#[test]
fn a_hang() {
    let fixture = prints(HANG);
    let (when_it_runs, assert_dead) = witness(&fixture);
    let start = Instant::now();
    fixture.run("diff --limit 1").is_red(&[
        "── 02-threads count 3: Rust: not done within 1 s",
        "  one\n- two\n- three\n",
    ]);
    assert!(start.elapsed() < Duration::from_secs(30));
    when_it_runs.recv().unwrap();
    assert_dead();
}

#[test]
fn an_interruption_leaves_nothing_behind() {
    let fixture = prints(HANG);
    let (when_it_runs, assert_dead) = witness(&fixture);
    let mut checks =
        fixture.command("diff").stderr(Stdio::piped()).spawn().unwrap();
    when_it_runs.recv().unwrap();
    let kill = ["-c", "kill -TERM $0", &checks.id().to_string()];
    assert!(Command::new("sh").args(kill).status().unwrap().success());
    assert_eq!(checks.wait().unwrap().code(), Some(1));
    assert_dead();
}

#[test]
fn an_orphan_is_left_to_finish_its_line() {
    prints("echo one; (sleep 0.2; echo two; echo three) &")
        .run("diff")
        .is_green(&[]);
}

#[test]
fn a_sibling_differs() {
    let siblings = |last: &str| {
        Fixture::new()
            .chapter(
                ROOM,
                "console",
                "workers 9 1\nAll Threads are queued\na\nb",
            )
            .demo(ROOM, "echo 'All Threads are queued'; echo a; echo b")
            .chapter(
                "06-tokio",
                "console",
                &format!("workers 9 1\nAll Tasks are queued\nb\n{last}"),
            )
            .demo(
                "06-tokio",
                &format!("echo All Tasks are queued; echo b; echo {last}"),
            )
    };
    siblings("a").run("diff").is_green(&[
        "02-threads workers 9 1  the same text  –       (the first)",
        "–       the same lines in another order, but for 1 word",
    ]);
    let outcome = siblings("c").run("diff");
    outcome.is_red(&[
        "── 06-tokio workers 9 1: 02-threads workers 9 1 and Rust: different",
        "--- 02-threads workers 9 1\n+++ Rust\n  All <units> are queued\n",
        "- a\n",
        "+ c\n",
    ]);
    // The first of the family is run though it isn't chosen.
    siblings("c").run("diff 06").is_red(&["1 example, 1 unexpected"]);
}

#[test]
fn the_wild_race_must_lose() {
    let room = "07-race-condition";
    let session = "wild\nexpected: 9\nfound: 2\nlost: 7";
    let found = |found, lost| {
        let script =
            format!("echo expected: 9; echo found: {found}; echo lost: {lost}");
        Fixture::with(room, "console", session, &script).run("diff")
    };
    found(4, 5).is_green(&[]);
    found(9, 0).is_red(&[
        "── 07-race-condition wild: recorded and Rust: different",
        "- lost: <some>\n+ lost: 0\n",
    ]);
}

#[test]
fn shows_what_the_programs_print() {
    prints("echo one; echo two; echo three")
        .run("diff --show count")
        .is_green(&["── 02-threads count 3\none\ntwo\nthree\n\nexample "]);
}

#[test]
fn all_programs_get_the_pace_and_nothing_to_read() {
    prints("cat; echo $SECOND; echo $2; echo three")
        .run("diff --second 0.25")
        .is_red(&["- one\n- two\n+ 1.25\n+ 3\n  three\n"]);
}

#[test]
fn words_choose_rooms_and_examples() {
    let fixture = Fixture::new()
        .chapter("01-one", "console", "greeter\na")
        .chapter("01-one", "console", "other\na")
        .demo("01-one", "echo a")
        .chapter("02-greeters", "console", "greeter-smol\na")
        .chapter("02-greeters", "console", "other\na")
        .demo("02-greeters", "echo a");
    for (words, chosen) in [
        ("", 4),
        ("greeter", 2),
        ("02", 2),
        ("02-greeters", 2),
        ("crates/02-greeters/", 2),
        ("greeter other", 4),
        ("02 greeter", 1),
        ("01 02 other", 2),
        ("greeter-smol", 1),
    ] {
        let counted = format!("\n{chosen} example");
        fixture.run(&format!("diff {words}")).is_green(&[&counted]);
    }
    fixture.run("diff 01 greeter-smol").is(2, &["error: there is no 01 "]);
}

#[test]
fn a_second_run_at_a_slower_pace_counts() {
    let once = "if [ -e \"$0.ran\" ]; then echo one; else echo two; fi
        touch \"$0.ran\"";
    Fixture::with(ROOM, "console", "count\none", once)
        .run("diff")
        .is_green(&["differences, 1 repeated at a slower pace, "]);
}

#[test]
fn an_endless_output_ends() {
    prints("exec yes").run("diff --limit 10").is(1, &["signal: 13"]);
}

#[test]
fn bad_input() {
    let fixture = prints("echo one");
    fixture
        .run("diff nothing-like-it")
        .is(2, &["error: there is no room or example 'nothing-like-it'"]);
    fixture.run("diff cuont").is(2, &["; did you mean 'count'? (see --help)"]);
    fixture.run("diff 03").is(2, &["error: there is no room or example '03'"]);
    for args in [
        "diff --second nan",
        "diff --second 0",
        "diff --limit 0",
        "diff --jobs 0",
        "diff --limit 1e3",
        "differ",
    ] {
        fixture.run(args).is(2, &["error: "]);
    }
    std::fs::remove_file(fixture.path("target/debug/02-threads")).unwrap();
    fixture.run("diff").is(1, &["build first: cargo build --bins"]);
}

#[test]
fn a_bad_chapter() {
    Fixture::with(ROOM, "console,unorderd", "count", "echo")
        .run("diff")
        .is(1, &["02-threads.md:1: `console,unorderd` isn't "]);
    Fixture::new()
        .file("docs/src/summary.md", "")
        .run("diff")
        .is(1, &["no session in "]);
}
