//! `Result`: a value, or an error.
//!
//! From the page *Rust for this course*.

use std::num::ParseIntError;

fn main() {
    for word in ["4", "four"] {
        match seconds(word) {
            Ok(seconds) => println!("{word}: sleep for {seconds}"),
            Err(error) => println!("{word}: {error}"),
        }
    }
    println!("{}", seconds("3").unwrap());
}

fn seconds(word: &str) -> Result<u32, ParseIntError> {
    word.parse()
}
