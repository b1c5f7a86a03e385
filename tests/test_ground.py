"""The ground: lock files, set-up on machines unlike ours, and the rules of the house that a program can check."""

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LOCKS = sorted(ROOT.glob("requirements*.txt"))
SCRIPTS = [ROOT / ".ci" / "run", *sorted(ROOT.glob("tools/*.sh"))]
TARGETS = ["help", "setup", "app", "test", "bench", "lint", "geo", "lock", "clean"]
MADE = {".git", ".venv", ".cache", ".hypothesis", ".pytest_cache", ".ruff_cache", "__pycache__", "test-artefacts"}
TOOLS = ["sh", "make", "sed", "dirname", "mkdir", "rm", "flock"]


def committed() -> list[Path]:
    """Every file of the checkout that is not made by a run."""
    return [path for path in ROOT.rglob("*") if path.is_file() and not MADE.intersection(path.relative_to(ROOT).parts)]


def modules() -> list[Path]:
    rooms = [ROOT / "paritrana", ROOT / "geo"]
    return [ROOT / "streamlit_app.py", *(path for room in rooms for path in room.rglob("*.py"))]


def ask(*command, **env) -> subprocess.CompletedProcess:
    """Run a command with nothing of our environment but what is named."""
    env = {"PATH": os.environ["PATH"], **{key: str(value) for key, value in env.items()}}
    return subprocess.run([str(part) for part in command], env=env, capture_output=True, text=True, timeout=300)


@pytest.fixture
def checkout(tmp_path):
    """A checkout with scripts and settings but lock files without a pin, in a path with a space."""
    there = tmp_path / "check out"
    shutil.copytree(ROOT / "tools", there / "tools")
    for name in ("Makefile", "pyproject.toml"):
        shutil.copy(ROOT / name, there)
    for lock in LOCKS:
        (there / lock.name).write_text("# nothing\n")
    return there


@pytest.fixture
def bare(tmp_path):
    """A PATH with a shell's tools and no Python; `bare(name, version, status)` adds a Python that answers so."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for tool in TOOLS:
        if there := shutil.which(tool):
            (folder / tool).symlink_to(there)

    def add(name: str, version: str, status: int) -> Path:
        python = folder / name
        python.write_text(f"#!/bin/sh\necho {version}\necho /opt/{name}\nexit {status}\n")
        python.chmod(0o755)
        return folder

    return add


# --- lock files


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_holds_pins_with_hashes_and_nothing_else(lock):
    pin = re.compile(r"[a-z0-9._-]+==[0-9a-z.+!]+( ; [^/@]+)? \\")
    digest = re.compile(r" {4}--hash=sha256:[0-9a-f]{64}( \\)?")
    lines = lock.read_text("utf-8").splitlines()
    assert lines
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        assert pin.fullmatch(line) or digest.fullmatch(line), line
        assert bool(digest.fullmatch(after)) == line.endswith("\\"), f"{line}: a pin ends in a hash"


def test_each_dependency_is_pinned_in_its_own_lock():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = {"requirements.txt": project["project"]["dependencies"]}
    groups = project["dependency-groups"] | project["project"]["optional-dependencies"]
    wanted |= {f"requirements-{group}.txt": names for group, names in groups.items()}
    assert sorted(wanted) == [lock.name for lock in LOCKS]
    for lock, names in wanted.items():
        pinned = set(re.findall(r"^([a-z0-9._-]+)==", (ROOT / lock).read_text("utf-8"), re.M))
        assert {re.match(r"[\w-]+", name)[0].lower() for name in names} <= pinned, lock


@pytest.mark.parametrize("line", ["--index-url https://packages.example/simple", "foo @ file:///srv/foo", "-e ."])
def test_a_lock_that_names_a_place_is_not_written(checkout, line):
    uv = checkout / ".cache" / "uv" / "bin" / "uv"
    uv.parent.mkdir(parents=True)
    uv.write_text(f'#!/bin/sh\nwhile [ "$1" != --output-file ]; do shift; done\necho "{line}" > "$2"\n')
    uv.chmod(0o755)
    answer = ask(checkout / "tools" / "lock.sh")
    assert answer.returncode == 1
    assert line in answer.stdout
    assert (checkout / "requirements.txt").read_text() == "# nothing\n"


# --- which Python


def test_an_old_python_gets_one_line(checkout, bare):
    answer = ask("make", "-C", checkout, "setup", PATH=bare("python3", "3.9.18", 1))
    said = [line for line in answer.stderr.splitlines() if not line.startswith("make")]
    assert answer.returncode != 0
    assert len(said) == 1
    assert "3.11 or newer" in said[0] and "is 3.9.18" in said[0] and "PYTHON=" in said[0]
    assert not (checkout / ".venv").exists()


def test_no_python_gets_one_line(checkout, bare):
    answer = ask(checkout / "tools" / "python.sh", PATH=bare("ruby", "3.4", 0))
    assert answer.returncode == 2
    assert "no python3 on PATH" in answer.stderr and answer.stderr.count("\n") == 1


def test_a_newer_python_is_found_behind_an_old_one_and_a_dead_one(checkout, bare):
    bare("python3", "3.9.18", 1)
    bare("python3.14", "'not installed' >&2; exit 127", 127)
    assert ask(checkout / "tools" / "python.sh", PATH=bare("python3.12", "3.12.4", 0)).stdout == "/opt/python3.12\n"


def test_python_by_name_wins_and_is_checked_too(checkout, bare):
    path = bare("python3", "3.13.0", 0)
    bare("mine", "3.11.9", 0)
    bare("hers", "3.8.1", 1)
    script = checkout / "tools" / "python.sh"
    assert ask(script, PATH=path, PYTHON="mine").stdout == "/opt/mine\n"
    answer = ask(script, PATH=path, PYTHON="hers")
    assert answer.returncode == 2 and "PYTHON=hers is 3.8.1" in answer.stderr


# --- the making of .venv


def test_setup_costs_nothing_twice_and_mends_what_is_broken(checkout):
    def setup(at=checkout):
        hostile = {"PIP_USER": 1, "PIP_TARGET": "/nowhere", "PIP_REQUIRE_VIRTUALENV": 1, "PYTHONPATH": "/nowhere"}
        answer = ask(at / "tools" / "setup.sh", "app", PYTHON=sys.executable, HOME="/nowhere", **hostile)
        assert answer.returncode == 0, answer.stderr
        return answer.stderr

    lock = checkout / "requirements.txt"
    assert "Installing from requirements.txt" in setup()
    assert setup() == ""
    lock.write_text("# another nothing\n")
    os.utime(lock, (0, 0))
    assert setup() == "Installing from requirements.txt ...\n", "a changed lock is seen, however old its date"
    (checkout / ".venv" / "installing").touch()
    assert setup() == "", "an install that broke off before it wrote anything does no harm"
    next(checkout.glob(".venv/lib/*/site-packages")).joinpath("half").mkdir()
    assert "Redoing .venv" in setup(), "one that broke off later does"
    moved = checkout.rename(checkout.with_name("moved"))
    assert "Redoing .venv" in setup(moved), "its scripts name the old place"


def test_a_browser_that_draws_nothing_fails_in_one_line():
    answer = ask(ROOT / "tools" / "browser.sh", "echo", "not reached", CHROMIUM="false")
    assert answer.returncode == 2
    assert answer.stdout == ""
    assert answer.stderr.startswith("CHROMIUM=false draws no page.") and answer.stderr.count("\n") == 1


# --- the rules of the house


@pytest.mark.parametrize("target", TARGETS)
def test_make_knows_the_target_and_help_names_it(target):
    assert ask("make", "-C", ROOT, "-n", target).returncode == 0
    assert re.search(rf"^{target}\t", ask("make", "-C", ROOT, "--no-print-directory", "help").stdout, re.M)


def test_scripts_may_be_run():
    assert all(os.access(script, os.X_OK) for script in SCRIPTS)
    assert "make test" in (ROOT / ".ci" / "run").read_text("utf-8")


def test_licences_stand_where_the_package_says():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    for name in [*project["license-files"], project["readme"], "LICENSE-DATA"]:
        assert (ROOT / name).is_file(), name


def test_only_the_app_imports_streamlit():
    app = {ROOT / "streamlit_app.py", *(ROOT / "paritrana" / "app").rglob("*.py")}
    door = (ROOT / "paritrana" / "__main__.py", "app.serve")  # `paritrana app`, imported when it is asked for
    for path in set(modules()) - app:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names = [name for name in names if (path, name) != door]
            assert not [name for name in names if re.match(r"(streamlit|paritrana\.app|app)(\.|$)", name)], path


def test_modules_are_of_one_idea():
    lines = {str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines()) for path in [*modules(), *SCRIPTS]}
    assert not {path: count for path, count in lines.items() if count > 330}


def test_no_file_names_a_registry_or_a_folder_of_one_machine():
    places = re.compile(rb"py[p]i\.org|python[h]osted|npm[j]s\.(org|com)|(?<![\w.])/(root|work|home)/\w", re.I)
    hits = {str(path.relative_to(ROOT)): places.search(path.read_bytes()) for path in committed()}
    assert not {path: hit[0] for path, hit in hits.items() if hit}
