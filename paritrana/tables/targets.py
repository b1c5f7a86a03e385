"""The ledger of promises: for each target or pledge its baseline, its due year and the later figure that settles it.

Nothing here reads a clock: `now` is a year, and what an article of unknown date could not know yet is told by the
latest year it reports on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from ..models import Article, Claim


def target_rows(texts: Mapping[str, Article], claims: Sequence[Claim], now: int) -> list[dict]:
    """Rows of the targets table, sorted by due year, region, measure. `now`: the year the tables stand at."""
    said = {name: (texts[name].published if name in texts else None, 0) for name in {claim.article for claim in claims}}
    actual, totals, added = defaultdict(list), defaultdict(list), defaultdict(list)
    for claim in claims:
        date, year = said[claim.article]
        if claim.status == "actual":
            said[claim.article] = date, max(year, claim.year or 0, int(date[:4]) if date else 0)
            if not claim.increment and claim.per is None:
                actual[_what(claim)].append(claim)
        else:
            (added if claim.increment else totals)[_what(claim)].append(claim)
    rows = []
    for claim in claims:
        what = _what(claim)
        if claim.status != "target" or claim.increment and _total_is_stated(claim, actual[what], totals[what]):
            continue
        base = _baseline(claim, actual[what], totals[what] + added[what], said)
        goal = claim.value + base.value if claim.increment and base else None if claim.increment else claim.value
        later = sorted(
            (e for e in actual[what] if e is not base and _is_later(e, claim, said)),
            key=lambda e: (e.year, said[e.article][1], said[e.article][0] or "", e.claim_id),
        )
        verdict, evidence = _judge(claim, goal, later, said, now)
        rows.append(_row(claim, base, evidence, verdict, said))
    keys = ("region_code", "measure", "article", "claim_id")
    return sorted(rows, key=lambda row: (row["due_year"] or 9999, *(row[key] for key in keys)))


def _what(claim: Claim) -> tuple:
    return claim.region_code, claim.measure, claim.group, claim.scope


def _total_is_stated(added: Claim, actual: Iterable[Claim], totals: Iterable[Claim]) -> bool:
    """32,268 and 14,242 more by 2024: one promise with the 46,510 that the same article names."""
    starts = {claim.value for claim in actual if claim.article == added.article}
    return any(t.article == added.article and t.year == added.year and t.value - added.value in starts for t in totals)


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
        if claim.article == target.article
        and claim.value is not None
        and (due is None or claim.year is None or claim.year < due or claim.year == due and not past)
    ]
    added = {
        abs(other.value - target.value)
        for other in targets
        if other.article == target.article and other.increment != target.increment
    }
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
            if due is not None and figure.year == due:
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


def _row(claim: Claim, base: Claim | None, evidence: Claim | None, outcome: str, said: Mapping) -> dict:
    date, year = said[claim.article]
    return {
        "region_code": claim.region_code,
        "region": claim.region,
        "province_code": claim.province_code,
        "province": claim.province,
        "measure": claim.measure,
        "group": claim.group,
        "unit": claim.unit,
        "baseline": base.value if base else None,
        "baseline_year": base.year if base else None,
        "target": claim.value,
        "increment": claim.increment,
        "due_year": claim.year,
        "said_on": date or (str(year) if year else None),
        "latest": evidence.value if evidence else None,
        "latest_year": evidence.year if evidence else None,
        "outcome": outcome,
        "label": claim.label,
        "article": claim.article,
        "claim_id": claim.claim_id,
        "baseline_claim_id": base.claim_id if base else None,
        "evidence_claim_id": evidence.claim_id if evidence else None,
    }
