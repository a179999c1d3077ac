//! TLS: the platform's certificate check, with a finer word for what is wrong.
//!
//! In: a server's certificates. Out: the same verdict as the platform's, told apart by cause, and the chain in the trace.
//! Must not: accept what the platform refuses.

use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::client::{
    ClientSessionMemoryCache, ClientSessionStore, Resumption, Tls12ClientSessionValue, Tls13ClientSessionValue,
};
use rustls::crypto::CryptoProvider;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{CertificateError, ClientConfig, DigitallySignedStruct, Error, NamedGroup, OtherError, SignatureScheme};
use rustls_platform_verifier::Verifier;

use super::certificate::Certificate;
use super::fault::TlsFault;
use super::trace::{Event, Trace};

/// How certificates are checked; made once.
#[derive(Clone)]
pub(super) struct Trust {
    provider: Arc<CryptoProvider>,
    verifier: Arc<Verifier>,
}

impl Trust {
    /// The platform's issuers, and those of a PEM file beside them.
    pub(super) fn new(extra: Option<&Path>) -> io::Result<Self> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let extra = extra.map_or_else(|| Ok(Vec::new()), certificates)?;
        let verifier = Verifier::new_with_extra_roots(extra, Arc::clone(&provider)).map_err(io::Error::other)?;
        Ok(Trust { provider, verifier: Arc::new(verifier) })
    }

    /// The settings for one run's connections, which write into its trace.
    pub(super) fn client(&self, trace: &Trace) -> Result<ClientConfig, Error> {
        let verifier = Watching { inner: Arc::clone(&self.verifier), trace: trace.clone() };
        let mut config = ClientConfig::builder_with_provider(Arc::clone(&self.provider))
            .with_safe_default_protocol_versions()?
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(verifier))
            .with_no_client_auth();
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        config.resumption =
            Resumption::store(Arc::new(Sessions { inner: ClientSessionMemoryCache::new(32), trace: trace.clone() }));
        Ok(config)
    }
}

/// The certificates of a PEM file; at least one.
fn certificates(path: &Path) -> io::Result<Vec<CertificateDer<'static>>> {
    let pem = fs::read(path)?;
    let found: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&pem).collect();
    let found = found.map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error.to_string()))?;
    match found.is_empty() {
        true => Err(io::Error::new(io::ErrorKind::InvalidData, "it holds no certificate in PEM form")),
        false => Ok(found),
    }
}

/// The platform's verifier, watched.
#[derive(Debug)]
struct Watching {
    inner: Arc<Verifier>,
    trace: Trace,
}

impl ServerCertVerifier for Watching {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let verdict = self.inner.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now);
        let fault = verdict.as_ref().err().map(|error| fault(error, end_entity, intermediates));
        let chain = std::iter::once(end_entity).chain(intermediates).map(|der| der.to_vec()).collect();
        self.trace.add(Event::Certificate { chain, fault });
        verdict.map_err(|error| {
            // The fault travels with the error, which alone reaches whoever asked.
            let told = Told { fault: fault.unwrap_or(TlsFault::Other), text: error.to_string() };
            Error::InvalidCertificate(CertificateError::Other(OtherError(Arc::new(told))))
        })
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.inner.verify_tls12_signature(message, cert, dss)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.inner.verify_tls13_signature(message, cert, dss)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.inner.supported_verify_schemes()
    }
}

/// A certificate error that knows its fault.
#[derive(Debug, thiserror::Error)]
#[error("{text}")]
pub(super) struct Told {
    pub(super) fault: TlsFault,
    text: String,
}

impl Told {
    /// The fault behind a TLS error, if the certificate is at fault.
    pub(super) fn of(error: &Error) -> Option<&Told> {
        match error {
            Error::InvalidCertificate(CertificateError::Other(OtherError(told))) => told.downcast_ref(),
            _ => None,
        }
    }
}

fn fault(error: &Error, end_entity: &[u8], intermediates: &[CertificateDer<'_>]) -> TlsFault {
    use CertificateError as Kind;
    let Error::InvalidCertificate(kind) = error else { return TlsFault::Other };
    match kind {
        Kind::Expired | Kind::ExpiredContext { .. } => TlsFault::Expired,
        Kind::NotValidYet | Kind::NotValidYetContext { .. } => TlsFault::NotYetValid,
        Kind::NotValidForName | Kind::NotValidForNameContext { .. } => TlsFault::WrongName,
        Kind::UnknownIssuer => match Certificate::read(end_entity) {
            Some(own) if own.issuer == own.subject => TlsFault::SelfSigned,
            // Nobody issues straight from a root that browsers know: what leads there was not sent.
            Some(_) if intermediates.is_empty() => TlsFault::MissingIntermediate,
            _ => TlsFault::UnknownIssuer,
        },
        // webpki calls a self-signed certificate that is a CA this, when it stands for a server.
        Kind::Other(_) => match Certificate::read(end_entity) {
            Some(own) if own.issuer == own.subject => TlsFault::SelfSigned,
            _ => TlsFault::Other,
        },
        _ => TlsFault::Other,
    }
}

/// Remembered sessions; the first look at them is when a handshake begins.
#[derive(Debug)]
struct Sessions {
    inner: ClientSessionMemoryCache,
    trace: Trace,
}

impl ClientSessionStore for Sessions {
    fn set_kx_hint(&self, server_name: ServerName<'static>, group: NamedGroup) {
        self.inner.set_kx_hint(server_name, group);
    }

    fn kx_hint(&self, server_name: &ServerName<'_>) -> Option<NamedGroup> {
        self.trace.add(Event::Handshake);
        self.inner.kx_hint(server_name)
    }

    fn set_tls12_session(&self, server_name: ServerName<'static>, value: Tls12ClientSessionValue) {
        self.inner.set_tls12_session(server_name, value);
    }

    fn tls12_session(&self, server_name: &ServerName<'_>) -> Option<Tls12ClientSessionValue> {
        self.inner.tls12_session(server_name)
    }

    fn remove_tls12_session(&self, server_name: &ServerName<'static>) {
        self.inner.remove_tls12_session(server_name);
    }

    fn insert_tls13_ticket(&self, server_name: ServerName<'static>, value: Tls13ClientSessionValue) {
        self.inner.insert_tls13_ticket(server_name, value);
    }

    fn take_tls13_ticket(&self, server_name: &ServerName<'static>) -> Option<Tls13ClientSessionValue> {
        self.inner.take_tls13_ticket(server_name)
    }
}
