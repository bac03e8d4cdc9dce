//! Signals between parent and child, through pipes.

use std::fs::File;
use std::io::{self, Read, Write};
use std::time::Instant;

use anyhow::Result;
use nix::unistd::pipe;

/// Signals between parent and child.
pub struct Signals {
    ready: (File, File),
    go: (File, File),
}

impl Signals {
    pub fn new() -> Result<Self> {
        let pair = || pipe().map(|(read, write)| (read.into(), write.into()));
        Ok(Self { ready: pair()?, go: pair()? })
    }

    /// Reports that the object is made, and waits for the signal to send it.
    pub fn child(&self) -> io::Result<()> {
        (&self.ready.1).write_all(b"r")?;
        (&self.go.0).read_exact(&mut [0])
    }

    /// Waits until the object is made, and gives the signal to send it.
    pub fn parent(&self) -> Result<Instant> {
        (&self.ready.0).read_exact(&mut [0])?;
        let start = Instant::now();
        (&self.go.1).write_all(b"g")?;
        Ok(start)
    }

    /// Lets the child exit. That takes a while if 100 MB must be freed, and
    /// would disturb the measurement: the kernel tends to do it on the core
    /// on which the parent would go on.
    pub fn release(&self) -> io::Result<()> {
        (&self.go.1).write_all(b"e")
    }

    /// Waits until the child may exit.
    pub fn wait_for_release(&self) -> io::Result<()> {
        (&self.go.0).read_exact(&mut [0])
    }
}
