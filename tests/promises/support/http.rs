//! Requests to a server on this machine, as written, and their answers.

use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// An answer, read to its end.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    /// By name in lower case; several of a name are joined.
    pub headers: BTreeMap<String, String>,
    pub body: Vec<u8>,
}

impl Answer {
    /// A header, or nothing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// Asks with GET.
pub fn get(server: SocketAddr, path: &str, headers: &[(&str, &str)]) -> Answer {
    ask(server, "GET", path, headers).unwrap_or_else(|error| panic!("GET {path}: {error}"))
}

/// Asks with POST and a form.
pub fn post(server: SocketAddr, path: &str, headers: &[(&str, &str)], form: &str) -> Answer {
    let length = form.len().to_string();
    let mut all = vec![("Content-Type", "application/x-www-form-urlencoded"), ("Content-Length", &length)];
    all.extend(headers);
    let asked = format!("{}{form}", request("POST", path, &all));
    sent(server, &asked).unwrap_or_else(|error| panic!("POST {path}: {error}"))
}

/// Asks; fails if the server is not there or breaks off.
pub fn ask(server: SocketAddr, method: &str, path: &str, headers: &[(&str, &str)]) -> io::Result<Answer> {
    sent(server, &request(method, path, headers))
}

fn sent(server: SocketAddr, request: &str) -> io::Result<Answer> {
    let mut stream = TcpStream::connect_timeout(&server, Duration::from_secs(10))?;
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    stream.write_all(request.as_bytes())?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    answer(&bytes)
        .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, String::from_utf8_lossy(&bytes).into_owned()))
}

/// The text of a request that asks for one answer.
pub fn request(method: &str, path: &str, headers: &[(&str, &str)]) -> String {
    let lines: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    format!("{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{lines}\r\n")
}

/// Takes an answer apart.
pub fn answer(bytes: &[u8]) -> Option<Answer> {
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n")?;
    let head = std::str::from_utf8(&bytes[..end]).ok()?;
    let mut lines = head.split("\r\n");
    let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
    let mut headers: BTreeMap<String, String> = BTreeMap::new();
    for line in lines {
        let (name, value) = line.split_once(':')?;
        let joined = headers.entry(name.to_ascii_lowercase()).or_default();
        joined.push_str(if joined.is_empty() { "" } else { ", " });
        joined.push_str(value.trim());
    }
    Some(Answer { status, headers, body: bytes[end + 4..].to_vec() })
}
