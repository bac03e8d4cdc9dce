//! The direct ports of `counter += 1`, and what the compiler says about them.
//!
//! Write the article's program in Rust as it is, and the compiler rejects it,
//! with threads, closures and references of any kind. Two ports compile, and
//! both are wrong: each thread adds to a counter of its own, and the program
//! prints 0. No port is part of this program. Each is a file in `rejected/`.
//! This example prints their first lines, and a test compiles them all.
//!
//! No port is `unsafe { COUNTER += 1 }`. It compiles, and may even print the
//! right number each time you run it. But it is a data race: undefined
//! behaviour. There is no counterpart in Python.
//!
//! Run:    just run 07-race-condition does-not-compile
//! Output: the same in every run
//! Source: A2 and A4, by which protected access prevents races

macro_rules! ports {
    ($($name:literal)*) => {
        &[$(($name, include_str!(concat!("../rejected/", $name, ".rs")))),*]
    };
}

const PORTS: &[(&str, &str)] = ports![
    "spawn" "spawn_in_map" "reference" "argument"
    "scoped_twice" "scoped_loop" "scoped_read" "shared_closure" "moved"
    "global" "global_mut" "global_mut_borrowed" "global_cell"
    "arc" "rc_refcell" "arc_refcell" "raw_pointer"
    "mutex_unlocked" "mutex_guard"
    "copied" "thread_local"
];

pub fn run() {
    for (name, program) in PORTS {
        let first_line = program.lines().next().unwrap_or_default();
        println!("{name}: {}", first_line.trim_start_matches("//! "));
    }
}
