"""Whose figure it is: the region that owns it, and the group of workers it counts."""

from __future__ import annotations

import re

from ...regions import Region
from ..lexicon import Mark
from ..page import Sentence
from ..places import Mention
from ..story import Topic, areas, subjects
from ..text import Span
from .look import Look

_JOINED = re.compile(r"[\s,]*(?:dan|serta|beserta|maupun|&|atau|,)?[\s,]*")
_REACH = re.compile(r"(?:[^,;:.()]|(?<=\d)[.,](?=\d)){0,60}")
_COUNTED_IN = re.compile(r"\s*(?:orang|jiwa|peserta|pekerja|tenaga kerja)?\s*(?:untuk|di|dari)\s")
_EXAMPLES = re.compile(r"(?:seperti|di antaranya|diantaranya|antara lain|misalnya|meliputi|termasuk)\s*(?:yang\s*)?$")
_AND_NEXT = re.compile(r"\s*(?:orang|jiwa|peserta)?\s*(?:,|;|dan|serta|sedangkan|sementara)\s")
_COUNTS_MEMBERS = re.compile(r"\s*(?:peserta|pekerja|tenaga kerja|angkatan kerja|potensi)")
_OF_SOME = re.compile(r"\s*(?:orang |pekerja |peserta )?dari (?:total |sekitar |seluruh )?\d")
_OR = re.compile(r"\b(?:atau|setara|yakni|yaitu)(?: dengan)?(?: sekitar| sebesar| kurang lebih| kira kira)?\s*$")
_ITS = re.compile(r"nya\b")
SEGMENTS = {"formal", "informal", "construction"}
OCCUPATIONS = {
    "fishers", "farmers", "village_officials", "neighbourhood_heads", "religious", "teachers", "traders", "drivers", "students",
}  # fmt: skip


def places_that_own(sentence: Sentence, topic: Topic) -> list[Mention]:
    """Subjects and stand-ins ("kabupaten itu", "pemprov") in text order; provinces as the place where if there are none."""
    named = subjects(sentence) or areas(sentence)
    stand_ins = []
    for mark in sentence.of("anaphor"):
        if not any(m.start < mark.end and mark.start < m.end for m in sentence.places) and (
            region := topic.stand_in(mark.key)
        ):
            stand_ins.append(Mention(mark.start, mark.end, region, "subject", False, (region.code,)))
    return sorted([*named, *stand_ins]) if stand_ins else named


def owners(look: Look) -> list[Region]:
    """The regions a figure belongs to: named before it, right after it, as a pair or list, or the running topic."""
    sentence, figure, topic = look.sentence, look.figure, look.topic
    if not look.places and len(topic.listed) > 1 and sentence.of("cue", "respectively", sentence.start, figure.start):
        alike = [f for f in sentence.figures if f.unit == figure.unit]  # "Masing-masing 26,66% dan 31,49%."
        return [topic.listed[alike.index(figure)]] if len(alike) == len(topic.listed) else []
    earlier = [m for m in look.places if m.end <= figure.start]
    later = [m for m in sorted({*look.places, *areas(sentence)}) if m.start >= figure.end]
    after = later[0] if later and _REACH.fullmatch(sentence.folded, figure.end, later[0].start) else None
    if not earlier:
        if after and after.role in ("area", "scope") and after.region != topic.story.province:
            return []
        return [after.region] if after else [topic.region] if topic.region else []
    before = earlier[-1]
    taken = any(before.end <= f.start < figure.start for f in sentence.figures)
    counted_in = after and _COUNTED_IN.match(sentence.folded, figure.end, after.start + 1)
    if after and taken and (before.start < look.clause.start or counted_in):
        return [after.region]
    if counted_in and _numbers_first(sentence, look.places):
        return [after.region]
    run = _run(sentence, earlier)
    if len(run) > 1 and sentence.of("cue", "respectively", before.end, figure.start):
        alike = [f for f in sentence.figures if before.end <= f.start and f.unit == figure.unit]
        if len(alike) > 1:
            return [run[alike.index(figure)].region] if len(alike) == len(run) else []
    return [m.region for m in run]


def _numbers_first(sentence: Sentence, places: list[Mention]) -> bool:
    """ "39.540 orang di Morowali, 33.481 orang di Banggai": the list names each region after its figure."""
    first = sentence.figures[0]
    return first.end <= places[0].start and bool(_COUNTED_IN.match(sentence.folded, first.end, places[0].start + 1))


def _run(sentence: Sentence, earlier: list[Mention]) -> list[Mention]:
    """The last names joined by commas and "dan": "Mesuji dan Lampung Barat"."""
    run = [earlier[-1]]
    for mention in reversed(earlier[:-1]):
        if not _JOINED.fullmatch(sentence.folded, mention.end, run[0].start):
            break
        run.insert(0, mention)
    return run


def group_of(look: Look) -> str | None:
    """The group a figure counts, None where nothing says.

    Asked in turn: the words right after it, those before it, the sector the sentence began with ("Di kelompok formal,
    69.528 ..."), what "kelompok tersebut" or "pesertanya" points back to, the one group that the whole story is about.
    """
    sentence = look.sentence
    after = look.said("group", None, Span(look.end, min(look.after.end, look.clause.end)))
    if after and look.follows(_AND_NEXT):
        after = []
    if look.follows(_OF_SOME):  # "23 ribu dari 80 ribu pekerja informal"
        after = look.said("group", None, Span(look.end, look.clause.end))
        if after:
            return _choose(sentence, after, look.topic)
    if after and after[0].start - look.end < 40:
        return _choose(sentence, after, look.topic)
    if before := look.said("group", None, look.before):
        return _choose(sentence, _last_run(before), look.topic)
    if after:
        return _choose(sentence, after, look.topic)
    sector = {mark.key for mark in look.said("group", None, look.earlier)}
    if len(sector) == 1 and (look.figure.unit == "count" or sector <= SEGMENTS) and look.figure.unit != "IDR":
        return sector.pop()
    pointer = look.said("cue", "pointer", Span(look.sentence.start, look.clause.end))
    if look.figure.unit != "percent" and not pointer:
        pointer = any(
            _ITS.search(look.sentence.folded, m.start, m.end) for m in look.said("noun", "person", look.near_clause)
        )
    if pointer and len(set(look.topic.groups)) == 1:
        return look.topic.groups[0]
    last = look.topic.people
    goes_on = last and last.group != "all" and not look.follows(_COUNTS_MEMBERS) and _beside_region(look)
    if look.figure.unit == "count" and goes_on:
        return last.group  # "... 1.200 tenaga non-ASN. Kota Bitung 900 orang": the list goes on
    return look.topic.story.group if look.figure.unit == "count" else None


def _beside_region(look: Look) -> bool:
    return any(m.end <= look.start and look.start - m.end < 40 or 0 <= m.start - look.end < 20 for m in look.places)


def group_of_share(look: Look) -> str:
    """The group of a percentage: "24.874 ... formal dan 47.257 ... informal atau sekitar 53 persen" is of all of them."""
    if look.leads(_OR):
        counted = {group for position, group in look.topic.counted if look.sentence.start <= position < look.start}
        if counted:
            return counted.pop() if len(counted) == 1 else "all"
    return group_of(look) or "all"


def _last_run(marks: list[Mark]) -> list[Mark]:
    """The coordinated words nearest before the figure."""
    run = [marks[-1]]
    for mark in reversed(marks[:-1]):
        if run[0].start - mark.end > 30:
            break
        run.insert(0, mark)
    return run


def _choose(sentence: Sentence, run: list[Mark], topic: Topic) -> str:
    """The first group of a run, examples left out ("seperti petani, nelayan").

    Formal and informal together are all. "Rentan" gives way to the one occupation it is said of: "nelayan, kelompok
    rentan", here or in the sentence before.
    """
    for index in range(1, len(run)):
        if _EXAMPLES.search(sentence.folded, run[index - 1].end, run[index].start):
            run = run[:index]
            break
    keys = [mark.key for mark in run]
    if {"formal", "informal"} <= set(keys):
        return "all"
    if keys[0] != "vulnerable":
        return keys[0]
    occupations = set(keys) & OCCUPATIONS
    if len(occupations) == 1 and "non_asn" not in keys:
        return occupations.pop()
    spoken_of = set(topic.groups) - {"vulnerable"}
    equated = "vulnerable" in topic.groups and len(spoken_of) == 1 and spoken_of <= OCCUPATIONS
    return spoken_of.pop() if len(keys) == 1 and equated else "vulnerable"
