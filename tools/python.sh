#!/bin/sh
# Prints the Python to build .venv with: PYTHON= if given, else the first on PATH that is new enough, python3 before the
# numbered names. A candidate is run, for a name on PATH may be a dead shim. The probe must parse on any Python.
set -eu

probe='import sys
print("%d.%d.%d" % sys.version_info[:3])
print(getattr(sys, "_base_executable", None) or sys.executable)
sys.exit(sys.version_info < (3, 11))'

old=
try() {  # prints the interpreter behind the name (an active .venv may be the very one that is redone) and ends
    if answer=$("$1" -c "$probe" 2>/dev/null); then
        printf '%s\n' "$answer" | sed -n 2p
        exit 0
    elif [ -n "$answer" ] && [ -z "$old" ]; then
        old="$1 is $(printf '%s\n' "$answer" | sed -n 1p)"
    fi
}

if [ -n "${PYTHON:-}" ]; then
    try "$PYTHON"
    old="PYTHON=${old:-$PYTHON does not run}"
else
    IFS=:
    for name in python3 python3.14 python3.13 python3.12 python3.11; do
        for folder in $PATH; do
            [ -x "$folder/$name" ] && try "$folder/$name"
        done
    done
fi
echo "paritrana needs Python 3.11 or newer: ${old:-no python3 on PATH}." \
    "Install one (Debian: apt-get install python3 python3-venv) or name it: make setup PYTHON=/path/to/python3.12" >&2
exit 2
