"""Two builds are the same bytes: in any file order, with any number of threads and workers, cache or none."""

import json
import os
import random
import re
import subprocess
import sys
import zipfile

import pytest
from varied import varied, write

from paritrana.paths import ROOT

COUNT = 90


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Build the same articles under other file names, written in another order, with the environment given."""
    home, articles = tmp_path_factory.mktemp("same"), varied(COUNT)

    def build(turn: int, workers: int = 1, pays: int = 400, **env) -> dict[str, bytes]:
        folder, out = home / f"seeds{turn}", home / f"out{turn}"
        write(articles, folder)
        if turn:
            names = sorted(folder.iterdir())
            random.Random(turn).shuffle(names)
            for number, path in enumerate(names):  # another order of names, and of their making
                path.rename(folder / f"{number:03}.md")
        code = "import sys; from paritrana import __main__; from paritrana.tables import readings\n"
        code += f"readings.PAYS = {pays}\nif __name__ == '__main__': sys.exit(__main__.main())"
        script = home / f"build{turn}.py"
        script.write_text(code)
        command = [sys.executable, script, "build", "--seeds", folder, "--out", out, "--workers", str(workers)]
        path = os.pathsep.join(filter(None, [os.environ.get("PYTHONPATH"), str(ROOT)]))
        env = {**os.environ, "PYTHONPATH": path, "PARITRANA_CACHE": "", **env}
        subprocess.run([str(part) for part in command], env=env, check=True, capture_output=True)
        return {path.name: path.read_bytes() for path in out.iterdir()}

    return build


@pytest.fixture(scope="module")
def first(built):
    return built(0, POLARS_MAX_THREADS="1", PYTHONHASHSEED="1")


@pytest.mark.parametrize(
    ("turn", "how"),
    [
        (1, {"POLARS_MAX_THREADS": "2", "PYTHONHASHSEED": "2", "TZ": "Asia/Jayapura", "LC_ALL": "C"}),
        (2, {"POLARS_MAX_THREADS": "1", "PYTHONHASHSEED": "3", "workers": 2, "pays": 10}),
        (3, {"POLARS_MAX_THREADS": "2", "PYTHONHASHSEED": "4", "workers": 3, "pays": 10}),
    ],
)
def test_two_builds_are_the_same_bytes(built, first, turn, how):
    other = built(turn, **how)
    assert len(other) >= 25 and [name for name in first | other if first.get(name) != other.get(name)] == []


def test_a_build_from_kept_readings_is_the_same_bytes(built, first, tmp_path):
    for turn in (4, 5):
        assert built(turn, PARITRANA_CACHE=str(tmp_path)) == first


def test_no_file_inside_the_workbook_carries_the_clock(first, tmp_path):
    (tmp_path / "a.xlsx").write_bytes(first["paritrana.xlsx"])
    with zipfile.ZipFile(tmp_path / "a.xlsx") as book:
        assert {entry.date_time for entry in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        stamps = re.findall(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", book.read("docProps/core.xml").decode())
    as_of = json.loads(first["datapackage.json"])["as_of"]
    assert stamps and all(stamp.startswith(as_of[:4]) and stamp.endswith("T00:00:00Z") for stamp in stamps)
