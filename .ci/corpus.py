"""`skord convert` and `skord validate` on every RDF file of the corpus; then a merged feed of the real Swedish and Norwegian ones."""
import csv, logging, pathlib, re, subprocess, sys, tempfile, time

import rdflib
from rdflib.namespace import DCAT, DCTERMS, RDF

# rdflib tells of every date that is none; that is what the rules are for.
logging.disable(logging.WARNING)
skord, corpus = sys.argv[1], pathlib.Path(sys.argv[2])
LIMIT = 10


UUID = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def is_first(graph, dataset, number, first):
    """Whether no earlier source has a dataset with the UUID of this one."""
    texts = [str(value).lower() for value in graph.objects(dataset, DCTERMS.identifier) if isinstance(value, rdflib.Literal)]
    known_by = min(filter(UUID.fullmatch, texts), default=None)
    return known_by is None or first.setdefault(known_by, number) == number


def run(*arguments):
    begun = time.monotonic()
    done = subprocess.run([skord, *arguments], capture_output=True, timeout=60)
    return done, time.monotonic() - begun


files = [row["file"] for row in csv.DictReader(open(corpus / "STATS.tsv"), delimiter="\t")]
codes = {"convert": {}, "validate": {}}
for name in files:
    path = str(corpus / name)
    for command in (["convert", path, "--to", "nt"], ["validate", path, "--report", "json"]):
        done, seconds = run(*command)
        codes[command[0]][done.returncode] = codes[command[0]].get(done.returncode, 0) + 1
        error = done.stderr.decode()
        assert done.returncode in (0, 1, 2), f"{command}: exit {done.returncode}\n{error}"
        assert seconds < LIMIT, f"{command}: {seconds:.1f} s"
        assert done.returncode != 2 or name in error, f"{command}: the message does not name the file: {error}"
print(f"{len(files)} files; exit codes {codes}")

# A source a real file; their datasets are counted by rdflib from what `skord convert` gives, so that a file that rdflib
# itself cannot read counts as well.
feeds = sorted(name for name in files if name.startswith(("se-real/", "no-real/")))
with tempfile.TemporaryDirectory() as work:
    config = [
        f"""
[region]
name = "Korpus"
title = "Korpus"
description = "Verkliga kataloger"
base_url = "https://korpus.example.org"
[region.publisher]
iri = "http://dataportal.se/organisation/SE2120000142"
name = "Korpus"
agent_type = "RegionalAuthority"
[region.contact]
name = "Korpus"
email = "korpus@example.org"
[data]
dir = "{work}/data"
[harvest]
file_root = "{corpus.resolve()}"
"""
    ]
    for number, name in enumerate(feeds):
        config.append(
            f'[[organisation]]\nid = "o{number}"\nname = "{name}"\n[[organisation.source]]\nid = "s{number}"\nurl = "file:{name}"\n'
        )
    path = pathlib.Path(work) / "skord.toml"
    path.write_text("".join(config))
    done, seconds = run("harvest", "--config", str(path))
    assert done.returncode in (0, 1), done.stderr.decode()
    [snapshot] = [p for p in (pathlib.Path(work) / "data/snapshots").iterdir() if not p.name.startswith(".")]
    counts = set()
    for ending, form in {"rdf": "xml", "ttl": "turtle", "nt": "nt"}.items():
        merged = rdflib.Graph().parse(snapshot / f"catalog.{ending}", format=form)
        counts.add((len(merged), len(set(merged.subjects(RDF.type, DCAT.Dataset)))))
    [(triples, datasets)] = counts
    named, blank, first = set(), 0, {}
    for number, name in enumerate(feeds):
        done, _ = run("normalise", str(corpus / name), "--to", "nt")
        if done.returncode == 0:
            graph = rdflib.Graph().parse(data=done.stdout, format="nt")
            # The same UUID in an earlier source is the same dataset, whatever its address.
            of_file = {iri for iri in graph.subjects(RDF.type, DCAT.Dataset) if is_first(graph, iri, number, first)}
            # Names made for blank nodes differ between sources, so each counts.
            made = {iri for iri in of_file if "/.well-known/genid/" in str(iri)}
            named |= of_file - made
            blank += len(made)
    assert datasets == len(named) + blank, f"{datasets} datasets, expected {len(named)} named and {blank} unnamed ones"
    print(f"{len(feeds)} real feeds: {datasets} datasets, {triples} triples, equal in three syntaxes, {seconds:.1f} s")
