"""A measure over the years, a line a region: gaps stay gaps, promises are open marks, a bar where articles disagree."""

from typing import NamedTuple

import plotly.graph_objects as go
import polars as pl

from ..words import Words
from .frame import SMALL, answering, figure, safe
from .palette import Palette

HEIGHT, EDGE = 300, 14
SYMBOLS = ("circle", "square", "diamond", "triangle-up", "triangle-down", "cross")  # a region is told by more than hue


class Series(NamedTuple):
    """One region: its name, and rows (year, value, low, high, approximate, status, unit, claim_ids), oldest first."""

    name: str
    rows: pl.DataFrame


def timeline(series: list[Series], unit: str, words: Words, palette: Palette) -> go.Figure | None:
    """Draw the rows that have a year. None for fewer than two marks.

    Figures of two years in a row are joined; where a year lacks one, the line breaks. A promise is not joined.
    """
    dated = [Series(name, rows.filter(pl.col("year").is_not_null())) for name, rows in series]
    if sum(rows.height for _, rows in dated) < 2:
        return None
    years = sorted({year for _, rows in dated for year in rows["year"]})
    traces, tops = [], []
    for i, (name, rows) in enumerate(dated):
        colour, symbol = palette.series[i % len(palette.series)], SYMBOLS[i % len(SYMBOLS)]
        traces += _line(rows.filter(status="actual"), colour)
        traces.append(_marks(name, rows, colour, symbol, words, palette))
        tops += [*rows["value"], *rows["high"].drop_nulls()]
        if rows.height:
            last = rows.row(-1, named=True)
            traces.append(dict(type="scatter", mode="text", x=[last["year"]], y=[last["value"]],
                               text=[f"\u2002\u2002{safe(name)}"], textposition="middle right",
                               textfont=dict(size=SMALL, color=colour)))  # fmt: skip
    top = max(100.0, *tops) if unit == "percent" else max(tops)
    every = list(range(years[0], years[-1] + 1))
    step = -(-len(every) // 9)
    return figure(
        traces,
        HEIGHT,
        palette,
        separators=",." if words.lang == "id" else ".,",
        margin=dict(l=56, r=EDGE, t=EDGE, b=28),
        xaxis=dict(
            range=[years[0] - 0.3, years[-1] + 0.3 + 0.28 * max(len(every), 2)],
            tickvals=every[::-1][::step],
            tickformat="d",
            showgrid=False,
            zeroline=False,
            fixedrange=True,
            tickfont=dict(size=SMALL, color=palette.muted),
        ),
        yaxis=dict(
            range=[-0.03 * top, 1.12 * top],
            fixedrange=True,
            zeroline=False,
            gridcolor=palette.rule,
            ticksuffix=" %" if unit == "percent" else "",
            nticks=6,
            tickfont=dict(size=SMALL, color=palette.muted),
        ),
    )


def _line(rows: pl.DataFrame, colour: str) -> list[dict]:
    """Joins of neighbouring years, and bars from the lowest to the highest figure that articles give."""
    value = dict(rows.sort("approximate", descending=True).select("year", "value").iter_rows())
    joined = [(a, a + 1) for a in sorted(value) if a + 1 in value]
    apart = [row for row in rows.iter_rows(named=True) if row["low"] is not None and row["low"] < row["high"]]
    line = dict(type="scatter", mode="lines")
    return [
        line | dict(x=[x for pair in joined for x in (*pair, None)], line=dict(color=colour, width=2),
                    y=[y for a, b in joined for y in (value[a], value[b], None)]),
        line | dict(x=[x for row in apart for x in (row["year"], row["year"], None)], opacity=0.4,
                    y=[y for row in apart for y in (row["low"], row["high"], None)],
                    line=dict(color=colour, width=6)),
    ]  # fmt: skip


def _marks(name: str, rows: pl.DataFrame, colour: str, symbol: str, words: Words, palette: Palette) -> dict:
    hollow = [row["approximate"] or row["status"] == "target" for row in rows.iter_rows(named=True)]
    symbols = [symbol if row["status"] == "actual" else "arrow-bar-up" for row in rows.iter_rows(named=True)]
    return answering(dict(
        type="scatter", mode="markers", x=rows["year"].to_list(), y=rows["value"].to_list(),
        marker=dict(size=11, symbol=symbols, color=[palette.panel if open_ else colour for open_ in hollow],
                    line=dict(color=colour, width=2)),
        customdata=rows["claim_ids"].to_list(),
        hovertext=[_hover(name, row, words) for row in rows.iter_rows(named=True)],
    ), words)  # fmt: skip


def _hover(name: str, row: dict, words: Words) -> str:
    lines = [f"<b>{safe(name)}</b>: {words.said(row, short=False)} ({words.year(row['year'])})"]
    if row["low"] is not None and row["low"] < row["high"]:
        lines.append(words("figure.range", low=words.figure(row["low"], row["unit"]),
                           high=words.figure(row["high"], row["unit"])))  # fmt: skip
    return "<br>".join(lines)
