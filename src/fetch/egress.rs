//! The egress guard: which addresses and ports may be connected to.
//!
//! In: an address of a request or a redirect, or an IP address that a name led to. Out: nothing, or why not. The check of
//! the IP address is made on the very one that is connected to, so that a name which leads elsewhere the second time
//! (DNS rebinding) gains nothing. Must not: look names up.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use reqwest::Url;
use url::Host;

/// What a request may connect to beside the public Internet on ports 80 and 443.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Egress {
    /// Networks that are not public and are allowed all the same.
    pub allow_private: Vec<IpNet>,
    /// Ports beside 80 and 443.
    pub ports: Vec<u16>,
}

/// Why something is not connected to.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Blocked {
    /// The IP address is not public.
    #[error(
        "{address} is {kind} address; if the document really lies there, write allow_private = [\"{address}\"] beside its url"
    )]
    Address {
        /// The address, in its usual form.
        address: IpAddr,
        /// What it is, with its article.
        kind: &'static str,
    },
    /// The port is not one of the web's.
    #[error(
        "port {port} is none of 80 and 443; if the document really lies there, write ports = [{port}] beside its url"
    )]
    Port {
        /// The port.
        port: u16,
    },
    /// The address has no host, or is neither http nor https.
    #[error("only http and https addresses with a host are fetched")]
    Scheme,
    /// The address holds a user or a password, which a document or a server may have chosen.
    #[error("it holds a user or a password, which belong into the source's authorization")]
    User,
}

impl Egress {
    /// Whether an address may be asked, as far as it tells by itself: scheme, user, port, and the host where it is an IP
    /// address.
    /// Odd spellings of IP addresses (`0x7f.1`, `2130706433`) are read as the URL standard reads them.
    ///
    /// # Errors
    /// Why not.
    pub fn check_url(&self, url: &Url) -> Result<(), Blocked> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(Blocked::Scheme);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Blocked::User);
        }
        let port = url.port_or_known_default().ok_or(Blocked::Scheme)?;
        if !matches!(port, 80 | 443) && !self.ports.contains(&port) {
            return Err(Blocked::Port { port });
        }
        match url.host().ok_or(Blocked::Scheme)? {
            Host::Ipv4(address) => self.check_address(address.into()),
            Host::Ipv6(address) => self.check_address(address.into()),
            // What a name leads to is checked when it is connected to.
            Host::Domain(_) => Ok(()),
        }
    }

    /// Whether an IP address may be connected to.
    ///
    /// # Errors
    /// Why not.
    pub fn check_address(&self, address: IpAddr) -> Result<(), Blocked> {
        // An IPv4 address in IPv6 clothes (RFC 4291, section 2.5.5.2) leads where the IPv4 address leads.
        let address = address.to_canonical();
        if self.allow_private.iter().any(|network| network.contains(&address)) {
            return Ok(());
        }
        let kind = match address {
            IpAddr::V4(address) => kind(V4, |network| network.contains(&address)),
            IpAddr::V6(address) => kind(V6, |network| network.contains(&address)),
        };
        kind.map_or(Ok(()), |kind| Err(Blocked::Address { address, kind }))
    }
}

fn kind<N>(table: &[(N, &'static str)], contains: impl Fn(&N) -> bool) -> Option<&'static str> {
    table.iter().find(|(network, _)| contains(network)).map(|(_, kind)| *kind)
}

const fn v4(a: u8, b: u8, c: u8, d: u8, length: u8) -> Ipv4Net {
    Ipv4Net::new_assert(Ipv4Addr::new(a, b, c, d), length)
}

const fn v6(a: u16, b: u16, c: u16, length: u8) -> Ipv6Net {
    Ipv6Net::new_assert(Ipv6Addr::new(a, b, c, 0, 0, 0, 0, 0), length)
}

/// What is not the public Internet (IANA IPv4 Special-Purpose Address Registry, RFC 6890), the narrower first.
const V4: &[(Ipv4Net, &str)] = &[
    (v4(169, 254, 169, 254, 32), "a cloud metadata"),
    (v4(168, 63, 129, 16, 32), "a cloud metadata"),
    (v4(100, 100, 100, 200, 32), "a cloud metadata"),
    (v4(192, 0, 0, 192, 32), "a cloud metadata"),
    (v4(0, 0, 0, 0, 8), "an unspecified"),
    (v4(10, 0, 0, 0, 8), "a private"),
    (v4(100, 64, 0, 0, 10), "a shared (carrier-grade NAT)"),
    (v4(127, 0, 0, 0, 8), "a loopback"),
    (v4(169, 254, 0, 0, 16), "a link-local"),
    (v4(172, 16, 0, 0, 12), "a private"),
    (v4(192, 0, 0, 0, 24), "a reserved"),
    (v4(192, 0, 2, 0, 24), "a reserved"),
    (v4(192, 88, 99, 0, 24), "a reserved"),
    (v4(192, 168, 0, 0, 16), "a private"),
    (v4(198, 18, 0, 0, 15), "a reserved"),
    (v4(198, 51, 100, 0, 24), "a reserved"),
    (v4(203, 0, 113, 0, 24), "a reserved"),
    (v4(224, 0, 0, 0, 4), "a multicast"),
    (v4(240, 0, 0, 0, 4), "a reserved"),
];

/// The same for IPv6. What carries an IPv4 address inside (NAT64, 6to4, Teredo) is refused whole: where it leads depends on
/// the network.
const V6: &[(Ipv6Net, &str)] = &[
    (Ipv6Net::new_assert(Ipv6Addr::LOCALHOST, 128), "a loopback"),
    (Ipv6Net::new_assert(Ipv6Addr::UNSPECIFIED, 128), "an unspecified"),
    (Ipv6Net::new_assert(Ipv6Addr::new(0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x254), 128), "a cloud metadata"),
    (v6(0x64, 0xff9b, 0, 96), "a NAT64"),
    (v6(0x64, 0xff9b, 1, 48), "a NAT64"),
    (v6(0x100, 0, 0, 64), "a reserved"),
    (v6(0x2001, 0, 0, 23), "a reserved"),
    (v6(0x2001, 0xdb8, 0, 32), "a reserved"),
    (v6(0x2002, 0, 0, 16), "a 6to4"),
    (v6(0x3fff, 0, 0, 20), "a reserved"),
    (v6(0x5f00, 0, 0, 16), "a reserved"),
    (v6(0xfc00, 0, 0, 7), "a private"),
    (v6(0xfe80, 0, 0, 10), "a link-local"),
    (v6(0xfec0, 0, 0, 10), "a private"),
    (v6(0xff00, 0, 0, 8), "a multicast"),
    // Beside 2000::/3, nothing has been given to anybody (RFC 4291, section 2.4).
    (v6(0, 0, 0, 3), "a reserved"),
    (v6(0x4000, 0, 0, 2), "a reserved"),
    (v6(0x8000, 0, 0, 1), "a reserved"),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Result<(), Blocked> {
        Egress::default().check_url(&Url::parse(text).unwrap())
    }

    #[test]
    fn the_public_internet_may_be_asked() {
        for text in [
            "https://data.example.se/dcat",
            "http://data.example.se",
            "https://8.8.8.8/",
            "https://[2a00:1450:400f::1]/",
            "https://[3ffe::1]/",
            "http://172.32.0.1/",
            "http://100.128.0.1/",
            "http://data.example.se:443/",
        ] {
            assert_eq!(url(text), Ok(()), "{text}");
        }
    }

    #[test]
    fn nothing_else_may_however_it_is_spelt() {
        for text in [
            "http://127.0.0.1/",
            "http://127.1/",
            "http://0x7f.1/",
            "http://0177.0.0.1/",
            "http://2130706433/",
            "http://127.0.0.1./",
            "http://user@127.0.0.1/",
            "http://user@data.example.se/",
            "http://:password@data.example.se/",
            "http://１２７.0.0.1/",
            "http://0/",
            "http://10.0.0.1/",
            "http://172.16.0.1/",
            "http://172.31.255.255/",
            "http://192.168.1.1/",
            "http://100.64.0.1/",
            "http://169.254.169.254/latest/meta-data/",
            "http://168.63.129.16/",
            "http://192.0.0.1/",
            "http://192.0.2.1/",
            "http://198.18.0.1/",
            "http://198.51.100.1/",
            "http://203.0.113.1/",
            "http://224.0.0.1/",
            "http://255.255.255.255/",
            "http://[::1]/",
            "http://[::]/",
            "http://[::ffff:127.0.0.1]/",
            "http://[::ffff:7f00:1]/",
            "http://[::ffff:10.0.0.1]/",
            "http://[::127.0.0.1]/",
            "http://[1::1]/",
            "http://[4000::1]/",
            "http://[8000::1]/",
            "http://[f000::1]/",
            "http://[64:ff9b::7f00:1]/",
            "http://[64:ff9b:1::1]/",
            "http://[2002:7f00:1::]/",
            "http://[2001::1]/",
            "http://[2001:db8::1]/",
            "http://[fc00::1]/",
            "http://[fd00:ec2::254]/",
            "http://[fe80::1]/",
            "http://[fec0::1]/",
            "http://[ff02::1]/",
            "https://data.example.se:22/",
            "http://data.example.se:8080/",
            "ftp://data.example.se/",
            "file:///etc/passwd",
            "data:text/plain,x",
        ] {
            assert!(url(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_network_that_is_allowed_is_allowed_in_every_form_and_no_other() {
        let egress = Egress { allow_private: vec!["10.1.0.0/16".parse().unwrap()], ports: vec![8080] };
        let check = |text: &str| egress.check_url(&Url::parse(text).unwrap());
        assert_eq!(check("http://10.1.2.3/"), Ok(()));
        assert_eq!(check("http://[::ffff:10.1.2.3]:8080/"), Ok(()));
        assert!(check("http://10.2.0.1/").is_err());
        assert!(check("http://127.0.0.1/").is_err());
        assert_eq!(check("http://10.1.2.3:81/"), Err(Blocked::Port { port: 81 }));
    }

    #[test]
    fn the_refusal_says_what_the_address_is_and_what_to_do() {
        let error = url("http://169.254.169.254/").unwrap_err().to_string();
        assert!(error.starts_with("169.254.169.254 is a cloud metadata address; if the document really"), "{error}");
    }
}
