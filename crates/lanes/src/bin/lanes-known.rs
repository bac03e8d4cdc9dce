//! Programs of which it is known what they do, for the tests of `lanes`.
//!
//! Times are in milliseconds: `lanes-known sleepers 300`.

#![forbid(unsafe_code)]

use std::env;
use std::process::Command;
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

use instruments::marks;

fn main() {
    let args: Vec<_> = env::args().skip(1).collect();
    let millis = |index: usize| -> u64 {
        args.get(index).and_then(|it| it.parse().ok()).unwrap_or(100)
    };
    let time = Duration::from_millis(millis(1));
    match args.first().map(String::as_str) {
        Some("sleepers") => sleepers(time),
        Some("parent") => parent(time),
        Some("child") => child(time),
        Some("pair") => pair(time),
        Some("lock") => lock(time),
        Some("tasks") => tasks(time),
        Some("swarm") => swarm(millis(1)),
        Some("fail") => std::process::exit(7),
        _ => println!("which one?"),
    }
}

/// Three threads that sleep for one, two and three times as long.
fn sleepers(time: Duration) {
    thread::scope(|scope| {
        for number in 1..=3 {
            scope.spawn(move || {
                thread::sleep(time * number);
                println!("{number} slept");
            });
        }
    });
    println!("all slept");
}

/// A child that sleeps, and a parent that waits for it.
fn parent(time: Duration) {
    println!("parent starts");
    let this = env::current_exe().unwrap_or_default();
    let millis = time.as_millis().to_string();
    let status = Command::new(this).args(["child", &millis]).status();
    match status {
        Ok(status) if status.success() => println!("child is done"),
        other => println!("{other:?}"),
    }
}

fn child(time: Duration) {
    thread::sleep(time);
    println!("child slept");
}

/// Two threads that compute, until each has had a core for this time.
fn pair(time: Duration) {
    thread::scope(|scope| {
        for number in 1..=2 {
            scope.spawn(move || {
                compute(time);
                // Of two equally long lines at the same time, nothing says
                // who wrote which.
                println!("{} is done", "one ".repeat(number).trim());
            });
        }
    });
}

/// Computes until the thread has run for so long.
fn compute(time: Duration) {
    let ran = || {
        let clock = nix::time::ClockId::CLOCK_THREAD_CPUTIME_ID;
        nix::time::clock_gettime(clock).map(Duration::from)
    };
    while ran().is_ok_and(|ran| ran < time) {
        let start = Instant::now();
        while start.elapsed() < Duration::from_micros(50) {
            std::hint::spin_loop();
        }
    }
}

/// A thread that holds a lock, and one that waits for it.
fn lock(time: Duration) {
    let lock = Mutex::new(());
    thread::scope(|scope| {
        scope.spawn(|| {
            let guard = lock.lock().unwrap();
            println!("holder has the lock");
            thread::sleep(time * 2);
            drop(guard);
        });
        scope.spawn(|| {
            thread::sleep(time);
            let _guard = lock.lock().unwrap();
            println!("waiter has the lock");
        });
    });
}

/// Two tasks that take turns in one thread, and a request that is served
/// meanwhile.
fn tasks(time: Duration) {
    marks::sleeps("request");
    for _ in 0..2 {
        for name in ["one", "two"] {
            marks::runs(name);
            thread::sleep(time);
            marks::waits(name);
        }
    }
    for name in ["one", "request", "two"] {
        marks::ends(name);
    }
}

/// Threads that do nothing.
fn swarm(count: u64) {
    for _ in 0..count {
        thread::scope(|scope| {
            scope.spawn(|| ());
        });
    }
}
