//! Two threads throw a ball to each other: in turns, or at the same time?
//!
//! A thread that has thrown the ball looks 200 times whether it is back. If
//! both threads run, it is back soon, and the rally goes on. If only one can
//! run, it looks in vain, and the rally ends after a throw or two. Each thread
//! is bound to a core. Two threads on one core must be in turns, and so must
//! two that hold a lock during a whole rally, as Python's hold the GIL.
//!
//! Run:    just run claims hand-offs
//! Output: the same in every run, where there are two cores
//! Source: A0, A1, A2, A3, on threads, cores and the GIL

use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread;

use anyhow::Result;
use instruments::note;

use crate::child::{Child, shared};
use crate::cores;

// Soon enough for another core, and too soon for a switch on the same one.
const LOOKS: u32 = 200;
// On a busy machine, two threads seldom have their cores at the same moment, so
// each must try for many slices of time.
const TURNS: u32 = 150_000;
const LONG: u32 = 300;
const OVER: u32 = 2;

static LOCK: Mutex<()> = Mutex::new(());

pub fn run() -> Result<()> {
    let [one, other] = cores::two()?;
    print("a core each", in_threads([one, other], None)?);
    print("one core", in_threads([one, one], None)?);
    print("a core each, and a lock", in_threads([one, other], Some(&LOCK))?);
    print("a core each, and two processes", in_processes([one, other])?);
    Ok(())
}

fn print(case: &str, rally: u32) {
    let verdict = match rally {
        0..30 => "in turns",
        30..LONG => "undecided",
        LONG.. => "at the same time",
    };
    println!("{case}: {verdict}");
    note!("count: longest rally, {case}: {rally}");
}

fn in_threads(cores: [usize; 2], lock: Option<&Mutex<()>>) -> Result<u32> {
    let ball = &AtomicU32::new(0);
    thread::scope(|scope| {
        let first = scope.spawn(move || play(0, cores[0], ball, lock));
        let second = scope.spawn(move || play(1, cores[1], ball, lock));
        Ok(first.join().unwrap()?.max(second.join().unwrap()?))
    })
}

fn in_processes(cores: [usize; 2]) -> Result<u32> {
    let [ball, longest @ ..] = shared::<3>()?;
    let child = |me: usize| {
        Child::fork(move || {
            let rally = play(me as u32, cores[me], ball, None)?;
            longest[me].store(rally, Relaxed);
            Ok(())
        })
    };
    let children = [child(0)?, child(1)?];
    children.into_iter().try_for_each(Child::wait)?;
    Ok(longest[0].load(Relaxed).max(longest[1].load(Relaxed)))
}

/// The longest rally of this player: how often it has thrown in one turn.
fn play(
    me: u32,
    core: usize,
    ball: &AtomicU32,
    lock: Option<&Mutex<()>>,
) -> Result<u32> {
    cores::pin(core)?;
    let mut longest = 0;
    for _ in 0..TURNS {
        let turn = lock.map(|lock| lock.lock().unwrap());
        let mut rally = 0;
        while (0..LOOKS).any(|_| ball.load(Relaxed) == me) {
            rally += 1;
            let next = if rally < LONG { 1 - me } else { OVER };
            ball.store(next, Relaxed);
        }
        drop(turn);
        longest = longest.max(rally);
        if ball.load(Relaxed) == OVER {
            break;
        }
    }
    Ok(longest)
}
