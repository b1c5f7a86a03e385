"""The front page: key figures, the map beside the ranked list, three charts, the table and its download."""

from __future__ import annotations

import streamlit as st

from ..charts import Palette, legend, map_chart
from ..errors import DataError
from ..tables.frames import Tables
from ..words import Words
from . import cards, evidence, theme, view
from .findings import key_figures, years
from .outlines import outlines
from .say import map_words
from .state import ALL, Choices, State
from .table_card import table

FEW = 4  # rows of the list that leave room for a second card below it


def page(tables: Tables, choices: Choices, state: State, words: Words) -> None:
    """Draw the page for a state."""
    st.session_state.article = st.session_state.claim = ""  # these belong to the evidence page
    palette = theme.palette()
    rows = view.figures(tables, state)
    own = rows.filter(region_code=state.region) if state.region else rows
    few = own.height <= FEW  # then coverage stands below the list, beside the map
    _key_figures(tables, state, own, words)
    stage = st.container(horizontal=True, key="stage", gap="small")
    with stage.container(border=True, key="map_card", height="stretch"):
        _map(tables, state, rows, words, palette)
    side = stage.container(key="side", height="stretch", gap="small")
    with side.container(border=True, key="list_card", height="content" if few else "stretch"):
        cards.ranking(tables, state, own, words, palette)
    charts = st.container(horizontal=True, key="charts", gap="small")
    for card in (cards.ranks, cards.coverage, cards.targets):
        place = side if few and card is cards.coverage else charts
        with place.container(border=True, key=f"{card.__name__}_card"):
            card(tables, state, words, palette)
    with st.container(border=True, key="table_card"):
        table(tables, choices, state, words)


def _key_figures(tables: Tables, state: State, rows, words: Words) -> None:
    told = key_figures(tables, state, rows, words)
    with st.container(key="keys", horizontal=True, vertical_alignment="bottom"):
        st.markdown("\n".join(f"- **{value}** {what}  \n  :small[:gray[{of}]]" for value, what, of in told))
        st.page_link(st.session_state.pages["data"], label=words("key.checks_all"))
    if said := evidence.moved(state.region, words):
        st.caption(said)


def _map(tables: Tables, state: State, rows, words: Words, palette: Palette) -> None:
    one = state.provinces[0] if len(state.provinces) == 1 else None
    try:
        shapes = outlines(one)
    except DataError as error:
        st.subheader(words.label("measure", state.measure), anchor=False)
        st.info(words("problem.map") + f"\n\n`{error}`")
        return
    areas, classes, title, about, alt = map_words(tables, state, rows, words)
    with st.container(horizontal=True, vertical_alignment="top", horizontal_alignment="distribute"):
        st.markdown(f"#### {evidence.plain(title)}\n:small[:gray[{about}]]")
        if one:
            st.button(words("map.back"), icon=":material/arrow_back:", on_click=_all_provinces, type="tertiary")
    with st.container(key="map_box"):
        st.plotly_chart(map_chart(areas, shapes, words, palette), key="map", theme=None, config=evidence.CONFIG,
                        height="stretch", on_select=lambda: _pick(one), selection_mode="points", alt=alt)  # fmt: skip
    year = "" if state.year == ALL else years(state, rows, words)
    st.markdown(" \u2003".join(_sign(*entry) for entry in legend(areas, classes, words, palette, year)))


def _sign(sign: str, colour: str, said: str) -> str:
    """An entry of the legend, as Markdown that does not break within."""
    return f':color[{sign}]{{foreground="{colour}"}} :small[:gray[{said}]]'.replace(" ", "\N{NO-BREAK SPACE}")


def _pick(one: str | None) -> None:
    """A click on the map: a province becomes the filter, a regency the region (again: none)."""
    points = st.session_state.map["selection"]["points"]
    code = points[0].get("location") if points else None
    if code and one is None:
        st.session_state.f_province = [code]
    elif code:
        st.session_state.region = "" if st.session_state.region == code else code


def _all_provinces() -> None:
    st.session_state.f_province, st.session_state.region = [], ""
