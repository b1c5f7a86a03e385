"""Figures of workers, shares and money: whose, of what, planned or done. One pass over a sentence's figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ..lexicon import Mark, load
from ..numbers import Figure
from ..page import Sentence
from ..regions import Region
from ..story import Topic
from .base import Draft, Found, Refusal, group_of, nearest, owners, places_that_own, planned, year_of

PEOPLE_MIN = 10  # fewer is a delegation or a handful of recipients, not a region's workers
_WORD = re.compile(r"\s?\(?([a-z]+)")
_FROM = re.compile(
    r"(?:\bdari(?: total| sekitar| jumlah| keseluruhan| seluruh)*|\bdi antara|\bterhadap|\bdengan basis|\bdari sebanyak)\s*$"
)
_FROM_TO = re.compile(r"\bdari(?:\s+(?:semula|sebelumnya|awalnya|hanya))?\s*$")
_INTO = re.compile(r"\b(?:menjadi|ke|hingga)\s*$")
_TO = re.compile(r"[^.;,]{0,40}?\b(?:menjadi|ke|hingga)\s+(?:sekitar\s+)?\d")
_LEVEL_AFTER_GROWTH = re.compile(r"\b(?:menjadi|ke|hingga|mencapai|dari|sebanyak)\b")
_COUNTED = re.compile(
    r"(?:sebanyak|jumlahnya|berjumlah|sejumlah|mencapai|tercatat|menyentuh|menjadi|sebesar|hanya|baru|dari semula)\s*$"
)
_OF_THINGS = re.compile(r"\s?(?:dari\s(?:seluruh\s|total\s|semua\s)?)(?:[\d.]+\s)?(\w+)")
_AT_PLACES = re.compile(r"\bdi(?: seluruh| total)?\s*$")
_GOES_ON = re.compile(r"(?:kemudian|lalu|selain itu|sementara|adapun|selanjutnya|berikutnya|ditambah)\b")
_PREMIUM = re.compile(r"\b(?:iuran|premi)(?:nya)?(?: hanya| sebesar| senilai| sekitar| cukup)?\s*$")
_EACH_PAYS = re.compile(r"\s*(?:per|setiap|tiap|/)\s*(?:orang|bulan|kepala|jiwa|peserta|pekerja)")
_LISTED = re.compile(r"(?:,|\bdan|\bserta|\bmenjadi|\bdari(?: semula)?)\s*$")
_TO_WHOM = re.compile(r"\s*(?:untuk|bagi|kepada)(?: sekitar| total)?\s*")
_OR = re.compile(r"\b(?:atau|setara|yakni|yaitu)(?: dengan)?(?: sekitar| sebesar| kurang lebih| kira kira)?\s*$")
_HAVE = re.compile(
    r"\b(?:punya|memiliki|mempunyai|terdapat|ada|jumlah|dihuni|total|seluruh|perkiraan|estimasi|diperkirakan)\b"
)
_WORKERS_THERE = re.compile(r"\b(?:pekerjanya|pekerja|tenaga kerjanya|tenaga kerja|penduduk)\b")
_UPPER_BOUND = re.compile(r"\b(?:kurang dari|tidak sampai|tak sampai|di bawah)\s*$")


def read_figures(sentence: Sentence, topic: Topic) -> Iterator[Found]:
    """Claims and refusals for every figure of a sentence, in order."""
    if not sentence.figures:
        return
    places = places_that_own(sentence, topic)
    for index, figure in enumerate(sentence.figures):
        lo = sentence.figures[index - 1].end if index else sentence.start
        hi = sentence.figures[index + 1].start if index + 1 < len(sentence.figures) else sentence.end
        part = sentence.part(figure.start)
        window = max(lo, part.start), min(hi, part.end)
        reader = {"percent": shares, "IDR": money, "count": people}[figure.unit]
        verdict = reader(sentence, figure, window, topic, places)
        if verdict is None:
            continue
        if isinstance(verdict, Refusal):
            topic.last = None if verdict.reason != "uncovered" else ("uncovered", figure)
            yield verdict
            continue
        regions = owners(sentence, figure, places, topic)
        if not regions:
            yield Refusal("no_region", figure.start, figure.end, verdict["measure"])
            continue
        yield from _drafts(sentence, figure, regions, verdict, topic)


def _drafts(sentence: Sentence, figure: Figure, regions: list[Region], verdict: dict, topic: Topic) -> Iterator[Draft]:
    year, basis = verdict.pop("when", None) or year_of(
        sentence, figure.start, figure.end, topic, verdict.get("status", "actual"), verdict["group"]
    )
    if basis == "stated" and verdict["group"]:
        topic.group_years.setdefault(verdict["group"], year)
    topic.last = (verdict["measure"], verdict)
    if figure.unit == "count":
        topic.counted.append((figure.start, verdict["group"]))
    for region in regions:
        yield Draft(
            region=region,
            start=figure.start,
            end=figure.end,
            value=figure.value,
            year=year,
            year_basis=basis,
            approximate=figure.approximate,
            **verdict,
        )


# --- people -----------------------------------------------------------------------------------------------------------


def people(
    sentence: Sentence, figure: Figure, window: tuple[int, int], topic: Topic, places: list
) -> dict | Refusal | None:
    """ "24.874 orang", "16 ribu bukan penerima upah", "peserta aktif 21.665", "dari 684.654 pekerja" -> covered or potential."""
    lo, hi = window
    folded, start, end = sentence.folded, figure.start, figure.end

    def no(reason: str) -> Refusal:
        return Refusal(reason, start, end, "covered", topic.region)

    kind, key = _counted(sentence, figure)
    if kind == "thing" or (key == "neighbourhood_heads" and _AT_PLACES.search(folded, sentence.start, start)):
        return no("counts_things")
    if sentence.of("cue", "recipients", end, min(hi, end + 30)):
        return no("recipients")
    continued = None
    if kind is None:
        continued = _continued(sentence, figure, topic)
        if continued is None:
            return no("unknown_noun" if key else "bare_number")
        if continued == "uncovered":
            return no("uncovered")
    if figure.value < PEOPLE_MIN:
        return no("too_few")
    if topic.village and not places:
        return no("company_or_village")
    if _health(sentence, figure):
        return no("health")
    clause, part = sentence.clause(start), sentence.part(start)
    if sentence.of("cue", "uncovered", max(lo, clause.start), min(hi, clause.end)) or sentence.of(
        "cue", "uncovered", lo, start
    ):
        return no("uncovered")
    if topic.last and topic.last[0] == "uncovered" and not sentence.of("cue", "covered", lo, start):
        return no("uncovered")
    if sentence.of("cue", "recipients", max(lo, start - 40), start):
        return no("recipients")
    if any(_is_thing(sentence, each.end + 1) for each in sentence.of("cue", "each", part.start, start)):
        return no("ratio")
    if topic.last and topic.last[0] == "benefit_paid" and _TO_WHOM.fullmatch(folded, lo, start):
        return no("recipients")
    group = group_of(sentence, figure, window, topic)
    if not group and kind == "person" and sentence.of("cue", "parts", part.start, start):
        return no("part_of_total")
    if continued and not group:
        return {**continued, "group": continued["group"]}
    if not group and sentence.of("cue", "pointer", sentence.start, start) and topic.groups:
        group = topic.groups[0]
    group = group or "all"
    if _FROM_TO.search(folded, sentence.start, start) and _TO.match(folded, end):
        group = group_of(sentence, figure, (lo, sentence.end), topic) or group
        return {
            "rule": "people.from-to",
            "measure": "covered",
            "unit": "people",
            "group": group,
            "when": None if topic.year else topic.story.now(),
        }
    status = "target" if planned(sentence, figure, lo) else "actual"
    if (
        topic.last
        and isinstance(topic.last[1], dict)
        and topic.last[1]["rule"] == "people.from-to"
        and _INTO.search(folded, lo, start)
    ):
        whole = planned(sentence, figure, sentence.start) or (
            folded.startswith("dari", sentence.start) and topic.intent
        )
        return {**topic.last[1], "when": None, "status": "target" if whole else "actual"}
    if _potential(sentence, figure, window, kind, key):
        return {"rule": "people.potential", "measure": "potential", "unit": "people", "group": group}
    increment = bool(sentence.of("cue", "increment", lo, start)) or bool(
        sentence.of("cue", "increment", end, min(hi, end + 25))
    )
    return {
        "rule": "people.covered",
        "measure": "covered",
        "unit": "people",
        "group": group,
        "status": status,
        "increment": increment,
    }


def _counted(sentence: Sentence, figure: Figure) -> tuple[str | None, str | None]:
    """What the words right after a figure say it counts: ("person" | "workers" | "group" | "thing" | None, the word)."""
    for mark in sentence.of("noun") + sentence.of("group"):
        gap = sentence.folded[figure.end : mark.start]
        if 0 <= mark.start - figure.end <= 1 and not gap.strip():
            if mark.kind == "group":
                return "group", mark.key
            if mark.key == "thing" and sentence.of("group", None, mark.start, mark.end + 1):
                return "group", mark.key
            return mark.key, sentence.folded[mark.start : mark.end]
    word = _WORD.match(sentence.folded, figure.end)
    if not word or word[1] in _functions() or word[0].startswith(("(", " (")):
        return None, None
    return None, word[1]


@cache
def _functions() -> frozenset[str]:
    return frozenset(load().function["word"])


def _continued(sentence: Sentence, figure: Figure, topic: Topic) -> dict | str | None:
    """A bare number: what the list before it counts, or the noun that announces it ("peserta aktif ... 21.665")."""
    _, word = _counted(sentence, figure)
    if word:
        return None
    clause = sentence.clause(figure.start)
    if sentence.of("noun", ("person", "workers"), clause.start, figure.start) or sentence.of(
        "group", None, clause.start, figure.start
    ):
        return {}
    if topic.last and topic.last[0] == "uncovered":
        return "uncovered"
    listed = _LISTED.search(sentence.folded, clause.start, figure.start) or any(
        clause.start <= m.start < figure.start for m in sentence.places
    )
    if listed and topic.last and isinstance(topic.last[1], dict) and topic.last[1]["unit"] == "people":
        last = dict(topic.last[1])
        last.pop("when", None)
        return last
    return None


def _potential(sentence: Sentence, figure: Figure, window: tuple[int, int], kind: str | None, key: str | None) -> bool:
    """Whether a number of workers is the denominator: "dari 684.654 pekerja", "potensi ... 158.000", "pekerjanya sekitar 11 juta"."""
    lo, hi = window
    folded = sentence.folded
    if kind == "workers" or sentence.of("cue", "potential", figure.end, min(hi, figure.end + 40)):
        return True
    if _FROM.search(folded, sentence.start, figure.start):
        return True
    clause = sentence.clause(figure.start)
    cue = nearest(sentence.of("cue", "potential", lo, figure.start), figure.start)
    covered = nearest(sentence.of("cue", "covered", lo, figure.start), figure.start)
    if cue and (covered is None or covered.end <= cue.end):
        return True
    if cue and covered and covered.start - cue.end < 12:
        return True  # "potensi peserta", "potensi kepesertaan"
    if sentence.of("cue", "covered", max(lo, clause.start), min(hi, clause.end)):
        return False
    head = folded[max(lo, clause.start) : figure.start]
    segment = all(
        g.key in ("formal", "informal") for g in sentence.of("group", None, max(lo, clause.start), min(hi, clause.end))
    )
    return (
        segment
        and bool(
            _HAVE.search(head)
            and (key in ("pekerja", "tenaga kerja", "penduduk") or kind == "group" or _WORKERS_THERE.search(head))
        )
        or "pekerjanya" in head
    )


def _health(sentence: Sentence, figure: Figure) -> bool:
    """Health insurance is the nearest topic word before the figure, or the only one in its clause."""
    topics = sentence.of("topic", ("health", "scheme"))
    if not any(m.key == "health" for m in topics):
        return False
    clause = sentence.part(figure.start)
    inside = [m for m in topics if clause.start <= m.start < clause.end]
    near = min(inside or topics, key=lambda m: min(abs(m.end - figure.start), abs(figure.end - m.start)))
    return near.key == "health"


# --- shares -----------------------------------------------------------------------------------------------------------


def shares(
    sentence: Sentence, figure: Figure, window: tuple[int, int], topic: Topic, places: list
) -> dict | Refusal | None:
    """ "90,43 persen", "baru 29 persen" -> coverage share; growth, gaps, the unprotected and health insurance are not."""
    lo, hi = window
    folded, start, end = sentence.folded, figure.start, figure.end

    def no(reason: str) -> Refusal:
        return Refusal(reason, start, end, "coverage_share", topic.region)

    if _health(sentence, figure):
        return no("health")
    things = _OF_THINGS.match(folded, end)
    if (things and _is_thing(sentence, things.start(1))) or _is_thing(sentence, end + 1):
        return no("share_of_things")
    if things and things[1] in ("target", "targetnya", "sasaran", "apbd", "upah", "iuran", "gaji"):
        return no("share_of_target")
    if _UPPER_BOUND.search(folded, lo, start):
        return no("bound")
    clause = sentence.clause(start)
    growth = nearest(sentence.of("cue", "growth", max(lo, start - 45), start), start)
    if growth and not _LEVEL_AFTER_GROWTH.search(folded, growth.end, start):
        return no("growth")
    if sentence.of("cue", "uncovered", max(lo, clause.start), min(hi, clause.end)) or sentence.of(
        "cue", "uncovered", max(lo, start - 50), start
    ):
        return no("uncovered")
    nation = sentence.of("cue", "nation", max(lo, start - 40), min(hi, end + 25))
    if any(start - m.end < 15 for m in nation):
        return no("national")
    if (
        nation
        and not any(m.start >= nation[-1].end and m.end <= start for m in places)
        and not any(clause.start <= m.start < clause.end for m in places)
    ):
        return no("national")
    if sentence.of("money", "premium", max(lo, start - 40), start):
        return no("premium")
    if topic.village and not places:
        return no("company_or_village")
    group = _of_same(sentence, figure, topic) or group_of(sentence, figure, window, topic)
    if not group and sentence.of("cue", "pointer", sentence.start, start) and topic.groups:
        group = topic.groups[0]
    status = "target" if planned(sentence, figure, lo) else "actual"
    return {
        "rule": "share.coverage",
        "measure": "coverage_share",
        "unit": "percent",
        "group": _share_group(group),
        "status": status,
    }


def _of_same(sentence: Sentence, figure: Figure, topic: Topic) -> str | None:
    """ "24.874 ... formal dan 47.257 ... informal atau sekitar 53 persen": the share is of those the figures before count."""
    if not _OR.search(sentence.folded, sentence.start, figure.start):
        return None
    groups = {group for position, group in topic.counted if sentence.start <= position < figure.start}
    return groups.pop() if len(groups) == 1 else "all" if groups else None


def _share_group(group: str | None) -> str:
    return group if group else "all"


def _is_thing(sentence: Sentence, position: int) -> bool:
    return any(m.start == position and m.key == "thing" for m in sentence.of("noun"))


# --- money ------------------------------------------------------------------------------------------------------------


def money(
    sentence: Sentence, figure: Figure, window: tuple[int, int], topic: Topic, places: list
) -> dict | Refusal | None:
    """ "menganggarkan Rp600,1 juta" -> budget; "santunan Rp323 juta" -> benefit paid; premiums, prizes and rates are neither."""
    lo, hi = window
    start, end = figure.start, figure.end

    def no(reason: str) -> Refusal:
        return Refusal(reason, start, end, "budget", topic.region)

    if sentence.of("money", "prize", sentence.start, start):
        return no("prize")
    if _health(sentence, figure):
        return no("health")
    if topic.village and not places:
        return no("company_or_village")
    clause = sentence.clause(start)
    near = sentence.of("money", ("budget", "benefit"), clause.start, start) or sentence.of(
        "money", ("budget", "benefit"), lo, start
    )
    near = near or sentence.of("money", ("budget", "benefit"), end, hi) or sentence.of("money", ("budget", "benefit"))
    kind = nearest(near, start) or (near[0] if near else None)
    if _PREMIUM.search(sentence.folded, max(lo, start - 25), start) or (
        _EACH_PAYS.match(sentence.folded, end) and not (kind and kind.key == "benefit")
    ):
        return no("premium")
    if (
        kind is None
        and topic.last
        and topic.last[0] in ("benefit_paid", "budget")
        and (sentence.of("award", "win", lo, start) or _GOES_ON.match(sentence.folded, sentence.start))
    ):
        kind = Mark(start, start, "money", "benefit" if topic.last[0] == "benefit_paid" else "budget")
    if kind is None:
        return no("money_of_what")
    if sentence.of("money", "rate", lo, start):
        return no("rate")
    group = group_of(sentence, figure, window, topic) or _group_paid_for(sentence, figure, topic, kind.key) or "all"
    per = next(
        (
            p
            for p, key in (("year", "yearly"), ("month", "monthly"), ("person", "person"))
            if sentence.of("money", key, max(lo, start - 60), min(hi, end + 30))
        ),
        None,
    )
    verdict = {"unit": "IDR", "group": group, "per": per}
    if sentence.of("money", "cumulative", lo, start) or sentence.of("money", "cumulative", end, hi) or per == "year":
        verdict["when"] = (None, None)
    if kind.key == "budget":
        status = (
            "target"
            if any(
                sentence.folded[m.start : m.end] in ("akan", "berencana", "direncanakan", "diusulkan", "merencanakan")
                for m in sentence.of("cue", "target", lo, start)
            )
            else "actual"
        )
        return {"rule": "money.budget", "measure": "budget", "status": status, **verdict}
    return {"rule": "money.benefit", "measure": "benefit_paid", **verdict}


def _group_paid_for(sentence: Sentence, figure: Figure, topic: Topic, kind: str) -> str | None:
    """Whose money it is where no word beside it says: those counted before it in the sentence, else those just spoken of."""
    counted = [group for position, group in topic.counted if sentence.start <= position < figure.start]
    if counted:
        return counted[-1]
    return topic.groups[0] if kind == "budget" and topic.groups and not sentence.of("group") else None
