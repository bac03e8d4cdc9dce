//! Memory that a child shares with its parent: no byte has to move.

use std::hint::black_box;
use std::io::{PipeReader, PipeWriter, Read, Write, pipe};
use std::num::NonZeroUsize;
use std::ptr::NonNull;
use std::slice;

use anyhow::{Result, ensure};
use nix::sys::mman::{MapFlags, ProtFlags, mmap_anonymous, munmap};

use super::super::fork::Child;
use super::Talk;

/// Nanoseconds until the parent has it.
pub struct Shared {
    /// Where the child has left it.
    pub in_place: f64,
    /// Copied into memory of the parent's own.
    pub copied: f64,
}

/// From a child, which has filled the memory and waits for our word.
pub fn measure(bytes: usize) -> Result<Shared> {
    let mut mapping = Mapping::new(bytes)?;
    let talk = Talk::new()?;
    let (mut answer, mut reply): (PipeReader, PipeWriter) = pipe()?;
    let _child = Child::fork(|| {
        mapping.bytes().fill(1);
        let sent = talk.child().and_then(|()| reply.write_all(b"d"));
        let sent = sent.and_then(|()| talk.wait_for_release());
        sent.unwrap_or_else(|error| eprintln!("child: {error}"));
    })?;
    let start = talk.parent()?;
    answer.read_exact(&mut [0])?;
    let in_place = start.elapsed();
    let copy = black_box(mapping.bytes()).to_vec();
    let copied = start.elapsed();
    talk.release()?;
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
        // SAFETY: the kernel chooses the place, so no other memory is lost.
        let start = unsafe {
            mmap_anonymous(None, length, access, MapFlags::MAP_SHARED)
        }?;
        Ok(Self { start: start.cast(), length })
    }

    /// The bytes. Parent and child use them in turn, by their talk.
    #[expect(unsafe_code, reason = "std has no shared memory")]
    fn bytes(&mut self) -> &mut [u8] {
        // SAFETY: the mapping is this long, lives as long as this value, and
        // the other process leaves it alone while we have the word.
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
            eprintln!("could not unmap: {error}");
        }
    }
}
