"""Which printed year is a figure's: not the award's name, not the day of an event, the nearest of the rest."""

from __future__ import annotations

import re
from functools import cache

from .dates import When
from .lexicon import either, load
from .page import Sentence

NAME_TO_YEAR = 60  # characters: "Paritrana Award Provinsi Banten Tahun Penilaian 2024"
NAME_TO_OWN_YEAR = 45  # "Paritrana Award tingkat Provinsi Lampung Tahun 2021"

_BRACKETED = re.compile(r"[^,.;\d(]{0,30}\((?:per |hingga |pada |tahun |sampai )*")
_UNTIL = re.compile(r"\b(?:per|hingga|sampai|posisi|sampai dengan)\s*(?:tanggal\s*)?$")


@cache
def _named() -> re.Pattern:
    return re.compile(rf"\b(?:{either(load().when['names'])})(?: tahun| serentak)? ?$")


def award_named(sentence: Sentence) -> int | None:
    """The year in the award's name: "Paritrana Award 2022", "Paritrana Award tingkat Provinsi Lampung Tahun 2021"."""
    for name in sentence.of("award.name"):
        for when in sentence.dates:
            between = sentence.folded[name.end : when.start]
            near = when.precision == "year" and 0 <= when.start - name.end <= NAME_TO_OWN_YEAR
            if near and not set(between) & set(".,;"):
                return when.year
    return None


def names_something(sentence: Sentence, when: When) -> bool:
    """Whether a year is part of a name: "Paritrana Award 2022", "tahun penilaian 2024", "RPJMD 2025-2045"."""
    if _named().search(sentence.folded, max(sentence.start, when.start - 24), when.start):
        return True
    return any(
        0 <= when.start - name.end < NAME_TO_YEAR and not set(sentence.folded[name.end : when.start]) & set(".,;:()")
        for name in sentence.of("award.name")
    )


def printed_year(sentence: Sentence, start: int, end: int) -> int | None:
    """A year printed in the figure's clause, else before it in the sentence, else after it.

    Neither the award's own year nor the day of an event counts; "per 12 Agustus 2024" does.
    """
    years = [when for when in sentence.dates if _can_tell(sentence, when)]
    if not years:
        return None
    for when in years:
        if when.start >= end and _BRACKETED.fullmatch(sentence.folded, end, when.start):
            return when.year  # "1.333 orang (2022)"
    clause = sentence.clause(start)
    inside = [when for when in years if clause.start <= when.start < clause.end]
    if inside:
        return min(inside, key=lambda when: min(abs(when.start - end), abs(start - when.end))).year
    before = [when for when in years if when.end <= start]
    return (before[-1] if before else years[0]).year


def _can_tell(sentence: Sentence, when: When) -> bool:
    """Whether a date has a year that can be a figure's."""
    if not when.year or names_something(sentence, when):
        return False
    until = _UNTIL.search(sentence.folded, max(sentence.start, when.start - 30), when.start)
    return when.precision != "day" or until is not None
