"""The records that travel from a seed to a table. Field order here is column order everywhere."""

from __future__ import annotations

from typing import Literal

import msgspec

Measure = Literal[
    "rank", "award", "nominee", "coverage_rank", "coverage_share", "covered", "potential", "budget", "benefit_paid",
    "pledge", "programme", "instrument",
]  # fmt: skip
Unit = Literal["ordinal", "percent", "people", "IDR"]
Status = Literal["actual", "target"]
YearBasis = Literal["award_name", "period", "stated", "event", "published"]
Scope = Literal["provinsi", "zona", "nasional"]
Group = Literal[
    "all", "formal", "informal", "construction", "non_asn", "vulnerable", "fishers", "farmers", "village_officials",
    "neighbourhood_heads", "religious", "teachers", "traders", "drivers", "migrant", "students", "other",
]  # fmt: skip
Per = Literal["year", "month", "person"]


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """One news article. `text` is what is read and what `start`/`end` of its claims count in (code points)."""

    id: str
    text: str
    publisher: str | None = None
    url: str | None = None
    published: str | None = None  # ISO date
    place: str | None = None  # dateline
    title: str | None = None  # where front matter has one, it is also the first line of `text`
    path: str | None = None


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """One assertion by one article about one region (design: "Claim")."""

    claim_id: str
    article: str
    region_code: str
    region: str
    province_code: str
    province: str
    measure: Measure
    value: float | None = None
    unit: Unit | None = None
    status: Status = "actual"
    year: int | None = None
    year_basis: YearBasis | None = None
    group: Group | None = None  # None where a group makes no sense (placings, pledges, instruments)
    scope: Scope | None = None  # of rank, award, nominee, coverage_rank
    approximate: bool = False
    increment: bool = False
    per: Per | None = None
    label: str | None = None
    quote: str
    start: int
    end: int
    rule: str
    uncertain: bool = False  # careful readers of the article differ on it


class Rejection(msgspec.Struct, frozen=True, kw_only=True):
    """A figure or phrase that looked like a claim and was turned down. `reason` is a key of data/reasons.toml."""

    article: str
    reason: str
    start: int
    end: int
    quote: str
    measure: str | None = None
    region: str | None = None
    rule: str | None = None


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """All that was read in one article: what was taken, what was turned down and why."""

    article: Article
    claims: tuple[Claim, ...]
    rejections: tuple[Rejection, ...]
