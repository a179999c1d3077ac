//! The binary, run as a user runs it.

use std::io::{BufRead, BufReader, Write};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use super::http;

/// The longest that a test waits for anything.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// What a command said, and how it ended.
#[derive(Debug)]
pub struct Said {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

/// The binary with arguments, in the project's folder.
pub fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_skord"));
    command.args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).env_remove("RUST_BACKTRACE");
    command
}

/// Runs the binary to its end.
pub fn skord(arguments: &[&str]) -> Said {
    said(command(arguments).stdin(Stdio::null()).output().expect("the binary runs"))
}

/// Runs the binary to its end with something on standard input.
pub fn skord_reading(arguments: &[&str], input: &[u8]) -> Said {
    let mut command = command(arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the binary runs");
    let mut stdin = child.stdin.take().expect("it is piped");
    let input = input.to_vec();
    // A binary that does not read to the end closes the pipe, and that is its right.
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().expect("the binary ends");
    writer.join().expect("the writer does not panic");
    said(output)
}

fn said(output: Output) -> Said {
    let text = |bytes| String::from_utf8(bytes).expect("the binary speaks UTF-8");
    Said { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

/// `skord run`; killed when the value goes.
pub struct Daemon {
    child: Child,
    pub address: SocketAddr,
    log: Receiver<String>,
}

impl Daemon {
    /// Starts it and waits until it listens.
    pub fn start(config: &Path) -> Self {
        let mut command = command(&["run", "--config"]);
        command.arg(config).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the binary runs");
        let out = lines(child.stdout.take().expect("it is piped"));
        let log = lines(child.stderr.take().expect("it is piped"));
        let Ok(line) = out.recv_timeout(PATIENCE) else {
            let _ = child.kill();
            panic!("it does not listen: {:?}", log.iter().collect::<Vec<_>>());
        };
        let address =
            line.strip_prefix("Listening on http://").and_then(|rest| rest.trim_end_matches('/').parse().ok());
        Daemon { child, address: address.unwrap_or_else(|| panic!("what is {line}?")), log }
    }

    /// Waits until there is a feed with another ETag than the given one, and gives its ETag.
    pub fn feed_other_than(&self, etag: &str) -> String {
        self.wait_for("another feed", || {
            let answer = http::ask(self.address, "HEAD", "/catalog.nt", &[]).ok()?;
            (answer.status == 200 && answer.header("etag") != etag).then(|| answer.header("etag").to_owned())
        })
    }

    /// Waits until something is so; tells the log if it never is.
    pub fn wait_for<T>(&self, what: &str, so: impl FnMut() -> Option<T>) -> T {
        poll(so).unwrap_or_else(|| panic!("{what} never came:\n{}", self.log.try_iter().collect::<Vec<_>>().join("\n")))
    }

    /// Ends it as `kill -9` does.
    pub fn kill(mut self) {
        self.child.kill().expect("it runs");
        self.child.wait().expect("it ends");
    }

    /// Sends a signal and waits for the end.
    pub fn stop(mut self, signal: &str) -> (ExitStatus, String) {
        let pid = self.child.id().to_string();
        let sent = Command::new("kill").args(["-s", signal, &pid]).status().expect("there is a kill");
        assert!(sent.success());
        let ended = poll(|| self.child.try_wait().expect("it can be waited for"));
        (ended.expect("it ends"), self.log.iter().collect::<Vec<_>>().join("\n"))
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The lines of a pipe; read to its end, so that the writer never waits.
fn lines(pipe: impl std::io::Read + Send + 'static) -> Receiver<String> {
    let (sender, lines) = mpsc::channel();
    std::thread::spawn(move || {
        for line in BufReader::new(pipe).lines().map_while(Result::ok) {
            // The test may have lost interest.
            let _ = sender.send(line);
        }
    });
    lines
}

/// Asks again and again until there is an answer or patience ends.
pub fn poll<T>(mut ask: impl FnMut() -> Option<T>) -> Option<T> {
    let deadline = Instant::now() + PATIENCE;
    while Instant::now() < deadline {
        if let Some(answer) = ask() {
            return Some(answer);
        }
        std::thread::park_timeout(Duration::from_millis(5));
    }
    None
}
