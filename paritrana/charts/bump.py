"""Rank history: places over the years, a line a region, one panel a contest: places of two contests share no axis."""

import plotly.graph_objects as go
import polars as pl

from ..words import Words
from .frame import SMALL, answering, figure, safe
from .palette import Palette

HEAD, ROW, FOOT = 30, 26, 30  # px: a panel's title, a place, the years


def bump(ranks: pl.DataFrame, order: list[str], words: Words, palette: Palette) -> go.Figure | None:
    """Draw placings (region_code, region, province, scope, year, place, tied, claim_ids) that have a place and a year.

    `order`: the codes in the order of their colours. None for fewer than two marks.
    """
    rows = ranks.filter(pl.col("place").is_not_null() & pl.col("year").is_not_null())
    if rows.height < 2:
        return None
    contest = pl.when(pl.col("scope") == "provinsi").then(pl.col("province")).otherwise(pl.lit(""))
    level = pl.when(pl.col("region_code").str.len_chars() == 2).then(pl.lit("provinsi")).otherwise(pl.lit("kabupaten"))
    rows = rows.with_columns(_contest=contest, _level=level)
    panels = rows.sort("scope", "_contest", "_level", "year").partition_by("scope", "_contest", "_level",
                                                                          maintain_order=True)  # fmt: skip
    years, traces, at, heads = (rows["year"].min(), rows["year"].max()), [], 0.0, []
    for panel in panels:
        heads.append((at + HEAD / 2, _head(panel.row(0, named=True), words)))
        top = at + HEAD + ROW / 2
        for code in [code for code in order if code in set(panel["region_code"])]:
            own = panel.filter(region_code=code).sort("year")
            traces += _region(own, order.index(code), top, words, palette)
        at += HEAD + ROW * panel["place"].max()
    every = list(range(years[0], years[1] + 1))
    traces.append(
        dict(
            type="scatter",
            mode="text",
            x=[years[0] - 0.45] * len(heads),
            y=[y for y, _ in heads],
            text=[f"<b>{safe(head)}</b>" for _, head in heads],
            textposition="middle right",
        )
    )
    return figure(
        traces,
        round(at) + FOOT,
        palette,
        margin=dict(l=4, r=4, t=0, b=FOOT),
        xaxis=dict(
            range=[years[0] - 0.5, years[1] + 0.4 + 0.28 * max(len(every), 2)],
            tickvals=every,
            tickformat="d",
            showgrid=True,
            gridcolor=palette.rule,
            zeroline=False,
            fixedrange=True,
            tickfont=dict(size=SMALL, color=palette.muted),
        ),
        yaxis=dict(visible=False, fixedrange=True, range=[at, 0]),
    )


def _region(own: pl.DataFrame, i: int, top: float, words: Words, palette: Palette) -> list[dict]:
    colour = palette.series[i % len(palette.series)]
    height = {year: top + ROW * (place - 1) for year, place in own.select("year", "place").iter_rows()}
    joined = [year for year in sorted(height) if year + 1 in height]
    last, name = own.row(-1, named=True), words.region(own["region"][0])
    return [
        dict(type="scatter", mode="lines", line=dict(color=colour, width=2),
             x=[x for year in joined for x in (year, year + 1, None)],
             y=[y for year in joined for y in (height[year], height[year + 1], None)]),
        answering(dict(type="scatter", mode="markers+text", x=own["year"].to_list(),
                    y=[top + ROW * (place - 1) for place in own["place"]],
                    marker=dict(size=20, color=colour), text=own["place"].to_list(),
                    textfont=dict(size=SMALL, color=palette.panel), customdata=own["claim_ids"].to_list(),
                    hovertext=[_hover(row, words) for row in own.iter_rows(named=True)]), words),
        dict(type="scatter", mode="text", x=[last["year"] + 0.12], y=[top + ROW * (last["place"] - 1)],
             text=[safe(name)], textposition="middle right",
             textfont=dict(size=SMALL, color=colour)),
    ]  # fmt: skip


def _head(row: dict, words: Words) -> str:
    area = row["_contest"] or words("scope." + row["scope"]) if row["scope"] else words("bump.unknown")
    return words("bump.head_" + row["_level"], area=area)


def _hover(row: dict, words: Words) -> str:
    tied = f", {words('rank.tied')}" if row["tied"] else ""
    return f"<b>{safe(row['region'])}</b>: {words.figure(row['place'], 'ordinal')}{tied} ({words.year(row['year'])})"
