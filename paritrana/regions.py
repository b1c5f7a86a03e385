"""The gazetteer: every province, kabupaten and kota with its official codes, from geo/*.csv; and what was in which."""

from __future__ import annotations

import csv
import datetime
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from .errors import DataError
from .paths import GEO

Level = Literal["provinsi", "kabupaten", "kota"]
REBUILD = "restore it from the repository or run `python geo/build.py`"


class Region(msgspec.Struct, frozen=True, kw_only=True):
    """One government. Codes are Kemendagri's ("73", "73.16"); population in people, area in km2, None where unknown."""

    code: str
    level: Level
    name: str
    short_name: str
    province_code: str
    province: str
    bps_code: str
    capital: str
    lat: float
    lon: float
    population: int | None = None
    area_km2: float | None = None


class Alias(msgspec.Struct, frozen=True, kw_only=True):
    """Another name of a region. `note` "needs a type word": counts only after Kabupaten, Kota, Pemkab, Bupati ..."""

    alias: str
    code: str
    note: Literal["", "everyday", "spelling", "former name", "needs a type word"] = ""


class Succession(msgspec.Struct, frozen=True, kw_only=True):
    """A province cut out of another: until `date` its regions were those of `from_code`. `law`: "UU 20/2012"."""

    province_code: str
    from_code: str
    law: Annotated[str, msgspec.Meta(pattern=r"^UU \d+/\d{4}$")]
    date: datetime.date


def read_rows(path: Path, kind: type) -> list:
    """Rows of a CSV file as records of `kind`; empty cells are left to the field's default.

    Raises DataError naming file and line for a missing file, an unknown column or a cell of the wrong type.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"cannot be read ({type(error).__name__})", str(path), REBUILD) from error
    known = set(kind.__struct_fields__)
    rows, reader = [], csv.DictReader(text.splitlines())
    if set(reader.fieldnames or ()) != known:
        raise DataError(f"columns are not {', '.join(kind.__struct_fields__)}", f"{path}:1", REBUILD)
    for row in reader:
        if None in row or None in row.values():
            raise DataError("wrong number of cells", f"{path}:{reader.line_num}", REBUILD)
        try:
            rows.append(msgspec.convert({k: v for k, v in row.items() if v != ""}, kind, strict=False))
        except msgspec.ValidationError as error:
            raise DataError(str(error), f"{path}:{reader.line_num}", "mend the cell") from error
    return rows


@cache
def all_regions(folder: Path = GEO) -> dict[str, Region]:
    """Code -> Region, in code order. Raises DataError."""
    rows = read_rows(folder / "regions.csv", Region)
    regions = {row.code: row for row in sorted(rows, key=lambda row: row.code)}
    if len(regions) != len(rows):
        raise DataError("a code stands twice", str(folder / "regions.csv"), REBUILD)
    return regions


@cache
def all_aliases(folder: Path = GEO) -> list[Alias]:
    """Every alias line. Raises DataError where one names no region."""
    aliases, regions = read_rows(folder / "aliases.csv", Alias), all_regions(folder)
    for line, row in enumerate(aliases, start=2):
        if row.code not in regions:
            raise DataError(
                f"alias {row.alias!r} names no region {row.code!r}", f"{folder / 'aliases.csv'}:{line}", "mend the code"
            )
    return aliases


@cache
def all_successions(folder: Path = GEO) -> dict[str, Succession]:
    """Code of a younger province -> where it came from. Raises DataError for a code unknown or used twice."""
    path, found = folder / "succession.csv", {}
    for line, row in enumerate(read_rows(path, Succession), start=2):
        for code in (row.province_code, row.from_code):
            if code not in all_regions() or all_regions()[code].level != "provinsi":
                raise DataError(f"{code!r} is no province", f"{path}:{line}", "mend the code")
        if row.province_code in found:
            raise DataError(f"province {row.province_code} stands twice", f"{path}:{line}", "delete one line")
        found[row.province_code] = row
    return found


def succession(code: str, year: int | None) -> Succession | None:
    """The law that has moved a kabupaten or kota to another province since that year; None where none has.

    In the year of the law itself the old province counts: the year began in it. Without a year nothing is known.
    """
    law = all_successions().get(code[:2])
    return law if law and year is not None and len(code) > 2 and year <= law.date.year else None


def has_been_in(code: str, province: str) -> bool:
    """Is the region in this province, or has it ever been: ("96.71", "92") and ("96.71", "96")?"""
    law = all_successions().get(code[:2])
    return code[:2] == province or law is not None and has_been_in(law.from_code, province)


def province_then(code: str, year: int | None) -> str | None:
    """The province a region was in that year, where it is in another today: ("96.71", 2019) -> "Papua Barat"."""
    law = succession(code, year)
    return all_regions()[law.from_code].province if law else None


def parts_then(code: str, year: int | None) -> list[str]:
    """The provinces of today that a province still held that year: ("91", 2021) -> ["Papua Selatan", ...]."""
    laws = [law for law in all_successions().values() if law.from_code == code and year is not None]
    return [all_regions()[law.province_code].province for law in laws if year <= law.date.year]
