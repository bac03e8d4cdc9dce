//! Memory that a child shares with its parent: no byte has to move.

use std::hint::black_box;
use std::io::{PipeReader, PipeWriter, Read, Write, pipe};
use std::num::NonZeroUsize;
use std::ptr::NonNull;
use std::slice;

use anyhow::{Result, ensure};
use demo::endings::say;
use nix::sys::mman::{MapFlags, ProtFlags, mmap_anonymous, munmap};

use super::fork::Child;
use super::signals::Signals;

/// Nanoseconds until the parent has the object.
pub struct Shared {
    /// In the shared memory.
    pub in_place: f64,
    /// Copied into the parent's own memory.
    pub copied: f64,
}

/// From a child that has filled the memory and waits for the signal.
pub fn measure(bytes: usize) -> Result<Shared> {
    let mut mapping = Mapping::new(bytes)?;
    let signals = Signals::new()?;
    let (mut answer, mut reply): (PipeReader, PipeWriter) = pipe()?;
    let _child = Child::fork(|| {
        mapping.bytes().fill(1);
        let sent = signals.child().and_then(|()| reply.write_all(b"d"));
        let sent = sent.and_then(|()| signals.wait_for_release());
        sent.unwrap_or_else(|error| say(&format!("child: {error}")));
    })?;
    let start = signals.parent()?;
    answer.read_exact(&mut [0])?;
    let in_place = start.elapsed();
    let copy = black_box(mapping.bytes()).to_vec();
    let copied = start.elapsed();
    signals.release()?;
    ensure!(copy.iter().all(|byte| *byte == 1), "some bytes were lost");
    Ok(Shared {
        in_place: in_place.as_nanos() as f64,
        copied: copied.as_nanos() as f64,
    })
}

/// Memory that stays shared after a fork.
struct Mapping {
    start: NonNull<u8>,
    length: NonZeroUsize,
}

impl Mapping {
    #[expect(unsafe_code, reason = "std has no shared memory")]
    fn new(bytes: usize) -> Result<Self> {
        let length = NonZeroUsize::try_from(bytes)?;
        let access = ProtFlags::PROT_READ | ProtFlags::PROT_WRITE;
        // SAFETY: the kernel chooses the address, so no other mapping is lost.
        let start = unsafe {
            mmap_anonymous(None, length, access, MapFlags::MAP_SHARED)
        }?;
        Ok(Self { start: start.cast(), length })
    }

    /// The bytes. Parent and child use them in turn, one signal apart.
    #[expect(unsafe_code, reason = "std has no shared memory")]
    fn bytes(&mut self) -> &mut [u8] {
        // SAFETY: the mapping is this long and lives as long as this value,
        // and the signals keep the other process from using it meanwhile.
        unsafe {
            slice::from_raw_parts_mut(self.start.as_ptr(), self.length.get())
        }
    }
}

impl Drop for Mapping {
    #[expect(unsafe_code, reason = "std has no shared memory")]
    fn drop(&mut self) {
        // SAFETY: this is the whole mapping, and no reference outlives it.
        let end = unsafe { munmap(self.start.cast(), self.length.get()) };
        if let Err(error) = end {
            say(&format!("could not unmap: {error}"));
        }
    }
}
