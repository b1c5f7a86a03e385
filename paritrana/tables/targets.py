"""The ledger of promises: for each target or pledge its baseline, its due year and the later figure that settles it.

Nothing here reads a clock: `now` is a year, and what an article of unknown date could not know yet is told by the
latest year it reports on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from ..models import Article, Claim
from .clocks import years
from .denominators import Of

NAMED = ("programme", "instrument")


def target_rows(
    texts: Mapping[str, Article], claims: Sequence[Claim], now: int, of: Mapping[str, Of] = MappingProxyType({})
) -> list[dict]:
    """Rows of the targets table, sorted by due year, region, measure. `now`: the year the tables stand at."""
    said = {name: (texts[name].published if name in texts else None, 0) for name in {claim.article for claim in claims}}
    actual, totals, added, starts = defaultdict(list), defaultdict(list), defaultdict(list), defaultdict(list)
    for claim in claims:
        date, year = said[claim.article]
        if claim.status == "actual":
            said[claim.article] = date, max(year, claim.year or 0, int(date[:4]) if date else 0)
            if not claim.increment and claim.per is None:
                actual[_what(claim)].append(claim)
                starts[claim.article, *_what(claim)].append(claim)
        else:
            (added if claim.increment else totals)[claim.article, *_what(claim)].append(claim)
    actual = {what: _tellings(figures, said, of) for what, figures in actual.items()}
    made, parts = {}, defaultdict(list)  # the promise -> its rows; a total -> the additions that lead to it
    for claim in claims:
        if claim.status != "target":
            continue
        own = claim.article, *_what(claim)
        if claim.increment and (total := _stated_total(claim, starts[own], totals[own])):
            parts[total.claim_id].append(claim.claim_id)
            continue
        base = _baseline(claim, starts[own], totals[own] + added[own], said)
        code = _denominator(claim, base, starts[own], of)
        goal = claim.value + base.value if claim.increment and base else None if claim.increment else claim.value
        later = sorted(
            (e for e in _evidence(claim, actual) if e is not base and _is_later(e, claim, said)
             and (of[e.claim_id].code if e.claim_id in of else None) == code),
            key=lambda e: (e.year, said[e.article][1], said[e.article][0] or "", e.claim_id),
        )  # fmt: skip
        later = [figure for figure in later if not figure.uncertain] or later
        verdict, evidence = _judge(claim, goal, later, said, now)
        promise = (*_what(claim), claim.value, claim.year, claim.increment, claim.per, claim.label)
        made.setdefault(promise, []).append(_row(claim, base, evidence, verdict, code, said))
    rows = [_merged(same, parts) for same in made.values()]
    keys = ("region_code", "measure", "article", "claim_id")
    return sorted(rows, key=lambda row: (row["due_year"] or row["award_year"] or 9999, *(row[key] for key in keys)))


def _merged(same: list[dict], parts: Mapping[str, list[str]]) -> dict:
    """One row of a promise that several articles repeat: as first told and surest read, with all its sources."""
    first = min(same, key=lambda row: (row["uncertain"], row["said_on"] or "9999", row["claim_id"]))
    told = [first, *(row for row in same if row is not first)]
    ids = [name for row in told for name in (row["claim_id"], *parts.get(row["claim_id"], ()))]
    articles = list(dict.fromkeys(row["article"] for row in told))
    return first | {"articles": len(articles), "article_ids": ";".join(articles), "claim_ids": ";".join(ids)}


def _what(claim: Claim) -> tuple:
    """What must agree between a promise and a figure that may judge it; what is only named must have the same name."""
    name = claim.label.casefold() if claim.measure in NAMED and claim.label else None
    return claim.region_code, claim.measure, claim.group, claim.scope, name


def _tellings(figures: Sequence[Claim], said: Mapping, of: Mapping[str, Of]) -> list[Claim]:
    """Of figures that say the same the two told last (one may be the promise's own article): enough to judge by."""
    same = defaultdict(list)
    for figure in figures:
        same[figure.year, figure.value, figure.uncertain, of.get(figure.claim_id, (None,))[0]].append(figure)

    def told(figure: Claim) -> tuple:
        date, year = said[figure.article]
        return year, date or "", figure.claim_id

    return [figure for some in same.values() for figure in sorted(some, key=told)[-2:]]


def _evidence(target: Claim, actual: Mapping[tuple, list[Claim]]) -> list[Claim]:
    """The actual figures of the same kind; an award hoped for is also won by a numbered place."""
    region, measure, *rest = _what(target)
    if target.group == "other":
        return []  # nobody knows whether these are the same people
    measures = (measure, "rank") if measure == "award" else (measure,)
    return [figure for one in measures for figure in actual.get((region, one, *rest), ())]


def _denominator(target: Claim, base: Claim | None, starts: Sequence[Claim], of: Mapping[str, Of]) -> str | None:
    """What a promised share is of: what its own sentence says, else what the same article's shares of now are of."""
    code = of[target.claim_id].code if target.claim_id in of else None
    if code != "unstated":
        return code
    now = {of[claim.claim_id].code for claim in ([base] if base else starts) if claim.claim_id in of}
    return now.pop() if len(now) == 1 else code


def _stated_total(added: Claim, actual: Iterable[Claim], totals: Iterable[Claim]) -> Claim | None:
    """32,268 and 14,242 more by 2024: one promise with the 46,510 that the same article names."""
    starts = {claim.value for claim in actual}
    return next((t for t in totals if t.year == added.year and t.value - added.value in starts), None)


def _baseline(target: Claim, actual: Iterable[Claim], targets: Iterable[Claim], said: Mapping) -> Claim | None:
    """The actual figure of the same article that the target starts from, or None where that is not clear.

    What an addition is added to; else the one in the same sentence ("from X to Y"); else the one of the latest year.
    """
    if target.value is None:
        return None
    due = target.year
    past = due is not None and said[target.article][1] > due  # told afterwards: figures of the due year are the outcome
    starts = [
        claim
        for claim in actual
        if claim.value is not None
        and (due is None or claim.year is None or claim.year < due or claim.year == due and not past)
    ]
    starts = [claim for claim in starts if not claim.uncertain] or starts
    added = {abs(other.value - target.value) for other in targets if other.increment != target.increment}
    newest = max((claim.year or 0 for claim in starts), default=0)
    for wanted in (
        [claim for claim in starts if claim.value in added],
        [claim for claim in starts if claim.quote == target.quote],
        [claim for claim in starts if claim.year == newest],
        starts,
    ):
        if wanted and len({claim.value for claim in wanted}) == 1:
            return wanted[0] if target.increment or _below(wanted[0], target) else None
    return None


def _below(figure: Claim, target: Claim) -> bool:
    """The figure leaves something to reach, or is an earlier year's that is to be held."""
    held = figure.year is not None and target.year is not None and figure.year < target.year
    return not _reached(figure.value, target.value, target) or held and figure.value == target.value


def _is_later(figure: Claim, target: Claim, said: Mapping) -> bool:
    """A figure that the promise did not know of yet."""
    if figure.year is None:
        return False
    due, (date, year), (its_date, its_year) = target.year, said[target.article], said[figure.article]
    if figure.article == target.article:
        return due is not None and figure.year >= due and year > due
    if date and its_date and its_date <= date:
        return False
    if due is not None and figure.year >= due and its_year >= year:
        return True
    told_later = its_date > date if date and its_date else its_year > year
    return told_later and figure.year >= year


def _judge(target: Claim, goal: float | None, later: list[Claim], said: Mapping, now: int) -> tuple[str, Claim | None]:
    """(outcome, the figure behind it). A figure from within the due year can show a promise kept, not missed."""
    due = target.year
    for figure in later:
        if target.value is None:
            if due is not None and figure.year == due and target.measure != "pledge":
                return "kept", figure
        elif goal is not None and (due is None or figure.year >= due):
            if _reached(figure.value, goal, target):
                return "kept", figure
            if due is not None and (figure.year > due or said[figure.article][1] > due):
                return "missed", figure
    newest = later[-1] if later and target.value is not None else None
    return "due_later" if due is not None and due >= now else "no_later_evidence", newest


def _reached(value: float | None, goal: float, target: Claim) -> bool:
    return value is not None and (value <= goal if target.unit == "ordinal" else value >= goal)


def _row(
    claim: Claim, base: Claim | None, evidence: Claim | None, outcome: str, denominator: str | None, said: Mapping
) -> dict:
    date, year = said[claim.article]
    on = years(claim)
    return {
        "region_code": claim.region_code,
        "region": claim.region,
        "province_code": claim.province_code,
        "province": claim.province,
        "measure": claim.measure,
        "group": claim.group,
        "denominator": denominator,
        "unit": claim.unit,
        "baseline": base.value if base else None,
        "baseline_year": base.year if base else None,
        "baseline_year_basis": base.year_basis if base else None,
        "target": claim.value,
        "increment": claim.increment,
        "due_year": on["data_year"],
        "due_year_basis": on["data_year_basis"],
        "award_year": on["award_year"],
        "award_year_basis": on["award_year_basis"],
        "said_on": date or (str(year) if year else None),
        "latest": evidence.value if evidence else None,
        "latest_year": evidence.year if evidence else None,
        "latest_year_basis": evidence.year_basis if evidence else None,
        "outcome": outcome,
        "label": claim.label,
        "article": claim.article,
        "claim_id": claim.claim_id,
        "quote": claim.quote,
        "baseline_claim_id": base.claim_id if base else None,
        "evidence_article": evidence.article if evidence else None,
        "evidence_claim_id": evidence.claim_id if evidence else None,
        "evidence_quote": evidence.quote if evidence else None,
        "uncertain": claim.uncertain or bool(evidence and evidence.uncertain),
    }
