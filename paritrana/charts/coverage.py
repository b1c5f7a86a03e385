"""Coverage shares as dots from 0 to 100, with the 100 line: open if approximate, a bar where articles disagree."""

from collections.abc import Set

import plotly.graph_objects as go
import polars as pl

from ..tables.clocks import dated
from ..tables.denominators import by_kind
from ..words import Words
from .frame import NO_AXIS, SMALL, answering, figure, rules, text
from .palette import Palette

HEIGHT = 62  # px a row: name and figure, the line, what it is a percentage of


def coverage_chart(
    coverage: pl.DataFrame, words: Words, palette: Palette, most: int = 8, failed: Set[str] = frozenset()
) -> go.Figure | None:
    """Draw the rows of table `coverage` that have a share, at most `most`. None for fewer than two.

    Highest first, but those of one denominator together.
    A figure with a claim in `failed` (a check fails) carries the warning sign.
    """
    rows = by_kind(dated(coverage).filter(pl.col("share").is_not_null()), "share")
    if rows.height < 2:
        return None
    rows = rows.head(most)
    n, y, shares = rows.height, list(range(rows.height)), rows["share"].to_list()
    top = max(100.0, *shares, *rows["share_high"].fill_null(0))
    west, east = -0.025 * top, 1.05 * top  # marks at the ends must lie inside, or they cannot be clicked
    doubted = [not failed.isdisjoint(ids.split(";")) for ids in rows["claim_ids"]]
    over = [palette.warning if doubt or share > 100 else palette.accent
            for doubt, share in zip(doubted, shares, strict=True)]  # fmt: skip
    told = [row | {"doubt": doubt} for row, doubt in zip(rows.iter_rows(named=True), doubted, strict=True)]
    fill = [palette.panel if about else colour for about, colour in zip(rows["approximate"], over, strict=True)]
    apart = rows.with_row_index("at").filter(pl.col("share_low") < pl.col("share_high"))
    whiskers = dict(type="scatter", mode="lines", opacity=0.45,
                    line=dict(color=palette.accent, width=4),
                    x=[v for row in apart.iter_rows(named=True) for v in (row["share_low"], row["share_high"], None)],
                    y=[v for at in apart["at"] for v in (at, at, None)])  # fmt: skip
    up, down = [i - 0.27 for i in y], [i + 0.27 for i in y]
    hundred = dict(type="scatter", mode="markers", x=[100] * n, y=y,
                   marker=dict(symbol="line-ns-open", size=8, color=palette.ink, line=dict(width=1.5)))  # fmt: skip
    traces = [
        rules(y, palette.rule, (0, top)),
        hundred,
        whiskers,
        text([west] * n, up, rows["region"].map_elements(words.region, pl.String).to_list()),
        text([east] * n, up, [_figure(row, words) for row in told], "left"),
        text([west] * n, down, [words.denominator(row) for row in rows.iter_rows(named=True)],
             textfont=dict(size=SMALL, color=palette.muted)),
        answering(dict(type="scatter", mode="markers", x=shares, y=y,
                    marker=dict(size=11, color=fill, line=dict(color=over, width=2)),
                    customdata=rows["claim_ids"].to_list(),
                    hovertext=[_hover(row, words) for row in told]), words),
    ]  # fmt: skip
    return figure(
        traces, HEIGHT * n + 22, palette, margin=dict(l=0, r=0, t=0, b=22),
        xaxis=dict(range=[west, east], fixedrange=True, showgrid=False, zeroline=False, tickvals=[0, 50, 100],
                   ticktext=["0", "50", "100"],
                   tickfont=dict(size=SMALL, color=palette.muted), ticklabeloverflow="allow"),
        yaxis=NO_AXIS | dict(range=[n - 0.45, -0.55]),
    )  # fmt: skip


def _figure(row: dict, words: Words) -> str:
    said = words.said(row | {"value": row["share"], "unit": "percent"})
    return f"{'⚠ ' if row['doubt'] else ''}<b>{said}</b> · {words.year(row['year'])}"


def _hover(row: dict, words: Words) -> str:
    lines = [f"<b>{row['region']}</b>: {words.figure(row['share'], 'percent')}", words.denominator(row)]
    if standing := words.standing(row):
        lines.append(standing)
    if row["covered"] is not None:
        lines.append(words("coverage.covered", n=words.number(row["covered"])))
    if row["share_low"] != row["share_high"]:
        lines.append(words("figure.range", low=words.figure(row["share_low"], "percent"),
                           high=words.figure(row["share_high"], "percent")))  # fmt: skip
    if row["doubt"]:
        lines.append(words("list.fails"))
    return "<br>".join(lines)
