//! Three greeters run at the same time, so three seconds of waiting take one.
//!
//! `threading.Thread(target=greeter, args=(name,))` and `start()` are one call
//! here, `spawn_scoped`; `join()` is `join()`.
//!
//! The article never joins, and Python waits for its threads all the same. A
//! Rust process ends when `main` returns, in the middle of a sentence if need
//! be: with `thread::spawn` and no `join` you may see one greeting, or none.
//! A scope can't be left before its threads have ended, on no path.
//!
//! Run with `just run 02-threads greeter`; the same lines in any order.
//! Source: A0, P0.2.

use std::io::{self, Write};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result};

pub fn run(second: Duration) -> Result<()> {
    thread::scope(|scope| {
        let mut handles = Vec::new();
        for name in ["Guido", "Luciano", "Kushal"] {
            // `scope.spawn` is shorter, and panics if there is no thread left.
            let handle = thread::Builder::new()
                .name(name.into())
                .spawn_scoped(scope, move || greeter(name, second))
                .with_context(|| format!("could not start {name}'s thread"))?;
            handles.push(handle);
        }
        for handle in handles {
            handle.join().expect("a greeter does not panic")?;
        }
        Ok(())
    })
}

fn greeter(name: &str, second: Duration) -> io::Result<()> {
    writeln!(io::stdout(), "Hello {name}")?;
    // Only this thread sleeps; the other two go on.
    thread::sleep(second);
    Ok(())
}
