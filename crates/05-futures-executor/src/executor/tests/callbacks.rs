//! Callbacks: each exactly once, in order, whatever the others do.

use std::panic;
use std::sync::Mutex;
use std::thread::{self, ThreadId};

use super::*;

type Told = (u32, bool, ThreadId);

/// A callback that sends its number, whether it is done, and its thread.
fn callback(
    number: u32,
    tell: &mpsc::Sender<Told>,
) -> impl FnOnce(&Future<&'static str>) + Send + use<> {
    let tell = tell.clone();
    move |future| {
        tell.send((number, future.done(), thread::current().id())).unwrap();
    }
}

fn numbers(told: impl IntoIterator<Item = Told>) -> Vec<u32> {
    told.into_iter().map(|(number, ..)| number).collect()
}

#[test]
fn they_run_once_and_in_order_when_the_job_ends() {
    let (executor, first, open) = busy();
    let (tell, told) = mpsc::channel();
    for number in 0..10 {
        first.add_done_callback(callback(number, &tell));
    }
    assert!(told.try_recv().is_err(), "not before the end");
    drop((open, executor, tell));
    assert_eq!(numbers(told), Vec::from_iter(0..10));
}

#[test]
fn they_run_for_whatever_end() {
    let (executor, first, open) = busy();
    let second = executor.submit(|| "cancelled");
    let third = executor.submit(|| fail("failed"));
    let (tell, told) = mpsc::channel();
    for (number, future) in [(1, &first), (2, &second), (3, &third)] {
        future.add_done_callback(callback(number, &tell));
    }
    assert!(second.cancel());
    assert!(second.cancel(), "a second time, and no second call");
    drop((open, executor, tell));
    assert_eq!(numbers(told), [2, 1, 3]);
}

#[test]
fn one_added_late_runs_at_once_in_the_thread_that_adds_it() {
    let (executor, first, open) = busy();
    drop((open, executor));
    let (tell, told) = mpsc::channel();
    first.add_done_callback(callback(1, &tell));
    assert_eq!(told.try_recv(), Ok((1, true, thread::current().id())));
}

#[test]
fn they_run_in_the_thread_that_ends_the_job() {
    let (executor, first, open) = busy();
    let second = executor.submit(|| "second");
    let (tell, told) = mpsc::channel();
    first.add_done_callback(callback(1, &tell));
    second.add_done_callback(callback(2, &tell));
    assert!(second.cancel());
    let here = thread::current().id();
    assert_eq!(told.try_recv(), Ok((2, true, here)));
    drop(open);
    let (number, done, thread) = told.recv().unwrap();
    assert_eq!((number, done), (1, true));
    assert_ne!(thread, here);
}

#[test]
fn after_one_that_panics_the_next_runs() {
    for late in [false, true] {
        let (executor, first, open) = busy();
        let (tell, told) = mpsc::channel();
        let mut open = Some(open);
        if late {
            drop(open.take());
            first.result().unwrap();
        }
        first.add_done_callback(|_| fail("callback"));
        first.add_done_callback(callback(2, &tell));
        drop((open, tell));
        assert_eq!(numbers(told), [2], "late: {late}");
        assert_eq!(executor.submit(|| 3).result(), Ok(3), "late: {late}");
    }
}

#[test]
fn one_that_panics_is_reported_as_all_panics_are() {
    static REPORTS: Mutex<Vec<String>> = Mutex::new(Vec::new());
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |report| {
        REPORTS.lock().unwrap().push(report.to_string());
        usual(report);
    }));
    let (executor, first, open) = busy();
    first.add_done_callback(|_| panic!("reported by its hook"));
    drop((open, executor));
    let reports = REPORTS.lock().unwrap();
    let ours = |it: &&String| it.contains("reported by its hook");
    assert_eq!(reports.iter().filter(ours).count(), 1);
}

#[test]
fn one_may_ask_its_future_and_add_another() {
    let (executor, first, open) = busy();
    let (tell, told) = mpsc::channel();
    first.add_done_callback(move |future| {
        let result = future.result();
        future.add_done_callback(move |_| tell.send(result).unwrap());
    });
    drop((open, executor));
    assert_eq!(told.recv(), Ok(Ok("first")));
}

#[test]
fn one_may_submit_the_next_job() {
    let executor = std::sync::Arc::new(Executor::new(1).unwrap());
    let (first, open) = begin(&executor, "first");
    let (tell, told) = mpsc::channel();
    let again = std::sync::Arc::clone(&executor);
    first.add_done_callback(move |_| tell.send(again.submit(|| 2)).unwrap());
    drop(open);
    assert_eq!(told.recv().unwrap().result(), Ok(2));
}

#[test]
fn what_a_callback_holds_is_dropped_with_it() {
    let witness = std::sync::Arc::new(());
    let weak = std::sync::Arc::downgrade(&witness);
    let (executor, first, open) = busy();
    first.add_done_callback(move |_| drop(witness));
    drop((open, executor));
    assert!(first.done());
    assert!(weak.upgrade().is_none());
}

#[test]
fn of_a_hundred_added_while_the_job_ends_each_runs_once() {
    for _ in 0..20 {
        let (executor, first, open) = busy();
        let (tell, told) = mpsc::channel();
        let adder = thread::spawn(move || {
            for number in 0..100 {
                first.add_done_callback(callback(number, &tell));
            }
        });
        drop(open);
        adder.join().unwrap();
        drop(executor);
        let mut told = numbers(told);
        told.sort_unstable();
        assert_eq!(told, Vec::from_iter(0..100));
    }
}
