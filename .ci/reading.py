"""RDF/XML beside rapper and rdflib; a document of 450 MB; bombs, each refused by name within a second and below 200 MB."""
import collections, csv, itertools, json, logging, multiprocessing, os, pathlib, subprocess, sys, tempfile

import rdflib

logging.disable(logging.WARNING)
rdflib.NORMALIZE_LITERALS = False
skord, generator, corpus = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
BASE = "http://example.org/feed"
SECONDS, MEGABYTES = 1.0, 200


def measured(command, pieces=None):
    """Runs a command that is fed pieces of bytes; gives its exit code, its messages, seconds of the processor and peak megabytes."""
    with tempfile.TemporaryFile() as messages:
        child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=messages)
        try:
            for piece in pieces or ():
                child.stdin.write(piece)
            child.stdin.close()
        except BrokenPipeError:
            pass
        _, status, usage = os.wait4(child.pid, 0)
        messages.seek(0)
        text = messages.read().decode(errors="replace")
    return os.waitstatus_to_exitcode(status), text, usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1000


# --- the corpus ---

def statements(ntriples):
    graph = rdflib.Graph()
    graph.parse(data=ntriples, format="nt")
    return graph


def term(node):
    """A term as text: language tags in lower case, blank nodes as none. A plain literal is a string (RDF 1.1, section 3.3)."""
    if isinstance(node, rdflib.BNode):
        return None
    if isinstance(node, rdflib.Literal):
        return (str(node), node.language.lower() if node.language else str(node.datatype or rdflib.XSD.string))
    return str(node)


def lines(graph):
    """How often the graph has each statement; blank nodes by what is around them, as far as that goes."""
    triples = [tuple((node, term(node)) for node in triple) for triple in graph]
    looks = {node: 0 for triple in triples for node, text in triple if text is None}
    classes = 0
    while looks and classes < (classes := len(set(looks.values()))):
        around = {node: [] for node in looks}
        for (s, a), (_, b), (o, c) in triples:
            if a is None:
                around[s].append((b, c if c is not None else looks[o], 0))
            if c is None:
                around[o].append((b, a if a is not None else looks[s], 1))
        looks = {node: hash((looks[node], tuple(sorted(map(repr, what))))) for node, what in around.items()}
    return collections.Counter(
        tuple(text if text is not None else looks[node] for node, text in triple) for triple in triples
    )


def ours(path):
    with tempfile.NamedTemporaryFile(suffix=".json") as notes:
        done = subprocess.run(
            [skord, "convert", str(path), "--to", "nt", "--base", BASE, "--notes", notes.name], capture_output=True
        )
        return done, json.load(open(notes.name)) if done.returncode in (0, 1) else []


def rapper(path):
    done = subprocess.run(["rapper", "-q", "-i", "rdfxml", "-o", "ntriples", str(path), BASE], capture_output=True)
    return done.stdout if done.returncode == 0 else None


def by_rdflib(path):
    try:
        return rdflib.Graph().parse(path, format="xml", publicID=BASE)
    except Exception:
        return None


def compared(name):
    """What there is to say of a file: what is wrong, what is worth telling, and how many readings are the same."""
    path = corpus / name
    done, notes = ours(path)
    others = {"rapper": rapper(path), "rdflib": by_rdflib(path)}
    if done.returncode == 2:
        return ([f"{name}: {done.stderr.decode().strip()}"] if any(o is not None for o in others.values()) else []), [], 0
    own = lines(statements(done.stdout))
    wrong, told, same = [], [], 0
    for reader, other in others.items():
        if other is None:
            told.append(f"{name}: {reader} refuses it; here {own.total()} statements, {len(notes)} notes, exit {done.returncode}")
            continue
        other = lines(statements(other) if reader == "rapper" else other)
        missing, more = (other - own).total(), (own - other).total()
        if not missing and not more:
            same += 1
        # A note stands for what was mended, and its statements are few.
        elif max(missing, more) <= 4 * sum(note["count"] for note in notes):
            told.append(f"{name}: {reader} reads {missing} statements otherwise; {len(notes)} notes say what was mended")
        else:
            wrong.append(f"{name}: {reader} has {missing} other statements, {more} are missing there, with {len(notes)} notes")
    return wrong, told, same


if corpus.is_dir():
    rows = csv.DictReader(open(corpus / "STATS.tsv"), delimiter="\t")
    names = [row["file"] for row in rows if row["format"] == "rdf+xml"]
    with multiprocessing.Pool(2) as pool:
        results = pool.map(compared, names, chunksize=1)
    for line in itertools.chain.from_iterable(told for _, told, _ in results):
        print(" ", line)
    same = sum(same for *_, same in results)
    print(f"{len(names)} RDF/XML files: {same} of {2 * len(names)} readings are rapper's or rdflib's")
    wrong = list(itertools.chain.from_iterable(wrong for wrong, *_ in results))
    assert not wrong, "\n".join(wrong)
elif os.environ.get("CI") == "true":
    sys.exit("no ../shared in CI")
else:
    print("skipped: no ../shared")

# --- 450 MB ---

with tempfile.TemporaryDirectory() as work:
    ten = f"{work}/10k.rdf"
    subprocess.run([generator, "10000", "--faults", "--output", ten], check=True, capture_output=True)
    for command in (["rapper", "-q", "-c", "-i", "rdfxml", ten], [skord, "convert", ten, "--to", "nt", "--output", "/dev/null"]):
        code, text, seconds, megabytes = measured(command)
        print(f"10,000 datasets, {os.path.getsize(ten) // 1_000_000} MB: {' '.join(map(os.path.basename, command[:2]))}: {seconds:.2f} s, {megabytes} MB, exit {code}")
    big = f"{work}/large.rdf"
    subprocess.run([generator, "110000", "--faults", "--output", big], check=True, capture_output=True)
    size = os.path.getsize(big) // 1_000_000
    code, text, seconds, megabytes = measured([skord, "convert", big, "--to", "nt", "--output", "/dev/null"])
    print(f"{size} MB of RDF/XML, read and written again: {megabytes} MB, {seconds:.1f} s")
    assert code == 0, text
    assert size >= 450 and megabytes < 450, "more memory than document"

# --- bombs ---

XML = b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e.org/">'
ONE = b"x" * (1 << 20)


def many(piece, count):
    """A piece so many times, in blocks; {} is its number."""
    for begin in range(0, count, 10_000):
        yield b"".join(piece.replace(b"{}", str(n).encode()) for n in range(begin, min(begin + 10_000, count)))


def entities():
    yield b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY a 'aaaaaaaaaa'>"
    for before, name in itertools.pairwise("abcdefghij"):
        yield f"<!ENTITY {name} '{f'&{before};' * 10}'>".encode()
    yield b"]>" + XML + b"<e:A><e:b>&j;</e:b></e:A></rdf:RDF>"


def shorthand():
    yield b"<!DOCTYPE rdf:RDF [<!ENTITY e 'http://e.org/" + b"e" * 900 + b"'>]>" + XML + b"<e:A>"
    yield from many(b"<e:b>" + b"&e;" * 100 + b"</e:b>", 1_000_000)


def giga(begin):
    yield begin
    for _ in range(1024):
        yield ONE


def poisoned():
    """A resource with a ring of nameless parts."""
    yield b"@prefix : <http://e.org/> . <http://e.org/s> a <http://www.w3.org/ns/dcat#Dataset> ; :p _:n0 .\n"
    for n in range(100_000):
        yield f"_:n{n} :p _:n{(n + 1) % 100_000} .\n".encode()


def clique():
    yield b"@prefix : <http://e.org/> . <http://e.org/s> a <http://www.w3.org/ns/dcat#Dataset> ; :p _:n0 .\n"
    for a, b in itertools.permutations(range(300), 2):
        yield f"_:n{a} :p _:n{b} .\n".encode()


BOMBS = [
    ("entities within entities", "rdfxml", entities, "DOCTYPE"),
    ("short names a million times", "rdfxml", shorthand, "longer than"),
    ("nesting in RDF/XML", "rdfxml", lambda: itertools.chain([XML], many(b"<e:a>", 1_000_000)), "nested more than 100 deep"),
    ("nesting in an XML literal", "rdfxml", lambda: itertools.chain([XML, b'<e:A><e:b rdf:parseType="Literal">'], many(b"<a>", 1_000_000)), "nested more than 100 deep"),
    ("nesting in Turtle", "turtle", lambda: itertools.chain([b"<a> <b> "], many(b"[<b> ", 1_000_000)), "nested more than 100 deep"),
    ("lists in Turtle", "turtle", lambda: itertools.chain([b"<a> <b> "], many(b"(", 1_000_000)), "nested more than 100 deep"),
    ("nesting in JSON-LD", "jsonld", lambda: many(b'{"http://e.org/p":[', 1_000_000), "nested more than 100 deep"),
    ("a literal of 1 GB in RDF/XML", "rdfxml", lambda: giga(XML + b"<e:A><e:b>"), "longer than"),
    ("an attribute of 1 GB in RDF/XML", "rdfxml", lambda: giga(XML + b'<e:A e:b="'), "longer than|more than"),
    ("a comment of 1 GB in RDF/XML", "rdfxml", lambda: giga(XML + b"<!--"), "more than"),
    ("a literal of 1 GB in Turtle", "turtle", lambda: giga(b'<a> <b> """'), "longer than"),
    ("an IRI of 1 GB in Turtle", "turtle", lambda: giga(b"<a> <b> <"), "longer than|more than"),
    ("a literal of 1 GB in N-Triples", "ntriples", lambda: giga(b'<http://e.org/a> <http://e.org/b> "'), "longer than"),
    ("a literal of 1 GB in JSON-LD", "jsonld", lambda: giga(b'{"http://e.org/p": "'), "longer than|larger than"),
    ("10 million blank nodes in RDF/XML", "rdfxml", lambda: itertools.chain([XML], many(b"<e:A/>", 10_000_000)), "nodes without a name"),
    ("10 million blank nodes in Turtle", "turtle", lambda: itertools.chain([b"@prefix e: <http://e.org/> .\n"], many(b"e:a e:b [] .\n", 10_000_000)), "nodes without a name"),
    ("10 million blank nodes in N-Triples", "ntriples", lambda: many(b"_:n{} <http://e.org/b> _:n{} .\n", 10_000_000), "nodes without a name"),
    ("10 million blank nodes in JSON-LD", "jsonld", lambda: itertools.chain([b'{"@graph":['], many(b'{"http://e.org/b":{}},', 10_000_000)), "nodes without a name|larger than"),
    ("100,000 attributes", "rdfxml", lambda: itertools.chain([XML, b"<e:A"], many(b' e:a{}="b"', 100_000), [b"/>"]), "attributes"),
    ("100,000 namespaces", "rdfxml", lambda: itertools.chain([b"<rdf:RDF"], many(b' xmlns:a{}="http://e.org/{}"', 100_000), [b">"]), "attributes"),
]
# What is odd and small is read, in as little.
READ = [
    ("a list that leads back to itself", "turtle", lambda: [b"_:a <http://www.w3.org/1999/02/22-rdf-syntax-ns#rest> _:b ; <http://www.w3.org/1999/02/22-rdf-syntax-ns#first> 1 . _:b <http://www.w3.org/1999/02/22-rdf-syntax-ns#rest> _:a ; <http://www.w3.org/1999/02/22-rdf-syntax-ns#first> 2 . <http://e.org/s> <http://e.org/p> _:a ."], "convert"),
    ("a ring of 100,000 nameless parts", "turtle", poisoned, "validate"),
    ("300 nameless parts that all name each other", "turtle", clique, "validate"),
]
failed = []
for name, form, pieces, message in BOMBS:
    code, text, seconds, megabytes = measured([skord, "convert", "-", "--from", form, "--to", "nt"], pieces())
    told = any(part in text for part in message.split("|"))
    print(f"  {name}: {seconds:.2f} s, {megabytes} MB: {text.strip()[:150]}")
    if code not in (1, 2) or not told or seconds > SECONDS or megabytes > MEGABYTES:
        failed.append(f"{name}: exit {code}, {seconds:.2f} s, {megabytes} MB: {text[:300]}")
for name, form, pieces, command in READ:
    arguments = ["--to", "jsonld"] if command == "convert" else ["--report", "json"]
    code, text, seconds, megabytes = measured([skord, command, "-", "--from", form, *arguments], pieces())
    print(f"  {name}: {seconds:.2f} s, {megabytes} MB, exit {code}")
    if code not in (0, 1) or seconds > 2 * SECONDS or megabytes > MEGABYTES:
        failed.append(f"{name}: exit {code}, {seconds:.2f} s, {megabytes} MB: {text[:300]}")
if corpus.is_dir():
    for path in sorted((corpus / "bad").iterdir()):
        code, text, seconds, megabytes = measured([skord, "convert", str(path), "--to", "nt"])
        if code not in (0, 1, 2) or seconds > SECONDS or megabytes > MEGABYTES or (code and path.name not in text):
            failed.append(f"{path.name}: exit {code}, {seconds:.2f} s, {megabytes} MB: {text[:300]}")
assert not failed, "\n".join(failed)
print(f"{len(BOMBS)} bombs are refused by name within {SECONDS} s and below {MEGABYTES} MB")
