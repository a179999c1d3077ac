//! The European shapes as published: each file compiles and gives an answer on every readable file of the corpus.

mod shared;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use shared::shared;
use skord::rdf::parse::End;
use skord::rdf::{Caps, Format, Graph, parse};
use skord::shacl::{Plan, compile};

/// Files of the corpus outside bad/ that the reader refuses, rightly.
const UNREADABLE: &[&str] = &[
    // Tables of the corpus itself.
    "MANIFEST.tsv",
    "STATS.tsv",
    // JSON that is not JSON-LD.
    "ch/opendata-swiss__dataset-test-uri.json",
    "ckan/ckan__catalog_datasets_list.json",
    "ckan/ckan__ckan_dataset.json",
    "ckan/ckan__ckan_dataset_multilingual.json",
    "ckan/ckan__ckan_dcat_ap_dataset_series.json",
    "ckan/ckan__ckan_full_dataset_croissant.json",
    "ckan/ckan__ckan_full_dataset_dcat_ap_vocabularies.json",
    "ckan/ckan__ckan_full_dataset_dcat_us_vocabularies.json",
    "ckan/ckan__health_dcat_ap.json",
    "dcat-us/datosgobar__example_time_series.json",
    "dcat-us/datosgobar__federated_1.json",
    "dcat-us/datosgobar__federated_2.json",
    "dcat-us/datosgobar__invalid_catalog_empty.json",
    "dcat-us/datosgobar__invalid_catalog_publisher_type.json",
    "dcat-us/datosgobar__invalid_dataset_type.json",
    "dcat-us/datosgobar__invalid_field_description_type.json",
    "dcat-us/datosgobar__invalid_keywords.json",
    "dcat-us/datosgobar__invalid_multiple_fields_type.json",
    "dcat-us/datosgobar__invalid_publisher_mbox_format.json",
    "dcat-us/datosgobar__malformed_accrualperiodicity.json",
    "dcat-us/datosgobar__malformed_datetime.json",
    "dcat-us/datosgobar__malformed_datetime2.json",
    "dcat-us/datosgobar__malformed_temporal.json",
    "dcat-us/datosgobar__malformed_temporal2.json",
    "dcat-us/datosgobar__minimum_data.json",
    "dcat-us/datosgobar__mismatched_downloadURL_and_format.json",
    "dcat-us/datosgobar__missing_catalog_dataset.json",
    "dcat-us/datosgobar__missing_catalog_title.json",
    "dcat-us/datosgobar__missing_dataset_description.json",
    "dcat-us/datosgobar__missing_dataset_title.json",
    "dcat-us/datosgobar__missing_periodicity.json",
    "dcat-us/datosgobar__numeric_distribution_identifier.json",
    "dcat-us/datosgobar__organization_tree.json",
    "dcat-us/datosgobar__repeated_downloadURL.json",
    "dcat-us/datosgobar__several_assorted_errors.json",
    "dcat-us/datosgobar__several_datasets.json",
    "dcat-us/datosgobar__several_datasets_for_harvest.json",
    "dcat-us/datosgobar__several_datasets_with_licenses.json",
    "dcat-us/datosgobar__several_datasets_with_types.json",
    // XML that is not RDF/XML, and pages.
    "csw-iso/ckan__01_Dataset_Invalid_XSD_No_Such_Element.xml",
    "csw-iso/ckan__01_Dataset_Invalid_XSD_No_Such_Element_unix.xml",
    "csw-iso/ckan__05_Series_Invalid_XSD_No_Such_Element.xml",
    "csw-iso/ckan__06_Series_Invalid_19139_Missing_Data_Format.xml",
    "csw-iso/ckan__07_Series_Invalid_GEMINI_Missing_Keyword.xml",
    "csw-iso/ckan__08_Series_Valid.xml",
    "csw-iso/ckan__10_Service_Invalid_19139_Level_Description.xml",
    "csw-iso/ckan__dataset-invalid.xml",
    "csw-iso/ckan__error_bad_xml.xml",
    "csw-iso/ckan__index.html",
    "csw-iso/ckan__same_dataset.xml",
    "csw-iso/ckan__service1.xml",
    "csw-iso/ckan__wales1.xml",
    "csw-iso/ckan__wales2.xml",
    "csw-iso/gsa__2013_county.ea.iso.xml",
    "csw-iso/gsa__USGSHydroCached-2.xml",
    "csw-iso/gsa__USGSHydroCached.xml",
    "csw-iso/gsa__bad-tags.xml",
    "csw-iso/gsa__cb_2014_us_necta_500k.shp.iso.xml",
    "csw-iso/gsa__fgdc-csdgm_sample.xml",
    "csw-iso/gsa__index-2-3-4.html",
    "csw-iso/gsa__invalid_iso2.xml",
    "csw-iso/gsa__nodc_0099041_cw_region_meta_v2013.xml",
    "csw-iso/gsa__sample3.xml",
    "csw-iso/gsa__sample3_getrecords2.xml",
    "csw-iso/gsa__sample4.xml",
    "csw-iso/gsa__sample4_getrecords2.xml",
    "csw-iso/gsa__sample4_id_OT.102019.6339.1.xml",
    "csw-iso/gsa__valid_iso1.xml",
    "csw-iso/gsa__valid_iso2.xml",
    "csw-iso/gsa__valid_iso_too_many_keywords.xml",
    "csw-iso/opendatateam__geonetwork-dcat-page-1.xml",
    "csw-iso/opendatateam__geonetwork-dcat-page-3.xml",
    "csw-iso/opendatateam__geonetwork-dcat-page-5.xml",
    "csw-iso/opendatateam__geonetwork-iso19139-page-1.xml",
    "csw-iso/opendatateam__geonetwork-iso19139-page-3.xml",
    "csw-iso/opendatateam__geonetwork-iso19139-page-5.xml",
    "csw-iso/opendatateam__geoplateforme-iso19139-IGNF_RPG.xml",
    // JSON-LD with a context that is not bundled.
    "dcat-us/gsa__missing-catalog.data.json",
    // Broken RDF.
    "es-spec/datosgobes__Conventions_dataservice-ogc-services.ttl",
    "eu-examples/ckan__dataset.ttl",
    "eu-examples/piveau-data__example_catalog.ttl",
    "eu-examples/piveau-data__example_metric.ttl",
    "eu-examples/semiceu__example-bee-population-dataset-series-api.ttl",
    "eu-examples/semiceu__example-bee-population-dataset-series-combined.ttl",
    "eu-examples/semiceu__example-bees_wasps_dataset-2.ttl",
    "pairs/informasjonsfo__harvest_response_error.ttl",
];

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() { files(&path, found) } else { found.push(path) }
    }
}

/// The graph in a file, or why there is none.
fn read(path: &Path) -> Result<Graph, String> {
    let bytes = std::fs::read(path).unwrap();
    let format = Format::detect(&bytes, None, &path.to_string_lossy()).map_err(|error| error.to_string())?;
    let parsed = parse(&bytes, format, "http://example.org/", &Caps::default()).map_err(|error| error.to_string())?;
    match parsed.end {
        End::Whole => Ok(parsed.graph),
        End::Broken(error) => Err(error.to_string()),
    }
}

#[test]
fn every_shape_file_gives_an_answer_on_every_file_of_the_corpus() {
    let Some(shared) = shared("") else { return };
    let mut shape_files = Vec::new();
    files(&shared.join("shapes-eu"), &mut shape_files);
    shape_files.retain(|path| path.extension().is_some_and(|ending| ending == "ttl"));
    let plans: Vec<(&Path, Plan)> = shape_files
        .iter()
        .map(|path| match compile(&read(path).unwrap(), &[]) {
            Ok(plan) => (path.as_path(), plan),
            Err(problems) => panic!("{}: {problems:#?}", path.display()),
        })
        .collect();
    let mut corpus = Vec::new();
    files(&shared.join("corpus"), &mut corpus);
    let mut graphs = Vec::new();
    let mut refused = BTreeMap::new();
    for (path, graph) in corpus.par_iter().map(|path| (path, read(path))).collect::<Vec<_>>() {
        let name = path.strip_prefix(shared.join("corpus")).unwrap().to_string_lossy().into_owned();
        match graph {
            Ok(graph) => graphs.push((path, graph)),
            Err(_) if name.starts_with("bad/") => {}
            Err(reason) => assert!(refused.insert(name, reason).is_none()),
        }
    }
    let unexpected: Vec<_> = refused.iter().filter(|(name, _)| !UNREADABLE.contains(&name.as_str())).collect();
    assert!(unexpected.is_empty(), "unreadable: {unexpected:#?}");
    let missed: Vec<_> = UNREADABLE.iter().filter(|name| !refused.contains_key(**name)).collect();
    assert!(missed.is_empty(), "readable after all, or gone: {missed:#?}");
    let answers: Vec<(usize, usize)> = graphs
        .par_iter()
        .map(|(path, graph)| {
            let mut results = 0;
            for (shapes, plan) in &plans {
                match plan.validate(graph, &mut |_| {}) {
                    Ok(outcome) => results += outcome.results,
                    Err(error) => panic!("{} on {}: {error}", shapes.display(), path.display()),
                }
            }
            (1, results)
        })
        .collect();
    let results: usize = answers.iter().map(|answer| answer.1).sum();
    println!("{} shape files, {} of {} files readable, {results} results", plans.len(), answers.len(), corpus.len());
    assert_eq!(plans.len(), 13);
    assert!(answers.len() > 150 && results > 0);
}
