"""What each table must look like: columns, types, codes, ranges and the rules between columns.

Importing dataframely costs 0.1 s, so `tables` imports this only when it builds.
"""

from __future__ import annotations

from typing import Literal, get_args

import dataframely as dy
import polars as pl

from ..models import Claim, Group, Measure, Per, Scope, Status, Unit, YearBasis
from .denominators import Denominator
from .silence import FAMILIES

Outcome = Literal["kept", "missed", "due_later", "no_later_evidence"]
Verdict = Literal["holds", "fails", "cannot_tell"]
Check = Literal[
    "sum", "increment", "share", "over_100", "over_potential", "over_population", "per_person", "conflict",
    "same_place", "two_years",
]  # fmt: skip
State = Literal["figure", "no_figure", "no_article"]
CODE = r"^\d\d(\.\d\d)?$"
UNITS = {
    "rank": "ordinal", "coverage_rank": "ordinal", "coverage_share": "percent", "covered": "people",
    "potential": "people", "budget": "IDR", "benefit_paid": "IDR",
}  # fmt: skip
YEARS = (1990, 2100)


def _code(codes, nullable: bool = False) -> dy.String:
    known = list(get_args(codes))
    return dy.String(nullable=nullable, check=lambda column: column.is_in(known))


def _text(nullable: bool = False) -> dy.String:
    return dy.String(nullable=nullable, min_length=1)


def _year() -> dy.Int64:
    return dy.Int64(nullable=True, min=YEARS[0], max=YEARS[1])


def _figure() -> dy.Float64:
    return dy.Float64(nullable=True, min=0)


def _count() -> dy.Int64:
    return dy.Int64(nullable=True, min=1)


class _OfRegion(dy.Schema):
    region_code = dy.String(regex=CODE)
    region = _text()
    province_code = dy.String(regex=r"^\d\d$")
    province = _text()

    @dy.rule()
    def region_in_its_province(cls) -> pl.Expr:
        return pl.col("region_code").str.starts_with(pl.col("province_code"))


class _OfYear(_OfRegion):
    """`province_then`: the province of the row's year, where today's is another; put in last, by frames."""

    province_then = _text(nullable=True)


class _OnClocks(dy.Schema):
    award_year = _year()
    award_year_basis = _code(YearBasis, nullable=True)
    data_year = _year()
    data_year_basis = _code(YearBasis, nullable=True)

    @dy.rule()
    def one_clock(cls) -> pl.Expr:
        return pl.col("award_year").is_null() | pl.col("data_year").is_null()


class Claims(_OfYear):
    claim_id = dy.String(primary_key=True, min_length=1)
    article = _text()
    measure = _code(Measure)
    value = _figure()
    unit = _code(Unit, nullable=True)
    status = _code(Status)
    year = _year()
    year_basis = _code(YearBasis, nullable=True)
    group = _code(Group, nullable=True)
    scope = _code(Scope, nullable=True)
    approximate = dy.Bool()
    increment = dy.Bool()
    per = _code(Per, nullable=True)
    label = _text(nullable=True)
    quote = _text()
    start = dy.Int64(min=0)
    end = dy.Int64(min=0)
    rule = _text()
    uncertain = dy.Bool()

    @dy.rule()
    def unit_fits_measure(cls) -> pl.Expr:
        unit = pl.col("measure").replace_strict(UNITS, default=None, return_dtype=pl.String)
        return pl.col("unit").eq_missing(unit) & (pl.col("value").is_null() == unit.is_null())

    @dy.rule()
    def placing_is_a_place(cls) -> pl.Expr:
        place = pl.col("value")
        return pl.col("unit").ne_missing("ordinal") | ((place != 0) & (place.floor() == place))

    @dy.rule()
    def year_has_its_basis(cls) -> pl.Expr:
        return pl.col("year").is_null() == pl.col("year_basis").is_null()

    @dy.rule()
    def ends_after_start(cls) -> pl.Expr:
        return pl.col("end") >= pl.col("start")


class Articles(dy.Schema):
    article = dy.String(primary_key=True, min_length=1)
    publisher = _text(nullable=True)
    url = _text(nullable=True)
    published = dy.Date(nullable=True)
    place = _text(nullable=True)
    title = _text(nullable=True)
    claims = dy.Int64(min=0)
    regions = dy.Int64(min=0)
    machine_read = dy.Int64(min=0)
    corrected = dy.Int64(min=0)
    turned_down = dy.Int64(min=0)


class Ranks(_OfYear, _OnClocks):
    measure = _code(Literal["rank", "coverage_rank", "award", "nominee"])
    place = dy.Int64(nullable=True, min=1)
    tied = dy.Bool()
    scope = _code(Scope, nullable=True)
    articles = dy.Int64(min=1)
    article_ids = _text()
    claim_ids = _text()
    uncertain = dy.Bool()


class Coverage(_OfYear):
    group = _code(Group, nullable=True)
    status = _code(Literal["actual"])
    share = _figure()
    share_low = _figure()
    share_high = _figure()
    denominator = _code(Denominator, nullable=True)
    denominator_people = _figure()
    share_place = _count()
    share_reporting = _count()
    share_governments = _count()
    covered = _figure()
    potential = _figure()
    approximate = dy.Bool()
    data_year = _year()
    data_year_basis = _code(YearBasis, nullable=True)
    articles = dy.Int64(min=1)
    article = _text()
    article_ids = _text()
    claim_ids = _text()
    uncertain = dy.Bool()

    @dy.rule()
    def says_something(cls) -> pl.Expr:
        return pl.col("share").is_not_null() | pl.col("covered").is_not_null()

    @dy.rule()
    def share_says_of_what(cls) -> pl.Expr:
        return pl.col("share").is_null() == pl.col("denominator").is_null()

    @dy.rule()
    def place_among_those_reporting(cls) -> pl.Expr:
        place, reporting, there = (pl.col(f"share_{name}") for name in ("place", "reporting", "governments"))
        return place.is_null() | ((place <= reporting) & (reporting <= there))

    @dy.rule()
    def one_row_each(cls) -> pl.Expr:
        return pl.len().over("region_code", "group", "data_year") == 1


class Targets(_OfRegion):
    measure = _code(Measure)
    group = _code(Group, nullable=True)
    denominator = _code(Denominator, nullable=True)
    unit = _code(Unit, nullable=True)
    baseline = _figure()
    baseline_year = _year()
    baseline_year_basis = _code(YearBasis, nullable=True)
    target = _figure()
    increment = dy.Bool()
    due_year = _year()
    due_year_basis = _code(YearBasis, nullable=True)
    award_year = _year()
    award_year_basis = _code(YearBasis, nullable=True)
    said_on = _text(nullable=True)
    latest = _figure()
    latest_year = _year()
    latest_year_basis = _code(YearBasis, nullable=True)
    outcome = _code(Outcome)
    label = _text(nullable=True)
    articles = dy.Int64(min=1)
    article = _text()
    article_ids = _text()
    claim_id = dy.String(primary_key=True, min_length=1)
    claim_ids = _text()
    quote = _text()
    baseline_claim_id = _text(nullable=True)
    evidence_article = _text(nullable=True)
    evidence_claim_id = _text(nullable=True)
    evidence_quote = _text(nullable=True)
    uncertain = dy.Bool()

    @dy.rule()
    def verdict_has_evidence(cls) -> pl.Expr:
        return ~pl.col("outcome").is_in(["kept", "missed"]) | pl.col("evidence_claim_id").is_not_null()


class Regions(_OfYear, _OnClocks):
    measure = _code(Measure)
    group = _code(Group, nullable=True)
    status = _code(Status)
    scope = _code(Scope, nullable=True)
    value = _figure()
    unit = _code(Unit, nullable=True)
    denominator = _code(Denominator, nullable=True)
    approximate = dy.Bool()
    articles = dy.Int64(min=1)
    others = dy.Int64(min=0)
    low = _figure()
    high = _figure()
    article = _text()
    article_ids = _text()
    claim_id = _text()
    claim_ids = _text()
    uncertain = dy.Bool()

    @dy.rule()
    def one_row_each(cls) -> pl.Expr:
        key = ("region_code", "award_year", "data_year", "measure", "group", "status", "scope")
        return pl.len().over(key) == 1

    @dy.rule()
    def range_of_the_others(cls) -> pl.Expr:
        return (pl.col("low").is_null() == pl.col("high").is_null()) & (pl.col("low") <= pl.col("high")).fill_null(True)


class Audit(_OfRegion, _OnClocks):
    audit_id = dy.String(primary_key=True, min_length=1)
    article = _text()
    check = _code(Check)
    outcome = _code(Verdict)
    expected = dy.Float64(nullable=True)
    found = dy.Float64(nullable=True)
    unit = _code(Unit, nullable=True)
    note_id = _text()
    note_en = _text()
    quotes = _text()
    claim_ids = _text()
    uncertain = dy.Bool()


class Silence(_OfRegion):
    region_code = dy.String(regex=CODE, primary_key=True)
    articles = dy.Int64(min=0)
    placing = _code(State)
    coverage = _code(State)
    money = _code(State)
    promise = _code(State)
    scheme = _code(State)

    @dy.rule()
    def no_article_where_none_is(cls) -> pl.Expr:
        named = pl.col("articles") > 0
        return pl.all_horizontal((pl.col(family) != "no_article") == named for family in FAMILIES)


SCHEMAS = {
    schema.__name__.lower(): schema for schema in (Claims, Articles, Ranks, Coverage, Targets, Regions, Audit, Silence)
}

ORDER = {  # as published, where it is not the order of the class
    "claims": (*Claim.__struct_fields__, "province_then"),
    "audit": list(dict.fromkeys(["audit_id", "article", *Audit.columns()])),
    "silence": list(dict.fromkeys(["region_code", *Silence.columns()])),
}
