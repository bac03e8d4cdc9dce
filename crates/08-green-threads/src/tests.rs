//! What the scheduler promises, by the order of events.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use super::scheduler::Scheduler;

const MOMENT: Duration = Duration::from_millis(1);

type Log = Rc<RefCell<Vec<String>>>;

fn note(log: &Log, event: String) {
    log.borrow_mut().push(event);
}

#[test]
fn green_threads_switch_where_they_sleep_and_nowhere_else() {
    let log = Log::default();
    let mut scheduler = Scheduler::default();
    for name in ["a", "b"] {
        let log = log.clone();
        scheduler
            .spawn(move |green| {
                note(&log, format!("{name} begins"));
                note(&log, format!("{name} goes on"));
                green.sleep(MOMENT);
                note(&log, format!("{name} ends"));
                Ok(())
            })
            .unwrap();
    }
    assert!(log.borrow().is_empty(), "nothing runs before `run`");
    scheduler.run().unwrap();
    assert_eq!(
        *log.borrow(),
        ["a begins", "a goes on", "b begins", "b goes on", "a ends", "b ends"]
    );
}

#[test]
fn whoever_sleeps_less_wakes_first() {
    let log = Log::default();
    let mut scheduler = Scheduler::default();
    for sleep in [90, 10, 70, 40, 50] {
        let log = log.clone();
        scheduler
            .spawn(move |green| {
                green.sleep(sleep * MOMENT);
                note(&log, sleep.to_string());
                Ok(())
            })
            .unwrap();
    }
    scheduler.run().unwrap();
    assert_eq!(*log.borrow(), ["10", "40", "50", "70", "90"]);
}

#[test]
fn an_error_ends_the_run_and_unwinds_the_others() {
    let witness = Rc::new(());
    let held = witness.clone();
    let mut scheduler = Scheduler::default();
    scheduler
        .spawn(move |green| {
            green.sleep(1000 * 1000 * MOMENT);
            drop(held);
            Ok(())
        })
        .unwrap();
    scheduler.spawn(|_| Err(std::io::Error::other("disk full"))).unwrap();
    let error = scheduler.run().unwrap_err();
    assert_eq!(error.to_string(), "disk full");
    assert_eq!(Rc::strong_count(&witness), 1, "a stack was never unwound");
}
