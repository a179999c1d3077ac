//! Scores worked out by hand: each metric on and off, by both methods, and the two averages.

use super::*;
use crate::rdf::vocab::PREFIXES;
use crate::rdf::{Caps, Format, parse};

fn graph(body: &str) -> Graph {
    let prefixes = PREFIXES.iter().map(|(prefix, namespace)| format!("@prefix {prefix}: <{namespace}> .\n"));
    let prefixes = prefixes.collect::<String>()
        + "@prefix : <https://ekbacka.example/> .
           @prefix type: <http://publications.europa.eu/resource/authority/file-type/> .
           @prefix right: <http://publications.europa.eu/resource/authority/access-right/> .
           @prefix media: <https://www.iana.org/assignments/media-types/text/> .\n";
    parse((prefixes + body).as_bytes(), Format::Turtle, "https://ekbacka.example/", &Caps::default())
        .unwrap_or_else(|error| panic!("{error}\n{body}"))
        .graph
}

/// A dataset `:d` with some properties, and distributions `:a`, `:b` with theirs.
fn dataset(own: &str, distributions: &[&str]) -> Graph {
    let named = ["a", "b"].into_iter().zip(distributions);
    let described = named.map(|(name, properties)| {
        format!(":d dcat:distribution :{name} . :{name} a dcat:Distribution ; {properties} .\n")
    });
    graph(&format!(":d a dcat:Dataset ; {own} .\n{}", described.collect::<String>()))
}

/// Name, properties of the dataset, properties of its distributions, and the points of each dimension by either method.
type Case = (&'static str, &'static str, &'static [&'static str], [u32; 5], [u32; 5]);

/// A case that both methods count alike.
const fn same(name: &'static str, own: &'static str, distributions: &'static [&'static str], points: [u32; 5]) -> Case {
    (name, own, distributions, points, points)
}

const CASES: &[Case] = &[
    same("nothing", "", &[], [0; 5]),
    same("a keyword, or two", "dcat:keyword 'vatten'@sv, 'sjö'@sv", &[], [30, 0, 0, 0, 0]),
    same("a category of any vocabulary", "dcat:theme :vatten", &[], [30, 0, 0, 0, 0]),
    same("an area", "dcterms:spatial []", &[], [20, 0, 0, 0, 0]),
    same("a period", "dcterms:temporal []", &[], [20, 0, 0, 0, 0]),
    same("a contact", "dcat:contactPoint :k", &[], [0, 0, 0, 20, 0]),
    same("a publisher", "dcterms:publisher :p", &[], [0, 0, 0, 10, 0]),
    same("access rights of the table", "dcterms:accessRights right:PUBLIC", &[], [0, 0, 0, 15, 0]),
    same("access rights of another table", "dcterms:accessRights :PUBLIC", &[], [0, 0, 0, 10, 0]),
    same("access rights in words", "dcterms:accessRights 'PUBLIC'", &[], [0, 0, 0, 10, 0]),
    same("dates without a distribution", "dcterms:issued '2024' ; dcterms:modified '2025'", &[], [0, 0, 0, 0, 10]),
    same("an access address, which only a server can tell about", "", &["dcat:accessURL :x"], [0; 5]),
    same("a download address", "", &["dcat:downloadURL :x"], [0, 20, 0, 0, 0]),
    ("a media type as the format", "", &["dcterms:format 'text/csv'"], [0, 0, 20, 0, 0], [0, 0, 70, 0, 0]),
    ("one that Sweden's profile has alone", "", &["dcterms:format 'text/csv+zip'"], [0, 0, 20, 0, 0], [0, 0, 70, 0, 0]),
    ("one that is in no list", "", &["dcterms:format 'application/pdf'"], [0, 0, 20, 0, 0], [0, 0, 30, 0, 0]),
    same("a format in words", "", &["dcterms:format 'CSV'"], [0, 0, 20, 0, 0]),
    same("a file type in both lists", "", &["dcterms:format type:CSV"], [0, 0, 70, 0, 0]),
    same("a file type in no list", "", &["dcterms:format type:PDF"], [0, 0, 30, 0, 0]),
    same("a machine-readable one", "", &["dcterms:format type:XLSX"], [0, 0, 50, 0, 0]),
    same("a non-proprietary one", "", &["dcterms:format type:PNG"], [0, 0, 50, 0, 0]),
    same("a file type that does not exist", "", &["dcterms:format type:KALKYL"], [0, 0, 20, 0, 0]),
    ("a media type of IANA alone", "", &["dcat:mediaType media:csv"], [0, 0, 20, 0, 0], [0, 0, 60, 0, 0]),
    ("a media type in words", "", &["dcat:mediaType 'text/csv'"], [0, 0, 10, 0, 0], [0, 0, 60, 0, 0]),
    same("both as they should be", "", &["dcterms:format type:CSV ; dcat:mediaType media:csv"], [0, 0, 80, 0, 0]),
    same("one aligned, one not", "", &["dcterms:format type:CSV ; dcat:mediaType 'csv'"], [0, 0, 70, 0, 0]),
    same("a licence", "", &["dcterms:license :villkor"], [0, 0, 0, 20, 0]),
    same("a known one", "", &["dcterms:license <http://creativecommons.org/licenses/by/4.0/>"], [0, 0, 0, 30, 0]),
    same("a licence on the dataset, where none is looked for", "dcterms:license :villkor", &[], [0; 5]),
    same("rights", "", &["dcterms:rights :r"], [0, 0, 0, 0, 5]),
    same("a size", "", &["dcat:byteSize 5"], [0, 0, 0, 0, 5]),
    same("a date on either", "dcterms:issued '2024'", &["dcterms:modified '2025'"], [0, 0, 0, 0, 10]),
    same("a date on both, once", "dcterms:issued '2024'", &["dcterms:issued '2024'"], [0, 0, 0, 0, 5]),
    same(
        "the best distribution, not the best of each",
        "",
        &["dcterms:format type:PDF ; dcterms:license :x", "dcterms:format type:CSV"],
        [0, 0, 70, 0, 0],
    ),
    same(
        "the one that adds most to the dataset",
        "dcterms:issued '2024'",
        &["dcterms:issued '2024'", "dcterms:rights :r"],
        [0, 0, 0, 0, 10],
    ),
    same(
        "of equals, the first by name",
        "",
        &["dcterms:rights :r ; dcat:byteSize 5", "dcat:mediaType 'x'"],
        [0, 0, 0, 0, 10],
    ),
    same(
        "all that can be measured",
        "dcat:keyword 'k' ; dcat:theme :t ; dcterms:spatial [] ; dcterms:temporal [] ; dcterms:publisher :p ;
         dcat:contactPoint :k ; dcterms:accessRights right:PUBLIC ; dcterms:issued '2024' ; dcterms:modified '2025'",
        &["dcat:accessURL :x ; dcat:downloadURL :x ; dcterms:format type:CSV ; dcat:mediaType media:csv ;
           dcterms:license <http://creativecommons.org/licenses/by/4.0/> ; dcterms:rights :r ; dcat:byteSize 5"],
        [100, 20, 80, 75, 20],
    ),
];

#[test]
fn every_metric_gives_its_points_and_no_others() {
    for (name, own, distributions, european, dataportal) in CASES {
        let graph = dataset(own, distributions);
        for (method, points) in [(Method::European, european), (Method::Dataportal, dataportal)] {
            let scored = score(&graph, method);
            let [of_it] = scored.datasets.as_slice() else { panic!("{name}: one dataset") };
            assert_eq!(of_it.dataset, "https://ekbacka.example/d");
            assert_eq!(of_it.score.dimensions, *points, "{name}, {method:?}");
            assert_eq!(of_it.score.points, points.iter().sum::<u32>(), "{name}, {method:?}");
            assert_eq!((of_it.score.measurable, of_it.score.of), (295, method.of()), "{name}");
        }
    }
}

#[test]
fn every_measured_metric_is_passed_by_one_case_and_failed_by_another() {
    let mut passed = [0; Metric::ALL.len()];
    let mut failed = [0; Metric::ALL.len()];
    for (_, own, distributions, ..) in CASES {
        for (index, share) in score(&dataset(own, distributions), Method::European).shares.iter().enumerate() {
            assert_eq!(share.metric, Metric::ALL[index]);
            passed[index] += share.passed;
            failed[index] += share.measured - share.passed;
        }
    }
    for (index, metric) in Metric::ALL.into_iter().enumerate() {
        assert_eq!(passed[index] > 0 && failed[index] > 0, metric.is_measured(), "{metric:?}");
    }
}

#[test]
fn the_weights_are_those_of_the_methodology() {
    assert_eq!(Dimension::ALL.map(Dimension::most), [100, 100, 110, 75, 20]);
    assert_eq!(Dimension::ALL.map(Dimension::most).into_iter().sum::<u32>(), Method::European.of());
    assert_eq!(Dimension::ALL.map(Dimension::measurable), [100, 20, 80, 75, 20]);
    let compliance = Metric::DcatApCompliance.weight();
    assert_eq!(Method::Dataportal.of() + compliance, Method::European.of());
    for (index, metric) in Metric::ALL.into_iter().enumerate() {
        assert_eq!(metric as usize, index, "the place in the set of what is passed");
        assert_eq!(Metric::from_id(metric.id()), Some(metric));
    }
}

/// Three datasets; two have a keyword, one of these a theme; one has two distributions, of which one has a format.
const THREE: &str = "
    :c a dcat:Dataset ; dcat:keyword 'x' ; dcat:theme :t .
    :a a dcat:Dataset ; dcat:keyword 'x' ; dcat:distribution :a1, :a2, 'text' .
    :a1 dcterms:format type:CSV .
    :b a dcat:Dataset .";

#[test]
fn shares_are_of_what_was_measured() {
    let scored = score(&graph(THREE), Method::European);
    let share = |metric| {
        let share = scored.shares.iter().find(|share| share.metric == metric);
        share.map_or((0, 0), |share| (share.passed, share.measured))
    };
    assert_eq!(share(Metric::Keyword), (2, 3));
    assert_eq!(share(Metric::DateIssued), (0, 3));
    assert_eq!(share(Metric::Format), (1, 2), "a literal is no distribution");
    for metric in [Metric::AccessUrlStatus, Metric::DownloadUrlStatus, Metric::DcatApCompliance] {
        assert_eq!(share(metric), (0, 0), "{metric:?} is not measured");
    }
}

#[test]
fn the_two_averages_are_what_they_are_named_for() {
    let scored = score(&graph(THREE), Method::European);
    let order: Vec<_> = scored.datasets.iter().map(|of_it| (&of_it.dataset[24..], of_it.score.points)).collect();
    assert_eq!(order, [("a", 100), ("b", 0), ("c", 60)]);
    assert_eq!(scored.points(), [90, 0, 70, 0, 0]);
    assert_eq!(scored.mean(), Some(160.0 / 3.0));
    // Keyword 67 % of 30 and theme 33 % of 30 are 30.0; half of the distributions have 70 of 80 points.
    assert_eq!(roll_up(&scored.shares), [30, 0, 35, 0, 0]);

    let none = score(&graph(""), Method::European);
    assert_eq!((none.mean(), roll_up(&none.shares)), (None, [0; 5]));
}

#[test]
fn a_shared_distribution_counts_for_each_of_its_datasets() {
    let scored = score(
        &graph(
            ":a a dcat:Dataset ; dcat:distribution :x . :b a dcat:Dataset ; dcat:distribution :x . :x dcat:byteSize 1 .",
        ),
        Method::European,
    );
    let size = scored.shares.iter().find(|share| share.metric == Metric::ByteSize).expect("every metric has a share");
    assert_eq!((size.passed, size.measured), (2, 2));
}
