//! E0277: a session that changes itself unprotected is not Sync.

use std::cell::Cell;
use std::thread;

struct Session {
    requests: Cell<u32>,
}

fn main() {
    let session = Session { requests: Cell::new(0) };
    thread::scope(|scope| {
        scope.spawn(|| session.requests.set(1));
        scope.spawn(|| session.requests.set(2));
    });
}
