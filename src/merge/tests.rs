use super::*;

fn claim(rank: u32, iri: &str, class: Class, links: &[&str]) -> Claim {
    Claim {
        rank,
        iri: iri.to_owned(),
        class,
        hash: [rank as u8; 32],
        embedded: Vec::new(),
        links: links.iter().map(|link| link.to_string()).collect(),
    }
}

fn out(claims: &[Claim], merged: &Merged) -> Vec<String> {
    merged.included.iter().map(|&place| format!("{}@{}", claims[place].iri, claims[place].rank)).collect()
}

#[test]
fn the_source_of_lower_rank_owns_and_both_are_told() {
    let claims = [
        claim(1, "d", Class::Dataset, &["a"]),
        claim(0, "d", Class::Dataset, &["b"]),
        claim(1, "a", Class::Distribution, &[]),
        claim(0, "b", Class::Distribution, &[]),
        claim(1, "e", Class::Dataset, &["b"]),
    ];
    let merged = merge(&claims, &[], Catalogues::LeftOut);
    assert_eq!(out(&claims, &merged), ["d@0", "e@1", "b@0"], "the loser's distribution leaves with it");
    assert_eq!(merged.conflicts, [Conflict { iri: "d".into(), owner: Some(0), loser: 1 }]);
}

#[test]
fn equal_descriptions_of_an_agent_are_no_conflict() {
    let mut claims = [
        claim(0, "d", Class::Dataset, &["agent"]),
        claim(0, "agent", Class::Agent, &[]),
        claim(1, "agent", Class::Agent, &[]),
    ];
    assert_eq!(merge(&claims, &[], Catalogues::LeftOut).conflicts.len(), 1);
    claims[2].hash = claims[1].hash;
    assert_eq!(merge(&claims, &[], Catalogues::LeftOut).conflicts.len(), 0);
}

#[test]
fn nobody_describes_the_regions_own_catalogue() {
    let claims = [claim(0, "region", Class::Dataset, &[]), claim(0, "d", Class::Dataset, &[])];
    let merged = merge(&claims, &["region"], Catalogues::Included);
    assert_eq!(out(&claims, &merged), ["d@0"]);
    assert_eq!(merged.conflicts, [Conflict { iri: "region".into(), owner: None, loser: 0 }]);
}

#[test]
fn catalogues_go_out_only_when_asked_for() {
    let claims = [
        claim(0, "c", Class::Catalog, &["d", "publisher"]),
        claim(0, "d", Class::Dataset, &["c"]),
        claim(0, "publisher", Class::Agent, &[]),
        claim(0, "nobody", Class::Agent, &[]),
    ];
    assert_eq!(out(&claims, &merge(&claims, &[], Catalogues::LeftOut)), ["d@0"]);
    assert_eq!(out(&claims, &merge(&claims, &[], Catalogues::Included)), ["c@0", "d@0", "publisher@0"]);
}

#[test]
fn a_node_is_described_in_one_place() {
    let mut claims = [
        claim(0, "d", Class::Dataset, &[]),
        claim(1, "e", Class::Dataset, &["page"]),
        claim(1, "page", Class::Other, &[]),
        claim(2, "f", Class::Dataset, &[]),
    ];
    claims[0].embedded = vec!["page".into(), "place".into()];
    claims[3].embedded = vec!["place".into()];
    let merged = merge(&claims, &[], Catalogues::LeftOut);
    assert_eq!(merged.left_out, BTreeMap::from([(0, vec!["page".into()]), (3, vec!["place".into()])]));
}

#[test]
fn the_order_of_claims_does_not_matter() {
    let claims = [
        claim(0, "d", Class::Dataset, &["a"]),
        claim(1, "d", Class::Dataset, &[]),
        claim(1, "a", Class::Agent, &[]),
        claim(2, "a", Class::Agent, &[]),
    ];
    let reversed: Vec<Claim> = claims.iter().rev().cloned().collect();
    let (one, two) = (merge(&claims, &[], Catalogues::LeftOut), merge(&reversed, &[], Catalogues::LeftOut));
    assert_eq!(out(&claims, &one), out(&reversed, &two));
    assert_eq!(one.conflicts, two.conflicts);
}

#[test]
fn a_mention_takes_nothing_from_its_owner() {
    let claims =
        [claim(0, "d", Class::Dataset, &["e"]), claim(0, "e", Class::Other, &[]), claim(1, "e", Class::Dataset, &[])];
    let merged = merge(&claims, &[], Catalogues::LeftOut);
    assert_eq!(out(&claims, &merged), ["d@0", "e@1"]);
    assert_eq!(merged.conflicts, [Conflict { iri: "e".into(), owner: Some(1), loser: 0 }]);
}
