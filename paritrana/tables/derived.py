"""Tables worked out from the claims and the chosen figures: articles, ranks, coverage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

import polars as pl

from ..models import Article, Claim
from .clocks import PLACINGS, YEAR, apart
from .denominators import standing
from .then import THEN, with_province_then

REGION = ["region_code", "region", "province_code", "province"]
BASES = {"award_name": 0, "period": 1, "stated": 2, "event": 3, "published": 4}  # the surest first


def surest_first(claims: pl.DataFrame) -> pl.DataFrame:
    """Certain readings before doubtful ones, then by the basis of the year, then by id."""
    basis = pl.col("year_basis").replace_strict(BASES, default=None, return_dtype=pl.Int64)
    return claims.sort("uncertain", basis, "claim_id", nulls_last=True)


def article_rows(texts: Mapping[str, Article], claims: Sequence[Claim], rejections: Mapping) -> list[dict]:
    """Rows of the articles table, one for each article, with or without claims."""
    count = Counter(claim.article for claim in claims)
    corrected = Counter(claim.article for claim in claims if claim.rule == "correction")
    regions = Counter(article for article, _ in {(claim.article, claim.region_code) for claim in claims})
    return [
        {
            "article": name,
            "publisher": article.publisher,
            "url": article.url,
            "published": date.fromisoformat(article.published) if article.published else None,
            "place": article.place,
            "title": article.title,
            "claims": count[name],
            "regions": regions[name],
            "machine_read": count[name] - corrected[name],
            "corrected": corrected[name],
            "turned_down": len(rejections.get(name, ())),
        }
        for name, article in texts.items()
    ]


def ranks(claims: pl.DataFrame) -> pl.DataFrame:
    """A row a placing. Provinces compete with provinces, kabupaten and kota with each other; zones are not named."""
    contest = [
        "measure", "place", "scope", *YEAR[::2], pl.col("region_code").str.len_chars(),
        pl.when(pl.col("scope") == "provinsi").then(pl.coalesce(THEN, "province")),
    ]  # fmt: skip
    known = pl.col("place").is_not_null() & pl.any_horizontal(pl.col(YEAR[::2]).is_not_null())
    comparable = known & pl.col("scope").is_in(["provinsi", "nasional"])
    placings = claims.filter(pl.col("measure").is_in([*PLACINGS, "coverage_rank"]) & (pl.col("status") == "actual"))
    return (
        surest_first(apart(with_province_then(placings)))
        .with_columns(place=pl.col("value").cast(pl.Int64))
        .group_by("region_code", "measure", "place", "scope", *YEAR[::2], maintain_order=True)
        .agg(
            pl.col(*REGION[1:], THEN, *YEAR[1::2]).first(),
            pl.col("uncertain").all(),
            articles=pl.col("article").n_unique().cast(pl.Int64),
            article_ids=pl.col("article").unique(maintain_order=True).str.join(";"),
            claim_ids=pl.col("claim_id").str.join(";"),
        )
        .with_columns(tied=(comparable & (pl.col("region_code").n_unique().over(contest) > 1)).fill_null(False))
        .sort("province_code", pl.coalesce(YEAR[::2]), "measure", "scope", "place", "region_code", nulls_last=True)
    )


def coverage(chosen: pl.DataFrame) -> pl.DataFrame:
    """Share, covered and potential side by side, each as chosen, of one region, group and year."""
    key = ["region_code", "group", "data_year"]
    order = {"coverage_share": 0, "covered": 1, "potential": 2}
    actual = chosen.filter(pl.col("measure").is_in(list(order)), status="actual")

    def value(measure: str, name: str = "value") -> pl.Expr:
        return pl.col(name).filter(pl.col("measure") == measure).first()

    share, low, high = (value("coverage_share", name) for name in ("value", "low", "high"))
    return standing(
        actual.sort(*key, pl.col("measure").replace_strict(order), nulls_last=True)
        .group_by(key, maintain_order=True)
        .agg(
            pl.col(*REGION[1:], "status", "approximate", "data_year_basis", "article").first(),
            (pl.col("uncertain") & (pl.col("measure") != "potential")).any(),
            share=share,
            share_low=pl.min_horizontal(share, low),
            share_high=pl.max_horizontal(share, high),
            denominator=value("coverage_share", "denominator"),
            denominator_people=value("coverage_share", "denominator_people"),
            covered=value("covered"),
            potential=value("potential"),
            claim_ids=pl.col("claim_ids").str.join(";"),
            article_ids=pl.col("by_all").explode().unique(maintain_order=True),
        )
        .filter(pl.col("share").is_not_null() | pl.col("covered").is_not_null())
        .with_columns(
            articles=pl.col("article_ids").list.len().cast(pl.Int64), article_ids=pl.col("article_ids").list.join(";")
        )
        .sort(key, nulls_last=True)
    )
