//! The measurements: a module for each question.

use std::cell::RefCell;

use crate::figures::Question;
use crate::lab::{Place, Section};
use crate::probe::waterfall::Timeline;

mod builds;
mod cures;
mod downloads;
mod fib;
mod greeters;
mod handover;
mod read;
mod swarm;
mod units;
mod waterfall;

pub use swarm::seconds as swarm_seconds;

/// The measurements that answer a question. The waterfall also leaves start
/// and end of each request in `timelines`.
pub fn sections<'a>(
    question: Question,
    place: &'a Place,
    quick: bool,
    timelines: &'a RefCell<Vec<Timeline>>,
) -> Vec<Section<'a>> {
    let section = match question {
        Question::Units => units::section(place, quick),
        Question::Greeters => greeters::section(place, quick),
        Question::Fib => fib::section(place, quick),
        Question::Handover => handover::section(place, quick),
        Question::Cures => cures::section(place, quick),
        Question::Swarm => return swarm::sections(place, quick),
        Question::Downloads => downloads::section(place, quick),
        Question::Waterfall => waterfall::section(place, timelines),
        Question::Builds => builds::section(place),
    };
    vec![section]
}
