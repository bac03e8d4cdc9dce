//! The exercises: what each file should print, and what is missing if it does
//! not.

use std::io;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use tokio::process::Command;
use tokio::{runtime, time};

/// A program that takes longer has hung: the solutions take milliseconds.
pub const LIMIT: Duration = Duration::from_secs(5);

/// An exercise of one room.
#[derive(Debug)]
pub struct Exercise {
    /// The room, which is the name of the files, too.
    pub name: &'static str,
    /// The file that is handed out.
    pub shipped: &'static str,
    /// The file as it could be.
    pub solution: &'static str,
    /// What to do, in one sentence.
    pub task: &'static str,
    /// A push in the right direction.
    pub hint: &'static str,
    /// What it shows, once it is done.
    pub lesson: &'static str,
    /// What the program should print.
    pub expected: &'static str,
    /// Words that must stay in the file, and what is missing without them.
    keep: &'static [(&'static str, &'static str)],
    /// What is missing if the program hangs.
    hangs: &'static str,
    /// What is missing if a line of the output contains the words.
    mistakes: &'static [(&'static str, &'static str)],
}

/// What a program printed, and how it ended.
#[derive(Debug, PartialEq, Eq)]
pub enum Run {
    /// It was killed after the limit.
    Hung,
    /// It ended in an error, named in words.
    Failed(String),
    /// It ended well, and printed this.
    Printed(String),
}

impl Exercise {
    /// The number of the room, as in `just exercise 02`.
    pub fn number(&self) -> &'static str {
        &self.name[..2]
    }

    /// What is missing, in a sentence; `None` if nothing is.
    pub fn missing(&self, source: &str, run: &Run) -> Option<String> {
        // A comment that names the words is not the code.
        let code = source.lines().filter(|it| !it.trim().starts_with("//"));
        let code: String = code.collect();
        let gone = self.keep.iter().find(|(words, _)| !code.contains(words));
        if let Some((_, sentence)) = gone {
            return Some((*sentence).into());
        }
        match run {
            Run::Hung => Some(format!("It hangs: {}", self.hangs)),
            Run::Failed(how) => Some(format!("It ends with {how}: see above.")),
            Run::Printed(stdout) if stdout == self.expected => None,
            Run::Printed(stdout) => {
                let known = self
                    .mistakes
                    .iter()
                    .find(|(words, _)| format!("\n{stdout}").contains(words));
                Some(known.map_or_else(
                    || difference(self.expected, stdout),
                    |(_, sentence)| (*sentence).into(),
                ))
            }
        }
    }
}

/// The first line that is not as it should be, in a sentence.
fn difference(expected: &str, stdout: &str) -> String {
    let mut found = stdout.lines();
    for (index, line) in expected.lines().enumerate() {
        let number = index + 1;
        match found.next() {
            Some(other) if other == line => {}
            Some(other) => {
                return format!("Line {number} is '{other}', not '{line}'.");
            }
            None => return format!("Line {number} is missing: '{line}'."),
        }
    }
    match found.next() {
        Some(line) => format!("It prints a line too many: '{line}'."),
        None => "A line does not end as it should.".into(),
    }
}

/// Runs a program of an exercise; what it prints on stderr is shown.
///
/// # Errors
///
/// If it can't be started.
pub fn run(program: &Path, limit: Duration) -> io::Result<Run> {
    let mut builder = runtime::Builder::new_current_thread();
    builder.enable_all().build()?.block_on(async {
        let mut command = Command::new(program);
        command.stdin(Stdio::null()).stderr(Stdio::inherit());
        command.kill_on_drop(true);
        let Ok(output) = time::timeout(limit, command.output()).await else {
            return Ok(Run::Hung);
        };
        let output = output?;
        Ok(if output.status.success() {
            Run::Printed(String::from_utf8_lossy(&output.stdout).into_owned())
        } else {
            Run::Failed(output.status.to_string())
        })
    })
}

/// An exercise by its room: `02`, `2`, `02-threads`, `crates/02-threads/`.
///
/// # Errors
///
/// One line, with a guess at what was meant.
pub fn find(word: &str) -> Result<&'static Exercise, String> {
    let name = word.trim_end_matches('/').rsplit('/').next().unwrap_or(word);
    let number = format!("{name:0>2}");
    let found =
        EXERCISES.iter().find(|it| it.name == name || it.number() == number);
    found.ok_or_else(|| {
        let guess = guess(name).map(|it| format!("; did you mean '{it}'?"));
        let guess = guess.unwrap_or_else(|| ": there are 02 to 08".into());
        format!("there is no exercise '{word}'{guess}")
    })
}

fn guess(word: &str) -> Option<&'static str> {
    let model = |it: &Exercise| it.name[3..].to_owned();
    let likeness = |it: &Exercise| {
        strsim::jaro(word, it.name).max(strsim::jaro(word, &model(it)))
    };
    EXERCISES
        .iter()
        .filter(|it| {
            let alike = likeness(it) > 0.7 || it.name.contains(word);
            !word.is_empty() && (alike || word.starts_with(it.number()))
        })
        .max_by(|a, b| likeness(a).total_cmp(&likeness(b)))
        .map(|it| it.name)
}

macro_rules! files {
    ($name:literal) => {
        Exercise {
            name: $name,
            shipped: include_str!(concat!("../exercises/", $name, ".rs")),
            solution: include_str!(concat!("../solutions/", $name, ".rs")),
            ..EMPTY
        }
    };
}

const EMPTY: Exercise = Exercise {
    name: "",
    shipped: "",
    solution: "",
    task: "",
    hint: "",
    lesson: "",
    expected: "",
    keep: &[],
    hangs: "",
    mistakes: &[],
};

/// All exercises, in the order of the rooms.
pub const EXERCISES: [Exercise; 7] = [
    Exercise {
        task: "Three friends should eat together, and none of them gets to.",
        hint: "Collect the handles that `spawn` returns in a `Vec`, and join \
               them in a second loop.",
        lesson: "Start all threads first, and join them then. The results \
                 come in the order of the joins.",
        expected: "Guido orders soup\nLuciano orders rice\nKushal orders \
                   bread\n",
        keep: &[
            ("table.wait()", "The friends no longer wait for each other."),
            ("Barrier::new(3)", "The table is for three."),
        ],
        hangs: "the first friend waits for two others, which are not started \
                before the first is joined.",
        ..files!("02-threads")
    },
    Exercise {
        task: "Two children add up numbers, and the parent learns nothing.",
        hint: "Make a pipe before each fork. A closure with `move` takes the \
               sender, and ends in `exit_with(sender.write_all(…))`. Keep the \
               receivers, and `read_exact` 8 bytes from each, before \
               `wait_all`.",
        lesson: "Processes share no memory. What one knows, the other must \
                 be sent.",
        expected: "total: 500500\n",
        keep: &[("Child::fork(", "No child does the work any more.")],
        hangs: "read the pipes before you wait for the children, and leave \
                no sender open in the parent.",
        mistakes: &[(
            "\ntotal: 0\n",
            "The parent's total is still 0: each child has added to its own \
             copy.",
        )],
        ..files!("03-multiprocess-fork")
    },
    Exercise {
        task: "Three threads should share twelve jobs, and each job gets a \
               thread.",
        hint: "Put an iterator into a `Mutex`, and let each of three threads \
               call `next` until there is nothing left. An item can be a \
               number with the place of its result: \
               `numbers.iter().zip(&mut results)`.",
        lesson: "A pool is a queue and a few threads. The place of a result \
                 is decided before the job begins, so any thread may do it.",
        expected: "[1, 4, 9, 16, 25, 36, 49, 64, 81, 100, 121, 144]\n\
                   threads: 3\n",
        keep: &[
            ("THREE.wait()", "`square` no longer waits for three threads."),
            ("Barrier::new(3)", "`square` must wait for three threads."),
        ],
        hangs: "three threads must square numbers at the same time.",
        mistakes: &[
            ("\nthreads: 12\n", "It starts 12 threads, and should start 3."),
            (
                "\nthreads: 3\n",
                "The squares are not in the order of the numbers.",
            ),
        ],
        ..files!("04-pool-map")
    },
    Exercise {
        task: "A future gets its result, and nobody wakes the task that \
               awaits it.",
        hint: "Add `waker: Option<Waker>` to `Shared`. `poll` stores a clone \
               of `context.waker()` where it returns `Pending`, and the \
               thread takes it, and calls `wake()`, after it has stored the \
               result. Look and store under one lock.",
        lesson: "A future does nothing by itself: `poll` must see to it that \
                 something wakes the task.",
        expected: "hello, after 2 polls\n",
        keep: &[("zip(job, open)", "`main` no longer polls the job first.")],
        hangs: "the job is done, but nothing wakes the task that awaits it.",
        mistakes: &[(
            "\nhello, after ",
            "It is polled more often than twice: wake the task once, when \
             the result is there.",
        )],
        ..files!("05-futures-executor")
    },
    Exercise {
        task: "Six tasks ask a server that answers two at a time, and all \
               ask at once.",
        hint: "Share an `Arc<Semaphore>` with two permits. Each task awaits \
               `acquire()` before `get`, and keeps the permit in a variable \
               until the end of the function.",
        lesson: "Tasks cost little, what they ask for may not. A semaphore \
                 limits how many are at it; the others wait, and block no \
                 thread.",
        expected: "page 1: hello\npage 2: hello\npage 3: hello\n\
                   page 4: hello\npage 5: hello\npage 6: hello\n\
                   at most 2 in flight\n",
        keep: &[("in_flight > 2", "The server must refuse the third request.")],
        hangs: "a task waits for a permit that is never given back.",
        mistakes: &[
            (
                ": refused",
                "The server refuses requests: more than two are in flight.",
            ),
            (
                "\nat most 1 ",
                "Only one request is in flight at a time, and it should be \
                 two.",
            ),
        ],
        ..files!("06-event-loop-tokio")
    },
    Exercise {
        task: "Four counters have 400 tickets, and sell more of them.",
        hint: "Put both numbers into one `Mutex<Office>`. Lock it once, at \
               the start of `sell`, and keep the guard in a variable until \
               both numbers are written.",
        lesson: "A lock protects what happens while it is held. All that \
                 belongs together must happen under one guard.",
        expected: "printed: 400\npaid: 2000\n",
        keep: &[("print_ticket(", "`sell` no longer prints a ticket.")],
        hangs: "a thread waits for a lock that is never released.",
        mistakes: &[
            (
                "\nprinted: 400\n",
                "Each ticket is sold once, but payments are lost.",
            ),
            (
                "\nprinted: ",
                "Tickets are sold twice: between a read and its write, \
                 another thread reads the same number.",
            ),
        ],
        ..files!("07-race-condition")
    },
    Exercise {
        task: "A scheduler should let its tasks take turns, and runs one \
               after the other.",
        hint: "Poll once. If that is pending, `push_back` the task: it comes \
               after the others then.",
        lesson: "This is cooperation: a task goes on until it yields, and a \
                 task that never yields keeps all others waiting.",
        expected: "Guido 1\nLuciano 1\nGuido 2\nLuciano 2\nGuido 3\n\
                   Luciano 3\n",
        keep: &[("yield_now().await", "The tasks no longer yield.")],
        hangs: "`run` does not return when all tasks are done.",
        mistakes: &[(
            "\nGuido 1\nGuido 2\n",
            "Guido goes on before it is Luciano's turn: poll a task once, \
                 and then the next.",
        )],
        ..files!("08-green-threads")
    },
];
