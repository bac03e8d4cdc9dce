//! What the compiler says about five ways to get async code wrong.
//!
//! Each port is a file in `rejected/`. This example prints their first lines,
//! and a test compiles them all. Python finds such mistakes when it compiles
//! the source, or when it runs the program, or only with luck.
//!
//! Run:    just run claims does-not-compile
//! Output: the same in every run
//! Source: A0 and A4, on async, await and sessions

macro_rules! ports {
    ($($name:literal)*) => {
        &[$(($name, include_str!(concat!("../rejected/", $name, ".rs")))),*]
    };
}

const PORTS: &[(&str, &str)] = ports![
    "await_outside" "async_block" "await_twice" "never_awaited"
    "session_not_shared"
];

pub fn run() {
    for (name, program) in PORTS {
        let first_line = program.lines().next().unwrap_or_default();
        println!("{name}: {}", first_line.trim_start_matches("//! "));
    }
}
