#!/usr/bin/env bash
# Three SHACL engines in turn, one process at a time, on the same data and the same shapes:
#
#     benches/compare/speed.sh [DATASETS…]        1000 and 10000 unless told
#
# Prints a line for each engine, size and turn: engine, datasets, results, seconds to parse, to compile the shapes, and
# to validate (median, least and greatest of the runs in one process), and the peak of the process in MiB.
# TURNS (3) is how often each engine gets its turn; pySHACL gets one at 10,000 datasets and more. SKORD_SHARED is where the
# catalogue generator and the European shapes are. SKORD_BENCH and RUDOF_BENCH name binaries that are built already.
set -euo pipefail
cd "$(dirname "$0")"
shared=${SKORD_SHARED:-$(realpath ../../../shared)}
turns=${TURNS:-3}
work=${WORK:-$PWD/.work}
mkdir -p "$work"
[ $# -gt 0 ] || set -- 1000 10000

built() { # the binary that cargo's messages name last
    python3 -c 'import json, sys
print([m["executable"] for m in map(json.loads, sys.stdin) if m.get("executable")][-1])'
}
ours=${SKORD_BENCH:-$(cargo bench --manifest-path ../../Cargo.toml --bench shacl --no-run --message-format json | built)}
rudof=${RUDOF_BENCH:-$(cargo build --release --manifest-path rudof/Cargo.toml --message-format json | built)}

python3 speed.py subset "$shared/shapes-eu/3.0.1/dcat-ap-SHACL.ttl" "$work/core.ttl"
line() { printf '%s\t%s\t%s\n' "$1" "$2" "$3"; }
for size in "$@"; do
    data="$work/cat_$size.ttl"
    [ -s "$data" ] || python3 "$shared/bench/generate_catalogue.py" "$size" "$work" >&2
    for turn in $(seq "$turns"); do
        line "skord, 1 thread" "$size" "$("$ours" "$data" "$work/core.ttl" --runs 9 --threads 1 | cut -f2-)"
        line "skord, 2 threads" "$size" "$("$ours" "$data" "$work/core.ttl" --runs 9 --threads 2 | cut -f2-)"
        line "rudof" "$size" "$("$rudof" "$data" "$work/core.ttl" 3)"
        if [ "$turn" = 1 ] || [ "$size" -lt 10000 ]; then
            line "pySHACL" "$size" "$(python3 speed.py pyshacl "$data" "$work/core.ttl")"
        fi
    done
done
