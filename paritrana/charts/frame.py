"""What all charts share: type, colours, margins, hover, and rows of text as traces (lighter than annotations)."""

import plotly.graph_objects as go

from ..words import Words
from .palette import Palette

FONT = "Plus Jakarta Sans, sans-serif"
SMALL, BODY = 12, 13  # px
ROW = 30  # px, the height of a line that can be clicked
EMPTY = "#0000"  # no colour
# of dots, lines and words: at the edge they are drawn whole, they do not answer, and are not dimmed by a selection
UNDIMMED = {"selected": {"marker": {"opacity": 1}}, "unselected": {"marker": {"opacity": 1}}}
STILL = {"cliponaxis": False, "hoverinfo": "skip"} | UNDIMMED
NO_AXIS = {"visible": False, "fixedrange": True}


def figure(traces: list[dict], height: int, palette: Palette, **layout) -> go.Figure:
    """A figure of `traces` in the house style. `layout` adds to it or overrides it.

    Streamlit hands every new figure to Plotly twice, the second time as a copy that answers clicks. Plotly finds
    nothing to draw anew in it where `datarevision` is the same, `clickmode` is there and no template is to compare.
    """
    style = dict(
        height=height,
        datarevision=1,
        clickmode="event+select",
        margin=dict(l=0, r=0, t=0, b=0),
        font=dict(family=FONT, size=BODY, color=palette.ink),
        paper_bgcolor=EMPTY,
        plot_bgcolor=EMPTY,
        showlegend=False,
        dragmode=False,
        hovermode="closest",
        hoverlabel=dict(
            bgcolor=palette.panel, bordercolor=palette.rule, align="left", font=dict(size=SMALL, color=palette.ink)
        ),
    )
    made = go.Figure([STILL | trace if trace["type"] == "scatter" else trace for trace in traces], style | layout)
    made.layout.template = None  # Plotly.py would put its own there
    return made


def text(x, y, texts, align: str = "right", **style) -> dict:
    """A trace of words at (x, y): `align` is the side of the point they stand on ("right" begins at the point)."""
    return dict(type="scatter", mode="text", x=x, y=y, text=texts, textposition=f"middle {align}", **style)  # fmt: skip


def answering(trace: dict, words: Words, click: str = "open") -> dict:
    """The same marks with a hover box: what `hovertext` says, and what a click does (a key of the texts' [hover])."""
    template = f"%{{hovertext}}<br>{words('hover.' + click)}<extra></extra>"
    return trace | {"hoverinfo": "text", "hovertemplate": template}


def rules(levels: list, colour: str, x: tuple = (0, 1)) -> dict:
    """A trace of thin horizontal lines at these heights (lighter than shapes)."""
    return dict(type="scatter", mode="lines", x=[*x, None] * len(levels),
                y=[y for level in levels for y in (level, level, None)], line=dict(color=colour, width=1))  # fmt: skip


def safe(words: str) -> str:
    """Words as Plotly shows them letter by letter: it would read tags and entities in them."""
    return words.replace("&", "&amp;").replace("<", "&lt;")
