//! Turns samples of one lane into segments whose sums are exact.
//!
//! The system counts the nanoseconds that a thread has run, and those that it
//! was ready without a core. The first count grows at the scheduler's ticks
//! (every 4 ms, as a rule) and when the thread leaves its core, the second
//! when it gets a core. So a time may be known only some samples later: until
//! then it is not settled.

use crate::model::{Nanos, Segment, State, Wait};

/// What `schedstat` says of a thread.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counters {
    /// How long it has run.
    pub run: Nanos,
    /// How long it was ready without a core.
    pub ready: Nanos,
    /// How often it was given a core.
    pub turns: u64,
}

/// The segments of one lane, as far as they are known.
#[derive(Debug)]
pub struct Account {
    segments: Vec<Segment>,
    settled: Nanos,
    counters: Counters,
    /// When it was last seen to have moved.
    seen: Nanos,
    /// What it waited for when it was last seen; none if it was runnable.
    waits: Option<State>,
}

/// How far the count of the time that a thread has run may lag.
const LAG: Nanos = 12_000_000;

impl Account {
    /// A lane that is born runnable, at this time and with these counters.
    pub fn new(at: Nanos, counters: Counters) -> Self {
        let segments = Vec::new();
        Self { segments, settled: at, counters, seen: at, waits: None }
    }

    /// Whether it has not had a core since it was last seen to wait.
    pub fn still_waits(&self, counters: Counters) -> Option<State> {
        self.waits.filter(|_| counters.turns == self.counters.turns)
    }

    /// Whether it has run since the last sample.
    pub fn has_moved(&self, counters: Counters) -> bool {
        self.counters != counters
    }

    /// Takes in a sample: the counters, and what the lane waits for, if it is
    /// not runnable.
    pub fn sample(
        &mut self,
        at: Nanos,
        counters: Counters,
        waits: Option<State>,
    ) {
        let run = counters.run.saturating_sub(self.counters.run);
        let ready = counters.ready.saturating_sub(self.counters.ready);
        let turned = counters.turns != self.counters.turns;
        self.counters = counters;
        if run == 0 && ready == 0 && !turned {
            if let Some(state) = waits {
                self.push(state, at.saturating_sub(self.settled));
                self.waits = waits;
            }
            return;
        }
        let rest = self.make_room(at, run, ready);
        let before = match (self.waits, waits) {
            (Some(_), Some(_)) => rest / 2,
            (Some(_), None) => rest,
            (None, _) => 0,
        };
        if let Some(state) = self.waits {
            self.push(state, before);
        }
        self.push_activity(run, ready);
        match waits {
            Some(state) => self.push(state, at.saturating_sub(self.settled)),
            // A short wait between two samples. What it does now is not
            // counted yet.
            None if turned => {
                let uncounted = LAG + at.saturating_sub(self.seen);
                let state = State::Waiting(Wait::Other);
                self.push(state, (rest - before).saturating_sub(uncounted));
            }
            None => {}
        }
        self.seen = at;
        self.waits = waits;
    }

    /// Settles everything, with the counters at the end.
    pub fn end(mut self, at: Nanos, counters: Counters) -> Vec<Segment> {
        let run = counters.run.saturating_sub(self.counters.run);
        let ready = counters.ready.saturating_sub(self.counters.ready);
        let rest = self.make_room(at, run, ready);
        match self.waits {
            Some(state) => {
                self.push(state, rest);
                self.push_activity(run, ready);
            }
            // It ran at both ends of this time, or was about to.
            None => {
                self.push_activity(run / 2, ready);
                let short = rest <= LAG;
                let other = State::Waiting(Wait::Other);
                self.push(if short { State::Running } else { other }, rest);
                self.push(State::Running, run - run / 2);
            }
        }
        self.cut(at);
        self.segments
    }

    /// What is left of the time until `at`, besides this activity. Where that
    /// is less than nothing, the lane was ready when it was taken to wait.
    fn make_room(&mut self, at: Nanos, run: Nanos, ready: Nanos) -> Nanos {
        let space = at.saturating_sub(self.settled);
        let missing = (run + ready).saturating_sub(space).min(ready);
        if let Some(last) = self.segments.last_mut()
            && matches!(last.state, State::Sleeping | State::Waiting(_))
        {
            let taken = missing.min(last.length());
            last.end -= taken;
            self.settled -= taken;
            if last.length() == 0 {
                self.segments.pop();
            }
        }
        at.saturating_sub(self.settled).saturating_sub(run + ready)
    }

    /// Counts that were read a moment later exceed the time.
    fn cut(&mut self, at: Nanos) {
        while let Some(last) = self.segments.pop() {
            if last.begin < at {
                let end = last.end.min(at);
                self.segments.push(Segment { end, ..last });
                break;
            }
        }
    }

    fn push_activity(&mut self, run: Nanos, ready: Nanos) {
        let ran = self.segments.last().map(|it| it.state);
        let parts = match ran {
            Some(State::Running) => {
                [(State::Running, run), (State::Ready, ready)]
            }
            _ => [(State::Ready, ready), (State::Running, run)],
        };
        for (state, length) in parts {
            self.push(state, length);
        }
    }

    fn push(&mut self, state: State, length: Nanos) {
        if length == 0 {
            return;
        }
        let begin = self.settled;
        self.settled += length;
        match self.segments.last_mut() {
            Some(last) if last.state == state => last.end = self.settled,
            _ => {
                let end = self.settled;
                self.segments.push(Segment { state, begin, end });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SLEEP: Option<State> = Some(State::Sleeping);

    fn counters(run: Nanos, ready: Nanos, turns: u64) -> Counters {
        Counters { run, ready, turns }
    }

    fn parts(segments: &[Segment]) -> Vec<(State, Nanos)> {
        segments.iter().map(|it| (it.state, it.length())).collect()
    }

    #[test]
    fn a_sleeper_wakes_and_ends() {
        let mut lane = Account::new(0, Counters::default());
        lane.sample(100, counters(10, 5, 1), SLEEP);
        lane.sample(200, counters(10, 5, 1), SLEEP);
        let segments = lane.end(300, counters(30, 5, 2));
        assert_eq!(
            parts(&segments),
            [
                (State::Ready, 5),
                (State::Running, 10),
                (State::Sleeping, 265),
                (State::Running, 20)
            ]
        );
    }

    #[test]
    fn a_wait_was_a_time_without_a_core() {
        let mut lane = Account::new(0, Counters::default());
        lane.sample(100, counters(10, 0, 1), SLEEP);
        lane.sample(200, counters(10, 0, 1), SLEEP);
        lane.sample(300, counters(20, 150, 2), None);
        let segments = lane.end(310, counters(30, 150, 2));
        assert_eq!(
            parts(&segments),
            [
                (State::Running, 10),
                (State::Sleeping, 130),
                (State::Ready, 150),
                (State::Running, 20)
            ]
        );
    }

    #[test]
    fn two_that_take_turns_have_exact_sums() {
        let mut lane = Account::new(0, Counters::default());
        for turn in 0..10 {
            let at = turn * 60;
            let n = turn + 1;
            lane.sample(at + 20, counters(n * 30 - 10, turn * 30, n), None);
            lane.sample(at + 40, counters(n * 30, turn * 30, n), None);
            lane.sample(at + 60, counters(n * 30, turn * 30, n), None);
        }
        let segments = lane.end(600, counters(300, 300, 11));
        let sum = |state| -> Nanos {
            let all = segments.iter().filter(|it| it.state == state);
            all.map(Segment::length).sum()
        };
        assert_eq!(sum(State::Running), 300);
        assert_eq!(sum(State::Ready), 300);
    }
}
