//! What a server does on a connection, step by step, and the answers that it is made of.

use std::time::Duration;

/// One step. After the last one the connection is closed as it should be.
pub enum Step {
    /// Bytes.
    Send(Vec<u8>),
    /// Blocks of bytes, as long as there are any and the client takes them.
    Blocks(Box<dyn Iterator<Item = Vec<u8>> + Send>),
    /// Bytes one by one, with a pause before each.
    Drip(Vec<u8>, Duration),
    /// A pause.
    Wait(Duration),
    /// Nothing more, and the connection stays open until the client closes it.
    Stall,
    /// No more is sent (FIN), and the connection stays open until the client closes it.
    HalfClose,
    /// The connection is closed without a word of TLS about it.
    Cut,
    /// The connection is reset (RST).
    Reset,
    /// The next request is awaited on the same connection.
    Again,
}

/// A head, with an empty line at its end.
pub fn head(status: &str, headers: &[(&str, &str)]) -> Step {
    Step::Send(format!("{}\r\n", open_head(status, headers)).into_bytes())
}

/// A head without its end.
pub fn open_head(status: &str, headers: &[(&str, &str)]) -> String {
    let lines: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    format!("HTTP/1.1 {status}\r\n{lines}")
}

/// A whole answer.
pub fn answer(status: &str, headers: &[(&str, &str)], body: impl AsRef<[u8]>) -> Vec<Step> {
    let body = body.as_ref().to_vec();
    let length = body.len().to_string();
    let headers = [headers, &[("content-length", &length), ("connection", "close")]].concat();
    vec![head(status, &headers), Step::Send(body)]
}

/// A whole answer, after which the connection is kept.
pub fn answer_and_stay(status: &str, headers: &[(&str, &str)], body: impl AsRef<[u8]>) -> Vec<Step> {
    let body = body.as_ref().to_vec();
    let length = body.len().to_string();
    vec![head(status, &[headers, &[("content-length", &length)]].concat()), Step::Send(body), Step::Again]
}

/// 200 with Turtle.
pub fn turtle(body: impl AsRef<[u8]>) -> Vec<Step> {
    answer("200 OK", &[("content-type", "text/turtle")], body)
}

/// A redirect.
pub fn redirect(status: &str, location: &str) -> Vec<Step> {
    answer(status, &[("location", location)], "")
}

/// One chunk of the chunked transfer coding (RFC 9112, section 7.1).
pub fn chunk(bytes: &[u8]) -> Vec<u8> {
    [format!("{:x}\r\n", bytes.len()).as_bytes(), bytes, b"\r\n"].concat()
}

/// The same block for ever.
pub fn endless(block: Vec<u8>) -> Step {
    Step::Blocks(Box::new(std::iter::repeat(block)))
}
