//! Certificates, good and bad (RFC 5280): a root, an intermediate issuer below it, and servers below that.

use std::sync::Arc;

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, KeyUsagePurpose, date_time_ymd,
};
use rustls::crypto::CryptoProvider;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::server::danger::ClientCertVerifier;
use rustls::{RootCertStore, ServerConfig};

use super::connection::Transport;

/// A root with an issuer below it.
pub struct Authority {
    root: CertifiedIssuer<'static, KeyPair>,
    intermediate: CertifiedIssuer<'static, KeyPair>,
}

/// A server's certificates and its key.
pub struct Chain {
    certificates: Vec<CertificateDer<'static>>,
    key: KeyPair,
}

impl Authority {
    /// Issuers that nobody knows until they are told.
    pub fn new(name: &str) -> Authority {
        let root = CertifiedIssuer::self_signed(issuer(&format!("{name} Root")), key()).expect("a certificate");
        let intermediate =
            CertifiedIssuer::signed_by(issuer(&format!("{name} Issuer")), key(), &root).expect("a certificate");
        Authority { root, intermediate }
    }

    /// The root as PEM.
    pub fn pem(&self) -> String {
        self.root.pem()
    }

    /// Certificates of a server for a name, valid from the first of one year to the first of another.
    pub fn chain(&self, name: &str, years: (i32, i32)) -> Chain {
        let key = key();
        let leaf = server(name, years).signed_by(&key, &self.intermediate).expect("a certificate");
        Chain { certificates: vec![leaf.der().clone(), self.intermediate.der().clone()], key }
    }

    /// Good certificates for a name.
    pub fn good(&self, name: &str) -> Chain {
        self.chain(name, GOOD)
    }
}

/// Years in which the tests are run.
pub const GOOD: (i32, i32) = (2020, 2100);

/// A certificate that a server has issued to itself.
pub fn self_signed(name: &str) -> Chain {
    let key = key();
    let leaf = server(name, GOOD).self_signed(&key).expect("a certificate");
    Chain { certificates: vec![leaf.der().clone()], key }
}

impl Chain {
    /// The same without its issuer's certificate.
    pub fn without_intermediate(mut self) -> Chain {
        self.certificates.truncate(1);
        self
    }

    /// A server that shows these.
    pub fn transport(&self) -> Transport {
        Transport::Tls(Arc::new(self.config()))
    }

    /// A server that shows these and speaks HTTP/2.
    pub fn http2(&self) -> Transport {
        let mut config = self.config();
        config.alpn_protocols = vec![b"h2".to_vec()];
        Transport::Http2(Arc::new(config))
    }

    /// A server that shows these and wants to see one of the authority's in turn.
    pub fn for_members_of(&self, authority: &Authority) -> Transport {
        let mut roots = RootCertStore::empty();
        roots.add(authority.root.der().clone()).expect("a root");
        let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider()).build();
        Transport::Tls(Arc::new(self.config_with(verifier.expect("a root"))))
    }

    fn config(&self) -> ServerConfig {
        self.config_with(WebPkiClientVerifier::no_client_auth())
    }

    fn config_with(&self, clients: Arc<dyn ClientCertVerifier>) -> ServerConfig {
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(self.key.serialize_der()));
        let config = ServerConfig::builder_with_provider(provider())
            .with_safe_default_protocol_versions()
            .expect("the versions are known")
            .with_client_cert_verifier(clients)
            .with_single_cert(self.certificates.clone(), key);
        config.expect("the key fits")
    }
}

fn provider() -> Arc<CryptoProvider> {
    Arc::new(rustls::crypto::ring::default_provider())
}

fn key() -> KeyPair {
    KeyPair::generate().expect("a key")
}

fn params(common_name: &str, names: Vec<String>, years: (i32, i32)) -> CertificateParams {
    let mut params = CertificateParams::new(names).expect("names");
    params.distinguished_name.push(DnType::CommonName, common_name);
    params.not_before = date_time_ymd(years.0, 1, 1);
    params.not_after = date_time_ymd(years.1, 1, 1);
    params
}

fn server(name: &str, years: (i32, i32)) -> CertificateParams {
    params(name, vec![name.to_owned()], years)
}

fn issuer(common_name: &str) -> CertificateParams {
    let mut params = params(common_name, Vec::new(), GOOD);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params
}
