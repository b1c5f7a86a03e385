"""`tools/release.sh` in a scratch clone: what it makes, and what it refuses."""

import hashlib
import os
import subprocess
from pathlib import Path

import pytest

from paritrana.paths import ROOT

WHO = {f"GIT_{who}_{what}": "penguji@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}


def git(folder: Path, *words: str) -> str:
    return subprocess.run(["git", *words], cwd=folder, env=os.environ | WHO, check=True, capture_output=True,
                          text=True).stdout  # fmt: skip


def release(folder: Path, version: str) -> subprocess.CompletedProcess:
    command = ["tools/release.sh", version]
    return subprocess.run(command, cwd=folder, env=os.environ | WHO, capture_output=True, text=True)


@pytest.fixture
def clone(tmp_path) -> Path:
    """This checkout as it is, committed in a repository of its own, with a changelog entry for 9.8.7."""
    if not (ROOT / ".git").exists():
        pytest.skip("no git checkout to release from")
    folder = tmp_path / "clone"
    for name in git(ROOT, "ls-files").splitlines():
        if (ROOT / name).is_file() and not name.startswith("tests/"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes((ROOT / name).read_bytes())
            (folder / name).chmod((ROOT / name).stat().st_mode)
    (folder / ".venv").symlink_to(ROOT / ".venv")
    log = folder / "paritrana" / "data" / "changelog.toml"
    log.write_text(log.read_text().replace("[[entry]]\n", '[[entry]]\nversion = "9.8.7"\n', 1))
    git(folder, "init", "--quiet")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message", "all")
    return folder


def test_a_release(clone):
    done = release(clone, "9.8.7")
    assert done.returncode == 0, done.stdout + done.stderr
    made = {str(path.relative_to(clone / "dist")) for path in (clone / "dist").rglob("*") if path.is_file()}
    assert {"paritrana-9.8.7-py3-none-any.whl", "paritrana-9.8.7.tar.gz"} < made
    assert {"data/claims.csv", "data/paritrana.xlsx", "data/datapackage.json"} < made
    sums = dict(reversed(line.split("  ")) for line in (clone / "dist" / "SHA256SUMS").read_text().splitlines())
    assert set(sums) == made - {"SHA256SUMS"}
    for name, digest in sums.items():
        assert hashlib.sha256((clone / "dist" / name).read_bytes()).hexdigest() == digest
    assert git(clone, "show", "v9.8.7:paritrana/__init__.py").count('__version__ = "9.8.7"') == 1
    assert not git(clone, "status", "--porcelain")
    again = release(clone, "9.8.7")
    assert again.returncode == 2 and "released already" in again.stderr


def test_what_is_refused(clone):
    def refused(version: str) -> str:
        was = git(clone, "rev-parse", "HEAD"), git(clone, "tag")
        done = release(clone, version)
        assert done.returncode == 2 and was == (git(clone, "rev-parse", "HEAD"), git(clone, "tag"))
        assert not (clone / "dist").exists()
        return done.stderr

    assert "make release VERSION=" in refused("") and "make release VERSION=" in refused("1.0")
    assert "changelog.toml" in refused("9.8.8")
    (clone / "README.md").write_text("changed")
    assert "not committed" in refused("9.8.7")
