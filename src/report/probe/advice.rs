//! What a publisher can do about what a probe saw: one line each, the gravest first.

use super::{Again, Certificate, Hop, Probe};
use crate::report::Language;

/// A certificate that ends within so many days should have been renewed by now.
const SOON: i64 = 14;
/// One that ends within so many days is worth a look.
const NEAR: i64 = 30;
/// Documents from this size on, in bytes, are worth compressing.
const LARGE: u64 = 100_000;

/// Something to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tip {
    /// The document holds no datasets.
    NoDatasets,
    /// The certificate ends soon; after so many days.
    CertificateEnds(u64),
    /// A whole document comes although nothing has changed.
    NotConditional,
    /// There is nothing to ask with whether anything has changed.
    NoValidators,
    /// The question whether anything has changed fails.
    ConditionalFails,
    /// The address has moved for good, to this one.
    Moved(String),
    /// The connection is not encrypted.
    Plain,
    /// The media type says something else than the document; what it says, and what it should say.
    MediaType(String, &'static str),
    /// The document is large and is sent as it is.
    NotCompressed,
}

impl Tip {
    /// Whether it is more than a tip.
    pub const fn is_trouble(&self) -> bool {
        match self {
            Tip::NoDatasets | Tip::ConditionalFails => true,
            Tip::CertificateEnds(days) => *days <= SOON as u64,
            _ => false,
        }
    }

    /// Its name for programs.
    pub const fn code(&self) -> &'static str {
        match self {
            Tip::NoDatasets => "no-datasets",
            Tip::CertificateEnds(_) => "certificate-ends",
            Tip::NotConditional => "not-conditional",
            Tip::NoValidators => "no-validators",
            Tip::ConditionalFails => "conditional-fails",
            Tip::Moved(_) => "moved",
            Tip::Plain => "plain-http",
            Tip::MediaType(..) => "media-type",
            Tip::NotCompressed => "not-compressed",
        }
    }

    /// The sentences: what is so, and what to do. What they quote is as the server sent it.
    pub fn sentence(&self, language: Language) -> String {
        match self {
            Tip::NoDatasets => language.text("probe-no-datasets"),
            Tip::CertificateEnds(days) => language.text_with("probe-certificate-ends", &[("days", (*days).into())]),
            Tip::NotConditional => language.text("probe-not-conditional"),
            Tip::NoValidators => language.text("probe-no-validators"),
            Tip::ConditionalFails => language.text("probe-conditional-fails"),
            Tip::Moved(to) => language.text_with("probe-moved", &[("to", to.into())]),
            Tip::Plain => language.text("probe-plain-http"),
            Tip::MediaType(given, right) => {
                language.text_with("probe-media-type", &[("given", given.into()), ("right", (*right).into())])
            }
            Tip::NotCompressed => language.text("probe-not-compressed"),
        }
    }
}

/// One line of advice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advice {
    /// Whether something is wrong; otherwise it is a tip.
    pub is_trouble: bool,
    /// Its name for programs.
    pub code: &'static str,
    /// What is so, and what to do.
    pub sentence: String,
}

impl Probe {
    /// What to do: what keeps the document from being read first, then other trouble, then tips.
    pub fn advice(&self, language: Language) -> Vec<Advice> {
        let failure = self.failure.as_ref().map(|failure| {
            let reason = language.text_with("probe-failure", &[("reason", (&failure.reason(language)).into())]);
            Advice {
                is_trouble: true,
                code: failure.code.code(),
                sentence: format!("{reason} {}", failure.fix(language)),
            }
        });
        let tips = self.tips().into_iter().map(|tip| Advice {
            is_trouble: tip.is_trouble(),
            code: tip.code(),
            sentence: tip.sentence(language),
        });
        let mut all: Vec<Advice> = failure.into_iter().chain(tips).collect();
        all.sort_by_key(|advice| !advice.is_trouble);
        all
    }

    /// Whether something is wrong.
    pub fn has_trouble(&self) -> bool {
        self.failure.is_some() || self.tips().iter().any(Tip::is_trouble)
    }

    /// Everything beside the failure.
    pub fn tips(&self) -> Vec<Tip> {
        let mut tips = Vec::new();
        let content = self.document.as_ref().and_then(|document| document.content);
        if content.is_some_and(|content| content.datasets == 0) {
            tips.push(Tip::NoDatasets);
        }
        tips.extend(self.certificate_ends());
        match &self.again {
            Some(Again::NothingToAskWith) => tips.push(Tip::NoValidators),
            Some(Again::Whole) => tips.push(Tip::NotConditional),
            Some(Again::Failed(_)) => tips.push(Tip::ConditionalFails),
            Some(Again::NotModified) | None => {}
        }
        tips.extend(self.moved());
        if self.document.is_some() && self.last_hop().is_some_and(|hop| hop.url.starts_with("http:")) {
            tips.push(Tip::Plain);
        }
        tips.extend(self.media_type());
        let is_large = |document: &super::Document| document.bytes >= LARGE && document.wire_bytes >= document.bytes;
        if self.document.as_ref().is_some_and(is_large) {
            tips.push(Tip::NotCompressed);
        }
        tips
    }

    /// The request that brought the document, or the last one that was made.
    pub fn last_hop(&self) -> Option<&Hop> {
        self.hops.last()
    }

    fn certificate_ends(&self) -> Option<Tip> {
        // Where the certificate is what is wrong, that is told already.
        let own = |hop: &'_ Hop| hop.certificates.first().map(|own: &Certificate| own.days_left);
        let days = self.hops.iter().filter_map(own).min().filter(|days| (0..=NEAR).contains(days))?;
        Some(Tip::CertificateEnds(days.unsigned_abs()))
    }

    /// As far as permanent redirects lead without another kind between.
    fn moved(&self) -> Option<Tip> {
        let is_permanent = |hop: &Hop| hop.answer.as_ref().is_some_and(|answer| matches!(answer.status, 301 | 308));
        let steps = self.hops.iter().take_while(|hop| is_permanent(hop)).count();
        self.hops.get(steps).filter(|_| steps > 0).map(|hop| Tip::Moved(hop.url.clone()))
    }

    fn media_type(&self) -> Option<Tip> {
        let format = self.document.as_ref()?.format?;
        let given = self.last_hop()?.answer.as_ref()?.header("content-type").unwrap_or_default();
        let plain = given.split(';').next().unwrap_or_default().trim();
        let says = crate::rdf::Format::from_media_type(plain);
        // Text and XML say too little to be wrong.
        let is_vague = matches!(plain, "application/xml" | "text/xml" | "application/json");
        (says != Some(format) && !is_vague).then(|| Tip::MediaType(given.to_owned(), format.media_type()))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Answer, Content, Document};
    use super::*;
    use crate::rdf::Format;
    use crate::report::{Failure, FailureCode};

    fn hop(url: &str, status: u16, headers: &[(&str, &str)]) -> Hop {
        let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let answer = Answer { status, version: "HTTP/1.1".to_owned(), headers };
        Hop { url: url.to_owned(), answer: Some(answer), ..Hop::default() }
    }

    fn good() -> Probe {
        let content = Content { statements: 10, datasets: 1 };
        Probe {
            url: "https://k.example/dcat".to_owned(),
            hops: vec![hop("https://k.example/dcat", 200, &[("content-type", "text/turtle; charset=utf-8")])],
            document: Some(Document {
                wire_bytes: 50,
                bytes: 100,
                format: Some(Format::Turtle),
                content: Some(content),
            }),
            again: Some(Again::NotModified),
            failure: None,
        }
    }

    fn ending(days_left: i64) -> Certificate {
        let text = String::new;
        let (subject, issuer, not_before, not_after) = (text(), text(), text(), text());
        Certificate { subject, issuer, names: Vec::new(), not_before, not_after, days_left }
    }

    #[test]
    fn where_all_is_well_there_is_nothing_to_say() {
        assert_eq!(good().tips(), []);
        assert!(!good().has_trouble());
    }

    #[test]
    fn each_thing_that_could_be_better_is_one_tip() {
        let mut probe = good();
        probe.document = Some(Document {
            wire_bytes: 200_000,
            bytes: 200_000,
            content: Some(Content::default()),
            ..good().document.unwrap()
        });
        probe.again = Some(Again::NothingToAskWith);
        probe.hops = vec![
            hop("http://k.example/a", 301, &[]),
            hop("http://k.example/b", 308, &[]),
            hop("http://k.example/c", 302, &[]),
            hop("http://k.example/d", 200, &[("content-type", "text/plain")]),
        ];
        probe.hops[0].certificates = vec![ending(20), ending(3)];
        let tips = probe.tips();
        assert_eq!(
            tips,
            [
                Tip::NoDatasets,
                Tip::CertificateEnds(20),
                Tip::NoValidators,
                Tip::Moved("http://k.example/c".to_owned()),
                Tip::Plain,
                Tip::MediaType("text/plain".to_owned(), "text/turtle"),
                Tip::NotCompressed,
            ]
        );
        for tip in [tips, vec![Tip::NotConditional, Tip::ConditionalFails]].concat() {
            for language in Language::ALL {
                assert!(!tip.sentence(language).starts_with("probe-"), "{tip:?} has no words in {language:?}");
            }
        }
    }

    #[test]
    fn a_certificate_is_trouble_when_it_should_have_been_renewed_and_no_tip_when_it_has_ended() {
        let tips = |days| {
            let mut probe = good();
            probe.hops[0].certificates = vec![ending(days)];
            (probe.tips().len(), probe.has_trouble())
        };
        assert_eq!(
            [31, 30, 15, 14, 0, -1].map(tips),
            [(0, false), (1, false), (1, false), (1, true), (1, true), (0, false)]
        );
    }

    #[test]
    fn what_keeps_the_document_from_being_read_comes_first() {
        let failure = Failure { code: FailureCode::TlsIntermediate, detail: String::new() };
        let probe = Probe { failure: Some(failure), again: None, ..good() };
        let advice = probe.advice(Language::Sv);
        assert!(probe.has_trouble() && advice[0].is_trouble);
        assert_eq!(advice[0].code, "tls-intermediate");
        assert!(advice[0].sentence.contains("skickar inte hela kedjan"), "{}", advice[0].sentence);
        assert!(advice[0].sentence.contains("mellancertifikatet"), "{}", advice[0].sentence);
    }
}
