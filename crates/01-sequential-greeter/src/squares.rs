//! Squares a list of numbers in a loop: the job that a pool will share out.
//!
//! `[square(n) for n in numbers]` is `map` and `collect`. Python's integers
//! grow as they must; an `i64` ends at 2^63 - 1, so the argument parser takes
//! no number whose square is larger.
//!
//! Run:    just run 01-sequential-greeter squares 1 2 3
//! Output: the same in every run
//! Source: A1, P1.3

pub fn run(numbers: &[i64]) {
    let squares: Vec<_> = numbers.iter().map(|&n| square(n)).collect();
    println!("{squares:?}");
}

fn square(n: i64) -> i64 {
    n * n
}
