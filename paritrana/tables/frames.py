"""From claims to tables: `build_tables(articles, claims)` -> Tables, eight checked Polars frames.

Every table is worked out from the claims alone and sorted by its keys, so the same claims in any order give the same
bytes. Which of several figures the regions table shows is decided in `choose`, and nowhere else.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields

import msgspec
import polars as pl

from ..errors import DataError, Problem
from ..models import Article, Claim, Rejection
from ..regions import all_regions
from .audit import audit_rows
from .clocks import YEAR, apart
from .denominators import Of, denominators
from .derived import REGION, article_rows, coverage, ranks, surest_first
from .rounding import rounding
from .silence import silence_rows
from .targets import target_rows
from .then import OF_A_YEAR, THEN, with_province_then

KEY = ["region_code", "award_year", "data_year", "measure", "group", "status", "scope"]
WORDS = ["pledge", "programme", "instrument"]  # named, not measured: nothing to choose between


@dataclass(frozen=True)
class Tables:
    """The tables, and beside them what they were made from. `counts`: machine_read, amended, added, rejected."""

    claims: pl.DataFrame
    articles: pl.DataFrame
    ranks: pl.DataFrame
    coverage: pl.DataFrame
    targets: pl.DataFrame
    regions: pl.DataFrame
    audit: pl.DataFrame
    silence: pl.DataFrame
    texts: dict[str, Article] = field(default_factory=dict)
    rejections: dict[str, tuple[Rejection, ...]] = field(default_factory=dict)
    of: dict[str, Of] = field(default_factory=dict)  # what each coverage share is of, by claim id
    problems: tuple[Problem, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)
    as_of: str = ""  # ISO date, or a year where no article is dated
    fingerprint: str = ""  # of articles and claims: the same content, the same tables

    def frames(self) -> dict[str, pl.DataFrame]:
        """Table name -> frame, in the order of this class."""
        return {item.name: getattr(self, item.name) for item in fields(self)[:8]}


def build_tables(
    articles: Iterable[Article],
    claims: Iterable[Claim],
    *,
    rejections: Mapping[str, tuple[Rejection, ...]] | None = None,
    problems: Sequence[Problem] = (),
    counts: Mapping[str, int] | None = None,
    as_of: str | None = None,
) -> Tables:
    """All tables of these articles and claims, checked against their schemas. Raises DataError.

    `as_of` (ISO date or year) says what is due later; without it, the newest date or year the articles speak of.
    """
    from .guard import checked, linked

    rejections = dict(rejections or {})
    texts = {article.id: article for article in sorted(articles, key=lambda article: article.id)}
    claims = sorted(claims, key=lambda claim: (claim.article, claim.start, claim.end, claim.claim_id))
    _check_links(claims, texts)
    as_of = as_of or newest(texts.values(), claims)
    read = claims_frame(claims)
    of = denominators(claims, texts)
    chosen = choose(read, texts, of)
    made = {
        "claims": read,
        "articles": rows_frame("articles", article_rows(texts, claims, rejections)),
        "ranks": ranks(read).select(*columns("ranks")),
        "coverage": coverage(chosen).select(*columns("coverage")),
        "targets": rows_frame("targets", target_rows(texts, claims, int(as_of[:4] or 0), of)),
        "regions": chosen.select(*columns("regions")),
        "audit": rows_frame("audit", audit_rows(claims, texts, of)),
        "silence": rows_frame("silence", silence_rows(texts, claims, rejections)),
    }
    made |= {name: with_province_then(made[name]) for name in OF_A_YEAR}
    said = [msgspec.structs.replace(article, path=None) for article in texts.values()]  # wherever the seeds lie
    content = msgspec.json.encode([said, claims, as_of])
    return Tables(
        **linked(checked(made)),
        texts=texts,
        rejections=rejections,
        of=of,
        problems=tuple(problems),
        counts=dict(counts or {"machine_read": len(claims), "amended": 0, "added": 0, "rejected": 0}),
        as_of=as_of,
        fingerprint=hashlib.blake2b(content, digest_size=8).hexdigest(),
    )


def _check_links(claims: Sequence[Claim], texts: Mapping[str, Article]) -> None:
    """Every claim is of an article given and of a region of the gazetteer. Raises DataError naming the claim."""
    for claim in claims:
        for what, known in ((claim.article, texts), (claim.region_code, all_regions())):
            if what not in known:
                where = f"table claims, claim {claim.claim_id} of article {claim.article}"
                raise DataError(f"{what!r} is not known", where, "give its article, or mend its region")


def newest(articles: Iterable[Article], claims: Iterable[Claim]) -> str:
    """The newest date of publication, or the newest year of an actual figure where that is later; "" for nothing."""
    dates = [article.published for article in articles if article.published]
    years = [str(claim.year) for claim in claims if claim.year and claim.status == "actual"]
    return max(max(dates, default=""), max(years, default=""), key=lambda text: (text[:4], len(text), text))


def columns(table: str) -> dict[str, pl.DataType]:
    """Column -> type, in the order of the published table; `province_then` is worked out from them afterwards."""
    from .schemas import ORDER, SCHEMAS

    types = SCHEMAS[table].columns()
    return {name: types[name].dtype for name in ORDER.get(table, types) if name != THEN}


def rows_frame(table: str, rows: list[dict]) -> pl.DataFrame:
    """Rows as a frame with the table's columns, types and order."""
    types = columns(table)
    return pl.DataFrame({name: [row[name] for row in rows] for name in types}, schema=types)


def claims_frame(claims: Sequence[Claim]) -> pl.DataFrame:
    """Claims as a frame, a column a field, in the order given."""
    types = columns("claims")
    return pl.DataFrame({name: [getattr(claim, name) for claim in claims] for name in types}, schema=types)


def choose(claims: pl.DataFrame, texts: Mapping[str, Article], of: Mapping[str, Of]) -> pl.DataFrame:
    """One figure for each region, year, measure, group, status and scope; the others counted, with their range.

    The rule, as the dictionary words it for the regions table: a certain reading; said by most articles; exact; not a
    rounding of another; published last; the more cautious (lower share, lower placing; of people and rupiah the larger,
    as a part is smaller than its whole); the smallest claim id.
    """
    published = {name: article.published for name, article in texts.items()}
    codes, people = ({name: found[n] for name, found in of.items()} for n in range(2))
    annual = pl.col("per").is_null() | (pl.col("per") == "year")
    said = (
        surest_first(apart(claims.filter(~pl.col("measure").is_in(WORDS) & ~pl.col("increment") & annual)))
        .with_columns(
            published=pl.col("article").replace_strict(published, default=None, return_dtype=pl.String),
            caution=pl.when(pl.col("unit") == "percent").then(-pl.col("value")).otherwise(pl.col("value")),
            denominator=pl.col("claim_id").replace_strict(codes, default=None, return_dtype=pl.String),
            denominator_people=pl.col("claim_id").replace_strict(people, default=None, return_dtype=pl.Float64),
        )
        .group_by(*KEY, "value", maintain_order=True)
        .agg(
            pl.col(*REGION[1:], "unit", *YEAR[1::2], "claim_id", "article", "caution").first(),
            pl.col("approximate", "uncertain").all(),
            pl.col("published").max(),
            pl.col("denominator").sort_by(pl.col("denominator") == "unstated", maintain_order=True).first(),
            pl.col("denominator_people").drop_nulls().first(),
            by=pl.col("article").unique(maintain_order=True),
            ids=pl.col("claim_id"),
        )
        .with_columns(articles=pl.col("by").list.len().cast(pl.Int64))
    )
    said = said.join(_roundings(said), on=[*KEY, "value"], how="left", nulls_equal=True).sort(
        *KEY, "uncertain", "articles", "approximate", pl.col("rounded").fill_null(0), "published", "caution",
        "claim_id",
        descending=[False] * len(KEY) + [False, True, False, False, True, True, False], nulls_last=True,
    )  # fmt: skip
    rest = pl.col("value").slice(1)
    return said.group_by(*KEY, maintain_order=True).agg(
        pl.col(*REGION[1:], "value", "unit", *YEAR[1::2], "approximate", "uncertain", "articles").first(),
        pl.col("claim_id", "article", "denominator", "denominator_people").first(),
        others=pl.col("by").slice(1).explode().drop_nulls().n_unique().cast(pl.Int64),
        low=rest.min(),
        high=rest.max(),
        article_ids=pl.col("by").first().list.join(";"),
        by_all=pl.col("by").explode(),
        claim_ids=pl.col("ids").explode().str.join(";"),
    )


def _roundings(said: pl.DataFrame) -> pl.DataFrame:
    """KEY, value, rounded=1 of the figures that are another figure of the same key, rounded: 27 beside 27.4."""
    several = said.filter(pl.len().over(KEY) > 1, pl.col("value").is_not_null()).sort(*KEY, "value")
    half = [rounding(value, unit) for value, unit in several.select("value", "unit").iter_rows()]
    values, keys = several["value"].to_list(), several.select(pl.struct(KEY).rle_id())["region_code"].to_list()

    def finer(at: int, step: int) -> bool:
        """Is there a finer figure of the same key within half a unit, upwards or downwards?"""
        other = at + step
        while 0 <= other < len(values) and keys[other] == keys[at] and abs(values[other] - values[at]) <= half[at]:
            if half[other] < half[at]:
                return True
            other += step
        return False

    rounded = [at for at in range(len(values)) if half[at] and (finer(at, 1) or finer(at, -1))]
    return several[rounded].select(*KEY, "value").with_columns(rounded=pl.lit(1))
