"""Are the tables what their schemas say: columns, codes, ranges, keys, links from row to row, numbers of rows?"""

from __future__ import annotations

from collections.abc import Mapping

import dataframely as dy
import polars as pl

from ..errors import DataError
from ..models import Claim
from ..regions import all_regions
from .schemas import SCHEMAS, Claims

# column -> the table it points into; several ids in a cell are set apart by semicolons
LINKS = {
    "article": "articles", "article_ids": "articles", "evidence_article": "articles", "claim_id": "claims",
    "claim_ids": "claims", "baseline_claim_id": "claims", "evidence_claim_id": "claims",
}  # fmt: skip
KEYS = {"articles": "article", "claims": "claim_id"}


def checked(frames: dict[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """The tables, if each fits its schema. Raises DataError naming table, rule and a row that breaks it."""
    try:  # all at once; what is wrong is looked for only where something is
        pl.collect_all([SCHEMAS[table].validate(frame.lazy()).select(pl.len()) for table, frame in frames.items()])
    except (pl.exceptions.PolarsError, dy.exc.SchemaError):
        for table, frame in frames.items():
            _explained(table, frame)
        raise
    return frames


def _explained(table: str, frame: pl.DataFrame) -> None:
    try:
        failure = SCHEMAS[table].filter(frame).failure
    except dy.exc.SchemaError as error:
        what = str(error).split("\n\n")[0]
        raise DataError(what, f"table {table}", "bring its builder and tables/schemas.py together") from error
    if counts := failure.counts():
        rule, count = min(counts.items())
        rows = failure.details().filter(pl.col(rule) == "invalid")
        raise DataError(f"{count} rows break {rule}, the first {_row(rows)}", f"table {table}", "mend that claim")


def misfits(claims: Mapping[int, Claim]) -> dict[int, str]:
    """Key -> the rule that a claim breaks by itself, of those that break one."""
    if not claims:
        return {}
    fields = {name: [getattr(one, name) for one in claims.values()] for name in Claim.__struct_fields__}
    types = {name: kind.dtype for name, kind in Claims.columns().items()}
    frame = pl.DataFrame(fields, schema={name: types[name] for name in fields}, strict=False)  # what overflows is null
    # the ids are numbered: that one claim is made twice is for others to say
    frame = frame.with_columns(claim_id=pl.int_range(pl.len()).cast(pl.String), province_then=pl.lit(None, pl.String))
    failure = Claims.filter(frame).failure
    if not failure.counts():
        return {}
    details, keys = failure.details(), list(claims)
    broken = [name for name in details.columns if name not in frame.columns]
    return {
        keys[int(row["claim_id"])]: next(name for name in broken if row[name] == "invalid")
        for row in details.iter_rows(named=True)
    }


def linked(frames: dict[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """The tables, if every article and claim that a row names is there, and the numbers of rows agree.

    Raises DataError naming table, column, what is missing, and article and claim of the row.
    """
    known = {table: set(frames[table][key]) for table, key in KEYS.items()}
    for table, frame in frames.items():
        for name in (name for name in LINKS if name in frame.columns and name != KEYS.get(table)):
            cells = frame[name].to_list()
            if lost := {one for cell in cells if cell for one in cell.split(";")} - known[LINKS[name]]:
                row = next(n for n, cell in enumerate(cells) if cell and not lost.isdisjoint(cell.split(";")))
                what = f"{name} names {min(lost)!r}, not in table {LINKS[name]}; the row: {_row(frame[row])}"
                raise DataError(what, f"table {table}", "mend that claim, or give its article")
    ids = frames["targets"]["claim_ids"].str.split(";").list.len().sum()
    for what, there, wanted in (
        ("claims of articles", frames["articles"]["claims"].sum(), frames["claims"].height),
        ("promises", ids, frames["claims"].filter(status="target").height),
        ("rows of silence", frames["silence"].height, len(all_regions())),
    ):
        if there != wanted:
            raise DataError(f"{there} {what} instead of {wanted}", "the tables", "mend their builder")
    return frames


def _row(rows: pl.DataFrame) -> str:
    """Article, claim and region of the first row by these."""
    keys = [key for key in ("article", "claim_id", "claim_ids", "region_code") if key in rows.columns]
    return ", ".join(f"{key} {value}" for key, value in rows.select(keys).sort(keys).row(0, named=True).items())
