#!/bin/sh
# lock.sh [PACKAGE...]: writes the lock files from pyproject.toml, with hashes and without a word of where packages
# come from: neither a host nor a folder of this machine may reach a committed file. Packages named are raised to their
# newest (--all raises everything); without any, pins that still hold stay.
set -eu
cd "$(dirname "$0")/.."
raise=
for name in "$@"; do
    if [ "$name" = --all ]; then raise="$raise --upgrade"; else raise="$raise --upgrade-package $name"; fi
done

uv=.cache/uv/bin/uv
[ -x "$uv" ] || .venv/bin/python -m pip install -qq --upgrade --target .cache/uv uv

new=$(mktemp -d)
trap 'rm -rf "$new"' EXIT
cp requirements*.txt "$new"
lock() {  # $1: lock file, the rest: what it locks
    file=$1
    shift
    # shellcheck disable=SC2086
    "$uv" --quiet pip compile --python .venv/bin/python --universal --python-version 3.11 --generate-hashes \
        --no-annotate --no-header $raise "$@" --output-file "$new/$file" >/dev/null
}
lock requirements.txt pyproject.toml
lock requirements-cluster.txt pyproject.toml --extra cluster -c "$new/requirements.txt"
for group in build geo test; do
    lock "requirements-$group.txt" --group "$group" -c "$new/requirements.txt"
done

pin='[a-z0-9._-]+==[0-9a-z.+!]+( ; [^/@]+)? [\]'
hash='    --hash=sha256:[0-9a-f]{64}( [\])?'
if grep -vnE "^($pin|$hash)\$" "$new"/requirements*.txt; then
    echo "The new lock says more than pins and hashes (above); nothing was written. Mend pyproject.toml or uv's" \
        "settings." >&2
    exit 1
fi
cp "$new"/requirements*.txt .
