//! One connection of a server: TLS or not, requests in, steps out.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use rustls::ServerConfig;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::Instant;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use super::clock::AtWork;
use super::http2;
use super::step::Step;

/// What is spoken before HTTP.
#[derive(Clone)]
pub enum Transport {
    /// Nothing.
    Plain,
    /// TLS.
    Tls(Arc<ServerConfig>),
    /// TLS, and HTTP/2 within it: the script begins with the first request and sends frames.
    Http2(Arc<ServerConfig>),
    /// The script begins with the first bytes, whatever they are.
    Begun,
    /// The script begins at once.
    Accepted,
}

/// A request as it came.
#[derive(Clone, Debug)]
pub struct Seen {
    /// When.
    pub at: Instant,
    /// Its first line.
    pub line: String,
    /// Its headers, names in lower case.
    pub headers: Vec<(String, String)>,
}

impl Seen {
    /// The headers' value of a name, the first if there are several.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }

    /// The target of the first line.
    pub fn path(&self) -> &str {
        self.line.split(' ').nth(1).unwrap_or_default()
    }

    /// Reads a head.
    pub fn read(head: &str) -> Seen {
        let mut lines = head.lines();
        let line = lines.next().unwrap_or_default().to_owned();
        let headers = lines.filter_map(|line| line.split_once(':'));
        let headers = headers.map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()));
        Seen { at: Instant::now(), line, headers: headers.collect() }
    }
}

/// What a server does about a request, the how manyth it is from 1.
pub type Script = dyn Fn(&Seen, usize) -> Vec<Step> + Send + Sync;

/// One connection.
pub struct Connection {
    pub number: usize,
    pub seen: Arc<Mutex<Vec<Seen>>>,
    pub script: Arc<Script>,
    pub work: AtWork,
}

enum Stream {
    Plain(TcpStream),
    Tls(Box<TlsStream<TcpStream>>),
}

impl Connection {
    /// Serves until one side has enough.
    pub async fn serve(self, stream: TcpStream, transport: Transport) {
        // A client that leaves is the rule here.
        let _ = self.serve_or_fail(stream, transport).await;
    }

    async fn serve_or_fail(self, stream: TcpStream, transport: Transport) -> io::Result<()> {
        stream.set_nodelay(true)?;
        let nothing = Seen::read("");
        let mut stream = match transport {
            Transport::Plain => Stream::Plain(stream),
            Transport::Tls(config) => {
                let accepted = self.work.rest(TlsAcceptor::from(config).accept(stream)).await?;
                Stream::Tls(Box::new(accepted))
            }
            Transport::Http2(config) => {
                let accepted = self.work.rest(TlsAcceptor::from(config).accept(stream)).await?;
                let mut stream = Stream::Tls(Box::new(accepted));
                let mut came = Vec::new();
                while !http2::holds_request(&came) {
                    let mut bytes = [0; 16_384];
                    match self.work.rest(stream.read(&mut bytes)).await? {
                        0 => return Ok(()),
                        n => came.extend_from_slice(&bytes[..n]),
                    }
                }
                return self.play(&mut stream, (self.script)(&nothing, self.number)).await.map(drop);
            }
            Transport::Begun => {
                let mut stream = Stream::Plain(stream);
                self.work.rest(stream.read(&mut [0; 65_536])).await?;
                return self.play(&mut stream, (self.script)(&nothing, self.number)).await.map(drop);
            }
            Transport::Accepted => {
                let script = (self.script)(&nothing, self.number);
                return self.play(&mut Stream::Plain(stream), script).await.map(drop);
            }
        };
        while let Some(request) = self.request(&mut stream).await? {
            let count = {
                let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
                seen.push(request.clone());
                seen.len()
            };
            if !self.play(&mut stream, (self.script)(&request, count)).await? {
                return Ok(());
            }
        }
        Ok(())
    }

    /// The next request; `None` if the client has left.
    async fn request(&self, stream: &mut Stream) -> io::Result<Option<Seen>> {
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            let mut byte = [0; 1];
            if self.work.rest(stream.read(&mut byte)).await? == 0 {
                return Ok(None);
            }
            head.push(byte[0]);
        }
        Ok(Some(Seen::read(&String::from_utf8_lossy(&head))))
    }

    /// Plays a script; whether another request is awaited.
    async fn play(&self, stream: &mut Stream, steps: Vec<Step>) -> io::Result<bool> {
        for step in steps {
            match step {
                Step::Send(bytes) => self.send(stream, &bytes).await?,
                Step::Blocks(blocks) => {
                    for block in blocks {
                        self.send(stream, &block).await?;
                        // A client that has enough is heard before more is made.
                        tokio::task::yield_now().await;
                    }
                }
                Step::Drip(bytes, every) => {
                    for byte in bytes {
                        self.work.rest(tokio::time::sleep(every)).await;
                        self.send(stream, &[byte]).await?;
                    }
                }
                Step::Wait(time) => self.work.rest(tokio::time::sleep(time)).await,
                Step::Stall => return self.until_left(stream).await,
                Step::HalfClose => {
                    stream.shutdown().await?;
                    return self.until_left(stream).await;
                }
                Step::Cut => return stream.cut().await.map(|()| false),
                Step::Reset => return stream.reset().map(|()| false),
                Step::Again => return Ok(true),
            }
        }
        stream.shutdown().await.map(|()| false)
    }

    async fn send(&self, stream: &mut Stream, bytes: &[u8]) -> io::Result<()> {
        stream.write(bytes).await?;
        self.work.moved();
        Ok(())
    }

    async fn until_left(&self, stream: &mut Stream) -> io::Result<bool> {
        self.work
            .rest(async {
                let mut rest = [0; 1024];
                while stream.read(&mut rest).await? > 0 {}
                Ok(false)
            })
            .await
    }
}

impl Stream {
    async fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match self {
            Stream::Plain(stream) => stream.read(into).await,
            Stream::Tls(stream) => stream.read(into).await,
        }
    }

    async fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Stream::Plain(stream) => stream.write_all(bytes).await,
            Stream::Tls(stream) => {
                stream.write_all(bytes).await?;
                stream.flush().await
            }
        }
    }

    async fn shutdown(&mut self) -> io::Result<()> {
        match self {
            Stream::Plain(stream) => stream.shutdown().await,
            Stream::Tls(stream) => stream.shutdown().await,
        }
    }

    async fn cut(&mut self) -> io::Result<()> {
        match self {
            Stream::Plain(stream) => stream.shutdown().await,
            Stream::Tls(stream) => stream.get_mut().0.shutdown().await,
        }
    }

    /// The reset goes out when the stream is dropped.
    fn reset(&mut self) -> io::Result<()> {
        match self {
            Stream::Plain(stream) => stream.set_zero_linger(),
            Stream::Tls(stream) => stream.get_ref().0.set_zero_linger(),
        }
    }
}
