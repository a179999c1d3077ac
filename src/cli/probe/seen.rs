//! What a trace shows, as a probe tells it.
//!
//! In: the events of one session. Out: one [`Hop`] a request. Must not: ask for anything more.

use chrono::DateTime;
use tokio::time::Instant;

use crate::fetch::{Certificate as Read, Egress, Event};
use crate::report::probe::{Address, Answer, Certificate, Hop, Times};

const DAY: i64 = 86_400;

/// The requests of a session, each with its answer; `now` in seconds since 1970.
pub(super) fn hops(events: &[(Instant, Event)], egress: &Egress, now: i64) -> Vec<Hop> {
    let mut hops: Vec<Hop> = Vec::new();
    let mut last: Option<Instant> = None;
    for (at, event) in events {
        if let Event::Request { url } = event {
            hops.push(Hop { url: url.clone(), ..Hop::default() });
            last = Some(*at);
            continue;
        }
        let (Some(hop), Some(before)) = (hops.last_mut(), last) else { continue };
        let took = Some(at.duration_since(before).as_millis().try_into().unwrap_or(u64::MAX));
        last = Some(*at);
        see(hop, event, took, (egress, now));
    }
    hops
}

fn see(hop: &mut Hop, event: &Event, took: Option<u64>, (egress, now): (&Egress, i64)) {
    let Times { name, connect, tls, head, body } = &mut hop.times;
    match event {
        Event::Request { .. } | Event::Resolving { .. } => {}
        Event::Resolved { addresses } => {
            *name = took;
            hop.addresses = addresses
                .iter()
                .map(|ip| Address { address: ip.to_string(), refused: egress.check_address(*ip).err().map(kind) })
                .collect();
        }
        // The client looks for a remembered session several times; the first look is when the connection is there.
        Event::Handshake if connect.is_none() => *connect = took,
        Event::Handshake => {}
        Event::Certificate { chain, .. } => {
            *tls = took;
            hop.certificates = chain.iter().filter_map(|der| certificate(der, now)).collect();
        }
        Event::Head { status, version, headers } => {
            *head = took;
            hop.answer = Some(Answer { status: *status, version: version.clone(), headers: headers.clone() });
        }
        Event::Body { .. } => *body = took,
    }
}

fn kind(blocked: crate::fetch::Blocked) -> &'static str {
    match blocked {
        crate::fetch::Blocked::Address { kind, .. } => kind,
        // Nothing but an address can be refused of what a name leads to.
        crate::fetch::Blocked::Port { .. } | crate::fetch::Blocked::Scheme | crate::fetch::Blocked::User => "a closed",
    }
}

fn certificate(der: &[u8], now: i64) -> Option<Certificate> {
    let read = Read::read(der)?;
    let day =
        |seconds| DateTime::from_timestamp(seconds, 0).map_or_else(String::new, |time| time.date_naive().to_string());
    Some(Certificate {
        not_before: day(read.not_before),
        not_after: day(read.not_after),
        days_left: (read.not_after - now).div_euclid(DAY),
        subject: read.subject,
        issuer: read.issuer,
        names: read.names,
    })
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_trace_is_told_hop_by_hop_with_the_time_of_each_part() {
        let begin = Instant::now();
        let mut at = begin;
        let mut after = |milliseconds: u64, event: Event| {
            at += Duration::from_millis(milliseconds);
            (at, event)
        };
        let head = |status| Event::Head { status, version: "HTTP/1.1".to_owned(), headers: Vec::new() };
        let request = |url: &str| Event::Request { url: url.to_owned() };
        let own = rcgen::generate_simple_self_signed(["k.example".to_owned()]).expect("a certificate can be made");
        let chain = vec![own.cert.der().to_vec(), b"no certificate".to_vec()];
        let addresses = vec!["8.8.8.8".parse().unwrap(), "10.0.0.1".parse().unwrap(), "10.1.0.1".parse().unwrap()];
        let events = vec![
            after(0, request("https://k.example/a")),
            after(1, Event::Resolving { name: "k.example".to_owned() }),
            after(10, Event::Resolved { addresses }),
            after(20, Event::Handshake),
            after(0, Event::Handshake),
            after(30, Event::Certificate { chain, fault: None }),
            after(40, head(301)),
            after(5, request("https://k.example/b")),
            after(50, head(200)),
            after(60, Event::Body { wire_bytes: 1, bytes: 1 }),
        ];
        let egress = Egress { allow_private: vec!["10.1.0.0/16".parse().unwrap()], ports: Vec::new() };
        let hops = hops(&events, &egress, 0);
        let [first, second] = &hops[..] else { panic!("{hops:?}") };
        let refused: Vec<_> = first.addresses.iter().map(|address| address.refused).collect();
        assert_eq!(refused, [None, Some("a private"), None]);
        assert_eq!(first.certificates.len(), 1, "what is no certificate is left out");
        assert_eq!(first.certificates[0].names, ["k.example"]);
        assert_eq!(first.times, Times { name: Some(10), connect: Some(20), tls: Some(30), head: Some(40), body: None });
        assert_eq!(second.times, Times { head: Some(50), body: Some(60), ..Times::default() });
        assert_eq!([first, second].map(|hop| hop.answer.as_ref().map(|answer| answer.status)), [Some(301), Some(200)]);
    }
}
