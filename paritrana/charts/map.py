"""The map: areas filled by class; a ring where articles give no such figure; a thin outline where no article is."""

from typing import NamedTuple

import plotly.graph_objects as go
import polars as pl

from ..words import Words
from .frame import EMPTY, SMALL, figure
from .palette import Palette

NOTE = 11  # px; by this size style.css finds these words and gives them an edge in the panel's colour
HEIGHT = 340  # px, of the map; on a phone style.css shows the middle of it
SMALL_MAP = 190  # px, the height of one of many maps
OVER = 5  # the class after the five: over 100 percent
MANY = 100  # areas; of more, rings are smaller, and those without an article are drawn a province at a time
HOVER = "<b>%{properties.name}</b><br>%{text}<extra></extra>"
BACKDROP = "backdrop"  # `meta` of such a trace, for bridge.js


class Outlines(NamedTuple):
    """Where the browser finds the areas, and what a figure must know of them. In degrees; west, south, east, north."""

    geojson: str | dict
    middles: dict[str, tuple[float, float]]
    tiny: frozenset[str]  # too small to see a colour in: these get a dot as well
    bounds: tuple[float, float, float, float]
    backdrop: tuple[str, ...] = ()  # provinces as one outline each with all their parts, where the areas are many


def map_chart(areas: pl.DataFrame, outlines: Outlines, words: Words, palette: Palette) -> go.Figure:
    """Draw `areas` (code, state figure | articles | none | outside, class, hover, label, note, selected)."""
    drawn = _told(areas, outlines)
    area = dict(type="choropleth", geojson=outlines.geojson, showscale=False)
    whole = dict(marker=dict(opacity=1))
    traces = [
        *_backdrop(areas, outlines, area | dict(selected=whole, unselected=whole), palette, words),
        area
        | dict(
            locations=drawn["code"].to_list(),
            z=[_z(*row) for row in drawn.select("state", "class").iter_rows()],
            zmin=-1.5,
            zmax=5.5,
            colorscale=_steps([EMPTY, *_colours(palette)]),
            marker=dict(line=dict(color=palette.muted, width=0.4)),
            selected=whole,
            unselected=whole,
            text=drawn["hover"].to_list(),
            hovertemplate=HOVER,
        ),
        _points(
            drawn.filter(state="articles"),
            outlines,
            mode="markers",
            marker=dict(
                symbol="circle-open",
                size=8 if areas.height < MANY else 5,
                color=palette.muted,
                line=dict(width=1.5 if areas.height < MANY else 1),
            ),
        ),
    ]
    dots = drawn.filter(state="figure").filter((pl.col("label") != "") | pl.col("code").is_in(outlines.tiny))
    if dots.height:
        fill = [_colours(palette)[i] for i in dots["class"]]
        ink = [palette.panel if i >= 3 else palette.ink for i in dots["class"]]
        size = [18 if label else 10 for label in dots["label"]]
        traces.append(_points(dots, outlines, mode="markers+text", text=dots["label"].to_list(),
                              textfont=dict(size=SMALL, color=ink),
                              marker=dict(size=size, color=fill, opacity=1,
                                          line=dict(color=palette.panel, width=1.5))))  # fmt: skip
    if (noted := drawn.filter(pl.col("note") != "")).height:
        traces.append(_points(noted, outlines, mode="text", text=noted["note"].to_list(), textposition="middle right",
                              textfont=dict(size=NOTE, color=palette.ink)))  # fmt: skip
    if (chosen := areas.filter("selected", pl.col("code").is_in(list(outlines.middles)))).height:
        traces.append(area | dict(locations=chosen["code"].to_list(), z=[0], hoverinfo="skip",
                                  colorscale=_steps([EMPTY]),
                                  marker=dict(line=dict(color=palette.ink, width=2))))  # fmt: skip
    west, south, east, north = outlines.bounds
    return figure(
        traces, HEIGHT, palette,
        geo=dict(visible=False, bgcolor=EMPTY, projection=dict(type="equirectangular"),
                 lonaxis=dict(range=[west, east]), lataxis=dict(range=[south, north])),
    )  # fmt: skip


def small_maps(
    years: list[tuple[str, pl.DataFrame]], outlines: Outlines, words: Words, palette: Palette, columns: int = 3
) -> go.Figure | None:
    """The same map year by year: (title, areas as for `map_chart`) in the order given. None for fewer than two."""
    if len(years) < 2:
        return None
    west, south, east, north = outlines.bounds
    lines = -(-len(years) // columns)
    backdrops, maps, marks, layout, titles = [], [], [], {}, []  # like beside like: that compresses
    for i, (title, areas) in enumerate(years):
        line, column = divmod(i, columns)
        name = "geo" + (str(i + 1) if i else "")
        left, top = column / columns, 1 - line / lines
        layout[name] = dict(
            visible=False, bgcolor=EMPTY, projection=dict(type="equirectangular"), lonaxis=dict(range=[west, east]),
            lataxis=dict(range=[south, north]), domain=dict(x=[left + 0.005, left + 1 / columns - 0.005],
                                                            y=[top - 0.98 / lines, top - 0.14 / lines]),
        )  # fmt: skip
        titles.append(dict(text=title, x=left + 0.5 / columns, y=top, xref="paper", yref="paper", showarrow=False,
                           xanchor="center", yanchor="top", font=dict(size=SMALL + 1, color=palette.ink)))  # fmt: skip
        drawn = _told(areas, outlines)
        filled = drawn.filter(state="figure") if outlines.backdrop else drawn  # of very many a ring says enough
        area = dict(type="choropleth", geojson=outlines.geojson, geo=name, showscale=False)
        backdrops += _backdrop(areas, outlines, area, palette)
        maps.append(area | dict(
            zmin=-1.5, zmax=5.5, locations=filled["code"].to_list(),
            z=[_z(*row) for row in filled.select("state", "class").iter_rows()],
            colorscale=_steps([EMPTY, *_colours(palette)]), marker=dict(line=dict(color=palette.muted, width=0.3)),
            text=filled["hover"].to_list(), hovertemplate=HOVER,
        ))  # fmt: skip
        dots = drawn.filter(state="figure").filter(pl.col("code").is_in(outlines.tiny))
        if dots.height:
            marks.append(
                _points(
                    dots,
                    outlines,
                    mode="markers",
                    geo=name,
                    marker=dict(
                        size=6,
                        color=[_colours(palette)[i] for i in dots["class"]],
                        line=dict(color=palette.ink, width=0.5),
                    ),
                )
            )
        ringed = drawn.filter(state="articles")
        if ringed.height:
            marks.append(_points(ringed, outlines, mode="markers", geo=name, marker=dict(
                symbol="circle-open", size=4, color=palette.muted)))  # fmt: skip
    traces = [*backdrops, *maps, *marks]
    return figure(traces, SMALL_MAP * lines, palette, annotations=titles, **layout)


def _told(areas: pl.DataFrame, outlines: Outlines) -> pl.DataFrame:
    """The areas drawn each for itself: those there are outlines of, of very many only those with a figure or news."""
    drawn = areas.filter(pl.col("code").is_in(list(outlines.middles)))
    return drawn.filter(pl.col("state").is_in(["figure", "articles"])) if outlines.backdrop else drawn


def _backdrop(
    areas: pl.DataFrame, outlines: Outlines, area: dict, palette: Palette, words: Words | None = None
) -> list[dict]:
    """The areas that are not: their outlines a province at a time, which is a tenth of the bytes.

    With `words` they say so.
    """
    if not outlines.backdrop:
        return []
    trace = area | dict(locations=list(outlines.backdrop), z=[0] * len(outlines.backdrop), colorscale=_steps([EMPTY]),
                        meta=BACKDROP, marker=dict(line=dict(color=palette.rule, width=0.4)))  # fmt: skip
    if words is None:
        return [trace | {"hoverinfo": "skip"}]
    outside = {code[:2] for code in areas.filter(state="outside")["code"]}
    said = [words("map.hover_outside" if code in outside else "map.hover_rest") for code in outlines.backdrop]
    return [trace | {"text": said, "hovertemplate": HOVER}]


def legend(
    areas: pl.DataFrame, classes: dict[int, str], words: Words, palette: Palette, year: str = ""
) -> list[tuple[str, str, str]]:
    """(sign, colour, words) for each class on the map and for the two other states, each with its count.

    `year`: the one chosen.
    """
    counts = dict(areas.filter(state="figure").group_by("class").len().iter_rows())
    signs = [
        ("■", _colours(palette)[i], f"{name} ({words.number(counts[i])})") for i, name in classes.items() if i in counts
    ]
    for state, sign in (("articles", "○"), ("none", "□")):
        key = f"map.{state}_year" if year else f"map.{state}"
        said = words.only(key, dict(n=words.number(areas.filter(state=state).height), year=year))
        signs.append((sign, palette.muted, said))
    return signs


def _colours(palette: Palette) -> list[str]:
    return [*palette.classes, palette.warning]


def _z(state: str, klass: int | None) -> int:
    return klass if state == "figure" and klass is not None else -1


def _steps(colours: list[str]) -> list:
    n = len(colours)
    return [[round((i + edge) / n, 4), colour] for i, colour in enumerate(colours) for edge in (0, 1)]


def _points(areas: pl.DataFrame, outlines: Outlines, **style) -> dict:
    middles = [outlines.middles[code] for code in areas["code"]]
    return dict(type="scattergeo", lon=[lon for lon, _ in middles], lat=[lat for _, lat in middles], hoverinfo="skip",
                **style)  # fmt: skip
