//! Five plain threads square a list of numbers and send back the results.
//!
//! A plain pool can only `execute` a job, so the example does what `Pool.map`
//! does for you: number the jobs, wait for as many results, and sort them.
//!
//! Run:    just run 04-pool-map squares-threadpool 1 2 3
//! Output: the same in every run
//! Source: A1, P1.3

use std::sync::mpsc;

use threadpool::ThreadPool;

pub fn run(numbers: &[i64]) {
    let pool = ThreadPool::new(5);
    let (sender, receiver) = mpsc::channel();
    for (index, &n) in numbers.iter().enumerate() {
        let sender = sender.clone();
        pool.execute(move || {
            let result = (index, square(n));
            sender.send(result).expect("the receiver waits for every job");
        });
    }
    // Each job has a sender now. `recv` fails if all of them are gone.
    drop(sender);
    let mut results = Vec::new();
    for _ in numbers {
        // A job that panicked sends nothing, and is noticed here.
        results.push(receiver.recv().unwrap());
    }
    results.sort();
    let squares: Vec<_> = results.iter().map(|(_, square)| square).collect();
    println!("{squares:?}");
}

fn square(n: i64) -> i64 {
    n * n
}
