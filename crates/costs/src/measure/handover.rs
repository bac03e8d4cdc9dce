//! Handing a large object over, against one `memcpy` of it.

use crate::figures::Measure;
use crate::lab::{Job, Place, Section};

use super::{parse, readings};

/// A small object, a large one, and one that is larger than all caches.
const SIZES: [u64; 3] = [1_000, 1_000_000, 100_000_000];

/// All ways, for each size.
pub fn section(place: &Place, quick: bool) -> Section<'_> {
    let mut jobs = Vec::new();
    for size in SIZES {
        for python in [false, true] {
            let job: Job<'_> = Box::new(move || {
                let bytes = size.to_string();
                let command = if python {
                    place.script("costs/python/handover.py", [&*bytes])?
                } else {
                    place.probe(["handover", &bytes])
                };
                let found = parse(&place.run(command)?)?;
                let readings = readings(Measure::HandOverTime, found);
                let sized = readings.into_iter().map(|(k, v)| (k.of(size), v));
                Ok(sized.collect())
            });
            let language = if python { "Python" } else { "Rust" };
            jobs.push((format!("{size} bytes in {language}"), job));
        }
    }
    Section { name: "handing over", rounds: if quick { 1 } else { 3 }, jobs }
}
