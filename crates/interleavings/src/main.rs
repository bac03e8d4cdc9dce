//! Runs small programs in every interleaving, which no test can do.
//!
//! A test runs a program in one order of steps, and the next time perhaps in
//! another. A *case* is a program so small that loom can run it in every order,
//! and with much of what relaxed atomics may do. At the sizes of the demos
//! there are too many orders, so there shuttle tries random ones. Loom is a
//! proof for a small program, shuttle a search in a large one.
//!
//! Loom and shuttle replace the types of `std`. The future of 05 and its queue
//! import theirs from a small module `sync`, so `executor.rs` includes the
//! demo's own files, with another `sync`. The cases from 04 and 07 are copies:
//! such a module would be one more name to explain in each example, and loom
//! has no scoped threads. They repeat the lines that matter, word for word, and
//! a test in `checks` compares the words. Beside each are planted bugs. If loom
//! or shuttle did not find those, it would mean nothing that they find no bug
//! in the rest.
//!
//! `just interleavings` builds with `--cfg loom`, in a folder of its own, and
//! prints a table. To add a case, write a function that runs once and returns a
//! number, in a file like `counter.rs`. Declare the file in `every.rs` and
//! `random.rs` like the others, and add the case, and its planted bugs, to the
//! list there.

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
    check::all(&[every::CASES, random::CASES].concat())
}

#[cfg(not(loom))]
fn main() -> std::process::ExitCode {
    use std::io::{self, Write};

    let line = "error: built without `--cfg loom`; run `just interleavings`";
    writeln!(io::stderr(), "{line}").unwrap_or_default();
    std::process::ExitCode::FAILURE
}
