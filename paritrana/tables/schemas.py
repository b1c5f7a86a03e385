"""What each table must look like: columns, types, codes, ranges and the rules between columns.

Importing dataframely costs 0.1 s, so `tables` imports this only when it builds.
"""

from __future__ import annotations

from typing import Literal, get_args

import dataframely as dy
import polars as pl

from ..errors import DataError
from ..models import Claim, Group, Measure, Per, Scope, Status, Unit, YearBasis

Outcome = Literal["kept", "missed", "due_later", "no_later_evidence"]
Verdict = Literal["holds", "fails", "cannot_tell"]
Check = Literal[
    "sum", "increment", "share", "over_100", "over_potential", "over_population", "per_person", "conflict",
]  # fmt: skip
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


class _OfRegion(dy.Schema):
    region_code = dy.String(regex=r"^\d\d(\.\d\d)?$")
    region = _text()
    province_code = dy.String(regex=r"^\d\d$")
    province = _text()

    @dy.rule()
    def region_in_its_province(cls) -> pl.Expr:
        return pl.col("region_code").str.starts_with(pl.col("province_code"))


class Claims(_OfRegion):
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


class Ranks(_OfRegion):
    measure = _code(Literal["rank", "coverage_rank", "award", "nominee"])
    place = dy.Int64(nullable=True, min=1)
    tied = dy.Bool()
    scope = _code(Scope, nullable=True)
    year = _year()
    year_basis = _code(YearBasis, nullable=True)
    articles = dy.Int64(min=1)
    claim_ids = _text()


class Coverage(_OfRegion):
    group = _code(Group, nullable=True)
    status = _code(Literal["actual"])
    share = _figure()
    share_low = _figure()
    share_high = _figure()
    covered = _figure()
    potential = _figure()
    denominator = _code(Literal["stated", "unstated"])
    approximate = dy.Bool()
    year = _year()
    year_basis = _code(YearBasis, nullable=True)
    articles = dy.Int64(min=1)
    claim_ids = _text()

    @dy.rule()
    def says_something(cls) -> pl.Expr:
        return pl.col("share").is_not_null() | pl.col("covered").is_not_null()

    @dy.rule()
    def one_row_each(cls) -> pl.Expr:
        return pl.len().over("region_code", "group", "year") == 1


class Targets(_OfRegion):
    measure = _code(Measure)
    group = _code(Group, nullable=True)
    unit = _code(Unit, nullable=True)
    baseline = _figure()
    baseline_year = _year()
    target = _figure()
    increment = dy.Bool()
    due_year = _year()
    said_on = _text(nullable=True)
    latest = _figure()
    latest_year = _year()
    outcome = _code(Outcome)
    label = _text(nullable=True)
    article = _text()
    claim_id = dy.String(primary_key=True, min_length=1)
    baseline_claim_id = _text(nullable=True)
    evidence_claim_id = _text(nullable=True)

    @dy.rule()
    def verdict_has_evidence(cls) -> pl.Expr:
        return ~pl.col("outcome").is_in(["kept", "missed"]) | pl.col("evidence_claim_id").is_not_null()


class Regions(_OfRegion):
    year = _year()
    measure = _code(Measure)
    group = _code(Group, nullable=True)
    status = _code(Status)
    scope = _code(Scope, nullable=True)
    value = _figure()
    unit = _code(Unit, nullable=True)
    approximate = dy.Bool()
    articles = dy.Int64(min=1)
    others = dy.Int64(min=0)
    low = _figure()
    high = _figure()
    claim_id = _text()
    claim_ids = _text()

    @dy.rule()
    def one_row_each(cls) -> pl.Expr:
        return pl.len().over("region_code", "year", "measure", "group", "status", "scope") == 1


class Audit(_OfRegion):
    audit_id = dy.String(primary_key=True, min_length=1)
    article = _text()
    check = _code(Check)
    outcome = _code(Verdict)
    year = _year()
    expected = dy.Float64(nullable=True)
    found = dy.Float64(nullable=True)
    unit = _code(Unit, nullable=True)
    note_id = _text()
    note_en = _text()
    claim_ids = _text()


SCHEMAS = {schema.__name__.lower(): schema for schema in (Claims, Articles, Ranks, Coverage, Targets, Regions, Audit)}

ORDER = {  # as published, where it is not the order of the class
    "claims": Claim.__struct_fields__,
    "audit": list(dict.fromkeys(["audit_id", "article", *Audit.columns()])),
}


def checked(table: str, frame: pl.DataFrame) -> pl.DataFrame:
    """The frame, if it fits its schema. Raises DataError naming table, rule and a row that breaks it."""
    try:
        failure = SCHEMAS[table].filter(frame).failure
    except dy.exc.SchemaError as error:
        what = str(error).split("\n\n")[0]
        raise DataError(what, f"table {table}", "bring its builder and paritrana/schemas.py together") from error
    if counts := failure.counts():
        rule, count = min(counts.items())
        rows = failure.details().filter(pl.col(rule) == "invalid")
        keys = [key for key in ("article", "claim_id", "claim_ids", "region_code") if key in rows.columns]
        first = ", ".join(f"{key} {value}" for key, value in rows.select(keys).sort(keys).row(0, named=True).items())
        raise DataError(f"{count} rows break {rule}, the first {first}", f"table {table}", "mend that claim")
    return frame
