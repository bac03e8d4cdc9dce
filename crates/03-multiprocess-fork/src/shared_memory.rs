//! Memory that a process shares with the children that it forks afterwards.

use std::num::NonZero;
use std::ops::{Deref, DerefMut};
use std::ptr::NonNull;
use std::slice;

use anyhow::{Context, Result};
use instruments::note;
use nix::sys::mman::{MapFlags, ProtFlags, mmap_anonymous, munmap};

/// A slice of bytes, all 0 at first; unmapped when this is dropped.
pub struct SharedMemory {
    address: NonNull<u8>,
    size: usize,
}

#[expect(unsafe_code, reason = "a mapping is a bare address")]
impl SharedMemory {
    pub fn new(size: usize) -> Result<Self> {
        let length = NonZero::new(size).context("the size must not be 0")?;
        let access = ProtFlags::PROT_READ | ProtFlags::PROT_WRITE;
        let flags = MapFlags::MAP_SHARED;
        // SAFETY: the system chooses a place where nothing else is.
        let address = unsafe { mmap_anonymous(None, length, access, flags) };
        let address = address
            .with_context(|| format!("no {size} bytes of shared memory"))?;
        Ok(Self { address: address.cast(), size })
    }
}

#[expect(unsafe_code, reason = "a mapping is a bare address")]
impl Deref for SharedMemory {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        // SAFETY: `address` is valid for `size` bytes, all of them initialised.
        // The borrow keeps this process from writing. The compiler can't keep
        // a child from it: the parent must read after the child has ended.
        unsafe { slice::from_raw_parts(self.address.as_ptr(), self.size) }
    }
}

#[expect(unsafe_code, reason = "a mapping is a bare address")]
impl DerefMut for SharedMemory {
    fn deref_mut(&mut self) -> &mut [u8] {
        // SAFETY: as in `deref`.
        unsafe { slice::from_raw_parts_mut(self.address.as_ptr(), self.size) }
    }
}

#[expect(unsafe_code, reason = "a mapping is a bare address")]
impl Drop for SharedMemory {
    fn drop(&mut self) {
        // SAFETY: no slice can outlive `self`, from which it is borrowed.
        if let Err(error) = unsafe { munmap(self.address.cast(), self.size) } {
            note!("could not unmap shared memory: {error}");
        }
    }
}
