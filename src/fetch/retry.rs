//! When a failed request is tried again.
//!
//! In: the failure, how often it was tried, a random number. Out: how long to wait, or that it is given up.

use std::time::{Duration, SystemTime};

use super::error::FetchError;
use super::trace::Phase;

/// The mean of the first pause is half of this.
const BASE: Duration = Duration::from_secs(2);
/// No pause of our own choice is longer.
const LONGEST: Duration = Duration::from_secs(60);

/// Full jitter: anything up to twice as much for each attempt before, so that fifty sources that fail together do not come
/// back together. `random` is from 0 to 1.
pub(super) fn pause(attempts: u32, random: f64) -> Duration {
    let most = BASE.saturating_mul(1 << attempts.saturating_sub(1).min(10)).min(LONGEST);
    most.mul_f64(random.clamp(0.0, 1.0))
}

/// Whether the same request may go well later: no connection, an answer that broke off, or a server that says so.
pub(super) fn is_passing(error: &FetchError) -> bool {
    match error {
        FetchError::Name { .. } | FetchError::Refused { .. } | FetchError::Unreachable { .. } => true,
        FetchError::Broken { .. } | FetchError::Short { .. } => true,
        // Whoever had no turn has waited long enough.
        FetchError::Timeout { phase, .. } => (Phase::Name..Phase::Body).contains(phase),
        FetchError::Status { status, .. } => matches!(status, 408 | 425 | 429 | 500..=599),
        _ => false,
    }
}

/// The value of `Retry-After` (RFC 9110, section 10.2.3): seconds, or a date against the server's own clock, which `Date`
/// tells, or else against ours. A date without a clock says nothing.
pub fn retry_after(value: &str, date: Option<&str>, now: Option<SystemTime>) -> Option<Duration> {
    let value = value.trim();
    if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(Duration::from_secs(value.parse().unwrap_or(u64::MAX)));
    }
    let until = httpdate::parse_http_date(value).ok()?;
    let from = date.and_then(|date| httpdate::parse_http_date(date.trim()).ok()).or(now)?;
    Some(until.duration_since(from).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_are_spread_out() {
        assert_eq!(pause(1, 0.0), Duration::ZERO);
        assert_eq!(pause(1, 1.0), Duration::from_secs(2));
        assert_eq!(pause(3, 0.5), Duration::from_secs(4));
        assert_eq!(pause(6, 1.0), Duration::from_secs(60));
        assert_eq!(pause(u32::MAX, 1.0), Duration::from_secs(60));
    }

    #[test]
    fn a_server_says_when_to_come_back_in_either_form() {
        let now = httpdate::parse_http_date("Wed, 25 Nov 2026 02:00:00 GMT").unwrap();
        let after = |value, date| retry_after(value, date, Some(now)).map(|wait| wait.as_secs());
        assert_eq!(after("120", None), Some(120));
        assert_eq!(after(" 0 ", None), Some(0));
        assert_eq!(after("99999999999999999999999", None), Some(u64::MAX));
        assert_eq!(after("Wed, 25 Nov 2026 02:01:30 GMT", None), Some(90));
        let their_clock = Some("Wed, 25 Nov 2026 02:01:00 GMT");
        assert_eq!(after("Wed, 25 Nov 2026 02:01:30 GMT", their_clock), Some(30));
        assert_eq!(after("Tue, 24 Nov 2026 02:00:00 GMT", None), Some(0));
        for wrong in ["", "-1", "soon", "1.5", "12 s", "Wed, 25 Foo 2026 02:01:30 GMT"] {
            assert_eq!(after(wrong, None), None, "{wrong}");
        }
        assert_eq!(retry_after("Wed, 25 Nov 2026 02:01:30 GMT", None, None), None);
    }
}
