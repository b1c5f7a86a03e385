"""What changed between two releases of the data: claims gained, lost and changed, article by article.

A claim is the same where its id is; where it is not, the same article and the same figure make it a changed one. Where
a figure stands in its article (`start`, `end`) is no change: any edit of the text moves it.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Literal

import msgspec

from .errors import DataError
from .explain import said
from .models import Claim

Row = dict[str, object]
PLACE = ("claim_id", "start", "end")  # what tells where, not what
SAME = [  # a claim of one release is that of the other where these agree and are there; the surest first
    ("claim_id",),
    ("article", "region_code", "measure", "value", "unit", "group"),
    ("article", "region_code", "measure", "value"),
    ("article", "start", "end", "measure"),
    ("article", "value", "unit", "quote"),
    ("article", "value", "unit"),
    ("article", "start", "end"),
]
NEEDED = ("claim_id", "article", "region_code", "measure", "value")
_DEFAULTS = {field.name: None for field in msgspec.structs.fields(Claim)}


class Change(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One difference. `fields`: which fields of a changed claim differ, in the order of a claim."""

    change: Literal["gained", "lost", "changed"]
    article: str
    fields: list[str] | None = None
    old: Row | None = None
    new: Row | None = None


def changes(old: Sequence[Row], new: Sequence[Row]) -> list[Change]:
    """The differences, by article and place. Fields that one side lacks altogether are not compared."""
    fields = [name for name in columns(old) if name in columns(new) and name not in PLACE]
    found, left, rest = [], list(old), list(new)
    for key in SAME:
        pairs, left, rest = _paired(left, rest, key)
        for one, other in pairs:
            if differ := [name for name in fields if one.get(name) != other.get(name)]:
                where = str(other["article"])
                found.append(Change(change="changed", article=where, fields=differ, old=one, new=other))
    found += [Change(change="lost", article=str(row["article"]), old=row) for row in left]
    found += [Change(change="gained", article=str(row["article"]), new=row) for row in rest]
    return sorted(found, key=_order)


def columns(rows: Sequence[Row]) -> list[str]:
    """The fields of these claims, in order; those of any claim where there is none."""
    return list(dict.fromkeys(name for row in rows for name in row)) or list(_DEFAULTS)


def load(path: Path) -> list[Row]:
    """The claims of a folder made by `build`, or of a .csv, .parquet or .jsonl file. Raises DataError."""
    if path.is_dir():
        files = [path / name for name in ("claims.parquet", "claims.csv", "claims.jsonl") if (path / name).is_file()]
        if not files:
            raise DataError("no claims in it", str(path), "name a folder that `paritrana build` made")
        path = files[0]
    if not path.is_file():
        raise DataError("no such file or folder", str(path), "check the path")
    readers = {".csv": _csv, ".parquet": _parquet, ".jsonl": _jsonl}
    if path.suffix not in readers:
        raise DataError("neither .csv, .parquet nor .jsonl", str(path), "name a file of claims")
    rows = readers[path.suffix](path)
    for name in NEEDED:
        if rows and name not in rows[0]:
            raise DataError(f"no column {name}", str(path), "name a file of claims that `build` or `extract` made")
    return rows


def lines(found: Iterable[Change], count: int) -> Iterator[str]:
    """The differences as text. `count`: claims of the new release."""
    article, sums = None, dict.fromkeys(("gained", "lost", "changed"), 0)
    for item in found:
        sums[item.change] += 1
        if item.article != article:
            yield (article := item.article)
        sign = {"gained": "+", "lost": "-", "changed": "~"}[item.change]
        yield f"  {sign} {said(SimpleNamespace(**_DEFAULTS | (item.new or item.old)))}"
        for name in item.fields or ():
            yield f"      {name} {_plain(item.old.get(name))} -> {_plain(item.new.get(name))}"
    same = count - sums["gained"] - sums["changed"]
    total = ", ".join(f"{n} {name}" for name, n in sums.items())
    yield f"{total}, {same} the same" if any(sums.values()) else f"no difference: {count} claims"


def _paired(old: list[Row], new: list[Row], key: tuple[str, ...]) -> tuple[list[tuple[Row, Row]], list, list]:
    """Pairs that agree in `key`, in the order of their places, and what is left of both."""
    by_key: dict[tuple, list[Row]] = defaultdict(list)
    for row in sorted(old, key=_place):
        if None not in (values := tuple(row.get(name) for name in key)):
            by_key[values].append(row)
    pairs, rest = [], []
    for row in sorted(new, key=_place):
        same = by_key.get(tuple(row.get(name) for name in key))
        if same:
            pairs.append((same.pop(0), row))
        else:
            rest.append(row)
    taken = {id(row) for row, _ in pairs}
    return pairs, [row for row in old if id(row) not in taken], rest


def _place(row: Row) -> tuple:
    return str(row["article"]), row.get("start") or 0, row.get("end") or 0, str(row["claim_id"])


def _order(item: Change) -> tuple:
    return *_place(item.new or item.old), item.change


def _plain(value: object) -> str:
    if isinstance(value, float):
        return f"{value:,.10g}"
    return "nothing" if value is None else str(value)


def _csv(path: Path) -> list[Row]:
    import polars as pl

    from .export.cells import bare
    from .tables.frames import columns as types

    with _readable(path):
        raw = path.read_bytes()
        names = next(csv.reader(io.StringIO(raw.decode("utf-8-sig"))))
        known = types("claims")
        frame = pl.read_csv(raw, schema_overrides={name: known.get(name, pl.String) for name in names})
    return bare(frame).to_dicts()


def _parquet(path: Path) -> list[Row]:
    import polars as pl

    with _readable(path):
        frame = pl.read_parquet(path)
    return frame.to_dicts()


def _jsonl(path: Path) -> list[Row]:
    rows = []
    with _readable(path):
        content = path.read_bytes()
    for number, line in enumerate(content.splitlines(), start=1):
        if line.strip():
            with _readable(f"{path}:{number}"):
                rows.append(msgspec.json.decode(line, type=Row))
    return rows


class _readable:
    """Whatever goes wrong within becomes a DataError about this file or line."""

    def __init__(self, where: Path | str):
        self._where = str(where)

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type | None, error: BaseException | None, _: object) -> None:
        if isinstance(error, Exception):
            what = f"cannot be read as claims ({type(error).__name__})"
            raise DataError(what, self._where, "name a file of claims that `build` or `extract` made") from error
