//! Two processes add up half of the numbers each, and the parent both halves.
//!
//! Each child has a pipe of its own. Its closure takes the sender, so no copy
//! of it stays open in the parent.

use std::io::{self, Read, Write};

use anyhow::Result;
use workshop::child::{Child, exit_with, wait_all};

fn main() -> Result<()> {
    let mut total: u64 = 0;
    let mut children = Vec::new();
    let mut receivers = Vec::new();
    for half in [1..=500, 501..=1000] {
        let (receiver, mut sender) = io::pipe()?;
        let child = Child::fork("a child", move || {
            let sum: u64 = half.sum();
            exit_with(sender.write_all(&sum.to_le_bytes()));
        })?;
        children.push(child);
        receivers.push(receiver);
    }
    for mut receiver in receivers {
        let mut bytes = [0; 8];
        receiver.read_exact(&mut bytes)?;
        total += u64::from_le_bytes(bytes);
    }
    wait_all(children)?;
    println!("total: {total}");
    Ok(())
}
