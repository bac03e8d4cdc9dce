//! Finds out which lane wrote a line.
//!
//! The system counts the bytes that each thread writes, into any file. A line
//! belongs to the thread whose count has grown by the line's length.

use std::collections::VecDeque;

use crate::model::{Mark, Nanos};

/// Lines, and the bytes that could be theirs.
#[derive(Debug, Default)]
pub struct Writers {
    lines: VecDeque<Line>,
    credits: Vec<Credit>,
    /// Lanes that have ended, and when; what they wrote last is not known.
    unknown: Vec<(usize, Nanos)>,
    marks: Vec<Mark>,
}

#[derive(Debug)]
struct Line {
    at: Nanos,
    text: String,
    bytes: u64,
}

/// What a lane has written between two looks, less the lines that are known
/// to be its own.
#[derive(Debug)]
struct Credit {
    lane: usize,
    bytes: u64,
    from: Nanos,
    to: Nanos,
}

impl Credit {
    /// How long before the line it was written; a line can't come out first.
    fn distance(&self, line: &Line) -> Option<Nanos> {
        let is_before = self.from <= line.at && self.bytes >= line.bytes;
        is_before.then(|| line.at.saturating_sub(self.to))
    }

    /// Whether its bytes are exactly those of some lines, from the first on.
    fn is_exact(&self, lines: &VecDeque<Line>) -> bool {
        let mut bytes = self.bytes;
        for line in lines {
            match bytes.checked_sub(line.bytes) {
                Some(rest) => bytes = rest,
                None => break,
            }
        }
        bytes == 0
    }
}

/// How long after it was written a line comes out, and its writer is looked
/// at, as a rule.
const AT_ONCE: Nanos = 4_000_000;

/// How long other bytes than a line's own may wait for a better match.
const SOON: Nanos = 30_000_000;

/// How far from its lane's end a line may be, if what it wrote is not known.
const NEAR: Nanos = 20_000_000;

/// How long a line waits for its writer: a thread that loses its core right
/// after it has written is counted only when it gets it back.
const LATE: Nanos = 2_000_000_000;

/// How long bytes that are no line's are kept.
const STALE: Nanos = 300_000_000;

impl Writers {
    /// A line came out of the program.
    pub fn line(&mut self, at: Nanos, text: String, bytes: u64) {
        self.lines.push_back(Line { at, text, bytes });
    }

    /// A lane has written some bytes more, between these times.
    pub fn wrote(&mut self, lane: usize, bytes: u64, from: Nanos, to: Nanos) {
        if bytes > 0 {
            self.credits.push(Credit { lane, bytes, from, to });
        }
    }

    /// A lane has ended, and what it wrote last can't be read.
    pub fn may_have_written(&mut self, lane: usize, at: Nanos) {
        self.unknown.push((lane, at));
    }

    /// Whether lines wait for their writers.
    pub fn is_waiting(&self) -> bool {
        !self.lines.is_empty()
    }

    /// Gives lines to lanes, as far as that is clear by now.
    pub fn settle(&mut self, now: Nanos) {
        while let Some(line) = self.lines.front() {
            let age = now.saturating_sub(line.at);
            // Until then, the one that wrote it may not have been looked at.
            if age < AT_ONCE {
                break;
            }
            let lines = &self.lines;
            // Lines that come at once are often one lane's.
            let burst = lines.iter().take_while(|it| it.at < line.at + AT_ONCE);
            let burst: Vec<_> = burst.map(|it| it.bytes).collect();
            let all: u64 = burst.iter().sum();
            let likeness = |credit: &Credit| {
                let distance = credit.distance(line)?;
                let is_exact = credit.is_exact(lines);
                let is_clear = is_exact && distance < AT_ONCE;
                let order = (
                    distance / AT_ONCE,
                    !is_exact,
                    credit.bytes.abs_diff(all),
                    distance,
                );
                (is_clear || age > SOON).then_some(order)
            };
            let credits = self.credits.iter_mut();
            let candidates = credits.filter_map(|it| Some((likeness(it)?, it)));
            let best = candidates.min_by_key(|it| it.0);
            let lane = match best {
                Some((_, credit)) => {
                    let is_all = credit.bytes >= all;
                    let count = if is_all { burst.len() } else { 1 };
                    credit.bytes -= burst[..count].iter().sum::<u64>();
                    let lane = credit.lane;
                    for _ in 1..count {
                        self.pop_to(lane);
                    }
                    lane
                }
                None if age > SOON => {
                    let ended = self.may_be_of(line.at);
                    let late = || (age > LATE).then(|| self.most_likely());
                    let Some(lane) = ended.or_else(late) else { break };
                    lane
                }
                None => break,
            };
            self.pop_to(lane);
        }
        self.credits.retain(|it| {
            it.bytes > 0 && (it.to + STALE > now || !self.lines.is_empty())
        });
    }

    /// Gives away what is left, and returns all marks.
    pub fn finish(mut self, now: Nanos) -> Vec<Mark> {
        self.settle(now.saturating_add(LATE));
        while !self.lines.is_empty() {
            let lane = self.most_likely();
            self.pop_to(lane);
        }
        self.marks
    }

    /// A lane that ended at about this time, after it wrote what is not known.
    fn may_be_of(&self, at: Nanos) -> Option<usize> {
        let distance = |end: Nanos| end.abs_diff(at);
        let near = self.unknown.iter().filter(|it| distance(it.1) < NEAR);
        near.min_by_key(|it| distance(it.1)).map(|it| it.0)
    }

    /// The lane that wrote most; without any, the first.
    fn most_likely(&self) -> usize {
        let most = self.credits.iter().max_by_key(|it| it.bytes);
        most.map_or(0, |it| it.lane)
    }

    fn pop_to(&mut self, lane: usize) {
        if let Some(Line { at, text, .. }) = self.lines.pop_front() {
            self.marks.push(Mark { at, lane, text });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lanes(writers: Writers) -> Vec<usize> {
        writers.finish(1_000).iter().map(|it| it.lane).collect()
    }

    #[test]
    fn a_line_is_its_writers_by_length() {
        let mut writers = Writers::default();
        writers.wrote(3, 8, 80, 90);
        writers.wrote(1, 5, 80, 100);
        writers.wrote(2, 7, 80, 100);
        writers.line(90, "second".into(), 7);
        writers.line(95, "four".into(), 5);
        writers.settle(100);
        assert_eq!(lanes(writers), [2, 1]);
    }

    #[test]
    fn the_last_line_may_be_of_a_lane_that_was_killed() {
        let mut writers = Writers::default();
        writers.wrote(1, 3, 80, 90);
        writers.may_have_written(4, 120);
        writers.may_have_written(5, 2 * NEAR);
        writers.line(100, "last".into(), 5);
        writers.settle(100 + 2 * SOON);
        assert_eq!(lanes(writers), [4]);
    }

    #[test]
    fn a_line_is_of_the_lane_that_has_just_written() {
        let ms = 1_000_000;
        let mut writers = Writers::default();
        writers.wrote(1, 5, 10 * ms, 12 * ms);
        writers.line(60 * ms, "four".into(), 5);
        writers.settle(61 * ms);
        writers.wrote(2, 5, 59 * ms, 62 * ms);
        writers.wrote(3, 5, 61 * ms, 62 * ms);
        writers.settle(63 * ms);
        assert_eq!(lanes(writers), [2]);
    }

    #[test]
    fn a_burst_is_of_the_lane_that_has_written_as_much() {
        let mut writers = Writers::default();
        // A child hands its result to its parent, which prints all, and some
        // more on stderr.
        writers.wrote(2, 7, 70, 95);
        writers.wrote(1, 19, 80, 100);
        for at in [96, 97, 98] {
            writers.line(at, "four".into(), 5);
        }
        writers.settle(SOON + 100);
        assert_eq!(lanes(writers), [1, 1, 1]);
    }

    #[test]
    fn several_lines_are_written_at_once() {
        let mut writers = Writers::default();
        writers.wrote(1, 20, 80, 100);
        for at in [90, 91, 92, 93] {
            writers.line(at, "four".into(), 5);
        }
        writers.settle(SOON + 100);
        assert_eq!(lanes(writers), [1, 1, 1, 1]);
    }
}
