//! What the scheduler promises, by the order of events.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use super::scheduler::{Green, Scheduler};

const MOMENT: Duration = Duration::from_millis(1);

type Log = Rc<RefCell<Vec<String>>>;

fn log_event(log: &Log, event: String) {
    log.borrow_mut().push(event);
}

#[test]
fn green_threads_switch_where_they_sleep_and_nowhere_else() {
    let log = Log::default();
    let mut scheduler = Scheduler::default();
    for name in ["a", "b"] {
        let log = Rc::clone(&log);
        let work = move |green: &Green<'_>| {
            log_event(&log, format!("{name} begins"));
            log_event(&log, format!("{name} goes on"));
            green.sleep(MOMENT);
            log_event(&log, format!("{name} ends"));
        };
        scheduler.spawn(work).unwrap();
    }
    assert!(log.borrow().is_empty(), "nothing runs before `run`");
    scheduler.run();
    assert_eq!(
        *log.borrow(),
        ["a begins", "a goes on", "b begins", "b goes on", "a ends", "b ends"]
    );
}

#[test]
fn the_shortest_sleep_wakes_first() {
    let log = Log::default();
    let mut scheduler = Scheduler::default();
    for sleep in [90, 10, 70, 40, 50] {
        let log = Rc::clone(&log);
        let work = move |green: &Green<'_>| {
            green.sleep(sleep * MOMENT);
            log_event(&log, sleep.to_string());
        };
        scheduler.spawn(work).unwrap();
    }
    scheduler.run();
    assert_eq!(*log.borrow(), ["10", "40", "50", "70", "90"]);
}
