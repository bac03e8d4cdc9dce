//! Observes programs of which it is known what they do.
//!
//! They run one at a time. The machine may have other work: then a thread is
//! ready for a longer time, but sleeps, runs and waits as long as ever.

#![cfg(target_os = "linux")]

use std::path::Path;
use std::process::Command;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use lanes::json::json;
use lanes::model::{Kind, Lane, Nanos, Run, State, Wait};
use lanes::observe::{Options, Pipe, observe};
use lanes::svg::svg;
use lanes::text::text;

const KNOWN: &str = env!("CARGO_BIN_EXE_lanes-known");
const MILLI: Nanos = 1_000_000;

static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

fn alone() -> MutexGuard<'static, ()> {
    ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner)
}

fn known(words: &str) -> Command {
    let mut command = Command::new(KNOWN);
    command.args(words.split(' '));
    command
}

fn seen(command: Command) -> Run {
    let run =
        observe(command, &Options::default(), Pipe::new().unwrap()).unwrap();
    assert_eq!(run.failure, None);
    check(&run);
    run
}

/// What is true of any run.
fn check(run: &Run) {
    for (index, lane) in run.lanes.iter().enumerate() {
        assert!(lane.parent.is_none_or(|parent| parent < index), "{lane:?}");
        assert!(lane.end <= run.end, "{lane:?}");
        let mut at = lane.begin;
        for segment in &lane.segments {
            assert_eq!(segment.begin, at, "{lane:?}");
            assert!(segment.begin < segment.end, "{lane:?}");
            at = segment.end;
        }
        assert!(lane.segments.is_empty() || at == lane.end, "{lane:?}");
    }
    let is_sorted = run
        .lanes
        .is_sorted_by_key(|lane| (lane.kind == Kind::Task, lane.begin));
    assert!(is_sorted, "{:?}", run.lanes);
    assert!(svg(run).len() <= 40_000);
    for line in text(run).lines() {
        assert!(line.chars().count() <= 72, "{line}");
    }
    assert!(json(run)["traceEvents"].is_array());
}

fn sum(lane: &Lane, state: State) -> Nanos {
    lane.sums().get(&state).copied().unwrap_or_default()
}

#[track_caller]
fn assert_near(run: &Run, actual: Nanos, expected: Nanos) {
    let share = actual.abs_diff(expected) as f64 / run.end as f64;
    assert!(share <= 0.05, "{actual}, not {expected}:\n{}", text(run));
}

/// The states without `ready`, which is the load's doing, and without those
/// that are shorter than a twentieth of the run.
fn states(run: &Run, lane: usize) -> Vec<State> {
    let mut states = run.lanes[lane].states(run.end / 20);
    states.retain(|state| *state != State::Ready);
    states.dedup();
    states
}

fn marks(run: &Run) -> Vec<(usize, &str)> {
    run.marks.iter().map(|it| (it.lane, it.text.as_str())).collect()
}

#[test]
fn three_sleepers_make_a_staircase() {
    let _alone = alone();
    let run = seen(known("sleepers 200"));
    assert_eq!(run.lanes.len(), 4, "{}", text(&run));
    assert_eq!(run.lanes[0].parent, None);
    assert_eq!(states(&run, 0), [State::Waiting(Wait::Thread)]);
    for (index, lane) in run.lanes.iter().enumerate().skip(1) {
        assert_eq!(lane.parent, Some(0));
        assert_eq!(lane.kind, Kind::Thread);
        assert_eq!(lane.name, format!("{index} slept"));
        assert_eq!(states(&run, index), [State::Sleeping]);
        let time = 200 * MILLI * index as Nanos;
        assert_near(&run, sum(lane, State::Sleeping), time);
    }
    let expected =
        [(1, "1 slept"), (2, "2 slept"), (3, "3 slept"), (0, "all slept")];
    assert_eq!(marks(&run), expected);
    assert!(run.cost.cpu < run.end / 20, "{:?} of {}", run.cost, run.end);
}

#[test]
fn a_parent_waits_for_its_child() {
    let _alone = alone();
    let run = seen(known("parent 400"));
    assert_eq!(run.lanes.len(), 2, "{}", text(&run));
    let [parent, child] = [&run.lanes[0], &run.lanes[1]];
    assert_eq!([parent.kind, child.kind], [Kind::Process; 2]);
    assert_eq!(child.parent, Some(0));
    assert_eq!(states(&run, 0), [State::Waiting(Wait::Child)]);
    assert_eq!(states(&run, 1), [State::Sleeping]);
    assert_near(&run, sum(child, State::Sleeping), 400 * MILLI);
    // The child may have waited for a core before it slept.
    let waited = sum(parent, State::Waiting(Wait::Child));
    let life = child.end - child.begin;
    assert_near(&run, waited, waited.clamp(400 * MILLI, life.max(400 * MILLI)));
    assert!(child.end <= parent.end);
    let expected =
        [(0, "parent starts"), (1, "child slept"), (0, "child is done")];
    assert_eq!(marks(&run), expected);
}

/// Each runs for as long as it wants, and is ready for the rest.
fn check_pair(run: &Run, time: Nanos) {
    assert_eq!(run.lanes.len(), 3, "{}", text(run));
    for lane in &run.lanes[1..] {
        let (runs, is_ready) =
            (sum(lane, State::Running), sum(lane, State::Ready));
        assert_near(run, runs, time);
        assert_near(run, runs + is_ready, lane.end - lane.begin);
    }
    let mut texts: Vec<_> = run.marks.iter().map(|it| &*it.text).collect();
    texts.sort_unstable();
    assert_eq!(texts, ["one is done", "one one is done"]);
    for mark in &run.marks {
        assert_eq!(run.lanes[mark.lane].name, mark.text, "{:?}", run.marks);
    }
}

#[test]
fn a_busy_pair_runs_on_two_cores() {
    let _alone = alone();
    let run = seen(known("pair 400"));
    check_pair(&run, 400 * MILLI);
}

#[test]
fn a_busy_pair_shares_one_core() {
    let _alone = alone();
    let mut command = Command::new("taskset");
    command.args(["-c", "0", KNOWN, "pair", "400"]);
    let run = seen(command);
    check_pair(&run, 400 * MILLI);
    // The one that ends first has waited for the other about half the time.
    let first = run.marks[0].lane;
    let first = &run.lanes[first];
    let life = first.end - first.begin;
    assert!(sum(first, State::Ready) > life * 2 / 5, "{}", text(&run));
}

#[test]
fn a_lock_is_waited_for_while_it_is_held() {
    let _alone = alone();
    let run = seen(known("lock 300"));
    assert_eq!(run.lanes.len(), 3, "{}", text(&run));
    let waits = State::Waiting(Wait::Lock);
    assert_eq!(states(&run, 1), [State::Sleeping]);
    assert_eq!(states(&run, 2), [State::Sleeping, waits]);
    assert_near(&run, sum(&run.lanes[1], State::Sleeping), 600 * MILLI);
    assert_near(&run, sum(&run.lanes[2], State::Sleeping), 300 * MILLI);
    // The holder may have waited for a core before it gave the lock back.
    let waited = sum(&run.lanes[2], waits);
    let slept = run.lanes[2].segments.iter().rev();
    let slept = slept.filter(|it| it.state == State::Sleeping).map(|it| it.end);
    let longest = run.lanes[2].end - slept.max().unwrap();
    assert_near(
        &run,
        waited,
        waited.clamp(300 * MILLI, longest.max(300 * MILLI)),
    );
    let expected = [(1, "holder has the lock"), (2, "waiter has the lock")];
    assert_eq!(marks(&run), expected);
}

#[test]
fn tasks_are_lanes_where_they_leave_marks() {
    let _alone = alone();
    let run = seen(known("tasks 100"));
    let kinds: Vec<_> = run.lanes.iter().map(|it| it.kind).collect();
    assert_eq!(kinds, [Kind::Process, Kind::Task, Kind::Task, Kind::Task]);
    let names: Vec<_> = run.lanes.iter().map(|it| &*it.name).collect();
    assert_eq!(names[1..], ["request", "one", "two"]);
    assert_eq!(states(&run, 1), [State::Sleeping]);
    let awaits = State::Waiting(Wait::Await);
    let turns = [State::Running, awaits, State::Running, awaits];
    for (task, count) in [(2, 4), (3, 3)] {
        assert_eq!(states(&run, task), turns[..count]);
        assert_near(&run, sum(&run.lanes[task], State::Running), 200 * MILLI);
    }
}

#[test]
fn no_short_thread_is_missed() {
    let _alone = alone();
    let run = seen(known("swarm 300"));
    assert_eq!(run.lanes.len(), 301);
    assert!(text(&run).contains("… 277 more"));
}

#[test]
fn without_ptrace_long_lanes_are_seen() {
    let _alone = alone();
    let options = Options { untraced: true, ..Options::default() };
    let run =
        observe(known("sleepers 200"), &options, Pipe::new().unwrap()).unwrap();
    check(&run);
    assert_eq!(run.lanes.len(), 4, "{}", text(&run));
    assert_eq!(states(&run, 3), [State::Sleeping]);
    assert!(text(&run).contains("ptrace is refused"), "{}", text(&run));
}

#[test]
fn a_sleeper_takes_no_longer_when_it_is_observed() {
    let _alone = alone();
    let (mut alone, mut observed) = (Duration::MAX, Duration::MAX);
    let mut ratio = f64::INFINITY;
    // The least of each is that with the least load; it may come late.
    for _ in 0..30 {
        let start = Instant::now();
        known("sleepers 150").output().unwrap();
        alone = alone.min(start.elapsed());
        let run = seen(known("sleepers 150"));
        observed = observed.min(Duration::from_nanos(run.end));
        ratio = observed.div_duration_f64(alone);
        if (0.98..1.02).contains(&ratio) {
            return;
        }
    }
    panic!("{ratio}: {observed:?}, not {alone:?}");
}

#[test]
fn a_failure_is_reported() {
    let _alone = alone();
    let run = observe(known("fail"), &Options::default(), Pipe::new().unwrap())
        .unwrap();
    assert_eq!(run.failure.as_deref(), Some("exit status: 7"));
    assert!(text(&run).contains("too short"), "{}", text(&run));
    assert_eq!(run.lanes[0].segments, []);
    let missing = Command::new(Path::new(KNOWN).with_extension("missing"));
    let error = observe(missing, &Options::default(), Pipe::new().unwrap())
        .unwrap_err();
    assert!(error.to_string().starts_with("could not run "), "{error}");
}
