//! One question to a web, and what came of it.

use std::time::Duration;

use reqwest::Url;
use skord::fetch::{Answer, Event, FetchError, Fetched, Request, Terms};
use tokio::time::Instant;

use crate::server::{Server, Web};

/// What came of a question.
pub struct Got {
    pub answer: Result<Answer, FetchError>,
    /// How long it took, by the tests' clock.
    pub took: Duration,
    pub events: Vec<Event>,
}

/// Asks under the usual terms.
pub fn ask(web: &mut Web, url: &Url) -> Got {
    let terms = web.terms();
    ask_under(web, terms, url)
}

/// Asks once, without another attempt.
pub fn ask_once(web: &mut Web, url: &Url) -> Got {
    let terms = once(web);
    ask_under(web, terms, url)
}

/// The usual terms with a single attempt.
pub fn once(web: &Web) -> Terms {
    let mut terms = web.terms();
    terms.limits.attempts = 1;
    terms
}

/// Asks under these terms.
pub fn ask_under(web: &mut Web, terms: Terms, url: &Url) -> Got {
    let (fetcher, url) = (web.fetcher(), url.clone());
    web.run(move || {
        let begin = Instant::now();
        let mut session = fetcher.session(terms).expect("a session");
        let answer = session.get(&Request::new(&url));
        let events = session.trace().events().into_iter().map(|(_, event)| event).collect();
        Got { answer, took: begin.elapsed(), events }
    })
}

impl Got {
    /// The error.
    pub fn error(&self) -> &FetchError {
        self.answer.as_ref().expect_err("an error")
    }

    /// The code of the error.
    pub fn code(&self) -> &'static str {
        match &self.answer {
            Ok(_) => "none",
            Err(error) => error.code(),
        }
    }

    /// The body and all about it.
    pub fn fetched(self) -> Fetched {
        match self.answer {
            Ok(Answer::Fetched(fetched)) => *fetched,
            other => panic!("{other:?}"),
        }
    }

    /// The body as text.
    pub fn text(self) -> String {
        let bytes = self.fetched().body.bytes().expect("it can be read");
        String::from_utf8(bytes).expect("it is UTF-8")
    }
}

/// The values of a header in the requests that a server saw.
pub fn seen(server: &Server, header: &str) -> Vec<Option<String>> {
    server.seen().iter().map(|seen| seen.header(header).map(str::to_owned)).collect()
}

/// So many seconds.
pub const fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}
