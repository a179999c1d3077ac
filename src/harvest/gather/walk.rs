//! A walk over the pages that begin at one address.
//!
//! Every way in which a walk can go wrong ends it and makes it incomplete, so that nothing is removed on its account: a page
//! that cannot be had, pages that go in circles, a total that does not fit, pages that change while they are read. The
//! last is worth another try.

use std::collections::BTreeSet;

use url::Url;

use super::asking::Asking;
use super::{Remarks, read};
use crate::harvest::Failure;
use crate::rdf::Parsed;
use crate::rdf::vocab::dcat;
use crate::report::RemarkCode;
use crate::source::{Paging, entries, link, paging};
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
            Some((RemarkCode::PageUnstable, ..)) if attempt < TRIES => {}
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
        if pages.len() >= asking.source().limits.pages as usize {
            let most = asking.source().limits.pages;
            return Ok((pages, trouble(RemarkCode::PageLimit, &url, most.to_string())));
        }
        if !seen.addresses.insert(url.to_string()) {
            return Ok((pages, trouble(RemarkCode::PageRepeats, &url, String::new())));
        }
        let role = if pages.is_empty() || role == Role::Catalogue { role } else { Role::Page };
        let page = match page(asking, &url, role, remarks) {
            Ok(page) => page,
            Err(failure) if pages.is_empty() || failure.is_stop() => return Err(failure),
            Err(failure) => return Ok((pages, trouble(RemarkCode::PageFailed, &url, failure.to_string()))),
        };
        if !seen.contents.insert(page.row.hash) {
            return Ok((pages, trouble(RemarkCode::PageRepeats, &url, String::new())));
        }
        let found = seen.count(&page.parsed);
        match following(&page) {
            Ok(paging) => {
                if let Some(host) = &paging.other_host {
                    remarks.add(RemarkCode::PageHost, url.as_str(), host);
                }
                if paging.next.is_some() && found == 0 {
                    pages.push(page);
                    return Ok((pages, trouble(RemarkCode::PageEmpty, &url, String::new())));
                }
                seen.totals.extend(paging.total);
                next = paging.next;
            }
            Err(()) => {
                pages.push(page);
                return Ok((pages, trouble(RemarkCode::PageAmbiguous, &url, String::new())));
            }
        }
        pages.push(page);
    }
    // An edit moves datasets between pages: the total is another, or the first page is.
    if seen.totals.len() > 1 || pages.len() > 1 && !asking.is_still(first, &pages[0].row).unwrap_or(false) {
        return Ok((pages, trouble(RemarkCode::PageUnstable, first, String::new())));
    }
    Ok((pages, seen.misfit().and_then(|detail| trouble(RemarkCode::PageCount, first, detail))))
}

/// Fetches and parses a page.
fn page(asking: &mut Asking<'_>, url: &Url, role: Role, remarks: &mut Remarks) -> Result<Page, Failure> {
    let mut answered = asking.ask(url, role, remarks)?;
    asking.take_turn();
    let bytes = answered.bytes(asking.context)?;
    let parsed = read(asking.source(), &answered.row, &bytes)?;
    Ok(Page { row: answered.row, parsed })
}

/// Where a page leads: by what is in it, or else by its `Link` header.
fn following(page: &Page) -> Result<Paging, ()> {
    let Ok(at) = Url::parse(&page.row.url) else { return Ok(Paging::default()) };
    if at.scheme() == "file" {
        return Ok(Paging::default());
    }
    let mut paging = paging(&page.parsed.graph, &at).map_err(drop)?;
    if paging.next.is_none() {
        let headers = page.row.headers.iter().filter(|(name, _)| name == "link").map(|(_, value)| value.as_str());
        let target = link(headers, "next").and_then(|target| at.join(target).ok());
        paging.next = target.filter(|url| url.origin() == at.origin());
    }
    Ok(paging)
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

    /// Both numbers, if what was found is not what was announced: datasets, or datasets and services.
    fn misfit(&self) -> Option<String> {
        let &announced = self.totals.last()?;
        let datasets = self.datasets.len() as u64 + self.anonymous;
        let all = datasets + self.services.len() as u64;
        (announced != datasets && announced != all).then(|| format!("{datasets}/{announced}"))
    }
}
