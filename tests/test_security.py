"""What SECURITY.md promises of settings, pages, packages and the repository, as far as a file can say it."""

import re
import subprocess
import tomllib

import pytest

from paritrana.articles.limits import MIB, VISIT
from paritrana.paths import PACKAGE, ROOT

CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())
LOCKS = sorted(ROOT.glob("requirements*.txt"))
SECRETS = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_\w{36}|\bgithub_pat_\w{22}|\bsk-[A-Za-z0-9_-]{32}"
    r"|\bxox[abprs]-\w{10}|\bAIza[\w-]{35}|://[^/\s:@{}$]+:[^/\s@{}$]+@"
    r"|(?i:\b(?:password|passwd|secret|api_?key|access_?token)\b\s*[:=]\s*[\"'][^\"'{}$<>]{8,}[\"'])"
)


def tracked() -> list[str]:
    asked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if asked.returncode:
        pytest.skip("no checkout")
    return asked.stdout.split("\0")[:-1]


def test_other_sites_cannot_talk_to_the_app():
    server = CONFIG["server"]
    assert (server["enableXsrfProtection"], server["enableCORS"], server["enableAgentApi"]) == (True, True, False)
    assert not {"corsAllowedOrigins", "trustedUserHeaders", "cookieSecret", "sslKeyFile"} & server.keys()


def test_an_upload_is_as_large_as_a_visitor_may_bring():
    assert CONFIG["server"]["maxUploadSize"] * MIB == VISIT.file
    assert CONFIG["server"]["maxMessageSize"] * MIB >= 100 * VISIT.letters  # a text goes back to the page, marked


def test_no_page_takes_markup_from_a_text():
    """Style is the only HTML, of our own constants; components get texts as data, never as HTML."""
    files = [*PACKAGE.joinpath("app").rglob("*.py"), ROOT / "streamlit_app.py"]
    said = {file.name: file.read_text() for file in files}
    html = {name for name, text in said.items() if re.search(r"\.html\(|unsafe_allow|\biframe\(|components\.v1", text)}
    assert html == {"theme.py"}
    assert said["theme.py"].count("unsafe_allow_html") == 1 and "tables" not in said["theme.py"]
    assert not any("unsafe_allow_javascript" in text for text in said.values())
    makes_html = re.compile(r"\beval\(|new Function|document\.write|(inner|outer)HTML\s*=|insertAdjacentHTML")
    assert not any(makes_html.search(script.read_text()) for script in PACKAGE.joinpath("app").glob("*.js"))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_package_is_pinned_with_a_hash_and_no_address(lock):
    text = re.sub(r"^ *#.*\n", "", lock.read_text(), flags=re.MULTILINE)
    entries = re.split(r"\n(?=\S)", text.strip())
    assert entries and "://" not in text
    for entry in entries:
        assert re.match(r"[\w.-]+(\[[\w,]+\])?==[\w.!+]+( ;.*)? \\\n +--hash=sha256:[0-9a-f]{64}", entry), entry[:80]


def test_no_secret_is_in_the_repository():
    found = []
    for name in tracked():
        path = ROOT / name
        if path.is_file() and path.stat().st_size < MIB and path.suffix not in (".png", ".woff2"):
            text = path.read_text(encoding="utf-8", errors="replace")
            found += [f"{name}: {match[0][:40]}" for match in SECRETS.finditer(text)]
    assert found == []
    assert not [name for name in tracked() if re.search(r"(^|/)(\.env|secrets\.toml|id_rsa|.*\.pem)$", name)]
