//! Two processes add up half of the numbers each, and the parent both halves.
//!
//! The parent should print `total: 500500`, and prints `total: 0`. Each child
//! adds to `total`, but to its own copy: processes share no memory.
//!
//! Let each child write its sum into a pipe, and the parent read it.
//! `io::pipe()?` returns a receiver and a sender, in this order.
//! `sum.to_le_bytes()` makes 8 bytes of a `u64`, and `u64::from_le_bytes` a
//! `u64` of 8 bytes. `Child` is that of room 03; so is
//! `workshop::child::exit_with`, which ends a child with an `io::Result`.
//!
//! Check: just exercise 03

use anyhow::Result;
use workshop::child::{Child, wait_all};

fn main() -> Result<()> {
    let mut total: u64 = 0;
    let mut children = Vec::new();
    for half in [1..=500, 501..=1000] {
        let child = Child::fork("a child", || {
            let sum: u64 = half.sum();
            total += sum;
        })?;
        children.push(child);
    }
    wait_all(children)?;
    println!("total: {total}");
    Ok(())
}
