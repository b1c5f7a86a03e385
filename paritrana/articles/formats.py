"""A source as raw articles, one at a time: whole files, lines of JSON, rows of CSV and Parquet.

Nothing larger than one article (`limits.MAX_ARTICLE`) is held; what it costs to parse is left to `read.parse`.
"""

from __future__ import annotations

import csv
import io
import itertools
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

import msgspec

from ..errors import SeedError
from .limits import BOMB, DAMAGE, MAX_ARTICLE, MAX_RATIO, MIB, RATIO_FREE, damaged, too_long
from .text import META
from .walk import Source

ROWS = 256  # of Parquet, held at once
NEEDS = 'each line is {"id": ..., "text": ...}'
SPOOL = 16 * MIB


class Raw(msgspec.Struct, frozen=True):
    """One article as it lies in its file. `kind`: the file's suffix, or "row" for a dict of columns."""

    kind: str
    content: Any
    where: str
    id: str
    path: str


def raws(source: Source) -> Iterator[Raw | SeedError]:
    """What a source holds, in order; what cannot be read stands as an error at its place."""
    try:
        with source.open() as file:
            match source.suffix:
                case ".jsonl":
                    yield from _jsonl(file, source)
                case ".csv":
                    yield from _csv(file, source)
                case ".parquet":
                    yield from _parquet(file, source)
                case _:
                    yield _whole(file, source)
    except SeedError as error:
        yield error
    except DAMAGE as error:
        yield damaged(error, source.name)


def _whole(file: BinaryIO, source: Source) -> Raw:
    content = file.read(MAX_ARTICLE + 1)
    if len(content) > MAX_ARTICLE:
        raise too_long(source.name)
    return Raw(source.suffix, content, source.name, source.id, source.name)


def lines(file: BinaryIO, name: str) -> Iterator[tuple[int, bytes | SeedError]]:
    """Lines with their numbers. One that is too long is read to its end and kept nowhere."""
    for number in itertools.count(1):
        line = file.readline(MAX_ARTICLE + 1)
        if not line:
            return
        if len(line) <= MAX_ARTICLE:
            yield number, line
            continue
        while line and not line.endswith(b"\n"):
            line = file.readline(MAX_ARTICLE)
        yield number, too_long(f"{name}:{number}")


def _jsonl(file: BinaryIO, source: Source) -> Iterator[Raw | SeedError]:
    number = 0
    for number, line in lines(file, source.name):
        if isinstance(line, SeedError):
            yield line
        elif line.strip():
            yield Raw(".jsonl", line, f"{source.name}:{number}", f"{source.id}-{number}", source.name)
    if not number:
        yield empty(source.name)


def _csv(file: BinaryIO, source: Source) -> Iterator[Raw | SeedError]:
    """Rows below a header that names `text`; comma, semicolon, tab or bar, as the header has it; UTF-8 or what old
    spreadsheets write."""
    trouble: list[SeedError] = []

    def decoded() -> Iterator[str]:
        for number, line in lines(file, source.name):
            if isinstance(line, SeedError):
                trouble.append(line)
                line = b"\n"
            yield _decoded(line) if number > 1 else _decoded(line.removeprefix(b"\xef\xbb\xbf"))

    text = decoded()
    header = next(text, "")
    if not header.strip():
        raise empty(source.name)
    if "\0" in header:
        raise SeedError("binary, not text", source.name, "save it as UTF-8 text")
    csv.field_size_limit(MAX_ARTICLE)
    rows = csv.reader(itertools.chain([header], text), delimiter=max(",;\t|", key=header.count))
    try:
        names = [name.strip().lower() for name in next(rows)]
    except csv.Error as error:
        raise SeedError(f"not CSV ({error})", f"{source.name}:1", "mend the header line", "not CSV") from None
    check_columns(names, source.name)
    while True:
        number, row = rows.line_num + 1, None
        try:
            row = next(rows, None)
        except csv.Error as error:
            what = "a quote that is never closed" if "limit" in str(error) else f"not CSV ({error})"
            trouble.append(SeedError(what, f"{source.name}:{number}", "close it; the rest is read from where it broke"))
            row = []
        yield from trouble
        trouble.clear()
        if row is None:
            return
        where = f"{source.name}:{number}"
        if len(row) == len(names):
            made = dict(zip(names, row, strict=True))
            kept = {name: made[name] for name in kept_columns(names)}
            yield Raw("row", kept, where, f"{source.id}-{number}", source.name)
        elif row:
            what = f"{len(row)} fields under {len(names)} column names"
            yield SeedError(what, where, "quote a text that holds the separator", "fields that fit no column name")


def _parquet(file: BinaryIO, source: Source) -> Iterator[Raw | SeedError]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    if not file.seekable():  # in a zip
        with tempfile.SpooledTemporaryFile(SPOOL) as spool:
            shutil.copyfileobj(file, spool)
            spool.seek(0)
            yield from _parquet(spool, source)
        return
    try:
        table = pq.ParquetFile(file, pre_buffer=False, buffer_size=MIB)  # not a whole column of a row group at once
        names = table.schema_arrow.names
        check_columns(names, source.name)
        check_size(table.metadata, file.seek(0, io.SEEK_END), source.name)
        number = 0
        for batch in table.iter_batches(ROWS, columns=kept_columns(names)):
            for row in batch.to_pylist():
                number += 1
                yield Raw("row", row, f"{source.name}: row {number}", f"{source.id}-{number}", source.name)
    except pa.ArrowException as error:
        raise damaged(error, source.name) from None


def frame_rows(frame: Any, name: str = "frame") -> Iterator[Raw]:
    """Rows of a Polars frame with a column `text`. Raises SeedError where it has none."""
    check_columns(frame.columns, name)
    for number, row in enumerate(frame.select(kept_columns(frame.columns)).iter_rows(named=True), start=1):
        yield Raw("row", row, f"{name}: row {number}", f"{name}-{number}", name)


def empty(name: str) -> SeedError:
    return SeedError("empty", name, "put the article's text into it or remove it")


def kept_columns(names: Iterable[str]) -> list[str]:
    return [name for name in names if name == "text" or name in META]


def check_columns(names: Iterable[str], where: str) -> None:
    """Raises SeedError where no column is called `text`."""
    if "text" not in names:
        raise SeedError(f"no column `text` (there are {', '.join(names)})", where,
                        "name so the one that holds the article", "no column `text`")  # fmt: skip


def check_size(metadata: Any, packed: int, where: str) -> None:
    """Raises SeedError for a file of `packed` bytes whose own figures say that it is a bomb.

    Its columns are not asked: pyarrow ends the process where what the file says of one is damaged.
    """
    unpacked = sum(metadata.row_group(number).total_byte_size for number in range(metadata.num_row_groups))
    if unpacked > RATIO_FREE + MAX_RATIO * packed:
        raise SeedError(BOMB, where, "unpack it yourself if you trust it")


def _decoded(line: bytes) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace")
