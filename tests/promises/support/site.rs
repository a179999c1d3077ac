//! A web site of a source: pages by path, which the test changes, and a note of every request.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What a path answers.
#[derive(Clone, Debug)]
pub struct Page {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub body: String,
}

/// The site; its thread ends with the test.
pub struct Site {
    address: SocketAddr,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    pages: BTreeMap<String, Page>,
    /// Applied when a path is asked, before its answer is looked up; once.
    edits: BTreeMap<String, BTreeMap<String, Page>>,
    requests: Vec<String>,
}

impl Page {
    /// A Turtle document with an entity tag of its content.
    pub fn turtle(body: impl Into<String>) -> Page {
        let body = body.into();
        let tag = body.bytes().fold(7_u64, |hash, byte| hash.wrapping_mul(31).wrapping_add(u64::from(byte)));
        let headers = vec![("Content-Type", "text/turtle".to_owned()), ("ETag", format!("\"{tag:x}\""))];
        Page { status: 200, headers, body }
    }

    /// An answer that leads elsewhere.
    pub fn redirect(status: u16, to: &str) -> Page {
        Page { status, headers: vec![("Location", to.to_owned())], body: String::new() }
    }

    /// An answer with a status and nothing else.
    pub fn status(status: u16) -> Page {
        Page { status, headers: Vec::new(), body: "no".to_owned() }
    }
}

impl Site {
    /// Listens on a free port of this machine.
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("there is a free port");
        let address = listener.local_addr().expect("it is bound");
        let state = Arc::new(Mutex::new(State::default()));
        let shared = Arc::clone(&state);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let shared = Arc::clone(&shared);
                // A client that goes away is none of the server's business.
                std::thread::spawn(move || drop(answer(stream, &shared)));
            }
        });
        Site { address, state }
    }

    /// An address of it.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Puts a page.
    pub fn put(&self, path: &str, page: Page) {
        self.state().pages.insert(path.to_owned(), page);
    }

    /// Puts pages the next time that a path is asked for, before it answers.
    pub fn edit_when(&self, path: &str, pages: impl IntoIterator<Item = (String, Page)>) {
        self.state().edits.insert(path.to_owned(), pages.into_iter().collect());
    }

    /// The requests since the last call, each as its path and the validator that came with it.
    pub fn asked(&self) -> Vec<String> {
        std::mem::take(&mut self.state().requests)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn answer(stream: TcpStream, shared: &Mutex<State>) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?);
    let mut stream = stream;
    loop {
        let mut request = String::new();
        while !request.ends_with("\r\n\r\n") {
            if lines.read_line(&mut request)? == 0 {
                return Ok(());
            }
        }
        let path = request.split(' ').nth(1).unwrap_or_default().to_owned();
        let header = |name: &str| {
            request.lines().find_map(|line| line.split_once(": ").filter(|(found, _)| found.eq_ignore_ascii_case(name)))
        };
        let known = header("if-none-match").map(|(_, tag)| tag.to_owned());
        let page = {
            let mut state = shared.lock().unwrap_or_else(PoisonError::into_inner);
            state.requests.push(match &known {
                Some(_) => format!("{path} if changed"),
                None => path.clone(),
            });
            if let Some(edit) = state.edits.remove(&path) {
                state.pages.extend(edit);
            }
            let asked = state.requests.len();
            let page = state.pages.get(&path).cloned().unwrap_or_else(|| Page::status(404));
            // What a page says of itself may be another thing each time.
            Page { body: page.body.replace("{n}", &asked.to_string()), ..page }
        };
        let headers: String = page.headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let tag = page.headers.iter().find(|(name, _)| *name == "ETag").map(|(_, tag)| tag.clone());
        if known.is_some() && known == tag {
            write!(stream, "HTTP/1.1 304 Not Modified\r\n{headers}\r\n")?;
        } else {
            let (status, length) = (page.status, page.body.len());
            write!(stream, "HTTP/1.1 {status} X\r\n{headers}Content-Length: {length}\r\n\r\n{}", page.body)?;
        }
    }
}
