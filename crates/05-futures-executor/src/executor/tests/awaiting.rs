//! Tasks that await a future: each is woken, and none is kept.

use std::collections::HashSet;

use super::*;

#[test]
fn the_end_of_a_job_wakes_the_task_that_awaits_it() {
    let (_executor, first, gate) = busy();
    let task = spawn(move || pollster::block_on(first));
    gate.open();
    assert_eq!(task.recv_timeout(LONG), Ok(Ok("first")));
}

#[test]
fn a_cancel_wakes_the_task_that_awaits_the_job() {
    let (executor, _first, _gate) = busy();
    let second = executor.submit(|| "second");
    let future = second.clone();
    let task = spawn(move || pollster::block_on(future));
    assert!(second.cancel());
    assert_eq!(task.recv_timeout(LONG), Ok(Err(Error::Cancelled)));
}

#[test]
fn the_end_of_a_job_wakes_all_tasks_that_await_it() {
    let (promise, future) = promise();
    let (sender, woken) = mpsc::channel();
    // Two tasks, and one of them awaits two futures of the job.
    let mut futures = [(); 3].map(|()| future.clone());
    let (first, second) = (bell("first", &sender), bell("second", &sender));
    let wakers = [&first, &first, &second];
    for (future, waker) in futures.iter_mut().zip(wakers) {
        assert_eq!(poll(future, waker), Poll::Pending);
    }
    // A clone has left no waker, and takes none back.
    drop(futures.clone());
    promise.keep(|| 42);
    let woken: HashSet<_> = woken.try_iter().collect();
    assert_eq!(woken, HashSet::from(["first", "second"]));
    for (future, waker) in futures.iter_mut().zip(wakers) {
        assert_eq!(poll(future, waker), Poll::Ready(Ok(42)));
    }
}

#[test]
fn a_future_that_moves_to_another_task_wakes_that_one() {
    let (promise, mut future) = promise();
    let (sender, woken) = mpsc::channel();
    for name in ["before", "now"] {
        assert_eq!(poll(&mut future, &bell(name, &sender)), Poll::Pending);
    }
    promise.keep(|| 42);
    assert_eq!(woken.try_iter().collect::<Vec<_>>(), ["now"]);
}

#[test]
fn wakers_and_callbacks_run_although_others_panic() {
    let (promise, future) = promise();
    let (sender, calls) = mpsc::channel();
    let mut futures = [(); 2].map(|()| future.clone());
    let panics = waker(|| fail("waker"));
    assert_eq!(poll(&mut futures[0], &panics), Poll::Pending);
    let rings = bell("the next waker", &sender);
    assert_eq!(poll(&mut futures[1], &rings), Poll::Pending);
    future.add_done_callback(|_| fail("callback"));
    let last = move |_: &_| sender.send("the next callback").unwrap();
    future.add_done_callback(last);
    let ended = spawn(move || promise.keep(|| 42));
    assert_eq!(ended.recv_timeout(LONG), Ok(()));
    let calls: Vec<_> = calls.try_iter().collect();
    assert_eq!(calls, ["the next waker", "the next callback"]);
}

#[test]
fn a_task_that_gives_up_leaves_no_waker() {
    let (promise, future) = promise();
    let (sender, woken) = mpsc::channel();
    let waits = bell("waits", &sender);
    let mut awaited = future.clone();
    assert_eq!(poll(&mut awaited, &waits), Poll::Pending);
    for waker in [&waits, &bell("gives up", &sender)] {
        let mut awaited = future.clone();
        assert_eq!(poll(&mut awaited, waker), Poll::Pending);
        assert_eq!(poll(&mut awaited, waker), Poll::Pending);
    }
    assert_eq!(kept(&future), (1, 0));
    promise.keep(|| 42);
    assert_eq!(woken.try_iter().collect::<Vec<_>>(), ["waits"]);
}

#[test]
fn a_waker_may_ask_its_future_when_it_is_dropped() {
    struct Asker(Future<i32>);
    impl Drop for Asker {
        fn drop(&mut self) {
            self.0.done();
        }
    }
    let (promise, future) = promise();
    let task = spawn(move || {
        let asker = || {
            let asker = Asker(future.clone());
            waker(move || drop(asker.0.clone()))
        };
        let mut awaited = future.clone();
        // The second replaces the first. The task gives up, and drops it.
        let mut polls = vec![poll(&mut awaited, &asker())];
        polls.push(poll(&mut awaited, &asker()));
        drop(awaited);
        promise.keep(|| 42);
        // This one is not needed.
        polls.push(poll(&mut future.clone(), &asker()));
        polls
    });
    let polls = task.recv_timeout(LONG).unwrap();
    let last = Poll::Ready(Ok(42));
    assert_eq!(polls, [Poll::Pending, Poll::Pending, last]);
}
