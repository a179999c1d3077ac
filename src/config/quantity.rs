//! The forms of amounts: how many, how much, how long.
//!
//! In goes one value of the document; out comes a number, bytes or a duration, within bounds
//! that the rest of the program can count on. Every amount but a wait and a plain number is above zero.

use std::time::Duration;

use toml::de::{DeInteger, DeValue};

/// The longest duration, so that adding one to any time of day is safe.
const LONGEST: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// The greatest size, in bytes: 1 TB.
const LARGEST: u64 = 1_000_000_000_000;

/// A whole number from 1 to `most`.
pub(super) fn count(value: &DeValue, most: u64) -> Result<u64, String> {
    value
        .as_integer()
        .and_then(whole)
        .filter(|number| (1..=most).contains(number))
        .ok_or_else(|| format!("a whole number from 1 to {most}"))
}

/// A whole number from 0 to `most`.
pub(super) fn number(value: &DeValue, most: u64) -> Result<u64, String> {
    let number = value.as_integer().and_then(whole).filter(|number| *number <= most);
    number.ok_or_else(|| format!("a whole number from 0 to {most}"))
}

/// An amount of bytes: a whole number, or a text with a decimal unit (1 MB is 1 000 000 bytes).
pub(super) fn size(value: &DeValue) -> Result<u64, String> {
    let bytes = match value {
        DeValue::Integer(number) => whole(number),
        DeValue::String(text) => {
            let units = [("B", 1), ("kB", 1_000), ("MB", 1_000_000), ("GB", 1_000_000_000)];
            measured(text, &units)
        }
        _ => None,
    };
    bytes
        .filter(|bytes| (1..=LARGEST).contains(bytes))
        .ok_or_else(|| "a size above 0 and at most 1000 GB in B, kB, MB or GB, such as \"50 MB\"".to_owned())
}

/// A duration: a text with a unit.
pub(super) fn duration(value: &DeValue) -> Result<Duration, String> {
    let units = [("s", 1), ("m", 60), ("h", 3600)];
    value
        .as_str()
        .and_then(|text| measured(text, &units))
        .map(Duration::from_secs)
        .filter(|duration| !duration.is_zero() && *duration <= LONGEST)
        .ok_or_else(|| "a duration above 0 and at most 720h in s, m or h, such as \"30s\" or \"10m\"".to_owned())
}

/// A wait, which may be none: a text with a unit.
pub(super) fn wait(value: &DeValue, most: Duration) -> Result<Duration, String> {
    let units = [("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000)];
    let wait = value.as_str().and_then(|text| measured(text, &units)).map(Duration::from_millis);
    wait.filter(|wait| *wait <= most).ok_or_else(|| {
        let most = most.as_secs() / 60;
        format!("a duration of at most {most}m in ms, s, m or h, such as \"500ms\" or \"10m\"; \"0s\" is none")
    })
}

/// A whole number and one of the units, with or without a space between.
fn measured(text: &str, units: &[(&str, u64)]) -> Option<u64> {
    let text = text.trim();
    let end = text.find(|c: char| !c.is_ascii_digit())?;
    let (number, unit) = text.split_at(end);
    let factor = units.iter().find_map(|(name, factor)| (*name == unit.trim_start()).then_some(*factor))?;
    number.parse::<u64>().ok()?.checked_mul(factor)
}

fn whole(number: &DeInteger) -> Option<u64> {
    u64::from_str_radix(number.as_str(), number.radix()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn string(text: &str) -> DeValue<'_> {
        DeValue::String(text.into())
    }

    #[test]
    fn durations_have_a_unit_and_an_end() {
        assert_eq!(duration(&string("30s")), Ok(Duration::from_secs(30)));
        assert_eq!(duration(&string("10 m")), Ok(Duration::from_secs(600)));
        assert_eq!(duration(&string("720h")), Ok(LONGEST));
        for wrong in
            ["0s", "30", "s", "", "-1s", "721h", "1.5h", "30 S", "99999999999999999999h", "18446744073709551615h"]
        {
            assert!(duration(&string(wrong)).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_wait_may_be_none_and_less_than_a_second() {
        let hour = Duration::from_secs(3600);
        assert_eq!(wait(&string("0s"), hour), Ok(Duration::ZERO));
        assert_eq!(wait(&string("500ms"), hour), Ok(Duration::from_millis(500)));
        assert_eq!(wait(&string("60 m"), hour), Ok(hour));
        for wrong in ["61m", "0", "", "-1s", "1 d", "18446744073709551615h"] {
            assert!(wait(&string(wrong), hour).is_err(), "{wrong}");
        }
    }

    #[test]
    fn sizes_are_decimal() {
        assert_eq!(size(&string("50 MB")), Ok(50_000_000));
        assert_eq!(size(&string("1kB")), Ok(1000));
        assert_eq!(size(&string("1000 GB")), Ok(LARGEST));
        for wrong in ["50 MiB", "50mb", "0 MB", "1001 GB", "50", "18446744073709551615 GB"] {
            assert!(size(&string(wrong)).is_err(), "{wrong}");
        }
    }
}
