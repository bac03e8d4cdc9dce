//! TLS in the clients of ureq and reqwest.

use rustls::crypto::CryptoProvider;
use rustls::crypto::ring;
use ureq::tls::{RootCerts, TlsConfig};

/// ring and the platform's roots, for ureq.
pub(crate) fn config() -> TlsConfig {
    choose_ring();
    TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build()
}

/// Lets rustls use ring in the whole process. reqwest needs no more: it takes
/// the platform's roots by itself.
pub fn choose_ring() {
    if CryptoProvider::get_default().is_none() {
        // It fails if another thread has just done the same.
        ring::default_provider().install_default().unwrap_or_default();
    }
}
