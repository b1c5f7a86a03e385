"""Nothing unchanged is read twice: counted, not timed. What is kept on disk may vanish or rot; tables stay right."""

import multiprocessing
import os
import shutil
import stat
import subprocess
import sys

import pytest
from varied import varied, write

from paritrana.paths import SEEDS
from paritrana.store import Store
from paritrana.tables import readings
from paritrana.tables.build import build, kept

SPAWN = multiprocessing.get_context("spawn")


@pytest.fixture
def seeds(tmp_path):
    shutil.copytree(SEEDS, tmp_path / "seeds")
    return tmp_path / "seeds"


@pytest.fixture
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("PARITRANA_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def read(cache, monkeypatch):
    """The ids of the articles read so far, in order."""
    ids, real = [], readings.read
    monkeypatch.setattr(readings, "read", lambda article: ids.append(article.id) or real(article))
    return ids


def same(one, other) -> bool:
    frames = zip(one.frames().values(), other.frames().values(), strict=True)
    return one.fingerprint == other.fingerprint and all(a.equals(b) for a, b in frames)


def ids(folder) -> set[str]:
    return {path.stem for path in folder.glob("*.md")} - {"README"}


def change(seed, old="2023", new="2021"):
    seed.write_text(seed.read_text().replace(old, new))


def test_a_second_build_reads_nothing_and_says_the_same(seeds, read):
    first, count = build(seeds), len(ids(seeds))
    assert len(read) == count
    assert same(first, build(seeds)) and len(read) == count
    assert first.rejections == build(seeds).rejections and first.texts == build(seeds).texts


def test_only_the_changed_article_is_read_again(seeds, read):
    build(seeds)
    seed = sorted(seeds.glob("0*.md"))[0]
    change(seed)
    read.clear()
    assert not same(build(seeds), build(SEEDS)) and read == [seed.stem]
    shutil.copy(seed, seeds / "twin.md")
    change(seeds / "twin.md", f"id: {seed.stem}", "id: twin")
    build(seeds)
    assert read == [seed.stem, "twin"]  # another article, though it says the same


def test_a_moved_folder_is_not_read_again(seeds, tmp_path, read):
    build(seeds)
    read.clear()
    seeds.rename(tmp_path / "moved")
    assert str(tmp_path / "moved") in build(tmp_path / "moved").texts[min(ids(tmp_path / "moved"))].path
    assert read == []


def test_built_tables_are_kept_until_their_content_changes(seeds, read, monkeypatch):
    made = []
    monkeypatch.setattr("paritrana.tables.build.build", lambda *a, **k: made.append(k) or build(*a, **k))
    first, again = kept(seeds), kept(seeds)
    assert len(made) == 1 and same(first, again)
    assert (first.texts, first.rejections, first.counts, first.problems) == (
        again.texts, again.rejections, again.counts, again.problems)  # fmt: skip
    corrections = seeds / "corrections.toml"
    corrections.write_text(corrections.read_text() + "\n# one more line\n")
    kept(seeds)
    change(sorted(seeds.glob("0*.md"))[0])
    read.clear()
    assert not same(kept(seeds), first) and len(made) == 3 and len(read) == 1
    kept(seeds, "2024-01-01")
    assert len(made) == 4 and len(read) == 1  # another day: other tables of the same readings


def test_another_reader_reads_all_anew(seeds, read, monkeypatch):
    build(seeds)
    monkeypatch.setattr(readings, "READER", "another")
    build(seeds)
    assert len(read) == 2 * len(ids(seeds))


def test_what_readings_and_tables_hang_on():
    """A word of the lexicon, a region's name, a line of the reader: each makes another fingerprint."""
    names = {path.name for path in readings.READ_BY}
    assert {"lexicon.toml", "regions.csv", "aliases.csv", "extract.py", "whose.py", "models.py", "walk.py"} <= names
    assert "frames.py" not in names and "bps.csv" not in names


@pytest.mark.parametrize("damage", ["cut", "noise", "empty", "rows", "folder"])
def test_a_damaged_cache_is_made_anew(seeds, read, cache, damage):
    first = kept(seeds)
    files = sorted(cache.glob("*.sqlite"))
    assert len(files) == 2
    for file in files:
        content = file.read_bytes()
        if damage == "cut":
            file.write_bytes(content[: len(content) // 2])
        elif damage == "noise":
            file.write_bytes(os.urandom(len(content)))
        elif damage == "empty":
            file.write_bytes(b"")
        elif damage == "rows":
            import sqlite3

            with sqlite3.connect(file) as db:
                db.execute("UPDATE kept SET content = substr(content, 2)")
            db.close()
        else:
            file.unlink()
            file.mkdir()
    read.clear()
    assert same(kept(seeds), first) and len(read) == len(ids(seeds))
    assert same(kept(seeds), first)
    assert len(read) == len(ids(seeds)) * (2 if damage == "folder" else 1)  # a folder in its place: nothing is kept


def test_a_folder_that_cannot_be_written_is_no_hindrance(seeds, read, cache, monkeypatch):
    cache.write_text("a file, not a folder")
    assert same(kept(seeds), build(seeds)) and len(read) == 2 * len(ids(seeds))
    monkeypatch.setenv("PARITRANA_CACHE", "")  # no cache wanted
    kept(seeds)
    assert len(read) == 3 * len(ids(seeds))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_cache_still_serves(seeds, read, cache):
    kept(seeds)
    count = len(read)
    cache.chmod(stat.S_IRUSR | stat.S_IXUSR)
    kept(seeds)
    cache.chmod(stat.S_IRWXU)
    assert len(read) == count


def test_two_processes_at_once_read_each_article_once(seeds, tmp_path):
    write(varied(60), seeds)
    code = (
        "import sys; from paritrana.tables import readings, build; real = readings.read\n"
        "def read(article): open(sys.argv[2], 'a').write(article.id + '\\n'); return real(article)\n"
        "readings.read = read; print(build.build(sys.argv[1]).fingerprint)"
    )
    env = {**os.environ, "PARITRANA_CACHE": str(tmp_path / "both")}
    command = [sys.executable, "-c", code, str(seeds), str(tmp_path / "read")]
    both = [subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    said = {process.communicate()[0] for process in both}
    told = (tmp_path / "read").read_text().split()
    assert len(said) == 1 and all(process.returncode == 0 for process in both)
    assert sorted(told) == sorted(build(seeds).texts)


def test_the_store_keeps_the_newest(tmp_path):
    store, made = Store(tmp_path / "s.sqlite", most=3), []

    def make(keys):
        made.extend(keys)
        return {key: key.encode() for key in keys}

    for key in "abcd":
        assert store.fill([key], make) == {key: key.encode()}
    assert store.fill(list("bcd"), make).keys() == set("bcd") and made == list("abcd")
    store.fill(["a"], make)
    assert made == list("abcda")


def test_an_error_in_the_making_is_the_callers(tmp_path):
    store = Store(tmp_path / "s.sqlite", most=3)
    with pytest.raises(ZeroDivisionError):
        store.fill(["a"], lambda keys: 1 / 0)
    assert store.fill(["a"], lambda keys: {"a": b"1"}) == {"a": b"1"}


def test_any_number_of_workers_reads_the_same(seeds, cache, monkeypatch):
    monkeypatch.setattr(readings, "PAYS", 5)
    monkeypatch.setenv("PARITRANA_CACHE", "")
    write(varied(40), seeds)
    one, two = build(seeds, workers=1), build(seeds, workers=3)
    assert same(one, two) and one.rejections == two.rejections
