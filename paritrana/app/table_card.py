"""The table of exactly what is filtered, a page at a time, and its download."""

from __future__ import annotations

import polars as pl
import pyarrow as pa
import streamlit as st

from ..dictionary import column
from ..tables.frames import Tables
from ..words import Words
from . import downloads, evidence, filters, findings, options, view
from .once import once
from .state import Choices, State

CUT = 90  # letters of a sentence; a click shows it whole
PAGE = 6  # rows sent at a time: a filter change must stay small
CODES = ("measure", "group", "scope", "unit", "status", "denominator")
WIDTHS = {"province": 140, "quote": 420}
FITTED = {"region": None, "value": "right", "year": "right"}  # as wide as their longest word
# of the download, these are not shown: the evidence has them
LEFT_OUT = (
    "region_code", "province_code", "approximate", "uncertain", "increment", "per", "province_then", "year_basis",
    "article", "claim_id", "url",
)  # fmt: skip
EDGE, LETTER = 22, 7.4  # px
ORDER = ["region", "value", "unit", "label", "year", "quote", "publisher"]  # these first, the others as in the download


@st.fragment
def table(tables: Tables, choices: Choices, state: State, words: Words) -> None:
    """The card: a page of rows (a click opens the sentence), download of all; for no rows, what would bring some."""
    rows = view.table(tables, state)
    measure = words.label("measure", state.measure)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        key = "table.about" if rows.height else "table.empty"
        about = words.only(key, dict(n=words.number(rows.height), measure=measure,
                                     years=findings.years(state, rows, words)))  # fmt: skip
        st.markdown(f"#### {words('table.title')}\n:small[:gray[{about}]]")
        st.download_button(words("table.download"), lambda: view.csv(rows), file_name(state), "text/csv",
                           on_click="ignore", icon=":material/download:", key="download",
                           disabled=rows.height == 0)  # fmt: skip
    if rows.height == 0:
        _nothing(tables, choices, state, words)
        return
    first = _page(rows.height, words) * PAGE
    turn = st.session_state.get("turn_table", 0)
    part = _part(rows, first)
    key = f"table_{turn}"
    lines = shown(part, tables, words)
    picked = st.dataframe(_lean(lines, words), hide_index=True, key=key, on_select="rerun",
                          selection_mode="single-row", column_config=_columns(lines, words), row_height=34)  # fmt: skip
    if chosen := picked["selection"]["rows"]:
        evidence.show(
            [part["claim_id"][chosen[0]]], tables, words, lambda: st.session_state.update(turn_table=turn + 1)
        )


_part = once(lambda rows, first: rows.slice(first, PAGE))


@once
def shown(rows: pl.DataFrame, tables: Tables, words: Words) -> pl.DataFrame:
    """The same rows and columns, with figures and codes as the language writes them; ⚠ where a check fails."""
    failed = view.failed(tables)

    def value(row: dict) -> str:
        said = words.said(row, short=False)
        return ("⚠ " if row["claim_id"] in failed else "") + said

    written = {
        "region": lambda row: words.region(row["region"]),
        "value": value,
        "year": lambda row: words.year(row["year"]),
    } | {code: lambda row, code=code: words.label(code, row[code]) for code in CODES}
    if "quote" in rows.columns:
        written["quote"] = lambda row: row["quote"] if len(row["quote"]) <= CUT else row["quote"][: CUT - 1] + "…"
    return rows.with_columns(
        pl.Series(name, [write(row) for row in rows.iter_rows(named=True)], dtype=pl.String)
        for name, write in written.items() if name in rows.columns
    )  # fmt: skip


@once
def _lean(rows: pl.DataFrame, words: Words) -> pa.Table:
    """The shown rows under their titles, in few bytes: short offsets, titles as names instead of a configuration."""
    table = rows.select(_order(rows)).to_arrow()
    titles = [_title(name, words) for name in table.schema.names]
    return table.cast(pa.schema([(name, pa.string()) for name in table.schema.names])).rename_columns(titles)


def file_name(state: State) -> str:
    """A name that says what is inside: paritrana-coverage_share-all-2023-73.csv"""
    parts = [state.measure, state.group, "" if state.year == "all" else state.year, *state.provinces, state.region]
    return "-".join(["paritrana", *filter(None, parts)]) + ".csv"


def _order(rows: pl.DataFrame) -> list[str]:
    first = [name for name in ORDER if name in rows.columns]
    return first + [name for name in rows.columns if name not in (*first, *LEFT_OUT)]


def _title(name: str, words: Words) -> str:
    return column(downloads.table_of(name), name).title(words.lang)


def _columns(lines: pl.DataFrame, words: Words) -> dict:
    config = {name: st.column_config.Column(width=width) for name, width in WIDTHS.items()}
    for name, side in FITTED.items():
        if name in lines.columns:
            longest = max(map(len, [*lines[name], _title(name, words)]))
            config[name] = st.column_config.Column(width=round(EDGE + LETTER * longest), alignment=side)
    return {_title(name, words): column for name, column in config.items()}


def _page(height: int, words: Words) -> int:
    """Draw the way through the pages; the number of the page shown, from 0."""
    pages = -(-height // PAGE)
    if pages == 1:
        return 0
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="right", key="pages"):
        page = st.session_state.get("table_page", 0) % pages
        first = page * PAGE
        st.caption(words("table.page_of", first=first + 1, last=min(first + PAGE, height), n=words.number(height)))
        for icon, step in (("chevron_left", -1), ("chevron_right", 1)):
            st.button("", icon=f":material/{icon}:", key=f"page{step}", disabled=not 0 <= page + step < pages,
                      on_click=st.session_state.update, kwargs={"table_page": page + step},
                      help=words("table.page"))  # fmt: skip
    return page


def _nothing(tables: Tables, choices: Choices, state: State, words: Words) -> None:
    """Say that nothing was found, and offer each one change that would bring rows."""
    st.markdown(f"{words('table.none')} {words('table.would')}")
    with st.container(horizontal=True):
        for what, other, n in options.ways_out(tables, state, choices):
            names = dict(region=choices.regions.get(state.region, ("",))[0], group=words.label("group", other.group),
                         measure=words.label("measure", other.measure), n=words.number(n))  # fmt: skip
            label = words.sentence(words.only("table.try_" + what, names))
            st.button(label, key=f"try_{what}_{other.measure}_{other.group}",
                      on_click=filters.put, args=(other,))  # fmt: skip
