"""Paths to sources: files, folders however deep, patterns, zips; .gz and .zst of each kind of file.

Nothing is ever unpacked to a place that a stranger's file names, and no link inside a folder or zip is followed.
"""

from __future__ import annotations

import glob
import gzip
import io
import os
import stat
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import BinaryIO, NamedTuple
from zipfile import ZipFile, ZipInfo

from ..errors import SeedError, shown
from .limits import DAMAGE, Budget, Counted, Meter, damaged

SUFFIXES = {".md", ".txt", ".html", ".htm", ".jsonl", ".csv", ".parquet"}
PACKED = {".gz", ".zst"}
BUFFER = 1 << 17


class Source(NamedTuple):
    """One file to read, wherever it lies. `id`: what an article without an id of its own is called."""

    name: str
    id: str
    suffix: str
    size: int  # bytes as packed
    open: Callable[[], BinaryIO]


class Walk:
    """Sources of some paths, in order of path; what is wrong with a path stands among them as a SeedError.

    `others`: how many files of which other suffix were passed over. `meter`: bytes read, of `total()`.
    """

    def __init__(self, paths: Iterable[Path | str]):
        self.others: Counter[str] = Counter()
        self.meter = Meter()
        self._found = list(_found(list(paths)))
        self._base = _base([path for path in self._found if isinstance(path, str)])

    def __iter__(self) -> Iterator[Source | SeedError]:
        for item in self.files(self.others):
            if isinstance(item, SeedError):
                yield item
            elif item.suffix == ".zip":
                yield from zipped(item, Budget(item.size, item.name), self.others)
            else:
                yield item

    def total(self) -> int:
        """Bytes of all files on disk."""
        return sum(item.size for item in self.files() if isinstance(item, Source))

    def files(self, others: Counter[str] | None = None) -> Iterator[Source | SeedError]:
        """The files on disk, zips closed; those of other kinds are counted in `others`."""
        others = Counter() if others is None else others
        for path in self._found:
            if isinstance(path, SeedError):
                yield path
            elif os.path.isdir(path):  # noqa: PTH112  (a million Paths are slow)
                yield from self._folder(path, others)
            else:
                yield self._file(path)

    def _folder(self, folder: str, others: Counter[str]) -> Iterator[Source | SeedError]:
        try:
            with os.scandir(folder) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError as error:
            yield damaged(error, folder)
            return
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_symlink():
                yield SeedError("a link, not followed", entry.path, "name what it leads to")
            elif entry.is_dir():
                yield from self._folder(entry.path, others)
            elif entry.is_file() and (wanted(entry.name) or entry.name.lower().endswith(".zip")):
                yield self._file(entry.path)
            else:
                others[PurePosixPath(entry.name).suffix] += 1

    def _file(self, path: str) -> Source:
        stem, suffix, packing = split(os.path.relpath(path, self._base))

        def read() -> BinaryIO:
            size = os.stat(path).st_size  # noqa: PTH116
            plain = Counted(open(path, "rb", buffering=0), self.meter)  # noqa: SIM115, PTH123  the reader closes it
            return unpacked(plain, packing, Budget(size, path))

        try:
            size = os.stat(path).st_size  # noqa: PTH116
        except OSError:
            size = 0  # reading it says why
        return Source(path, stem, suffix, size, read)


def held(name: str, content: bytes, meter: Meter, most: int, others: Counter[str]) -> Iterator[Source | SeedError]:
    """The sources in a file that is in memory, itself or, of a zip, what is in it; packed ones unpack to `most` bytes.

    `meter` counts the bytes read of it (of a zip unpacked), `others` a zip's members of no kind read here.
    """
    name = PureWindowsPath(name).name  # both kinds of slash
    budget = Budget(len(content), shown(name), most)
    stem, suffix, packing = split(name)

    def read() -> BinaryIO:
        return unpacked(Counted(io.BytesIO(content), None if suffix == ".zip" else meter), packing, budget)

    meter.total = len(content)
    source = Source(shown(name), stem, suffix, len(content), read)
    if suffix == ".zip" and not packing:
        yield from zipped(source, budget, others, meter)
    elif suffix in SUFFIXES:
        yield source
    else:
        kinds = ", ".join(sorted(SUFFIXES))
        yield SeedError("no kind of file that is read here", source.name, f"bring {kinds} or .zip")


def zipped(
    source: Source, budget: Budget, others: Counter[str], meter: Meter | None = None
) -> Iterator[Source | SeedError]:
    """What is in a zip, in order of name. A `meter` counts bytes as they are unpacked."""
    try:
        with source.open() as file, ZipFile(file) as archive:
            if meter:
                meter.total = sum(info.file_size for info in archive.infolist())
            for info in sorted(archive.infolist(), key=lambda info: info.filename):
                name = f"{source.name}/{shown(info.filename)}"
                if not info.filename:
                    yield SeedError("a file without a name", name, "pack it anew")
                    continue
                if info.is_dir() or any(p.startswith((".", "__MACOSX")) and p != ".." for p in _parts(info)):
                    continue
                if climbs(info.filename):
                    yield SeedError("its name climbs out of the zip", name, "rename it")
                elif stat.S_ISLNK(info.external_attr >> 16):
                    yield SeedError("a link, not followed", name, "pack what it leads to")
                elif info.filename.lower().endswith(".zip"):
                    yield SeedError("a zip in a zip", name, "unpack it first")
                elif not wanted(PurePosixPath(info.filename).name):
                    others[PurePosixPath(info.filename).suffix] += 1
                else:
                    yield _member(archive, info, name, f"{source.id}/", budget, meter)
    except SeedError as error:
        yield error
    except DAMAGE as error:
        yield damaged(error, source.name)


def _member(
    archive: ZipFile, info: ZipInfo, name: str, prefix: str, budget: Budget, meter: Meter | None
) -> Source:
    stem, suffix, packing = split(info.filename)

    def read() -> BinaryIO:
        return unpacked(Counted(archive.open(info), meter, budget), packing, budget)

    return Source(name, prefix + stem, suffix, info.compress_size, read)


def unpacked(stream: BinaryIO, packing: str, budget: Budget) -> BinaryIO:
    """The stream, of a .gz or .zst what is in it, as far as the budget goes."""
    if packing == ".gz":
        stream = Counted(gzip.GzipFile(fileobj=io.BufferedReader(stream, BUFFER)), budget=budget)
    elif packing == ".zst":
        from pyarrow import CompressedInputStream

        stream = Counted(CompressedInputStream(stream, "zstd"), budget=budget)
    return io.BufferedReader(stream, BUFFER)


def split(path: str) -> tuple[str, str, str]:
    """ "2023/a.txt.gz" -> ("2023/a", ".txt", ".gz"); suffixes in small letters."""
    stem, suffix = os.path.splitext(path)  # noqa: PTH122
    packing = ""
    if suffix.lower() in PACKED:
        packing = suffix.lower()
        stem, suffix = os.path.splitext(stem)  # noqa: PTH122
    return stem.replace(os.sep, "/"), suffix.lower(), packing


def wanted(name: str) -> bool:
    """Is a file of this name an article, when it is found in a folder or zip?"""
    stem, suffix, _ = split(name)
    return suffix in SUFFIXES and stem.upper() != "README"


def climbs(name: str) -> bool:
    """Does a name in a zip lead out of it?"""
    ways = PurePosixPath(name), PureWindowsPath(name)
    return any(way.is_absolute() or way.drive or ".." in way.parts for way in ways)


def _parts(info: ZipInfo) -> tuple[str, ...]:
    return PurePosixPath(info.filename).parts


def _found(paths: list[Path | str]) -> Iterator[str | SeedError]:
    """Paths that exist; a pattern gives what it matches, a file inside a folder it matches only with the folder."""
    for path in map(os.fspath, paths):
        if os.path.isdir(path) or os.path.isfile(path):  # noqa: PTH112, PTH113
            yield path
        elif not glob.has_magic(path):
            yield SeedError("no such file or folder", path, "check the path")
        else:
            folders: set[str] = set()
            matches = sorted(match.rstrip(os.sep) for match in glob.iglob(path, recursive=True))  # noqa: PTH207
            for match in matches:
                if folders.intersection(map(str, Path(match).parents)):
                    continue
                if os.path.isdir(match):  # noqa: PTH112
                    folders.add(match)
                    yield match
                elif wanted(os.path.basename(match)) or match.lower().endswith(".zip"):  # noqa: PTH119
                    yield match
            if not matches:
                yield SeedError("matches nothing", path, "check the pattern")


def _base(paths: list[str]) -> str:
    """The folder that ids are counted from: the one that holds all paths."""
    folders = {path if os.path.isdir(path) else os.path.dirname(path) for path in paths}  # noqa: PTH112, PTH120
    try:
        return os.path.commonpath([os.path.abspath(folder) for folder in folders])  # noqa: PTH100
    except ValueError:  # no path, or several drives
        return os.curdir
