"""`extract` on an archive: the same bytes on any number of cores, resumed wherever it stopped, nothing lost."""

import json
import os
import pty
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import polars as pl
import pytest

from paritrana.__main__ import main
from paritrana.articles import raw_articles, read_articles
from paritrana.articles.formats import Raw
from paritrana.articles.walk import Walk
from paritrana.batch import local
from paritrana.batch.work import work
from paritrana.errors import SeedError
from paritrana.paths import ROOT, SEEDS

FEW = sorted(SEEDS.glob("0*.md"))
COUNT = 300  # articles: more than two workers hold before them
TEXTS = [article.text[:400] for article in read_articles(SEEDS)[0]]
COMMAND = [sys.executable, "-m", "paritrana", "extract"]


def archive(path: Path, count: int = COUNT) -> Path:
    rows = ({"id": f"a{n}", "text": f"Nomor {n}.\n\n{TEXTS[n % len(TEXTS)]}"} for n in range(count))
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Files of several kinds, and among them what cannot be read."""
    made = tmp_path_factory.mktemp("archive")
    archive(made / "a.jsonl")
    odd = '{"text": "Paser", "published": "?"}\n'
    (made / "b.jsonl").write_text('{"id": "a7", "text": "Ambon"}\nnot JSON\n' + odd * 2)
    (made / "c.txt").write_text(TEXTS[0])
    (made / "d.pdf").write_text("")
    return made


@pytest.fixture(scope="module")
def whole(folder):
    return subprocess.run([*COMMAND, folder, "--workers", "1"], capture_output=True, cwd=ROOT)


def run(*args, **more):
    return subprocess.run([*COMMAND, *map(str, args)], capture_output=True, cwd=ROOT, **more)


def test_what_was_skipped_is_named_and_summed_up(whole, folder):
    said = whole.stderr.decode().replace(f"{folder}/", "").splitlines()
    assert whole.returncode == 2
    assert [line.partition(";")[0] for line in said[:-1]] == [
        "paritrana: b.jsonl:1: id 'a7' is used twice", "paritrana: b.jsonl:2: not JSON",
        "paritrana: b.jsonl: rows without an id", "paritrana: b.jsonl:3: published is '?', not a date",
        "paritrana: b.jsonl:4: published is '?', not a date"]  # fmt: skip
    claims = whole.stdout.count(b"\n")
    assert said[-1] == (
        f"paritrana: 303 articles read, {claims:,} claims; skipped 2: 1 id used twice, 1 not JSON; read with something "
        "left out: 2 published is not a date, 2 row without an id; files of other kinds: 1 .pdf"
    )


@pytest.mark.parametrize("workers", [2, 3])
def test_any_number_of_workers_gives_the_same_bytes(whole, folder, workers):
    done = run(folder, "--workers", workers)
    assert (done.stdout, done.stderr, done.returncode) == (whole.stdout, whole.stderr, 2)


@pytest.mark.parametrize("kind", ["jsonl", "csv", "parquet"])
def test_every_format_is_the_same_to_a_file_and_to_a_pipe(whole, folder, tmp_path, kind):
    piped = run(folder, "--format", kind).stdout
    assert run(folder, "--format", kind, "--out", tmp_path / "out", "--workers", 1).stdout == b""
    assert (tmp_path / "out").read_bytes() == piped
    ndjson = partial(pl.read_ndjson, infer_schema_length=None)
    read = {"jsonl": ndjson, "csv": pl.read_csv, "parquet": pl.read_parquet}[kind](tmp_path / "out")
    assert read["claim_id"].to_list() == [json.loads(line)["claim_id"] for line in whole.stdout.splitlines()]
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_pool_reads_and_one_batch_needs_none(monkeypatch):
    assert len(list(local.batches(raw_articles(Walk(FEW))))) == 1
    monkeypatch.setattr(local, "_pooled", None)
    assert [done.id for _, result in local.read(raw_articles(Walk(FEW)), 2) for done in result] == [
        article.id for article in read_articles(*FEW)[0]]  # fmt: skip


@pytest.fixture
def stopped(folder, tmp_path, monkeypatch):
    """A run that stopped in the middle, and what it wrote."""
    out = tmp_path / "out"
    monkeypatch.setattr("paritrana.batch.part.EVERY", 0)
    kept, seen = work, []

    def stopping(batch):
        seen.append(batch)
        if len(seen) == 4:
            raise KeyboardInterrupt
        return kept(batch)

    monkeypatch.setattr(local, "work", stopping)
    assert main(["extract", str(folder), "--out", str(out), "--workers", "1"]) == 130
    monkeypatch.setattr(local, "work", kept)
    assert not out.exists()
    return out


def cut(path: Path, count: int) -> None:
    path.write_bytes(path.read_bytes()[:-count])


def longer(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b'{"claim_id": "torn')


TEARS = {
    "as it is": lambda part, journal: None,
    "a line torn": lambda part, journal: longer(part),
    "claims lost": lambda part, journal: cut(part, 2000),
    "journal torn": lambda part, journal: cut(journal, 5),
    "journal longer": lambda part, journal: longer(journal),
    "all claims lost": lambda part, journal: part.write_bytes(b""),
    "journal gone": lambda part, journal: journal.write_bytes(b""),
    "part gone": lambda part, journal: part.unlink(),
}


@pytest.mark.parametrize("tear", TEARS)
@pytest.mark.parametrize("kind", ["jsonl", "parquet"])
def test_a_stopped_run_is_resumed_to_the_same_bytes(whole, folder, stopped, tmp_path, tear, kind, capfd):
    journal = stopped.with_name("out.part.journal")
    assert len(journal.read_bytes().splitlines()) > 3
    TEARS[tear](stopped.with_name("out.part"), journal)
    capfd.readouterr()
    assert main(["extract", str(folder), "--out", str(stopped), "--resume", "--format", kind, "--workers", "1"]) == 2
    assert capfd.readouterr().err.splitlines()[-1] == whole.stderr.decode().splitlines()[-1]
    if kind == "jsonl":
        assert stopped.read_bytes() == whole.stdout
    else:
        assert pl.read_parquet(stopped).height == whole.stdout.count(b"\n")
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_resume_reads_only_what_is_left(folder, stopped, monkeypatch):
    seen = []
    monkeypatch.setattr(local, "work", lambda batch: seen.extend(batch) or work(batch))
    main(["extract", str(folder), "--out", str(stopped), "--resume", "--workers", "1"])
    assert 0 < len(seen) == COUNT + 5 - 3 * local.SIZE


def test_resume_wants_the_same_run(folder, stopped, capsys):
    args = ["extract", "--out", str(stopped), "--resume", "--workers", "1"]
    assert main([*args, str(folder / "a.jsonl")]) == 2
    assert "was begun with other paths" in capsys.readouterr().err
    archive(folder / "0.jsonl", 3)
    try:
        assert main([*args, str(folder)]) == 2
        assert "not those of the run that stopped" in capsys.readouterr().err
    finally:
        (folder / "0.jsonl").unlink()
    assert main([*args[:1], str(folder), "--resume"]) == 2
    assert "name a file with --out" in capsys.readouterr().err
    assert main([*args, str(folder)]) == 2 and stopped.exists()
    assert main([*args, str(folder)]) == 0
    assert "is finished already" in capsys.readouterr().err


def test_a_run_that_is_killed_is_resumed(tmp_path):
    source, out = archive(tmp_path / "a.jsonl", 5000), tmp_path / "out"
    with subprocess.Popen([*COMMAND, source, "--out", out, "--workers", "2"], cwd=ROOT) as process:
        journal = out.with_name("out.part.journal")
        while not journal.exists() or len(journal.read_bytes().splitlines()) < 2:
            assert process.poll() is None, "finished before it could be killed"
            time.sleep(0.01)
        workers = children(process.pid)
        process.kill()
    deadline = time.monotonic() + 20
    while any(Path(f"/proc/{pid}").exists() for pid in workers) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert workers and not any(Path(f"/proc/{pid}").exists() for pid in workers), "workers outlive their parent"
    done = run(source, "--out", out, "--resume")
    assert done.returncode == 0 and done.stderr.startswith(b"paritrana: 5,000 articles read")
    assert out.read_bytes() == run(source, "--workers", 1).stdout


def children(pid: int) -> list[int]:
    found = [int(line) for line in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return found + [grandchild for child in found for grandchild in children(child)]


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="no /proc")
def test_a_worker_that_is_killed_loses_nothing(tmp_path):
    source = archive(tmp_path / "a.jsonl", 1000)
    results = local.read(raw_articles(Walk([source])), 2)
    made = [next(results)]
    from multiprocessing import forkserver

    os.kill(children(forkserver._forkserver._forkserver_pid)[-1], signal.SIGKILL)
    made += results
    assert [done.id for _, result in made for done in result] == [f"a{n}" for n in range(1000)]


def slow_at_first(batch):
    time.sleep(0.7 * any(raw.id == "a0" for raw in batch))
    return work(batch)


def test_a_slow_batch_holds_up_the_others_and_none_is_lost(monkeypatch):
    """While the first is read the others run as far ahead as they may; when it is done all of them are, at once."""
    monkeypatch.setattr(local, "work", slow_at_first)
    count = local.SIZE * local.AHEAD * 6
    items = [Raw("row", {"id": f"a{n}", "text": "Ambon"}, f"f:{n}", f"a{n}", "f") for n in range(count)]
    made = [item.id for _, result in local.read(items, 2) for item in result]
    assert made == [f"a{n}" for n in range(count)]


def deadly(batch):
    """A reader that dies on one article, as a fault in a library of C would have it."""
    if any(raw.id == "x" for raw in batch):
        os._exit(11)
    return work(batch)


def test_an_article_that_kills_its_worker_is_named(monkeypatch):
    monkeypatch.setattr(local, "work", deadly)
    items = [Raw("row", {"id": f"a{n}", "text": "Ambon"}, f"f:{n}", f"a{n}", "f") for n in range(200)]
    items.insert(70, Raw("row", {"text": "x"}, "f:x", "x", "f"))
    made = [item for _, result in local.read(items, 2) for item in result]
    assert [item.id for item in made if not isinstance(item, SeedError)] == [f"a{n}" for n in range(200)]
    assert str(made[70]) == "f:x: a worker died reading it; look at it alone: paritrana explain"


def test_a_fault_of_the_reader_is_named(monkeypatch):
    def fails(article):
        raise ValueError("boom")

    monkeypatch.setattr("paritrana.batch.work.extract_claims", fails)
    (error,) = work([Raw("row", {"id": "a", "text": "Ambon"}, "f:1", "a", "f")])
    assert "f:1: the reader failed on it (ValueError: boom)" in str(error)


def test_a_terminal_shows_rate_and_time_left(tmp_path):
    source = archive(tmp_path / "a.jsonl", 2500)
    ours, theirs = pty.openpty()
    with subprocess.Popen([*COMMAND, source, "--out", tmp_path / "out"], cwd=ROOT, stderr=theirs):
        os.close(theirs)
        shown = b""
        while True:
            try:
                shown += os.read(ours, 1 << 16)
            except OSError:
                break
    os.close(ours)
    assert b"articles, " in shown and b"/s, " in shown and b" s left" in shown
    assert shown.rstrip().endswith(b"claims") and b"2,500 articles read" in shown
