"""Every figure of a sentence, asked of the rules for its unit.

The first refusal that holds turns it down; else the first reader that has something to say reads it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from ..page import Sentence
from ..topic import Last, Topic
from . import money, people, shares
from .base import Draft, Found, Refusal
from .look import Look, looks
from .ordinals import Placing
from .when import REACHING, year_of
from .whose import owners, places_that_own

_EQUIVALENT = re.compile(r"\bsetara dengan(?: \w+){0,2}\s*$")
_AND = re.compile(r"(?:\bdan|\bserta|,)(?: menjadi)?\s*$")
_EQUALS = re.compile(
    r"[^,.;:()\d]{0,25},?\s*"
    r"(?:\(|atau\b|setara\b|yakni\b|yaitu\b)(?: dengan)?(?: sekitar| sebesar| sebanyak| kepesertaan)*\s*"
)
_PARTS = re.compile(  # "20.700 orang, terdiri dari"
    r"\b(?:terdiri (?:dari|atas)|yakni|yaitu|meliputi|mencakup|rinciannya)(?: sebanyak)?\s*$"
)
_FOR = re.compile(r"\b(?:untuk|bagi|kepada|guna)\b")
FACT_NEAR = 20  # characters between "baru" and the figure that it makes a fact
NEXT_GOAL = 40  # characters between two goals in a row
RULES = {"count": ("people", people), "percent": ("share", shares), "IDR": ("money", money)}
UNITS = {"count": "people", "percent": "percent", "IDR": "IDR"}
REMEMBERED = {
    "uncovered": "uncovered", "national": "national", "other_subject": "other", "of_a_branch": "benefit_paid",
    "arrears": "arrears", "attendance": "attendance",
}
MEASURES = {"count": "covered", "percent": "coverage_share", "IDR": "budget"}  # what a refused figure might have been


def read_figures(sentence: Sentence, topic: Topic, ranked: list[Placing]) -> Iterator[Found]:
    """Claims and refusals for every figure of a sentence, in order; those in its placing phrases are none."""
    if sentence.figures:
        for look in looks(sentence, topic, places_that_own(sentence, topic)):
            if not any(placing.start <= look.start < placing.end for placing in ranked):
                yield from _read(look)


def _read(look: Look) -> Iterator[Found]:
    figure, topic, unit = look.figure, look.topic, UNITS[look.figure.unit]
    family, rules = RULES[figure.unit]
    reason = next((refuse.__name__ for refuse in _asked(rules.REFUSALS, look.sentence) if refuse(look)), None)
    if reason:
        topic.last = _turned_down(look, REMEMBERED[reason]) if reason in REMEMBERED else None
        if reason == "of_a_branch":
            year_of(look, "actual", None)  # "Selama 2023 cabang ini membayar ... Khusus untuk Jepara ..."
        topic.national = topic.national or reason == "national" and figure.unit != "percent"
        yield Refusal(reason, figure.start, figure.end, MEASURES[figure.unit], topic.region)
        return
    rule, said = next((f"{family}.{reader.__name__}", said) for reader in rules.READERS if (said := reader(look)))
    regions = owners(look)
    if not regions:
        yield Refusal("no_region", figure.start, figure.end, said["measure"])
        return
    same = _says_the_same(look)
    if same:
        said["status"] = same.status
        if said["group"] == "all" and figure.unit == "percent" and len(topic.counted) == 1:
            said["group"] = same.group
    elif _same_goal(look):
        said["status"] = "target"
    status, group = said.get("status", "actual"), said["group"]
    year, basis = said.pop("when", None) or (same and same.when) or year_of(look, status, group)
    past = year is not None and year < (topic.story.now()[0] or year)
    if year and topic.story.is_to_come(year) and not _is_fact(look):
        said["status"] = status = "target"
    elif status == "target" and past and _only_aims(look):
        said["status"] = status = "actual"  # "Pada 2023 program itu menyasar 10.000 petani"
    last = Last(said["measure"], group, status, unit, rule, look.sentence.start, figure.end, (year, basis))
    topic.took(last, regions, year if basis == "stated" and status == "actual" else None)
    for region in regions:
        yield Draft(
            rule, region, start=figure.start, end=figure.end, value=figure.value, unit=unit,
            year=year, year_basis=basis, approximate=figure.approximate, **said,
        )  # fmt: skip


def _only_aims(look: Look) -> bool:
    """ "menyasar", and no other word of intent before the figure, says whom a scheme is for."""
    intent = look.said("cue.target", look.before)
    return bool(intent) and all(look.text(mark) == "menyasar" for mark in intent)


def _is_fact(look: Look) -> bool:
    """ "baru 12 persen pada 2026"; "cakupan menyentuh 60 persen akhir 2026" may be a goal."""
    return any(look.text(mark) not in REACHING for mark in look.said("cue.done", look.just_before(FACT_NEAR)))


def _asked(refusals: tuple[Callable, ...], sentence: Sentence) -> list[Callable]:
    """The refusals that have something to say of a sentence, by the marks they need; worked out once a sentence."""
    asked = sentence.asked.get(refusals)
    if asked is None:
        asked = [rule for rule, needed in _needs(refusals) if not needed or sentence.says(*needed)]
        sentence.asked[refusals] = asked
    return asked


@cache
def _needs(refusals: tuple[Callable, ...]) -> list[tuple[Callable, tuple | None]]:
    return [(rule, getattr(rule, "needs", None)) for rule in refusals]


def _turned_down(look: Look, as_what: str) -> Last:
    """What a list that goes on after a figure of the unprotected, or of the nation, continues."""
    return Last(as_what, None, None, None, None, look.sentence.start, look.end, (None, None))


def _same_goal(look: Look) -> bool:
    """ "target cakupan 32,62 persen (tahun 2024) dan 38,39 persen (tahun 2025)": the second is a goal too."""
    last = look.topic.last
    if not last or last.sentence != look.sentence.start or last.status != "target":
        return False
    between = look.sentence.folded[last.end : look.start]
    near = last.unit == UNITS[look.figure.unit] and len(between) < NEXT_GOAL
    meant_for = last.unit == "IDR" and look.figure.unit == "count" and _FOR.search(between)
    return bool(near and (_AND.search(between) or _PARTS.search(between)) or meant_for) and not look.said(
        "cue.done", look.before
    )


def _says_the_same(look: Look) -> Last | None:
    """ "93.848 orang (59 persen)", "38,39 persen atau 1.174.328 pekerja": the figure before, in other units."""
    last, unit = look.topic.last, UNITS[look.figure.unit]
    if not last or last.status is None or last.sentence != look.sentence.start:
        return None
    if last.unit == unit or "IDR" in (last.unit, unit):
        return None
    between = look.sentence.folded[last.end : look.start]
    return last if _EQUALS.fullmatch(between) or _EQUIVALENT.search(between) else None
