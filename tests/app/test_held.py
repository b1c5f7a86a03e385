"""The last good data stay up, the page says since when, the log says once what happened; and good data come back."""

import re

import pytest

from paritrana.app import data
from paritrana.tables.build import kept

SINCE = re.compile(r"data utuh terakhir, dibaca \d+ \w+ 20\d\d pukul \d\d\.\d\d \(UTC")


def vanish(seeds, _):
    seeds.rename(seeds.with_name("away"))


def empty(seeds, _):
    for seed in seeds.glob("*.md"):
        seed.unlink()


def break_corrections(seeds, _):
    (seeds / "corrections.toml").write_text("[[correction]]\narticle = ")


def unread(seeds, monkeypatch):
    for seed in seeds.glob("*.md"):
        seed.write_bytes(b"---\nid: \xff\n")


def crash(seeds, monkeypatch):
    def broken(*_):
        raise MemoryError

    next(seeds.glob("*.md")).touch()
    (seeds / "new.md").write_text("---\nid: new\n---\nKota Ambon.\n")
    monkeypatch.setattr(data, "kept", broken)


FAULTS = [vanish, empty, break_corrections, unread, crash]


def rows(page) -> list:
    return list(page.dataframe[0].value.iloc[:, 0])


@pytest.mark.parametrize("fault", FAULTS)
def test_the_last_good_data_stay_up_and_say_since_when(app, seeds, monkeypatch, caplog, fault):
    page = app(measure="rank")
    before = rows(page)
    assert not page.warning
    fault(seeds, monkeypatch)
    for _ in range(3):
        page.run()
    other = app(measure="rank", lang="en", as_of="2023-12-31")
    assert not page.exception and rows(page) == before
    assert SINCE.search(page.warning[0].value) and "last complete data" in other.warning[0].value
    errors = [record for record in caplog.records if record.levelname == "ERROR" and record.name == "paritrana"]
    assert len({record.message for record in errors}) == len(errors) <= 2  # today's, and those of the day asked for
    assert "the last good ones stay up" in errors[0].message


def test_good_data_come_back_by_themselves(app, seeds):
    page = app(measure="rank")
    vanish(seeds, None)
    assert page.run().warning
    seeds.with_name("away").rename(seeds)
    assert not page.run().warning


def test_what_failed_with_the_same_seeds_is_tried_again_later_and_not_at_once(app, seeds, monkeypatch):
    page, tries = app(), []

    def broken(*given):
        tries.append(given)
        raise OSError(28, "No space left on device")

    (seeds / "new.md").write_text("---\nid: new\n---\nKota Ambon menjadi Juara II Paritrana Award 2021 se-Maluku.\n")
    monkeypatch.setattr(data, "kept", broken)
    for _ in range(3):
        assert page.run().warning
    assert len(tries) == 1
    monkeypatch.setattr(data, "RETRY", -1)
    monkeypatch.setattr(data, "kept", kept)
    assert not page.run().warning


@pytest.mark.parametrize("fault", [vanish, break_corrections])
def test_after_a_restart_they_come_from_the_cache_folder(app, seeds, fault):
    before = rows(app(measure="rank"))
    fault(seeds, None)
    data._load.clear()
    data._good.clear()
    page = app(measure="rank")
    assert rows(page) == before and SINCE.search(page.warning[0].value)


def test_where_there_never_were_good_data_the_page_says_what_to_mend(app, seeds, monkeypatch):
    crash(seeds, monkeypatch)
    told, other = app().warning[0].value, app(lang="en").warning[0].value
    assert "Data belum dapat ditampilkan" in told and "tabel tidak dapat disusun \\(MemoryError\\)" in told
    assert "The data cannot be shown" in other and "no tables can be built" in other


def test_broken_corrections_at_the_first_start_are_named_and_the_readings_shown(app, seeds):
    break_corrections(seeds, None)
    page = app(measure="rank")
    assert rows(page) and any("corrections.toml" in code.value for code in page.code)
