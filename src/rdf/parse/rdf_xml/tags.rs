//! The names of the tags that are open, so that each end is that of the last beginning (XML 1.0, section 3).

/// The open tags.
#[derive(Default)]
pub(super) struct Tags {
    /// Their names, one behind the other.
    names: String,
    /// Where each begins.
    begins: Vec<usize>,
}

impl Tags {
    /// A tag opens. `tag` is what stands between its angle brackets.
    pub(super) fn open(&mut self, tag: &str) {
        let end = tag.bytes().position(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r')).unwrap_or(tag.len());
        self.begins.push(self.names.len());
        self.names.push_str(&tag[..end]);
    }

    /// A tag closes.
    ///
    /// # Errors
    /// What is wrong, if it is not the last that opened.
    pub(super) fn close(&mut self, name: &str) -> Result<(), String> {
        let name = name.trim_ascii_end();
        let Some(begin) = self.begins.pop() else {
            return Err(format!("there is a </{name}> without a <{name}> before it"));
        };
        if self.names[begin..] != *name {
            return Err(format!("</{name}> stands where </{}> belongs", &self.names[begin..]));
        }
        self.names.truncate(begin);
        Ok(())
    }
}
