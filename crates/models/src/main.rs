//! What no test can show: that it holds in every order there is.
//!
//! A test runs a program in one order, and the next time perhaps in another.
//! A *model* is a program so small that a checker can run it in all of them:
//! loom does, and it knows much of what relaxed atomics may do. At the sizes of
//! the demos there are far too many; there shuttle throws dice. Loom is a proof
//! for a small case, shuttle a search in a large one.
//!
//! The checkers replace the types of `std`. The future of 05 and its queue take
//! theirs from a small module `sync`, so `executor.rs` here includes the demo's
//! own files, and gives them another `sync`. The other models can't be the
//! demos: to import from such a module is one more name to explain in each,
//! and loom has no scoped threads. They repeat the few lines that matter, word
//! for word, and a test in `checks` compares the words. Beside the words stands
//! what they must not be: planted bugs, which a checker has to find, or else
//! its silence about the rest would mean nothing.
//!
//! `just model` builds with `--cfg loom`, in a folder of its own, and prints a
//! table. To add a model, write a function that runs once and returns what came
//! out, in a file like `counter.rs`; declare that in `every.rs` and `random.rs`
//! as the others are, and give each model a row there, and its planted bugs.

#![forbid(unsafe_code)]
#![allow(clippy::duplicate_mod, reason = "once with each checker's types")]

#[cfg(loom)]
mod check;
#[cfg(loom)]
mod every;
#[cfg(loom)]
mod random;

#[cfg(loom)]
fn main() -> std::io::Result<std::process::ExitCode> {
    check::all(&[every::ROWS, random::ROWS].concat())
}

#[cfg(not(loom))]
fn main() -> std::process::ExitCode {
    eprintln!("error: the models need `--cfg loom`; `just model` gives it");
    std::process::ExitCode::FAILURE
}
