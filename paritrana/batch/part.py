"""Claims on their way to a file: OUT.part holds them as lines of JSON, OUT.part.journal says how far they reach.

A run that was stopped, however, goes on from the last step whose claims are all there; what was torn is cut off. OUT
itself is put in place whole, once everything is read.
"""

from __future__ import annotations

import hashlib
import io
import itertools
import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from ..errors import OutputError
from ..paths import GEO, PACKAGE

if TYPE_CHECKING:
    import polars as pl

ROW_GROUP = 20_000  # claims in a row group of Parquet
EVERY = 1.0  # seconds between two steps of the journal
_encode = msgspec.json.Encoder().encode


class Begun(msgspec.Struct):
    """What a run was begun with."""

    paths: list[str]
    reader: str


class Step(msgspec.Struct):
    """All up to here is in OUT.part: `items` of the input, the last of them at `at`; `size` bytes of claims. `keys`
    are the ids since the last step; the counts are of the whole run."""

    items: int = 0
    at: str = ""
    size: int = 0
    articles: int = 0
    claims: int = 0
    skipped: dict[str, int] = {}
    notes: dict[str, int] = {}
    keys: list[int] = []


class Part:
    """OUT.part and its journal, open for more. Raises OutputError where they cannot be written or do not fit.

    `step`: where the run stands; `keys`: the ids of the steps before this run.
    """

    def __init__(self, out: Path, paths: Iterable[str], resume: bool):
        self.out, self.path = out, out.with_name(out.name + ".part")
        self._journal_path = out.with_name(out.name + ".part.journal")
        self.step, self.keys = Step(), []
        begun = Begun(list(paths), reader_fingerprint())
        if out.is_dir():
            raise OutputError("is a folder", str(out), "name a file")
        with writing(out):
            end = self._recover(begun) if resume and self._journal_path.exists() else 0
            mode = "r+b" if end else "wb"
            self._file: BinaryIO = self.path.open(mode)
            self._journal: BinaryIO = self._journal_path.open(mode)
            self._file.truncate(self.step.size)
            self._file.seek(self.step.size)
            self._journal.truncate(end)
            self._journal.seek(end)
            if not end:
                self._journal.write(_encode(begun) + b"\n")
        self._saved = time.monotonic()

    def _recover(self, begun: Begun) -> int:
        """Takes up the last step that holds; where its line in the journal ends."""
        try:
            size = self.path.stat().st_size
            first, *lines = self._journal_path.read_bytes().splitlines(keepends=True)
            was = msgspec.json.decode(first, type=Begun)
        except (OSError, ValueError, msgspec.DecodeError):
            return 0
        if was != begun:
            what = "was begun with other paths" if was.paths != begun.paths else "was begun by another version"
            raise OutputError(what, str(self.path), "give the same paths, or start anew without --resume")
        end = len(first)
        for line in lines:
            try:
                step = msgspec.json.decode(line, type=Step)
            except msgspec.DecodeError:
                break
            if step.size > size or not line.endswith(b"\n"):
                break
            self.keys += step.keys
            self.step, end = step, end + len(line)
        self.step.keys = []
        return end

    def write(self, lines: bytes, key: int) -> None:
        """The claims of one article, and its id's key."""
        with writing(self.out):
            self._file.write(lines)
        self.step.size += len(lines)
        self.step.keys.append(key)

    def save(self, now: bool = True) -> None:
        """A step into the journal, once what it speaks of is on disk; without `now` at most one a second."""
        if not now and time.monotonic() - self._saved < EVERY:
            return
        with writing(self.out):
            self._file.flush()
            os.fsync(self._file.fileno())
            self._journal.write(_encode(self.step) + b"\n")
            self._journal.flush()
        self.step.keys = []
        self._saved = time.monotonic()

    def close(self) -> None:
        self._file.close()
        self._journal.close()

    def discard(self) -> None:
        self.close()
        self.path.unlink()
        self._journal_path.unlink()

    def finish(self, format: str) -> None:
        """Put OUT in place, in its format."""
        self.close()
        with writing(self.out):
            if format == "jsonl":
                self.path.replace(self.out)
            else:
                new = self.out.with_name(self.out.name + ".new")
                convert(self.path, new, format)
                new.replace(self.out)
                self.path.unlink()
            self._journal_path.unlink()


def convert(lines: Path, out: Path, format: str) -> None:
    """Lines of JSON as CSV or Parquet, in their order, a row group at a time."""
    import polars as pl

    from ..tables.frames import columns

    schema = columns("claims")
    with lines.open("rb") as file, out.open("wb") as made, _writer(made, format) as write:
        write(pl.DataFrame(schema=schema))
        while some := b"".join(itertools.islice(file, ROW_GROUP)):
            write(pl.read_ndjson(io.BytesIO(some), schema=schema))


@contextmanager
def _writer(out: BinaryIO, format: str) -> Iterator[Callable[[pl.DataFrame], None]]:
    """A function that writes one frame after another; the first may be empty, and gives the header."""
    if format == "csv":
        from ..export.cells import safe

        yield lambda frame: safe(frame).write_csv(out, include_header=not out.tell(), float_scientific=False)
        return
    import pyarrow.parquet as pq

    from .arrow import claims_schema

    schema = claims_schema()
    with pq.ParquetWriter(out, schema, compression="zstd") as writer:
        yield lambda frame: writer.write_table(frame.to_arrow().cast(schema)) if frame.height else None


class writing:
    """An OSError inside as an OutputError that names the file."""

    def __init__(self, out: Path | str):
        self.out = out

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind, error, trace) -> None:
        if isinstance(error, OSError) and not isinstance(error, BrokenPipeError):
            what = f"cannot be written ({error.strerror or error})"
            raise OutputError(what, str(self.out), "choose another --out") from error


def reader_fingerprint() -> str:
    """A hash of all code and words that decide what is read: claims of two readers do not belong into one file."""
    total = hashlib.blake2b(digest_size=8)
    for path in sorted([*PACKAGE.rglob("*.py"), *PACKAGE.rglob("data/*.toml"), *GEO.glob("*.csv")]):
        total.update(path.name.encode() + b"\0" + path.read_bytes())
    return total.hexdigest()
