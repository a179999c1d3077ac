//! A web server of a source: it says what the test wants, breaks off in the middle when told to, and notes what it is asked.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// The longest that a test waits for anything.
const PATIENCE: Duration = Duration::from_secs(30);

#[derive(Default)]
struct Says {
    body: String,
    etag: String,
    stalls: bool,
    requests: Vec<String>,
}

/// The server; its thread ends with the test.
pub struct Origin {
    address: SocketAddr,
    says: Arc<(Mutex<Says>, Condvar)>,
}

impl Origin {
    /// Listens on a free port of this machine.
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("there is a free port");
        let address = listener.local_addr().expect("it is bound");
        let says = Arc::new((Mutex::new(Says::default()), Condvar::new()));
        let shared = Arc::clone(&says);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let shared = Arc::clone(&shared);
                std::thread::spawn(move || {
                    // A client that goes away is none of the server's business.
                    let _ = answer(stream, &shared);
                });
            }
        });
        Origin { address, says }
    }

    /// An address of it.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Says this from now on, whole and at once.
    pub fn say(&self, body: &str, etag: &str) {
        self.set(|says| (says.body, says.etag, says.stalls) = (body.to_owned(), etag.to_owned(), false));
    }

    /// Says half of this from now on, and the rest when it is told to say something else.
    pub fn stall(&self, body: &str, etag: &str) {
        self.set(|says| (says.body, says.etag, says.stalls) = (body.to_owned(), etag.to_owned(), true));
    }

    /// Waits until it was asked for the nth time.
    pub fn wait_for_request(&self, nth: usize) {
        let says = lock(&self.says.0);
        let waited = self.says.1.wait_timeout_while(says, PATIENCE, |says| says.requests.len() < nth);
        let (says, _) = waited.unwrap_or_else(PoisonError::into_inner);
        assert!(says.requests.len() >= nth, "it was asked {} times only", says.requests.len());
    }

    /// The newest request, or nothing.
    pub fn last_request(&self) -> String {
        lock(&self.says.0).requests.last().cloned().unwrap_or_default()
    }

    fn set(&self, change: impl FnOnce(&mut Says)) {
        change(&mut lock(&self.says.0));
        self.says.1.notify_all();
    }
}

fn lock(says: &Mutex<Says>) -> MutexGuard<'_, Says> {
    says.lock().unwrap_or_else(PoisonError::into_inner)
}

fn answer(mut stream: TcpStream, shared: &(Mutex<Says>, Condvar)) -> std::io::Result<()> {
    let mut request = String::new();
    let mut lines = BufReader::new(stream.try_clone()?);
    while !request.ends_with("\r\n\r\n") && lines.read_line(&mut request)? > 0 {}
    let mut says = lock(&shared.0);
    says.requests.push(request.clone());
    shared.1.notify_all();
    let head = format!("Content-Type: text/turtle\r\nETag: {}\r\nConnection: close\r\n", says.etag);
    if !says.etag.is_empty() && request.contains(&says.etag) {
        return write!(stream, "HTTP/1.1 304 Not Modified\r\n{head}\r\n");
    }
    let (body, half) = (says.body.clone(), says.body.len() / 2);
    write!(stream, "HTTP/1.1 200 OK\r\n{head}Content-Length: {}\r\n\r\n", body.len())?;
    stream.write_all(&body.as_bytes()[..half])?;
    while says.stalls {
        says = shared.1.wait_timeout(says, PATIENCE).unwrap_or_else(PoisonError::into_inner).0;
    }
    drop(says);
    stream.write_all(&body.as_bytes()[half..])
}
