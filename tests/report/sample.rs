//! Invented reports, rich enough to show every part of a page.

use chrono::{NaiveDate, NaiveDateTime};
use skord::rdf::Format;
use skord::report::{
    AgentAddress, AgentGroup, AlikeBy, ChangeExample, ChangeValue, Conflict, DanglingReference, Decided, Failure,
    FailureCode, Feed, FindingGroup, Held, HeldReason, Label, Line, Lines, Listed, LiveCounts, Missing, MissingThing,
    Moved, Organisation, OrganisationKind, OrganisationReport, OrganisationRow, Quality, RegionDecision, RegionReport,
    RepairGroup, RowState, RunCounts, Sample, Shown, Snapshot, SourceState, SourceStatus, SuggestionExample,
    SuggestionGroup, ValueCount, Verdict,
    html::{DecisionReport, Refusal, Site},
};
use skord::validate::{Place, Severity, Text};

pub fn text(sv: &str, en: &str) -> Text {
    Text { sv: sv.into(), en: en.into() }
}

pub fn at(day: u32, hour: u32) -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 11, day).and_then(|d| d.and_hms_opt(hour, 0, 0)).expect("a real date")
}

pub fn site() -> Site {
    Site {
        title: text("Öppna data i Skogsbygden", "Open data in Skogsbygden"),
        description: text(
            "Samlade öppna data från åtta påhittade kommuner, bolag och regioner.",
            "Open data gathered from eight invented municipalities, companies and regions.",
        ),
        contact_name: text("Dataenheten, Skogsbygden", "Data unit, Skogsbygden"),
        contact_email: "oppnadata@example.org".into(),
    }
}

pub fn region() -> RegionReport {
    let row = |id: &str, name: &str, kind, state, counts: [u64; 3]| OrganisationRow {
        id: id.into(),
        name: text(name, name),
        kind,
        state,
        last_good: (state != RowState::Waiting).then(|| at(22, 2)),
        datasets: counts[0],
        violations: counts[1],
        warnings: counts[2],
        next_run: Some(at(23, 2)),
    };
    use OrganisationKind::{Agency, Company, Municipality, Region};
    RegionReport {
        rows: vec![
            row("ostervik", "Östervik kommun", Municipality, RowState::Fetched, [15, 21, 164]),
            row("ekbacka", "Ekbacka kommun", Municipality, RowState::Fetched, [12, 0, 0]),
            row("alvdal", "Älvdalens energi AB", Company, RowState::Partly, [1_234, 3, 0]),
            row("asbo", "Åsbo kommun", Municipality, RowState::Failed, [8, 0, 12]),
            row("lindsjo", "Lindsjö kommun", Municipality, RowState::Waiting, [0, 0, 0]),
            row("region", "Region Skogsbygden", Region, RowState::Fetched, [31, 1, 7]),
            row("lantmateri", "Skogsbygdens vattenmyndighet", Agency, RowState::Fetched, [4, 0, 2]),
        ],
        decisions: vec![RegionDecision {
            organisation: "ostervik".into(),
            name: text("Östervik kommun", "Östervik municipality"),
            held: missing("").held.expect("something is held"),
        }],
        agents: Vec::new(),
        conflicts: 3,
        live: LiveCounts { datasets: 1_304, dataset_series: 3, distributions: 2_811, data_services: 14 },
        snapshot: Some(Snapshot {
            at: at(22, 3),
            feeds: [
                (Format::RdfXml, "/catalog.rdf", 4_512_345),
                (Format::Turtle, "/catalog.ttl", 2_911_002),
                (Format::JsonLd, "/catalog.jsonld", 3_877_120),
                (Format::NTriples, "/catalog.nt", 9_120_551),
            ]
            .map(|(format, path, bytes)| Feed { format, path: path.into(), bytes })
            .into(),
        }),
    }
}

fn address(iri: &str) -> Place {
    Place::Address(iri.into())
}

fn title(text: &str, language: &str) -> Option<Label> {
    Some(Label { text: text.into(), language: (!language.is_empty()).then(|| language.into()) })
}

/// A line of one document, and one of another that has no line breaks.
fn lines(document: &str, number: u64) -> Lines {
    let near = Line { document: Some(document.into()), line: number, byte: None };
    let far = Line { document: Some("https://data.ostervik.example/api".into()), line: 1, byte: Some(45_210) };
    Lines { first: vec![near, far], more: 1_203 }
}

/// A source that misses something in every way.
fn missing(hostile: &str) -> Missing {
    let things = Listed {
        things: vec![MissingThing {
            iri: Some(format!("https://karta.ostervik.example/d/1{hostile}")),
            title: title(&format!("Fornlämningar{hostile}"), "sv"),
        }],
        all: 9,
    };
    Missing {
        held: Some(Held {
            source: "ostervik-karta".into(),
            run: 17,
            since: at(20, 2),
            reason: HeldReason::Share,
            known: 12,
            things: things.clone(),
            agreed: Some((1, 3)),
        }),
        grace: Some((things.clone(), at(27, 2).date())),
        kept: Some(things),
        moved: (
            vec![Moved {
                old: None,
                new: Some(format!("https://karta.ostervik.example/ny{hostile}")),
                title: title(&format!("Vägar{hostile}"), "sv"),
            }],
            87,
        ),
        decided: vec![Decided {
            at: at(21, 9),
            verdict: Verdict::Approved,
            count: 4,
            by: Some(format!("Eva{hostile}")),
        }],
    }
}

/// The page on which an operator decides, while something is held or after that.
pub fn decision(hostile: &str, is_held: bool) -> DecisionReport {
    DecisionReport {
        organisation: "ostervik".into(),
        name: text("Östervik kommun", "Östervik municipality"),
        held: missing(hostile).held.filter(|_| is_held),
        is_open: true,
        refusal: (!is_held).then_some(Refusal::Gone),
    }
}

/// An organisation with something of everything; `hostile` stands in every field that a source controls.
pub fn organisation(hostile: &str) -> OrganisationReport {
    let titles =
        ["Badplatser och badvattenkvalitet", "Cykelvägar", "Detaljplaner", "Förskolor", "Budget och utfall per nämnd"];
    let samples = |n: usize| -> Vec<Sample> {
        (0..n)
            .map(|i| Sample {
                place: match i % 5 {
                    4 => Place::Nameless {
                        title: title(&format!("{}{hostile}", titles[3]), "sv"),
                        near: format!("https://data.ostervik.example/katalog{hostile}"),
                        near_title: None,
                    },
                    _ => address(&format!("https://data.ostervik.example/datamangd/{i}{hostile}")),
                },
                title: title(&format!("{}{hostile}", titles[i % titles.len()]), if i % 4 == 3 { "en" } else { "sv" }),
                lines: lines(&format!("https://data.ostervik.example/dcat?page=2{hostile}"), 40 + 61 * i as u64),
            })
            .collect()
    };
    let thing = |iri: &str| Sample { place: address(iri), title: None, lines: Lines::default() };
    let group = |rule: &str, severity, counts: [u64; 2], values: &[(&str, u64)], shown: usize| FindingGroup {
        rule: rule.into(),
        severity,
        affected: counts[0],
        population: Some(counts[1]),
        findings: counts[0],
        mended: if rule.contains("license") { 30 } else { 0 },
        distinct_values: values.len() as u64,
        values: values
            .iter()
            .map(|(v, n)| ValueCount {
                value: format!("{v}{hostile}"),
                count: *n,
                mended: 0,
                lines: lines(&format!("https://data.ostervik.example/dcat{hostile}"), 812 + n),
            })
            .collect(),
        samples: samples(shown),
    };
    OrganisationReport {
        organisation: Organisation {
            id: "ostervik".into(),
            name: text("Östervik kommun", "Östervik municipality"),
            number: Some("2199100021".into()),
            kind: OrganisationKind::Municipality,
        },
        sources: vec![
            SourceStatus {
                id: "ostervik".into(),
                address: format!("https://data.ostervik.example/catalog.rdf{hostile}"),
                state: SourceState::Unchanged { at: at(22, 2), changed: at(3, 2) },
                remarks: Vec::new(),
                last_run: Some(RunCounts { added: 2, updated: 14, removed: 0, unchanged: 71 }),
                next_run: Some(at(23, 2)),
                missing: Missing::default(),
            },
            SourceStatus {
                id: "ostervik-karta".into(),
                address: "https://karta.ostervik.example/geonetwork/srv/swe/csw?request=GetRecords&service=CSW".into(),
                state: SourceState::Failed {
                    at: at(22, 2),
                    since: at(20, 2),
                    last_good: Some(at(19, 2)),
                    failure: Failure {
                        code: FailureCode::Html,
                        detail: format!("the document is an HTML page, not RDF{hostile}"),
                    },
                },
                remarks: Vec::new(),
                last_run: Some(RunCounts { added: 0, updated: 0, removed: 0, unchanged: 12 }),
                next_run: None,
                missing: missing(hostile),
            },
        ],
        quality: Some(Quality { points: 214, measured: 295, of: 405 }),
        live: LiveCounts { datasets: 87, dataset_series: 1, distributions: 164, data_services: 3 },
        groups: vec![
            group("dataset-publisher-missing", Severity::Violation, [12, 87], &[], 12),
            group("distribution-access-url-missing", Severity::Violation, [1, 164], &[], 1),
            group(
                "distribution-license-form",
                Severity::Warning,
                [37, 164],
                &[
                    ("https://creativecommons.org/licenses/by/4.0/deed.sv", 30),
                    ("CC BY 4.0", 6),
                    (
                        "https://www.ostervik.example/om-webbplatsen/juridisk-information/villkor-for-oppna-data.4.1f2e3d4c5b6a79880.html",
                        1,
                    ),
                ],
                20,
            ),
            group("dataset-contact-point-missing", Severity::Warning, [64, 87], &[], 20),
            group("agent-type-missing", Severity::Warning, [2, 2], &[], 2),
        ],
        repairs: vec![
            RepairGroup {
                step: "licence".into(),
                count: 37,
                examples: vec![
                    ChangeExample {
                        thing: thing("https://data.ostervik.example/distribution/17"),
                        property: "http://purl.org/dc/terms/license".into(),
                        before: Some(ChangeValue::Written(
                            "https://creativecommons.org/licenses/by/4.0/deed.sv".into(),
                        )),
                        after: Some(ChangeValue::Written("http://creativecommons.org/licenses/by/4.0/".into())),
                    },
                    ChangeExample {
                        thing: thing(&format!("https://data.ostervik.example/distribution/18{hostile}")),
                        property: "http://purl.org/dc/terms/license".into(),
                        before: Some(ChangeValue::Written(format!("x{hostile}"))),
                        after: None,
                    },
                ],
            },
            RepairGroup {
                step: "mailbox".into(),
                count: 1,
                examples: vec![ChangeExample {
                    thing: thing("https://data.ostervik.example/kontakt"),
                    property: "http://www.w3.org/2006/vcard/ns#hasEmail".into(),
                    before: Some(ChangeValue::Written("oppnadata@ostervik.example".into())),
                    after: Some(ChangeValue::Written("mailto:oppnadata@ostervik.example".into())),
                }],
            },
        ],
        suggestions: vec![SuggestionGroup {
            step: "keyword-lists".into(),
            count: 2,
            examples: vec![
                SuggestionExample {
                    thing: thing(&format!("https://data.ostervik.example/datamangd/bad{hostile}")),
                    property: "http://www.w3.org/ns/dcat#keyword".into(),
                    value: Some(ChangeValue::Written(format!("\"bad, som kommunen sköter{hostile}\"@sv"))),
                    proposed: ChangeValue::Written(format!("\"bad\"@sv{hostile}")),
                },
                SuggestionExample {
                    thing: thing("https://data.ostervik.example/org"),
                    property: skord::normalise::NAME.into(),
                    value: None,
                    proposed: ChangeValue::Written("http://dataportal.se/organisation/SE2120009994".into()),
                },
            ],
        }],
        conflicts: vec![Conflict {
            iri: format!("https://data.ekbacka.example/datamangd/vatten{hostile}"),
            title: title(&format!("Bathing water quality{hostile}"), "en"),
            other: Some("ekbacka".into()),
            other_name: text("Ekbacka kommun", "Ekbacka municipality"),
            shown: Shown::Theirs,
            other_iri: Some(format!("https://data.ekbacka.example/d/1{hostile}")),
        }],
        all_conflicts: 3,
        agents: vec![AgentGroup {
            by: AlikeBy::Number,
            key: "2199100021".into(),
            members: vec![AgentAddress {
                iri: Some(format!("https://data.ostervik.example/kommunen{hostile}")),
                count: 1,
                name: Some(format!("Östervik{hostile}")),
                organisation: "ostervik".into(),
                organisation_name: text("Östervik kommun", "Östervik municipality"),
            }],
            all: 3,
        }],
        dangling: vec![DanglingReference {
            iri: format!("https://data.ostervik.example/datamangd/1{hostile}"),
            property: "http://purl.org/dc/terms/publisher".into(),
            target: format!("https://data.ostervik.example/ingen{hostile}"),
        }],
        all_dangling: 2,
    }
}
