//! Six data races, and a lost update that is no data race.
//!
//! Two accesses race if no chain of locks, joins, channels or release and
//! acquire leads from one to the other. ThreadSanitizer follows these chains,
//! so it finds a race even in a run in which the accesses were far apart.
//! But a chain can also exist by chance, and then there is no race in that
//! run. For example, dropping the handle of a thread that has ended orders all
//! that follows after that thread, as a join does: on a busy machine, a thread
//! started later then no longer races with it. Hence the barriers, the handles
//! that are kept, and the sleeps where rayon might do all work in one thread.

use std::cell::UnsafeCell;
use std::hint;
use std::sync::atomic::{AtomicBool, AtomicPtr, AtomicU32, Ordering::Relaxed};
use std::sync::{Arc, Barrier, Mutex};
use std::thread;
use std::time::Duration;

use rayon::prelude::*;

/// A number that any thread may change at any time, which `Sync` forbids.
///
/// ThreadSanitizer remembers only the last four accesses to each eight bytes,
/// so a flag that is read again and again must not share them.
#[repr(align(8))]
struct Shared(UnsafeCell<u32>);

// SAFETY: wrong. Nothing keeps two threads from being in `add` at once.
unsafe impl Sync for Shared {}

impl Shared {
    const fn new() -> Self {
        Self(UnsafeCell::new(0))
    }

    fn add(&self) {
        // SAFETY: wrong, unless the caller keeps other threads out.
        unsafe { *self.0.get() += 1 };
    }

    fn get(&self) -> u32 {
        // SAFETY: wrong, unless the caller keeps other threads out.
        unsafe { *self.0.get() }
    }
}

/// From 07: the direct port of the article's `counter += 1`.
pub fn static_mut() {
    static mut COUNTER: u32 = 0;
    let both_are_here = Barrier::new(2);
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                both_are_here.wait();
                for _ in 0..100 {
                    // SAFETY: wrong. The other thread does the same.
                    unsafe { COUNTER += 1 };
                }
            });
        }
    });
}

/// From 07: each thread locks, but each its own mutex.
pub fn two_mutexes() {
    let counter = Shared::new();
    let locks = [Mutex::new(()), Mutex::new(())];
    let both_are_here = Barrier::new(2);
    thread::scope(|scope| {
        for lock in &locks {
            scope.spawn(|| {
                both_are_here.wait();
                for _ in 0..100 {
                    let _guard = lock.lock().expect("not poisoned");
                    counter.add();
                }
            });
        }
    });
}

/// From 02: a sleep until the thread must be done, in place of a join.
pub fn missing_join() {
    static RESULT: Shared = Shared::new();
    let thread = thread::spawn(|| RESULT.add());
    thread::sleep(Duration::from_millis(50));
    hint::black_box(RESULT.get());
    drop(thread);
}

/// From 05: a result published by a flag that orders nothing.
pub fn relaxed_flag() {
    let result = Shared::new();
    let done = AtomicBool::new(false);
    let both_are_here = Barrier::new(2);
    thread::scope(|scope| {
        scope.spawn(|| {
            both_are_here.wait();
            result.add();
            done.store(true, Relaxed); // Release would be right
        });
        both_are_here.wait();
        while !done.load(Relaxed) {
            thread::yield_now(); // Acquire would be right
        }
        hint::black_box(result.get());
    });
}

/// From 04: a sum in a cell to which all workers of a pool add.
pub fn rayon_cell() {
    let sum = Shared::new();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(4).build();
    pool.expect("four threads").install(|| {
        // Without the sleep, one worker is often done before another wakes.
        (0..64).into_par_iter().for_each(|_| {
            thread::sleep(Duration::from_millis(1));
            sum.add();
        });
    });
}

/// From 06: a task and its blocking call share a raw pointer.
pub fn tokio_pointer() {
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    runtime.expect("one thread").block_on(async {
        static COUNTER: Shared = Shared::new();
        let pointer = AtomicPtr::new(COUNTER.0.get());
        let both_are_here = Arc::new(Barrier::new(2));
        let here_too = Arc::clone(&both_are_here);
        let call = tokio::task::spawn_blocking(move || {
            here_too.wait();
            // SAFETY: wrong. The task is writing there.
            unsafe { *pointer.into_inner() += 1 };
        });
        both_are_here.wait();
        COUNTER.add();
        call.await.expect("an addition can't panic");
    });
}

/// From 07: always loses an update, and yet is no data race.
///
/// Each step is atomic, so the behaviour is defined; the result is wrong. A
/// program in which ThreadSanitizer finds nothing is not always right.
pub fn lost_update() {
    let counter = AtomicU32::new(0);
    let both_have_read = Barrier::new(2);
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                let read = counter.load(Relaxed);
                both_have_read.wait();
                counter.store(read + 1, Relaxed);
            });
        }
    });
    assert_eq!(counter.into_inner(), 1, "two additions, and one was lost");
}
