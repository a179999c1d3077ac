//! The names of the tags that are open, so that each end is that of the last beginning (XML 1.0, section 3).

/// The open tags.
#[derive(Default)]
pub(super) struct Tags {
    /// Their names, one behind the other.
    names: String,
    /// Where each begins there, and where its tag stands in the document.
    begins: Vec<(usize, usize)>,
}

/// A tag that does not close what was opened last.
pub(super) struct Mismatch {
    /// What is wrong.
    pub(super) what: String,
    /// Where the tag stands that was opened last, if one was.
    pub(super) opened: Option<usize>,
}

impl Tags {
    /// Where the tag stands that is open at a depth, counted from 0.
    pub(super) fn opened(&self, depth: usize) -> Option<usize> {
        self.begins.get(depth).map(|(_, offset)| *offset)
    }

    /// A tag opens. `tag` is what stands between its angle brackets.
    pub(super) fn open(&mut self, tag: &str, offset: usize) {
        let end = tag.bytes().position(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r')).unwrap_or(tag.len());
        self.begins.push((self.names.len(), offset));
        self.names.push_str(&tag[..end]);
    }

    /// A tag closes.
    ///
    /// # Errors
    /// What is wrong, if it is not the last that opened.
    pub(super) fn close(&mut self, name: &str) -> Result<(), Mismatch> {
        let name = name.trim_ascii_end();
        let Some((begin, opened)) = self.begins.pop() else {
            return Err(Mismatch { what: format!("there is a </{name}> without a <{name}> before it"), opened: None });
        };
        if self.names[begin..] != *name {
            let what = format!("</{name}> stands where </{}> belongs", &self.names[begin..]);
            return Err(Mismatch { what, opened: Some(opened) });
        }
        self.names.truncate(begin);
        Ok(())
    }
}
