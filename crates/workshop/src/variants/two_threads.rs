//! Wrong: two threads for three greeters. The third has to wait.
//!
//! Run:    just variant two-threads
//! Output: the same in every run
//! Sheet:  04, the line to change

use std::thread;
use std::time::Duration;

use anyhow::Result;
use rayon::ThreadPoolBuilder;
use rayon::prelude::*;

pub fn run(second: Duration) -> Result<()> {
    let names = ["Guido", "Luciano", "Kushal"];
    let pool = ThreadPoolBuilder::new().num_threads(2).build()?;
    let greetings: Vec<_> = pool.install(|| {
        names.par_iter().map(|name| greeter(name, second)).collect()
    });
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
