"""What a coverage share is a percentage of, and its place among those that may be compared with it.

The rule, as the dictionary words it: a share of one group of workers is of that group; else the words of its sentence
(data/denominators.toml) say it, the nearest to the figure; else those beside the number of workers that the same
article gives for the same region, group and year; that number without such words is a potential; else unstated.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple, get_args

import msgspec
import polars as pl

from ..models import Article, Claim
from ..paths import DATA
from ..records import read_toml
from ..regions import all_regions
from .rounding import rounding

Denominator = Literal[
    "labour_force", "employed", "potential", "formal", "informal", "non_asn", "vulnerable", "group", "unstated",
]  # fmt: skip


class Wordings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """data/denominators.toml: code -> words."""

    labour_force: list[str]
    employed: list[str]
    potential: list[str]


class Of(NamedTuple):
    """What a share is of: `code`, and how many `people` that are where the same article says so."""

    code: Denominator
    people: float | None


@cache
def load_wordings(path: Path = DATA / "denominators.toml") -> Wordings:
    """The words of each denominator. Raises DataError naming file and line."""
    return read_toml(path, Wordings)


@cache
def _pattern() -> tuple[re.Pattern, dict[str, Denominator]]:
    known = msgspec.structs.asdict(load_wordings())
    codes = {word.casefold(): code for code, words in known.items() for word in words}
    longest = sorted(codes, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})"), codes


def denominators(claims: Iterable[Claim], texts: Mapping[str, Article]) -> dict[str, Of]:
    """claim_id of every coverage share -> what it is of."""
    beside, shares = defaultdict(list), []
    for claim in claims:
        if claim.measure == "coverage_share":
            shares.append(claim)
        elif claim.measure in ("potential", "covered") and claim.value and not claim.increment:
            beside[_same(claim)].append(claim)
    return {share.claim_id: _of(share, beside.get(_same(share), ()), texts) for share in shares}


def _same(claim: Claim) -> tuple:
    return claim.article, claim.region_code, claim.group, claim.year


def _of(share: Claim, beside: Iterable[Claim], texts: Mapping[str, Article]) -> Of:
    workers = _workers(share, list(beside))
    people = workers[0].value if len({claim.value for claim in workers}) == 1 else None
    if share.group not in ("all", None):
        return Of(share.group if share.group in get_args(Denominator) else "group", people)
    if said := _said(share, texts):
        return Of(said, people)
    codes = {_said(claim, texts) or "potential" for claim in workers}
    return Of(codes.pop() if len(codes) == 1 else "unstated", people)


def _workers(share: Claim, beside: list[Claim]) -> list[Claim]:
    """The numbers of workers the share may be of: of several, the one that the share and those covered lead to."""
    workers = [claim for claim in beside if claim.measure == "potential"]
    if len(workers) < 2 or not share.value:
        return workers
    room = 2 * rounding(share.value, "percent")
    covered = [claim.value for claim in beside if claim.measure == "covered" and claim.status == share.status]
    fits = [one for one in workers if any(abs(100 * few / one.value - share.value) <= room for few in covered)]
    return fits or workers


def _said(claim: Claim, texts: Mapping[str, Article]) -> Denominator | None:
    """The denominator that the words of the claim's sentence name, nearest to its figure."""
    pattern, codes = _pattern()
    quote = claim.quote.casefold()
    found = list(pattern.finditer(quote))
    if not found:
        return None
    article = texts.get(claim.article)
    figure = article.text[claim.start : claim.end].casefold() if article else ""
    start = max(quote.find(figure), 0) if figure else 0
    end = start + len(figure)
    nearest = min(found, key=lambda match: max(match.start() - end, start - match.end(), 0))
    return codes[nearest[0]]


def kind() -> pl.Expr:
    """What shares must have in common to be ranked together; one that does not say of what, only with its article's.

    Of a frame with `denominator` and `article`; null for what is no share.
    """
    unstated = pl.col("denominator") == "unstated"
    return pl.when(unstated).then(pl.concat_str(pl.lit("unstated "), "article")).otherwise(pl.col("denominator"))


def by_kind(rows: pl.DataFrame, share: str) -> pl.DataFrame:
    """Highest first, but shares of different denominators apart: those of the most frequent first; with `kind`."""
    rows = rows.with_columns(kind=kind())
    often = pl.len().over("kind").cast(pl.Int64)
    order = [-often, "kind", pl.col(share).neg(), pl.col("year").neg(), "region_code"]
    return rows.sort(order, nulls_last=True)


def standing(coverage: pl.DataFrame) -> pl.DataFrame:
    """The frame with share_place, share_reporting and share_governments: third of nine reporting, 24 in the province.

    Among governments of one level (provinces of the country, kabupaten and kota of their province) with a share of the
    same year, group and denominator; null without share or year. Equal shares have the same place.
    """
    everyone = all_regions()
    local = pl.col("region_code") != pl.col("province_code")
    placed = pl.col("share").is_not_null() & pl.col("data_year").is_not_null()
    with_whom = [pl.when(local).then("province_code").otherwise(pl.lit("")), "data_year", "group", kind(), placed]
    count: dict[str, int] = defaultdict(int)
    for region in everyone.values():
        count["" if region.level == "provinsi" else region.province_code] += 1
    there = pl.when(local).then("province_code").otherwise(pl.lit("")).replace_strict(
        dict(count), default=None, return_dtype=pl.Int64
    )  # fmt: skip
    place = pl.col("share").rank("min", descending=True).over(with_whom).cast(pl.Int64)
    return coverage.with_columns(
        share_place=pl.when(placed).then(place),
        share_reporting=pl.when(placed).then(pl.len().over(with_whom).cast(pl.Int64)),
        share_governments=pl.when(placed).then(there),
    )
