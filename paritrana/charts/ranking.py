"""The ranked list beside the map: place, region, year, figure, and a bar where the figure is an amount or a share."""

import plotly.graph_objects as go
import polars as pl

from ..words import Words
from .frame import NO_AXIS, SMALL, figure, hover, steady, text
from .palette import Palette

HEIGHT = 38  # px a row
LEFT, YEAR = 0.055, 0.74  # where the names begin and where the years end, as parts of the width


def ranked_list(rows: pl.DataFrame, words: Words, palette: Palette) -> go.Figure | None:
    """Draw `rows` in the order given (place, name, when, shown, part, doubtful, selected, hover, claim_ids).

    `part` is the bar's length from 0 to 1, null for none. None for fewer than two rows.
    """
    if rows.height < 2:
        return None
    y, n = list(range(rows.height)), rows.height
    tint = palette.classes[0]
    traces = [
        steady(dict(type="bar", orientation="h", x=[1] * n, y=y, width=0.98, customdata=rows["claim_ids"].to_list(),
                    marker=dict(color=[tint if chosen else "rgba(0,0,0,0)" for chosen in rows["selected"]]),
                    hovertext=rows["hover"].to_list(), hovertemplate=hover(words))),
        text([0] * n, y, rows["place"].to_list(), textfont=dict(size=SMALL, color=palette.muted)),
        text([LEFT] * n, y, rows["name"].to_list()),
        text([YEAR] * n, y, rows["when"].to_list(), "left", textfont=dict(size=SMALL, color=palette.muted)),
        text([1] * n, y, [f"<b>{shown}</b>" for shown in rows["shown"]], "left"),
    ]  # fmt: skip
    if rows["part"].count():
        colour = [palette.warning if doubtful else palette.accent for doubtful in rows["doubtful"]]
        part = [round((value or 0) * (1 - LEFT), 3) for value in rows["part"]]
        bar = dict(type="bar", orientation="h", y=y, base=[LEFT] * n, width=0.07, offset=0.36, hoverinfo="skip")
        traces[1:1] = [
            bar | dict(x=[1 - LEFT] * n, marker=dict(color=palette.rule)),
            bar | dict(x=part, marker=dict(color=colour)),
        ]
    return figure(
        traces, HEIGHT * n + 4, words, palette, barmode="overlay",
        xaxis=NO_AXIS | dict(range=[0, 1]), yaxis=NO_AXIS | dict(range=[n - 0.45, -0.55]),
    )  # fmt: skip
