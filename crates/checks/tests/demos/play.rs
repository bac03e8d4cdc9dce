//! The puzzles of the book's game, against their examples, in every order.

use std::collections::BTreeMap;
use std::fs;

use serde::Deserialize;

use crate::demo::{root, run};

#[derive(Clone, Deserialize)]
struct Puzzle {
    name: String,
    example: String,
    #[serde(default)]
    tasks: bool,
    #[serde(default)]
    cure: bool,
    threads: BTreeMap<String, String>,
    code: BTreeMap<String, Code>,
    expected: u64,
    goal: Vec<u64>,
    outcomes: Outcomes,
}

#[derive(Clone, Deserialize)]
struct Code {
    rounds: usize,
    lines: Vec<String>,
    steps: Vec<Step>,
}

#[derive(Clone, Deserialize)]
struct Step {
    line: usize,
    #[serde(flatten)]
    action: Action,
}

#[derive(Clone, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
enum Action {
    Read,
    Write,
    Lock,
    Unlock,
    Await,
    FetchAdd,
    CompareExchange,
    Send,
    Receive,
    Add,
    Count,
    Join {
        of: String,
    },
    /// Only in `forced` and `mutex-twice`, where it decides the order.
    #[serde(skip)]
    Barrier,
}

/// How many orders end at which number.
type Outcomes = BTreeMap<u64, u64>;

#[derive(Clone, Default)]
struct State {
    counter: u64,
    channel: u64,
    holder: Option<usize>,
    running: Option<usize>,
    threads: Vec<Thread>,
}

#[derive(Clone, Default)]
struct Thread {
    round: usize,
    at: usize,
    ended: bool,
    local: u64,
}

impl Puzzle {
    fn code(&self, thread: usize) -> &Code {
        &self.code[self.threads.values().nth(thread).unwrap()]
    }

    fn all(&self) -> Outcomes {
        let mut outcomes = Outcomes::new();
        let threads = vec![Thread::default(); self.threads.len()];
        let start = State { threads, ..State::default() };
        self.explore(&start, &mut outcomes);
        outcomes
    }

    /// Takes each step that can be taken, and then all that can follow it.
    fn explore(&self, state: &State, outcomes: &mut Outcomes) {
        if state.threads.iter().all(|it| it.ended) {
            *outcomes.entry(state.counter).or_default() += 1;
            return;
        }
        let mut stuck = true;
        for thread in 0..state.threads.len() {
            if let Some(next) = self.step(state, thread) {
                self.explore(&next, outcomes);
                stuck = false;
            }
        }
        assert!(!stuck, "{}: a deadlock", self.name);
    }

    /// The state after this thread's next step, if it can take one.
    fn step(&self, state: &State, thread: usize) -> Option<State> {
        let Thread { round, at, ended, local } = state.threads[thread];
        let another_runs = state.running.is_some_and(|it| it != thread);
        if ended || another_runs {
            return None;
        }
        let code = self.code(thread);
        let mut next = state.clone();
        next.running = self.tasks.then_some(thread);
        let mut again = false;
        match &code.steps[at].action {
            Action::Read => next.threads[thread].local = state.counter,
            Action::Write => next.counter = local + 1,
            Action::Lock if state.holder.is_some() => return None,
            Action::Lock => next.holder = Some(thread),
            Action::Unlock => next.holder = None,
            Action::Await => next.running = None,
            Action::FetchAdd => next.counter += 1,
            Action::CompareExchange if state.counter == local => {
                next.counter += 1;
            }
            Action::CompareExchange => {
                next.threads[thread].local = state.counter;
                again = true;
            }
            Action::Send => next.channel += 1,
            Action::Receive => {
                next.channel = state.channel.checked_sub(1)?;
                next.threads[thread].local = 1;
            }
            Action::Add => next.counter += local,
            Action::Count => next.threads[thread].local += 1,
            Action::Join { of } => {
                let of = self.threads.keys().position(|it| it == of).unwrap();
                if !state.threads[of].ended {
                    return None;
                }
                next.counter += state.threads[of].local;
            }
            // A thread passes if the other one has come as far as this.
            Action::Barrier => {
                let other = &state.threads[1 - thread];
                if (other.round, other.at) < (round, at) {
                    return None;
                }
            }
        }
        let it = &mut next.threads[thread];
        it.at += usize::from(!again);
        if it.at == code.steps.len() {
            (it.at, it.round) = (0, round + 1);
            it.ended = it.round == code.rounds;
        }
        if it.ended {
            next.running = None;
        }
        Some(next)
    }
}

fn puzzles() -> Vec<Puzzle> {
    let file = root().join("docs/src/play/programs.js");
    let text = fs::read_to_string(file).unwrap();
    let (_, json) = text.split_once("\nconst PROGRAMS = ").unwrap();
    let json = json.trim_end().strip_suffix(';').unwrap();
    serde_json::from_str(json).unwrap()
}

fn puzzle(name: &str) -> Puzzle {
    puzzles().into_iter().find(|it| it.name == name).unwrap()
}

/// What an example prints behind `found: `.
fn found(args: &[&str]) -> u64 {
    let outcome = run("07-race-condition", args);
    assert_eq!(outcome.failure, None, "{}", outcome.stderr);
    let mut lines = outcome.stdout.lines();
    let number = lines.find_map(|line| line.strip_prefix("found: "));
    number.unwrap().parse().unwrap()
}

#[test]
fn each_puzzle_has_the_outcomes_that_it_names() {
    for puzzle in puzzles() {
        assert_eq!(puzzle.all(), puzzle.outcomes, "{}", puzzle.name);
    }
}

#[test]
fn each_cure_always_ends_at_the_expected_number() {
    let puzzles = puzzles();
    let cures: Vec<_> = puzzles.iter().filter(|it| it.cure).collect();
    assert_eq!(cures.len(), 5);
    for cure in cures {
        assert!(cure.all().into_keys().eq([cure.expected]), "{}", cure.name);
        // Any lost update would solve it.
        assert!(cure.goal.iter().copied().eq(0..cure.expected));
        let increments = (cure.expected / 2).to_string();
        let args = [&cure.name, "--threads=2", "--increments", &increments];
        assert_eq!(found(&args), cure.expected, "{}", cure.name);
    }
}

#[test]
fn the_page_says_how_many_orders_solve_each_puzzle() {
    let page = fs::read_to_string(root().join("docs/src/play.md")).unwrap();
    for puzzle in puzzles().into_iter().filter(|it| !it.cure) {
        let outcomes = puzzle.all();
        let all: u64 = outcomes.values().sum();
        let solving: u64 = puzzle.goal.iter().map(|it| outcomes[it]).sum();
        let row = format!("| [`{}`]", puzzle.name);
        let row = page.lines().find(|line| line.starts_with(&row)).unwrap();
        let number = format!("| {solving} of {all} orders |");
        assert!(row.ends_with(&number), "{row}");
    }
}

#[test]
fn the_counters_end_as_schedules_prints() {
    for (name, increments) in [("schedules", "1"), ("counter", "3")] {
        let outcomes = puzzle(name).all();
        let all: u64 = outcomes.values().sum();
        let lines: Vec<_> = outcomes
            .iter()
            .rev()
            .map(|(found, n)| {
                format!("found: {found}, by {n} of {all} schedules")
            })
            .collect();
        let args = ["schedules", "--increments", increments];
        let outcome = run("07-race-condition", &args);
        let printed: Vec<_> = outcome
            .stdout
            .lines()
            .filter(|line| line.starts_with("found: "))
            .collect();
        assert_eq!(printed, lines, "{name}");
    }
}

#[test]
fn the_page_draws_the_orders_as_schedules_does() {
    let page = fs::read_to_string(root().join("docs/src/play.md")).unwrap();
    // The drawings are in two columns there.
    let (_, block) = page.split_once("```text\n").unwrap();
    let block = block.split("```").next().unwrap();
    let mut drawn = Vec::new();
    for pair in block.lines().collect::<Vec<_>>().windows(2) {
        if let [a, b] = pair
            && a.starts_with("  A")
        {
            let column = a.rfind('A').unwrap();
            for lines in [
                [&a[..column], &b[..column]],
                [&a[column - 2..], &b[column - 2..]],
            ] {
                drawn.push(lines.map(|line| line.trim_end().to_owned()));
            }
        }
    }
    let outcome = run("07-race-condition", &["schedules"]);
    let lines: Vec<_> = outcome.stdout.lines().collect();
    let printed: Vec<_> = lines
        .windows(2)
        .filter(|pair| pair[0].starts_with("  A"))
        .map(|pair| [pair[0].to_owned(), pair[1].to_owned()])
        .collect();
    assert_eq!(printed.len(), 6);
    assert_eq!(drawn, printed);
}

/// In the examples, barriers let only some of the orders happen.
#[test]
fn with_barriers_half_is_lost_in_every_order() {
    for (name, example) in
        [("counter", "forced"), ("mutex-twice", "mutex-twice")]
    {
        let mut puzzle = puzzle(name);
        let code = puzzle.code.get_mut("increment").unwrap();
        code.rounds = 2;
        // One barrier after the read, and the lock if there is one, and one at
        // the end of the round.
        let half = code.steps.len() / 2;
        let barrier = Step { line: 0, action: Action::Barrier };
        code.steps.insert(half, barrier.clone());
        code.steps.push(barrier);
        let found = found(&[example, "--increments", "2"]);
        assert!(puzzle.all().into_keys().eq([found]), "{name}: {found}");
    }
}

/// An executor runs the tasks in turn; that is one of the orders.
#[test]
fn tasks_in_turn_end_as_await_between_prints() {
    let puzzle = puzzle("await-between");
    let threads = vec![Thread::default(); 2];
    let mut state = State { threads, ..State::default() };
    let mut turn = 0;
    while !state.threads.iter().all(|it| it.ended) {
        while let Some(next) = puzzle.step(&state, turn) {
            state = next;
            if state.running.is_none() {
                break;
            }
        }
        turn = 1 - turn;
    }
    let args = ["await-between", "--tasks", "2", "--increments", "2"];
    assert_eq!(state.counter, found(&args));
}

#[test]
fn each_line_is_one_of_the_example() {
    for puzzle in puzzles() {
        let file =
            format!("crates/07-race-condition/src/{}.rs", puzzle.example);
        let text = fs::read_to_string(root().join(&file)).unwrap();
        for code in puzzle.code.values() {
            // All are there, in this order, and each step has a line.
            let mut rest = text.lines().map(str::trim);
            for line in &code.lines {
                let line = line.trim();
                assert!(rest.any(|it| it == line), "{file}: {line}");
            }
            let lines = code.lines.len();
            assert!(code.steps.iter().all(|step| step.line < lines));
        }
    }
}
