"""The data dictionary: titles, meanings and labels in Indonesian and English, from data/dictionary.toml.

>>> label("measure", "coverage_share", "id"), label("outcome", "kept", "en")
('cakupan kepesertaan', 'kept')
>>> column("ranks", "place").satu_data
'urutan'
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from .errors import DataError
from .paths import DATA
from .records import read_toml

Language = Literal["id", "en"]
LANGUAGES: tuple[Language, ...] = ("id", "en")


class _Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    title_id: str
    title_en: str
    about_id: str
    about_en: str

    def title(self, language: Language) -> str:
        return self.title_en if language == "en" else self.title_id

    def about(self, language: Language) -> str:
        return self.about_en if language == "en" else self.about_id


class Table(_Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A table's title and meaning."""


class Column(_Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A column's title and meaning; `satu_data` is its heading in the spreadsheets."""

    satu_data: str


class Dataset(_Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole: title, meaning, licence, citation (with {as_of} and {version} to fill in)."""

    licence: str
    licence_title: str
    licence_url: str
    citation_id: str
    citation_en: str

    def citation(self, language: Language, as_of: str, version: str) -> str:
        return (self.citation_en if language == "en" else self.citation_id).format(as_of=as_of, version=version)


class Code(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a code is called."""

    id: str
    en: str
    about_id: str = ""
    about_en: str = ""


class Dictionary(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All of data/dictionary.toml. A column that differs from table to table is keyed "table.column"."""

    dataset: Dataset
    tables: dict[str, Table]
    columns: dict[str, Column]
    codes: dict[str, dict[str, Code]]


@cache
def load_dictionary(path: Path = DATA / "dictionary.toml") -> Dictionary:
    """The dictionary, read once. Raises DataError."""
    return read_toml(path, Dictionary)


@cache
def load_reasons(path: Path = DATA / "reasons.toml") -> dict[str, Code]:
    """Key -> wording of why a candidate was turned down. Raises DataError."""
    return read_toml(path, dict[str, Code])


@cache
def load_correction_reasons(path: Path = DATA / "correction_reasons.toml") -> dict[str, str]:
    """A correction's reason as its file words it -> the same in Indonesian. Raises DataError."""
    return read_toml(path, dict[str, str])


def column(table: str, name: str) -> Column:
    """The entry of a column. Raises DataError where the dictionary has none."""
    columns = load_dictionary().columns
    entry = columns.get(f"{table}.{name}") or columns.get(name)
    if entry is None:
        raise DataError(f"no entry for column {table}.{name}", "data/dictionary.toml", f"add [columns.{name}]")
    return entry


def label(kind: str, code: str | None, language: Language = "id") -> str:
    """What a code is called: "" for none, the code itself where the dictionary has no such code."""
    if code is None:
        return ""
    entry = load_dictionary().codes.get(kind, {}).get(code)
    return getattr(entry, language) if entry else code
