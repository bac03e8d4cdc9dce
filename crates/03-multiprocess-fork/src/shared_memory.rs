//! Memory that a process shares with the children that it forks afterwards.

use std::num::NonZero;
use std::ptr::NonNull;
use std::slice;

use anyhow::{Context, Result};
use nix::sys::mman::{MapFlags, ProtFlags, mmap_anonymous, munmap};

/// Some bytes, all 0 at first; given back when this is dropped.
pub struct SharedMemory {
    address: NonNull<u8>,
    length: usize,
}

#[expect(unsafe_code, reason = "a mapping is a bare address")]
impl SharedMemory {
    pub fn new(bytes: usize) -> Result<Self> {
        let length = NonZero::new(bytes).context("no memory is no memory")?;
        let access = ProtFlags::PROT_READ | ProtFlags::PROT_WRITE;
        // SAFETY: the system chooses a place where nothing else is.
        let address = unsafe {
            mmap_anonymous(None, length, access, MapFlags::MAP_SHARED)
        }
        .with_context(|| format!("no {bytes} bytes of shared memory"))?;
        Ok(Self { address: address.cast(), length: bytes })
    }
}

#[expect(unsafe_code, reason = "a mapping is a bare address")]
impl AsRef<[u8]> for SharedMemory {
    fn as_ref(&self) -> &[u8] {
        // SAFETY: `address` is valid for `length` bytes, which are 0 or have
        // been written. Nobody writes in this process, because of the borrow.
        // That no child does so meanwhile is for the caller to see to, by
        // waiting for its end.
        unsafe { slice::from_raw_parts(self.address.as_ptr(), self.length) }
    }
}

#[expect(unsafe_code, reason = "a mapping is a bare address")]
impl AsMut<[u8]> for SharedMemory {
    fn as_mut(&mut self) -> &mut [u8] {
        // SAFETY: as in `as_ref`.
        unsafe { slice::from_raw_parts_mut(self.address.as_ptr(), self.length) }
    }
}

#[expect(unsafe_code, reason = "a mapping is a bare address")]
impl Drop for SharedMemory {
    fn drop(&mut self) {
        // SAFETY: no slice can outlive `self`, from which it is borrowed.
        if let Err(error) = unsafe { munmap(self.address.cast(), self.length) }
        {
            eprintln!("could not give back shared memory: {error}");
        }
    }
}
