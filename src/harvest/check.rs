//! What of a config only others can judge: its rules, shapes and steps, and where its addresses lead.
//!
//! In: a config, which knows neither rules nor steps nor networks. Out: its [`Profiles`], or every mistake with its place in the file.

use std::net::Ipv4Addr;

use ipnet::IpNet;

use super::profiles::profiles;
use super::settings::unknown_steps;
use crate::config::{Config, ConfigError, Location, Mistake, Place};
use crate::fetch::{Blocked, Egress};
use crate::validate::Profiles;

/// Checks a config against everything that it refers to, and compiles its profiles.
///
/// # Errors
/// [`ConfigError::Mistakes`] with everything that must be corrected.
pub fn check(config: &Config) -> Result<Profiles, ConfigError> {
    let mut mistakes = private_addresses(config);
    mistakes.extend(unknown_steps(config));
    let profiles = profiles(config);
    if mistakes.is_empty() {
        return profiles;
    }
    if let Err(ConfigError::Mistakes { mistakes: others, .. }) = profiles {
        mistakes.extend(others);
    }
    mistakes.sort_by_key(|mistake| (mistake.line, mistake.column));
    Err(ConfigError::Mistakes { path: config.path.clone(), mistakes })
}

/// The IP addresses in the config that would not be connected to. Where a name leads is known when it is connected to.
fn private_addresses(config: &Config) -> Vec<Mistake> {
    let sources = config.organisations.iter().flat_map(|organisation| &organisation.sources);
    let of_sources = sources.filter_map(|source| match &source.location {
        Location::Http(url) => private(url, &source.allow_private, &source.place),
        Location::File(_) => None,
    });
    let webhook = config.notify.as_ref();
    of_sources.chain(webhook.and_then(|to| private(&to.webhook, &to.allow_private, &to.place))).collect()
}

fn private(url: &url::Url, allowed: &[IpNet], place: &Place) -> Option<Mistake> {
    let egress = Egress { allow_private: allowed.to_vec(), ports: url.port().into_iter().collect() };
    // What this name leads to is known without looking (RFC 6761, section 6.3).
    let is_local = url.host_str().is_some_and(|host| host == "localhost" || host.ends_with(".localhost"));
    let checked = match is_local {
        true => egress.check_address(Ipv4Addr::LOCALHOST.into()),
        false => egress.check_url(url),
    };
    let Err(Blocked::Address { address, kind }) = checked else { return None };
    Some(place.mistake(format!(
        "an address on the public Internet; {address} is {kind} address, and allow_private = [\"{address}\"] beside it \
         allows it"
    )))
}
