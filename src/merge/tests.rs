use super::*;

fn claim(rank: u32, iri: &str, class: Class, links: &[&str]) -> Claim {
    Claim {
        rank,
        iri: iri.to_owned(),
        class,
        name: None,
        identifier: None,
        given: false,
        missing: false,
        hash: [rank as u8; 32],
        embedded: Vec::new(),
        typed: Vec::new(),
        links: links.iter().map(|link| link.to_string()).collect(),
    }
}

fn reserved<'a>(iri: &'a str, except: &[u32]) -> Reserved<'a> {
    Reserved { iris: vec![(iri, except.to_vec())], given: "genid/" }
}

fn nothing() -> Reserved<'static> {
    Reserved { iris: Vec::new(), given: "genid/" }
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
    let merged = merge(&claims, &nothing(), Catalogues::LeftOut);
    assert_eq!(out(&claims, &merged), ["d@0", "e@1", "b@0"], "the loser's distribution leaves with it");
    assert_eq!(merged.conflicts, [Conflict { iri: "d".into(), owner: Some(0), owner_iri: None, loser: 1 }]);
}

#[test]
fn equal_descriptions_of_an_agent_are_no_conflict() {
    let mut claims = [
        claim(0, "d", Class::Dataset, &["agent"]),
        claim(0, "agent", Class::Agent, &[]),
        claim(1, "agent", Class::Agent, &[]),
    ];
    assert_eq!(merge(&claims, &nothing(), Catalogues::LeftOut).conflicts.len(), 1);
    claims[2].hash = claims[1].hash;
    assert_eq!(merge(&claims, &nothing(), Catalogues::LeftOut).conflicts.len(), 0);
}

#[test]
fn nobody_describes_the_regions_own_catalogue() {
    let claims = [claim(0, "region", Class::Dataset, &[]), claim(0, "d", Class::Dataset, &[])];
    let merged = merge(&claims, &reserved("region", &[]), Catalogues::Included);
    assert_eq!(out(&claims, &merged), ["d@0"]);
    assert_eq!(merged.conflicts, [Conflict { iri: "region".into(), owner: None, owner_iri: None, loser: 0 }]);
}

#[test]
fn catalogues_go_out_only_when_asked_for() {
    let claims = [
        claim(0, "c", Class::Catalog, &["d", "publisher"]),
        claim(0, "d", Class::Dataset, &["c"]),
        claim(0, "publisher", Class::Agent, &[]),
        claim(0, "nobody", Class::Agent, &[]),
    ];
    assert_eq!(out(&claims, &merge(&claims, &nothing(), Catalogues::LeftOut)), ["d@0"]);
    assert_eq!(out(&claims, &merge(&claims, &nothing(), Catalogues::Included)), ["c@0", "d@0", "publisher@0"]);
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
    let merged = merge(&claims, &nothing(), Catalogues::LeftOut);
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
    let (one, two) =
        (merge(&claims, &nothing(), Catalogues::LeftOut), merge(&reversed, &nothing(), Catalogues::LeftOut));
    assert_eq!(out(&claims, &one), out(&reversed, &two));
    assert_eq!(one.conflicts, two.conflicts);
}

#[test]
fn a_mention_takes_nothing_from_its_owner() {
    let claims =
        [claim(0, "d", Class::Dataset, &["e"]), claim(0, "e", Class::Other, &[]), claim(1, "e", Class::Dataset, &[])];
    let merged = merge(&claims, &nothing(), Catalogues::LeftOut);
    assert_eq!(out(&claims, &merged), ["d@0", "e@1"]);
    assert_eq!(merged.conflicts, [Conflict { iri: "e".into(), owner: Some(1), owner_iri: None, loser: 0 }]);
}

#[test]
fn a_uuid_makes_two_addresses_one_dataset_but_not_within_a_source() {
    let with =
        |rank, iri: &str, class, uuid: &str| Claim { identifier: Some(uuid.into()), ..claim(rank, iri, class, &[]) };
    let claims = [
        with(1, "portal/d", Class::Dataset, "u"),
        with(0, "kommun/d", Class::Dataset, "u"),
        with(0, "kommun/copy", Class::Dataset, "u"),
        with(1, "portal/s", Class::DataService, "u"),
        with(2, "series", Class::DatasetSeries, "u"),
        // The same address and no identifier: known by the address.
        claim(2, "kommun/d", Class::Dataset, &[]),
    ];
    let merged = merge(&claims, &nothing(), Catalogues::LeftOut);
    assert_eq!(out(&claims, &merged), ["series@2", "kommun/copy@0", "kommun/d@0", "portal/s@1"]);
    // The owner is the first of its rank by address.
    let lost = |iri: &str, owner: Option<&str>, loser| Conflict {
        iri: iri.into(),
        owner: Some(0),
        owner_iri: owner.map(Into::into),
        loser,
    };
    assert_eq!(merged.conflicts, [lost("kommun/d", None, 2), lost("portal/d", Some("kommun/copy"), 1)]);
}

#[test]
fn what_a_source_no_longer_has_gives_way_to_whoever_has_it() {
    let gone = Claim { missing: true, ..claim(0, "d", Class::Dataset, &[]) };
    let claims = [gone.clone(), claim(1, "d", Class::Dataset, &[])];
    let merged = merge(&claims, &nothing(), Catalogues::LeftOut);
    assert_eq!(out(&claims, &merged), ["d@1"]);
    assert_eq!(merged.conflicts.len(), 1, "another description goes out than the one that is held");
    let alone = std::slice::from_ref(&gone);
    assert_eq!(
        out(alone, &merge(alone, &nothing(), Catalogues::LeftOut)),
        ["d@0"],
        "it stays while nobody else has it"
    );
}

#[test]
fn the_regions_publisher_is_described_by_the_regions_own_sources_alone() {
    let claims = [
        claim(0, "d", Class::Dataset, &["publisher"]),
        claim(0, "publisher", Class::Agent, &[]),
        claim(1, "publisher", Class::Agent, &[]),
    ];
    let merged = merge(&claims, &reserved("publisher", &[1]), Catalogues::LeftOut);
    assert_eq!(out(&claims, &merged), ["d@0", "publisher@1"]);
    assert_eq!(merged.conflicts.len(), 1);
}

#[test]
fn nobody_redescribes_inside_a_resource_what_another_has_of_its_own() {
    let mut claims = [claim(1, "d", Class::Dataset, &[]), claim(0, "nobodys", Class::Agent, &[])];
    claims[0].embedded = vec!["nobodys".into()];
    let merged = merge(&claims, &nothing(), Catalogues::LeftOut);
    assert_eq!(out(&claims, &merged), ["d@1"]);
    assert_eq!(merged.left_out, BTreeMap::from([(0, vec!["nobodys".into()])]));
    let told = Conflict { iri: "nobodys".into(), owner: Some(0), owner_iri: None, loser: 1 };
    assert_eq!(merged.conflicts, [told], "and both are told");
}

#[test]
fn agents_that_seem_to_be_one_are_told_and_stay_apart() {
    let agent = |rank, iri: &str, name: &str, number: Option<&str>| Claim {
        name: Some(name.into()),
        identifier: number.map(Into::into),
        ..claim(rank, iri, Class::Agent, &[])
    };
    let claims = [
        agent(0, "a", "Ekbacka kommun", Some("1")),
        agent(1, "b", "EKBACKA  KOMMUN!", Some("1")),
        agent(1, "c", "Ekbacka-kommun", None),
        agent(1, "e", "Granvik", Some("2")),
        agent(2, "e", "Granvik", Some("2")),
        agent(2, "f", "…", None),
        agent(2, "g", "…", None),
    ];
    let all: Vec<usize> = (0..claims.len()).collect();
    let found = duplicates(&claims, &all);
    let told: Vec<(Alike, &str, &str)> = found.iter().map(|d| (d.alike, d.key.as_str(), d.iri.as_str())).collect();
    let name = |iri| (Alike::Name, "ekbacka kommun", iri);
    assert_eq!(told, [(Alike::Number, "1", "a"), (Alike::Number, "1", "b"), name("a"), name("b"), name("c")]);
    assert_eq!(duplicates(&claims, &all[..2]).len(), 2, "who shares both is told by the number alone");
}

#[test]
fn an_address_that_we_gave_belongs_to_the_source_for_which_we_made_it() {
    let mine = Claim { given: true, ..claim(1, "genid/1", Class::Dataset, &[]) };
    let mut thief = claim(0, "d", Class::Dataset, &["genid/1"]);
    thief.embedded = vec!["genid/1".into(), "genid/2".into()];
    let claims = [claim(0, "genid/1", Class::Dataset, &[]), mine, thief];
    let merged = merge(&claims, &nothing(), Catalogues::LeftOut);
    assert_eq!(out(&claims, &merged), ["d@0", "genid/1@1"]);
    assert_eq!(merged.left_out, BTreeMap::from([(2, vec!["genid/1".into(), "genid/2".into()])]));
    let told = |iri: &str, owner| Conflict { iri: iri.into(), owner, owner_iri: None, loser: 0 };
    assert_eq!(merged.conflicts, [told("genid/1", Some(1)), told("genid/2", None)]);
}

#[test]
fn a_source_that_ranks_lower_makes_no_resource_of_another_s_part() {
    let mut claims = [
        claim(0, "d", Class::Dataset, &[]),
        claim(1, "e", Class::Dataset, &["place", "mentioned"]),
        claim(1, "place", Class::Agent, &[]),
        claim(1, "mentioned", Class::Agent, &[]),
    ];
    claims[0].embedded = vec!["mentioned".into(), "place".into()];
    claims[0].typed = vec!["place".into()];
    let merged = merge(&claims, &nothing(), Catalogues::LeftOut);
    assert_eq!(out(&claims, &merged), ["d@0", "e@1", "mentioned@1"], "a mention claims nothing");
    assert_eq!(merged.left_out, BTreeMap::from([(0, vec!["mentioned".into()])]));
    let told = |iri: &str, owner, loser| Conflict { iri: iri.into(), owner: Some(owner), owner_iri: None, loser };
    assert_eq!(merged.conflicts, [told("mentioned", 1, 0), told("place", 0, 1)]);
}

#[test]
fn a_resource_and_a_source_are_told_once() {
    let mut claims = [
        claim(0, "y", Class::Dataset, &[]),
        claim(2, "p", Class::Dataset, &[]),
        Claim { identifier: Some("u".into()), ..claim(2, "x", Class::Dataset, &[]) },
        claim(1, "x", Class::Dataset, &[]),
    ];
    claims[0].identifier = Some("u".into());
    claims[1].embedded = vec!["x".into()];
    let merged = merge(&claims, &nothing(), Catalogues::LeftOut);
    let told: Vec<(&str, u32)> = merged.conflicts.iter().map(|row| (row.iri.as_str(), row.loser)).collect();
    assert_eq!(told, [("x", 2)]);
}
