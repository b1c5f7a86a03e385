"""Small tables made by hand, and the app run without a browser."""

import shutil

import pytest
from making import article, claim
from streamlit.testing.v1 import AppTest

from paritrana.app import data
from paritrana.app.options import choices
from paritrana.models import Claim
from paritrana.paths import ROOT, SEEDS
from paritrana.tables.frames import build_tables

TEXT = "Satu <b>kalimat</b> dengan 53 persen dan *bintang*."


@pytest.fixture(scope="session")
def make_tables():
    """lines or claims -> Tables, with an article for every id the claims name."""

    def make(*claims: str | Claim):
        claims = [claim(item) if isinstance(item, str) else item for item in claims]
        names = sorted({item.article for item in claims} | {"a"})
        return build_tables([article(name, TEXT, publisher=f"Warta {name}") for name in names], claims)

    return make


@pytest.fixture(scope="session")
def tables(make_tables):
    """Shares, places, a budget, a promise, a figure without a year, a pledge with markup in it."""
    return make_tables(
        "64.01 coverage_share 90.43 2023 all", "73.16 coverage_share 53 2024 all ~", "73.16 coverage_share 40 2021 all",
        "73.16 rank 1 2023 provinsi", "73.71 rank 2 2023 provinsi", "81.71 covered 40000 vulnerable",
        "64.01 budget 600100000 2023 all", "64.01 coverage_share 100 2024 all target",
        claim("73.16 pledge - target", label="menambah [peserta](x) <i>"),
    )  # fmt: skip


@pytest.fixture(scope="session")
def known(tables):
    return choices(tables)


@pytest.fixture
def app(monkeypatch):
    """query -> the app after a first run, with no exception in it."""
    monkeypatch.setattr("paritrana.app.downloads.publish", lambda *given, **named: None)

    def run(**query: str | list[str]) -> AppTest:
        test = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60)
        for name, value in query.items():
            test.query_params[name] = value
        test.run()
        assert not test.exception, test.exception
        return test

    return run


@pytest.fixture(autouse=True)
def no_last_good():
    """The last good tables of one test are nothing to the next."""
    yield
    data._good.clear()
    data._told.clear()
    data._from_disk.clear()


@pytest.fixture
def seeds(tmp_path, monkeypatch):
    """A copy of the seeds with a cache of its own, which the app reads instead."""
    shutil.copytree(SEEDS, tmp_path / "seeds")
    monkeypatch.setenv("PARITRANA_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(data, "SEEDS", tmp_path / "seeds")
    data._load.clear()
    yield tmp_path / "seeds"
    data._load.clear()
