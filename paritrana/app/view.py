"""What a state shows: frames for map, list, charts and table, from the tables alone. No Streamlit, no drawing."""

from __future__ import annotations

import math

import polars as pl

from ..export.cells import safe
from ..regions import all_regions
from ..tables.clocks import PLACINGS, dated
from ..tables.denominators import by_kind, kind
from ..tables.frames import WORDS, Tables
from .once import once
from .state import ALL, NONE, State

FAIR = 5  # regions at least for a median, or for highest and lowest: of fewer the range is shown
CHECKED = ("fails", "cannot_tell", "holds")
TABLE = [
    "region_code", "region", "province_code", "province", "measure", "group", "scope", "value", "unit", "status",
    "year", "year_basis", "denominator", "approximate", "uncertain", "increment", "per", "label", "publisher", "url",
    "quote", "article", "claim_id", "province_then",
]  # fmt: skip
FIGURE = ["region_code", "region", "province_code", "province", "year", "measure", "group", "status", "scope", "value",
          "unit", "denominator", "approximate", "uncertain", "articles", "others", "low", "high", "article", "claim_id",
          "claim_ids"]  # fmt: skip


_dated = once(dated)


def within(frame: pl.DataFrame, state: State, *, region: bool = True) -> pl.DataFrame:
    """The rows of the chosen provinces and year, on whichever clock it is, and of the chosen region; with `year`."""
    frame = _dated(frame) if "year" not in frame.columns else frame
    if state.provinces:
        frame = frame.filter(pl.col("province_code").is_in(state.provinces))
    if region and state.region:
        frame = frame.filter(region_code=state.region)
    if state.year == NONE:
        return frame.filter(pl.col("year").is_null())
    return frame if state.year == ALL else frame.filter(pl.col("year") == int(state.year))


def at_level(frame: pl.DataFrame, state: State) -> pl.DataFrame:
    """The rows of the governments chosen: all, provinces, or kabupaten and kota."""
    if state.level == "all":
        return frame
    return frame.filter((pl.col("region_code") == pl.col("province_code")) == (state.level == "provinsi"))


@once
def told(frame: pl.DataFrame, state: State) -> pl.DataFrame:
    """The rows of a table within the state and of its governments."""
    return at_level(within(frame, state), state)


@once
def figures(tables: Tables, state: State) -> pl.DataFrame:
    """One row a region and scope: its figure of the chosen measure, group and year; of all years, its latest.

    What is reached comes before what is promised; a measure that is only ever promised (pledges) shows its promises.
    """
    if state.measure in WORDS:
        rows = _named(tables.claims.filter(measure=state.measure))
    else:
        rows = _dated(tables.regions).filter(
            pl.col("measure") == state.measure, pl.col("group").eq_missing(state.group or None)
        )
        rows = rows.filter(status="actual")
    rows = within(at_level(rows, state), state, region=False)
    rows = rows.sort("year", descending=True, nulls_last=True, maintain_order=True)
    return rows.unique(["region_code", "scope"], keep="first", maintain_order=True)


@once
def of_region(rows: pl.DataFrame, region: str) -> pl.DataFrame:
    """Those of `figures` that are the chosen region's; without one, all."""
    return rows.filter(region_code=region) if region else rows


@once
def shares(tables: Tables, state: State) -> pl.DataFrame:
    """The rows of table `coverage` for the state; of its group where shares are what is shown."""
    rows = told(tables.coverage, state)
    return rows.filter(group=state.group) if state.measure == "coverage_share" else rows


@once
def with_share(rows: pl.DataFrame) -> pl.DataFrame:
    """Those of `shares` that give a share, not a number of people only."""
    return rows.filter(pl.col("share").is_not_null())


def _named(claims: pl.DataFrame) -> pl.DataFrame:
    """Named schemes and the like in the columns of table `regions`: nothing to choose, all of them counted."""
    keys = ["region_code", "region", "province_code", "province", "year", "measure", "group", "status", "scope"]
    rows = claims.group_by(keys, maintain_order=True).agg(
        articles=pl.col("article").n_unique(), claim_id=pl.col("claim_id").first(),
        claim_ids=pl.col("claim_id").str.join(";"), article=pl.col("article").first(),
        uncertain=pl.col("uncertain").all(), denominator=pl.lit(None, pl.String),
        others=pl.lit(0), approximate=pl.lit(False), value=pl.lit(None, pl.Float64), low=pl.lit(None, pl.Float64),
        high=pl.lit(None, pl.Float64), unit=pl.lit(None, pl.String),
    )  # fmt: skip
    return rows.select(FIGURE)


def comparable(rows: pl.DataFrame) -> bool:
    """May these figures be summed up in one: enough regions, all of one year and one denominator?"""
    return rows["region_code"].n_unique() >= FAIR and _one(rows["year"]) and _of_one_kind(rows)


def one_order(rows: pl.DataFrame) -> bool:
    """Do these figures make one order: two or more of one year, group and denominator, and placings of one contest?"""
    if rows.height < 2 or not _one(rows["year"]):
        return False
    if not (rows["unit"] == "ordinal").any():
        return _of_one_kind(rows)
    national = (rows["scope"] == "nasional").all()
    return national or ((rows["scope"] == "provinsi").all() and _one(rows["province_code"]))


def _one(values: pl.Series) -> bool:
    return values.null_count() == 0 and values.n_unique() == 1


def _of_one_kind(rows: pl.DataFrame) -> bool:
    """Do all of them say what they are a percentage of, and the same, or are they no percentages?"""
    kinds = rows.select(kind()).to_series()
    return kinds.null_count() == kinds.len() or _one(kinds)


@once
def failed(tables: Tables) -> frozenset[str]:
    """The claims of a check that fails."""
    ids = tables.audit.filter(outcome="fails")["claim_ids"].str.split(";").explode()
    return frozenset(ids.drop_nulls())


def ranked(rows: pl.DataFrame) -> pl.DataFrame:
    """The same rows in list order, with `place`: equal figures share one. Placings keep the place the article gives.

    Shares of different denominators stand apart, each with places of their own.
    """
    if rows.filter(pl.col("unit") == "ordinal").height:
        order = pl.col("scope").replace_strict(
            {"nasional": 0, "zona": 1, "provinsi": 2}, default=3, return_dtype=pl.Int8
        )
        rows = rows.sort(pl.col("year"), order, "province_code", "value", "region_code",
                         descending=[True] + [False] * 4, nulls_last=True)  # fmt: skip
        return rows.with_columns(place=pl.col("value").cast(pl.Int64))
    place = pl.col("value").rank("min", descending=True).over("kind")
    return by_kind(rows, "value").with_columns(place=place.cast(pl.Int64))


def local(state: State) -> bool:
    """Are the areas of the map kabupaten and kota?"""
    return state.level == "kabupaten" or len(state.provinces) == 1


@once
def years_told(tables: Tables, state: State) -> list[str]:
    """The years that have a figure of the state's measure, group, level and provinces, oldest first."""
    source = tables.claims.filter(measure=state.measure) if state.measure in WORDS else _dated(tables.regions).filter(
        pl.col("measure") == state.measure, pl.col("group").eq_missing(state.group or None), status="actual"
    )  # fmt: skip
    rows = within(at_level(source, state), state._replace(year=ALL), region=False)
    return [str(year) for year in rows["year"].drop_nulls().unique().sort()]


def areas(tables: Tables, state: State, rows: pl.DataFrame) -> pl.DataFrame:
    """One row an area of the map (code, name, state, value, year, n, names, own, low, high).

    Areas are the provinces; of level "kabupaten" or of one province chosen, the kabupaten and kota.

    A province's value is its own government's figure, else the median of those of its regencies and cities that may be
    compared, and `n` how many those are. Only percentages have such a value: placings and amounts of different
    governments are counted instead.
    """
    one, near = state.provinces[0] if len(state.provinces) == 1 else None, local(state)
    told = set(within(tables.claims, state, region=False)["region_code" if near else "province_code"])
    if not near:
        units = {code: region.province for code, region in all_regions().items() if region.level == "provinsi"}
        parts = rows.partition_by("province_code", as_dict=True)
    else:
        units = {code: r.name for code, r in all_regions().items()
                 if one in (None, r.province_code) and code != r.province_code}  # fmt: skip
        parts = _comparable(rows).partition_by("region_code", as_dict=True)
    found, nothing = [], (None, None, 0, [], False, None, None)
    for code, name in units.items():
        part = parts.get((code,))
        if state.provinces and code[:2] not in state.provinces:
            kind = "outside"
        else:
            kind = "figure" if part is not None else "articles" if code in told else "none"
        found.append((code, name, kind, *(_sum_up(part, code) if kind == "figure" else nothing)))
    schema = dict(code=pl.String, name=pl.String, state=pl.String, value=pl.Float64, year=pl.Int64, n=pl.Int64,
                  names=pl.List(pl.String), own=pl.Boolean, low=pl.Float64, high=pl.Float64)  # fmt: skip
    return pl.DataFrame(found, schema=schema, orient="row")


def _comparable(rows: pl.DataFrame) -> pl.DataFrame:
    """One row a region: of several scopes the narrowest, so that places on one map come from one contest."""
    order = pl.col("scope").replace_strict({"provinsi": 0, "zona": 1, "nasional": 2}, default=3, return_dtype=pl.Int8)
    rows = rows.sort(order, maintain_order=True).unique("region_code", keep="first", maintain_order=True)
    placed = (rows["unit"] == "ordinal").any()
    return rows.filter(scope="provinsi") if placed and (rows["scope"] == "provinsi").any() else rows


def _sum_up(part: pl.DataFrame, code: str) -> tuple:
    """value, its year if there is one, number of regions, names, is it the area's own figure, lowest, highest."""
    own = part.filter(region_code=code)
    if (part["unit"] == "percent").all() and not own.height:
        part = _largest(part)
    names = part["region"].unique(maintain_order=True).to_list()
    if own.height:
        return own["value"][0], own["year"][0], len(names), names, True, None, None
    value = part["value"].median() if (part["unit"] == "percent").all() else None
    year = part["year"][0] if part.height == 1 else None
    return value, year, len(names), names, False, part["value"].min(), part["value"].max()


def _largest(shares: pl.DataFrame) -> pl.DataFrame:
    """The most shares that may be compared: of one year and denominator, the newest of equally many."""
    shares = shares.with_columns(kind=kind())
    parts = shares.partition_by("year", "kind", maintain_order=True)
    return max(parts, key=lambda part: (part.height, part["year"][0] or 0))


def amount_classes(values: pl.Series) -> list[float]:
    """At most four upper bounds (1, 2, 5 times a power of ten) that cut amounts into classes of about equal number."""
    values = values.drop_nulls()
    cuts = [values.quantile(q, "nearest") for q in (0.2, 0.4, 0.6, 0.8)] if values.len() else []
    return sorted({_round_up(cut) for cut in cuts if cut and _round_up(cut) < values.max()})


def _round_up(value: float) -> float:
    power = 10 ** math.floor(math.log10(value))
    return next(step * power for step in (1, 2, 5, 10) if step * power >= value)


@once
def table(tables: Tables, state: State) -> pl.DataFrame:
    """Exactly what is filtered, a claim a row, in the columns of the download."""
    rows = told(tables.claims, state).filter(measure=state.measure)
    if state.group:
        rows = rows.filter(group=state.group)
    rows = _sourced(rows, tables)
    without = {"value", "unit", "approximate", "increment", "per"} if state.measure in WORDS else {"label"}
    without |= set() if state.measure in (*PLACINGS, "coverage_rank") else {"scope"}
    without |= set() if state.measure == "coverage_share" else {"denominator"}
    return rows.select(name for name in TABLE if name not in without)


def all_claims(tables: Tables) -> pl.DataFrame:
    """Every claim, in all columns that `table` may have."""
    return _sourced(tables.claims, tables).select(TABLE)


def _sourced(claims: pl.DataFrame, tables: Tables) -> pl.DataFrame:
    """Claims in the order of tables, with publisher, link and denominator."""
    rows = claims.join(
        tables.articles.select("article", "publisher", "url"), on="article", how="left", maintain_order="left"
    )
    codes = {name: found.code for name, found in tables.of.items()}
    rows = rows.with_columns(denominator=pl.col("claim_id").replace_strict(codes, default=None, return_dtype=pl.String))
    return rows.sort("province_code", "region_code", "year", "status", "article", "start", nulls_last=True)


def csv(rows: pl.DataFrame) -> bytes:
    """The download: UTF-8, comma, decimal point, field names as in the published tables; texts made safe (`cells`)."""
    return safe(rows).write_csv(float_scientific=False).encode()
