"""Where articles or parts of one contradict each other: different figures, one place twice, one ceremony twice."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from ..models import Article, Claim
from ..regions import province_then
from .clocks import PLACINGS
from .denominators import Of
from .figures import Finding, apart, plain, together

PLACES = ("rank", "coverage_rank")
ARENAS = ("provinsi", "nasional")  # zones are not named, so nobody knows who competes
COUNTS = ("covered", "budget", "benefit_paid")  # of several in one article each counts other people or money
MEASURES = (*PLACES, "coverage_share", "potential", *COUNTS)
WON = 3  # places that make a winner: a prize without a number is one of them
FEW = 2  # governments at least that make a list of winners
ENOUGH = 8  # articles that say the same: among them is one to compare with


def conflicts(claims: Sequence[Claim], rules, texts: Mapping[str, Article], of: Mapping[str, Of]) -> Iterator[Finding]:
    """Different figures for one region, measure, group, year and scope, in one article or between articles.

    Counts of people and rupiah differ within an article because they count different things, so there only the
    headline is compared with the rest. Figures without a year are compared within an article only.
    """
    stated = [claim for claim in plain(claims, MEASURES) if claim.group != "other"]
    for same in together(stated, "region_code", "measure", "group", "year", "scope", "status"):
        if len(same) < 2:
            continue
        articles, found = list(together(same, "article")), False
        for own in articles:
            if own[0].measure in COUNTS:
                own = _headline_against_body(own, texts)
            if own and apart(own, rules):
                found = True
                yield _conflict(own, of)
        if not found and same[0].year is not None and _differ(articles, rules):
            yield _conflict(same, of)


def _differ(articles: Sequence[Sequence[Claim]], rules) -> bool:
    """Does an article give no figure that the one with the most figures gives too?"""
    most = max(articles, key=len)
    return any(all(apart((one, other), rules) for one in most for other in own) for own in articles if own is not most)


def _conflict(claims: Sequence[Claim], of: Mapping[str, Of]) -> Finding:
    """One finding with a claim for each figure. It fails where nothing could explain it."""
    named = {claim.value: claim for claim in reversed(claims)}
    several = tuple(named[value] for value in sorted(named))
    first, last = several[0], several[-1]
    kinds = {of[claim.claim_id].code for claim in several if claim.claim_id in of}
    one = len({claim.article for claim in several}) == 1 and len(kinds) < 2 and first.measure not in COUNTS
    sure = first.status == "actual" and (first.measure in PLACES or one)
    values = {"measure": ("measure", first.measure), "low": first.value, "high": last.value}
    outcome = "fails" if sure else "cannot_tell"
    return Finding("conflict", outcome, several, "conflict", values, first.value, last.value, first.unit)


def _headline_against_body(own: Sequence[Claim], texts: Mapping[str, Article]) -> list[Claim]:
    """Figures that only the headline prints, and those of the body; nothing where one of the two has none."""
    article = texts.get(own[0].article)
    if not article or not article.title or not article.text.startswith(article.title):
        return []
    end = len(article.title)
    above = [c for c in own if c.start < end and article.text[c.start : c.end] not in article.text[end:]]
    below = [c for c in own if c.start >= end]
    return above + below if above and below else []


def same_places(claims: Sequence[Claim]) -> Iterator[Finding]:
    """One place of one contest given to different governments by different articles. Two in one article are a tie."""
    placed = [c for c in plain(claims, PLACES) if c.status == "actual" and c.year and c.scope in ARENAS]
    for same in _by(placed, lambda claim: (*_contest(claim), claim.value)).values():
        holders = defaultdict(set)
        for claim in same:
            holders[claim.article].add(claim.region_code)
        told = set(map(frozenset, holders.values()))
        if all(one & other for one in told for other in told):
            continue
        named = {claim.region_code: claim for claim in reversed(same)}
        several = tuple(named[code] for code in sorted(named))
        values = {
            "measure": ("measure", same[0].measure), "place": same[0].value,
            "regions": " / ".join(claim.region for claim in several),
        }  # fmt: skip
        yield Finding("same_place", "fails", several, "same_place", values, None, same[0].value, "ordinal")


def two_years(claims: Sequence[Claim], rules, texts: Mapping[str, Article]) -> Iterator[Finding]:
    """One ceremony told under two years that follow each other, by two articles.

    It is one where both name the same list of winners (two or more), or where both appeared within a few weeks and give
    a government the same place. With the same place alone it cannot be told: a government may win twice.
    """
    won = [c for c in claims if c.status == "actual" and c.year and (c.measure == "award" or _placed(c))]
    lists = defaultdict(dict)  # contest without its year -> (article, year) -> region -> claim
    for claim in won:
        _, _, *where = _contest(claim)
        lists[tuple(where)].setdefault((claim.article, claim.year), {}).setdefault(claim.region_code, claim)
    for told in lists.values():
        by_year = defaultdict(list)
        for (article, year), winners in told.items():
            by_year[year].append((article, winners))
        for year in sorted(by_year):
            yield from _told_again(by_year[year], by_year.get(year + 1, ()), told, rules, texts)


def two_names(claims: Sequence[Claim], rules, texts: Mapping[str, Article]) -> Iterator[Finding]:
    """An article that calls its award by two years that follow each other, though it tells of placings of one only."""
    named = re.compile(rf"\b(?:{'|'.join(map(re.escape, rules.award.names))}) (?:tahun )?(20\d\d)\b", re.IGNORECASE)
    for told in together((c for c in claims if c.measure in PLACINGS and c.year), "article"):
        article, years = texts.get(told[0].article), {claim.year for claim in told}
        if article is None or len(years) > 1:
            continue
        year = min(years)
        if others := {int(match[1]) for match in named.finditer(article.text)} & {year - 1, year + 1}:
            earlier, later = sorted([year, min(others)])
            values = {"earlier": str(earlier), "later": str(later)}
            yield Finding("two_years", "cannot_tell", tuple(told), "two_names", values, earlier, later)


def _told_again(earlier, later, told, rules, texts) -> Iterator[Finding]:
    """Findings for each list of winners, or else each government, that an earlier and a later year share."""
    found = set()
    lists = {frozenset(winners): (article, winners) for article, winners in reversed(earlier)}
    for article, winners in later:
        first = lists.get(frozenset(winners))
        if first and len(winners) >= FEW and _agree(first[1], winners) and first[0] != article:
            if not found & set(winners):
                yield _ceremony(first[1], winners, "fails")
            found |= set(winners)
    holders = defaultdict(list)
    for _, winners in earlier:
        for claim in winners.values():
            alike = holders[claim.region_code, claim.value, claim.measure]
            if claim.value and len(alike) < ENOUGH:
                alike.append(claim)
    for article, winners in later:
        for claim in winners.values():
            alike = holders.get((claim.region_code, claim.value, claim.measure), ())
            if claim.region_code in found:
                continue
            others = [o for o in alike if o.article != article and not _tells_both(claim, o, told)]
            near = {_near(claim, other, rules, texts): other for other in reversed(others)}
            if other := near.get(True) or near.get(None):
                found.add(claim.region_code)
                pair = {claim.region_code: other}, {claim.region_code: claim}
                yield _ceremony(*pair, "fails" if True in near else "cannot_tell")


def _tells_both(claim: Claim, other: Claim, told: Mapping) -> bool:
    """Does one of the two articles itself tell of both years?"""
    return (claim.article, other.year) in told or (other.article, claim.year) in told


def _agree(one: Mapping[str, Claim], other: Mapping[str, Claim]) -> bool:
    """Do two lists nowhere give a government different places?"""
    pairs = [(one[code].value, other[code].value) for code in one]
    return all(a is None or b is None or a == b for a, b in pairs)


def _near(claim: Claim, other: Claim, rules, texts: Mapping[str, Article]) -> bool | None:
    """Did both articles appear within the weeks of one ceremony? None where a date is not known."""
    days = [texts[c.article].published if c.article in texts else None for c in (claim, other)]
    if None in days:
        return None
    one, two = map(date.fromisoformat, days)
    return abs((one - two).days) <= rules.limits.one_ceremony.value


def _ceremony(earlier: Mapping[str, Claim], later: Mapping[str, Claim], outcome: str) -> Finding:
    several = tuple(claims[code] for code in sorted(earlier) for claims in (earlier, later))
    values = {
        "regions": " / ".join(earlier[code].region for code in sorted(earlier)),
        "earlier": str(several[0].year), "later": str(several[1].year),
    }  # fmt: skip
    return Finding("two_years", outcome, several, "two_years", values, several[0].year, several[1].year)


def _placed(claim: Claim) -> bool:
    return claim.measure == "rank" and claim.value is not None and claim.value <= WON


def _contest(claim: Claim) -> tuple:
    """Who competes: measure, year, scope, the governments of one level, in a province of its time or in the country."""
    arena = ""
    if claim.scope == "provinsi":
        arena = province_then(claim.region_code, claim.year) or claim.province
    return claim.measure, claim.year, claim.scope, len(claim.region_code), arena


def _by(claims: Sequence[Claim], key) -> dict[tuple, list[Claim]]:
    groups = defaultdict(list)
    for claim in claims:
        groups[key(claim)].append(claim)
    return groups
