//! A web that means no good, on this machine, under a clock that the tests turn.
//!
//! In: servers with a script each, names and what they lead to, and blocking work. Out: what the work gives, what was asked
//! of whom, and when. Real time plays no part: see [`clock`]. Beside every server, at the same port of other loopback
//! addresses, lie servers that nobody may ask; every [`Web::run`] ends with a look at them.

pub mod certificates;
mod clock;
mod connection;
pub mod http2;
mod listener;
mod names;
pub mod packed;
mod proxy;
pub mod step;

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use skord::fetch::{Egress, Fetcher, Limits, Politeness, Settings, Terms};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::runtime::{Handle, Runtime};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

pub use connection::{Seen, Transport};
pub use listener::{Server, nobody};
pub use names::{Found, Table};

use clock::Clock;
use step::Step;

/// The address of the servers that may be asked.
pub const OPEN: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);
/// The addresses of those that may not.
pub const SECRET: [IpAddr; 2] = [IpAddr::V4(Ipv4Addr::new(127, 0, 0, 2)), IpAddr::V6(Ipv6Addr::LOCALHOST)];
/// The `User-Agent` of the tests.
pub const USER_AGENT: &str = "skord/test (+https://skord.example/)";

/// Servers, names, and the runtime that they share with what is tested.
pub struct Web {
    // Before the runtime, which it needs to end its tasks.
    tasks: JoinSet<()>,
    runtime: Runtime,
    clock: Arc<Clock>,
    names: Arc<Table>,
    ports: Vec<u16>,
    secret: Vec<Server>,
    folder: TempDir,
    stop: CancellationToken,
    settings: Settings,
}

impl Web {
    /// A web without servers.
    pub fn new() -> Web {
        let clock = Arc::new(Clock::default());
        let folder = tempfile::tempdir().expect("a folder");
        let settings = Settings {
            user_agent: USER_AGENT.to_owned(),
            politeness: Politeness { at_once: 100, pause: Duration::ZERO },
            trusted_certificates: None,
            proxy: None,
            spool: folder.path().to_owned(),
        };
        Web {
            tasks: JoinSet::new(),
            runtime: clock.runtime(),
            clock,
            names: Arc::default(),
            ports: Vec::new(),
            secret: Vec::new(),
            folder,
            stop: CancellationToken::new(),
            settings,
        }
    }

    /// A server that speaks plain HTTP. Its script is told the request and how many it is, from 1.
    pub fn plain(&mut self, script: impl Fn(&Seen, usize) -> Vec<Step> + Send + Sync + 'static) -> Server {
        self.serve(Transport::Plain, script)
    }

    /// A server.
    pub fn serve(
        &mut self,
        transport: Transport,
        script: impl Fn(&Seen, usize) -> Vec<Step> + Send + Sync + 'static,
    ) -> Server {
        let (server, secret) = listener::bind();
        self.ports.push(server.address.port());
        for (secret, listener) in secret {
            self.secret.push(secret.clone());
            let nothing = Arc::new(|_: &Seen, _| vec![Step::Reset]);
            self.spawn(secret.accept(listener, Transport::Accepted, nothing, Arc::clone(&self.clock)));
        }
        let (server, listener) = server.with_listener();
        self.spawn(server.clone().accept(listener, transport, Arc::new(script), Arc::clone(&self.clock)));
        server
    }

    /// An HTTP proxy that sends every request to this server, whatever name it asks for, and notes what it was asked.
    pub fn proxy(&mut self, to: &Server) -> Server {
        let (proxy, _) = listener::bind();
        let (proxy, listener) = proxy.with_listener();
        self.ports.push(proxy.address.port());
        self.spawn(proxy::serve(proxy.clone(), listener, to.address));
        proxy
    }

    /// An address where a connection is never answered.
    pub fn black_hole(&mut self) -> SocketAddr {
        let address = self.dig((OPEN, 0).into());
        self.ports.push(address.port());
        address
    }

    /// Another one, at the port of a server.
    pub fn black_hole_beside(&mut self, server: &Server) -> IpAddr {
        self.dig(([127, 0, 0, 3], server.address.port()).into()).ip()
    }

    fn dig(&mut self, at: SocketAddr) -> SocketAddr {
        let _inside = self.runtime.enter();
        let (address, held) = listener::black_hole(at);
        self.tasks.spawn_on(
            async move {
                let _held = held;
                std::future::pending().await
            },
            self.runtime.handle(),
        );
        address
    }

    /// Lets something of the program itself listen on this machine; its port is let through like a server's.
    pub fn host<F: Future<Output = ()> + Send + 'static>(&mut self, serve: impl FnOnce(TcpListener) -> F) -> Server {
        let (server, listener) = listener::bind().0.with_listener();
        self.ports.push(server.address.port());
        let listener = {
            let _inside = self.runtime.enter();
            listener::tokio_listener(listener)
        };
        self.spawn(serve(listener));
        server
    }

    fn spawn(&mut self, task: impl Future<Output = ()> + Send + 'static) {
        self.tasks.spawn_on(task, self.runtime.handle());
    }

    /// What names lead to.
    pub fn names(&self) -> &Arc<Table> {
        &self.names
    }

    /// What the next fetcher is made of.
    pub fn settings(&mut self) -> &mut Settings {
        &mut self.settings
    }

    /// Trusts the issuer of these certificates.
    pub fn trust(&mut self, pem: &str) {
        let path = self.path("issuers.pem");
        std::fs::write(&path, pem).expect("it can be written");
        self.settings.trusted_certificates = Some(path);
    }

    /// A path in a folder of its own.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Stops every fetcher when it is cancelled.
    pub fn stop(&self) -> &CancellationToken {
        &self.stop
    }

    /// The runtime of the servers and the clock.
    pub fn handle(&self) -> Handle {
        self.runtime.handle().clone()
    }

    /// Terms under which the servers that may be asked, and no others, are let through.
    pub fn terms(&self) -> Terms {
        let egress = Egress { allow_private: vec![OPEN.into()], ports: self.ports.clone() };
        Terms { egress, limits: Limits::default(), authorization: None, now: None }
    }

    /// A fetcher with the settings as they are.
    pub fn fetcher(&self) -> Fetcher {
        let fetcher = Fetcher::new(self.settings.clone(), self.handle(), self.stop.clone());
        fetcher.expect("a fetcher").with_names(Arc::clone(&self.names) as _)
    }

    /// Does blocking work on a thread of its own while the servers serve and the clock is turned. No secret server may have
    /// been asked.
    pub fn run<T: Send + 'static>(&mut self, work: impl FnOnce() -> T + Send + 'static) -> T {
        self.run_all(vec![work]).remove(0)
    }

    /// Does several things at once, each on a thread of its own. What they give comes in their order.
    pub fn run_all<T: Send + 'static, W: FnOnce() -> T + Send + 'static>(&mut self, works: Vec<W>) -> Vec<T> {
        let clock = Arc::clone(&self.clock);
        let done = self.runtime.block_on(clock.turn_while(works));
        for secret in &self.secret {
            assert_eq!(secret.connections(), 0, "{} was connected to", secret.address);
        }
        done
    }
}
