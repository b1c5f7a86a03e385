#!/bin/sh
# debian.sh FOLDER PACKAGE...: unpacks Debian packages, with what they need and this machine lacks, into FOLDER.
# Needs no root: nothing is installed, and package lists that are missing or stale are fetched into a folder of our own.
set -eu
folder=$1
shift
command -v apt-get >/dev/null && command -v dpkg >/dev/null || exit 1

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
trap 'exit 1' INT TERM
mkdir -p "$scratch/lists/partial" "$scratch/debs"

download() {  # $@: apt options. The C library stays the machine's own: a second one would not fit its loader.
    # shellcheck disable=SC2086  # package names hold no blanks
    names=$(LC_ALL=C apt-get "$@" -s install --no-install-recommends $packages 2>/dev/null) || return 1
    names=$(printf '%s\n' "$names" | sed -n 's/^Inst \([^ ]*\) .*/\1/p' | grep -vE '^(libc6|libc-bin)(:|$)')
    # shellcheck disable=SC2086
    (cd "$scratch/debs" && apt-get -qq "$@" download $packages $names) >/dev/null 2>&1
}

packages=$*
set --
if ! download; then
    set -- -o "Dir::State::Lists=$scratch/lists" -o "Dir::Cache=$scratch"
    apt-get -qq "$@" update >/dev/null 2>&1 || true  # one dead source of several is no reason to stop
    download "$@" || exit 1
fi
mkdir -p "$folder"
for deb in "$scratch"/debs/*.deb; do
    dpkg -x "$deb" "$folder"
done
