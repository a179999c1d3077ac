//! Where to go on behind what cannot be read.

use super::scan::{Frame, Scanner, Stop};

/// How many faults are tried to go on behind.
const MOST: usize = 1000;
/// How much is looked through to find where to go on, in bytes.
const SEARCHED: usize = 256 << 20;

/// What may still be spent on finding where to go on.
pub(super) struct Search {
    bytes: usize,
    faults: usize,
}

impl Search {
    /// What may be spent on a document.
    pub(super) fn of(bytes: &[u8]) -> Self {
        Search { bytes: (16 * bytes.len() + (1 << 16)).min(SEARCHED), faults: MOST }
    }

    /// How many frames stay, and the comma or closing bracket at which to go on.
    pub(super) fn resume(&mut self, scanner: &Scanner<'_>, bytes: &[u8], at: usize) -> Option<(usize, usize)> {
        self.faults = self.faults.checked_sub(1)?;
        let begins_node = |at: usize| bytes[at..].iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'{');
        let is_node = |frame: &Frame| begins_node(frame.item) || begins_node(frame.begin);
        let in_arrays: Vec<usize> = (0..scanner.frames.len())
            .rev()
            .filter(|&i| scanner.frames[i].is_array && is_node(&scanner.frames[i]))
            .collect();
        let in_objects: Vec<usize> = (0..scanner.frames.len()).rev().filter(|&i| !scanner.frames[i].is_array).collect();
        self.try_all(scanner, bytes, at, &in_arrays).or_else(|| self.try_all(scanner, bytes, at, &in_objects))
    }

    fn try_all(&mut self, scanner: &Scanner<'_>, bytes: &[u8], at: usize, frames: &[usize]) -> Option<(usize, usize)> {
        let mut tried = vec![0; frames.len()];
        let mut from = before(bytes, at);
        while let Some(found) = bytes[from..].iter().position(|byte| matches!(byte, b',' | b']' | b'}')) {
            let place = from + found;
            from = place + 1;
            self.bytes = self.bytes.checked_sub(found)?;
            for (index, &frame) in frames.iter().enumerate() {
                if place < tried[index]
                    || place < scanner.frames[frame].item
                    || !fits(bytes, place, &scanner.frames[frame])
                {
                    continue;
                }
                let mut trial = scanner.behind(frame + 1, place);
                let complete = trial.frames[frame].complete;
                // A run that leaves the frame and then finds that this was wrong says the same for all members that it saw.
                let stop = trial.run();
                self.bytes = self.bytes.checked_sub(trial.at.saturating_sub(place) + 64)?;
                let is_inside = trial.frames.get(frame).is_some_and(|now| now.complete > complete);
                match stop {
                    Stop::End => return Some((frame + 1, place)),
                    Stop::Broken(..) | Stop::Truncated if trial.frames.len() > frame && is_inside => {
                        return Some((frame + 1, place));
                    }
                    _ => tried[index] = trial.left.unwrap_or(tried[index]),
                }
            }
        }
        None
    }
}

/// The last byte before that is not white space, if it is a comma: a fault may be told at what follows it.
fn before(bytes: &[u8], at: usize) -> usize {
    let last = bytes[..at.min(bytes.len())].iter().rposition(|byte| !byte.is_ascii_whitespace());
    last.filter(|&last| bytes[last] == b',').unwrap_or(at)
}

/// Whether a member may end before that byte: a comma with the beginning of a node object or of a key behind it, or the closing
/// bracket.
fn fits(bytes: &[u8], place: usize, frame: &Frame) -> bool {
    let next = || bytes[place + 1..].iter().find(|byte| !byte.is_ascii_whitespace());
    match (bytes[place], frame.is_array) {
        (b',', true) => next() == Some(&b'{'),
        (b',', false) => next() == Some(&b'"'),
        (b']', true) => bytes[..place].trim_ascii_end().ends_with(b"}"),
        (b'}', false) => true,
        _ => false,
    }
}
