#!/bin/sh
# browser.sh COMMAND...: runs COMMAND with CHROMIUM set to a Chromium that really draws a page. A machine that has none
# gets one: by apt with root's rights, else the same packages unpacked under .cache, else Playwright's own.
# CHROMIUM= names one and stops the search. Likewise a library that Playwright's driver needs and a bare Debian lacks.
set -eu
cd "$(dirname "$0")/.."
cache=$(pwd -P)/.cache
export PLAYWRIGHT_BROWSERS_PATH="$cache/playwright" DEBIAN_FRONTEND=noninteractive
# Chromium will not start where it cannot write its settings, and a home folder may be closed to us.
export XDG_CONFIG_HOME="$cache/xdg" XDG_CACHE_HOME="$cache/xdg"

fail() {
    echo "$*" >&2
    exit 2
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

install() {
    as_root true && { as_root apt-get install -y --no-install-recommends "$@" \
        || { as_root apt-get update && as_root apt-get install -y --no-install-recommends "$@"; }; }
} >/dev/null 2>&1

draws() {  # a name on PATH may be a stub for a store, or lack its libraries: only a page proves it
    timeout 60 "$1" --headless --no-sandbox --disable-gpu --dump-dom 'data:text/html,<p>peta</p>' 2>/dev/null \
        | grep -q '<p>peta</p>'
}

found() {  # sets CHROMIUM
    for name in chromium chromium-browser google-chrome google-chrome-stable \
        "$cache/chromium/chromium" "$cache"/playwright/chromium-*/chrome-linux*/chrome; do
        if CHROMIUM=$(command -v "$name") && draws "$CHROMIUM"; then return; fi
    done
    return 1
}

unpack_chromium() {  # with a starter that finds libraries and fonts beside itself, so that the checkout may move
    rm -rf "$cache/chromium"
    tools/debian.sh "$cache/chromium/root" "$@" || return
    cat >"$cache/chromium/fonts.conf" <<'END'
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">root/usr/share/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
  <alias><family>monospace</family><prefer><family>Liberation Mono</family></prefer></alias>
  <alias><family>serif</family><prefer><family>Liberation Serif</family></prefer></alias>
  <match><edit name="family" mode="append_last"><string>Liberation Sans</string></edit></match>
</fontconfig>
END
    cat >"$cache/chromium/chromium" <<'END'
#!/bin/sh
at=$(dirname "$(readlink -f "$0")")
LD_LIBRARY_PATH=$(find "$at/root" -name '*.so*' -printf '%h\n' | sort -u | paste -sd:)
FONTCONFIG_FILE=$at/fonts.conf
export LD_LIBRARY_PATH FONTCONFIG_FILE
exec "$at/root/usr/lib/chromium/chromium" "$@"
END
    chmod +x "$cache/chromium/chromium"
}

fetch_chromium() {  # where apt has none (Ubuntu's is a stub); its libraries can come only with root's rights
    as_root .venv/bin/python -m playwright install-deps chromium || true
    timeout 900 .venv/bin/python -m playwright install chromium
} >/dev/null 2>&1

driver_runs() {
    for folder in "$cache"/driver/usr/lib/*/; do
        [ ! -d "$folder" ] || export LD_LIBRARY_PATH="$folder"
    done
    .venv/bin/python -m playwright --version >/dev/null 2>&1
}

if ! driver_runs; then
    install libatomic1 || tools/debian.sh "$cache/driver" libatomic1 || true
    driver_runs || fail "Playwright's driver does not start. Debian: apt-get install libatomic1;" \
        "else see what .venv/bin/playwright --version says."
fi

if [ -n "${CHROMIUM:-}" ]; then
    named=$CHROMIUM
    { CHROMIUM=$(command -v "$named") && draws "$CHROMIUM"; } \
        || fail "CHROMIUM=$named draws no page. Name another, or leave it out and let make find one."
elif ! found; then
    echo "No Chromium found; getting one ..." >&2
    { install chromium fonts-liberation && found; } || { unpack_chromium chromium fonts-liberation && found; } \
        || { fetch_chromium && found; } \
        || fail "No Chromium could be had for the browser tests. Install one (Debian: apt-get install chromium)" \
            "or name it: make test CHROMIUM=/path/to/chromium"
fi
export CHROMIUM
exec "$@"
