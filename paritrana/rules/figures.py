"""Every figure of a sentence, asked of the rules for its unit: turned down by the first refusal, else read by the first reader."""

from __future__ import annotations

from collections.abc import Iterator

from ..page import Sentence
from ..story import Last, Topic
from . import money, people, shares
from .base import Draft, Found, Refusal
from .look import Look, looks
from .when import year_of
from .whose import owners, places_that_own

RULES = {"count": ("people", people), "percent": ("share", shares), "IDR": ("money", money)}
UNITS = {"count": "people", "percent": "percent", "IDR": "IDR"}
MEASURES = {"count": "covered", "percent": "coverage_share", "IDR": "budget"}  # what a refused figure might have been


def read_figures(sentence: Sentence, topic: Topic) -> Iterator[Found]:
    """Claims and refusals for every figure of a sentence, in order."""
    if sentence.figures:
        for look in looks(sentence, topic, places_that_own(sentence, topic)):
            yield from _read(look)


def _read(look: Look) -> Iterator[Found]:
    figure, topic = look.figure, look.topic
    family, rules = RULES[figure.unit]
    reason = next((refuse.__name__ for refuse in rules.REFUSALS if refuse(look)), None)
    if reason:
        topic.last = Last("uncovered", None, None, None, None, look.sentence.start) if reason == "uncovered" else None
        yield Refusal(reason, figure.start, figure.end, MEASURES[figure.unit], topic.region)
        return
    for reader in rules.READERS:
        if (said := reader(look)) is not None:
            break
    regions = owners(look)
    if not regions:
        yield Refusal("no_region", figure.start, figure.end, said["measure"])
        return
    status, group, unit = said.get("status", "actual"), said["group"], UNITS[figure.unit]
    year, basis = said.pop("when", None) or year_of(look, status, group)
    rule = f"{family}.{reader.__name__}"
    topic.took(
        Last(said["measure"], group, status, unit, rule, look.sentence.start),
        figure,
        regions,
        year if basis == "stated" else None,
    )
    for region in regions:
        yield Draft(
            rule, region, start=figure.start, end=figure.end, value=figure.value, unit=unit, year=year, year_basis=basis,
            approximate=figure.approximate, **said,
        )  # fmt: skip
