"""Placings of governments: whose "Juara I" it is. Companies and villages are placed too; theirs are turned down."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...regions import Region
from ..page import Sentence
from ..places import Mention
from ..story import Topic, areas, subjects
from .award import scope_of, year_of_award
from .base import Draft, Found, Refusal
from .ordinals import Placing, among_several, placings
from .whose import places_that_own

_JOINED = re.compile(r"\s*(?:,|dan|serta|,\s*dan|,\s*serta|maupun)\s*")
_SEGMENT = re.compile(r";|,(?=\s)|\b(?:dan|serta|disusul|diikuti|menyusul|kemudian|lalu|sedangkan|sementara|adapun)\b")


def read_placings(sentence: Sentence, topic: Topic) -> Iterator[Found]:
    """ "Kota Ambon Juara I", "tertinggi keempat di Sulawesi Selatan" -> rank, coverage_rank."""
    for mark in sentence.of("rank", ("head", "first")):
        if among_several(sentence, mark.start):
            yield Refusal("among_several", mark.start, mark.end, "rank")
    places = subjects(sentence) or [m for m in areas(sentence) if m.role == "area" and sentence.of("rank", "coverage")]
    for placing, region in _pairs(sentence, placings(sentence), places, topic):
        coverage = _by_coverage(sentence, placing)
        measure = "coverage_rank" if coverage else "rank"
        if reason := _refused(sentence, placing, region, topic, coverage):
            yield Refusal(reason, placing.start, placing.end, measure, region)
            continue
        year, basis = year_of_award(sentence, topic, coverage)
        rule = "placing.coverage" if coverage else "placing.rank"
        scope = scope_of(sentence, region, placing.start, topic)
        value = float(placing.place)
        yield Draft(
            rule,
            region,
            measure,
            placing.start,
            placing.end,
            value,
            "ordinal",
            year=year,
            year_basis=basis,
            scope=scope,
        )


def _by_coverage(sentence: Sentence, placing: Placing) -> bool:
    """ "tertinggi keempat", "dengan cakupan itu ... urutan ke-7": the clause, else the sentence, speaks of coverage alone."""
    if placing.head == "tertinggi":
        return True
    clause = sentence.clause(placing.start)
    for lo, hi in ((clause.start, clause.end), (sentence.start, sentence.end)):
        coverage, award = sentence.of("rank", "coverage", lo, hi), sentence.of("award", "name", lo, hi)
        if coverage or award:
            return bool(coverage) and not award
    return False


def _refused(sentence: Sentence, placing: Placing, region: Region | None, topic: Topic, coverage: bool) -> str | None:
    clause = sentence.clause(placing.start)
    if any(m.start < placing.start for m in sentence.of("award", "hope", clause.start, clause.end)):
        return "hope"
    if topic.contest != "government":
        return "company_or_village"
    if any(m.start < placing.start for m in sentence.of("prize", "gift")) and not _named_in(sentence, placing):
        return "prize"
    if _of_others(sentence, placing):
        return "company_or_village"
    if region is None:
        return "no_region"
    return None if coverage or topic.award_seen else "no_award"


def _pairs(
    sentence: Sentence, ranked: list[Placing], places: list[Mention], topic: Topic
) -> Iterator[tuple[Placing, Region | None]]:
    """Which region has which placing.

    The one beside it ("peringkat kedua Kabupaten Bantul"), else the n-th for the n-th ("A, B, dan C juara pertama, kedua,
    dan ketiga"), else the nearest on the side where regions stand, else a stand-in or the running topic.
    """
    free, left, pairs = list(places), [], []
    for run in _runs(sentence, ranked):
        names = next((names for names in _runs(sentence, free) if len(names) == len(run) > 1), None)
        if names:
            pairs += [(placing, mention.region) for placing, mention in zip(run, names, strict=True)]
            free = [m for m in free if m not in names]
    for placing in ranked:
        if any(placing is paired for paired, _ in pairs):
            continue
        segment = _segment(sentence, placing)
        inside = [m for m in free if segment[0] <= m.start < segment[1]]
        rivals = [r for r in ranked if segment[0] <= r.start < segment[1]]
        if inside and len(rivals) == 1:
            before = [m for m in inside if m.end <= placing.start]
            chosen = before[-1] if before else inside[0]
            free.remove(chosen)
            pairs.append((placing, chosen.region))
        else:
            left.append(placing)
    if left and len({m.region.code for m in free}) == len(left):
        firsts = list({m.region.code: m for m in reversed(free)}.values())
        pairs += [(placing, mention.region) for placing, mention in zip(left, sorted(firsts), strict=True)]
        left = []
    behind = bool(left and free) and left[0].start < free[0].start
    for placing in list(left):
        options = [m for m in free if (m.start >= placing.end if behind else m.end <= placing.start)]
        if options:
            chosen = options[0] if behind else options[-1]
            free.remove(chosen)
            left.remove(placing)
            pairs.append((placing, chosen.region))
    if left and not places:
        stand_ins = [m for m in places_that_own(sentence, topic) if m.role == "subject"]
        region = stand_ins[0].region if stand_ins else topic.region
        if len({placing.place for placing in left}) > 1:
            region = None  # one government does not come first and second
        pairs += [(placing, region) for placing in left]
        left = []
    pairs += [(placing, None) for placing in left]
    if pairs and min(p.place for p, _ in pairs) == 2 and (first := _first_unsaid(ranked, free)):
        pairs.append(first)
    yield from sorted(pairs, key=lambda pair: pair[0].start)


def _named_in(sentence: Sentence, placing: Placing) -> bool:
    lo, hi = _segment(sentence, placing)
    return any(lo <= m.start < hi and m.role == "subject" for m in sentence.places)


def _of_others(sentence: Sentence, placing: Placing) -> bool:
    """ "terbaik 1 Desa Puungkoilu Kabupaten Morowali": a village or company stands beside the placing."""
    lo, hi = _segment(sentence, placing)
    heads = [m for m in sentence.of("before", ("village", "company"), lo, hi) if sentence.text[m.start].isupper()]
    return any(sentence.text[m.end + 1 : m.end + 2].isupper() for m in heads)


def _runs(sentence: Sentence, items: list) -> list[list]:
    """Neighbours joined by commas and "dan": "juara kedua dan ketiga", "Pemkab Bantul dan Pemkot Yogyakarta"."""
    runs: list[list] = []
    for item in items:
        if runs and _JOINED.fullmatch(sentence.folded, runs[-1][-1].end, item.start):
            runs[-1].append(item)
        else:
            runs.append([item])
    return runs


def _first_unsaid(ranked: list[Placing], free: list[Mention]) -> tuple[Placing, Region] | None:
    """ "yakni Rejang Lebong, kedua Mukomuko dan ketiga Bengkulu Selatan": the first needs no word."""
    bare = [p for p in ranked if p.head == "juara" and p.end - p.start <= 8]
    before = [m for m in free if bare and m.end <= bare[0].start]
    if not before or len(bare) < 2:
        return None
    mention = before[-1]
    return Placing(mention.start, mention.end, 1, "juara"), mention.region


def _segment(sentence: Sentence, placing: Placing) -> tuple[int, int]:
    """The piece of the sentence around a placing, between commas and words that join."""
    lo, hi = sentence.start, sentence.end
    for cut in _SEGMENT.finditer(sentence.folded, sentence.start, sentence.end):
        if cut.end() <= placing.start:
            lo = cut.end()
        elif cut.start() >= placing.end:
            return lo, cut.start()
    return lo, hi
