"""A card: title, what it shows, the chart or its table, source and date, and the buttons that take the chart away."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import streamlit as st

from ..paths import PACKAGE
from ..tables.frames import Tables
from ..words import Words
from . import evidence, filters
from .markup import plain

_JS = (PACKAGE / "app" / "take_away.js").read_text(encoding="utf-8")
_CSS = """
div { display: flex; width: 100%; gap: 4px; align-items: center; }
p { flex: 1; margin: 0; font: 400 12px/1.4 "Plus Jakarta Sans", sans-serif; color: var(--st-gray-text-color, inherit); }
p:empty { display: none; }
button { font: 600 12px "Plus Jakarta Sans", sans-serif; color: var(--st-primary-color); cursor: pointer;
         background: none; border: 1px solid var(--st-border-color); border-radius: 4px;
         padding: 3px 8px; min-height: 24px; }
button:hover { border-color: var(--st-primary-color); }
button:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 2px; }
"""
FONT = "app/static/fonts/plus-jakarta-sans-5.3.0.woff2"
Row = dict[str, str]


def head(title: str, about: str = "") -> None:
    """The title of a card and, small below it, what it shows."""
    st.markdown(f"#### {plain(title)}" + (f"\n:small[:gray[{about}]]" if about else ""))


def chart_card(
    name: str,
    title: str,
    about: str,
    figure: evidence.Drawn | None,
    rows: Callable[[], list[Row]],
    tables: Tables,
    words: Words,
    alt: str,
    draw: Callable | None = None,
) -> None:
    """Draw a card within the container given: chart, or the same as a table, by the visitor's choice.

    `rows` makes the table's rows (title -> Markdown) when it is asked for; `draw` draws the chart where
    `evidence.chart` would not do.
    """
    with st.container(horizontal=True, vertical_alignment="top", gap="small", key=f"head_{name}"):
        head(title, about)
        as_table = name in filters.current().tables
        filters.widget(st.segmented_control, f"as_{name}", "table" if as_table else "chart",
                       lambda kind: _show_as(name, kind), words("chart.as"), ("chart", "table"), required=True,
                       format_func=lambda kind: words("chart." + kind), label_visibility="collapsed")  # fmt: skip
    if as_table:
        table(rows(), name)
    elif draw:
        draw()
    else:
        evidence.chart(figure, name, tables, words, alt)
    foot(name, tables, words, drawn=not as_table)
    filters.remember(filters.current(), st.session_state.choices)  # a card may run alone


def _show_as(name: str, kind: str) -> None:
    others = tuple(card for card in filters.current().tables if card != name)
    filters.change(tables=(*others, name) if kind == "table" else others)


def foot(name: str, tables: Tables, words: Words, drawn: bool = True) -> None:
    """Source and date, and for a drawn chart its PNG and SVG."""
    source = words("chart.source", as_of=words.date(tables.as_of))
    if drawn:
        take_away(name, source, words)
    else:
        st.caption(source)


def take_away(name: str, source: str, words: Words, kinds: tuple[str, ...] = ("png", "svg")) -> None:
    """A line with the source, and buttons that make a picture of the card they stand in or print the page.

    All of it happens in the browser. What is sent does not change with the filters, so it is sent once.
    """
    labels = {"png": "PNG", "svg": "SVG", "print": words("chart.print")}
    buttons = "".join(f'<button type="button" data-kind="{kind}">{labels[kind]}</button>' for kind in kinds)
    html = f"<div><p></p>{buttons}</div>"
    mount = st.components.v2.component(f"take_away_{words.lang}_{'_'.join(kinds)}", html=html, css=_CSS, js=_JS)
    mount(key=f"take_{name}", width="stretch" if source else "content", data={
        "name": f"paritrana-{name}", "source": source, "font": FONT, "verb": words("chart.take"),
    })  # fmt: skip


def table(rows: list[Row], name: str) -> None:
    """Rows of Markdown as a plain table, in a box of its own that scrolls."""
    if rows:
        with st.container(key=f"rows_{name}"):
            st.table(pl.DataFrame(rows, infer_schema_length=None), hide_index=True, border="horizontal")
