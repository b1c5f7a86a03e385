"""The words the reader knows (data/lexicon.toml) and the regions' names (geo/), found in one pass over a text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

import ahocorasick_rs
import msgspec

from ..errors import DataError
from ..models import Group
from ..paths import DATA
from ..records import read_toml
from ..regions import all_aliases, all_regions
from .text import fold

LONGEST_NAME = 60  # characters
SHORTEST_STEM = 4  # "pu" in "punya" is no stem
LEXICON = DATA / "lexicon.toml"


class Mark(msgspec.Struct, frozen=True, order=True, gc=False):
    """A known word in a text. `name` is kind and key ("cue.covered"); of kind "place" `key` is a tuple of Names."""

    start: int
    end: int
    kind: str
    key: str | tuple
    name: str


class Name(NamedTuple):
    """What a name may stand for: a region, and whether it counts only after a type word (Kabupaten, Kota ...)."""

    code: str
    level: str
    needs_type: bool


class Lexicon(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Kind -> key -> words, as in the file, whose comments say what each kind means. Rules ask for kinds and keys."""

    clitics: list[str]
    group: dict[Group, list[str]]
    noun: dict[Literal["person", "workers", "thing", "time"], list[str]]
    topic: dict[Literal["health", "scheme", "company", "village", "government"], list[str]]
    cue: dict[
      Literal[
        "covered", "potential", "uncovered", "goal", "must", "target", "done", "increment", "growth",
        "parts", "recipients", "receivers", "nation", "other", "each", "respectively", "pointer", "sum", "if", "aside",
      ],
      list[str],
    ]  # fmt: skip
    money: dict[
      Literal[
        "budget", "benefit", "need", "premium", "prize", "rate", "yearly", "monthly", "person", "contribution",
        "arrears", "scheme", "cumulative",
      ],
      list[str],
    ]  # fmt: skip
    when: dict[
      Literal[
        "names", "this_year", "last_year", "next_year", "year_before", "year_after", "now",
        "year_end", "two_ago", "three_ago", "in_two", "two_before", "two_after",
      ],
      list[str],
    ]  # fmt: skip
    approx: dict[Literal["before"], list[str]]
    plain: dict[
      Literal[
        "function", "cardinal", "no_worker", "employer",
        "speech", "institution", "other_base", "spending", "member", "moved",
        "cut", "no_firm", "examples", "goes_on",
      ],
      list[str],
    ]  # fmt: skip
    award: dict[Literal["name", "win", "give", "nominee", "hope", "negated"], list[str]]
    rank: dict[Literal["head", "first", "second", "third", "coverage"], list[str]]
    ordinal: dict[Literal["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"], list[str]]
    prize: dict[Literal["award", "gift"], list[str]]
    scope: dict[Literal["nasional", "provinsi", "zona"], list[str]]
    wording: dict[Literal["pledge", "payer", "covers", "named"], list[str]]
    instrument: dict[Literal["mou", "pks", "inpres", "instruksi", "ranperda", "perda", "perkada", "edaran"], list[str]]
    type: dict[Literal["kabupaten", "kota", "provinsi", "official"], list[str]]
    before: dict[Literal["office", "venue", "village", "company", "name", "people", "represented", "scope"], list[str]]
    anaphor: dict[Literal["kabupaten", "kota", "home", "provinsi"], list[str]]
    furniture: dict[Literal["related", "heads", "page", "anywhere", "byline", "posted"], list[str]]


PASSED_OVER = ("clitics", "plain", "furniture", "ordinal", "approx")  # looked up where they are needed, not marked


@cache
def load(path: Path = LEXICON) -> Lexicon:
    """The lexicon file. Raises DataError naming file and line for a typo, a wrong type or an empty word."""
    lexicon = read_toml(path, Lexicon)
    for kind in lexicon.__struct_fields__[1:]:
        for key, words in getattr(lexicon, kind).items():
            for word in words:
                if not word.strip() or fold(word) != word:
                    what = f"[{kind}] {key}: {word!r} is not in lower case without hyphens"
                    raise DataError(what, f"{path}:{_line(path, word)}", f"write it as {fold(word)!r}")
    return lexicon


@cache
def plain(key: str) -> frozenset[str]:
    """Words that are looked up, not marked: a list of [plain]."""
    return frozenset(load().plain[key])


def either(words: Iterable[str]) -> str:
    """Words as alternatives of a regex, the longest first."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def _line(path: Path, word: str) -> int:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((number for number, line in enumerate(lines, start=1) if f'"{word}"' in line), 1)


class Finder:
    """All words and names as one automaton. `find(text)` -> marks in text order, overlaps settled leftmost-longest."""

    def __init__(self, lexicon: Lexicon):
        table: dict[str, list[tuple[str, str | tuple, str]]] = defaultdict(list)
        for kind in lexicon.__struct_fields__:
            if kind not in PASSED_OVER:
                for key, words in getattr(lexicon, kind).items():
                    for word in words:
                        table[word].append((kind, key, f"{kind}.{key}"))
        for name, candidates in _names().items():
            table[name].append(("place", candidates, "place"))
        self._entries = list(table.values())
        self._index = {word: index for index, word in enumerate(table)}
        self._clitics = tuple(lexicon.clitics)
        self._automaton = ahocorasick_rs.AhoCorasick(list(table), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)

    def find(self, folded: str) -> list[Mark]:
        """Marks of a folded text (`text.fold`). A word counts whole, or with a clitic: "pesertanya"."""
        marks, entries, size = [], self._entries, len(folded)
        for index, start, end in self._automaton.find_matches_as_indexes(folded):
            if start and folded[start - 1].isalnum():
                continue
            if end < size and folded[end].isalnum():
                if whole := self._clitic(folded, start, end):
                    end = whole
                else:
                    marks += self._torn(folded, start, end)
                    continue
            for kind, key, name in entries[index]:
                marks.append(Mark(start, end, kind, key, name))
        return marks

    def _torn(self, folded: str, start: int, end: int) -> list[Mark]:
        """Marks where what was found ends inside a word."""
        index, shorter = self._shorter(folded, start, end)
        marks = [] if index is None else [Mark(start, shorter, *entry) for entry in self._entries[index]]
        if " " in folded[start:end]:  # "sekda kota" in "sekda kotawaringin barat" hides a name
            marks += self._hidden(folded, folded.rfind(" ", start, end) + 1)
        return marks

    def _hidden(self, folded: str, start: int) -> list[Mark]:
        """Marks of the longest word or name that begins at a position, whole."""
        found = self._automaton.find_matches_as_indexes(folded[start : start + LONGEST_NAME])
        index, first, end = next(iter(found), (None, 1, 0))
        end += start
        if first or end < len(folded) and folded[end].isalnum():
            return []
        return [Mark(start, end, kind, key, name) for kind, key, name in self._entries[index]]

    def _shorter(self, folded: str, start: int, end: int) -> tuple[int | None, int]:
        """The entry, and its end, that stands whole where a longer one does not: "posisi" in "posisi kedua"."""
        while (end := folded.rfind(" ", start, end)) > start:
            if (index := self._index.get(folded[start:end])) is not None:
                return index, end
        return None, end

    def _clitic(self, folded: str, start: int, end: int) -> int:
        """Where a word with a clitic ends, 0 where none is attached to it."""
        if end - start < SHORTEST_STEM:
            return 0
        for clitic in self._clitics:
            if folded.startswith(clitic, end):
                after = end + len(clitic)
                if after == len(folded) or not folded[after].isalnum():
                    return after
        return 0


@cache
def finder() -> Finder:
    """The one Finder of the project's own lexicon and gazetteer."""
    return Finder(load())


def _names() -> dict[str, tuple[Name, ...]]:
    """Folded name -> the regions it may mean, in code order."""
    regions, names = all_regions(), defaultdict(dict)
    for region in regions.values():
        names[fold(region.short_name)][region.code] = False
    for alias in all_aliases():
        name, needs = fold(alias.alias), alias.note == "needs a type word"
        names[name][alias.code] = needs or names[name].get(alias.code, False)
    return {
        name: tuple(Name(code, regions[code].level, needs) for code, needs in sorted(codes.items()))
        for name, codes in names.items()
    }
