#!/bin/sh
# setup.sh PART...: brings .venv up to date with the lock files, part by part. A part is done when its copy under
# .venv/done equals what is in the checkout, so a second run costs nothing and a changed lock is seen whatever its date.
#   app      requirements.txt: what streamlit_app.py imports
#   command  requirements-build.txt and this package, editable: .venv/bin/paritrana
#   cluster     requirements-cluster.txt: Dask, with all of app
#   test, geo   requirements-test.txt, requirements-geo.txt
set -eu
cd "$(dirname "$0")/.."
mkdir -p .cache
# Two makes at once take turns (the lock goes with the process; where there is no flock they had better not be two).
if command -v flock >/dev/null; then exec 9>.cache/setup.lock && flock 9; fi

# The machine's pip settings say where packages come from; where they go to is settled here.
unset PYTHONHOME PYTHONPATH
export PIP_USER=0 PIP_REQUIRE_VIRTUALENV=0 PIP_TARGET='' PIP_PREFIX='' PIP_ROOT='' PIP_NO_INPUT=1
here=$(pwd -P)
py=.venv/bin/python
cutting=.venv/installing

whole() {  # is .venv a working one, made here, of the Python asked for, with no install cut short?
    "$py" -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || return 1
    # shellcheck disable=SC3013  # -ef: not in POSIX, but in every sh we know
    [ -z "${PYTHON:-}" ] || [ "$py" -ef "$(tools/python.sh 2>/dev/null)" ] || return 1
    head -n 3 .venv/bin/pip | grep -qF "$here/.venv/" || return 1
    # pip touches site-packages only after all downloads: a marker older than the folder was left in mid-install.
    [ ! -e "$cutting" ] || [ -z "$(find .venv/lib/python3*/site-packages -maxdepth 0 -newer "$cutting")" ]
}

make_venv() {
    base=$(tools/python.sh)
    [ ! -e .venv ] || echo "Redoing .venv: it is half-made, was moved, or is of another Python." >&2
    rm -rf .venv
    if "$base" -c 'import ensurepip' 2>/dev/null; then
        "$base" -m venv .venv
    else  # Debian keeps ensurepip in python3-venv, but the pip it holds can be had by anyone
        "$base" -m venv --without-pip .venv
        rm -rf .cache/pip-whl
        if ! tools/debian.sh .cache/pip-whl python3-pip-whl; then
            rm -rf .venv
            echo "$base cannot make a .venv with pip. Install what is missing: apt-get install python3-venv" >&2
            exit 2
        fi
        set -- .cache/pip-whl/usr/share/python-wheels/pip-*.whl
        "$py" "$1/pip" install --quiet --no-index --no-deps "$1"
    fi
}

install() {  # $1: the file that says what, the rest: pip's words
    if cmp -s "$1" ".venv/done/$1"; then return; fi
    echo "Installing from $1 ..." >&2
    touch "$cutting"
    file=$1
    shift
    if ! "$py" -m pip install -qq "$@"; then
        echo "pip could not install $file (its own words above). Check the network, then run make again." >&2
        exit 1
    fi
    rm "$cutting"
    mkdir -p .venv/done
    cp "$file" .venv/done/
}

whole || make_venv
for part in "$@"; do
    case $part in
        app) install requirements.txt --require-hashes -r requirements.txt ;;
        command)
            install requirements-build.txt --require-hashes -r requirements-build.txt
            install pyproject.toml --no-deps --no-build-isolation --editable . ;;
        *) install "requirements-$part.txt" --require-hashes -r "requirements-$part.txt" ;;
    esac
done
