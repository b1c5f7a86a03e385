"""A problem in the words of a language: English as the code words it, Indonesian from data/problems.toml.

>>> from paritrana.words import load_words
>>> told(Problem("longer than 200000 letters", "a.txt", "split it"), load_words("id"))
'a.txt: lebih panjang dari 200.000 huruf; bagi menjadi beberapa bagian'
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from .errors import DataError, ParitranaError, Problem
from .paths import DATA
from .records import read_toml
from .words import Words

Part = Literal["what", "where", "mend"]
_FIELD = re.compile(r"\{([a-z]+\d?)\}")
_NUMBER = re.compile(r"n\d?")  # the name of a field that is a number of ours


class _File(msgspec.Struct, forbid_unknown_fields=True):
    what: dict[str, str]
    where: dict[str, str]
    mend: dict[str, str]


class _Phrases(NamedTuple):
    """Whole phrases, and those with fields as patterns, the most telling first."""

    whole: dict[str, str]
    patterns: list[tuple[re.Pattern[str], str]]


@cache
def load_phrases(path: Path = DATA / "problems.toml") -> dict[Part, _Phrases]:
    """Part of a problem -> its phrases. Raises DataError, also where a phrase has other fields in Indonesian."""
    file = read_toml(path, _File)
    return {part: _phrases(getattr(file, part), path) for part in file.__struct_fields__}


def _phrases(said: dict[str, str], path: Path) -> _Phrases:
    for english, indonesian in said.items():
        fields = _FIELD.findall(english)
        if not indonesian.strip():
            raise DataError(f"{english!r} has no words", str(path), "say it in Indonesian")
        if len(set(fields)) < len(fields) or sorted(_FIELD.findall(indonesian)) != sorted(fields):
            raise DataError(f"{english!r} has other {{fields}} than in the other language", str(path), "mend it")
    with_fields = sorted(filter(_FIELD.search, said), key=lambda english: -len(_FIELD.sub("", english)))
    return _Phrases(said, [(_pattern(english), said[english]) for english in with_fields])


def _pattern(english: str) -> re.Pattern[str]:
    parts = _FIELD.split(english)  # text, field, text ...
    for at in range(1, len(parts), 2):
        parts[at] = f"(?P<{parts[at]}>{'[0-9]{1,15}' if _NUMBER.fullmatch(parts[at]) else '.+'})"
    parts[::2] = map(re.escape, parts[::2])
    return re.compile("".join(parts), re.DOTALL)


def told(problem: Problem | ParitranaError, words: Words) -> str:
    """The one line of a problem, as far as its parts are known in the language; Python's own words stay English."""
    said = {part: phrase(part, getattr(problem, part), words) for part in load_phrases()}
    return str(Problem(**said))


def lines(found: Iterable[Problem | ParitranaError], words: Words) -> str:
    """A line for each problem, as `told` words it."""
    return "\n".join(told(problem, words) for problem in found)


def phrase(part: Part, text: str, words: Words) -> str:
    """One part of a problem in the words of the language; the text itself where it is not known there."""
    if words.lang == "en":
        return text
    known = load_phrases()[part]
    if text in known.whole:
        return known.whole[text]
    for pattern, said in known.patterns:
        if found := pattern.fullmatch(text):
            return _FIELD.sub(lambda field: _value(field[1], found[field[1]], words), said)  # noqa: B023
    return text


def _value(name: str, value: str, words: Words) -> str:
    return words.number(int(value)) if _NUMBER.fullmatch(name) else value
