//! Faults on purpose: what the sanitizers must find, and what they can't see.
//!
//! A checker that finds nothing has shown something only if it finds these.
//! They are built like the demos, by `scripts/tsan` and `scripts/leaks`, and
//! run beside them. Nothing here is an example to follow: every `unsafe` block
//! in this program is wrong, and the comment before it says what is.

#![expect(unsafe_code, reason = "what is planted can't be said in safe Rust")]

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
    eprintln!("error: which fault? There are:");
    for (name, _) in FAULTS {
        eprintln!("    {name}");
    }
    ExitCode::from(2)
}
