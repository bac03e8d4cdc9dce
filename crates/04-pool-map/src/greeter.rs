//! Three greeters at the same time, as a parallel map: printed in order.
//!
//! `pool.map(greeter, names)` is `names.par_iter().map(greeter)`. The greeters
//! return their greetings and `run` prints them: in the order of the names,
//! whichever greeter finishes first.
//!
//! Run:    just run 04-pool-map greeter
//! Output: the same in every run
//! Source: A0, P0.2, with the pool of A1, P1.3

use std::thread;
use std::time::Duration;

use anyhow::Result;
use rayon::ThreadPoolBuilder;
use rayon::prelude::*;

pub fn run(second: Duration) -> Result<()> {
    let names = ["Guido", "Luciano", "Kushal"];
    let pool = ThreadPoolBuilder::new().num_threads(3).build()?;
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
