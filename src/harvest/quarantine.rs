//! Resources that cannot be published are left out alone; the version that is published stays.
//!
//! In: what a run found and how it differs from what is known. Out: the same without what cannot be published, and remarks.
//! Must not: leave out anything else.

use std::collections::HashSet;

use rayon::prelude::*;

use super::gather::Remarks;
use crate::publish::{Fitness, fitness};
use crate::report::RemarkCode;
use crate::resource::{Difference, Resource};

/// Takes what cannot be published out of the difference: new resources stay out, known ones stay as they are known.
pub(super) fn quarantine(resources: &[Resource], difference: &mut Difference, remarks: &mut Remarks) {
    let is_in = |iris: &[String], iri: &String| iris.binary_search(iri).is_ok();
    let changed =
        |resource: &&Resource| is_in(&difference.added, &resource.iri) || is_in(&difference.updated, &resource.iri);
    let tried: Vec<(&Resource, Fitness)> = resources
        .par_iter()
        .filter(changed)
        .map(|resource| (resource, fitness(&resource.iri, &resource.n_triples.read())))
        .filter(|(_, fitness)| *fitness != Fitness::Whole)
        .collect();
    let mut unfit = HashSet::new();
    for (Resource { iri, .. }, fitness) in &tried {
        match fitness {
            Fitness::Whole => {}
            Fitness::Partly(reasons) => {
                reasons.iter().for_each(|reason| remarks.add(RemarkCode::StatementLeftOut, iri, reason));
            }
            Fitness::Unfit(reason) => {
                let code = match is_in(&difference.updated, iri) {
                    true => RemarkCode::QuarantinedKept,
                    false => RemarkCode::Quarantined,
                };
                remarks.add(code, iri, reason);
                unfit.insert(iri.as_str());
            }
        }
    }
    let before = difference.updated.len();
    difference.added.retain(|iri| !unfit.contains(iri.as_str()));
    difference.updated.retain(|iri| !unfit.contains(iri.as_str()));
    difference.unchanged += before - difference.updated.len();
}
