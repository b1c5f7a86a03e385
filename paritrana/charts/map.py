"""The map: areas filled by class; a ring where articles give no such figure; a thin outline where no article is."""

from typing import NamedTuple

import plotly.graph_objects as go
import polars as pl

from ..words import Words
from .frame import SMALL, figure
from .palette import Palette

NOTE = 11  # px; by this size style.css finds these words and gives them an edge in the panel's colour
OVER = 5  # the class after the five: over 100 percent
EMPTY = "rgba(0,0,0,0)"


class Outlines(NamedTuple):
    """Where the browser finds the areas, and what a figure must know of them. In degrees; west, south, east, north."""

    geojson: str | dict
    middles: dict[str, tuple[float, float]]
    tiny: frozenset[str]  # too small to see a colour in: these get a dot as well
    bounds: tuple[float, float, float, float]


def map_chart(areas: pl.DataFrame, outlines: Outlines, words: Words, palette: Palette) -> go.Figure:
    """Draw `areas` (code, state figure | articles | none | outside, class, hover, label, note, selected).

    The figure has no height of its own: it fills the box it is put in.
    """
    drawn = areas.filter(pl.col("code").is_in(list(outlines.middles)))
    area = dict(type="choropleth", geojson=outlines.geojson, showscale=False)
    whole = dict(marker=dict(opacity=1))
    traces = [
        area | dict(locations=drawn["code"].to_list(),
                    z=[_z(*row) for row in drawn.select("state", "class").iter_rows()],
                    zmin=-1.5, zmax=5.5, colorscale=_steps([EMPTY, *_colours(palette)]),
                    marker=dict(line=dict(color=palette.muted, width=0.4)), selected=whole, unselected=whole,
                    text=drawn["hover"].to_list(), hovertemplate="<b>%{properties.name}</b><br>%{text}<extra></extra>"),
        _points(drawn.filter(state="articles"), outlines, mode="markers",
                marker=dict(symbol="circle-open", size=8, color=palette.muted, line=dict(width=1.5))),
    ]  # fmt: skip
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
    if (chosen := drawn.filter("selected")).height:
        traces.append(area | dict(locations=chosen["code"].to_list(), z=[0], hoverinfo="skip",
                                  colorscale=_steps([EMPTY]),
                                  marker=dict(line=dict(color=palette.ink, width=2))))  # fmt: skip
    west, south, east, north = outlines.bounds
    return figure(
        traces, None, words, palette,
        geo=dict(visible=False, bgcolor=EMPTY, projection=dict(type="equirectangular"),
                 lonaxis=dict(range=[west, east]), lataxis=dict(range=[south, north])),
    )  # fmt: skip


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
    return [[(i + edge) / n, colour] for i, colour in enumerate(colours) for edge in (0, 1)]


def _points(areas: pl.DataFrame, outlines: Outlines, **style) -> dict:
    middles = [outlines.middles[code] for code in areas["code"]]
    return dict(type="scattergeo", lon=[lon for lon, _ in middles], lat=[lat for _, lat in middles], hoverinfo="skip",
                **style)  # fmt: skip
