"""Which printed year is a figure's: not the award's name, not the day of an event, the nearest of the rest."""

from __future__ import annotations

import re

from .dates import When
from .lexicon import load
from .page import Sentence

_BRACKETED = re.compile(r"[^,.;\d(]{0,30}\((?:per |hingga |pada |tahun |sampai )*")
_NAMED = re.compile(rf"\b(?:{'|'.join(load().when['names'])})(?: tahun| serentak)? ?$")
_UNTIL = re.compile(r"\b(?:per|hingga|sampai|posisi|sampai dengan)\s*(?:tanggal\s*)?$")
NAME_TO_YEAR = 60  # characters: "Paritrana Award Provinsi Banten Tahun Penilaian 2024"


def names_something(sentence: Sentence, when: When) -> bool:
    """Whether a year is part of a name: "Paritrana Award 2022", "tahun penilaian 2024", "Pemilu 2024", "RPJMD 2025-2045"."""
    before = sentence.folded[max(sentence.start, when.start - 24) : when.start]
    if _NAMED.search(before):
        return True
    names = sentence.of("award", "name")
    return any(
        0 <= when.start - name.end < NAME_TO_YEAR and not set(sentence.folded[name.end : when.start]) & set(".,;:()")
        for name in names
    )


def printed_year(sentence: Sentence, start: int, end: int) -> int | None:
    """A year printed in the figure's clause, else before it in the sentence, else after it.

    Neither the award's own year nor the day of an event counts; "per 12 Agustus 2024" does.
    """
    years = []
    for when in sentence.dates:
        if not when.year or names_something(sentence, when):
            continue
        if when.precision == "day" and not _UNTIL.search(
            sentence.folded, max(sentence.start, when.start - 30), when.start
        ):
            continue
        years.append(when)
    if not years:
        return None
    for when in years:
        if when.start >= end and _BRACKETED.fullmatch(sentence.folded, end, when.start):
            return when.year  # "1.333 orang (2022)"
    clause = sentence.clause(start)
    inside = [w for w in years if clause.start <= w.start < clause.end]
    if inside:
        return min(inside, key=lambda w: min(abs(w.start - end), abs(start - w.end))).year
    before = [w for w in years if w.end <= start]
    return (before[-1] if before else years[0]).year
