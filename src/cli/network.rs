//! Fetching an address that a user typed.

use std::net::IpAddr;
use std::time::{Duration, SystemTime};

use anyhow::{Context as _, Result, bail};
use clap::Args;
use ipnet::IpNet;
use tokio::runtime::Runtime;
use tokio_util::sync::CancellationToken;
use url::Url;

use crate::fetch::{
    Answer, Blocked, Egress, FetchError, Fetched, Fetcher, Limits, Politeness, Request, Settings, Terms,
};
use crate::harvest::Clock;

/// What an address may lead to.
#[derive(Args, Default)]
pub(super) struct NetworkArgs {
    /// Also fetch from this network or IP address, which is not public; may be given several times
    #[arg(long, value_name = "NETWORK", value_parser = network)]
    allow_private: Vec<IpNet>,
}

/// A client for one command, and the threads that it works on.
pub(super) struct Network {
    /// Kept for as long as the client works on it.
    _runtime: Runtime,
    pub(super) fetcher: Fetcher,
}

impl Network {
    pub(super) fn open() -> Result<Self> {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
        let settings = Settings {
            user_agent: concat!("Skord/", env!("CARGO_PKG_VERSION")).to_owned(),
            politeness: Politeness::default(),
            trusted_certificates: None,
            proxy: None,
            spool: std::env::temp_dir(),
        };
        let fetcher = Fetcher::new(settings, runtime.handle().clone(), CancellationToken::new())?;
        Ok(Network { _runtime: runtime, fetcher })
    }
}

impl NetworkArgs {
    /// How an address is fetched: once, from the port that was typed, and from private networks only as allowed.
    pub(super) fn terms(&self, url: &Url, bytes: u64) -> Terms {
        Terms {
            egress: Egress { allow_private: self.allow_private.clone(), ports: url.port().into_iter().collect() },
            limits: Limits {
                bytes,
                wire_bytes: bytes,
                connect_timeout: Duration::from_secs(10),
                read_timeout: Duration::from_secs(30),
                timeout: Duration::from_secs(600),
                attempts: 1,
                ..Limits::default()
            },
            authorization: None,
            now: Some(SystemTime::from(Clock::System.now())),
        }
    }

    /// Fetches an address.
    pub(super) fn fetch(&self, address: &str, bytes: u64) -> Result<Fetched> {
        let url: Url = address.parse().with_context(|| format!("{address} is not an address"))?;
        let network = Network::open()?;
        match network.fetcher.session(self.terms(&url, bytes))?.get(&Request::new(&url)) {
            Ok(Answer::Fetched(fetched)) => Ok(*fetched),
            Err(error) => bail!("{}", told(&error)),
            Ok(Answer::NotModified { .. }) => {
                bail!("{address} answers 304 Not Modified to a request without conditions")
            }
        }
    }
}

/// The error, with the argument that allows what the config of a service would.
pub(super) fn told(error: &FetchError) -> String {
    match error {
        FetchError::Blocked { url, blocked: Blocked::Address { address, kind } } => {
            format!("{url} is not fetched: {address} is {kind} address; allow it with --allow-private {address}")
        }
        error => error.to_string(),
    }
}

/// A network, or one IP address.
fn network(text: &str) -> Result<IpNet, String> {
    let address = || text.parse::<IpAddr>().map(IpNet::from);
    text.parse().or_else(|_| address()).map_err(|_| "a network such as 10.1.0.0/16, or an IP address".to_owned())
}
