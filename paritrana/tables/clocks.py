"""Two clocks: an award is of one year, a figure of another, so that tables give each its own columns.

A claim has one `year` with its basis; which clock it is on follows from what is claimed (`of_award`).
"""

from __future__ import annotations

import polars as pl

from ..models import Claim

PLACINGS = ("rank", "award", "nominee")
YEAR = ("award_year", "award_year_basis", "data_year", "data_year_basis")


def of_award() -> pl.Expr:
    """Is the year that of an award: of a placing, or of a place by coverage that is dated by the award's name?"""
    placed = pl.col("measure").is_in(PLACINGS)
    return placed | ((pl.col("measure") == "coverage_rank") & (pl.col("year_basis") == "award_name").fill_null(False))


def years(claim: Claim) -> dict[str, int | str | None]:
    """The columns of YEAR for one claim."""
    named = claim.measure == "coverage_rank" and claim.year_basis == "award_name"
    year, nothing = (claim.year, claim.year_basis), (None, None)
    award = claim.measure in PLACINGS or named
    return dict(zip(YEAR, (*year, *nothing) if award else (*nothing, *year), strict=True))


def apart(frame: pl.DataFrame) -> pl.DataFrame:
    """A frame with `measure`, `year` and `year_basis` with the columns of YEAR beside them: a year is on one clock."""
    award = of_award()
    return frame.with_columns(
        pl.when(award).then("year").alias(YEAR[0]),
        pl.when(award).then("year_basis").alias(YEAR[1]),
        pl.when(~award).then("year").alias(YEAR[2]),
        pl.when(~award).then("year_basis").alias(YEAR[3]),
    )


def dated(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with `year` and `year_basis` whichever clock they are on (of a promise: when it is due)."""
    if "year" in frame.columns:
        return frame
    clocks = [name for name in ("award", "due", "data") if f"{name}_year" in frame.columns]
    return frame.with_columns(
        year=pl.coalesce(f"{name}_year" for name in clocks),
        year_basis=pl.coalesce(f"{name}_year_basis" for name in clocks),
    )
