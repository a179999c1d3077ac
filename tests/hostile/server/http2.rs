//! HTTP/2 (RFC 9113) by hand: frames, and the little of HPACK (RFC 7541) that heads need.

/// What a client sends first.
const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
const DATA: u8 = 0;
const HEADERS: u8 = 1;
const RST_STREAM: u8 = 3;
const SETTINGS: u8 = 4;
const GOAWAY: u8 = 7;
const CONTINUATION: u8 = 9;
const END_STREAM: u8 = 1;
const END_HEADERS: u8 = 4;

/// A frame of any kind.
fn frame(kind: u8, flags: u8, stream: u32, payload: &[u8]) -> Vec<u8> {
    let length = u32::try_from(payload.len()).expect("a short one").to_be_bytes();
    [&length[1..], &[kind, flags], &stream.to_be_bytes(), payload].concat()
}

/// A server's first frame.
pub fn settings() -> Vec<u8> {
    frame(SETTINGS, 0, 0, &[])
}

/// A whole head with status 200 on the first stream.
pub fn head(headers: &[(&str, &str)]) -> Vec<u8> {
    frame(HEADERS, END_HEADERS, 1, &fields(headers))
}

/// The same, and more of it to come.
pub fn open_head(headers: &[(&str, &str)]) -> Vec<u8> {
    frame(HEADERS, 0, 1, &fields(headers))
}

/// More of a head, without an end.
pub fn continuation(headers: &[(&str, &str)]) -> Vec<u8> {
    frame(CONTINUATION, 0, 1, &fields(headers)[1..])
}

/// A part of a body.
pub fn data(bytes: &[u8]) -> Vec<u8> {
    frame(DATA, 0, 1, bytes)
}

/// The last part of a body.
pub fn last_data(bytes: &[u8]) -> Vec<u8> {
    frame(DATA, END_STREAM, 1, bytes)
}

/// The end of the first stream with an error code.
pub fn reset(code: u32) -> Vec<u8> {
    frame(RST_STREAM, 0, 1, &code.to_be_bytes())
}

/// The end of the connection, in which no stream was answered.
pub fn go_away(code: u32) -> Vec<u8> {
    frame(GOAWAY, 0, 0, &[[0; 4], code.to_be_bytes()].concat())
}

/// Status 200 and headers, none of them remembered or packed.
fn fields(headers: &[(&str, &str)]) -> Vec<u8> {
    let mut block = vec![0x88];
    for (name, value) in headers {
        block.push(0);
        for text in [name, value] {
            integer(&mut block, text.len());
            block.extend(text.as_bytes());
        }
    }
    block
}

/// An integer with a prefix of seven bits (RFC 7541, section 5.1).
fn integer(block: &mut Vec<u8>, value: usize) {
    if value < 127 {
        return block.push(u8::try_from(value).expect("it is small"));
    }
    block.push(127);
    let mut left = value - 127;
    while left >= 128 {
        block.push(u8::try_from(left % 128 + 128).expect("it is small"));
        left /= 128;
    }
    block.push(u8::try_from(left).expect("it is small"));
}

/// Whether a client's bytes hold a request.
pub fn holds_request(bytes: &[u8]) -> bool {
    let mut rest = bytes.strip_prefix(PREFACE).unwrap_or_default();
    while let [a, b, c, kind, _, _, _, _, _, after @ ..] = rest {
        let length = u32::from_be_bytes([0, *a, *b, *c]) as usize;
        if after.len() < length {
            return false;
        }
        if *kind == HEADERS {
            return true;
        }
        rest = &after[length..];
    }
    false
}
