//! Each exercise fails its check as it is handed out, and its solution passes.

use std::collections::BTreeMap;
use std::fs;
use std::hint;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread;
use std::time::Duration;

use workshop::exercises::{self, EXERCISES, Exercise, Run};

/// What the check says about the file that is handed out.
const MISSING: [(&str, &str); 7] = [
    (
        "02",
        "It hangs: the first friend waits for two others, which are not \
         started before the first is joined.",
    ),
    (
        "03",
        "The parent's total is still 0: each child has added to its own copy.",
    ),
    ("04", "It starts 12 threads, and should start 3."),
    (
        "05",
        "It hangs: the job is done, but nothing wakes the task that awaits it.",
    ),
    ("06", "The server refuses requests: more than two are in flight."),
    (
        "07",
        "Tickets are sold twice: between a read and its write, another thread \
         reads the same number.",
    ),
    (
        "08",
        "Guido goes on before it is Luciano's turn: poll a task once, and \
         then the next.",
    ),
];

/// Far more than any of them needs.
const LONG: Duration = Duration::from_secs(60);

fn programs() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_workshop")).parent().unwrap()
}

/// Runs the program of a file, and the check.
fn missing(exercise: &Exercise, kind: &str, limit: Duration) -> Option<String> {
    let program = programs().join(format!("{kind}-{}", exercise.number()));
    let source = match kind {
        "shipped" => exercise.shipped,
        _ => exercise.solution,
    };
    exercise.missing(source, &exercises::run(&program, limit).unwrap())
}

/// Runs each exercise and each solution 20 times.
fn each_fails_or_passes() {
    thread::scope(|scope| {
        for (exercise, (number, expected)) in EXERCISES.iter().zip(MISSING) {
            assert_eq!(exercise.number(), number);
            // What hangs is killed at any limit; the others take their time.
            let hangs = expected.starts_with("It hangs");
            let limit = if hangs { Duration::from_secs(1) } else { LONG };
            for _ in 0..5 {
                scope.spawn(move || {
                    for _ in 0..4 {
                        let shipped = missing(exercise, "shipped", limit);
                        assert_eq!(shipped.as_deref(), Some(expected));
                        let solution = missing(exercise, "solution", LONG);
                        assert_eq!(solution, None, "{}", exercise.name);
                    }
                });
            }
        }
    });
}

#[test]
fn each_exercise_fails_and_its_solution_passes() {
    each_fails_or_passes();
}

#[test]
fn they_do_so_on_busy_cores() {
    let stop = AtomicBool::new(false);
    let cores = thread::available_parallelism().unwrap().get();
    thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| {
                while !stop.load(Relaxed) {
                    hint::spin_loop();
                }
            });
        }
        let checked = scope.spawn(each_fails_or_passes).join();
        stop.store(true, Relaxed);
        checked.unwrap();
    });
}

/// How often each line occurs, without comments.
fn code(text: &str) -> BTreeMap<&str, usize> {
    let mut lines = BTreeMap::new();
    for line in text.lines().map(str::trim) {
        if !line.is_empty() && !line.starts_with("//") {
            *lines.entry(line).or_default() += 1;
        }
    }
    lines
}

#[test]
fn a_solution_takes_at_most_thirty_new_lines() {
    for exercise in &EXERCISES {
        let before = code(exercise.shipped);
        let after = code(exercise.solution);
        let new = after.iter().map(|(line, count)| {
            count.saturating_sub(*before.get(line).unwrap_or(&0))
        });
        let new: usize = new.sum();
        assert!((2..=30).contains(&new), "{}: {new}", exercise.name);
    }
}

#[test]
fn a_file_is_a_screen() {
    for exercise in &EXERCISES {
        for text in [exercise.shipped, exercise.solution] {
            let lines = text.lines().count();
            assert!(lines <= 75, "{}: {lines}", exercise.name);
        }
    }
}

/// `just exercise`, with the files in this folder.
fn just_exercise(folder: &Path, words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_workshop"));
    command.args(words).arg("--folder").arg(folder).output().unwrap()
}

/// An empty folder, always the same one: cargo keeps what it builds for each.
fn empty_folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Hands out one exercise, checks it, puts the solution there, checks that.
fn hand_out_and_check(folder: &Path, exercise: &Exercise, expected: &str) {
    let number = exercise.number();
    let handed_out = just_exercise(folder, &[number]);
    assert!(handed_out.status.success(), "{handed_out:?}");
    let file = folder.join(format!("{}.rs", exercise.name));
    let name = file.display().to_string();
    assert!(text(&handed_out.stdout).contains(&name), "{handed_out:?}");
    assert_eq!(fs::read_to_string(&file).unwrap(), exercise.shipped);

    let checked = just_exercise(folder, &[exercise.name]);
    assert_eq!(checked.status.code(), Some(1), "{checked:?}");
    assert!(text(&checked.stdout).contains(expected), "{checked:?}");

    let solution = just_exercise(folder, &[number, "--solution"]);
    assert!(solution.status.success(), "{solution:?}");
    fs::write(&file, &solution.stdout).unwrap();
    let solved = just_exercise(folder, &[number]);
    assert!(solved.status.success(), "{solved:?}");
    assert!(text(&solved.stdout).contains("Right. "), "{solved:?}");
    // The participant's file is not written again.
    assert_eq!(fs::read(&file).unwrap(), solution.stdout);
}

#[test]
fn an_exercise_is_handed_out_and_then_checked() {
    // Each in a folder of its own: two of them hang for a while.
    thread::scope(|scope| {
        for (exercise, (_, expected)) in EXERCISES.iter().zip(MISSING) {
            scope.spawn(move || {
                let number = exercise.number();
                let folder = empty_folder(&format!("handed-out-{number}"));
                hand_out_and_check(&folder, exercise, expected);
            });
        }
    });
}

#[test]
fn the_list_names_what_was_handed_out() {
    let folder = empty_folder("listed");
    let before = text(&just_exercise(&folder, &[]).stdout);
    assert_eq!(before.matches("yours: ").count(), 0, "{before}");
    just_exercise(&folder, &["04"]);
    let after = text(&just_exercise(&folder, &[]).stdout);
    assert_eq!(after.matches("yours: ").count(), 1, "{after}");
    assert!(after.contains("04-pool-map.rs"), "{after}");
}

#[test]
fn the_program_of_another_folder_is_not_taken_for_ones_own() {
    let (own, other) = (empty_folder("own"), empty_folder("other"));
    just_exercise(&own, &["08"]);
    let solution = just_exercise(&other, &["08", "--solution"]).stdout;
    fs::write(other.join("08-green-threads.rs"), solution).unwrap();
    assert!(just_exercise(&other, &["08"]).status.success());
    // Its file is older than what was built for the other one.
    let checked = just_exercise(&own, &["08"]);
    assert_eq!(checked.status.code(), Some(1), "{checked:?}");
}

#[test]
fn a_file_that_does_not_compile_is_the_compilers_to_explain() {
    let folder = empty_folder("broken");
    let file = folder.join("08-green-threads.rs");
    // The words that must stay are there.
    fs::write(file, "fn main() { yield_now().await }").unwrap();
    let checked = just_exercise(&folder, &["08"]);
    assert_eq!(checked.status.code(), Some(1), "{checked:?}");
    assert!(text(&checked.stderr).contains("error[E"), "{checked:?}");
    let said = "Not yet: it does not compile.";
    assert!(text(&checked.stdout).contains(said), "{checked:?}");
}

#[test]
fn a_wrong_room_gets_a_guess() {
    let folder = empty_folder("refused");
    for (word, expected) in [
        ("02-thread", "; did you mean '02-threads'?"),
        ("threads", "; did you mean '02-threads'?"),
        ("tokio", "; did you mean '06-event-loop-tokio'?"),
        ("06-tokyo", "; did you mean '06-event-loop-tokio'?"),
        ("race-conditon", "; did you mean '07-race-condition'?"),
        ("01", ": there are 02 to 08"),
        ("9", ": there are 02 to 08"),
        ("", ": there are 02 to 08"),
    ] {
        let refused = just_exercise(&folder, &[word]);
        assert_eq!(refused.status.code(), Some(2), "{refused:?}");
        let line = format!("error: there is no exercise '{word}'{expected}\n");
        assert_eq!(text(&refused.stderr), line);
        assert_eq!(text(&refused.stdout), "");
    }
    for word in ["2", "02", "02-threads", "crates/02-threads/"] {
        let hint = just_exercise(&folder, &[word, "--hint"]);
        assert!(hint.status.success(), "{hint:?}");
        assert!(text(&hint.stdout).contains("`Vec`"), "{hint:?}");
    }
}

#[test]
fn each_mistake_is_named() {
    let find = |number| exercises::find(number).unwrap();
    let printed = |text: &str| Run::Printed(text.into());
    for (number, run, expected) in [
        ("02", printed(""), "Line 1 is missing: 'Guido orders soup'."),
        (
            "02",
            printed("Luciano orders rice\n"),
            "Line 1 is 'Luciano orders rice', not 'Guido orders soup'.",
        ),
        (
            "03",
            printed("total: 500500\nbye\n"),
            "It prints a line too many: 'bye'.",
        ),
        (
            "04",
            printed("[4, 1]\nthreads: 3\n"),
            "The squares are not in the order of the numbers.",
        ),
        (
            "05",
            printed("hello, after 7 polls\n"),
            "It is polled more often than twice: wake the task once, when \
             the result is there.",
        ),
        (
            "06",
            printed("page 1: hello\nat most 1 in flight\n"),
            "Only one request is in flight at a time, and it should be two.",
        ),
        (
            "07",
            printed("printed: 400\npaid: 1995\n"),
            "Each ticket is sold once, but payments are lost.",
        ),
        (
            "07",
            Run::Hung,
            "It hangs: a thread waits for a lock that is never released.",
        ),
        (
            "08",
            Run::Failed("exit status: 101".into()),
            "It ends with exit status: 101: see above.",
        ),
    ] {
        let exercise = find(number);
        let missing = exercise.missing(exercise.shipped, &run);
        assert_eq!(missing.as_deref(), Some(expected));
    }
    let exercise = find("03");
    let without = exercise.shipped.replace("Child::fork(", "call(");
    let right = printed(exercise.expected);
    assert_eq!(
        exercise.missing(&without, &right).as_deref(),
        Some("No child does the work any more.")
    );
}
