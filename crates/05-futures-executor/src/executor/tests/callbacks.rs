//! Callbacks: what they may do, and that each runs once.

use std::panic;
use std::sync::Mutex;

use super::*;

#[test]
fn a_callback_that_panics_calls_the_panic_hook() {
    static REPORTS: Mutex<Vec<String>> = Mutex::new(Vec::new());
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |report| {
        REPORTS.lock().unwrap().push(report.to_string());
        usual(report);
    }));
    let (executor, first, gate) = busy();
    first.add_done_callback(|_| panic!("reported by its hook"));
    gate.open();
    drop(executor);
    let reports = REPORTS.lock().unwrap();
    let ours = |it: &&String| it.contains("reported by its hook");
    assert_eq!(reports.iter().filter(ours).count(), 1);
}

#[test]
fn a_callback_may_ask_its_future_and_add_another() {
    let (_executor, first, gate) = busy();
    let (sender, results) = mpsc::channel();
    first.add_done_callback(move |future| {
        let result = future.result();
        future.add_done_callback(move |_| sender.send(result).unwrap());
    });
    gate.open();
    assert_eq!(results.recv_timeout(LONG), Ok(Ok("first")));
}

#[test]
fn a_callback_may_submit_a_job() {
    let executor = Arc::new(executor(1));
    let (first, gate) = begin(&executor, "first");
    let (sender, futures) = mpsc::channel();
    let again = Arc::clone(&executor);
    first.add_done_callback(move |_| {
        sender.send(again.submit(|| 2)).unwrap();
    });
    gate.open();
    let second = futures.recv_timeout(LONG).unwrap();
    assert_eq!(second.result_timeout(LONG), Ok(2));
}

#[test]
fn a_callback_is_dropped_when_it_has_run() {
    let witness = Arc::new(());
    let weak = Arc::downgrade(&witness);
    let (executor, first, gate) = busy();
    first.add_done_callback(move |_| drop(witness));
    gate.open();
    drop(executor);
    assert!(first.done());
    assert!(weak.upgrade().is_none());
}

#[test]
fn callbacks_that_are_added_while_the_job_ends_run_once() {
    for _ in 0..20 {
        let (executor, first, gate) = busy();
        let (sender, numbers) = mpsc::channel();
        let adder = spawn(move || {
            for number in 0..100 {
                let sender = sender.clone();
                first.add_done_callback(move |_| sender.send(number).unwrap());
            }
        });
        gate.open();
        adder.recv_timeout(LONG).unwrap();
        drop(executor);
        let mut numbers: Vec<_> = numbers.try_iter().collect();
        numbers.sort_unstable();
        assert_eq!(numbers, Vec::from_iter(0..100));
    }
}
