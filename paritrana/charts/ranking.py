"""The ranked list beside the map: place, region, figure, year, and a bar where the figure is an amount or a share."""

import plotly.graph_objects as go
import polars as pl

from ..words import Words
from .frame import EMPTY, NO_AXIS, SMALL, UNDIMMED, answering, figure, text
from .palette import Palette

HEIGHT = 38  # px a row
LEFT = 0.055  # where the names begin, as a part of the width


def ranked_list(rows: pl.DataFrame, words: Words, palette: Palette) -> go.Figure | None:
    """Draw `rows` in the order given.

    Columns: place, name, note, when, shown, part, doubtful, selected, hover, claim_ids, code.

    `part` is the bar's length from 0 to 1, null for none. None for fewer than two rows.
    """
    if rows.height < 2:
        return None
    y, n = list(range(rows.height)), rows.height
    tint, left = palette.classes[0], LEFT if any(rows["place"]) else 0
    traces = [
        answering(
            dict(
                type="bar",
                orientation="h",
                ids=rows["code"].to_list(),
                x=[1] * n,
                y=y,
                width=0.98,
                customdata=rows["claim_ids"].to_list(),
                marker=dict(color=[tint if chosen else EMPTY for chosen in rows["selected"]]),
                hovertext=rows["hover"].to_list(),
                **UNDIMMED,
            ),
            words,
            "choose",
        ),
        text([left] * n, y, [_name(*row, palette) for row in rows.select("name", "note").iter_rows()]),
        text(
            [1] * n, y, [f"<b>{value}</b> · {when}" for value, when in rows.select("shown", "when").iter_rows()], "left"
        ),
    ]
    if left:
        traces.append(text([0] * n, y, rows["place"].to_list(), textfont=dict(size=SMALL, color=palette.muted)))
    if rows["part"].count():
        colour = [palette.warning if doubtful else palette.accent for doubtful in rows["doubtful"]]
        part = [round((value or 0) * (1 - left), 3) for value in rows["part"]]
        bar = dict(type="bar", orientation="h", y=y, base=[left] * n, width=0.07, offset=0.36, hoverinfo="skip")
        traces[1:1] = [
            bar | dict(x=[1 - left] * n, marker=dict(color=palette.rule)),
            bar | dict(x=part, marker=dict(color=colour)),
        ]
    return figure(
        traces, HEIGHT * n + 4, palette, barmode="overlay",
        xaxis=NO_AXIS | dict(range=[0, 1]), yaxis=NO_AXIS | dict(range=[n - 0.45, -0.55]),
    )  # fmt: skip


def _name(name: str, note: str, palette: Palette) -> str:
    return f'{name} <span style="color:{palette.muted};font-size:{SMALL}px">{note}</span>' if note else name
