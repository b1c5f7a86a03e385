"""What is known of one region, by when and from whom, and what is not. From the tables alone."""

from __future__ import annotations

from typing import NamedTuple

import polars as pl

from ..charts import Series
from ..regions import Region, all_regions
from ..tables.clocks import dated
from ..tables.frames import WORDS, Tables

ORDER = ("coverage_share", "covered", "potential", "rank", "coverage_rank", "award", "nominee", "budget",
         "benefit_paid", "programme", "instrument", "pledge")  # fmt: skip
SOUGHT = ("coverage_share", "covered", "potential", "rank", "budget", "benefit_paid")  # what a profile looks for
_RANK = {measure: i for i, measure in enumerate(ORDER)}


class Profile(NamedTuple):
    """One region: `known` (a row a figure or name, newest first within a measure), `promises`, `articles`."""

    region: Region
    known: pl.DataFrame
    promises: pl.DataFrame
    claims: pl.DataFrame
    articles: pl.DataFrame
    checks: pl.DataFrame

    @property
    def silent(self) -> list[str]:
        """The measures looked for of which no article gives a figure."""
        told = set(self.known["measure"])
        return [measure for measure in SOUGHT if measure not in told]


def profile(tables: Tables, code: str) -> Profile:
    """All that the tables hold of a region. Raises KeyError for an unknown code."""
    claims = tables.claims.filter(region_code=code)
    columns = ["measure", "group", "scope", "status", "year", "value", "unit", "approximate", "uncertain",
               "denominator", "articles", "others", "low", "high", "claim_id", "claim_ids"]  # fmt: skip
    figures = dated(tables.regions).filter(region_code=code, status="actual").select(*columns)
    figures = figures.with_columns(label=pl.lit(None, pl.String))
    named = claims.filter(pl.col("measure").is_in(WORDS), pl.col("status") == "actual").select(
        "measure", "group", "scope", "status", "year", "value", "unit", "approximate", "uncertain",
        denominator=pl.lit(None, pl.String), articles=pl.lit(1, pl.Int64), others=pl.lit(0, pl.Int64),
        low=pl.lit(None, pl.Float64), high=pl.lit(None, pl.Float64), claim_id="claim_id", claim_ids="claim_id",
        label="label",
    ).unique(["measure", "label", "year"], keep="first", maintain_order=True)  # fmt: skip
    known = pl.concat([figures, named]).sort(
        pl.col("measure").replace_strict(_RANK, default=99, return_dtype=pl.Int64), pl.col("year"),
        pl.col("group") != "all", "group", descending=[False, True, False, False], nulls_last=True,
    )  # fmt: skip
    return Profile(
        all_regions()[code], known,
        tables.targets.filter(region_code=code),
        claims,
        tables.articles.filter(pl.col("article").is_in(claims["article"].unique().implode())),
        tables.audit.filter(region_code=code),
    )  # fmt: skip


def series(tables: Tables, codes: list[str], measure: str, group: str) -> list[Series]:
    """Figures and dated promises of a measure and group over the years, one series a region that has any."""
    rows = dated(tables.regions).filter(
        pl.col("region_code").is_in(codes), pl.col("measure") == measure, pl.col("group").eq_missing(group or None),
        pl.col("year").is_not_null(), pl.col("value").is_not_null(),
    )  # fmt: skip
    rows = rows.with_columns(
        low=pl.min_horizontal("value", "low"), high=pl.max_horizontal("value", "high")
    ).sort("year", pl.col("status") == "target")  # fmt: skip
    found = []
    for code in codes:
        own = rows.filter(region_code=code)
        if own.height:
            found.append(Series(all_regions()[code].short_name if code != all_regions()[code].province_code
                                else all_regions()[code].name, own))  # fmt: skip
    return found


def widest_group(tables: Tables, codes: list[str], measure: str) -> str:
    """The group with most dated figures of a measure in these regions, all workers before others; "" for none."""
    rows = dated(tables.regions).filter(
        pl.col("region_code").is_in(codes), pl.col("measure") == measure, pl.col("year").is_not_null()
    )
    counted = (
        rows.group_by("group").len().sort("len", pl.col("group") == "all", "group", descending=[True, True, False])
    )
    return counted["group"][0] or "" if counted.height else ""


def beside(tables: Tables, codes: list[str]) -> list[dict]:
    """For each region, what a short line about it needs: latest coverage of all workers, best placing, articles."""
    regions, found = dated(tables.regions).filter(status="actual"), []
    for code in codes:
        own = regions.filter(region_code=code)
        share = own.filter(measure="coverage_share", group="all").sort("year", nulls_last=False)
        rank = own.filter(measure="rank").sort("year", nulls_last=False)
        claims = tables.claims.filter(region_code=code)
        found.append(dict(code=code, name=all_regions()[code].name, articles=claims["article"].n_unique(),
                          claims=claims.height,
                          share=share.row(-1, named=True) if share.height else None,
                          rank=rank.row(-1, named=True) if rank.height else None))  # fmt: skip
    return found


def told(tables: Tables) -> dict[str, int]:
    """Region code -> number of claims, most first."""
    counted = tables.claims.group_by("region_code").len().sort("len", "region_code", descending=[True, False])
    return dict(counted.iter_rows())
