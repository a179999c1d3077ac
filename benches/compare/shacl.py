#!/usr/bin/env python3
"""Compares the SHACL engine with pySHACL, result by result.

    shacl.py SKORD SHAPES [--background FOLDER] DATA...

SKORD is the built binary; SHAPES a file, or a folder of Turtle files, as is the background (shapes/dcat-ap-se/3.0.1 and
shapes/vocabularies compare the project's own rules).

For every data file both engines validate the same statements (parsed once, handed over as N-Triples) and the multisets
of (focus node, path, component, value) are compared; blank nodes count as one. Prints a line a file: results of each
engine and the differences, and at the end how many files agree. pySHACL is installed from PyPI into a virtual
environment beside this script when it cannot be imported.

References of sh:property, sh:node and the logical lists to shapes that the shapes graph says nothing about are taken
out for pySHACL, which refuses them; Skord ignores them. Exit code 0 if all files agree, 1 if not or if none could be compared.
"""
import collections
import importlib.util
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import venv

VERSION = "0.40.1"


def ensure_pyshacl():
    if importlib.util.find_spec("pyshacl"):
        return
    home = pathlib.Path(__file__).resolve().parent / ".venv"
    python = home / "bin" / "python"
    if not python.exists():
        venv.create(home, with_pip=True)
        subprocess.check_call([python, "-m", "pip", "-q", "install", f"pyshacl=={VERSION}"])
    os.execv(python, [str(python), *sys.argv])


ensure_pyshacl()

import pyshacl  # noqa: E402
import rdflib  # noqa: E402
from rdflib import RDF, SH, BNode, Literal, URIRef  # noqa: E402

rdflib.NORMALIZE_LITERALS = False
FORMATS = {".rdf": "xml", ".xml": "xml", ".ttl": "turtle", ".jsonld": "json-ld", ".nt": "nt", ".n3": "turtle"}


def written(term):
    if term is None:
        return ""
    if isinstance(term, BNode):
        return "_:"
    if isinstance(term, URIRef):
        return f"<{term}>"
    kind = f"@{term.language.lower()}" if term.language else ""
    if term.datatype and str(term.datatype) != "http://www.w3.org/2001/XMLSchema#string":
        kind = f"^^<{term.datatype}>"
    return json.dumps(str(term)) + kind


def path_of(graph, node):
    if node is None:
        return ""
    if isinstance(node, URIRef):
        return f"<{node}>"

    def nested(inner):
        text = path_of(graph, inner)
        return text if isinstance(inner, URIRef) else f"({text})"

    for predicate, form in ((SH.inversePath, "^{}"), (SH.zeroOrMorePath, "{}*"), (SH.oneOrMorePath, "{}+"), (SH.zeroOrOnePath, "{}?")):
        inner = graph.value(node, predicate)
        if inner is not None:
            return form.format(nested(inner))
    alternatives = graph.value(node, SH.alternativePath)
    members = graph.items(alternatives if alternatives is not None else node)
    return ("|" if alternatives is not None else "/").join(nested(member) for member in members)


def without_dangling(shapes):
    for predicate in (SH.property, SH.node):
        for subject, target in list(shapes.subject_objects(predicate)):
            if (target, None, None) not in shapes:
                shapes.remove((subject, predicate, target))
    return shapes


def with_pyshacl(data, shapes, background):
    # Its own way of adding a graph leaves most statements out; none of the background's nodes is a target.
    data = data + background if background else data
    conforms, report, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none", advanced=False, meta_shacl=False)
    if not isinstance(report, rdflib.Graph):
        raise RuntimeError(str(report))
    found = collections.Counter()
    top = report.value(None, RDF.type, SH.ValidationReport)
    for result in report.objects(top, SH.result):
        found[
            written(report.value(result, SH.focusNode)),
            path_of(report, report.value(result, SH.resultPath)),
            str(report.value(result, SH.sourceConstraintComponent)),
            written(report.value(result, SH.value)),
        ] += 1
    return found


def turtle_files(path):
    path = pathlib.Path(path)
    return sorted(path.glob("*.ttl")) if path.is_dir() else [path]


def read_all(files):
    graph = rdflib.Graph()
    for file in files:
        graph.parse(file)
    return graph


def with_skord(binary, data, shapes, background):
    options = [option for file in shapes for option in ("--shapes", file)]
    options += [option for file in background for option in ("--background", file)]
    run = subprocess.run([binary, "shacl", data, *options, "--report", "ttl"], capture_output=True)
    if run.returncode > 1:
        raise RuntimeError(run.stderr.decode())
    report = rdflib.Graph().parse(data=run.stdout, format="turtle")
    top = report.value(None, RDF.type, SH.ValidationReport)
    found = collections.Counter()
    for result in report.objects(top, SH.result):
        found[
            written(report.value(result, SH.focusNode)),
            path_of(report, report.value(result, SH.resultPath)),
            str(report.value(result, SH.sourceConstraintComponent)),
            written(report.value(result, SH.value)),
        ] += 1
    return found


def main():
    binary, shapes_path, *files = sys.argv[1:]
    background_files = []
    if files[:1] == ["--background"]:
        background_files = turtle_files(files[1])
        files = files[2:]
    shapes_files = turtle_files(shapes_path)
    shapes = without_dangling(read_all(shapes_files))
    background = read_all(background_files) if background_files else None
    agree = compared = 0
    for file in files:
        data = rdflib.Graph()
        try:
            data.parse(file, format=FORMATS.get(pathlib.Path(file).suffix.lower()), publicID="http://example.org/")
        except Exception as error:  # rdflib raises of every kind
            print(f"{file}\tnot read\t{str(error)[:60]!r}")
            continue
        with tempfile.NamedTemporaryFile(suffix=".nt") as copy:
            try:
                data.serialize(copy.name, format="nt", encoding="utf-8")
                theirs = with_pyshacl(data, shapes, background)
                ours = with_skord(binary, copy.name, shapes_files, background_files)
            except Exception as error:
                print(f"{file}\tfailed\t{str(error)[:300]!r}")
                continue
        compared += 1
        agree += ours == theirs
        print(f"{file}\t{sum(ours.values())}\t{sum(theirs.values())}\t{'same' if ours == theirs else 'DIFFERENT'}", flush=True)
        for name, difference in (("only skord", ours - theirs), ("only pyshacl", theirs - ours)):
            for result, count in sorted(difference.items())[:20]:
                print(f"  {name}\t{count}\t{result}")
    print(f"{agree} of {compared} files agree")
    return 0 if agree == compared else 1


if __name__ == "__main__":
    sys.exit(main())
