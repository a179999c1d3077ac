use std::collections::{BTreeMap, BTreeSet};
use skord::normalise::{normalise, Settings};
use skord::rdf::{parse, Caps, Format};
use skord::validate::*;
fn main() {
    let mut added: BTreeMap<String, (usize, String)> = BTreeMap::new();
    for file in std::env::args().skip(1) {
        let Ok(bytes) = std::fs::read(&file) else { continue };
        if bytes.len() > 3_000_000 { continue }
        let Ok(format) = Format::detect(&bytes, None, &file) else { continue };
        let Ok(parsed) = parse(&bytes, format, &format!("https://example.org/{}", file.rsplit('/').next().unwrap().replace(' ', "")), &Caps::default()) else { continue };
        let p = Profile::dcat_ap_se();
        let came = match p.results(&parsed.graph, None) { Ok(c) => c, Err(e) => { println!("{file}: as it came: {e}"); continue } };
        let n = normalise(parsed.graph, &Settings::new("https://data.example.se"));
        let left = match p.results(&n.graph, None) { Ok(c) => c, Err(e) => { println!("{file}: {e}"); continue } };
        let after = After { graph: &n.graph, names: &n.names };
        let only: BTreeSet<_> = compare(came, Vec::new(), &after).into_iter().map(|f| (f.rule, f.resource)).collect();
        let left2 = p.results(&n.graph, None).unwrap();
        let _ = left2;
        let came2: BTreeSet<_> = only.clone();
        for f in compare(Vec::new(), left, &after) {
            if !came2.contains(&(f.rule.clone(), f.resource.clone())) {
                let e = added.entry(f.rule.clone()).or_insert((0, format!("{} {:?} {file}", f.resource, f.value)));
                e.0 += 1;
            }
        }
    }
    for (rule, (n, e)) in added { println!("{n:6} {rule}  {e}"); }
}
