//! The `skord` binary.
fn main() {}
