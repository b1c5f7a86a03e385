"""The arithmetic checks: claims in, findings out. Rather no check than a silly one.

A check compares only claims of one article, region, group and year, and fails only where the figures leave no doubt:
where an article gives several of a kind they may count different people, and where parts are not named a sum cannot be
told. A rounded or approximate figure is given its room (`figures.span`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from ..models import Claim
from ..regions import all_regions
from .figures import Finding, add, meets, only, plain, span, together, verdict
from .rounding import rounding

SEGMENTS = ("formal", "informal", "construction")  # together all workers that can be members
PEOPLE = ("covered", "potential")
YEAR_OF_MONTHS = 12


def increments(claims: Sequence[Claim], rules) -> Iterator[Finding]:
    """32,268 and 14,242 more are 46,510."""
    for same in together(claims, "article", "region_code", "measure", "group"):
        totals = [claim for claim in same if not claim.increment and claim.value is not None]
        for added in (claim for claim in same if claim.increment):
            bases = [claim for claim in totals if claim.status == "actual"]
            sums = [claim for claim in totals if (claim.status, claim.year) == (added.status, added.year)]
            pairs = [(base, total) for base in bases for total in sums if base.value < total.value]
            right = [pair for pair in pairs if meets(add(rules, pair[0], added), span(pair[1], rules))]
            clear = len(bases) == len(sums) == 1 and added.status == "target"
            if not right and not (clear and pairs):
                continue
            base, total = (right or pairs)[0]
            expected = base.value + added.value
            values = {"base": base.value, "added": added.value, "total": total.value, "expected": expected}
            figures = expected, total.value, total.unit
            yield Finding("increment", verdict(right), (total, base, added), "increment", values, *figures)


def sums(claims: Sequence[Claim], rules) -> Iterator[Finding]:
    """Formal + informal + construction = all; and a figure that is the sum of the others of its kind."""
    for same in together(plain(claims, PEOPLE), "article", "region_code", "measure", "status", "year"):
        by_group = {group: only(c for c in same if c.group == group) for group in ("all", *SEGMENTS)}
        total, parts = by_group.pop("all"), [claim for claim in by_group.values() if claim]
        if total and by_group["formal"] and by_group["informal"]:
            holds = meets(add(rules, *parts), span(total, rules))
            known = len(parts) == len(SEGMENTS) or sum(part.value for part in parts) > total.value
            yield _sum(total, parts, verdict(holds) if holds or known else "cannot_tell")
    kind = ("article", "region_code", "measure", "status", "year", "group")
    for same in together(plain(claims, (*PEOPLE, "budget")), *kind):
        total, *parts = sorted(same, key=lambda claim: -claim.value)
        if len(parts) >= 2 and total.value == sum(part.value for part in parts):
            yield _sum(total, sorted(parts, key=lambda claim: claim.start), "holds")


def sums_of_regions(claims: Sequence[Claim], rules) -> Iterator[Finding]:
    """Kabupaten and kota add up to their province. Fails only where they exceed it or all of them are named."""
    level = ("article", "province_code", "measure", "status", "year", "group", "increment")
    for same in together((c for c in claims if c.measure in PEOPLE and c.per is None), *level):
        whole = sorted((c for c in same if c.region_code == c.province_code), key=lambda claim: -claim.value)
        parts = [c for c in same if c.region_code != c.province_code]
        if not whole or len(parts) < 2 or len({c.region_code for c in parts}) < len(parts):
            continue
        total, *own = whole  # a province's own staff may be one of the parts
        tries = [parts, parts + own] if own else [parts]
        right = [found for found in tries if meets(add(rules, *found), span(total, rules))]
        everyone = sum(1 for code in all_regions() if code.startswith(f"{total.province_code}."))
        known = right or len(parts) == everyone or sum(part.value for part in parts) > total.value
        yield _sum(total, (right or tries)[0], verdict(right) if known else "cannot_tell", note="sum_of_regions")


def shares(claims: Sequence[Claim], rules) -> Iterator[Finding]:
    """Share, covered and potential agree; without a potential, the workers the other two imply must be possible."""
    for same in together(plain(claims, ("coverage_share", *PEOPLE)), "article", "region_code", "year"):
        for share in (claim for claim in same if claim.measure == "coverage_share" and claim.value):
            own = [claim for claim in same if claim.status == share.status]
            covered = [c for c in own if (c.measure, c.group) == ("covered", share.group)]
            potential = [c for c in same if (c.measure, c.group) == ("potential", share.group) and c.value]
            parts = [only(c for c in own if (c.measure, c.group) == ("covered", group)) for group in SEGMENTS]
            among = [only(c for c in same if (c.measure, c.group) == ("potential", group)) for group in SEGMENTS]
            if potential and covered:
                yield _share(share, [(c,) for c in covered], [(p,) for p in potential], rules)
            elif not potential and share.group == "all" and _segments(parts, among):
                yield _share(share, [tuple(filter(None, parts))], [tuple(filter(None, among))], rules)
            elif not potential and share.status == "actual":
                counted = [one] if (one := only(covered)) else [p for p in parts if p] if share.group == "all" else []
                if one or share.group == "all" and parts[0] and parts[1]:
                    yield from _implied(share, counted, rules)


def _segments(parts: Sequence[Claim | None], among: Sequence[Claim | None]) -> bool:
    """Formal and informal workers, of those covered and of those there are."""
    return all([*parts[:2], *among[:2]]) and bool(parts[2]) == bool(among[2])


def bounds(claims: Sequence[Claim], rules) -> Iterator[Finding]:
    """A share over 100, more covered than there are workers, more workers than there are people."""
    for share in plain(claims, ("coverage_share",)):
        values, figures = {"share": share.value}, (100.0, share.value, "percent")
        yield Finding("over_100", verdict(share.value <= 100), (share,), "over_100", values, *figures)
    for same in together(plain(claims, PEOPLE), "article", "region_code", "year", "group"):
        potential = sorted((c for c in same if c.measure == "potential"), key=lambda claim: claim.value)
        for covered in (c for c in same if c.measure == "covered" and potential):
            fits = [span(covered, rules)[0] <= span(one, rules)[1] for one in potential]
            outcome = verdict(all(fits)) if all(fits) or not any(fits) else "cannot_tell"
            against = potential[-1] if outcome == "fails" else potential[0]
            values = {"covered": covered.value, "potential": against.value}
            figures = against.value, covered.value, "people"
            yield Finding("over_potential", outcome, (covered, against), "over_potential", values, *figures)
    limit = rules.limits.workers_per_person.value
    for claim in plain(claims, PEOPLE):
        if population := _population(claim):
            values = {
                "found": claim.value, "population": population, "limit": 100 * limit,
                "ratio": 100 * claim.value / population,
            }  # fmt: skip
            outcome, figures = verdict(span(claim, rules)[0] <= limit * population), (limit * population, claim.value)
            yield Finding("over_population", outcome, (claim,), "over_population", values, *figures, "people")


def per_person(claims: Sequence[Claim], rules) -> Iterator[Finding]:
    """A yearly budget for so many people buys between 1 and 12 months of the statutory minimum contribution."""
    for same in together(claims, "article", "region_code", "group", "year"):
        people = [c for c in same if c.measure == "covered" and c.value]
        for budget in (c for c in same if c.measure == "budget" and c.value and c.per in (None, "year")):
            covered = only(people) or only(c for c in people if c.quote == budget.quote)
            if covered:
                yield _per_person(budget, covered, rules)
            elif people:
                values = {"budget": budget.value, "people": frozenset(claim.value for claim in people)}
                yield Finding("per_person", "cannot_tell", (budget, *people), "per_person_of_whom", values,
                              YEAR_OF_MONTHS * rules.limits.monthly_contribution.value, None, "IDR")  # fmt: skip


CHECKS = (increments, sums, sums_of_regions, shares, bounds, per_person)


def _per_person(budget: Claim, covered: Claim, rules) -> Finding:
    minimum, most = rules.limits.monthly_contribution.value, rules.limits.with_savings.value
    each = budget.value / covered.value
    months = each / minimum
    if not 1 <= months <= YEAR_OF_MONTHS * most / minimum:
        outcome = "fails"
    else:
        known = budget.group in rules.minimum_payers.groups and months <= YEAR_OF_MONTHS
        outcome = "holds" if known else "cannot_tell"
    values = {
        "budget": budget.value, "covered": covered.value, "each": round(each), "minimum": minimum,
        "months": round(months, 1), "group": ("group", budget.group),
    }  # fmt: skip
    figures = YEAR_OF_MONTHS * minimum, each, "IDR"
    return Finding("per_person", outcome, (budget, covered), "per_person", values, *figures)


def _sum(total: Claim, parts: Sequence[Claim], outcome: str, note: str = "sum") -> Finding:
    expected = sum(part.value for part in parts)
    values = {"parts": [part.value for part in parts], "count": len(parts), "total": total.value, "expected": expected}
    return Finding("sum", outcome, (total, *parts), note, values, expected, total.value, total.unit)


def _share(share: Claim, covered: Sequence[tuple], potential: Sequence[tuple], rules) -> Finding:
    """Does any of these counts, each a claim or its segments, give the share?

    It cannot be told where none of several does, nor where one does only because it is called approximate.
    """
    tries = list(product(covered, potential))
    exact = [pair for pair in tries if _gives(share, *pair, rules, about=False)]
    nearly = [pair for pair in tries if not exact and _gives(share, *pair, rules)]
    few, many = (exact or nearly or tries)[0]
    expected = 100 * sum(claim.value for claim in few) / sum(claim.value for claim in many)
    values = {
        "covered": [claim.value for claim in few], "potential": [claim.value for claim in many],
        "share": share.value, "expected": expected,
    }  # fmt: skip
    doubt = nearly or not exact and len({(a[0].value, b[0].value) for a, b in tries}) > 1
    outcome, note = "cannot_tell" if doubt else verdict(exact), "share_about" if nearly else "share"
    return Finding("share", outcome, (share, *few, *many), note, values, expected, share.value, "percent")


def _gives(share: Claim, few: tuple, many: tuple, rules, about: bool = True) -> bool:
    covered, workers = add(rules, *few, about=about), add(rules, *many, about=about)
    ratio = 100 * covered[0] / workers[1], 100 * covered[1] / workers[0] if workers[0] > 0 else float("inf")
    low, high = span(share, rules, about)
    return meets(ratio, (low, high + rounding(share.value, "percent")))  # 150.87 is cut to 150 as often as rounded


def _implied(share: Claim, counted: Sequence[Claim], rules) -> Iterator[Finding]:
    population = _population(share)
    if not population:
        return
    covered = sum(claim.value for claim in counted)
    workers, limit = 100 * covered / share.value, rules.limits.workers_per_person.value * population
    least = 100 * add(rules, *counted)[0] / span(share, rules)[1]
    values = {
        "covered": [claim.value for claim in counted], "share": share.value, "found": round(workers),
        "ratio": round(100 * workers / population), "population": population,
    }  # fmt: skip
    yield Finding("share", verdict(least <= limit), (share, *counted), "implied", values, limit, workers, "people")


def _population(claim: Claim) -> int | None:
    region = all_regions().get(claim.region_code)
    return region.population if region else None
