//! Runs a coroutine that does nothing: the skeleton of an async program.
//!
//! `asyncio.run(main())` is `#[tokio::main]` before an `async fn main`. In this
//! room it is in `main.rs`, where it calls the `run` of every example.
//!
//! Run:    just run 06-event-loop-tokio empty
//! Output: the same in every run: nothing
//! Source: A2, P2.2

pub async fn run() {}
