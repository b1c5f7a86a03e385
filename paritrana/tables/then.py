"""The province of the time: column `province_then`, for regions that have been in another province than today's."""

from __future__ import annotations

import polars as pl

from ..regions import province_then
from .clocks import dated

THEN = "province_then"
OF_A_YEAR = ("claims", "ranks", "coverage", "regions")  # the tables that have it


def with_province_then(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with `province_then` at its end: the province of its year, where today's is another."""
    rows = dated(frame).select("region_code", "year").iter_rows()
    return frame.with_columns(pl.Series(THEN, [province_then(*row) for row in rows], dtype=pl.String))
