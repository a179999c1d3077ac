//! What of a source is live in the feed.

use std::collections::BTreeSet;

use crate::report::LiveCounts;
use crate::resource::Class;
use crate::store::{Result, Store};

/// The classes that are counted for people.
const COUNTED: [Class; 4] = [Class::Dataset, Class::DatasetSeries, Class::Distribution, Class::DataService];

/// Counts a source's resources, without those that another source owns.
pub(super) fn count(store: &Store, source: &str) -> Result<LiveCounts> {
    let classes = store.class_counts(source)?;
    let conflicts = store.conflicts(source)?;
    let lost: BTreeSet<&str> = conflicts.iter().filter(|c| c.loser == source).map(|c| c.iri.as_str()).collect();
    let mut counts = [0; COUNTED.len()];
    for (count, class) in counts.iter_mut().zip(COUNTED) {
        let known = classes.iter().find(|c| c.class == class.name()).map_or(0, |c| c.count);
        let filtered = match lost.is_empty() {
            true => 0,
            false => {
                store.known_of_class(source, class.name())?.iter().filter(|iri| lost.contains(iri.as_str())).count()
            }
        };
        *count = known.saturating_sub(filtered as u64);
    }
    let [datasets, dataset_series, distributions, data_services] = counts;
    Ok(LiveCounts { datasets, dataset_series, distributions, data_services })
}

/// Both counts together.
pub(super) fn sum(a: LiveCounts, b: LiveCounts) -> LiveCounts {
    LiveCounts {
        datasets: a.datasets + b.datasets,
        dataset_series: a.dataset_series + b.dataset_series,
        distributions: a.distributions + b.distributions,
        data_services: a.data_services + b.data_services,
    }
}
