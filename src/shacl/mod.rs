//! SHACL.
