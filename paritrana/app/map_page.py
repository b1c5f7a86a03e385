"""The front page: key figures, the map beside the ranked list, three charts, the table and its download."""

from __future__ import annotations

import polars as pl
import streamlit as st

from .. import problems
from ..charts import Palette, legend, map_chart, small_maps
from ..charts.map import Outlines
from ..errors import DataError
from ..tables.frames import Tables
from ..words import Words
from . import cards, evidence, filters, nav, player, theme, view
from .chart_card import Row, chart_card, head
from .findings import key_figures, years
from .markup import link, plain
from .once import once
from .outlines import outlines
from .say import MapWords, map_words
from .state import ALL, LEVELS, Choices, State, figures_of
from .table_card import table

_signs = once(legend)
# an entry of the legend stays in one line
WHOLE = str.maketrans({" ": "\N{NO-BREAK SPACE}", "–": "\N{WORD JOINER}–\N{WORD JOINER}"})
FEW = 4  # rows of the list that leave room for a second card below it


def page(tables: Tables, choices: Choices, state: State, words: Words) -> None:
    """Draw the page for a state."""
    palette = theme.palette()
    rows = view.figures(tables, state)
    own = view.of_region(rows, state.region)
    few = rows.height <= FEW  # then coverage stands below the list, beside the map
    top = st.container()
    stage = st.container(horizontal=True, key="stage", gap="small")
    with stage.container(border=True, key="map_card", height="stretch"):
        _map(tables, state, rows, words, palette)
    with top:
        _key_figures(tables, state, own, words)
    side = stage.container(key="side", height="stretch", gap="small")
    with side.container(border=True, key="list_card", height="content" if few else "stretch"):
        cards.ranking(tables, state, rows, words)
    charts = st.container(horizontal=True, key="charts", gap="small")
    for card in (cards.ranks, cards.coverage, cards.targets):
        place = side if few and card is cards.coverage else charts
        with place.container(border=True, key=f"{card.__name__}_card"):
            card(tables, state, words)
    with st.container(border=True, key="table_card"):
        table(tables, choices, state, words)


def _key_figures(tables: Tables, state: State, rows: pl.DataFrame, words: Words) -> None:
    told = key_figures(tables, state, rows, words)
    with st.container(key="keys", horizontal=True, vertical_alignment="bottom"):
        st.markdown("\n".join(f"- **{value}** {what}  \n  :small[:gray[{of}]]" for value, what, of in told))
        nav.link("bukti", words("key.checks_all"), view="audit", check="")
    if said := evidence.moved(state.region, words):
        st.caption(said)


def _map(tables: Tables, state: State, rows: pl.DataFrame, words: Words, palette: Palette) -> None:
    one = state.provinces[0] if len(state.provinces) == 1 else None
    told = view.years_told(tables, state)
    ways = st.container(horizontal=True, vertical_alignment="center", gap="small", key="map_ways")
    try:
        shapes = outlines(one, view.local(state))
    except DataError as error:
        head(words.sentence(words.label("measure", state.measure)))
        st.info(f"{words('problem.map')}\n\n{plain(problems.told(error, words))}")
    else:
        if state.view == "years":
            _year_by_year(tables, state, told, shapes, words, palette)
        else:
            _one_map(tables, state, map_words(tables, state, rows, words), shapes, words, palette)
    with ways:
        _ways(state, one, told, words)


def _ways(state: State, one: str | None, told: list[str], words: Words) -> None:
    """What stands above the map: governments, the way back from a province, the years, one map or many."""
    filters.widget(st.segmented_control, "f_level", state.level, lambda level: filters.change(level=level),
                   words("map.level"), LEVELS, required=True, label_visibility="collapsed",
                   format_func=lambda level: words("map.level_" + level))  # fmt: skip
    if one:
        st.button(words("map.back"), icon=":material/arrow_back:", on_click=_all_provinces, type="tertiary",
                  key="back")  # fmt: skip
    if state.view != "years":
        player.player(told, state, words)
    filters.widget(st.segmented_control, "f_view", "years" if state.view == "years" else "",
                   lambda shown: filters.change(view=shown), words("map.view"), ("", "years"), required=True,
                   label_visibility="collapsed",
                   format_func=lambda shown: words("map.view_" + (shown or "one")))  # fmt: skip


@st.fragment
def _one_map(tables: Tables, state: State, said: MapWords, shapes: Outlines, words: Words, palette: Palette) -> None:
    areas, classes, title, about, alt = said
    if figures_of(filters.current()) != figures_of(
        state
    ):  # a click on the map changed it, and a fragment's run draws the map alone
        st.rerun()

    def draw() -> None:
        with st.container(key="map_box"):
            drawn = evidence.built("map", tables, words, figures_of(state),
                                   lambda palette: map_chart(areas, shapes, words, palette))  # fmt: skip
            st.plotly_chart(drawn.figure, key="map", theme=None, config=evidence.CONFIG,
                            on_select=lambda: _pick(view.local(state)), selection_mode="points",
                            alt=alt)  # fmt: skip
        year = "" if state.year == ALL else years(state, areas, words)
        with st.container(key="legend"):
            st.markdown(" \u2003".join(_sign(*entry) for entry in _signs(areas, classes, words, palette, year)))

    chart_card("map", title, about, None, lambda: area_rows(areas, words), tables, words, alt, draw)


def area_rows(areas: pl.DataFrame, words: Words) -> list[Row]:
    """The map as a table: areas with a figure, then those in the news without one; how many are not in the news."""
    told = areas.filter(pl.col("state").is_in(["figure", "articles"])).sort(pl.col("state") != "figure", "code")
    rows = [{words("column.region"): link(words.region(row["name"]),
                                          nav.address("wilayah", region=row["code"], provinces=())),
             words("column.code"): row["code"],
             words("column.figure"): plain(row["hover"])} for row in told.iter_rows(named=True)]  # fmt: skip
    if none := areas.filter(state="none").height:
        rows.append({words("column.region"): words("map.others", n=words.number(none)), words("column.code"): "",
                     words("column.figure"): words("map.hover_none")})  # fmt: skip
    return rows


@st.fragment
def _year_by_year(
    tables: Tables, state: State, told: list[str], shapes: Outlines, words: Words, palette: Palette
) -> None:
    drawn, measure = [], words.label("measure", state.measure)
    for year in told:
        asked = state._replace(year=year)
        rows = view.figures(tables, asked)
        areas = map_words(tables, asked, rows, words).areas
        drawn.append(
            (words("map.year_title", year=year, n=words.count("region", rows["region_code"].n_unique())), areas)
        )
    figure = evidence.built("years", tables, words, figures_of(state),
                            lambda palette: small_maps(drawn, shapes, words, palette))  # fmt: skip
    title = words("map.years_title", measure=words.sentence(measure))
    if figure is None:
        head(title)
        st.markdown(words("map.years_few"))
        return
    rows = [row for year, (_, areas) in zip(told, drawn, strict=True) for row in _of_year(year, areas, words)]
    chart_card("years", title, words("map.years_about"), figure, lambda: rows, tables, words,
               words("map.years_alt", measure=measure),
               lambda: st.plotly_chart(figure.figure, key="years", theme=None, config=evidence.CONFIG,
                                       alt=words("map.years_alt", measure=measure)))  # fmt: skip


def _of_year(year: str, areas: pl.DataFrame, words: Words) -> list[Row]:
    return [{words("column.year"): year, words("column.region"): plain(words.region(row["name"])),
             words("column.figure"): plain(row["hover"])}
            for row in areas.filter(state="figure").iter_rows(named=True)]  # fmt: skip


def _sign(sign: str, colour: str, said: str) -> str:
    """An entry of the legend, as Markdown that does not break within."""
    return f':color[{sign}]{{foreground="{colour}"}} :small[:gray[{said}]]'.translate(WHOLE)


def _pick(local: bool) -> None:
    """A click on the map: a province becomes the filter, a kabupaten or kota the region (again: none)."""
    points = st.session_state.map["selection"]["points"]
    code = points[0].get("location") if points else None
    if code and (not local or len(code) == 2):  # of very many areas, those without an article go by province
        filters.change(provinces=(code,), region="")
    elif code:
        filters.change(region="" if filters.current().region == code else code)


def _all_provinces() -> None:
    filters.change(provinces=(), region="")
