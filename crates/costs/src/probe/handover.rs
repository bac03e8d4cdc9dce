//! Handing a large object over: between threads, and between processes.

use std::fs::File;
use std::hint::black_box;
use std::io::{Read, Write};
use std::os::fd::OwnedFd;
use std::sync::mpsc;
use std::thread;
use std::time::Instant;

use anyhow::{Result, ensure};
use nix::unistd::pipe;

use super::Found;
use super::fork::Child;

mod shared;

/// Measures all ways, those that fork before those that start a thread.
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
        ("shared, copied".into(), shared.copied),
    ]))
}

/// A copy that nobody has asked the kernel for before: the limit of all that
/// must end in memory of one's own.
fn memcpy(bytes: usize) -> f64 {
    let original = vec![1u8; bytes];
    let start = Instant::now();
    let copy = black_box(&original).clone();
    let elapsed = start.elapsed();
    drop(black_box(copy));
    elapsed.as_nanos() as f64
}

/// From a thread, which has made it, to one that waits.
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

/// From a child, which has made it and waits for our word to write it.
fn through_pipe(bytes: usize, buffer: Option<i32>) -> Result<f64> {
    let ((answer, reply), talk) = (pipe()?, Talk::new()?);
    if let Some(size) = buffer {
        set_size(&reply, size)?;
    }
    let mut reply = File::from(reply);
    let _child = Child::fork(|| {
        let object = vec![1u8; bytes];
        let sent = talk.child().and_then(|()| reply.write_all(&object));
        let sent = sent.and_then(|()| talk.wait_for_release());
        sent.unwrap_or_else(|error| eprintln!("child: {error}"));
    })?;
    drop(reply);
    let mut object = Vec::with_capacity(bytes);
    let start = talk.parent()?;
    File::from(answer).take(bytes as u64).read_to_end(&mut object)?;
    let elapsed = start.elapsed();
    talk.release()?;
    ensure!(object.len() == bytes, "some bytes were lost");
    Ok(elapsed.as_nanos() as f64)
}

/// A pipe has 64 kB as a rule; on Linux, it may have more.
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

/// How parent and child agree on the moment: ready, and go.
struct Talk {
    ready: (File, File),
    go: (File, File),
}

impl Talk {
    fn new() -> Result<Self> {
        let pair = || pipe().map(|(read, write)| (read.into(), write.into()));
        Ok(Self { ready: pair()?, go: pair()? })
    }

    /// Says that all is ready, and waits for the word.
    fn child(&self) -> std::io::Result<()> {
        (&self.ready.1).write_all(b"r")?;
        (&self.go.0).read_exact(&mut [0])
    }

    /// Waits until the child is ready, and gives the word.
    fn parent(&self) -> Result<Instant> {
        (&self.ready.0).read_exact(&mut [0])?;
        let start = Instant::now();
        (&self.go.1).write_all(b"g")?;
        Ok(start)
    }

    /// Lets the child end. Ending takes a while, with 100 MB to give back, and
    /// the kernel likes to do it on the core on which the parent would go on.
    fn release(&self) -> std::io::Result<()> {
        (&self.go.1).write_all(b"e")
    }

    /// Waits for that.
    fn wait_for_release(&self) -> std::io::Result<()> {
        (&self.go.0).read_exact(&mut [0])
    }
}
