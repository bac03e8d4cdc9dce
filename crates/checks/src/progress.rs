//! A line on stderr that says how far a command has come, on a terminal only.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

/// A bar for `count` steps; `set_message` says what is done now. It is removed
/// when it is dropped.
pub fn bar(count: u64) -> ProgressBar {
    let style = "{wide_bar} {pos}/{len}, {elapsed} {msg}";
    start(ProgressBar::new(count), style)
}

/// A line for something that takes a while.
pub fn spinner(what: &'static str) -> ProgressBar {
    start(ProgressBar::new_spinner(), "{spinner} {msg}, {elapsed}")
        .with_message(what)
}

fn start(bar: ProgressBar, style: &str) -> ProgressBar {
    let style = ProgressStyle::with_template(style);
    let bar = bar.with_style(style.expect("a template like the others"));
    bar.enable_steady_tick(Duration::from_millis(200));
    bar.with_finish(indicatif::ProgressFinish::AndClear)
}
