"""Which printed year is a figure's: not the award's name, not the day of an event, the nearest of the rest."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from .dates import When
from .lexicon import either, load
from .page import Sentence
from .text import Span

NAME_TO_YEAR = 60  # characters: "Paritrana Award Provinsi Banten Tahun Penilaian 2024"
NAME_TO_OWN_YEAR = 45  # "Paritrana Award tingkat Provinsi Lampung Tahun 2021"
PRIZE_TO_YEAR = 40  # "penghargaan untuk periode tahun 2021"
LONGEST_LINK = 60  # between a figure and the year that is said with it

_BRACKETED = re.compile(r"[^,.;\d(]{0,30}\((?:per |hingga |pada |tahun |sampai )*")
_LINKED = re.compile(  # "1.000 nelayan ikut serta pada tahun 2020"; not "dan pada", "dari", "sejak"
    r"(?:\s(?!dan\b|serta\b|menjadi\b|sedangkan\b|dari\b|sejak\b|mulai\b|lalu\b|naik\b|dibanding)[a-z]+){0,4}\s?"
)
_PRIZE_OF = re.compile(
    r"\b(?:(?:juara|terbaik|peringkat|posisi|ranking) (?:\w+)|penghargaan|anugerah|ajang|kompetisi|penganugerahan"
    r"|penilaian|edisi)(?: ini)?(?: (?:untuk|periode|edisi))?(?: tahun)? $"
)
_NEXT_PART = re.compile(r"(?:,|\bdan|\bserta|\bsedangkan|\blalu)\s(?:pada )?(?:tahun )?$")
_FOR = re.compile(r"\s(?:bagi|untuk|kepada)(?: sekitar| sebanyak)?\s")
_SINCE = re.compile(r"\bsejak (?:awal |akhir |tahun )*$")
_COMPARED = re.compile(r"\b(?:dibanding(?:kan)?|daripada|ketimbang|kali lipat)\b[^,.]{0,25}$")
_UNTIL = re.compile(r"\b(?:per|hingga|sampai|posisi|sampai dengan)\s*(?:tanggal\s*)?$")


@cache
def _named() -> re.Pattern:
    return re.compile(rf"\b(?:{either(load().when['names'])})(?: tahun| serentak)? ?$")


def award_named(sentence: Sentence, position: int | None = None) -> int | None:
    """The year in the award's name: "Paritrana Award 2022", "Paritrana Award tingkat Provinsi Lampung Tahun 2021".

    Of several the one nearest a position, behind it first: "juara I Paritrana 2021 dan juara II Paritrana 2022".
    """
    named = [when for when in sentence.dates if when.precision == "year" and _in_award_name(sentence, when)]
    if not named:
        return None
    if position is None or len(named) == 1:
        return named[0].year
    clause = sentence.clause(position)
    inside = [when for when in named if clause.start <= when.start < clause.end]
    before = [when for when in named if when.end <= clause.start]
    if before and not inside:
        return before[-1].year
    named = inside or named
    return min(named, key=lambda when: (when.start < position, abs(when.start - position))).year


def _in_award_name(sentence: Sentence, when: When) -> bool:
    for name in sentence.of("award.name"):
        between = sentence.folded[name.end : when.start]
        if 0 <= when.start - name.end <= NAME_TO_OWN_YEAR and not set(between) & set(".,;"):
            return True
    before = max(sentence.start, when.start - PRIZE_TO_YEAR)
    return bool(_PRIZE_OF.search(sentence.folded, before, when.start))


def names_something(sentence: Sentence, when: When) -> bool:
    """Whether a year is part of a name: "Paritrana Award 2022", "tahun penilaian 2024", "RPJMD 2025-2045"."""
    if _named().search(sentence.folded, max(sentence.start, when.start - 24), when.start):
        return True
    return any(
        0 <= when.start - name.end < NAME_TO_YEAR and not set(sentence.folded[name.end : when.start]) & set(".,;:()")
        for name in sentence.of("award.name")
    )


class Told(NamedTuple):
    """A year told at text[start:end], printed or relative ("tahun lalu"), and its basis."""

    start: int
    end: int
    year: int
    basis: str


def printed_years(sentence: Sentence) -> list[Told]:
    """Years that can be a figure's: neither the award's own nor the day of an event; "per 12 Agustus 2024" is one."""
    if not sentence.dates:
        return []
    if printed_years not in sentence.asked:
        sentence.asked[printed_years] = [
            Told(when.start, when.end, when.year, "stated") for when in sentence.dates if _can_tell(sentence, when)
        ]
    return sentence.asked[printed_years]


def year_beside(sentence: Sentence, figure: Span, years: Iterable[Told]) -> Told | None:
    """Of the years told in a sentence the one that is a figure's.

    Right after it ("1.333 orang (2022)", "60 persen di tahun 2029"), else the nearest in its clause, else the last
    before it, else the first after it. A year behind another figure is that figure's.
    """
    years = sorted(years)
    if not years:
        return None
    if behind := year_behind(sentence, figure, years):
        return behind
    clause = sentence.clause(figure.start)
    inside = [told for told in years if clause.start <= told.start < clause.end]
    free = [told for told in inside if not _of_another(sentence, figure, told)]
    free = free or [t for t in inside if not (_of_next(sentence, figure, t) or _is_compared(sentence, figure, t))]
    if free:
        return min(free, key=lambda told: min(abs(told.start - figure.end), abs(figure.start - told.end)))
    before = [told for told in years if told.end <= figure.start]
    if before:
        return before[-1]
    return None if _of_another(sentence, figure, years[0]) else years[0]


def year_behind(sentence: Sentence, figure: Span, years: Iterable[Told]) -> Told | None:
    """The year right behind a figure: "Rp3,95 miliar pada 2025"."""
    return next((t for t in years if t.start >= figure.end and _follows(sentence, figure.end, t.start)), None)


def printed_year(sentence: Sentence, start: int, end: int) -> int | None:
    """The printed year that is the figure's at text[start:end], None where there is none."""
    told = year_beside(sentence, Span(start, end), printed_years(sentence))
    return told.year if told else None


def _follows(sentence: Sentence, end: int, start: int) -> bool:
    if start - end > LONGEST_LINK:
        return False
    return bool(_BRACKETED.fullmatch(sentence.folded, end, start) or _LINKED.fullmatch(sentence.folded, end, start))


def _of_another(sentence: Sentence, figure: Span, told: Told) -> bool:
    """Whether another figure stands between a figure and a year behind it, or right before a year ahead of it."""
    if _is_compared(sentence, figure, told):
        return True
    if told.start >= figure.end:
        if any(figure.end <= f.start < told.start for f in sentence.figures):
            return True
        return _of_next(sentence, figure, told)
    if _FOR.fullmatch(sentence.folded, told.end, figure.start):
        return False  # "Rp3,95 miliar pada 2025 bagi 17.100 pekerja"
    return any(f.end <= told.start and _follows(sentence, f.end, told.start) for f in sentence.figures)


def _is_compared(sentence: Sentence, figure: Span, told: Told) -> bool:
    """ "1.105 orang, bertambah 305 orang ketimbang tahun 2021": the year of what it is held against."""
    return told.start >= figure.end and _COMPARED.search(sentence.folded, figure.end, told.start) is not None


def _of_next(sentence: Sentence, figure: Span, told: Told) -> bool:
    """ "8.000 orang, dan tahun 2023 akan menjadi 12.500": the year opens what is said of the next figure."""
    if told.start < figure.end or not _NEXT_PART.search(sentence.folded, figure.end, told.start):
        return False
    return any(told.end <= f.start for f in sentence.figures)


def _can_tell(sentence: Sentence, when: When) -> bool:
    """Whether a date has a year that can be a figure's."""
    if not when.year or names_something(sentence, when):
        return False
    if sentence.figures and when.precision == "year" and sentence.leads(_SINCE, when.start):
        return False
    return when.precision != "day" or sentence.leads(_UNTIL, when.start) is not None
