//! Names and what they lead to: the system's resolver behind a guard.
//!
//! In: a host name. Out: the addresses that may be connected to, and no other; reqwest connects to exactly these.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use super::egress::{Blocked, Egress};
use super::trace::{Event, Trace};

/// Looks names up. The outside world: tests put a table in its place.
pub trait Names: Send + Sync {
    /// All addresses of a name.
    ///
    /// # Errors
    /// If there are none, or nobody can tell.
    fn look_up(&self, name: &str) -> BoxFuture<'static, io::Result<Vec<IpAddr>>>;
}

/// The system's own resolver.
pub struct SystemNames;

impl Names for SystemNames {
    fn look_up(&self, name: &str) -> BoxFuture<'static, io::Result<Vec<IpAddr>>> {
        let name = name.to_owned();
        async move { Ok(tokio::net::lookup_host((name, 0)).await?.map(|address| address.ip()).collect()) }.boxed()
    }
}

/// The name leads nowhere.
#[derive(Debug, thiserror::Error)]
#[error("{cause}")]
pub(super) struct UnknownName {
    pub(super) cause: io::Error,
}

/// Names for one run's requests.
pub(super) struct GuardedNames {
    pub(super) names: Arc<dyn Names>,
    pub(super) egress: Egress,
    pub(super) trace: Trace,
    /// The host of the proxy, which the operator chose and which does the rest.
    pub(super) proxy: Option<String>,
}

impl Resolve for GuardedNames {
    fn resolve(&self, name: Name) -> Resolving {
        let name = name.as_str().to_owned();
        let exempt = self.proxy.as_ref().is_some_and(|proxy| proxy.eq_ignore_ascii_case(&name));
        self.trace.add(Event::Resolving { name: name.clone() });
        let (found, egress, trace) = (self.names.look_up(&name), self.egress.clone(), self.trace.clone());
        Box::pin(async move {
            let addresses = found.await.map_err(|cause| UnknownName { cause })?;
            trace.add(Event::Resolved { addresses: addresses.clone() });
            if addresses.is_empty() {
                let cause = io::Error::new(io::ErrorKind::NotFound, "the name has no address");
                return Err(UnknownName { cause }.into());
            }
            let checked =
                addresses.into_iter().map(|ip| if exempt { Ok(ip) } else { egress.check_address(ip).map(|()| ip) });
            let (allowed, blocked): (Vec<_>, Vec<Result<IpAddr, Blocked>>) = checked.partition(Result::is_ok);
            match (allowed.is_empty(), blocked.into_iter().find_map(Result::err)) {
                (true, Some(blocked)) => Err(blocked.into()),
                _ => {
                    let allowed: Vec<SocketAddr> =
                        allowed.into_iter().flatten().map(|ip| SocketAddr::new(ip, 0)).collect();
                    Ok(Box::new(allowed.into_iter()) as Addrs)
                }
            }
        })
    }
}
