//! Any bytes, with any media type and name: what they are is said without a panic and without reading much.
#![no_main]

use libfuzzer_sys::fuzz_target;
use skord::rdf::Format;

fuzz_target!(|input: (&[u8], Option<&str>, &str)| {
    let (bytes, media_type, name) = input;
    if let Err(other) = Format::detect(bytes, media_type, name) {
        assert!(other.to_string().len() < 1000, "{other}");
    }
});
