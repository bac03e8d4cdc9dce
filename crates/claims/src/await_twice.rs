//! Can the same thing be awaited twice? A coroutine can't, some others can.
//!
//! A future is used up by its await, and the compiler rejects a second one. A
//! `Shared` future keeps its result for all that await it, as a task does in
//! Python. What can be awaited is anything with `IntoFuture`; in Python,
//! anything with `__await__`.
//!
//! Run:    just run claims await-twice
//! Output: the same in every run
//! Source: A0 and A4, on what can be awaited, and restarted

use std::future::{self, IntoFuture, Ready};

use futures_util::FutureExt;

const PORT: &str = include_str!("../rejected/await_twice.rs");

struct Greeting;

impl IntoFuture for Greeting {
    type Output = &'static str;
    type IntoFuture = Ready<&'static str>;

    fn into_future(self) -> Self::IntoFuture {
        future::ready("hello")
    }
}

#[tokio::main(flavor = "current_thread")]
pub async fn run() {
    let code = PORT.trim_start_matches("//! ").split(':').next();
    println!("a future, awaited twice: {}", code.unwrap_or_default());

    let greeting = hello().shared();
    let (first, second) = (greeting.clone().await, greeting.await);
    println!("a shared future, awaited twice: {first} {second}");

    println!("a value that becomes a future: {}", Greeting.await);
}

async fn hello() -> &'static str {
    "hello"
}
