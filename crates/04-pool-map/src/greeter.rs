//! A parallel map makes three greetings at once, and `run` prints them.
//!
//! `pool.map(greeter, names)` is `names.par_iter().map(greeter)`. A map's
//! workers return instead of printing: they finish in any order, and the
//! results still stand in the order of the names.
//!
//! Run with `just run 04-pool-map greeter`; the same in every run.
//! Source: A0, P0.2, with the pool of A1, P1.3.

use std::io::{self, Write};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result};
use rayon::prelude::*;
use rayon::{ThreadBuilder, ThreadPoolBuilder};

pub fn run(second: Duration) -> Result<()> {
    let names = ["Guido", "Luciano", "Kushal"];
    let greetings: Vec<String> = ThreadPoolBuilder::new()
        .num_threads(3)
        .build_scoped(ThreadBuilder::run, |pool| {
            pool.install(|| {
                names.par_iter().map(|name| greeter(name, second)).collect()
            })
        })
        .context("could not start three workers")?;
    for greeting in greetings {
        writeln!(io::stdout(), "{greeting}")?;
    }
    Ok(())
}

fn greeter(name: &str, second: Duration) -> String {
    // This worker sleeps; the other two go on.
    thread::sleep(second);
    format!("Hello {name}")
}
