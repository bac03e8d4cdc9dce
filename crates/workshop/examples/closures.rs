//! Closures: functions without a name.
//!
//! From the page *Rust for this course*.

fn main() {
    let factor = 3;
    let times = |number| number * factor;
    println!("{} {}", times(1), times(2));

    let squares: Vec<_> = (1..=3).map(|number| number * number).collect();
    println!("{squares:?}");

    let mut count = 0;
    twice(|| count += 1);
    println!("counted to {count}");
}

fn twice(mut work: impl FnMut()) {
    work();
    work();
}
