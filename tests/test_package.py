"""The wheel and the sdist: built with the pinned back-end, installed into a venv of their own, used from elsewhere."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import sysconfig
import tarfile
import time
import urllib.error
import urllib.request
import venv
import zipfile
from pathlib import Path

import pytest

import paritrana
from paritrana.paths import ROOT

BUILD = [sys.executable, "-m", "hatchling", "build"]
ENV = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PARITRANA_SEEDS")}


def run(*command, cwd: Path, **env: str) -> str:
    done = subprocess.run([str(part) for part in command], cwd=cwd, env=ENV | env, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """A folder with the sdist of this checkout, and the wheel that the sdist (not the checkout) gives."""
    folder = tmp_path_factory.mktemp("dist")
    run(*BUILD, "-t", "sdist", "-d", folder, cwd=ROOT)
    with tarfile.open(next(folder.glob("*.tar.gz"))) as sdist:
        sdist.extractall(folder / "unpacked", filter="data")
    run(*BUILD, "-t", "wheel", "-d", folder, cwd=next((folder / "unpacked").iterdir()))
    return folder


@pytest.fixture(scope="module")
def installed(built, tmp_path_factory) -> Path:
    """The bin folder of a venv that has the wheel, and sees what this one has beside it."""
    folder = tmp_path_factory.mktemp("venv")
    venv.create(folder, symlinks=True)
    packages = Path(sysconfig.get_path("purelib", vars={"base": str(folder)}))
    (packages / "beside.pth").write_text(sysconfig.get_path("purelib"))
    run(sys.executable, "-m", "pip", "--python", folder / "bin" / "python", "install", "--quiet", "--no-deps",
        "--no-index", "--no-compile", next(built.glob("*.whl")), cwd=folder)  # fmt: skip
    return folder / "bin"


@contextlib.contextmanager
def explorer(installed: Path, home: Path):
    """The address of the installed explorer, started in an empty folder."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [installed / "paritrana", "app", "--host", "127.0.0.1", "--port", str(port)]
    env = ENV | {"HOME": str(home), "STREAMLIT_SERVER_SCRIPT_HEALTH_CHECK_ENABLED": "true"}
    with (home / "log").open("w") as log, subprocess.Popen(
        command, cwd=home, env=env, stdout=log, stderr=log
    ) as server:  # fmt: skip
        try:
            for _ in range(120):
                with contextlib.suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health"):
                    break
                assert server.poll() is None, (home / "log").read_text()
                time.sleep(0.25)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def test_both_hold_all_that_is_committed(built):
    version = paritrana.__version__
    with tarfile.open(built / f"paritrana-{version}.tar.gz") as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}
    if not (ROOT / ".git").exists():
        pytest.skip("no git checkout to compare with")
    committed = set(run("git", "ls-files", cwd=ROOT).splitlines())
    written = {"static/data/.gitignore", "static/geo/.gitignore"}
    assert committed - names <= written and names - committed <= {"PKG-INFO"} | _untracked()
    wheel = zipfile.ZipFile(built / f"paritrana-{version}-py3-none-any.whl").namelist()
    shipped = {name for name in committed if name.startswith((".streamlit/", "geo/", "seeds/", "static/", "streamlit"))}
    assert {f"paritrana/_shipped/{name}" for name in shipped - written} <= set(wheel)
    assert {name for name in committed if name.startswith("paritrana/")} <= set(wheel)
    assert not [name for name in wheel if "/static/data/" in name or "/static/geo/" in name or "__pycache__" in name]


def _untracked() -> set[str]:
    """Files of a change that is being made."""
    return set(run("git", "ls-files", "--others", "--exclude-standard", cwd=ROOT).splitlines())


def test_the_installed_command(installed, tmp_path):
    (home := tmp_path / "home").mkdir()
    command = installed / "paritrana"
    assert run(command, "--version", cwd=home).split()[1] == paritrana.__version__
    assert "all well" in run(command, "check", cwd=home, HOME=str(home))
    run(command, "build", "--out", tmp_path / "theirs", cwd=home, HOME=str(home))
    run(sys.executable, "-m", "paritrana", "build", "--out", tmp_path / "ours", cwd=ROOT)
    ours = {path.name: path.read_bytes() for path in (tmp_path / "ours").iterdir()}
    assert ours == {path.name: path.read_bytes() for path in (tmp_path / "theirs").iterdir()}


def test_the_installed_explorer(installed, tmp_path):
    with explorer(installed, tmp_path) as url:
        drawn = urllib.request.urlopen(f"{url}/_stcore/script-health-check", timeout=60)  # runs the front page
        assert drawn.status == 200, (tmp_path / "log").read_text()
        for name in ("fonts/plus-jakarta-sans-5.3.0.woff2", "logo-dark.svg", "topo/world_110m.json"):
            assert urllib.request.urlopen(f"{url}/app/static/{name}").status == 200
        for _ in range(100):  # written by a thread of its own
            with contextlib.suppress(urllib.error.HTTPError):
                urllib.request.urlopen(f"{url}/app/static/data/datapackage.json")
                break
            time.sleep(0.1)
        else:
            pytest.fail((tmp_path / "log").read_text())


def test_a_place_prepared_beforehand_is_only_read(installed, tmp_path):
    """As in an image: all is written when it is made, nothing when it runs, by a user without a home."""
    site = next(installed.parent.rglob("_shipped"))
    shutil.rmtree(site / "static" / "data", ignore_errors=True)
    cache = {"PARITRANA_CACHE": str(tmp_path / "cache")}
    run(installed / "python", "-m", "paritrana.app.prepare", cwd=tmp_path, **cache)
    was = _stamps(site), _stamps(tmp_path / "cache")
    assert (site / "static" / "data" / "paritrana.zip").exists()
    assert len(list((site / "static" / "geo").iterdir())) == 40  # the provinces, all parts, and those of each of 38
    look = "from paritrana.app import data, downloads; print(downloads.publish(data.load()[0]).name)"
    run(installed / "python", "-c", look, cwd=tmp_path, **cache)
    assert was == (_stamps(site), _stamps(tmp_path / "cache"))


def test_a_user_without_a_home_has_no_cache(installed, tmp_path):
    env = {name: value for name, value in ENV.items() if not name.startswith(("HOME", "XDG_", "PARITRANA_"))}
    look = """import pathlib
def none(): raise RuntimeError
pathlib.Path.home = none
from paritrana.store import store
print(store("a", 1).fill(["k"], lambda keys: {"k": b"v"}))"""
    done = subprocess.run([installed / "python", "-c", look], cwd=tmp_path, env=env, capture_output=True, text=True)
    assert done.stdout == "{'k': b'v'}\n", done.stderr


def _stamps(folder: Path) -> dict[str, tuple[int, int]]:
    """When and how long; last.sqlite aside, which says when the explorer last started."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and "__pycache__" not in path.parts]
    return {str(path): (path.stat().st_mtime_ns, path.stat().st_size) for path in files if path.name != "last.sqlite"}
