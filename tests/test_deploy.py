"""deploy/: its files agree with one another, and what the image would hold draws a page from a place it cannot write.

No container engine is needed: the Dockerfile's COPY and RUN lines are followed in a folder of the test's own.
"""

import fnmatch
import json
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from hosting import PATIENCE, free_port

from paritrana.articles.limits import MIB, VISIT
from paritrana.paths import ROOT

DEPLOY = ROOT / "deploy"
DOCKERFILE = (DEPLOY / "Dockerfile").read_text().replace("\\\n", " ")
PINNED = re.compile(r"^[a-z]+:\d+\.\d+\.\d+-[a-z-]+$")


def lines(word: str) -> list[str]:
    return re.findall(rf"^{word} +(.*)$", DOCKERFILE, re.MULTILINE)


def ignored(path: str) -> bool:
    """By the Dockerfile.dockerignore: the last pattern that fits the path, or a folder above it, has the word."""
    answer = False
    for line in (DEPLOY / "Dockerfile.dockerignore").read_text().splitlines():
        pattern = line.removeprefix("!").removeprefix("**/")
        parts = path.split("/")
        above = ["/".join(parts[:end]) for end in range(1, len(parts) + 1)]
        if line and not line.startswith("#") and any(
            fnmatch.fnmatch(name, pattern) and name.count("/") == pattern.count("/")
            for name in (above + parts if line.startswith("**/") else above)
        ):  # fmt: skip
            answer = not line.startswith("!")
    return answer


def test_the_parts_agree():
    compose = pytest.importorskip("yaml").safe_load((DEPLOY / "compose.yaml").read_text())
    services = compose["services"]
    replicas = {name: one for name, one in services.items() if name.startswith("app-")}
    places = [f"{one['networks']['inside']['ipv4_address']}:8501" for one in replicas.values()]
    assert places == re.findall(r"^server (\S+) ", (DEPLOY / "replicas.conf").read_text(), re.MULTILINE)
    assert len(places) > 1
    assert all(one["read_only"] and one["cap_drop"] == ["ALL"] for one in services.values())
    assert services["proxy"]["user"] != "0" and PINNED.match(services["proxy"]["image"])
    mounted = {volume.split(":")[0].removeprefix("./") for volume in services["proxy"]["volumes"]}
    included = set(re.findall(r"(?:include|alias) (\S+);", (DEPLOY / "nginx.conf").read_text()))
    assert mounted == included | {"nginx.conf"} and all((DEPLOY / name).is_file() for name in mounted)


def test_the_proxy_lets_through_what_may_be_uploaded():
    size = re.search(r"client_max_body_size (\d+)m;", (DEPLOY / "nginx.conf").read_text())[1]
    assert int(size) * MIB > VISIT.file


def test_the_image_is_pinned_and_ordinary():
    assert all(PINNED.match(base.split()[0]) for base in lines("FROM"))
    assert lines("USER")[-1].split(":")[0].isdecimal() and int(lines("USER")[-1].split(":")[0]) > 0
    assert "--require-hashes" in DOCKERFILE
    assert json.loads(lines("HEALTHCHECK")[0].partition("CMD ")[2]) == ["python", "deploy/alive.py"]


@pytest.fixture
def image(tmp_path) -> Path:
    """What /app would be: copied and made as the Dockerfile says, then closed to writing."""
    app = tmp_path / "app"
    for line in lines("COPY"):
        *sources, target = line.split()
        if line.startswith("--from"):
            continue
        for source in sources:
            to = app / target / source if target == "./" else app / target
            for path in [found for found in (ROOT / source).rglob("*") if found.is_file()] or [ROOT / source]:
                if not ignored(str(path.relative_to(ROOT))) and target != ".":
                    (place := to / path.relative_to(ROOT / source)).parent.mkdir(parents=True, exist_ok=True)
                    shutil.copyfile(path, place)
    for step in lines("RUN")[-1].split("&& "):
        if step.startswith("python -m paritrana"):
            done = subprocess.run([sys.executable, *step.split()[1:]], cwd=app, env=inside(tmp_path), text=True,
                                  capture_output=True)  # fmt: skip
            assert done.returncode == 0, done.stdout + done.stderr
    for path in [app, *app.rglob("*")]:
        path.chmod(path.stat().st_mode & 0o555)
    yield app
    for path in [app, *app.rglob("*")]:
        path.chmod(path.stat().st_mode | 0o200)


def inside(folder: Path) -> dict[str, str]:
    """The environment in the container: nothing of ours but where Python is."""
    (folder / "tmp").mkdir(exist_ok=True)
    return {"PATH": os.environ["PATH"], "HOME": str(folder / "tmp"), "PYTHONDONTWRITEBYTECODE": "1",
            "STREAMLIT_SERVER_SCRIPT_HEALTH_CHECK_ENABLED": "true"}  # fmt: skip


def test_it_draws_from_a_place_it_cannot_write(image, tmp_path):
    port, env = str(free_port()), inside(tmp_path)
    command = [sys.executable, *json.loads(lines("CMD")[-1])[1:]]
    command = [port if word == "8501" else "127.0.0.1" if word == "0.0.0.0" else word for word in command]
    if os.geteuid() == 0:  # even root must ask then
        command = ["setpriv", "--bounding-set=-all", "--inh-caps=-all", *command]
    with (tmp_path / "log").open("w") as log, subprocess.Popen(
        command, cwd=image, env=env, stdout=log, stderr=log
    ) as server:  # fmt: skip
        try:
            alive = [sys.executable, image / "deploy" / "alive.py"]
            for _ in range(PATIENCE * 4):
                checked = subprocess.run(alive, env=env | {"PORT": port}, capture_output=True, text=True)
                if not checked.returncode or server.poll() is not None:
                    break
                time.sleep(0.25)
            assert not checked.returncode, checked.stderr + (tmp_path / "log").read_text()
            for name in ("data/datapackage.json", f"geo/{next((image / 'static' / 'geo').glob('prov*')).name}"):
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/app/static/{name}") as answer:
                    assert answer.status == 200
        finally:
            server.terminate()
    said = (tmp_path / "log").read_text()
    assert "Traceback" not in said and "rror" not in said, said
    assert not [path for path in image.rglob("*.part")]
