//! Wrong: `iter` instead of `par_iter`. There is a pool, but one thread works.
//!
//! Run:    just variant plain-iter
//! Output: the same in every run
//! Sheet:  04

use std::thread;
use std::time::Duration;

use anyhow::Result;
use rayon::ThreadPoolBuilder;

pub fn run(second: Duration) -> Result<()> {
    let names = ["Guido", "Luciano", "Kushal"];
    let pool = ThreadPoolBuilder::new().num_threads(3).build()?;
    let greetings: Vec<_> = pool
        .install(|| names.iter().map(|name| greeter(name, second)).collect());
    for greeting in greetings {
        println!("{greeting}");
    }
    Ok(())
}

fn greeter(name: &str, second: Duration) -> String {
    // Only this greeter sleeps; the other two go on.
    thread::sleep(second);
    format!("Hello {name}")
}
