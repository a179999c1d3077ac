#!/usr/bin/env python3
"""Makes the controlled lists of DCAT-AP-SE as compact SKOS: one file a list, in shapes/vocabularies/.

In: a folder with facts/profile/profile.json (the choices of the profile, with Swedish and English labels) and
vocabularies/[eu-]<list>-<version>.rdf or .ttl (tables of EU Vocabularies). Out: <list>.ttl for each list below. The same input
gives the same bytes. Where there are several versions of a table, the newest says which codes exist and all fill in labels,
newest first; the profile's own labels come before those, and CORRECTIONS before all.

    python make_vocabularies.py ../shared shapes/vocabularies        (needs rdflib 7)
"""

import json
import re
import sys
from pathlib import Path

from rdflib import OWL, SKOS, Graph, URIRef
from rdflib.namespace import DC

EU = "http://publications.europa.eu/resource/authority/"
AT = "http://publications.europa.eu/ontology/authority/"
EUVOC = "http://publications.europa.eu/ontology/euvoc#"
FREQUENCY, CLD = EU + "frequency", "http://purl.org/cld/freq/"
CREATIVE_COMMONS = "http://creativecommons.org/"
# Where IANA describes the media types that are registered; the others get an address of the same form.
IANA = "https://www.iana.org/assignments/media-types/"
MEDIA_TYPES = {
    "common": "https://www.iana.org/assignments/media-types/media-types.xhtml",
    "geographic": "http://inspire.ec.europa.eu/media-types",
}
SPDX = "http://spdx.org/rdf/terms#"

PROFILE_SOURCE = "DCAT-AP-SE 3.0.1, Digg, CC BY 4.0"
EU_SOURCE = "EU Vocabularies, table {}, © European Union, reuse under Decision 2011/833/EU (CC BY 4.0)"

# File, scheme, whether a table of EU Vocabularies says which codes exist (else the profile's choices do), what the list is.
LISTS = [
    ("access-right", EU + "access-right", True, "Access rights"),
    ("arch-style", "http://www.wikidata.org/entity/", False, "Architectural styles of services"),
    ("checksum-algorithm", SPDX, False, "Checksum algorithms; the profile names SHA-1, the others are those of SPDX 2.3"),
    ("data-theme", EU + "data-theme", True, "Themes"),
    ("distribution-status", EU + "distribution-status", True, "Status of distributions"),
    ("eu-licence", EU + "licence", True, "EU licence codes; where the table has no Swedish name, the English one stands for it"),
    ("file-type", EU + "file-type", True, "File types; where the table has no Swedish name, the English one stands for it"),
    ("frequency", FREQUENCY, True, "Update frequencies, and the old ones with what replaces them"),
    ("hvd-categories", "http://data.europa.eu/bna/asd487ae75", True, "Categories of high-value datasets"),
    ("language", EU + "language", False, "Languages: the profile's selection; the table has more"),
    ("legislation", "http://data.europa.eu/eli/", False, "Acts that may apply to data"),
    ("licences", CREATIVE_COMMONS, False, "Licences, with their counterparts among the EU licences"),
    ("org-class", "https://dataportal.se/concepts/orgAspects/", False, "Classes of organisations"),
    ("party-role", "http://inspire.ec.europa.eu/metadata-codelist/ResponsiblePartyRole", False, "Roles of other agents"),
    ("planned-availability", EU + "planned-availability", True, "Planned availability"),
    ("publisher-type", "http://purl.org/adms/publishertype/1.0", False, "Types of publishers"),
    ("theme-taxonomy", EU + "data-theme", False, "Taxonomies of themes: the list of themes itself"),
    ("vcard-kind", "http://www.w3.org/2006/vcard/ns#", False, "Kinds of contact points"),
]

# What the European profile calls the entries of a list, beside concepts; its shapes ask for these classes. A licence is a
# help:Licence, which background/european.ttl makes a dcterms:LicenseDocument: here that would be one to describe.
CLASSES = {
    "access-right": "dcterms:RightsStatement", "checksum-algorithm": "spdx:ChecksumAlgorithm",
    "eu-licence": "help:Licence", "file-type": "dcterms:MediaTypeOrExtent", "frequency": "dcterms:Frequency",
    "language": "dcterms:LinguisticSystem", "licences": "help:Licence",
}

# Lists that only EU Vocabularies has; most of their names are the same in every language.
EU_ONLY = {"eu-licence", "file-type"}

# Swedish (and sometimes English) labels that no source has, or has wrong: {IRI: {language: label}}.
CORRECTIONS = {
    **{EU + "access-right/" + code: {"sv": label} for code, label in {
        "CONFIDENTIAL": "Konfidentiell", "NORMAL": "Normal", "SENSITIVE": "Känslig"}.items()},
    **{FREQUENCY + "/" + code: {"sv": label} for code, label in {
        "1MIN": "varje minut", "5MIN": "var femte minut", "10MIN": "var tionde minut", "15MIN": "var femtonde minut",
        "30MIN": "var trettionde minut", "12HRS": "var tolfte timme", "AS_NEEDED": "vid behov",
        "NOT_PLANNED": "inte planerad"}.items()},
    # The profile says "Varannan månad", which is bimonthly.
    CLD + "semimonthly": {"sv": "Två gånger per månad"},
    **{CREATIVE_COMMONS + path: {"sv": label} for path, label in {
        "licenses/by/4.0/": "CC BY 4.0 (erkännande)",
        "licenses/by-nc/4.0/": "CC BY-NC 4.0 (erkännande, icke-kommersiell)",
        "licenses/by-nc-nd/4.0/": "CC BY-NC-ND 4.0 (erkännande, icke-kommersiell, inga bearbetningar)",
        "licenses/by-nc-sa/4.0/": "CC BY-NC-SA 4.0 (erkännande, icke-kommersiell, dela lika)",
        "licenses/by-nd/4.0/": "CC BY-ND 4.0 (erkännande, inga bearbetningar)",
        "licenses/by-sa/4.0/": "CC BY-SA 4.0 (erkännande, dela lika)",
        "publicdomain/zero/1.0/": "CC0 1.0 (avstår från alla rättigheter)"}.items()},
    "application/zip": {"sv": "ZIP (.zip)"},
}

SPDX_ALGORITHMS = """adler32 ADLER32, blake2b256 BLAKE2b-256, blake2b384 BLAKE2b-384, blake2b512 BLAKE2b-512, blake3 BLAKE3,
    md2 MD2, md4 MD4, md5 MD5, md6 MD6, sha1 SHA-1, sha224 SHA-224, sha256 SHA-256, sha384 SHA-384, sha512 SHA-512,
    sha3_256 SHA3-256, sha3_384 SHA3-384, sha3_512 SHA3-512"""


class Concept:
    """One entry of a list: its address (in the profile a media type is a text), its code and what it is called."""

    def __init__(self, iri, scheme, notation=None, labels=None):
        self.iri, self.scheme, self.labels = iri, scheme, dict(labels or {})
        self.notation = notation or re.split(r"[/#]", iri.rstrip("/"))[-1]
        self.deprecated, self.replaced_by, self.same_as = False, None, None


def choices(profile, vocabulary, whole=False):
    """The profile's choices from one vocabulary, as concepts by address (media types: by text); `whole` where the vocabulary itself
    is the choice."""
    for row in (row for each in profile["classes"] for row in each["properties"]):
        is_whole = (row.get("choices") or [{}])[0].get("value") == vocabulary
        if row.get("vocabulary") == vocabulary and row.get("choices") and is_whole == whole:
            found = [(choice["value"], {"sv": choice["label_sv"], "en": choice["label_en"]}) for choice in row["choices"]]
            return {value: Concept(value, vocabulary, labels=labels) for value, labels in found}
    raise SystemExit(f"profile.json has no choices from {vocabulary}")


def table_files(folder, name):
    """The versions of an EU table as pairs of version (20220615 or 2.1) and file, newest first."""
    form = re.compile(rf"(?:eu-)?{name.removeprefix('eu-')}-(\d+(?:\.\d+)?)(?:-en)?\.(?:rdf|ttl)")
    found = [(match[1], path) for path in folder.iterdir() if (match := form.fullmatch(path.name))]
    if not found:
        raise SystemExit(f"{folder} has no table {name}: expected eu-{name}-<version>.rdf or .ttl")
    return sorted(found, key=lambda file: ([int(part) for part in file[0].split(".")], file[1].name), reverse=True)


def table(folder, name, scheme):
    """An EU table as concepts by address, and the exact matches that it states. OP_DATPRO is a placeholder and no code."""
    concepts, matches, files = {}, {}, table_files(folder, name)
    for version, path in files:
        graph = Graph().parse(path)
        for iri in sorted(graph.subjects(SKOS.inScheme, URIRef(scheme))):
            if path is files[0][1] and not iri.endswith("/OP_DATPRO"):
                concepts[str(iri)] = Concept(str(iri), scheme, graph.value(iri, DC.identifier))
            for match in graph.objects(iri, SKOS.exactMatch):
                matches.setdefault(str(match), str(iri))
            if (concept := concepts.get(str(iri))) is None:
                continue
            for label in sorted(graph.objects(iri, SKOS.prefLabel)):
                concept.labels.setdefault(label.language, str(label))
            concept.deprecated |= is_deprecated(graph, iri, version)
    return concepts, matches


def is_deprecated(graph, iri, version):
    """Whether a table marks a code as deprecated, or as out of use before the table's own date (so that no clock is needed)."""
    ends = [graph.value(iri, URIRef(AT + "end.use")), graph.value(iri, URIRef(EUVOC + "endDate"))]
    status = str(graph.value(iri, URIRef(EUVOC + "status")) or "")
    return (
        str(graph.value(iri, URIRef(AT + "deprecated"))) == "true"
        or status.endswith(("/DEPRECATED", "/RETIRED"))
        or any(end is not None and str(end).replace("-", "") < version for end in ends)
    )


def concepts_of(name, scheme, from_table, shared, profile):
    """The concepts of one list, complete but for corrections."""
    folder = shared / "vocabularies"
    if not from_table:
        concepts = choices(profile, scheme, whole=name == "theme-taxonomy")
    else:
        concepts, matches = table(folder, name, scheme)
        own = {} if name in EU_ONLY else choices(profile, scheme)
        for iri, choice in own.items():
            concepts.setdefault(iri, choice).labels.update(choice.labels)
        if name == "frequency":
            for iri, old in choices(profile, CLD).items():
                old.deprecated, old.replaced_by = True, matches[iri]
                concepts[iri] = old
    if name in EU_ONLY:
        for concept in concepts.values():
            concept.labels.setdefault("sv", concept.labels["en"])
    if name == "legislation":
        for concept in concepts.values():
            concept.notation = re.sub(r".*/(\d{4})/(\d+)/oj", r"(EU) \1/\2", concept.iri)
    if name == "licences":
        _, counterparts = table(folder, "licence", EU + "licence")
        for iri, concept in concepts.items():
            concept.notation, concept.same_as = concept.labels["en"].split(" (")[0], counterparts[iri]
    if name == "checksum-algorithm":
        for code, label in (entry.split() for entry in SPDX_ALGORITHMS.split(",")):
            concept = concepts.setdefault(f"{SPDX}checksumAlgorithm_{code}", Concept(f"{SPDX}checksumAlgorithm_{code}", SPDX))
            concept.notation, concept.labels = label, {"sv": label, "en": label}
    return concepts


def quoted(text):
    """A text as Turtle writes it; JSON escapes in the same way."""
    return json.dumps(text, ensure_ascii=False)


def turtle(concepts, also=None):
    """Turtle of concepts, sorted by scheme, code and address. A list that is a choice itself is no concept and in no scheme."""
    out = []
    for concept in sorted(concepts, key=lambda concept: (concept.scheme, concept.notation, concept.iri)):
        labels = {**concept.labels, **CORRECTIONS.get(concept.iri, {})}
        missing = [language for language in ("sv", "en") if not labels.get(language)]
        if missing:
            raise SystemExit(f"{concept.iri} has no label in {missing}: add it to CORRECTIONS")
        said = [f"skos:notation {quoted(concept.notation)}"]
        said.append("skos:prefLabel " + " , ".join(f"{quoted(labels[language])}@{language}" for language in ("sv", "en")))
        is_scheme = concept.iri == concept.scheme
        if not is_scheme:
            said.append(f"skos:inScheme <{concept.scheme}>")
        if concept.deprecated:
            said.append("owl:deprecated true")
        if concept.replaced_by:
            said.append(f"dcterms:isReplacedBy <{concept.replaced_by}>")
        if concept.same_as:
            said.append(f"skos:exactMatch <{concept.same_as}>")
        address = concept.iri if "//" in concept.iri else IANA + concept.iri
        kind = " , ".join(filter(None, ["skos:ConceptScheme" if is_scheme else "skos:Concept", also]))
        out.append(f"<{address}> a {kind} ; " + " ; ".join(said) + " .\n")
    return "".join(out)


def document(about, source, body):
    """A whole file: what it is and where it comes from, the prefixes that it needs, its concepts."""
    prefixes = {"dcterms": "http://purl.org/dc/terms/", "help": "https://w3id.org/skord/help#", "owl": str(OWL), "skos": str(SKOS), "spdx": SPDX}
    used = [f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in prefixes.items() if f" {prefix}:" in body]
    return f"# {about}. Source: {source}. Made by shapes/make_vocabularies.py.\n{''.join(used)}\n{body}"


def main(shared, target):
    profile = json.loads((shared / "facts/profile/profile.json").read_text(encoding="utf-8"))
    target.mkdir(parents=True, exist_ok=True)
    for name, scheme, from_table, about in LISTS:
        concepts = concepts_of(name, scheme, from_table, shared, profile)
        sources = [] if name in EU_ONLY else [PROFILE_SOURCE]
        for eu in [name] if from_table else ["licence"] if name == "licences" else []:
            sources.append(EU_SOURCE.format(f"{eu.removeprefix('eu-')} {table_files(shared / 'vocabularies', eu)[0][0]}"))
        body = turtle(concepts.values(), CLASSES.get(name))
        (target / f"{name}.ttl").write_text(document(about, "; ".join(sources), body), encoding="utf-8")
    media = [concept for scheme in MEDIA_TYPES.values() for concept in choices(profile, scheme).values()]
    for concept in media:
        concept.notation = concept.iri
    about = (
        "Media types of the profile, common and geographic. In the profile they are texts: the notation. Their addresses have the "
        "form of IANA's, where those that begin with x- or end with +zip are not registered"
    )
    (target / "media-types.ttl").write_text(document(about, PROFILE_SOURCE, turtle(media)), encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]))
