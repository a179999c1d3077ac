#!/usr/bin/env python3
"""What speed.sh needs of Python.

    speed.py subset SHAPES TARGET          writes the shapes that every engine takes
    speed.py pyshacl DATA SHAPES           validates once with pySHACL and prints a line as benches/shacl.rs does

The subset is SHAPES without sh:class and without references of sh:property to shapes that SHAPES says nothing about,
which some engines refuse.
"""
import resource
import sys
import time

import shacl  # installs pySHACL when it is missing
from rdflib import RDF, SH, Graph


def subset(source, target):
    shapes = shacl.without_dangling(Graph().parse(source))
    shapes.remove((None, SH["class"], None))
    shapes.serialize(target, format="turtle", encoding="utf-8")


def validate(data_file, shapes_file):
    start = time.perf_counter()
    data = Graph().parse(data_file, format="turtle")
    parsing = time.perf_counter() - start
    start = time.perf_counter()
    shapes = Graph().parse(shapes_file, format="turtle")
    compiling = time.perf_counter() - start
    start = time.perf_counter()
    _, report, _ = shacl.pyshacl.validate(data, shacl_graph=shapes, inference="none", advanced=False, meta_shacl=False)
    validating = time.perf_counter() - start
    results = sum(1 for _ in report.subjects(RDF.type, SH.ValidationResult))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(results, f"{parsing:.3f}", f"{compiling:.5f}", *[f"{validating:.4f}"] * 3, peak, sep="\t")


if __name__ == "__main__":
    if sys.argv[1] == "subset":
        subset(*sys.argv[2:])
    else:
        validate(*sys.argv[2:])
