"""Placing phrases: "Juara I", "terbaik kedua", "urutan ke-7", "runner-up", "juara kedua dan ketiga", "kedua Mukomuko".

Counts are none: "enam kali", "sembilan besar", "tiga teratas", "juara satu sampai tiga".
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from ..lexicon import load
from ..page import Sentence
from ..places import Mention

LAST_PLACE = 60  # no province has more governments than that
_ROMAN = frozenset(["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"])
_CARDINAL = frozenset(["satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh"])
_TO_ANOTHER = re.compile(r"\s*(?:sampai|hingga|s/d|dalam daftar)\b")
_TIMES = re.compile(r"\s*(?:kali|kalinya|besar|tahun)\b")
_KINDS = re.compile(r"\s*(?:kategori|daerah|provinsi|kabupaten|kota|penghargaan)\b")
_SOME = re.compile(rf"(?<!\d)\b(?:{'|'.join(sorted(_CARDINAL))}|\d{{1,2}})(?: daerah| kabupaten| kota)?(?: yang)?\s*$")
_PERSON = re.compile(r"\borang\s*$")  # "orang nomor satu di Banten" is its governor
_AND = re.compile(r"\s*(?:,|dan|serta|,\s*dan|,\s*serta|maupun)\s*$")


class Placing(NamedTuple):
    """A placing phrase at text[start:end]. `head` is the word that makes it one ("juara", "tertinggi")."""

    start: int
    end: int
    place: int
    head: str


@cache
def _grammar() -> tuple[re.Pattern, re.Pattern, dict[str, int]]:
    """The ordinal after a head, the ordinal that stands by itself, and what each word is worth."""
    words = {word: int(key) for key, words in load().ordinal.items() for word in words}
    alternatives = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    after_head = re.compile(rf"\s*(?:ke\s|nomor\s|no\.?\s)?({alternatives}|ke\s?\d{{1,2}}|\d{{1,2}})(?![\w/]|[.,]\d)")
    by_itself = re.compile(
        r"(?:,|\bdan|\bserta)\s+(?:yang\s)?((?:ke)(?:dua|tiga|empat|lima|enam)|ii|iii|iv|[2-6])(?![\w/]|[.,]\d)"
    )
    return after_head, by_itself, words


def placings(sentence: Sentence) -> list[Placing]:
    """Every placing phrase of a sentence, in order."""
    after_head, by_itself, words = _grammar()
    found: list[Placing] = []
    for mark in sentence.of("rank"):
        head = sentence.folded[mark.start : mark.end]
        fixed = {"first": 1, "second": 2, "third": 3}.get(mark.key)
        if fixed and not among_several(sentence, mark.start):
            found.append(Placing(mark.start, mark.end, fixed, head))
        if mark.key != "head" or not (match := after_head.match(sentence.folded, mark.end, sentence.end)):
            continue
        token = match[1]
        if not _counts_places(sentence, head, token, match) or _PERSON.search(
            sentence.folded, sentence.start, mark.start
        ):
            continue
        place = words.get(token) or int(re.sub(r"\D", "", token) or 0)
        if 0 < place <= LAST_PLACE:
            found.append(Placing(mark.start, match.end(), place, head))
    alone = list(by_itself.finditer(sentence.folded, sentence.start, sentence.end))
    for match in alone if found or len(alone) > 1 or sentence.of("award", "win") else ():
        if found and (follows := _goes_on(sentence, found, match)):
            found.append(Placing(match.start(1), match.end(), words[match[1]], follows))
        elif _names_next(sentence, match.end(), sentence.places):
            found.append(Placing(match.start(1), match.end(), words[match[1]], "juara"))
    return sorted(set(found))


def among_several(sentence: Sentence, start: int) -> bool:
    """ "tiga teratas", "tiga daerah yang tertinggi" say who is among them, not who is first."""
    return bool(_SOME.search(sentence.folded, sentence.start, start))


def _counts_places(sentence: Sentence, head: str, token: str, match: re.Match) -> bool:
    if token in _ROMAN and not sentence.text[match.start(1) : match.end(1)].isupper():
        return False
    if head in ("nomor", "tempat", "pemenang") and token.isdigit():
        return False
    if _TIMES.match(sentence.folded, match.end()) or _TO_ANOTHER.match(sentence.folded, match.end()):
        return False
    named = any(0 <= m.start - match.end() <= 1 for m in sentence.places)
    return not (token in _CARDINAL and not named and _KINDS.match(sentence.folded, match.end()))


def _goes_on(sentence: Sentence, found: list[Placing], match: re.Match) -> str | None:
    """ "juara kedua dan ketiga": the head is the one just before."""
    before = [p for p in found if p.end <= match.start()]
    if before and not sentence.folded[max(p.end for p in before) : match.start()].strip(" ,"):
        return before[-1].head
    return None


def _names_next(sentence: Sentence, end: int, places: list[Mention]) -> bool:
    """ "kedua Mukomuko": an ordinal right before a name."""
    return any(0 <= m.start - end <= 1 and m.region for m in places)
