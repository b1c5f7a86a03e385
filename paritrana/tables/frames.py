"""From claims to tables: `build_tables(articles, claims)` -> Tables, seven checked Polars frames.

Every table is worked out from the claims alone and sorted by its keys, so the same claims in any order give the same
bytes. Which of several figures the regions table shows is decided in `choose`, and nowhere else.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date

import msgspec
import polars as pl

from ..errors import DataError
from ..models import Article, Claim, Rejection
from ..regions import all_regions, province_then
from .audit import audit_rows
from .rounding import rounding
from .targets import target_rows

REGION = ["region_code", "region", "province_code", "province"]
KEY = ["region_code", "year", "measure", "group", "status", "scope"]
THEN, OF_A_YEAR = "province_then", ("claims", "ranks", "coverage", "regions")  # the column, and the tables that have it
PLACINGS = ["rank", "coverage_rank", "award", "nominee"]
WORDS = ["pledge", "programme", "instrument"]  # named, not measured: nothing to choose between
BASES = {"award_name": 0, "period": 1, "stated": 2, "event": 3, "published": 4}  # the surest first


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
    texts: dict[str, Article] = field(default_factory=dict)
    rejections: dict[str, tuple[Rejection, ...]] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)
    as_of: str = ""  # ISO date, or a year where no article is dated
    fingerprint: str = ""  # of articles and claims: the same content, the same tables

    def frames(self) -> dict[str, pl.DataFrame]:
        """Table name -> frame, in the order of this class."""
        return {item.name: getattr(self, item.name) for item in fields(self)[:7]}


def build_tables(
    articles: Iterable[Article],
    claims: Iterable[Claim],
    *,
    rejections: Mapping[str, tuple[Rejection, ...]] | None = None,
    problems: Sequence[str] = (),
    counts: Mapping[str, int] | None = None,
    as_of: str | None = None,
) -> Tables:
    """All tables of these articles and claims, checked against their schemas. Raises DataError.

    `as_of` (ISO date or year) says what is due later; without it, the newest date or year the articles speak of.
    """
    from .schemas import checked

    rejections = dict(rejections or {})
    texts = {article.id: article for article in sorted(articles, key=lambda article: article.id)}
    claims = sorted(claims, key=lambda claim: (claim.article, claim.start, claim.end, claim.claim_id))
    _check_links(claims, texts)
    as_of = as_of or newest(texts.values(), claims)
    read = claims_frame(claims)
    chosen = choose(read, texts)
    made = {
        "claims": read,
        "articles": _articles(texts, claims, rejections),
        "ranks": _ranks(with_province_then(read)),
        "coverage": _coverage(read, chosen),
        "targets": rows_frame("targets", target_rows(texts, claims, int(as_of[:4] or 0))),
        "regions": chosen.select(*columns("regions")),
        "audit": rows_frame("audit", audit_rows(claims)),
    }
    made |= {name: with_province_then(made[name]) for name in OF_A_YEAR}
    said = [msgspec.structs.replace(article, path=None) for article in texts.values()]  # wherever the seeds lie
    content = msgspec.json.encode([said, claims, as_of])
    return Tables(
        **{name: checked(name, frame) for name, frame in made.items()},
        texts=texts,
        rejections=rejections,
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


def with_province_then(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with column `province_then` at its end: the province of its year, where today's is another."""
    known = frame.select("region_code", "year").unique()
    then = [province_then(*row) for row in known.iter_rows()]
    known = known.with_columns(pl.Series(THEN, then, dtype=pl.String))
    return frame.join(known, on=["region_code", "year"], how="left", nulls_equal=True, maintain_order="left")


def choose(claims: pl.DataFrame, texts: Mapping[str, Article]) -> pl.DataFrame:
    """One figure for each region, year, measure, group, status and scope; the others counted, with their range.

    The rule, as the dictionary words it for the regions table: said by most articles; exact; not a rounding of
    another; published last; the more cautious (lower share, lower placing; of people and rupiah the larger, as a part
    is smaller than its whole); the smallest claim id.
    """
    published = {name: article.published for name, article in texts.items()}
    annual = pl.col("per").is_null() | (pl.col("per") == "year")
    said = (
        claims.filter(~pl.col("measure").is_in(WORDS) & ~pl.col("increment") & annual)
        .with_columns(
            published=pl.col("article").replace_strict(published, default=None, return_dtype=pl.String),
            basis=pl.col("year_basis").replace_strict(BASES, default=None, return_dtype=pl.Int64),
            caution=pl.when(pl.col("unit") == "percent").then(-pl.col("value")).otherwise(pl.col("value")),
        )
        .sort("basis", "claim_id", nulls_last=True)
        .group_by(*KEY, "value", maintain_order=True)
        .agg(
            pl.col(*REGION[1:], "unit", "year_basis", "claim_id", "caution").first(),
            pl.col("approximate").all(),
            pl.col("published").max(),
            by=pl.col("article").unique(),
            ids=pl.col("claim_id"),
        )
        .with_columns(articles=pl.col("by").list.len().cast(pl.Int64))
    )
    said = said.join(_roundings(said), on=[*KEY, "value"], how="left", nulls_equal=True).sort(
        *KEY, "articles", "approximate", pl.col("rounded").fill_null(0), "published", "caution", "claim_id",
        descending=[False] * len(KEY) + [True, False, False, True, True, False], nulls_last=True,
    )  # fmt: skip
    rest = pl.col("value").slice(1)
    return said.group_by(*KEY, maintain_order=True).agg(
        pl.col(*REGION[1:], "value", "unit", "year_basis", "approximate", "articles", "claim_id").first(),
        others=pl.col("by").slice(1).explode().drop_nulls().n_unique().cast(pl.Int64),
        low=rest.min(),
        high=rest.max(),
        claim_ids=pl.col("ids").explode().str.join(";"),
    )


def _roundings(said: pl.DataFrame) -> pl.DataFrame:
    """KEY, value, rounded=1 of the figures that are another figure of the same key, rounded: 27 beside 27.4."""
    several = said.filter(pl.len().over(KEY) > 1).select(*KEY, "value", "unit")
    half = [rounding(value, unit) for value, unit in several.select("value", "unit").iter_rows()]
    several = several.with_columns(pl.Series("half", half, dtype=pl.Float64)).drop("unit")
    finer = pl.col("half_right") < pl.col("half")
    same = (pl.col("value") - pl.col("value_right")).abs() <= pl.col("half")
    pairs = several.join(several, on=KEY, nulls_equal=True).filter(finer & same)
    return pairs.select(*KEY, "value").unique().with_columns(rounded=pl.lit(1))


def _articles(texts: Mapping[str, Article], claims: Sequence[Claim], rejections: Mapping) -> pl.DataFrame:
    count = Counter(claim.article for claim in claims)
    corrected = Counter(claim.article for claim in claims if claim.rule == "correction")
    regions = Counter(article for article, _ in {(claim.article, claim.region_code) for claim in claims})
    rows = [
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
    return rows_frame("articles", rows)


def _ranks(claims: pl.DataFrame) -> pl.DataFrame:
    """A row a placing. Provinces compete with provinces, kabupaten and kota with each other; zones are not named."""
    contest = [
        "measure", "place", "scope", "year", pl.col("region_code").str.len_chars(),
        pl.when(pl.col("scope") == "provinsi").then(pl.coalesce(THEN, "province")),
    ]  # fmt: skip
    known = pl.col("place", "year").is_not_null()
    comparable = pl.all_horizontal(known, pl.col("scope").is_in(["provinsi", "nasional"]))
    return (
        claims.filter(pl.col("measure").is_in(PLACINGS) & (pl.col("status") == "actual"))
        .with_columns(
            place=pl.col("value").cast(pl.Int64),
            basis=pl.col("year_basis").replace_strict(BASES, default=None, return_dtype=pl.Int64),
        )
        .sort("basis", "claim_id", nulls_last=True)
        .group_by("region_code", "measure", "place", "scope", "year", maintain_order=True)
        .agg(
            pl.col(*REGION[1:], THEN, "year_basis").first(),
            articles=pl.col("article").n_unique().cast(pl.Int64),
            claim_ids=pl.col("claim_id").str.join(";"),
        )
        .with_columns(tied=(comparable & (pl.col("region_code").n_unique().over(contest) > 1)).fill_null(False))
        .sort("province_code", "year", "measure", "scope", "place", "region_code", nulls_last=True)
        .select(*columns("ranks"))
    )


def _coverage(claims: pl.DataFrame, chosen: pl.DataFrame) -> pl.DataFrame:
    """Share, covered and potential side by side, each as chosen, of one region, group and year."""
    key = ["region_code", "group", "year"]
    order = {"coverage_share": 0, "covered": 1, "potential": 2}
    actual = chosen.filter(pl.col("measure").is_in(list(order)), status="actual")
    read = claims.filter(pl.col("claim_id").is_in(actual["claim_ids"].str.split(";").explode().implode()))
    stated = read.filter(measure="coverage_share").join(
        read.filter(measure="potential"), on=[*key, "article"], how="semi", nulls_equal=True
    )
    stated = stated.select(key).unique().with_columns(denominator=pl.lit("stated"))
    said = read.group_by(key).agg(articles=pl.col("article").n_unique().cast(pl.Int64))

    def of(measure: str) -> pl.Expr:
        return pl.col("measure") == measure

    share, low, high = (pl.col(name).filter(of("coverage_share")).first() for name in ("value", "low", "high"))
    return (
        actual.sort(*key, pl.col("measure").replace_strict(order), nulls_last=True)
        .group_by(key, maintain_order=True)
        .agg(
            pl.col(*REGION[1:], "status", "approximate", "year_basis").first(),
            share=share,
            share_low=pl.min_horizontal(share, low),
            share_high=pl.max_horizontal(share, high),
            covered=pl.col("value").filter(of("covered")).first(),
            potential=pl.col("value").filter(of("potential")).first(),
            claim_ids=pl.col("claim_ids").str.join(";"),
        )
        .filter(pl.col("share").is_not_null() | pl.col("covered").is_not_null())
        .join(said, on=key, how="left", nulls_equal=True)
        .join(stated, on=key, how="left", nulls_equal=True)
        .with_columns(pl.col("denominator").fill_null("unstated"))
        .sort(key, nulls_last=True)
        .select(*columns("coverage"))
    )
