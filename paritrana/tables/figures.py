"""Figures under test: what a check returns, claims put together, and the room that rounding leaves a figure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import NamedTuple

from ..models import Claim
from .rounding import rounding


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


def together(claims: Iterable[Claim], *fields: str) -> Iterable[list[Claim]]:
    """Claims that agree in these fields, in the order they come."""
    groups, key = defaultdict(list), attrgetter(*fields)
    for claim in claims:
        groups[key(claim)].append(claim)
    return groups.values()


def plain(claims: Iterable[Claim], measures: Iterable[str]) -> list[Claim]:
    """Totals of these measures: no additions, nothing per person or month."""
    return [c for c in claims if c.measure in measures and c.value is not None and not c.increment and c.per is None]


def only(claims: Iterable[Claim]) -> Claim | None:
    """The claim, where there is exactly one figure."""
    claims = list(claims)
    return claims[0] if len({claim.value for claim in claims}) == 1 else None


def span(claim: Claim, rules, about: bool = True) -> tuple[float, float]:
    """Where the true figure may lie: rounding as printed, and (`about`) more for an approximate one."""
    more = rules.limits.approximate.value * claim.value if about and claim.approximate else 0
    room = max(rounding(claim.value, claim.unit), more)
    return claim.value - room, claim.value + room


def add(rules, *parts: Claim, about: bool = True) -> tuple[float, float]:
    spans = [span(part, rules, about) for part in parts]
    return sum(low for low, _ in spans), sum(high for _, high in spans)


def meets(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[0] <= other[1] + 1e-9 and other[0] <= one[1] + 1e-9


def verdict(holds: object) -> str:
    return "holds" if holds else "fails"


def apart(claims: Sequence[Claim], rules) -> bool:
    """Are the lowest and the highest further apart than rounding explains?"""
    low, high = min(claims, key=_value), max(claims, key=_value)
    return low.value != high.value and not meets(span(low, rules), span(high, rules))


_value = attrgetter("value")
