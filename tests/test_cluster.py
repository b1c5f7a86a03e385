"""Beyond one machine: a pure function over Arrow batches, and Dask that runs it on Parquet folders."""

import os
import pickle
import subprocess
import sys
import threading
import time
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from paritrana import extract_claims, read_articles
from paritrana.__main__ import main
from paritrana.batch.arrow import PROBLEMS, check_batch, claims_schema, read_batch
from paritrana.errors import SeedError
from paritrana.models import Claim
from paritrana.paths import ROOT, SEEDS

ARTICLES = read_articles(SEEDS)[0]
ROWS = [{"id": a.id, "text": a.text, "publisher": a.publisher, "published": a.published, "seen": 7} for a in ARTICLES]


def claims(articles=ARTICLES):
    return [claim for article in articles for claim in extract_claims(article)]


def test_a_batch_gives_the_claims_of_its_rows():
    batch = pa.RecordBatch.from_pylist(ROWS)
    made = read_batch(batch)
    assert made.schema == claims_schema() and made.schema.names == list(Claim.__struct_fields__)
    assert made.to_pylist() == [{name: getattr(c, name) for name in c.__struct_fields__} for c in claims()]
    assert read_batch(pa.Table.from_batches([batch])).equals(pa.Table.from_batches([made]))
    assert read_batch(batch.slice(0, 0)).num_rows == 0


def test_rows_that_hold_no_article_are_named_and_the_rest_is_read():
    rows = [{"id": "a", "text": None}, {"id": "b", "text": "..."}, *ROWS[:1], {"text": "Ambon", "published": "kemarin"}]
    batch = pa.RecordBatch.from_pylist(rows, schema=pa.schema(dict.fromkeys(("id", "text", "published"), pa.string())))
    assert read_batch(batch).num_rows == len(claims(ARTICLES[:1]))
    made = check_batch(batch)
    assert made.schema == PROBLEMS
    (a, b, odd) = made.to_pylist()
    assert (a["article"], a["read"], a["problem"].partition(";")[0]) == ("a", False, "batch: row 1: no `text`")
    assert (b["article"], b["read"]) == ("b", False)
    assert odd["article"].startswith("t-") and odd["read"] and "not a date" in odd["problem"]
    with pytest.raises(SeedError, match="no column `text`"):
        read_batch(pa.RecordBatch.from_pylist([{"isi": "x"}]))


def test_the_function_needs_nothing_but_the_batch(tmp_path):
    """Pickled, and run by a bare Python elsewhere, that has only the batch."""
    batch = pa.RecordBatch.from_pylist(ROWS)
    sent = pickle.dumps((read_batch, batch))
    code = "import pickle, sys; f, b = pickle.load(sys.stdin.buffer); sys.stdout.buffer.write(pickle.dumps(f(b)))"
    done = subprocess.run([sys.executable, "-c", code], input=sent, cwd=tmp_path, env={"PATH": "/nowhere"},
                          capture_output=True, check=True)  # fmt: skip
    assert pickle.loads(done.stdout).equals(read_batch(batch))


COUNT = 1200


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A Parquet folder with what can go wrong in one: ids used twice in other files, no ids, no text, a file torn."""
    made = tmp_path_factory.mktemp("archive")
    text = [f"Nomor {n}.\n\n{ARTICLES[n % len(ARTICLES)].text[:600]}" for n in range(COUNT)]
    ids = [f"a{n}" for n in range(COUNT)]
    ids[900], ids[5] = "a3", None
    text[7], ids[1000] = "...", "a7"  # a7 holds no article, so the later a7 is the first
    frame = pl.DataFrame({"id": ids, "text": text, "published": ["2023-01-02"] * 10 + [None] * (COUNT - 10)})
    (made / "2023").mkdir()
    frame[:800].write_parquet(made / "2023" / "a.parquet", row_group_size=100)
    frame[800:].write_parquet(made / "b.parquet", row_group_size=150)
    (made / "c.parquet").write_bytes((made / "b.parquet").read_bytes()[:-500])
    (made / "_SUCCESS").touch()
    return made


@pytest.fixture(scope="module")
def local(folder, tmp_path_factory):
    """What the local engine makes of it: its claims, and what it says."""
    out = tmp_path_factory.mktemp("local") / "claims.parquet"
    done = subprocess.run([sys.executable, "-m", "paritrana", "extract", folder, "--format", "parquet", "--out", out],
                          cwd=ROOT, capture_output=True, text=True)  # fmt: skip
    return pl.read_parquet(out), done.stderr


@pytest.fixture(scope="module")
def cluster():
    from distributed import LocalCluster

    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50) as cluster:
        yield cluster


def parts(out: Path) -> pl.DataFrame:
    return pl.concat([pl.read_parquet(path) for path in sorted(out.glob("part-*.parquet"))])


def test_a_task_that_is_lost_is_asked_again_and_named_when_that_does_not_help(cluster):
    from distributed import Client

    from paritrana.batch.cluster import TRIES, Told, Unit, _watched

    unit, asked = Unit(0, "a.parquet", "a", 0, 0, 1, 5), []
    with Client(cluster) as client:

        def ask(_, good: int):
            asked.append(client.submit(Told, unit, articles=5, pure=False))
            if len(asked) != good:
                client.cancel(asked[-1])
            return asked[-1]

        assert list(_watched([unit], lambda unit: ask(unit, 2))) == [Told(unit, 5)] and len(asked) == 2
        asked.clear()
        (told,) = _watched([unit], lambda unit: ask(unit, 0))
        assert len(asked) == 1 + TRIES and "a.parquet: rows 1 to 5: it was cancelled" in told.problems[0][1]


def test_dask_gives_the_rows_of_the_local_engine_though_a_worker_is_killed(folder, local, cluster, tmp_path, capsys):
    out = tmp_path / "out"
    left = []

    def kill():
        while not list(out.glob("part-*")):
            time.sleep(0.002)
        left.append(len(list(out.glob("part-*"))))
        os.kill(next(iter(cluster.workers.values())).process.pid, 9)

    killer = threading.Thread(target=kill, daemon=True)
    killer.start()
    args = ["extract", str(folder), "--engine", "dask", "--scheduler", cluster.scheduler_address, "--out", str(out)]
    assert main(args) == 2
    killer.join()
    assert 0 < left[0] < 11, "all was done before a worker was killed"
    assert parts(out).equals(local[0])
    said = capsys.readouterr().err.splitlines()
    assert sorted(said) == sorted(local[1].removesuffix("; files of other kinds: 1 without suffix\n").splitlines())
    assert "id 'a3' is used twice" in "".join(said) and "c.parquet" in "".join(said)
    assert len(list(out.iterdir())) == 11

    # and once more: what is torn or missing is made again, nothing else
    files = sorted(out.glob("part-*"))
    files[0].unlink()
    files[1].write_bytes(files[1].read_bytes()[:-50])
    before = {path.name: path.stat().st_mtime_ns for path in files[2:]}
    assert main(args) == 2 and "holds files" in capsys.readouterr().err
    assert main([*args, "--resume"]) == 2
    assert parts(out).equals(local[0])
    assert {path.name: path.stat().st_mtime_ns for path in files[2:]} == before
    assert capsys.readouterr().err.splitlines()[-1] == said[-1]


def test_a_bad_batch_does_not_stop_the_rest(cluster, tmp_path, capsys):
    source = tmp_path / "in.parquet"
    pl.DataFrame(ROWS).write_parquet(source, row_group_size=1)
    content = bytearray(source.read_bytes())
    group = pq.ParquetFile(source).metadata.row_group(2).column(1)  # the text of the third article
    at = group.dictionary_page_offset or group.data_page_offset
    content[at : at + group.total_compressed_size] = b"\xff" * group.total_compressed_size
    source.write_bytes(content)
    out = tmp_path / "out"
    args = ["extract", str(source), "--engine", "dask", "--scheduler", cluster.scheduler_address, "--out", str(out)]
    assert main(args) == 2
    assert f"{source}: rows from 3 on: damaged" in capsys.readouterr().err
    ids = [row["id"] for row in ROWS]
    assert parts(out)["article"].unique(maintain_order=True).to_list() == ids[:2] + ids[3:]


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["--format", "csv", "--out", "x"], "does not write csv"),
        ([], "name one with --out"),
        (["--out", "x", "--scheduler", "tcp://127.0.0.1:8649"], "no scheduler answers"),
    ],
)
def test_wrong_usage_of_dask_is_one_line(args, says, capsys, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("paritrana.batch.cluster.PATIENCE", 1)
    assert main(["extract", "a.parquet", "--engine", "dask", *args]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert says in line


def test_without_dask_the_command_says_what_to_install(capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    monkeypatch.delitem(sys.modules, "paritrana.batch.cluster", raising=False)
    assert main(["extract", str(SEEDS), "--engine", "dask", "--out", "x"]) == 2
    assert 'pip install "paritrana[cluster]"' in capsys.readouterr().err
