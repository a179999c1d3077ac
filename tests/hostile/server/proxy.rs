//! An HTTP proxy (RFC 9110, section 3.7): forwards plain requests and opens tunnels, all to one server.

use std::io;
use std::net::SocketAddr;

use tokio::io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use super::connection::Seen;
use super::listener::{Server, tokio_listener};

/// Serves for ever.
pub async fn serve(proxy: Server, listener: std::net::TcpListener, to: SocketAddr) {
    let listener = tokio_listener(listener);
    let mut connections = JoinSet::new();
    while let Ok((client, _)) = listener.accept().await {
        proxy.count();
        let proxy = proxy.clone();
        connections.spawn(async move {
            // A client that leaves is the rule here.
            let _ = one(&proxy, client, to).await;
        });
    }
}

async fn one(proxy: &Server, mut client: TcpStream, to: SocketAddr) -> io::Result<()> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(client.read_u8().await?);
    }
    let seen = Seen::read(&String::from_utf8_lossy(&head));
    let is_tunnel = seen.line.starts_with("CONNECT ");
    proxy.note(seen);
    let mut server = TcpStream::connect(to).await?;
    match is_tunnel {
        true => client.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await?,
        false => server.write_all(&head).await?,
    }
    copy_bidirectional(&mut client, &mut server).await.map(drop)
}
