//! The egress guard: whatever an address looks like, it does not panic, and of IP addresses it lets exactly those through
//! that are of the public Internet, in every spelling.
//!
//! What is public is said here once more, in another way than the guard's tables say it.
#![no_main]

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use skord::fetch::{Blocked, Egress};
use url::{Host, Url};

#[derive(Arbitrary, Debug)]
enum Input<'a> {
    /// A whole address.
    Text(&'a str),
    /// What follows `http://`.
    Authority(&'a str),
    /// What an address redirects to.
    Relative(&'a str),
    V4(u32, Spelling),
    V6([u16; 8]),
    Mapped(u32),
}

#[derive(Arbitrary, Clone, Copy, Debug)]
enum Spelling {
    Usual,
    Number,
    Hexadecimal,
    Octal,
    Short,
    Dot,
    FullWidth,
}

fuzz_target!(|input: Input<'_>| {
    match input {
        Input::Text(text) => check(text, None),
        Input::Authority(text) => check(&format!("http://{text}"), None),
        Input::Relative(text) => {
            let base = Url::parse("http://data.example.se/a/b?c").expect("an address");
            if let Ok(url) = base.join(text) {
                check(url.as_str(), None);
            }
        }
        Input::V4(bits, spelling) => check(&spelt(bits, spelling), Some(Ipv4Addr::from_bits(bits).into())),
        Input::V6(segments) => {
            let address = Ipv6Addr::from(segments);
            check(&format!("http://[{address}]/"), Some(address.into()));
        }
        Input::Mapped(bits) => {
            let address = Ipv4Addr::from_bits(bits);
            check(&format!("http://[::ffff:{address}]/"), Some(address.into()));
        }
    }
});

/// Checks an address; its host must be this IP address if one is given.
fn check(text: &str, expected: Option<IpAddr>) {
    let Ok(url) = Url::parse(text) else { return assert!(expected.is_none(), "{text} is an address") };
    let checked = Egress::default().check_url(&url);
    let allowed = Egress { allow_private: vec!["0.0.0.0/0".parse().unwrap(), "::/0".parse().unwrap()], ports: vec![] };
    if checked.is_ok() {
        assert!(matches!(url.scheme(), "http" | "https"), "{text}");
        assert!(matches!(url.port_or_known_default(), Some(80 | 443)), "{text}");
        assert!(url.username().is_empty() && url.password().is_none(), "{text}");
        assert_eq!(allowed.check_url(&url), Ok(()), "{text}");
    }
    let address = match url.host() {
        Some(Host::Ipv4(address)) => IpAddr::from(address),
        Some(Host::Ipv6(address)) => IpAddr::from(address).to_canonical(),
        Some(Host::Domain(name)) => {
            assert!(name.parse::<IpAddr>().is_err() || checked.is_err(), "{text}: {name} is read as an IP address");
            return assert!(expected.is_none(), "{text}");
        }
        None => return assert!(checked.is_err(), "{text}"),
    };
    if checked.is_ok() {
        assert!(is_public(address), "{text}: {address}");
    }
    if let Some(expected) = expected {
        assert_eq!(address, expected.to_canonical(), "{text}");
        assert_eq!(checked.is_ok(), is_public(address), "{text}: {checked:?}");
        assert!(!matches!(checked, Err(Blocked::Port { .. } | Blocked::Scheme | Blocked::User)), "{text}");
    }
}

fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => {
            let [a, b, c, d] = address.octets();
            !(address.is_private()
                || address.is_loopback()
                || address.is_link_local()
                || address.is_documentation()
                || address.is_multicast()
                || address.is_broadcast()
                || a == 0
                || a >= 240
                || (a, b & 0b1100_0000) == (100, 64)
                || (a, b & 0b1111_1110) == (198, 18)
                || (a, b, c) == (192, 0, 0)
                || (a, b, c) == (192, 88, 99)
                || (a, b, c, d) == (168, 63, 129, 16))
        }
        IpAddr::V6(address) => {
            let [a, b, ..] = address.segments();
            let special = (a == 0x2001 && (b < 0x200 || b == 0xdb8)) || a == 0x2002 || (a == 0x3fff && b < 0x1000);
            a & 0xe000 == 0x2000 && !special
        }
    }
}

fn spelt(bits: u32, spelling: Spelling) -> String {
    let address = Ipv4Addr::from_bits(bits);
    let [a, b, c, d] = address.octets();
    let host = match spelling {
        Spelling::Usual => address.to_string(),
        Spelling::Number => bits.to_string(),
        Spelling::Hexadecimal => format!("{a:#x}.{b:#X}.{c:#x}.{d:#x}").replace("0X", "0x"),
        Spelling::Octal => format!("0{a:o}.0{b:o}.0{c:o}.0{d:o}"),
        Spelling::Short => format!("{a}.{}", bits & 0x00ff_ffff),
        Spelling::Dot => format!("{address}."),
        Spelling::FullWidth => address
            .to_string()
            .chars()
            .map(|c| c.to_digit(10).and_then(|n| char::from_u32(0xff10 + n)).unwrap_or('\u{3002}'))
            .collect(),
    };
    format!("http://{host}/")
}
