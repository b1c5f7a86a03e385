"""What the Data and Method pages say from data files: accuracy, changelog, ways to use the tables, citations."""

from __future__ import annotations

from functools import cache

import msgspec

from ..dictionary import load_dictionary
from ..paths import DATA
from ..records import read_toml
from ..tables.frames import Tables
from .downloads import SHORT


class Accuracy(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How well the reader reads a set of articles; `f1_full` counts year, group and level too."""

    id: str
    en: str
    articles: int
    claims: int
    f1: float
    f1_full: float


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A change; `version` of the release that brought it, "" before there is one."""

    version: str = ""
    date: str
    id: str
    en: str


class Use(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    title: str
    language: str
    code: str


class _Accuracies(msgspec.Struct, forbid_unknown_fields=True):
    row: list[Accuracy]


class _Entries(msgspec.Struct, forbid_unknown_fields=True):
    entry: list[Entry]


@cache
def accuracy() -> list[Accuracy]:
    """data/accuracy.toml. Raises DataError."""
    return read_toml(DATA / "accuracy.toml", _Accuracies).row


@cache
def changelog() -> list[Entry]:
    """data/changelog.toml, newest first. Raises DataError."""
    return read_toml(DATA / "changelog.toml", _Entries).entry


@cache
def uses() -> dict[str, Use]:
    """data/use.toml. Raises DataError."""
    return read_toml(DATA / "use.toml", dict[str, Use])


def code(use: Use, base: str) -> str:
    """The lines of a program, with the address of the files put in."""
    return use.code.strip().replace("BASE", base)


def citations(tables: Tables, lang: str, url: str) -> dict[str, str]:
    """short, full and bibtex, each with the date the data stand at and their version."""
    dataset, version, year = load_dictionary().dataset, tables.fingerprint[:SHORT], tables.as_of[:4]
    title = getattr(dataset, f"title_{lang}")
    return {
        "short": f"Paritrana ({tables.as_of}, {version}). CC BY 4.0.",
        "full": f"{dataset.citation(lang, tables.as_of, version)} {url}",
        "bibtex": "\n".join([
            f"@misc{{paritrana-{version},", "  author = {{Paritrana contributors}},", f"  title = {{{title}}},",
            f"  year = {{{year}}},", f"  version = {{{version}}},", f"  note = {{As of {tables.as_of}. CC BY 4.0}},",
            f"  url = {{{url}}}", "}",
        ]),
    }  # fmt: skip
