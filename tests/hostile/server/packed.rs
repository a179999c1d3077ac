//! Bodies in every content coding, whole or made while they are sent.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

use brotli::CompressorWriter;
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};

/// A content coding as servers name it.
pub const CODINGS: [&str; 4] = ["gzip", "deflate", "br", "zstd"];

/// Packed in a coding.
pub fn packed(coding: &str, bytes: &[u8]) -> Vec<u8> {
    let out = Out::default();
    let mut encoder = encoder(coding, out.clone());
    encoder.write_all(bytes).expect("memory takes everything");
    drop(encoder);
    out.take()
}

/// Bare deflate, as some servers send it under the name of zlib's coding.
pub fn bare_deflate(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("memory takes everything")
}

/// So many bytes of zeros in a coding, made as they are asked for.
pub fn zeros(coding: &str, count: u64) -> impl Iterator<Item = Vec<u8>> + Send + use<> {
    const BLOCK: usize = 1 << 20;
    let out = Out::default();
    let mut encoder = Some(encoder(coding, out.clone()));
    let mut left = count;
    std::iter::from_fn(move || {
        while let Some(open) = &mut encoder {
            let block = left.min(BLOCK as u64);
            open.write_all(&vec![0; usize::try_from(block).unwrap_or(BLOCK)]).expect("memory takes everything");
            left -= block;
            if left == 0 {
                encoder = None;
            }
            let made = out.take();
            if !made.is_empty() {
                return Some(made);
            }
        }
        None
    })
}

/// An encoder that ends its stream when it is dropped.
fn encoder(coding: &str, out: Out) -> Box<dyn Write + Send> {
    match coding {
        "gzip" => Box::new(GzEncoder::new(out, Compression::fast())),
        "deflate" => Box::new(ZlibEncoder::new(out, Compression::fast())),
        "br" => {
            let params = BrotliEncoderParams { quality: 3, ..BrotliEncoderParams::default() };
            Box::new(CompressorWriter::with_params(out, 65_536, &params))
        }
        "zstd" => Box::new(zstd::Encoder::new(out, 1).expect("a level").auto_finish()),
        _ => panic!("no such coding"),
    }
}

/// Where an encoder writes to, and others take from.
#[derive(Clone, Default)]
struct Out(Arc<Mutex<Vec<u8>>>);

impl Out {
    fn take(&self) -> Vec<u8> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
