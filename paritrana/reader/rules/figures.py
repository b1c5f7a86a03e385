"""Every figure of a sentence, asked of the rules for its unit: turned down by the first refusal, else read by the first reader."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..page import Sentence
from ..story import Last, Topic
from . import money, people, shares
from .base import Draft, Found, Refusal
from .look import Look, looks
from .ordinals import placings
from .when import year_of
from .whose import owners, places_that_own

_EQUIVALENT = re.compile(r"\bsetara dengan(?: \w+){0,2}\s*$")
_AND = re.compile(r"(?:\bdan|\bserta|,)(?: menjadi)?\s*$")
_EQUALS = re.compile(
    r"[^,.;:()\d]{0,25},?\s*(?:\(|atau\b|setara\b|yakni\b|yaitu\b)(?: dengan)?(?: sekitar| sebesar| sebanyak| kepesertaan)*\s*"
)
RULES = {"count": ("people", people), "percent": ("share", shares), "IDR": ("money", money)}
UNITS = {"count": "people", "percent": "percent", "IDR": "IDR"}
MEASURES = {"count": "covered", "percent": "coverage_share", "IDR": "budget"}  # what a refused figure might have been


def read_figures(sentence: Sentence, topic: Topic) -> Iterator[Found]:
    """Claims and refusals for every figure of a sentence, in order."""
    if sentence.figures:
        ordinals = placings(sentence)
        for look in looks(sentence, topic, places_that_own(sentence, topic)):
            if not any(p.start <= look.start < p.end for p in ordinals):
                yield from _read(look)


def _read(look: Look) -> Iterator[Found]:
    figure, topic = look.figure, look.topic
    family, rules = RULES[figure.unit]
    reason = next((refuse.__name__ for refuse in rules.REFUSALS if refuse(look)), None)
    if reason:
        topic.last = (
            Last("uncovered", None, None, None, None, look.sentence.start, figure.end, (None, None))
            if reason == "uncovered"
            else None
        )
        yield Refusal(reason, figure.start, figure.end, MEASURES[figure.unit], topic.region)
        return
    for reader in rules.READERS:
        if (said := reader(look)) is not None:
            break
    regions = owners(look)
    if not regions:
        yield Refusal("no_region", figure.start, figure.end, said["measure"])
        return
    if same := _says_the_same(look):
        said["status"] = same.status
        alone = sum(look.sentence.start <= position < figure.start for position, _ in topic.counted) == 1
        if said["group"] == "all" and figure.unit == "percent" and alone:
            said["group"] = same.group
    elif _same_goal(look):
        said["status"] = "target"
    status, group, unit = said.get("status", "actual"), said["group"], UNITS[figure.unit]
    year, basis = said.pop("when", None) or (same and same.when) or year_of(look, status, group)
    rule = f"{family}.{reader.__name__}"
    last = Last(said["measure"], group, status, unit, rule, look.sentence.start, figure.end, (year, basis))
    topic.took(last, figure, regions, year if basis == "stated" else None)
    for region in regions:
        yield Draft(
            rule, region, start=figure.start, end=figure.end, value=figure.value, unit=unit, year=year, year_basis=basis,
            approximate=figure.approximate, **said,
        )  # fmt: skip


def _same_goal(look: Look) -> bool:
    """ "target cakupan 32,62 persen (tahun 2024) dan 38,39 persen (tahun 2025)": the second is a goal like the first."""
    last = look.topic.last
    if (
        not last
        or last.status != "target"
        or last.sentence != look.sentence.start
        or last.unit != UNITS[look.figure.unit]
    ):
        return False
    between = look.sentence.folded[last.end : look.start]
    return len(between) < 40 and bool(_AND.search(between)) and not look.said("cue", "done", look.before)


def _says_the_same(look: Look) -> Last | None:
    """ "93.848 orang (59 persen)", "38,39 persen atau 1.174.328 pekerja": the second figure is the first in other units."""
    last = look.topic.last
    if not last or last.status is None or last.sentence != look.sentence.start or last.unit == UNITS[look.figure.unit]:
        return None
    between = look.sentence.folded[last.end : look.start]
    equal = _EQUALS.fullmatch(between) or _EQUIVALENT.search(between)
    return last if equal and "IDR" not in (last.unit, UNITS[look.figure.unit]) else None
