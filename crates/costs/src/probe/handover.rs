//! Handing a large object over: between threads, and between processes.

use std::fs::File;
use std::hint::black_box;
use std::io::{Read, Write};
use std::os::fd::OwnedFd;
use std::sync::mpsc;
use std::thread;
use std::time::Instant;

use anyhow::{Result, ensure};
use demo::endings::say;
use nix::unistd::pipe;

use super::fork::Child;
use super::shared;
use super::signals::Signals;
use crate::figures::Found;

/// Measures each way. Those that fork come before any thread is started.
pub fn measure(bytes: usize) -> Result<Found> {
    let shared = shared::measure(bytes)?;
    let small = through_pipe(bytes, None)?;
    let large = through_pipe(bytes, Some(1024 * 1024))?;
    Ok(Found::from([
        ("memcpy".into(), memcpy(bytes)),
        ("channel".into(), through_channel(bytes)?),
        ("pipe".into(), small),
        ("pipe of 1 MB".into(), large),
        ("shared memory".into(), shared.in_place),
        ("shared memory, copied".into(), shared.copied),
    ]))
}

/// A copy into memory that is new from the kernel: no way that ends in the
/// receiver's own memory can take less.
fn memcpy(bytes: usize) -> f64 {
    let original = vec![1u8; bytes];
    let start = Instant::now();
    let copy = black_box(&original).clone();
    let elapsed = start.elapsed();
    drop(black_box(copy));
    elapsed.as_nanos() as f64
}

/// From a thread that has made the object to one that waits for it.
fn through_channel(bytes: usize) -> Result<f64> {
    let (sender, receiver) = mpsc::channel();
    let maker = thread::spawn(move || {
        let object = vec![1u8; bytes];
        sender.send((Instant::now(), object))
    });
    let (sent, object) = receiver.recv()?;
    let elapsed = sent.elapsed();
    ensure!(object.len() == bytes, "some bytes were lost");
    ensure!(maker.join().is_ok_and(|sent| sent.is_ok()), "could not send");
    Ok(elapsed.as_nanos() as f64)
}

/// From a child that has made the object and writes it at the parent's signal.
fn through_pipe(bytes: usize, buffer: Option<i32>) -> Result<f64> {
    let ((answer, reply), signals) = (pipe()?, Signals::new()?);
    if let Some(size) = buffer {
        set_size(&reply, size)?;
    }
    let mut reply = File::from(reply);
    let _child = Child::fork(|| {
        let object = vec![1u8; bytes];
        let sent = signals.child().and_then(|()| reply.write_all(&object));
        let sent = sent.and_then(|()| signals.wait_for_release());
        sent.unwrap_or_else(|error| say(&format!("child: {error}")));
    })?;
    drop(reply);
    let mut object = Vec::with_capacity(bytes);
    let start = signals.parent()?;
    File::from(answer).take(bytes as u64).read_to_end(&mut object)?;
    let elapsed = start.elapsed();
    signals.release()?;
    ensure!(object.len() == bytes, "some bytes were lost");
    Ok(elapsed.as_nanos() as f64)
}

/// A pipe buffers 64 kB. On Linux, it can be set to more.
#[cfg(target_os = "linux")]
fn set_size(pipe: &OwnedFd, size: i32) -> Result<()> {
    use nix::fcntl::{FcntlArg, fcntl};
    fcntl(pipe, FcntlArg::F_SETPIPE_SZ(size))?;
    Ok(())
}

#[cfg(not(target_os = "linux"))]
fn set_size(_: &OwnedFd, _: i32) -> Result<()> {
    Ok(())
}
