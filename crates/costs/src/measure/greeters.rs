//! The three greeters, looked at from outside: start and end of the program
//! included.

use std::time::Instant;

use crate::figures::{Key, Measure};
use crate::lab::{Job, Place, Section};

/// Room, example, and name in the figures; the ideal is a second, and in the
/// room of one after another three.
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

/// Each room at full pace, and asyncio.
pub fn section(place: &Place, quick: bool) -> Section<'_> {
    let mut jobs = Vec::new();
    let rooms = &ROOMS[if quick { 5..6 } else { 0..ROOMS.len() }];
    for &(demo, example, name, ideal) in rooms {
        let rust: Job<'_> = Box::new(move || {
            let start = Instant::now();
            place.run(place.demo(demo, [example]))?;
            let elapsed = start.elapsed().as_secs_f64();
            let key = Key::new(Measure::Greeters, name);
            Ok(vec![(key, elapsed / ideal)])
        });
        jobs.push((format!("{demo} {example}"), rust));
    }
    let python: Job<'_> = Box::new(|| {
        let script = "06-event-loop-tokio/python/greeter.py";
        let start = Instant::now();
        place.run(place.script(script, [])?)?;
        let elapsed = start.elapsed().as_secs_f64();
        Ok(vec![(Key::new(Measure::Greeters, "asyncio"), elapsed)])
    });
    jobs.push(("asyncio's greeter".into(), python));
    Section { name: "greeters", rounds: if quick { 1 } else { 2 }, jobs }
}
