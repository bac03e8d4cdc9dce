//! Two leaks, two wild accesses, and growing memory that no tool calls a leak.
//!
//! Everything goes through `black_box`. Otherwise the optimiser would see that
//! the memory is never used, and remove it together with the fault.

use std::cell::RefCell;
use std::hint::black_box;
use std::mem;
use std::rc::Rc;
use std::sync::Mutex;
use std::thread;

/// Memory counts as leaked if no pointer leads to it, but the stack may still
/// hold an old copy of the pointer. A thread's stack goes with the thread.
fn in_a_thread(leak: fn()) {
    thread::spawn(leak).join().expect("a leak doesn't panic");
}

/// A value whose destructor never runs.
pub fn forgotten_box() {
    in_a_thread(|| mem::forget(black_box(Box::new([0_u8; 1000]))));
}

/// Two nodes that keep each other alive.
pub fn rc_cycle() {
    #[derive(Default)]
    struct Node(RefCell<Option<Rc<Node>>>);

    in_a_thread(|| {
        let (one, other) = (Rc::<Node>::default(), Rc::<Node>::default());
        *one.0.borrow_mut() = Some(Rc::clone(&other));
        *other.0.borrow_mut() = Some(black_box(one));
    });
}

/// A pointer that is used after its box is gone.
pub fn use_after_free() {
    let owner = black_box(Box::new(7_u32));
    let borrowed = &raw const *owner;
    drop(owner);
    // SAFETY: wrong. The box has been dropped.
    black_box(unsafe { *borrowed });
}

/// The element after the last.
pub fn out_of_bounds() {
    let numbers = black_box(vec![1_u32, 2, 3]);
    let end = numbers.as_ptr_range().end;
    // SAFETY: wrong. There is no element at the end.
    black_box(unsafe { *end });
}

/// Memory that is never freed and always reachable, which is no leak.
///
/// Every global is like that. But so is a list that only grows: a program
/// without leaks may still use more and more memory.
pub fn kept_for_ever() {
    static KEPT: Mutex<Vec<[u8; 1000]>> = Mutex::new(Vec::new());
    let mut kept = KEPT.lock().expect("not poisoned");
    kept.push(black_box([0; 1000]));
}
