"""Several sentences, one statement: repeats, roundings and prizes beside a placing give way to the fullest saying."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable

from .page import Sentence
from .rules.base import Draft, Found, Refusal

MOST_PARTS = 5  # into which an article splits a total
MOST_FIGURES = 300  # no article has so many; sums over more would cost more than they tell
CLOSE = 0.1  # of an exact figure, within which "sekitar" or a fraction in words says the same
_THOSE = re.compile(r"(?: [a-z]+){1,3} (?:tersebut|itu|tadi)\b")
Pair = tuple[Draft, Sentence]
_BASIS = {"stated": 0, "award_name": 0, "period": 1, "event": 2, "published": 3, None: 4}


def settle_drafts(found: list[tuple[Found, Sentence]]) -> tuple[list[Pair], list[tuple[Refusal, Sentence]]]:
    """Drafts that say something new, and refusals: those of the rules and those for drafts that say nothing new."""
    drafts = [(d, s) for d, s in found if isinstance(d, Draft)]
    refused = [(r, s) for r, s in found if isinstance(r, Refusal)]
    drafts = _totals(drafts)
    for merge in (_headlines, _pointing_back, _echoes, _parts, _remainders, _repeats, _roundings, _beside_placing):
        drafts, dropped = merge(drafts)
        refused += dropped
    return drafts, refused


def _totals(drafts: list[Pair]) -> list[Pair]:
    """A total that is what is covered plus what is promised is itself a promise: 32.268 + 14.242 planned = 46.510."""
    people = [d for d, _ in drafts if d.measure == "covered"]
    if len(people) > MOST_FIGURES:
        return drafts
    planned = {
        (a.region.code, a.group, a.value + b.value): (b.year, b.year_basis)
        for b in people if b.increment and b.status == "target"
        for a in people if a is not b and (a.region, a.group) == (b.region, b.group)
    }  # fmt: skip

    def settled(draft: Draft) -> Draft:
        said = draft.region.code, draft.group, draft.value
        if draft.measure != "covered" or draft.increment or said not in planned:
            return draft
        year, basis = (draft.year, draft.year_basis) if draft.year else planned[said]
        return draft._replace(status="target", year=year, year_basis=basis)

    return [(settled(draft), sentence) for draft, sentence in drafts]


def _split(drafts: list[Pair], drop: Callable[[Draft, Sentence], bool], reason: str) -> tuple[list[Pair], list]:
    """Drafts kept, and refusals for those to drop."""
    kept: list[Pair] = []
    dropped: list[Pair] = []
    for draft, sentence in drafts:
        (dropped if drop(draft, sentence) else kept).append((draft, sentence))
    return kept, _refuse(dropped, reason)


def _refuse(pairs: list[Pair], reason: str) -> list[tuple[Refusal, Sentence]]:
    return [(Refusal(reason, d.start, d.end, d.measure, d.region), s) for d, s in pairs]


def _headlines(drafts: list[Pair]) -> tuple[list[Pair], list]:
    """A headline is short: where the story below says the same figure, the story's status, year and group stand."""

    def said(draft: Draft) -> tuple:
        kind = "people" if draft.unit == "people" else draft.measure  # of workers the story also says what they are
        return draft.region.code, kind, draft.value

    body = {said(d) for d, s in drafts if not s.is_headline}

    def again(draft: Draft, sentence: Sentence) -> bool:
        return sentence.is_headline and said(draft) in body

    return _split(drafts, again, "said_again")


def _pointing_back(drafts: list[Pair]) -> tuple[list[Pair], list]:
    """ "Untuk melindungi 20.000 peserta tersebut": a number of workers told before, whatever is said of it now."""
    told: dict[tuple, int] = {}
    for draft, _ in sorted(drafts, key=lambda pair: pair[0].start):
        told.setdefault((draft.region.code, draft.unit, draft.value), draft.start)

    def back(draft: Draft, sentence: Sentence) -> bool:
        said = draft.region.code, draft.unit, draft.value
        before = draft.unit == "people" and told[said] < draft.start
        return before and _THOSE.match(sentence.folded, draft.end) is not None

    return _split(drafts, back, "said_again")


def _echoes(drafts: list[Pair]) -> tuple[list[Pair], list]:
    """ "Secara keseluruhan masih di 43,5 persen": a share said before of a region named, now of none that is named."""
    named: dict[tuple, tuple[int, str]] = {}
    for draft, sentence in sorted(drafts, key=lambda pair: pair[0].start):
        if draft.unit == "percent" and any(m.region == draft.region for m in sentence.places):
            named.setdefault((draft.value, draft.status), (draft.start, draft.region.code))

    def echo(draft: Draft, sentence: Sentence) -> bool:
        start, code = named.get((draft.value, draft.status), (draft.start, draft.region.code))
        return draft.unit == "percent" and start < draft.start and code != draft.region.code and not sentence.places

    return _split(drafts, echo, "said_again")


def _parts(drafts: list[Pair]) -> tuple[list[Pair], list]:
    """ "1.522 orang, yaitu 850 setahun penuh, 150 sembilan bulan, dan 522 enam bulan": parts say nothing of their own.

    They follow the figure they add up to, and are of the same region, group and year.
    """

    def alike(draft: Draft) -> tuple:
        return draft.region.code, draft.measure, draft.group, draft.status, draft.year

    order = sorted((d for d, _ in drafts if d.unit == "people"), key=lambda d: d.start)
    parts: set[int] = set()
    for index, whole in enumerate(order):
        total = 0.0
        for count, part in enumerate(order[index + 1 : index + 1 + MOST_PARTS], start=1):
            if alike(part) != alike(whole):
                break
            total += part.value
            if total == whole.value and count > 1:
                parts |= {p.start for p in order[index + 1 : index + 1 + count]}
    return _split(drafts, lambda draft, _: draft.start in parts, "part_of_total")


def _remainders(drafts: list[Pair]) -> tuple[list[Pair], list]:
    """What is left of all there are when the covered, told before, are taken away: the unprotected, however worded."""
    people = [d for d, _ in drafts if d.unit == "people" and d.group == "all"]
    if len(people) > MOST_FIGURES:
        return drafts, []
    left: dict[tuple, int] = {}  # what would be left -> where the covered stand that leave it
    for all_there_are in people:
        for covered in people:
            same = (covered.region, covered.year) == (all_there_are.region, all_there_are.year)
            if same and (all_there_are.measure, covered.measure) == ("potential", "covered"):
                rest = all_there_are.value - covered.value
                for slip in (-1, 0, 1):  # articles are off by one
                    left.setdefault((covered.region.code, covered.year, rest + slip), covered.start)

    def remainder(draft: Draft, _: Sentence) -> bool:
        said = draft.region.code, draft.year, draft.value
        return draft.unit == "people" and draft.group == "all" and left.get(said, draft.start) < draft.start

    return _split(drafts, remainder, "uncovered")


def _repeats(drafts: list[Pair]) -> tuple[list[Pair], list]:
    """The same figure said again. A saying with its own group and a printed year wins over one without."""
    by_figure: dict[tuple, list[Pair]] = defaultdict(list)
    for draft, sentence in drafts:
        detail = (draft.year, draft.label) if draft.value is None else ()
        figure = (draft.region.code, draft.measure, draft.value, draft.status, draft.increment, *detail)
        by_figure[figure].append((draft, sentence))
    kept, dropped = [], []
    for pairs in by_figure.values():
        if len(pairs) > 1:
            pairs, again = _fullest(pairs)
            dropped += again
        kept += pairs
    return kept, _refuse(dropped, "said_again")


def _fullest(pairs: list[Pair]) -> tuple[list[Pair], list[Pair]]:
    """Of sayings of one figure those that stand, and the others. One "sekitar" makes the figure approximate in all."""
    hedged = any(draft.approximate for draft, _ in pairs)
    best: list[Pair] = []
    again: list[Pair] = []
    for draft, sentence in sorted(pairs, key=_rank):
        known = any(_same(draft, other) for other, _ in best)
        (again if known else best).append((draft._replace(approximate=hedged), sentence))
    return best, again


def _rank(pair: Pair) -> tuple:
    """The fullest saying first."""
    draft, _ = pair
    lesser_prize = draft.measure == "nominee" and draft.scope != "nasional"
    return lesser_prize, _vague(draft), _BASIS[draft.year_basis], draft.start


def _vague(draft: Draft) -> bool:
    return draft.group in ("all", None)


def _same(new: Draft, old: Draft) -> bool:
    """Whether a saying adds nothing to a fuller one: its group and year are the other's, or are no news."""
    loose = _vague(new) or new.group == "vulnerable" or (new.group, old.group) == ("other", "non_asn")
    group = new.group == old.group or loose
    year = new.year == old.year or _BASIS[new.year_basis] > 0
    return group and year and (new.scope == old.scope or new.measure == "nominee")


def _roundings(drafts: list[Pair]) -> tuple[list[Pair], list]:
    """ "27 persen" beside "27,4 persen", "Rp963 juta" beside "Rp963.180.000": the exact one says both."""
    figures = [d for d, _ in drafts if d.value and d.unit != "ordinal"]
    alike = Counter(map(_about, figures))
    rounded = {(_about(d), value) for d in figures if alike[_about(d)] > 1 for value in _rounded(d.value)}
    exact = [d for d in figures if alike[_about(d)] > 1 and not d.approximate]

    def coarser(draft: Draft, sentence: Sentence) -> bool:
        if draft.unit == "ordinal" or not rounded:
            return False
        return (
            (_about(draft), draft.value) in rounded
            or draft.approximate
            and any(
                _about(d) == _about(draft)
                and abs(d.value - draft.value) < CLOSE * d.value
                and (d.year == draft.year or sentence.is_headline)
                for d in exact[:MOST_FIGURES]
            )
        )  # "seperlima pekerja" beside "20,6 persen"

    return _split(drafts, coarser, "rounded")


def _about(draft: Draft) -> tuple:
    """What two figures must share for one to be the other's rounding; an amount of money is often said more loosely."""
    return (draft.region.code, draft.measure, *(() if draft.unit == "IDR" else (draft.status, draft.group)))


def _rounded(value: float) -> list[float]:
    """The coarser ways to say a figure, from two digits on: 27.43 -> 27.0, 27.4."""
    digits = f"{value:.15g}".replace(".", "").strip("0")
    return [float(f"{value:.{size}g}") for size in range(2, len(digits))]


def _beside_placing(drafts: list[Pair]) -> tuple[list[Pair], list]:
    """A numbered placing leaves no award beside it, and neither leaves a nomination at the same level."""
    ranked = {(d.region.code, d.scope, d.year) for d, _ in drafts if d.measure == "rank"}
    levels = {(d.region.code, d.scope, d.year) for d, _ in drafts if d.measure in ("rank", "award")}

    def beside(draft: Draft, _: Sentence) -> bool:
        if draft.measure == "award":
            return (draft.region.code, draft.scope, draft.year) in ranked
        return draft.measure == "nominee" and (draft.region.code, draft.scope, draft.year) in levels

    return _split(drafts, beside, "placing_says_it")
