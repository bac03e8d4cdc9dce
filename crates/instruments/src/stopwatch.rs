//! A stopwatch for two times: the clock's, and that of the cores.

use std::time::Instant;

use nix::sys::resource::{Usage, UsageWho, getrusage};
use nix::sys::time::TimeValLike;

use crate::note;

/// Measures elapsed time and CPU time, from [`Stopwatch::start`] on.
///
/// CPU time is the sum over all cores: two that compute for a second make two
/// seconds.
pub struct Stopwatch {
    start: Instant,
    cpu: i64,
}

impl Stopwatch {
    /// Starts a stopwatch.
    pub fn start() -> Self {
        Self { cpu: cpu_time(), start: Instant::now() }
    }

    /// Prints both times on stderr, in seconds.
    pub fn report(&self) {
        let elapsed = self.start.elapsed().as_secs_f64();
        let cpu = (cpu_time() - self.cpu) as f64 / 1e6;
        note!("elapsed {elapsed:.3} s, CPU time {cpu:.3} s");
    }
}

/// In microseconds: of this process, and of the children it has waited for.
fn cpu_time() -> i64 {
    [UsageWho::RUSAGE_SELF, UsageWho::RUSAGE_CHILDREN]
        .map(|who| getrusage(who).expect("both can be asked for"))
        .iter()
        .map(microseconds)
        .sum()
}

fn microseconds(usage: &Usage) -> i64 {
    (usage.user_time() + usage.system_time()).num_microseconds()
}
