//! A probe as text for a terminal, without colours. Nothing that the server sent reaches the terminal raw.

use super::{Again, Certificate, Document, Hop, Probe, Times};
use crate::report::human::{put, wrap};
use crate::report::visible::{shortened, visible};
use crate::report::{Argument, Language};

/// The longest header value shown, in characters.
const VALUE: usize = 160;
/// The most headers and host names shown.
const SHOWN: usize = 50;

/// The probe as text, with a line break at the end.
pub fn text(probe: &Probe, language: Language) -> String {
    let mut out = String::new();
    let title = language.text_with("probe-title", &[("url", visible(&probe.url).as_ref().into())]);
    put(&mut out, "", &title);
    for (number, hop) in probe.hops.iter().enumerate() {
        out.push('\n');
        put(&mut out, "", &format!("{}. {}", number + 1, visible(&hop.url)));
        addresses(&mut out, hop, language);
        for certificate in &hop.certificates {
            self::certificate(&mut out, certificate, language);
        }
        answer(&mut out, hop, probe.hops.get(number + 1), language);
        times(&mut out, &hop.times, language);
    }
    headers(&mut out, probe, language);
    if let Some(document) = &probe.document {
        self::document(&mut out, document, probe, language);
    }
    advice(&mut out, probe, language);
    out
}

fn fact(out: &mut String, label: &str, words: &str) {
    put(out, "   ", &format!("{label}: {words}"));
}

fn addresses(out: &mut String, hop: &Hop, language: Language) {
    for address in &hop.addresses {
        let shown = match address.refused {
            None => address.address.clone(),
            Some(_) => language.text_with("probe-refused", &[("address", (&address.address).into())]),
        };
        fact(out, &language.text("probe-address"), &shown);
    }
}

fn certificate(out: &mut String, certificate: &Certificate, language: Language) {
    fact(out, &language.text("probe-certificate"), &visible(&certificate.subject));
    let issuer = visible(&certificate.issuer);
    let key = match certificate.days_left < 0 {
        true => "probe-certificate-ended",
        false => "probe-certificate-about",
    };
    let arguments: [(&str, Argument<'_>); 3] = [
        ("issuer", issuer.as_ref().into()),
        ("end", (&certificate.not_after).into()),
        ("days", certificate.days_left.unsigned_abs().into()),
    ];
    put(out, "     ", &language.text_with(key, &arguments));
    if !certificate.names.is_empty() {
        let names = certificate.names.iter().take(SHOWN).map(|name| visible(name)).collect::<Vec<_>>().join(", ");
        put(out, "     ", &language.text_with("probe-certificate-names", &[("names", (&names).into())]));
    }
}

fn answer(out: &mut String, hop: &Hop, next: Option<&Hop>, language: Language) {
    let Some(answer) = &hop.answer else { return };
    let mut words = format!("{}, {}", answer.status, answer.version);
    if let Some(next) = next {
        words.push_str(&format!(" -> {}", visible(&next.url)));
    } else if let Some(location) = answer.header("location").filter(|_| (300..400).contains(&answer.status)) {
        words.push_str(&format!(" -> {}", shortened(&visible(location), VALUE)));
    }
    fact(out, &language.text("probe-answer"), &words);
}

fn times(out: &mut String, times: &Times, language: Language) {
    let parts = [
        ("probe-time-name", times.name),
        ("probe-time-connect", times.connect),
        ("probe-time-tls", times.tls),
        ("probe-time-head", times.head),
        ("probe-time-body", times.body),
    ];
    let shown = parts.iter().filter_map(|(key, time)| Some(language.text_with(key, &[("ms", (*time)?.into())])));
    let shown: Vec<String> = shown.collect();
    if !shown.is_empty() {
        fact(out, &language.text("probe-times"), &shown.join(", "));
    }
}

fn headers(out: &mut String, probe: &Probe, language: Language) {
    let Some(answer) = probe.last_hop().and_then(|hop| hop.answer.as_ref()) else { return };
    out.push('\n');
    put(out, "", &language.text("probe-headers"));
    for (name, value) in answer.headers.iter().take(SHOWN) {
        put(out, "   ", &format!("{}: {}", visible(name), shortened(&visible(value), VALUE)));
    }
}

fn document(out: &mut String, document: &Document, probe: &Probe, language: Language) {
    out.push('\n');
    put(out, "", &language.text("probe-document"));
    let sizes = [("sent", document.wire_bytes.into()), ("unpacked", document.bytes.into())];
    fact(out, &language.text("probe-size"), &language.text_with("probe-sizes", &sizes));
    if let Some(format) = document.format {
        fact(out, &language.text("probe-format"), format.title());
    }
    if let Some(content) = document.content {
        let counts = [("statements", content.statements.into()), ("datasets", content.datasets.into())];
        fact(out, &language.text("probe-content"), &language.text_with("probe-counts", &counts));
    }
    let again = match probe.again {
        None => return,
        Some(Again::NothingToAskWith) => "probe-again-nothing",
        Some(Again::NotModified) => "probe-again-not-modified",
        Some(Again::Whole) => "probe-again-whole",
        Some(Again::Failed(_)) => "probe-again-failed",
    };
    fact(out, &language.text("probe-again"), &language.text(again));
}

fn advice(out: &mut String, probe: &Probe, language: Language) {
    out.push('\n');
    if let Some(failure) = &probe.failure {
        put(out, "", &language.text_with("probe-detail", &[("detail", visible(&failure.detail).as_ref().into())]));
        out.push('\n');
    }
    let all = probe.advice(language);
    if !probe.has_trouble() {
        put(out, "", &language.text("probe-fine"));
    }
    for advice in &all {
        let key = if advice.is_trouble { "probe-trouble" } else { "probe-tip" };
        let sentence = visible(&advice.sentence);
        wrap(out, &language.text_with(key, &[("sentence", sentence.as_ref().into())]));
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Address, Answer};
    use super::*;
    use crate::report::{Failure, FailureCode};

    #[test]
    fn nothing_that_a_server_sends_steers_the_terminal() {
        let evil = "\u{1b}[2J\r\nx\u{202e}";
        let hop = Hop {
            url: evil.to_owned(),
            addresses: vec![Address { address: "192.0.2.1".to_owned(), refused: Some("a reserved") }],
            certificates: vec![Certificate {
                subject: evil.to_owned(),
                issuer: evil.to_owned(),
                names: vec![evil.to_owned()],
                not_before: "2026-01-01".to_owned(),
                not_after: "2026-02-01".to_owned(),
                days_left: -3,
            }],
            answer: Some(Answer {
                status: 302,
                version: "HTTP/1.1".to_owned(),
                headers: vec![("location".to_owned(), evil.to_owned()), (evil.to_owned(), evil.repeat(1000))],
            }),
            times: Times { name: Some(1), ..Times::default() },
        };
        let probe = Probe {
            url: evil.to_owned(),
            hops: vec![hop],
            failure: Some(Failure { code: FailureCode::Redirect, detail: evil.to_owned() }),
            ..Probe::default()
        };
        for language in Language::ALL {
            let text = text(&probe, language);
            assert!(!text.contains(['\u{1b}', '\r', '\u{202e}']), "{text}");
            assert!(text.contains("[U+001B][2J") && !text.contains("probe-"), "{text}");
            assert!(text.len() < 3_000, "{}", text.len());
            let json = super::super::json(&probe);
            assert!(!json.contains(['\u{1b}', '\u{202e}']), "{json}");
        }
    }
}
