"""Counts the triples of catalog.{rdf,ttl,nt,jsonld} in a folder with rdflib: one line a file."""
import sys

import rdflib

FORMATS = {"rdf": "xml", "ttl": "turtle", "nt": "nt", "jsonld": "json-ld"}
for ending, name in FORMATS.items():
    graph = rdflib.Graph().parse(f"{sys.argv[1]}/catalog.{ending}", format=name)
    print("rdflib", ending, len(graph))
