"""An agency's own archive in place of the seeds: the build and the explorer read it whatever its kind."""

import os
import shutil
import subprocess
import sys
import zipfile

import polars as pl
import pytest

from paritrana.articles import read_articles
from paritrana.paths import ROOT, SEEDS
from paritrana.tables.build import build

FILES = sorted(SEEDS.glob("0*.md"))
ARTICLES = read_articles(*FILES)[0]


@pytest.fixture
def archive(tmp_path):
    """Kind -> the articles of the seeds as such an archive."""
    frame = pl.DataFrame([{"id": a.id, "text": a.text, "published": a.published} for a in ARTICLES])

    def make(kind: str):
        path = tmp_path / f"archive.{kind}"
        if kind == "zip":
            with zipfile.ZipFile(path, "w") as made:
                for seed in FILES:
                    made.write(seed, f"2023/{seed.name}")
        elif kind == "folder":
            (path / "deep").mkdir(parents=True)
            frame.write_ndjson(path / "deep" / "a.jsonl")
        else:
            (frame.write_csv if kind == "csv" else frame.write_parquet)(path)
        return path

    return make


@pytest.mark.parametrize("kind", ["csv", "parquet", "zip", "folder"])
def test_any_archive_can_be_built(archive, kind, tmp_path):
    seeds = tmp_path / "seeds"  # without the corrections, which are of the project's own articles
    seeds.mkdir()
    for file in FILES:
        shutil.copy(file, seeds)
    tables = build(archive(kind))
    assert tables.problems == ()
    assert tables.claims.drop("start", "end").rows() == build(seeds).claims.drop("start", "end").rows()


LOOK = """
from streamlit.testing.v1 import AppTest
at = AppTest.from_file("streamlit_app.py", default_timeout=60).run()
print(len(at.exception), len(at.warning))
from paritrana.app import data
print(data.load()[0].articles["article"].to_list())
"""


def test_the_explorer_shows_the_archive_that_make_app_names(archive):
    path = archive("csv")
    pl.read_csv(path)[:2].write_csv(path)
    env = {**os.environ, "PARITRANA_SEEDS": str(path)}
    done = subprocess.run([sys.executable, "-c", LOOK], cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-2:] == ["0 0", str([article.id for article in ARTICLES[:2]])]
    told = subprocess.run(["make", "-n", "app", f"SEEDS={path}"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert f'PARITRANA_SEEDS="{path}" exec' in told.stdout
