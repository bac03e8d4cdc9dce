//! A page is whole, or it is an error.
//!
//! A page without a length ends where its connection ends. ureq takes a
//! connection that is *reset* for such an end, too, and returns the part that
//! has arrived. This layer around ureq's connections hides the kind of such an
//! error, and ureq returns it as it is.

use std::io;

use ureq::Error;
use ureq::unversioned::transport::{
    Buffers, ConnectionDetails, Connector, NextTimeout, Transport,
};

/// Puts each connection into a [`Whole`] one.
#[derive(Debug)]
pub struct WholeConnector;

impl<T: Transport> Connector<T> for WholeConnector {
    type Out = Whole<T>;

    fn connect(
        &self,
        _: &ConnectionDetails<'_>,
        connection: Option<T>,
    ) -> Result<Option<Whole<T>>, Error> {
        Ok(connection.map(Whole))
    }
}

/// A connection whose every error is one for ureq, too.
#[derive(Debug)]
pub struct Whole<T>(T);

impl<T: Transport> Transport for Whole<T> {
    fn buffers(&mut self) -> &mut dyn Buffers {
        self.0.buffers()
    }

    fn transmit_output(
        &mut self,
        amount: usize,
        timeout: NextTimeout,
    ) -> Result<(), Error> {
        self.0.transmit_output(amount, timeout)
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, Error> {
        self.0.await_input(timeout).map_err(|error| match error {
            Error::Io(error) => Error::Io(io::Error::other(error)),
            other => other,
        })
    }

    fn is_open(&mut self) -> bool {
        self.0.is_open()
    }

    fn is_tls(&self) -> bool {
        self.0.is_tls()
    }
}
