//! Where servers listen, and who came.

use std::net::{SocketAddr, TcpListener as StdListener};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use reqwest::Url;
use tokio::net::{TcpListener, TcpSocket};
use tokio::task::JoinSet;

use super::clock::Clock;
use super::connection::{Connection, Script, Seen, Transport};
use super::{OPEN, SECRET};

/// A server and what was asked of it.
#[derive(Clone)]
pub struct Server {
    /// Where it listens.
    pub address: SocketAddr,
    connections: Arc<AtomicUsize>,
    seen: Arc<Mutex<Vec<Seen>>>,
}

/// A server that has its port and does not serve yet.
pub struct Bound {
    pub address: SocketAddr,
    listener: StdListener,
}

impl Bound {
    pub fn with_listener(self) -> (Server, StdListener) {
        (Server::at(self.address), self.listener)
    }
}

/// A free port for a server, with the secret servers of the same port.
pub fn bind() -> (Bound, Vec<(Server, StdListener)>) {
    for _ in 0..100 {
        let listener = StdListener::bind((OPEN, 0)).expect("a free port");
        let address = listener.local_addr().expect("it is bound");
        let secret = SECRET.iter().map(|ip| StdListener::bind((*ip, address.port())));
        let secret: Vec<_> = secret.collect();
        // A machine may have no IPv6; 127.0.0.2 has every one.
        if secret[0].is_ok() {
            let secret = secret.into_iter().flatten();
            let secret = secret.map(|listener| (Server::at(listener.local_addr().expect("it is bound")), listener));
            return (Bound { address, listener }, secret.collect());
        }
    }
    panic!("no port is free on both addresses");
}

/// An address whose queue of connections is full, and what keeps it full.
pub fn black_hole(at: SocketAddr) -> (SocketAddr, (TcpListener, std::net::TcpStream)) {
    let socket = TcpSocket::new_v4().expect("a socket");
    socket.bind(at).expect("a free port");
    let listener = socket.listen(0).expect("it listens");
    let address = listener.local_addr().expect("it is bound");
    let first = std::net::TcpStream::connect(address).expect("there is one place");
    (address, (listener, first))
}

/// An address where nobody listens.
pub fn nobody() -> SocketAddr {
    StdListener::bind((OPEN, 0)).and_then(|listener| listener.local_addr()).expect("a free port")
}

impl Server {
    fn at(address: SocketAddr) -> Server {
        Server { address, connections: Arc::default(), seen: Arc::default() }
    }

    /// Serves for ever.
    pub async fn accept(self, listener: StdListener, transport: Transport, script: Arc<Script>, clock: Arc<Clock>) {
        let listener = tokio_listener(listener);
        let mut connections = JoinSet::new();
        while let Ok((stream, _)) = listener.accept().await {
            let number = self.connections.fetch_add(1, Ordering::SeqCst) + 1;
            let seen = Arc::clone(&self.seen);
            let connection = Connection { number, seen, script: Arc::clone(&script), work: clock.at_work() };
            connections.spawn(connection.serve(stream, transport.clone()));
        }
    }

    /// How many connections were made.
    pub fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }

    /// Notes a connection.
    pub fn count(&self) {
        self.connections.fetch_add(1, Ordering::SeqCst);
    }

    /// Notes a request.
    pub fn note(&self, seen: Seen) {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).push(seen);
    }

    /// The requests that were read whole, in order.
    pub fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// An address at this server by its IP address, plain.
    pub fn url(&self, path: &str) -> Url {
        Url::parse(&format!("http://{}{path}", self.address)).expect("an address")
    }

    /// An address at this server's port, such as `https://data.example.se` before it.
    pub fn at_port(&self, origin: &str, path: &str) -> Url {
        Url::parse(&format!("{origin}:{}{path}", self.address.port())).expect("an address")
    }
}

/// The same listener for the runtime that this is called in.
pub fn tokio_listener(listener: StdListener) -> TcpListener {
    listener.set_nonblocking(true).expect("it can be set");
    TcpListener::from_std(listener).expect("there is a runtime")
}
