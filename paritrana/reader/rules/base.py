"""What every rule returns."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from ...regions import Region
from ..scan import Scan


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
    uncertain: bool = False  # of a wording, not a figure: careful readers draw its line differently


class Refusal(NamedTuple):
    """A candidate turned down; `reason` is a key of data/reasons.toml."""

    reason: str
    start: int
    end: int
    measure: str | None = None
    region: Region | None = None


Found = Draft | Refusal


def needs(*names: str | Scan) -> Callable:
    """Kinds or names of marks, and scans, without any of which in its sentence a rule has nothing to say.

    It is not asked there.
    """
    marks = frozenset(name for name in names if isinstance(name, str))
    scans = sum(name.bit for name in names if isinstance(name, Scan))

    def with_needs(rule: Callable) -> Callable:
        rule.needs = marks, scans
        return rule

    return with_needs
