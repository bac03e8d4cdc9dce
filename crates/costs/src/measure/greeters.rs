//! The three greeters, measured from outside: the start and the end of the
//! program are included.

use crate::figures::{Key, Measure, Question};
use crate::lab::{Job, Place, Section};

/// Room, example, name in the figures, and the ideal in seconds.
const ROOMS: [(&str, &str, &str, f64); 9] = [
    ("01-sequential-greeter", "greeter", "01", 3.0),
    ("02-threads", "greeter", "02", 1.0),
    ("03-multiprocess-fork", "greeter", "03", 1.0),
    ("04-pool-map", "greeter", "04", 1.0),
    ("05-futures-executor", "greeter", "05", 1.0),
    ("06-event-loop-tokio", "greeter", "06", 1.0),
    ("08-green-threads", "greeter-stackful", "08 stackful", 1.0),
    ("08-green-threads", "greeter-smol", "08 smol", 1.0),
    ("08-green-threads", "greeter-async-std", "08 async-std", 1.0),
];

/// Each room, and asyncio.
pub fn section(place: &Place, quick: bool) -> Section<'_> {
    let mut jobs = Vec::new();
    let rooms = &ROOMS[if quick { 5..6 } else { 0..ROOMS.len() }];
    for &(demo, example, name, ideal) in rooms {
        let rust: Job<'_> = Box::new(move || {
            let elapsed = place.run(place.demo(demo, [example]))?.elapsed;
            let key = Key::new(Measure::Greeters, name);
            Ok(vec![(key, elapsed.as_secs_f64() / ideal)])
        });
        jobs.push((format!("{demo} {example}"), rust));
    }
    let python: Job<'_> = Box::new(|| {
        let script = "06-event-loop-tokio/python/greeter.py";
        let elapsed = place.run(place.script(script, [])?)?.elapsed;
        let key = Key::new(Measure::Greeters, "asyncio");
        Ok(vec![(key, elapsed.as_secs_f64())])
    });
    jobs.push(("asyncio's greeter".into(), python));
    let rounds = if quick { 1 } else { 2 };
    Section { question: Question::Greeters, rounds, jobs }
}
