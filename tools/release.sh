#!/bin/sh
# release.sh VERSION: makes a release of what is committed. dist/ gets the wheel, the sdist, all tables (data/) and
# SHA256SUMS over them; a commit sets the version, a tag names it. Nothing is pushed. Before: the newest entry of
# paritrana/data/changelog.toml says version = "VERSION". What goes wrong leaves everything as it was.
set -eu
cd "$(dirname "$0")/.."
version=${1:-}
py=$(pwd -P)/.venv/bin/python
holds=paritrana/__init__.py

fail() {
    echo "$*" >&2
    exit 2
}

printf '%s\n' "$version" | grep -qxE '[0-9]+\.[0-9]+\.[0-9]+' || fail "Which version? make release VERSION=1.2.3"
[ -z "$(git status --porcelain)" ] || fail "There are changes that are not committed: git status"
if git rev-parse --quiet --verify "refs/tags/v$version" >/dev/null; then fail "v$version was released already."; fi
newest='from paritrana.app.about import changelog; print(changelog()[0].version)'
[ "$(PYTHONPATH=. "$py" -c "$newest")" = "$version" ] \
    || fail "The newest entry of paritrana/data/changelog.toml does not say version = \"$version\"."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM
mkdir "$work/tree" "$work/dist"
git archive HEAD | tar -x -C "$work/tree"  # what is committed, whatever else lies here
bump() {
    sed "s/^__version__ = .*/__version__ = \"$version\"/" "$1/$holds" >"$work/bumped"
    cat "$work/bumped" >"$1/$holds"
}
bump "$work/tree"
(
    cd "$work/tree"
    SOURCE_DATE_EPOCH=$(git -C "$OLDPWD" log -1 --format=%ct)
    PYTHONPATH=$work/tree PARITRANA_CACHE='' PARITRANA_SEEDS=''
    export SOURCE_DATE_EPOCH PYTHONPATH PARITRANA_CACHE PARITRANA_SEEDS
    [ "$("$py" -m paritrana --version)" = "paritrana $version" ]
    "$py" -m paritrana check
    "$py" -m hatchling build -d "$work/dist" >/dev/null
    "$py" -m paritrana build --out "$work/dist/data"
)
(cd "$work/dist" && find . -type f ! -name SHA256SUMS | sed 's|^\./||' | LC_ALL=C sort | xargs sha256sum >SHA256SUMS)

bump .
git commit --quiet --allow-empty --message "Version $version" -- "$holds"
git tag --annotate "v$version" --message "Version $version"
rm -rf dist
mv "$work/dist" dist
echo "dist/ holds version $version. Look at it, then: git push --follow-tags"
