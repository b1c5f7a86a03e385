"""The whole way from a folder of seeds to tables: `build(seeds)`; `kept(seeds)` builds only where something changed."""

from __future__ import annotations

import importlib.metadata
import io
from functools import lru_cache
from pathlib import Path

import msgspec
import polars as pl

from ..articles import line_of, read_articles
from ..articles.walk import Source, Walk
from ..errors import CorrectionError, ParitranaError, Problem, SeedError
from ..models import Reading
from ..paths import DATA, GEO, PACKAGE, SEEDS
from ..store import content, fingerprint, store
from .asof import known_by, the_day
from .corrections import correct, load_corrections
from .frames import Tables, build_tables
from .readings import READER, readings

CORRECTIONS = "corrections.toml"
MOST = 8  # tables kept
TRIES = 3  # at seeds that change while they are read


def _program() -> str:
    """A hash of what makes tables of readings: code, words and gazetteer, as they were when this was loaded."""
    files = [*PACKAGE.glob("*.py"), *PACKAGE.joinpath("tables").rglob("*.py"), *DATA.glob("*.toml"), *GEO.glob("*.csv")]
    runs_on = map(importlib.metadata.version, ("babel", "polars"))
    return fingerprint([READER, *runs_on, *(content([file], file.parent) for file in sorted(files))])


PROGRAM = _program()


def build(seeds: Path | str = SEEDS, *, strict: bool = False, as_of: str | None = None, workers: int = 1) -> Tables:
    """Tables of a folder of seeds and its corrections.toml. Articles read before are not read again.

    A seed that cannot be read becomes one of `problems`, and the rest stays. So does a correction that is broken
    or no longer needed, unless `strict`: then it raises CorrectionError. Raises DataError for a damaged lexicon,
    geo file or claim.

    `as_of` (ISO date): as the tables stood that day, of the articles known by then (`asof.known_since`). Raises
    DayError. `workers`: processes that read, at most; the tables are the same for any number.
    """
    day = None if as_of is None else the_day(as_of)
    articles, problems = read_articles(seeds, front_matter=True)
    read = readings(articles, workers)
    mistakes: list[ParitranaError] | None = None if strict else []
    try:
        corrections = load_corrections(Path(seeds) / CORRECTIONS)
    except CorrectionError as error:
        if strict:
            raise
        corrections, mistakes = [], [error]
    if day:
        later = {reading.article.id for reading in read if not known_by(reading.article, reading.claims, day)}
        read = [reading for reading in read if reading.article.id not in later]
        corrections = [entry for entry in corrections if entry.article not in later]
    problems += [error for reading in read if (error := _unknown_region(reading))]
    corrected = correct(read, corrections, mistakes)
    return build_tables(
        [reading.article for reading in read],
        corrected.claims,
        rejections={reading.article.id: reading.rejections for reading in read},
        problems=[error.problem for error in (*problems, *(mistakes or ()))],
        counts=corrected.counts(),
        as_of=day,
    )


def kept(seeds: Path | str = SEEDS, as_of: str | None = None) -> Tables:
    """`build(seeds, as_of=as_of)`, from disk where seeds, corrections, lexicon, gazetteer and code are the same.

    Raises as `build` does, and DataError where the seeds cannot be opened.
    """
    for _ in range(TRIES):
        said = seeds_content(Path(seeds))
        key = fingerprint([PROGRAM, _place(seeds), said, as_of or ""])
        try:
            return _unpacked(store("tables", MOST).fill([key], lambda _: {key: _made(seeds, as_of, said)})[key])  # noqa: B023
        except _Changed as changed:
            tables = changed.tables
    return tables  # of seeds that never stand still: whole articles all the same, but of no one moment


def keep_last(tables: Tables, seeds: Path | str, when: str) -> None:
    """Keep these as the last good tables of a folder of seeds; `when` (ISO time) they were read."""
    store("last", MOST).put({_last(seeds): msgspec.msgpack.encode((when, _packed(tables)))})


def kept_last(seeds: Path | str) -> tuple[Tables, str] | None:
    """The last good tables of a folder of seeds and when they were read, from whichever process; None for none."""
    if not (found := store("last", MOST).fill([_last(seeds)], lambda _: {})):
        return None
    when, packed = msgspec.msgpack.decode(found[_last(seeds)], type=tuple[str, bytes])
    return _unpacked(packed), when


class _Changed(Exception):
    """The seeds were changed while they were read."""

    def __init__(self, tables: Tables):
        self.tables = tables


def _made(seeds: Path | str, as_of: str | None, said: str) -> bytes:
    tables = build(seeds, as_of=as_of)
    if seeds_content(Path(seeds)) != said:
        raise _Changed(tables)
    return _packed(tables)


def _place(seeds: Path | str) -> str:
    return str(Path(seeds).absolute())


def _last(seeds: Path | str) -> str:
    return fingerprint([PROGRAM, _place(seeds)])


def seeds_content(folder: Path) -> str:
    """A hash of all that a folder of seeds says; files that did not change since the last time are not opened again."""
    found = [Path(item.name) for item in Walk([folder]).files() if isinstance(item, Source)]
    files = sorted([*found, *folder.glob(CORRECTIONS)])
    return _content(folder, tuple((path, *_state(path)) for path in files))


@lru_cache(maxsize=4)
def _content(folder: Path, files: tuple) -> str:
    return content((path for path, *_ in files), folder)


def _state(path: Path) -> tuple[int, ...]:
    try:
        state = path.stat()
    except OSError:
        return ()
    return state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino


def _packed(tables: Tables) -> bytes:
    return msgspec.msgpack.encode(tables, enc_hook=_raw)


def _unpacked(packed: bytes) -> Tables:
    return msgspec.msgpack.decode(packed, type=Tables, dec_hook=_made_of)


def _raw(part: pl.DataFrame | Problem) -> bytes | tuple[str, str, str]:
    if isinstance(part, Problem):
        return part.what, part.where, part.mend
    out = io.BytesIO()
    part.write_ipc(out)
    return out.getvalue()


def _made_of(kind: type, raw) -> pl.DataFrame | Problem:
    return Problem(*raw) if kind is Problem else pl.read_ipc(raw)


def _unknown_region(reading: Reading) -> SeedError | None:
    """An article that says nothing of a region we know, but something of one we do not."""
    strangers = [r for r in reading.rejections if r.reason == "place_unknown"]
    if reading.claims or not strangers:
        return None
    name = reading.article.text[strangers[0].start : strangers[0].end]
    where = reading.article.id
    if path := reading.article.path:
        where = f"{path}{line_of(path, name)}"
    return SeedError(f"region {name!r} is not known", where, "mend the spelling, or add it to geo/aliases.csv")
