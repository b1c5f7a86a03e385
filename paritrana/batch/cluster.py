"""`paritrana extract --engine dask`: Parquet folders read by many machines, each row group a task of Dask.

A task reads its rows, writes OUT/part-N.parquet whole and says how it went; the part's own metadata says so again to a
run that is resumed. Dask does the rest: a task whose worker dies is given to another. Paths are fsspec's: a folder
here, or s3://, gs://, hdfs:// where the library for it is installed.
"""

from __future__ import annotations

import io
import posixpath
import sys
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from logging import ERROR

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from ..articles import Ids, parse
from ..articles.formats import ROWS, check_columns, check_size, kept_columns
from ..articles.limits import damaged
from ..articles.read import used_twice
from ..errors import OutputError, SeedError, SeedNote
from ..models import Article, Claim
from .arrow import claims_batch, raw_rows, readings
from .command import summary
from .local import cores
from .part import writing
from .progress import Progress

try:
    import distributed
    import fsspec
    from distributed import Client, Future, LocalCluster
    from fsspec.core import url_to_fs
except ImportError:
    need = 'pip install "paritrana[cluster]", or here: .venv/bin/pip install -r requirements-cluster.txt'
    raise OutputError("Dask is not installed", "--engine dask", need) from None

MOST = 20_000  # rows of a unit
PATIENCE = 10  # seconds for a scheduler to answer
TRIES = 2  # more, of a task that fails
_METADATA, _TORN = b"paritrana", "_torn-"


class Unit(msgspec.Struct, frozen=True):
    """`rows` rows of the file at `path`, from row `first` (counted from 1): those of row group `group` after the first
    `skip`. `number`: of its part; `stem`: what articles without an id are called after."""

    number: int
    path: str
    stem: str
    group: int
    skip: int
    first: int
    rows: int


class Told(msgspec.Struct):
    """How a unit went: articles, claims, and (reason, line, was it read all the same?) of what was wrong."""

    unit: Unit
    articles: int = 0
    claims: int = 0
    problems: list[tuple[str, str, bool]] = []

    def add(self, error: SeedError) -> None:
        self.problems.append((error.reason, str(error), isinstance(error, SeedNote)))


def extract(
    paths: Sequence[str], out: str | None, resume: bool = False, workers: int = 0, scheduler: str | None = None
) -> int:
    """Write the claims of Parquet files and folders to the folder `out`; the exit status, 2 where an article could
    not be read. Rows are those of the local engine, in the order of the parts' names.

    Raises SeedError where there is no Parquet file, OutputError for an `out` that cannot be used or no scheduler.
    """
    if not out:
        raise OutputError("no folder to write to", "--engine dask", "name one with --out")
    with _client(scheduler, workers) as client:
        units, bad = _units(client, paths)
        done = _done(client, units, out, resume)
        left = [unit for unit in units if unit.number not in done]
        repeated = _repeated(client, units) if left else {}

        def ask(unit: Unit) -> Future:
            return client.submit(read_unit, unit, repeated.get(unit.number, []), out=out, retries=TRIES, pure=False)

        told = [*done.values(), *_watched(left, ask)]
        fs, folder = url_to_fs(out)
        for torn in fs.glob(f"{folder}/{_TORN}*"):  # of workers that died
            fs.rm(torn)
    return _say(bad, sorted(told, key=lambda item: item.unit.number), bool(done))


def read_unit(unit: Unit, repeated: Sequence[int], out: str) -> Told:
    """A task: the claims of a unit into its part. `repeated`: rows whose id an earlier row has."""
    told = Told(unit)
    made = [claims_batch([])]
    try:
        for first, batch in _batches(unit):
            claims: list[Claim] = []
            for number, raw, item in readings(batch, unit.path, unit.stem, first):
                if not isinstance(item, SeedError) and number in repeated:
                    item = used_twice(item[0].id, raw.where)
                if isinstance(item, SeedError):
                    told.add(item)
                else:
                    told.articles += 1
                    claims += item[1]
            told.claims += len(claims)
            made.append(claims_batch(claims))
    except SeedError as error:
        told.add(error)
    except (pa.ArrowException, OSError) as error:
        told.add(damaged(error, f"{unit.path}: rows from {unit.first} on"))
    _write(pa.Table.from_batches(made), told, out)
    return told


def keys_of(unit: Unit) -> np.ndarray:
    """A task: the id's key of each row of a unit, 0 for a row that holds no article."""
    keys = np.zeros(unit.rows, dtype=np.uint64)
    with suppress(pa.ArrowException, OSError, SeedError):  # read_unit names it
        for first, batch in _batches(unit):
            for number, raw in raw_rows(batch, unit.path, unit.stem, first):
                for item in parse(raw):
                    if isinstance(item, Article):
                        keys[number - unit.first] = Ids.key(item.id)
    return keys


def row_groups(path: str) -> list[int] | SeedError:
    """A task: the rows of each row group of a file, or why it cannot be read."""
    try:
        with fsspec.open(path) as file:
            table = pq.ParquetFile(file)
            check_columns(table.schema_arrow.names, path)
            check_size(table.metadata, file.seek(0, io.SEEK_END), path)
            return [table.metadata.row_group(number).num_rows for number in range(table.metadata.num_row_groups)]
    except SeedError as error:
        return error
    except (pa.ArrowException, OSError) as error:
        return damaged(error, path)


def told_of(path: str) -> Told | None:
    """A task: how an earlier run went with a part; None where it is torn or not one of ours."""
    try:
        with fsspec.open(path) as file:
            return msgspec.json.decode(pq.read_schema(file).metadata[_METADATA], type=Told)
    except (pa.ArrowException, OSError, KeyError, TypeError, msgspec.DecodeError):
        return None


def _batches(unit: Unit) -> Iterator[tuple[int, pa.RecordBatch]]:
    """The rows of a unit, each batch with its first row's number."""
    at = unit.first - unit.skip
    with fsspec.open(unit.path) as file:
        table = pq.ParquetFile(file)
        columns = kept_columns(table.schema_arrow.names)
        for batch in table.iter_batches(ROWS, row_groups=[unit.group], columns=columns):
            start = max(unit.first - at, 0)
            kept = batch.slice(start, max(unit.first + unit.rows - at - start, 0))
            if kept.num_rows:
                yield at + start, kept
            at += batch.num_rows


def _write(table: pa.Table, told: Told, out: str) -> None:
    """The part put in place whole: a worker that dies leaves no half of one."""
    fs, folder = url_to_fs(out)
    name = part_name(told.unit.number)
    torn = f"{folder}/{_TORN}{uuid.uuid4().hex}"
    with fs.open(torn, "wb") as file:
        pq.write_table(table.replace_schema_metadata({_METADATA: msgspec.json.encode(told)}), file, compression="zstd")
    fs.mv(torn, f"{folder}/{name}")


def _units(client: Client, paths: Sequence[str]) -> tuple[list[Unit], list[SeedError]]:
    """All there is to do, in order of path and row, and the files that cannot be read."""
    found: list[tuple[str, str]] = []
    bad: list[SeedError] = []
    for path in paths:
        fs, root = url_to_fs(path)
        names = sorted(fs.find(root)) if fs.isdir(root) else [root] if fs.exists(root) else []
        base = root if fs.isdir(root) else posixpath.dirname(root)
        kept = [name for name in names if not posixpath.relpath(name, base).startswith((".", "_"))]
        kept = [name for name in kept if name.endswith(".parquet")]
        found += [(fs.unstrip_protocol(name) if "://" in path else name, name[len(base) :].strip("/")) for name in kept]
        if not kept:
            bad.append(SeedError("no Parquet file in it", path, "name Parquet files or folders of them"))
    if not found:
        raise bad[0]
    units: list[Unit] = []
    counts = client.gather(client.map(row_groups, [path for path, _ in found], pure=False))
    for (path, name), groups in zip(found, counts, strict=True):
        if isinstance(groups, SeedError):
            bad.append(groups)
            continue
        first = 1
        for group, rows in enumerate(groups):
            for skip in range(0, rows, MOST):
                size = min(MOST, rows - skip)
                units.append(Unit(len(units), path, name.removesuffix(".parquet"), group, skip, first + skip, size))
            first += rows
    return units, bad


def _done(client: Client, units: Iterable[Unit], out: str, resume: bool) -> dict[int, Told]:
    """The units whose parts an earlier run has written, by number. Raises OutputError for a folder of other things."""
    fs, folder = url_to_fs(out)
    with writing(out):
        fs.makedirs(folder, exist_ok=True)
        held = [posixpath.basename(name) for name in fs.ls(folder, detail=False)]
    if not resume:
        if held:
            raise OutputError(f"holds files ({min(held)})", out, "name a new folder, or go on in it with --resume")
        return {}
    old = [unit for unit in units if part_name(unit.number) in held]
    told = client.gather(client.map(told_of, [f"{out}/{part_name(unit.number)}" for unit in old], pure=False))
    return {unit.number: item for unit, item in zip(old, told, strict=True) if item and item.unit == unit}


def _repeated(client: Client, units: Sequence[Unit]) -> dict[int, list[int]]:
    """Unit -> the rows whose id an earlier row has. 8 bytes of each article come here: 0.8 GB of a hundred million."""
    arrays = client.gather(client.map(keys_of, units, pure=False))
    keys = np.concatenate(arrays)
    later = np.ones(len(keys), dtype=bool)
    later[np.unique(keys, return_index=True)[1]] = False
    ends = np.cumsum([unit.rows for unit in units])
    found: dict[int, list[int]] = {}
    for position in np.flatnonzero(later & (keys != 0)):
        unit = units[int(np.searchsorted(ends, position, side="right"))]
        start = int(ends[unit.number]) - unit.rows
        found.setdefault(unit.number, []).append(int(position) - start + unit.first)
    return found


def _watched(units: Sequence[Unit], ask: Callable[[Unit], Future]) -> Iterator[Told]:
    """How each unit went, as it is done; one whose task failed, after all tries, is named.

    A task that its scheduler has lost, which is no failure of it, is asked again as often.
    """
    futures = {ask(unit): (unit, TRIES) for unit in units}
    waited = distributed.as_completed(list(futures))
    count = articles = 0
    progress = Progress(lambda: count / len(units))
    for future in waited:
        unit, tries = futures.pop(future)
        if future.status == "finished":
            told = future.result()
        elif future.status != "error" and tries:
            futures[again := ask(unit)] = unit, tries - 1
            waited.add(again)
            continue
        else:
            told = Told(unit)
            error = future.exception() if future.status == "error" else None
            what = f"its workers failed ({type(error).__name__}: {error})" if error else f"it was {future.status}"
            where = f"{unit.path}: rows {unit.first} to {unit.first + unit.rows - 1}"
            told.add(SeedError(what, where, "run again with --resume", "rows whose workers failed"))
        count, articles = count + 1, articles + told.articles
        progress.show(articles)
        yield told
    progress.clear()


def _say(bad: Sequence[SeedError], told: Sequence[Told], resumed: bool) -> int:
    """What was wrong, a line each, and a summary, on stderr; the exit status."""
    counts: tuple[dict[str, int], dict[str, int]] = {}, {}
    problems = [(error.reason, str(error), False) for error in bad] + [p for item in told for p in item.problems]
    for reason, _, read in problems:
        counts[read][reason] = counts[read].get(reason, 0) + 1
    for line in dict.fromkeys(line for _, line, _ in problems):
        print(f"paritrana: {line}", file=sys.stderr)
    if problems or resumed or sys.stderr.isatty():
        articles, claims = sum(item.articles for item in told), sum(item.claims for item in told)
        print(f"paritrana: {summary(articles, claims, *counts)}", file=sys.stderr)
    return 2 if counts[False] else 0


@contextmanager
def _client(scheduler: str | None, workers: int) -> Iterator[Client]:
    """A client of the scheduler named, or of one of our own with workers on this machine."""
    if not scheduler:
        own = {"n_workers": workers or cores(), "threads_per_worker": 1, "dashboard_address": None}
        with LocalCluster(**own, silence_logs=ERROR) as cluster, Client(cluster) as client:
            yield client
        return
    try:
        client = Client(scheduler, timeout=PATIENCE)
    except (OSError, ValueError) as error:
        what = f"no scheduler answers ({type(error).__name__})"
        raise OutputError(what, scheduler, "start one: dask scheduler; and workers: dask worker ADDRESS") from None
    with client:
        yield client


def part_name(number: int) -> str:
    return f"part-{number:06}.parquet"
