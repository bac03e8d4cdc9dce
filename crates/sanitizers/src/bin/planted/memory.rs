//! Two leaks, two wild accesses, and a leak that no tool calls one.
//!
//! Everything goes through `black_box`, or else the optimiser would see that
//! nobody uses it and leave out the fault together with its memory.

use std::cell::RefCell;
use std::hint::black_box;
use std::mem;
use std::rc::Rc;
use std::sync::Mutex;
use std::thread;

/// Memory counts as leaked if no pointer leads to it, and an old copy of one
/// may still lie on the stack. The stack of a thread goes with the thread.
fn elsewhere(leak: fn()) {
    thread::spawn(leak).join().expect("a leak doesn't panic");
}

/// A value whose destructor never runs.
pub fn forgotten_box() {
    elsewhere(|| mem::forget(black_box(Box::new([0_u8; 1000]))));
}

/// Two nodes that keep each other alive.
pub fn rc_cycle() {
    #[derive(Default)]
    struct Node(RefCell<Option<Rc<Node>>>);

    elsewhere(|| {
        let (one, other) = (Rc::<Node>::default(), Rc::<Node>::default());
        *one.0.borrow_mut() = Some(Rc::clone(&other));
        *other.0.borrow_mut() = Some(black_box(one));
    });
}

/// What a green thread would do that outlives what it borrowed.
pub fn use_after_free() {
    let owner = black_box(Box::new(7_u32));
    let borrowed = &raw const *owner;
    drop(owner);
    // SAFETY: wrong. What it points at is gone.
    black_box(unsafe { *borrowed });
}

/// The element after the last.
pub fn out_of_bounds() {
    let numbers = black_box(vec![1_u32, 2, 3]);
    let end = numbers.as_ptr_range().end;
    // SAFETY: wrong. The end is no element.
    black_box(unsafe { *end });
}

/// Memory that is never freed and always reachable: silent, and rightly so.
///
/// That is what a global is. But a list that only grows looks the same, so
/// silence doesn't mean that a long-running program needs no more and more.
pub fn kept_for_ever() {
    static KEPT: Mutex<Vec<[u8; 1000]>> = Mutex::new(Vec::new());
    let mut kept = KEPT.lock().expect("nobody panics with it");
    kept.push(black_box([0; 1000]));
}
