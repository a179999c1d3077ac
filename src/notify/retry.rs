//! When a notice that could not be delivered is tried again, and when it is given up.

/// The wait after the first attempt, in seconds; it doubles with every further one.
const FIRST: i64 = 60;

/// The longest wait, in seconds.
const LONGEST: i64 = 6 * 3600;

/// The age at which a notice is given up, in seconds: it is old news then, and the status page tells the same.
const LIFETIME: i64 = 5 * 24 * 3600;

/// What becomes of a notice after an attempt in vain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retry {
    /// It is tried again at this time, in seconds since 1970.
    At(i64),
    /// It is given up.
    GiveUp,
}

/// What becomes of a notice that was written at `created` and has just, `now`, been tried in vain once more after
/// `attempts` earlier times. Times are in seconds since 1970.
pub fn retry(created: i64, attempts: u32, now: i64) -> Retry {
    if now.saturating_sub(created) >= LIFETIME {
        return Retry::GiveUp;
    }
    let wait = FIRST.checked_shl(attempts.min(16)).unwrap_or(LONGEST).min(LONGEST);
    Retry::At(now.saturating_add(wait))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_six_hours_and_end_after_five_days() {
        let mut now = 1000;
        let mut waits = Vec::new();
        while let Retry::At(next) = retry(1000, waits.len() as u32, now) {
            waits.push(next - now);
            now = next;
        }
        assert_eq!(waits[..10], [60, 120, 240, 480, 960, 1920, 3840, 7680, 15360, 21600]);
        assert!(waits[9..].iter().all(|wait| *wait == LONGEST));
        assert!((LIFETIME..LIFETIME + LONGEST).contains(&(now - 1000)), "{now}");
        assert_eq!(retry(0, u32::MAX, i64::MAX), Retry::GiveUp);
        assert_eq!(retry(i64::MAX, u32::MAX, i64::MAX), Retry::At(i64::MAX));
    }
}
