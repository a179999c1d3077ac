//! A walk over the pages that begin at one address.
//!
//! Every way in which a walk can go wrong ends it and makes it incomplete, so that nothing is removed on its account: a page
//! that cannot be had or that breaks off, pages that go in circles, a total that does not fit, pages that change while they are read. The
//! last is worth another try.

use std::collections::BTreeSet;

use url::Url;

use super::asking::Asking;
use super::{Remarks, read};
use crate::config::{Location, Source};
use crate::harvest::Failure;
use crate::rdf::Parsed;
use crate::rdf::parse::{End, ParseErrorKind};
use crate::rdf::vocab::dcat;
use crate::report::{Remark, RemarkCode};
use crate::source::{Paging, PagingError, entries, link, next_address, paging};
use crate::store::{DocumentRow, Role};

/// How often a walk is tried whose pages change under it.
const TRIES: usize = 3;

/// What a walk brought.
pub(super) struct Walk {
    /// The pages, in their order; at least one.
    pub(super) pages: Vec<Page>,
    /// Whether they are all that there is.
    pub(super) is_complete: bool,
}

/// One page.
pub(super) struct Page {
    pub(super) row: DocumentRow,
    pub(super) parsed: Parsed,
}

/// Why a walk is incomplete: the kind, the address, and a detail.
type Trouble = (RemarkCode, String, String);

/// Walks over all pages. Most documents are the only page.
///
/// # Errors
/// If the first page cannot be had or read, or the program stops.
pub(super) fn walk(asking: &mut Asking<'_>, first: &Url, role: Role, remarks: &mut Remarks) -> Result<Walk, Failure> {
    for attempt in 1.. {
        let (pages, trouble) = pages(asking, first, role, remarks)?;
        match trouble {
            None => return Ok(Walk { pages, is_complete: true }),
            Some((RemarkCode::PagesUnstable, ..)) if attempt < TRIES => {}
            Some((code, address, detail)) => {
                remarks.add(code, &address, &detail);
                return Ok(Walk { pages, is_complete: false });
            }
        }
    }
    unreachable!("the last try returns")
}

fn pages(
    asking: &mut Asking<'_>,
    first: &Url,
    role: Role,
    remarks: &mut Remarks,
) -> Result<(Vec<Page>, Option<Trouble>), Failure> {
    let mut pages: Vec<Page> = Vec::new();
    let mut seen = Seen::default();
    let mut next = Some(first.clone());
    let trouble = |code, url: &Url, detail: String| Some((code, url.to_string(), detail));
    while let Some(url) = next.take() {
        if asking.is_full() && !pages.is_empty() {
            let most = asking.source().limits.pages;
            return Ok((pages, trouble(RemarkCode::PagesLimit, &url, most.to_string())));
        }
        if !seen.addresses.insert(url.to_string()) {
            return Ok((pages, trouble(RemarkCode::PagesRepeats, &url, String::new())));
        }
        let role = if pages.is_empty() || role == Role::Catalogue { role } else { Role::Page };
        let page = match page(asking, &url, role, remarks) {
            Ok(page) => page,
            Err(failure) if pages.is_empty() || failure.is_ours() => return Err(failure),
            Err(failure) => return Ok((pages, trouble(RemarkCode::PagesFailed, &url, failure.to_string()))),
        };
        if !seen.contents.insert(page.row.hash) {
            return Ok((pages, trouble(RemarkCode::PagesRepeats, &url, String::new())));
        }
        // Where it should go on from there is among what is missing.
        if let End::Broken(error) = &page.parsed.end {
            let detail = match error.place {
                Some(place) => Remark::broken_at(place, &error.kind.to_string()),
                None => error.to_string(),
            };
            let code = match error.kind {
                ParseErrorKind::Truncated(_) => RemarkCode::DocumentIncomplete,
                _ => RemarkCode::DocumentBroken,
            };
            pages.push(page);
            return Ok((pages, trouble(code, &url, detail)));
        }
        let found = seen.count(&page.parsed);
        match following(&page, asking.source()) {
            Ok(paging) => {
                if let Some(host) = &paging.other_host {
                    remarks.add(RemarkCode::PagesHost, url.as_str(), host);
                }
                if paging.next.is_some() && found == 0 {
                    pages.push(page);
                    return Ok((pages, trouble(RemarkCode::PagesEmpty, &url, String::new())));
                }
                seen.totals.extend(paging.total);
                next = paging.next;
            }
            Err(error) => {
                pages.push(page);
                return Ok((pages, misled(&url, error)));
            }
        }
        pages.push(page);
    }
    // An edit moves datasets between pages: the total is another, or what the first page describes is.
    if seen.totals.len() > 1 || pages.len() > 1 && !is_still(asking, first, &pages[0])? {
        return Ok((pages, trouble(RemarkCode::PagesUnstable, first, String::new())));
    }
    Ok((pages, seen.misfit().and_then(|detail| trouble(RemarkCode::PagesCount, first, detail))))
}

/// Fetches and parses a page.
fn page(asking: &mut Asking<'_>, url: &Url, role: Role, remarks: &mut Remarks) -> Result<Page, Failure> {
    let mut answered = asking.ask(url, role, remarks)?;
    asking.take_turn();
    let row = answered.row.clone();
    let parsed = read(asking.source(), &row, answered.reader(asking.context)?)?;
    remarks.notes(url, &parsed);
    Ok(Page { row, parsed })
}

/// Whether the first page describes the same datasets and services as a moment ago. Its bytes may differ: systems make up
/// labels and times of their own at each answer.
fn is_still(asking: &mut Asking<'_>, first: &Url, page: &Page) -> Result<bool, Failure> {
    let again = match asking.again(first, &page.row) {
        Ok(None) => return Ok(true),
        Ok(Some(again)) => again,
        Err(failure) if failure.is_ours() => return Err(failure),
        Err(_) => return Ok(false),
    };
    let mut again = again;
    asking.take_turn();
    let row = again.row.clone();
    let Ok(parsed) = read(asking.source(), &row, again.unkept_reader()?) else { return Ok(false) };
    let described = |parsed: &Parsed| {
        let (named, anonymous) = entries(&parsed.graph, &[dcat::DATASET, dcat::DATASET_SERIES, dcat::DATA_SERVICE]);
        (named.into_iter().map(str::to_owned).collect::<BTreeSet<_>>(), anonymous)
    };
    Ok(described(&parsed) == described(&page.parsed))
}

/// Where a page leads: by what is in it, or else by its `Link` header.
fn following(page: &Page, source: &Source) -> Result<Paging, PagingError> {
    let (Ok(at), Location::Http(home)) = (Url::parse(&page.row.url), &source.location) else {
        return Ok(Paging::default());
    };
    let mut paging = paging(&page.parsed.graph, &at, home)?;
    if paging.next.is_none() {
        let headers = page.row.headers.iter().filter(|(name, _)| name == "link").map(|(_, value)| value.as_str());
        if let Some(target) = link(headers, "next") {
            let (next, other_host) = next_address(target, &at, home)?;
            (paging.next, paging.other_host) = (Some(next), other_host);
        }
    }
    Ok(paging)
}

fn misled(url: &Url, error: PagingError) -> Option<Trouble> {
    let (code, detail) = match error {
        PagingError::Ambiguous(_) => (RemarkCode::PagesAmbiguous, String::new()),
        PagingError::Unusable(address) => (RemarkCode::PagesAddress, address),
    };
    Some((code, url.to_string(), detail))
}

/// What the pages of a walk have shown so far.
#[derive(Default)]
struct Seen {
    addresses: BTreeSet<String>,
    contents: BTreeSet<[u8; 32]>,
    totals: BTreeSet<u64>,
    datasets: BTreeSet<String>,
    services: BTreeSet<String>,
    anonymous: u64,
}

impl Seen {
    /// Counts a page's datasets and services; gives their number on the page.
    fn count(&mut self, parsed: &Parsed) -> usize {
        let (datasets, anonymous) = entries(&parsed.graph, &[dcat::DATASET, dcat::DATASET_SERIES]);
        let (services, _) = entries(&parsed.graph, &[dcat::DATA_SERVICE]);
        let found = datasets.len() + services.len() + usize::try_from(anonymous).unwrap_or(usize::MAX);
        self.datasets.extend(datasets.into_iter().map(str::to_owned));
        self.services.extend(services.into_iter().map(str::to_owned));
        self.anonymous += anonymous;
        found
    }

    /// Both numbers, if less was found than was announced: datasets, or datasets and services. More is no gap.
    fn misfit(&self) -> Option<String> {
        let &announced = self.totals.last()?;
        let datasets = self.datasets.len() as u64 + self.anonymous;
        let all = datasets + self.services.len() as u64;
        (all < announced).then(|| format!("{all}/{announced}"))
    }
}
