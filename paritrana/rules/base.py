"""What every rule returns, and the questions several rules ask: whose figure, which group, planned or done, which year."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from ..lexicon import Mark
from ..numbers import Figure
from ..page import Sentence
from ..places import Mention
from ..regions import Region
from ..story import Topic, areas, subjects


class Draft(NamedTuple):
    """A claim before it has its article and id. `start`, `end`: the figure (or phrase) in the article."""

    rule: str
    region: Region
    measure: str
    start: int
    end: int
    value: float | None = None
    unit: str | None = None
    status: str = "actual"
    year: int | None = None
    year_basis: str | None = None
    group: str | None = None
    scope: str | None = None
    approximate: bool = False
    increment: bool = False
    per: str | None = None
    label: str | None = None


class Refusal(NamedTuple):
    """A candidate turned down; `reason` is a key of data/reasons.toml."""

    reason: str
    start: int
    end: int
    measure: str | None = None
    region: Region | None = None


Found = Draft | Refusal

_JOINED = re.compile(r"[\s,]*(?:dan|serta|beserta|maupun|&|atau|,)?[\s,]*")
_REACH = re.compile(r"[^,;:.()]{0,60}")
_COUNTED_IN = re.compile(r"\s*(?:orang|jiwa|peserta|pekerja|tenaga kerja)?\s*(?:untuk|di|dari)\s")
_AS_GOAL = re.compile(
    r"\s*(?:\w+\s){0,2}sebagai (?:target|sasaran)|\s*(?:\w+\s){0,2}yang (?:ditargetkan|ingin dicapai)"
)
_AND_NEXT = re.compile(r"\s*(?:orang|jiwa|peserta)?\s*(?:,|;|dan|serta|sedangkan|sementara)\s")
_EXAMPLES = re.compile(r"(?:seperti|di antaranya|diantaranya|antara lain|misalnya|meliputi|termasuk)\s*$")
SPECIFIC = {
    "fishers",
    "farmers",
    "village_officials",
    "neighbourhood_heads",
    "religious",
    "teachers",
    "traders",
    "drivers",
    "students",
}


def places_that_own(sentence: Sentence, topic: Topic) -> list[Mention]:
    """Subjects and stand-ins ("kabupaten itu", "pemprov") in text order."""
    named = subjects(sentence) or areas(sentence)
    stand_ins = []
    for mark in sentence.of("anaphor"):
        if any(m.start < mark.end and mark.start < m.end for m in sentence.places):
            continue
        if region := topic.anaphor(mark.key):
            stand_ins.append(Mention(mark.start, mark.end, region, "subject", False, (region.code,)))
    return sorted([*named, *stand_ins]) if stand_ins else named


def owners(sentence: Sentence, figure: Figure, places: list[Mention], topic: Topic) -> list[Region]:
    """The regions a figure belongs to: named before it, right after it, as a pair or list, or the running topic."""
    earlier = [m for m in places if m.end <= figure.start]
    later = [m for m in sorted({*places, *areas(sentence)}) if m.start >= figure.end]
    after = later[0] if later and _REACH.fullmatch(sentence.folded, figure.end, later[0].start) else None
    if not earlier:
        if after and after.role in ("area", "scope") and after.region != topic.story.province:
            return []
        return [after.region] if after else [topic.region] if topic.region else []
    before = earlier[-1]
    clause = sentence.clause(figure.start)
    taken = any(before.end <= f.start < figure.start for f in sentence.figures)
    if (
        after
        and taken
        and (before.start < clause.start or _COUNTED_IN.match(sentence.folded, figure.end, after.start + 1))
    ):
        return [after.region]
    run = _run(sentence, earlier)
    if len(run) == 1:
        return [before.region]
    if sentence.of("cue", "respectively", before.end, figure.start):
        place = sum(1 for f in sentence.figures if before.end <= f.start < figure.start and f.unit == figure.unit)
        same = sum(1 for f in sentence.figures if before.end <= f.start and f.unit == figure.unit)
        return [run[place].region] if place < len(run) == same else [m.region for m in run] if same == 1 else []
    return [m.region for m in run]


def _run(sentence: Sentence, earlier: list[Mention]) -> list[Mention]:
    """The last names joined by commas and "dan": "Mesuji dan Lampung Barat"."""
    run = [earlier[-1]]
    for mention in reversed(earlier[:-1]):
        if not _JOINED.fullmatch(sentence.folded, mention.end, run[0].start):
            break
        run.insert(0, mention)
    return run


def group_of(sentence: Sentence, figure: Figure, window: tuple[int, int], topic: Topic) -> str | None:
    """Whose figure it is, from the words right after it, else before it; None where nothing says."""
    lo, hi = window
    after = sentence.of("group", None, figure.end, min(hi, sentence.clause(figure.start).end))
    if after and after[0].start - figure.end < 40 and not _AND_NEXT.match(sentence.folded, figure.end):
        return _choose(sentence, after, topic)
    before = sentence.of("group", None, lo, figure.start)
    if before:
        return _choose(sentence, _last_run(sentence, before), topic)
    return _choose(sentence, after, topic) if after and not _AND_NEXT.match(sentence.folded, figure.end) else None


def _last_run(sentence: Sentence, marks: list[Mark]) -> list[Mark]:
    """The coordinated words nearest before the figure, examples ("seperti petani, nelayan") left out."""
    run = [marks[-1]]
    for mark in reversed(marks[:-1]):
        if run[0].start - mark.end > 30:
            break
        run.insert(0, mark)
    for index, mark in enumerate(run):
        if index and _EXAMPLES.search(sentence.folded, run[index - 1].end, mark.start):
            return run[:index]
    return run


def _choose(sentence: Sentence, run: list[Mark], topic: Topic) -> str:
    """The first group of a run; "rentan" gives way to the one occupation it is said of ("nelayan, kelompok rentan")."""
    for index, mark in enumerate(run):
        if index and _EXAMPLES.search(sentence.folded, run[index - 1].end, mark.start):
            run = run[:index]
            break
    keys = [mark.key for mark in run]
    first = keys[0]
    if {"formal", "informal"} <= set(keys):
        return "all"
    if first == "informal" and "vulnerable" in keys:
        first = "vulnerable"
    if first == "vulnerable":
        specific = [k for k in keys if k in SPECIFIC]
        if len(set(specific)) == 1 and not any(k in ("non_asn",) for k in keys):
            return specific[0]
        spoken_of = set(topic.groups) - {"vulnerable"}
        if not specific and len(keys) == 1 and len(spoken_of) == 1 and spoken_of <= SPECIFIC:
            return spoken_of.pop()
    return first


def nearest(marks: Iterable[Mark], position: int) -> Mark | None:
    """The mark that ends last before a position."""
    return max((m for m in marks if m.end <= position), key=lambda m: m.end, default=None)


def planned(sentence: Sentence, figure: Figure, lo: int) -> bool:
    """Whether a figure is a goal: a word of intent governs it and no word of fact stands between.

    A verb of intent (akan, menargetkan) reaches across clauses, a noun (target, sasaran) only within its own, and
    "semestinya" overrules any fact.
    """
    clause = sentence.clause(figure.start)
    if sentence.of("cue", "must", sentence.part(figure.start).start, figure.start) or _AS_GOAL.match(
        sentence.folded, figure.end
    ):
        return True
    intents = sentence.of("cue", "target", lo, figure.start) + sentence.of(
        "cue", "goal", max(lo, clause.start), figure.start
    )
    intent = nearest(intents, figure.start)
    if intent is None:
        return False
    fact = nearest(sentence.of("cue", "done", intent.end, figure.start), figure.start)
    return fact is None or sentence.folded[fact.start : fact.end] == "mencapai"


def year_of(
    sentence: Sentence, start: int, end: int, topic: Topic, status: str, group: str | None
) -> tuple[int | None, str | None]:
    """The year a figure is about: printed with it > carried in the paragraph > said of the same group > the event > publication."""
    when = _nearest_year(sentence, start, end)
    if when is not None:
        topic.year = when
        return when, "stated"
    word = sentence.of("when")
    if word and (year := _relative(word[0].key, topic)) is not None:
        return year, "event" if topic.story.event_year else "published"
    if topic.year is not None and not (word and word[0].key == "now"):
        return topic.year, "stated"
    if status == "target":
        return None, None
    if group and group != "all" and group in topic.group_years:
        return topic.group_years[group], "stated"
    return topic.story.now()


def _relative(key: str, topic: Topic) -> int | None:
    year = topic.story.event_year or topic.story.published_year
    if year is None or key == "now":
        return None
    return year + {"this_year": 0, "last_year": -1, "next_year": 1}[key]


def _nearest_year(sentence: Sentence, start: int, end: int) -> int | None:
    """A year printed in the figure's clause, else before it in the sentence, else after it. Full days are the event's."""
    award = sentence.of("award", "name")
    years = [
        w
        for w in sentence.dates
        if w.year and w.precision != "day" and not any(0 <= w.start - a.end < 30 for a in award)
    ]
    years += [
        w
        for w in sentence.dates
        if w.precision == "day"
        and w.year
        and sentence.folded[max(0, w.start - 7) : w.start].strip().endswith(("per", "pada", "hingga", "sampai"))
        and len(sentence.figures) > 1
    ]
    if not years:
        return None
    clause = sentence.clause(start)
    inside = [w for w in years if clause.start <= w.start < clause.end]
    before = [w for w in years if w.end <= start]
    if inside:
        return min(inside, key=lambda w: min(abs(w.start - end), abs(start - w.end))).year
    if before:
        return before[-1].year
    return years[0].year
