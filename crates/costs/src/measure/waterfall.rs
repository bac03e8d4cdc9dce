//! 40 requests of 50 ms each, by the same client in three models.

use std::cell::RefCell;

use crate::figures::{Key, Measure, Question};
use crate::lab::{Job, Place, Section};
use crate::probe::waterfall::Timeline;

/// So few that each can be seen in the plot, and a multiple of five threads.
const REQUESTS: usize = 40;

/// Leaves start and end of each request in `timelines`. If it is repeated,
/// the last repetition stays.
pub fn section<'a>(
    place: &'a Place,
    timelines: &'a RefCell<Vec<Timeline>>,
) -> Section<'a> {
    let job: Job<'_> = Box::new(|| {
        let probe = place.probe(["waterfall", &REQUESTS.to_string()]);
        let found = place.run(probe)?.stdout;
        let found: Vec<Timeline> = serde_json::from_str(&found)?;
        let reading = |timeline: &Timeline| {
            let key = Key::new(Measure::Waterfall, &timeline.name);
            (key.of(timeline.requests.len() as u64), timeline.end())
        };
        let readings = found.iter().map(reading).collect();
        timelines.replace(found);
        Ok(readings)
    });
    let jobs = vec![("three models".to_owned(), job)];
    Section { question: Question::Waterfall, rounds: 1, jobs }
}
