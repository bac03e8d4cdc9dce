//! Planted faults: what the sanitizers must find, and what they can't see.
//!
//! A sanitizer that finds nothing in the demos proves something only if it
//! finds these. `scripts/tsan` and `scripts/leaks` build this program like the
//! demos, and `checks soak` runs it. Nothing here is an example to follow:
//! every `unsafe` block is wrong, and the comment before it says why.

#![expect(unsafe_code, reason = "data races and wild accesses need it")]
#![expect(clippy::print_stderr, reason = "it is run by a tool that reads it")]

use std::env;
use std::process::ExitCode;

mod memory;
mod races;

const FAULTS: [(&str, fn()); 12] = [
    ("static-mut", races::static_mut),
    ("two-mutexes", races::two_mutexes),
    ("missing-join", races::missing_join),
    ("relaxed-flag", races::relaxed_flag),
    ("rayon-cell", races::rayon_cell),
    ("tokio-pointer", races::tokio_pointer),
    ("lost-update", races::lost_update),
    ("forgotten-box", memory::forgotten_box),
    ("rc-cycle", memory::rc_cycle),
    ("use-after-free", memory::use_after_free),
    ("out-of-bounds", memory::out_of_bounds),
    ("kept-for-ever", memory::kept_for_ever),
];

fn main() -> ExitCode {
    let wanted = env::args().nth(1).unwrap_or_default();
    for (name, fault) in FAULTS {
        if name == wanted {
            fault();
            return ExitCode::SUCCESS;
        }
    }
    eprintln!("error: unknown fault; the faults are:");
    for (name, _) in FAULTS {
        eprintln!("    {name}");
    }
    ExitCode::from(2)
}
