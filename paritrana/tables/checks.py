"""The checks themselves: claims in, findings out. Rather no check than a silly one.

A check compares only claims of one article, region, group and year (conflicts apart), and only where one figure of a
kind stands there: where an article gives several, they count different people. A sum fails only where all its parts
are known; a rounded or approximate figure is given its room (`_span`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple

from ..models import Claim
from ..regions import all_regions
from .rounding import rounding

SEGMENTS = ("formal", "informal", "construction")  # together all workers that can be members
PEOPLE = ("covered", "potential")
PLACES = ("rank", "coverage_rank")
YEAR_OF_MONTHS = 12


class Finding(NamedTuple):
    """What a check found. `note`: key of the sentence in data/audit.toml; `values`: what stands in it."""

    check: str
    outcome: str
    claims: tuple[Claim, ...]
    note: str
    values: dict
    expected: float | None = None
    found: float | None = None
    unit: str | None = None


def increments(claims: Sequence[Claim], rules) -> Iterator[Finding]:
    """32,268 and 14,242 more are 46,510."""
    for together in _together(claims, "article", "region_code", "measure", "group"):
        totals = [claim for claim in together if not claim.increment and claim.value is not None]
        for added in (claim for claim in together if claim.increment):
            bases = [claim for claim in totals if claim.status == "actual"]
            sums = [claim for claim in totals if (claim.status, claim.year) == (added.status, added.year)]
            pairs = [(base, total) for base in bases for total in sums if base.value < total.value]
            right = [pair for pair in pairs if _meets(_add(rules, pair[0], added), _span(pair[1], rules))]
            clear = len(bases) == len(sums) == 1 and added.status == "target"
            if not right and not (clear and pairs):
                continue
            base, total = (right or pairs)[0]
            expected = base.value + added.value
            values = {"base": base.value, "added": added.value, "total": total.value, "expected": expected}
            figures = expected, total.value, total.unit
            yield Finding("increment", _outcome(right), (total, base, added), "increment", values, *figures)


def sums(claims: Sequence[Claim], rules) -> Iterator[Finding]:
    """Formal + informal + construction = all; and a figure that is the sum of the others of its kind."""
    for together in _together(_plain(claims, PEOPLE), "article", "region_code", "measure", "status", "year"):
        by_group = {group: _only(c for c in together if c.group == group) for group in ("all", *SEGMENTS)}
        total, parts = by_group.pop("all"), [claim for claim in by_group.values() if claim]
        if total and by_group["formal"] and by_group["informal"]:
            added = sum(part.value for part in parts)
            holds = _meets(_add(rules, *parts), _span(total, rules))
            if holds or added > total.value or len(parts) == len(SEGMENTS):
                yield _sum(total, parts, holds)
    kind = ("article", "region_code", "measure", "status", "year", "group")
    for same in _together(_plain(claims, (*PEOPLE, "budget")), *kind):
        total, *parts = sorted(same, key=lambda claim: -claim.value)
        if len(parts) >= 2 and total.value == sum(part.value for part in parts):
            yield _sum(total, sorted(parts, key=lambda claim: claim.start), True)


def sums_of_regions(claims: Sequence[Claim], rules) -> Iterator[Finding]:
    """Kabupaten and kota add up to their province. Fails only where they exceed it or all of them are named."""
    level = ("article", "province_code", "measure", "status", "year", "group", "increment")
    for same in _together((c for c in claims if c.measure in PEOPLE and c.per is None), *level):
        whole = sorted((c for c in same if c.region_code == c.province_code), key=lambda claim: -claim.value)
        parts = [c for c in same if c.region_code != c.province_code]
        if not whole or len(parts) < 2 or len({c.region_code for c in parts}) < len(parts):
            continue
        total, *own = whole  # a province's own staff may be one of the parts
        tries = [parts, parts + own] if own else [parts]
        right = [found for found in tries if _meets(_add(rules, *found), _span(total, rules))]
        everyone = sum(1 for code in all_regions() if code.startswith(f"{total.province_code}."))
        if right or len(parts) == everyone or sum(part.value for part in parts) > total.value:
            yield _sum(total, (right or tries)[0], bool(right), note="sum_of_regions")


def shares(claims: Sequence[Claim], rules) -> Iterator[Finding]:
    """Share, covered and potential agree; without a potential, the workers the other two imply must be possible."""
    for together in _together(_plain(claims, ("coverage_share", *PEOPLE)), "article", "region_code", "year"):
        for share in (claim for claim in together if claim.measure == "coverage_share" and claim.value):
            own = [claim for claim in together if claim.status == share.status]
            covered = _only(c for c in own if (c.measure, c.group) == ("covered", share.group))
            potential = [c for c in together if (c.measure, c.group) == ("potential", share.group)]
            if potential:
                if covered and (one := _only(potential)) and one.value:
                    yield _share(share, covered, one, rules)
                continue
            parts = [_only(c for c in own if (c.measure, c.group) == ("covered", group)) for group in SEGMENTS]
            counted = [covered] if covered else [part for part in parts if part] if share.group == "all" else []
            if share.status == "actual" and (covered or parts[0] and parts[1]):
                yield from _implied(share, counted, rules)


def bounds(claims: Sequence[Claim], rules) -> Iterator[Finding]:
    """A share over 100, more covered than there are workers, more workers than there are people. Only where broken."""
    for share in _plain(claims, ("coverage_share",)):
        if share.value > 100:
            values = {"share": share.value}
            yield Finding("over_100", "fails", (share,), "over_100", values, 100.0, share.value, "percent")
    for together in _together(_plain(claims, PEOPLE), "article", "region_code", "year", "group", "status"):
        covered = _only(c for c in together if c.measure == "covered")
        potential = _only(c for c in together if c.measure == "potential")
        if covered and potential and _span(covered, rules)[0] > _span(potential, rules)[1]:
            values = {"covered": covered.value, "potential": potential.value}
            figures = potential.value, covered.value, "people"
            yield Finding("over_potential", "fails", (covered, potential), "over_potential", values, *figures)
    limit = rules.limits.workers_per_person.value
    for claim in _plain(claims, PEOPLE):
        population = _population(claim)
        if population and _span(claim, rules)[0] > limit * population:
            values = {
                "found": claim.value, "population": population, "limit": 100 * limit,
                "ratio": round(100 * claim.value / population),
            }  # fmt: skip
            figures = limit * population, claim.value, "people"
            yield Finding("over_population", "fails", (claim,), "over_population", values, *figures)


def per_person(claims: Sequence[Claim], rules) -> Iterator[Finding]:
    """A yearly budget for so many people buys between 1 and 12 months of the statutory minimum contribution."""
    minimum, most = rules.limits.monthly_contribution.value, rules.limits.with_savings.value
    for together in _together(claims, "article", "region_code", "group", "year"):
        people = [c for c in together if c.measure == "covered" and c.value]
        for budget in (c for c in together if c.measure == "budget" and c.value and c.per in (None, "year")):
            covered = _only(people) or _only(c for c in people if c.quote == budget.quote)
            if not covered:
                continue
            each = budget.value / covered.value
            months = each / minimum
            if not 1 <= months <= YEAR_OF_MONTHS * most / minimum:
                outcome = "fails"
            else:
                plain = budget.group in rules.minimum_payers.groups and months <= YEAR_OF_MONTHS
                outcome = "holds" if plain else "cannot_tell"
            values = {
                "budget": budget.value, "covered": covered.value, "each": round(each), "minimum": minimum,
                "months": round(months, 1), "group": ("group", budget.group),
            }  # fmt: skip
            yield Finding(
                "per_person", outcome, (budget, covered), "per_person", values, YEAR_OF_MONTHS * minimum, each, "IDR"
            )


def conflicts(claims: Sequence[Claim], rules) -> Iterator[Finding]:
    """Different figures for one region, measure, group, year and scope; one place given to several regions.

    Counts of people differ within an article because they count different people, so those are compared between
    articles only; figures without a year within an article only.
    """
    stated = _plain(claims, (*PLACES, "coverage_share", *PEOPLE))
    stated = [claim for claim in stated if claim.status == "actual" and claim.group != "other"]
    for same in _together(stated, "region_code", "measure", "group", "year", "scope"):
        articles = _together(same, "article") if same[0].measure != "covered" else ()
        pairs = [pair for own in articles for pair in _disagreeing(own, rules)]
        if not pairs and same[0].year is not None:
            pairs = [(one, other) for one, other in _disagreeing(same, rules) if one.article != other.article]
        for one, other in pairs:
            sure = one.measure in PLACES or one.article == other.article
            low, high = sorted((one.value, other.value))
            values = {"measure": ("measure", one.measure), "low": low, "high": high}
            outcome = "fails" if sure else "cannot_tell"
            yield Finding("conflict", outcome, (one, other), "conflict", values, low, high, one.unit)
    placed = [c for c in stated if c.measure in PLACES and c.year and c.scope in ("provinsi", "nasional")]
    for same in _together(placed, key=_contest):
        articles = defaultdict(set)
        for claim in same:
            articles[claim.article].add(claim.region_code)
        named = {claim.region_code: claim for claim in reversed(same)}
        if len(named) > 1 and all(len(regions) < 2 for regions in articles.values()):
            several = tuple(named[code] for code in sorted(named))
            values = {
                "measure": ("measure", same[0].measure), "place": same[0].value,
                "regions": " / ".join(claim.region for claim in several),
            }  # fmt: skip
            yield Finding("conflict", "fails", several, "same_place", values, None, same[0].value, "ordinal")


CHECKS = (increments, sums, sums_of_regions, shares, bounds, per_person, conflicts)


def _together(claims: Iterable[Claim], *fields: str, key: Callable | None = None) -> Iterable[list[Claim]]:
    """Claims that agree in these fields (or in `key`), in the order they come."""
    groups, key = defaultdict(list), key or attrgetter(*fields)
    for claim in claims:
        groups[key(claim)].append(claim)
    return groups.values()


def _contest(claim: Claim) -> tuple:
    """Who competes for a place: the governments of one level, in one province or in the country."""
    arena = claim.province_code if claim.scope == "provinsi" else ""
    return claim.measure, claim.value, claim.year, claim.scope, len(claim.region_code), arena


def _plain(claims: Iterable[Claim], measures: Iterable[str]) -> list[Claim]:
    """Totals of these measures: no additions, nothing per person or month."""
    return [c for c in claims if c.measure in measures and c.value is not None and not c.increment and c.per is None]


def _outcome(holds: object) -> str:
    return "holds" if holds else "fails"


def _only(claims: Iterable[Claim]) -> Claim | None:
    """The claim, where there is exactly one figure."""
    claims = list(claims)
    return claims[0] if len({claim.value for claim in claims}) == 1 else None


def _span(claim: Claim, rules) -> tuple[float, float]:
    """Where the true figure may lie: rounding as printed, and more for an approximate one."""
    about = rules.limits.approximate.value * claim.value if claim.approximate else 0
    room = max(rounding(claim.value, claim.unit), about)
    return claim.value - room, claim.value + room


def _add(rules, *parts: Claim) -> tuple[float, float]:
    spans = [_span(part, rules) for part in parts]
    return sum(low for low, _ in spans), sum(high for _, high in spans)


def _meets(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[0] <= other[1] + 1e-9 and other[0] <= one[1] + 1e-9


def _sum(total: Claim, parts: Sequence[Claim], holds: bool, note: str = "sum") -> Finding:
    expected = sum(part.value for part in parts)
    values = {"parts": [part.value for part in parts], "count": len(parts), "total": total.value, "expected": expected}
    return Finding("sum", _outcome(holds), (total, *parts), note, values, expected, total.value, total.unit)


def _share(share: Claim, covered: Claim, potential: Claim, rules) -> Finding:
    few, many = _span(covered, rules), _span(potential, rules)
    possible = 100 * few[0] / many[1], 100 * few[1] / many[0] if many[0] > 0 else float("inf")
    low, high = _span(share, rules)
    cut = high + rounding(share.value, "percent")  # newspapers cut 150.87 to 150 as often as they round it
    expected = 100 * covered.value / potential.value
    values = {"covered": covered.value, "potential": potential.value, "share": share.value, "expected": expected}
    outcome, figures = _outcome(_meets(possible, (low, cut))), (expected, share.value, "percent")
    return Finding("share", outcome, (share, covered, potential), "share", values, *figures)


def _implied(share: Claim, counted: Sequence[Claim], rules) -> Iterator[Finding]:
    population = _population(share)
    if not population:
        return
    covered = sum(claim.value for claim in counted)
    workers, limit = 100 * covered / share.value, rules.limits.workers_per_person.value * population
    least = 100 * _add(rules, *counted)[0] / _span(share, rules)[1]
    values = {
        "covered": [claim.value for claim in counted], "share": share.value, "found": round(workers),
        "ratio": round(100 * workers / population), "population": population,
    }  # fmt: skip
    yield Finding("share", _outcome(least <= limit), (share, *counted), "implied", values, limit, workers, "people")


def _population(claim: Claim) -> int | None:
    region = all_regions().get(claim.region_code)
    return region.population if region else None


def _disagreeing(claims: Sequence[Claim], rules) -> Iterator[tuple[Claim, Claim]]:
    """The furthest apart of figures that no rounding reconciles; one pair, not all."""
    ordered = sorted(claims, key=lambda claim: claim.value)
    low, high = ordered[0], ordered[-1]
    if low.value != high.value and not _meets(_span(low, rules), _span(high, rules)):
        yield low, high
