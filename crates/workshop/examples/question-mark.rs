//! `?`: the value, or return with the error.
//!
//! From the page *Rust for this course*.

use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    println!("{}", sum("9 1 7 4 5")?);
    if let Err(error) = sum("9 one") {
        println!("no sum: {error}");
    }
    Ok(())
}

fn sum(line: &str) -> Result<u32, Box<dyn Error>> {
    let mut sum = 0;
    for word in line.split_whitespace() {
        let number: u32 = word.parse()?;
        sum += number;
    }
    Ok(sum)
}
