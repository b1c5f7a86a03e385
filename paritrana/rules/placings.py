"""Placings and prizes of governments: "Juara I", "terbaik kedua", "urutan ke-7 secara nasional", winners and candidates.

Companies and villages win Paritrana Awards too; their placings are turned down. So are counts ("sembilan besar", "enam kali").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from ..lexicon import load
from ..page import Sentence
from ..places import Mention
from ..regions import Region
from ..story import Topic, subjects
from .base import Draft, Found, Refusal
from .whose import places_that_own

_ROMAN = frozenset(["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"])
_NO_PLACE = re.compile(r"\s*(?:sampai|hingga|s/d)\b")
_SOME_OF = re.compile(
    r"\b(?:dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|\d+)(?: daerah| kabupaten| kota)?(?: yang)?\s*$"
)
_NATION = re.compile(r"\b(?:zona|nasional)\b")
_AGAIN = re.compile(r"\s*(?:kali|kalinya|besar|tahun|kategori|daerah|provinsi|kabupaten)\b")


class Placing(NamedTuple):
    """A placing phrase at text[start:end]."""

    start: int
    end: int
    place: int
    head: str


@cache
def _ordinal() -> tuple[re.Pattern, dict[str, int]]:
    words = {word: int(key) for key, words in load().ordinal.items() for word in words}
    alternatives = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    return re.compile(rf"\s*(?:ke\s)?({alternatives}|ke\s?\d{{1,2}}|\d{{1,2}})(?![\w/]|[.,]\d)"), words


def placings(sentence: Sentence) -> list[Placing]:
    """Every placing phrase: a head word and a number behind it, or a word that says first or second by itself."""
    pattern, words = _ordinal()
    found = []
    for mark in sentence.of("rank"):
        said = sentence.folded[mark.start : mark.end]
        fixed = {"first": 1, "second": 2, "third": 3}.get(mark.key)
        if fixed and _SOME_OF.search(sentence.folded, sentence.start, mark.start):
            continue  # "tiga teratas" says who is among them, not who is first
        if fixed:
            found.append(Placing(mark.start, mark.end, fixed, said))
            continue
        if mark.key != "head" or not (match := pattern.match(sentence.folded, mark.end, sentence.end)):
            continue
        token = match[1]
        if token in _ROMAN and not sentence.text[match.start(1) : match.end(1)].isupper():
            continue
        if said in ("nomor", "tempat", "pemenang") and token.isdigit():
            continue
        if _AGAIN.match(sentence.folded, match.end()) or _NO_PLACE.match(sentence.folded, match.end()):
            continue
        place = words.get(token) or int(re.sub(r"\D", "", token) or 0)
        if 0 < place <= 60:
            found.append(Placing(mark.start, match.end(), place, said))
    return found


def read_placings(sentence: Sentence, topic: Topic) -> Iterator[Found]:
    """Ranks, coverage ranks, awards without a number and nominations of a sentence."""
    for mark in sentence.of("rank", ("head", "first")):
        if _SOME_OF.search(sentence.folded, sentence.start, mark.start):
            yield Refusal("among_several", mark.start, mark.end, "rank")
    ranked = placings(sentence)
    places = subjects(sentence)
    if ranked:
        yield from _ranks(sentence, ranked, places, topic)
    elif sentence.of("award", "nominee"):
        yield from _prize(sentence, "nominee", places, topic)
    elif sentence.of("award", "win") and (sentence.of("award", "name") or (places and _given(sentence, topic))):
        yield from _prize(sentence, "award", places, topic)
    elif topic.listing and places and sentence.of("topic", "government"):
        yield from _prize(sentence, topic.listing, places, topic)


def _given(sentence: Sentence, topic: Topic) -> bool:
    """Whether "menerima" is said of the award: the prize is named, or the sentence goes on with a list of governments."""
    if sentence.of("topic", "health") or (sentence.of("rank", "coverage") and not sentence.of("award", "name")):
        return False  # a prize of health insurance, or one for coverage alone
    return (
        topic.award_seen
        and not sentence.of("money")
        and bool(sentence.of("prize", "award") or sentence.of("topic", "government"))
    )


def _ranks(sentence: Sentence, ranked: list[Placing], places: list[Mention], topic: Topic) -> Iterator[Found]:
    for placing, region in _pairs(sentence, ranked, places, topic):
        coverage = (
            placing.head == "tertinggi" or bool(sentence.of("rank", "coverage")) and not sentence.of("award", "name")
        )
        measure = "coverage_rank" if coverage else "rank"
        if reason := _refused(sentence, placing, region, topic, coverage):
            yield Refusal(reason, placing.start, placing.end, measure, region)
            continue
        year, basis = _year(sentence, topic, coverage)
        yield Draft(
            "placing.coverage" if coverage else "placing.rank", region, measure, placing.start, placing.end, float(placing.place), "ordinal",
            year=year, year_basis=basis, scope=_scope(sentence, region, placing.start, topic),
        )  # fmt: skip


def _refused(sentence: Sentence, placing: Placing, region: Region | None, topic: Topic, coverage: bool) -> str | None:
    clause = sentence.clause(placing.start)
    if any(m.start < placing.start for m in sentence.of("award", "hope", clause.start, clause.end)):
        return "hope"
    if topic.contest != "government":
        return "company_or_village"
    if sentence.of("prize", "gift"):
        return "prize"
    if region is None:
        return "no_region"
    if not coverage and not topic.award_seen:
        return "no_award"
    return None


def _pairs(
    sentence: Sentence, ranked: list[Placing], places: list[Mention], topic: Topic
) -> Iterator[tuple[Placing, Region | None]]:
    """Which region has which placing: the one in its clause, else in the order of the sentence, else the running topic."""
    free_places, free_ranks, pairs = list(places), [], []
    for placing in ranked:
        clause = sentence.clause(placing.start)
        inside = [m for m in free_places if clause.start <= m.start < clause.end]
        rivals = [r for r in ranked if clause.start <= r.start < clause.end]
        if inside and len(rivals) == 1:
            after = [m for m in inside if m.start >= placing.end]
            chosen = (
                inside[0]
                if len(inside) == 1
                else (after[0] if after and not [m for m in inside if m.end <= placing.start] else inside[0])
            )
            free_places.remove(chosen)
            pairs.append((placing, chosen.region))
        else:
            free_ranks.append(placing)
    if free_ranks and free_places:
        behind = free_ranks[0].start < free_places[0].start
        for placing in list(free_ranks):
            options = [m for m in free_places if (m.start >= placing.end if behind else m.end <= placing.start)]
            if options:
                chosen = options[0] if behind else options[-1]
                free_places.remove(chosen)
                free_ranks.remove(placing)
                pairs.append((placing, chosen.region))
    stand_in = [m for m in places_that_own(sentence, topic) if m.role == "subject" and m not in places]
    for placing in free_ranks:
        region = stand_in[0].region if stand_in else (topic.region if not places else None)
        pairs.append((placing, region))
    yield from sorted(pairs, key=lambda pair: pair[0].start)


def _prize(sentence: Sentence, measure: str, places: list[Mention], topic: Topic) -> Iterator[Found]:
    marks = sentence.of("award", "nominee" if measure == "nominee" else "win") or sentence.of("topic", "government")
    mark = marks[0]
    if not topic.award_seen:
        return
    if topic.contest != "government" or sentence.of("when", "last_year"):
        yield Refusal(
            "company_or_village" if topic.contest != "government" else "other_year", mark.start, mark.end, measure
        )
        return
    if measure == "award" and any(m.end <= mark.start for m in sentence.of("award", ("hope", "negated"))):
        yield Refusal("hope", mark.start, mark.end, measure)
        return
    regions = list(dict.fromkeys(m.region.code for m in places))
    if not regions:
        stand_ins = places_that_own(sentence, topic)
        spoken_of = stand_ins[0].region if stand_ins and stand_ins[0].role == "subject" else topic.region
        if spoken_of is None or (spoken_of.level == "provinsi" and not (stand_ins and stand_ins[0].role == "subject")):
            return
        regions = [spoken_of.code]
    if sentence.of("topic", "government") or len(places) > 1:
        topic.listing = measure
    year, basis = _year(sentence, topic, coverage=False)
    by_code = {m.region.code: m for m in places}
    for code in regions:
        mention = by_code.get(code)
        region = mention.region if mention else spoken_of
        start, end = (mention.start, mention.end) if mention and len(regions) > 1 else (mark.start, mark.end)
        yield Draft(
            f"placing.{measure}",
            region,
            measure,
            start,
            end,
            year=year,
            year_basis=basis,
            scope=_scope(sentence, region, mark.start, topic, measure),
        )


def _year(sentence: Sentence, topic: Topic, coverage: bool) -> tuple[int | None, str | None]:
    for name in sentence.of("award", "name"):
        for when in sentence.dates:
            between = sentence.folded[name.end : when.start]
            if when.precision == "year" and 0 <= when.start - name.end <= 45 and not any(c in between for c in ".,;"):
                return when.year, "award_name"
    if coverage:
        for when in sentence.dates:
            if when.year and when.precision != "day":
                return when.year, "stated"
        return (topic.years["actual"], "stated") if "actual" in topic.years else topic.story.now()
    return topic.story.award()


def _scope(sentence: Sentence, region: Region, position: int, topic: Topic, measure: str = "rank") -> str:
    """The level of a placing: said in the sentence, else a province's is the nation's, else the story's."""
    if measure == "nominee" and _NATION.search(sentence.folded, sentence.start, sentence.end):
        return "nasional"  # a zone's candidate stands for the nation's prize
    clause = sentence.clause(position)
    for lo, hi in ((clause.start, clause.end), (sentence.start, sentence.end)):
        if any(
            m.role == "scope" and m.region and m.region.level == "provinsi" and lo <= m.start < hi
            for m in sentence.places
        ):
            return "provinsi" if region.level != "provinsi" else "nasional"
        if sentence.of("scope", "zona", lo, hi):
            return "zona"
        if sentence.of("scope", "nasional", lo, hi):
            return "nasional"
    return "nasional" if region.level == "provinsi" else topic.story.scope
